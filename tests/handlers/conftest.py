"""The services' workspace, reached by what a front hears."""

from tests.handlers.nudged import helping
from tests.services.conftest import relay, store, stores

__all__ = ["helping", "relay", "store", "stores"]
