"""The services' workspace, reached by what a front hears."""

from tests.services.conftest import relay, store, stores

__all__ = ["relay", "store", "stores"]
