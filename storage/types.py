"""Column types: instants as aware UTC, days as ISO text, neutral values as versionless JSON text."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from msgspec import json
from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_bytes = json.Encoder(order="sorted").encode


# What is read or written at once has few instants and days: many prompts are due in one minute.
@lru_cache(maxsize=4096)
def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + microseconds * MICROSECOND


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant: timestamptz on PostgreSQL, microseconds since 1970 on SQLite, which keeps no zone.

    A literal in a function (`coalesce(column, now)`) needs it said: `literal(now, Instant)`.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a zone: {value!r}")
        return value if dialect.name == "postgresql" else (value - EPOCH) // MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Said directly: it is called for most columns of every row."""
        return _utc if dialect.name == "postgresql" else _instant


class Day(TypeDecorator[date]):
    """A local date as ISO text, so that it sorts and reads the same everywhere."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None]:
        return _day


def _encode(value: Any) -> str:
    return _bytes(value).decode()


def decoded(text: str) -> Any:
    """The value that `encoded` made that of."""
    return json.decode(text)


class Encoded(str):
    """JSON as it is kept, made beforehand."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """What `Json` keeps of a value."""
    return Encoded(_encode(value))


class Json(TypeDecorator[Any]):
    """Plain JSON values as text; the same bytes for the same value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if isinstance(value, Encoded):
            return str(value)
        return None if value is None else _encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else decoded(value)
