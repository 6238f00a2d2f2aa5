"""What a platform shows of somebody in focus: granted, set as one begins, put back as it ends, given up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import presence as rules
from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.person import Person
from bot.domain.presence import Orders, Seen
from bot.messages import presence as messages
from bot.messages.answer import Answer, Replace, Tell
from bot.messages.presence import Setting
from storage import focus, grants, people, timers
from storage.grants import Grant
from storage.installations import Tokens
from storage.timers import Timer
from storage.transaction import Tx
from storage.vault import Vault

# Its subject is the person. It is carried out by `schedules.presence`, beside the other timers.
PRESENCE: Final = "presence"

# Within this the platform has answered, or it has not.
LEASE: Final = timedelta(minutes=2)
_BUSY: Final = timedelta(seconds=5)
_LONGEST: Final = timedelta(hours=1)
_FIRST: Final = timedelta(seconds=30)
_DOUBLED: Final = 7
# What could not be put back by then is left, and what could not be given back so long after that was wanted
# is erased.
_GIVES_UP: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be carried out for one person now. timer: leased. stopping: then it is given back."""

    person: PersonId
    user: UserRef
    timer: Timer
    stopping: bool


def setting(tx: Tx, person: Person, page: str) -> Setting:
    """How it stands for one person; nothing is offered where there is no page to grant it, or to guests."""
    if not page or not person.eligible:
        return Setting()
    one = grants.get(tx, person.id)
    if one is None:
        return Setting(state="offered", page=page)
    if one.stopping:
        return Setting()
    return Setting(state="granted") if one.held else Setting(state="lost", page=page)


def told(tx: Tx, person: Person, page: str) -> Setting:
    """The same, told now: that it was taken back is told once."""
    found = setting(tx, person, page)
    if found.state == "lost":
        grants.drop(tx, [person.id])
    return found


def follow(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """Their focus begins, ends or changes: what is shown of it follows in a moment, if they granted it."""
    one = grants.get(tx, person)
    if one is not None and one.held and not one.stopping:  # what stops is timed from when that was wanted
        timers.set(tx, PRESENCE, f"{person}", now)


def granted(tx: Tx, user: UserRef, held: Tokens, *, vault: Vault, now: datetime) -> bool:
    """They granted it; a focus that is on is shown at once. False for a guest, and who is not known."""
    person = people.by_ref(tx, user)
    if person is None or not person.eligible:
        return False
    grants.keep(tx, user, held, vault=vault, now=now)
    follow(tx, person.id, now=now)
    return True


def stop(tx: Tx, by: UserRef, *, now: datetime) -> Answer:
    """*Stop setting my status*: what is set is put back, and then the grant is given back and erased."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.never(locale=""))
    one = grants.get(tx, person.id)
    if one is None:
        return Replace(document=messages.never(locale=person.locale))
    if not one.held:
        erase(tx, person.id)
    else:
        grants.stop(tx, person.id)
        timers.set(tx, PRESENCE, f"{person.id}", now)
    return Replace(document=messages.stopped(locale=person.locale))


def revoked(tx: Tx, user: UserRef, *, at: datetime) -> None:
    """They took it back on the platform. Such news from before the newest grant is late, and ignored."""
    person = people.by_ref(tx, user)
    one = grants.get(tx, person.id) if person is not None else None
    if one is None or at < one.granted_at.replace(microsecond=0):  # theirs are whole seconds
        return
    _lose(tx, one)


def erase(tx: Tx, person: PersonId) -> None:
    """Nothing is kept of a grant of theirs."""
    grants.drop(tx, [person])
    timers.drop(tx, PRESENCE, f"{person}")


def erase_there(tx: Tx, tenant: TenantId) -> None:
    """The same of everyone in a workspace."""
    ids = grants.of_tenant(tx, tenant)
    grants.drop(tx, ids)
    timers.drop_many(tx, PRESENCE, [f"{one}" for one in ids])


def begin(tx: Tx, due: Timer, *, now: datetime) -> Task | None:
    """Take this timer up, where nobody else does and there is something to be done."""
    taken = timers.take(tx, [due], lease=now + LEASE)
    if not taken:
        return None
    [timer] = taken
    person = people.get(tx, PersonId(int(timer.subject)))
    one = grants.get(tx, person.id) if person is not None else None
    if person is None or one is None or not one.held or _idle(tx, one, now=now):
        timers.done(tx, [timer])
        return None
    if not grants.begin_acting(tx, person.id, now=now, until=now + LEASE):
        timers.postpone(tx, timer, now + _BUSY)
        return None
    return Task(person=person.id, user=person.user, timer=timer, stopping=one.stopping)


def decide(tx: Tx, task: Task, seen: Seen, *, now: datetime) -> Orders:
    """What the platform is to show, by what it shows. It is remembered before it is done."""
    one = grants.get(tx, task.person)
    if one is None or not one.held:
        return Orders()
    until = _until(tx, one, now=now)
    if until is None:
        if one.shown is None:
            return Orders()
        grants.show(tx, task.person, replace(one.shown, done=False))  # a next focus may find it put back
        return rules.over(one.shown, seen, now=now)
    if one.shown is None:
        shown, orders = rules.begun(seen, until, now=now)
    else:
        shown, orders = rules.changed(one.shown, seen, until, now=now)
    grants.show(tx, task.person, shown)
    return orders


def done(tx: Tx, task: Task, *, now: datetime) -> None:
    """It is so. What changed meanwhile has set the timer anew, and is carried out next."""
    grants.end_acting(tx, task.person)
    one = grants.get(tx, task.person)
    timer = timers.get(tx, PRESENCE, f"{task.person}")
    if one is None or timer is None or timer.ready_at != task.timer.ready_at:
        return
    timers.done(tx, [timer])
    if task.stopping:
        grants.drop(tx, [task.person])
    elif (until := _until(tx, one, now=now)) is None:
        grants.show(tx, task.person, None)
    elif one.shown is not None:
        grants.show(tx, task.person, replace(one.shown, done=True))
        timers.set(tx, PRESENCE, f"{task.person}", until)


def put_off(tx: Tx, task: Task, *, after: timedelta, now: datetime) -> None:
    """It could not be done: again later, and longer after each time, but not for ever."""
    grants.end_acting(tx, task.person)
    one = grants.get(tx, task.person)
    wanted = one.shown.until if one is not None and one.shown is not None else None
    if task.stopping:
        wanted = task.timer.due_at
    if wanted is not None and wanted + _GIVES_UP < now:
        done(tx, task, now=now)
        return
    pause = min(_FIRST * 2 ** min(task.timer.failures, _DOUBLED), _LONGEST)
    timers.postpone(tx, task.timer, now + max(after, pause))


def lost(tx: Tx, task: Task) -> None:
    """The platform says that they took it back."""
    one = grants.get(tx, task.person)
    if one is not None:
        _lose(tx, one)


def _lose(tx: Tx, one: Grant) -> None:
    """Whoever wanted it to stop is told nothing more of it."""
    timers.drop(tx, PRESENCE, f"{one.person}")
    if one.stopping:
        grants.drop(tx, [one.person])
    else:
        grants.lose(tx, one.person)


def _idle(tx: Tx, one: Grant, *, now: datetime) -> bool:
    return not one.stopping and one.shown is None and _until(tx, one, now=now) is None


def _until(tx: Tx, one: Grant, *, now: datetime) -> datetime | None:
    """Until when it is to be shown that they are in focus; None: not, or not any more."""
    busy = focus.get(tx, one.person, now=now) if not one.stopping else None
    return busy.ends_at if busy is not None else None
