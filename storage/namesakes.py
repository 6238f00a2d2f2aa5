"""A person as whoever runs the bot names them: by their platform's id, or by the name the bot knows."""

from sqlalchemy import ColumnElement, or_, select

from bot.domain.identity import PersonId
from bot.domain.person import Person
from storage import people
from storage.forgetting import is_forgotten
from storage.tables import people as table
from storage.tables import tenants
from storage.transaction import Tx

# So many are told apart in an error; of more, how many there are.
_TOLD = 10


class NotOnePerson(Exception):
    """Nobody is named so, or several are; the message says what to do."""


def find(tx: Tx, asked: str) -> Person:
    """The one person of that id (`U024BE7LH`, `<@U024BE7LH>`) or exactly that name (`Maya`, `@Maya`).

    An id goes before a name; `T024BE7LG/U024BE7LH` names the workspace, too. Raises `NotOnePerson`.
    """
    words = " ".join(asked.split()).removeprefix("<@").removesuffix(">").partition("|")[0]
    plain = words.removeprefix("@").strip()
    if not plain:
        raise NotOnePerson("Name a person: by their member ID, such as U024BE7LH, or as @NAME.")
    found = _of_id(tx, plain) or _named(tx, plain)
    if len(found) == 1:
        return found[0]
    raise NotOnePerson(_several(plain, found) if found else _nobody(plain))


def _of_id(tx: Tx, asked: str) -> list[Person]:
    workspace, _, number = asked.rpartition("/")
    same = table.c.external == number
    if workspace:
        same &= table.c.tenant_id.in_(select(tenants.c.id).where(tenants.c.external == workspace))
    return _people(tx, same)


def _named(tx: Tx, asked: str) -> list[Person]:
    """As it is written; only where nobody is, whatever the letters' case."""
    exact = _people(tx, or_(table.c.name == asked, table.c.name == f"@{asked}"))
    if exact:
        return exact
    folded = asked.casefold()
    names = tx.all(select(table.c.id, table.c.name))
    alike = [row.id for row in names if row.name.removeprefix("@").casefold() == folded]
    return _people(tx, table.c.id.in_(alike)) if alike else []


def _people(tx: Tx, where: ColumnElement[bool]) -> list[Person]:
    ids = [PersonId(row.id) for row in tx.all(select(table.c.id).where(where).order_by(table.c.id))]
    known = people.many(tx, ids)
    return [known[one] for one in ids if not is_forgotten(known[one])]


def _several(asked: str, found: list[Person]) -> str:
    ids = ", ".join(f"{one.user.tenant}/{one.user.id}" for one in found[:_TOLD])
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return f"{len(found)} people are “{asked}”: {ids}{more}. Name one by that ID."


def _nobody(asked: str) -> str:
    return (
        f"The bot knows nobody as “{asked}”: give the whole name as it stands in their profile, or their "
        "member ID, which Slack shows under their profile, ⋮, Copy member ID."
    )
