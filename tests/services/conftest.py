"""A workspace on each kind of database, on a Monday before anyone's day has begun."""

import pytest

from storage.store import Store
from tests.services.given import Relay, at


@pytest.fixture
def relay(store: Store) -> Relay:
    """Sunday noon in Berlin."""
    return Relay(store, at("lena", "Sun 12:00", week=-1))
