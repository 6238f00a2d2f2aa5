"""The services' workspace, reached by what a front hears."""

from tests.services.conftest import relay

__all__ = ["relay"]
