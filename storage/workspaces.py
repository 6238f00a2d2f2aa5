"""A workspace as whoever runs the bot names it: by its platform's id, or not where there is but one."""

from bot.domain.identity import TenantId
from storage import installations
from storage.transaction import Tx


class NotOneWorkspace(Exception):
    """None is named so, or several could be meant; the message says what to do."""


def find(tx: Tx, asked: str | None) -> TenantId:
    """The one of that id (`T024BE7LG`), removed ones included; without one, the only one that there is.

    Raises `NotOneWorkspace`.
    """
    known = installations.all(tx)
    found = [one for one in known if asked in (None, one.ref.id)]
    if len(found) == 1:
        return found[0].tenant
    if not known:
        raise NotOneWorkspace("the bot has not been in any workspace yet")
    ids = ", ".join(f"{one.ref.id} ({one.name})" for one in known)
    if asked is None:
        raise NotOneWorkspace(f"the bot is in several workspaces: name one by --workspace: {ids}")
    raise NotOneWorkspace(f"there is no workspace “{asked}”: the bot knows {ids}")
