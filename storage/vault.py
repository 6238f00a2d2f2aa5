"""Tokens at rest: locked with the newest of some keys, opened with any of them, each for its owner alone."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Sealed(Exception):
    """None of the keys opens it: one was taken away too early, or what is kept is another's."""


class Vault:
    """Locks and opens. keys: newest first, 32 bytes each in URL-safe base64; ValueError for others."""

    def __init__(self, keys: Sequence[str]) -> None:
        each = [Fernet(key) for key in keys]
        self._newest = each[0]
        self._all = MultiFernet(each)

    def lock(self, secret: str, *, owner: str) -> str:
        """As it is kept. What was locked for one owner does not open for another."""
        return self._newest.encrypt(f"{owner} {secret}".encode()).decode()

    def open(self, locked: str, *, owner: str) -> str:
        """The secret again. Raises `Sealed`."""
        try:
            found, _, secret = self._all.decrypt(locked.encode()).decode().partition(" ")
        except InvalidToken:
            raise Sealed(f"no key opens the token of {owner}") from None
        if found != owner:
            raise Sealed(f"the token kept for {owner} is another's")
        return secret

    def is_newest(self, locked: str) -> bool:
        """Whether the newest key locked it."""
        try:
            self._newest.decrypt(locked.encode())
        except InvalidToken:
            return False
        return True


def is_key(text: str) -> bool:
    """Whether this can be a key."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True
