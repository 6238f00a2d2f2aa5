"""Tokens at rest: locked with the newest of some keys, opened with any of them, each for its owner alone.

Where nobody installs the bot by themselves there is no key, and a library of seven megabytes is not loaded.
"""

from collections.abc import Sequence


class Sealed(Exception):
    """None of the keys opens it: one was taken away too early, or what is kept is another's."""


class Vault:
    """Locks and opens. keys: newest first, 32 bytes each in URL-safe base64; ValueError for others."""

    def __init__(self, keys: Sequence[str]) -> None:
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet  # noqa: PLC0415 -- see above

        each = [Fernet(key) for key in keys]
        self._newest = each[0]
        self._all = MultiFernet(each)
        self._wrong = InvalidToken

    def lock(self, secret: str, *, owner: str) -> str:
        """As it is kept. What was locked for one owner does not open for another."""
        return self._newest.encrypt(f"{owner} {secret}".encode()).decode()

    def open(self, locked: str, *, owner: str) -> str:
        """The secret again. Raises `Sealed`."""
        try:
            found, _, secret = self._all.decrypt(locked.encode()).decode().partition(" ")
        except self._wrong:
            raise Sealed(f"no key opens the token of {owner}") from None
        if found != owner:
            raise Sealed(f"the token kept for {owner} is another's")
        return secret

    def is_newest(self, locked: str) -> bool:
        """Whether the newest key locked it."""
        try:
            self._newest.decrypt(locked.encode())
        except self._wrong:
            return False
        return True


def is_key(text: str) -> bool:
    """Whether this can be a key."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- see above

    try:
        Fernet(text)
    except ValueError:
        return False
    return True
