"""A machine that runs tests may be busy for longer than a person would wait."""

from datetime import timedelta

from storage.store import Store, open_store

PATIENCE = timedelta(seconds=20)


def open_patiently(url: str) -> Store:
    """A store that gives up later than the bot's own; a test of giving up says how soon."""
    return open_store(url, patience=PATIENCE)
