"""The services' workspace, moved on by the clock."""

from tests.services.conftest import relay, store, stores

__all__ = ["relay", "store", "stores"]
