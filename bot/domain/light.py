"""The standard `dataclass` for values of which thousands are made at once: made in half the time.

A frozen dataclass sets each field the long way round, so that nobody else can. Here only the type checker
keeps others from it: it sees the standard one (decision 0033).
"""

import dataclasses
from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen, slots, kw_only=False):
        """Frozen to the type checker, and equal and hashed like a frozen one."""
        return dataclasses.dataclass(slots=slots, kw_only=kw_only, unsafe_hash=frozen)
