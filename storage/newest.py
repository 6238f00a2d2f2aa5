"""What was put together last of each thing, for as long as what it is made of stays the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """At most so many things, the one that was asked for longest ago goes first; of each the newest alone.

    Whatever was changed, here or by another process, is made of something else, and so is another one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Any, T]] = OrderedDict()
        self._lock = threading.Lock()  # several database threads ask

    def get(self, name: Hashable, made_of: Any, make: Callable[[], T]) -> T:
        """The one at hand, if it is made of the same; else it is made anew."""
        found = self.known(name, made_of)
        if found is not None:
            return found
        made = make()
        with self._lock:
            self._kept[name] = (made_of, made)
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def known(self, name: Hashable, made_of: Any) -> T | None:
        """The one at hand, if it is made of the same."""
        with self._lock:
            before, found = self._kept.get(name, (None, None))
            if found is None or before != made_of:
                return None
            self._kept.move_to_end(name)
            return found

    def __len__(self) -> int:
        return len(self._kept)
