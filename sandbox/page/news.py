"""What has just happened, for one person: what they can open, else whom to become to see it."""

from collections.abc import Sequence

from sandbox.page import shown
from sandbox.page.clockwork import Happened
from sandbox.page.office import Office
from sandbox.person import Person
from sandbox.shapes import Json


def news(office: Office, person: Person) -> Json | None:
    """What reached them alone, before what everybody can see, before what only others can."""
    lately = office.clockwork.lately
    rooms = {one.id: one.kind for one in office.conversations(person)}
    seen = sorted((one for one in lately if one.channel in rooms), key=lambda one: rooms[one.channel] != "im")
    found = next(iter(seen or lately), None)
    if found is None:
        return None
    told = {
        "at": shown.instant(found.at),
        "what": found.you if found.you and found.who == person.id else found.what,
        "in": found.channel,
        "ts": found.ts,
        "thread": found.thread_ts,
    }
    return told | {"as": person.id if seen else _reader(office, lately)}


def _reader(office: Office, lately: Sequence[Happened]) -> str:
    """Somebody on whose screen the first of it is."""
    members = office.box.workspace.rooms.all[lately[0].channel].members
    return next((one.id for one in office.people if one.id in members), "")
