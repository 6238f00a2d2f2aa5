"""Who keeps the token of a workspace."""

from typing import Protocol


class Keeper(Protocol):
    """Keeps the token of one workspace, which may be another one tomorrow."""

    async def token(self) -> str:
        """The one that holds now."""
        ...

    async def instead_of(self, token: str) -> str | None:
        """Another one, where Slack takes that one no more; None where there is none."""
        ...


class Fixed:
    """A token of the settings."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        """Always the same."""
        return self._token

    async def instead_of(self, token: str) -> str | None:
        """There is none."""
        return None
