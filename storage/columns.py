"""What every table is made of: the one list of them, and the columns that all have."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, MetaData
from sqlalchemy.types import TypeEngine

from storage.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers only a column whose type is exactly INTEGER.
Id: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def identity() -> Column[int]:
    """A local number, which names the row."""
    return Column("id", Id, primary_key=True)


def to(target: str, name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """The number of a row of that table."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=nullable, primary_key=primary_key)


def at(name: str, *, nullable: bool = False) -> Column[object]:
    """An instant."""
    return Column(name, Instant, nullable=nullable)


def one_of(name: str, *words: str) -> CheckConstraint:
    """A column holds one of these words.

    Said one by one: behind an IN, SQLite puts three words and more into a table of their own for each row
    that it checks, which takes a quarter of the time of writing it.
    """
    return CheckConstraint(" OR ".join(f"{name} = '{one}'" for one in words), name=name)
