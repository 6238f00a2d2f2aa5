"""When somebody is asked about a day whose afternoon is off."""

from datetime import datetime

from bot.domain.dayoff import Absence
from bot.domain.person import Person
from bot.domain.zone import local_day
from bot.messages.away import Asks
from bot.services import asking, receipt
from bot.services.prompt import PROMPT
from bot.services.writer import writers
from storage import timers
from storage.transaction import Tx


def asks(tx: Tx, person: Person, one: Absence, *, now: datetime) -> Asks:
    """At that day's new end; now, where that has come; neither, where they were asked or are elsewhere."""
    if one.half != "second" or one.first > local_day(person.zone, now):
        return "end"
    writer, timer = writers(tx, [person.id]).get(person.id), timers.get(tx, PROMPT, f"{person.id}")
    if writer is None or timer is None or not receipt.missing(tx, writer.teams, person.id, one.first):
        return "not"
    shift = writer.calendar.shift(one.first)
    waits = next((each for each in asking.of_timer(timer).waiting if each.day == one.first), None)
    if shift is None or waits is None or waits.ends_at != shift.ends_at:
        return "not"
    return "now" if waits.due_at <= now else "end"
