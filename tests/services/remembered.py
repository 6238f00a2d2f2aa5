"""Pia of Vienna, who has left something in every corner by the time anyone asks what is kept of her."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, text

from bot.domain.dnd import Window
from bot.domain.focus import Focus
from bot.domain.identity import MessageRef, PersonId, TeamId
from bot.domain.nudge import Channel
from bot.domain.presence import Shown, Status
from bot.domain.pressing import NewPressed
from bot.services import team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from storage import dnd, focus, grants, lines, nudges, pages, pressing, teams
from storage.installations import Tokens
from storage.lines import NewLine
from storage.tables import ledger_checks, metadata
from storage.transaction import Tx
from storage.vault import Vault
from tests.services import asking, deciding, editing, publishing
from tests.services import steps as acting
from tests.services.given import Relay, at, channel, profile, user

# Of Pia's steps Maya has picked one up, nobody another, and one is for Pia herself; Sam's, Pia has in hand.
KEPT, FREE, OWN = "Restart the blue queue", "Ring the vendor", "Sort the attic"
SAMS = "Watch the error rate"
SUMMARY = "The purple index is rebuilt"
DONE, WATCH, LINK = "Shipped the heron release", "if the lamp blinks then wait", "https://example.com/heron"
LINE, SAID_BACK = "A line about the walrus", "I shall look at the rate at noon"
ASKED, ANSWERED = "Which of the rates is meant?", "Use the turquoise one."

PLEA, TRIED, REPLY = "The crimson test hangs", "Twice, with the lamp off", "Take the amber one"
STATUS = "Polishing the bronze bell"
IDEA, AGAINST = "Paint the gateway teal", "The ochre gate is older"
RESET = "The umber gate is newer"

WORDS = (
    SUMMARY,
    DONE,
    WATCH,
    LINK,
    LINE,
    SAID_BACK,
    ASKED,
    ANSWERED,
    PLEA,
    TRIED,
    REPLY,
    STATUS,
    IDEA,
    AGAINST,
    RESET,
)
NOON = at("maya", "Tue 12:30")
WHO = ("UPIA", "Pia", "Europe/Vienna")


Lived = dict[str, list[dict[str, Any]]]


async def pia(relay: Relay, lived: Lived) -> PersonId:
    """Tuesday, half past twelve in New York. Told once, and put back row by row after that."""
    if lived:
        relay.clock.move_to(NOON)
        await relay.store.transact(_put_back, lived)
    else:
        await _lives(relay)
        lived |= await relay.store.read(_rows)
    return (await relay.person("pia")).id


async def _lives(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.store.transact(added, relay=relay)
    await relay.moves("pia", "Europe/Vienna")
    number = (await relay.person("pia")).id
    await _taken_up(relay)
    await _handed_over(relay)
    await _acted_upon(relay)
    await relay.store.transact(_elsewhere, number, relay=relay)
    await _asked_others(relay)
    await _decided(relay)
    await _made_public(relay)
    await relay.opens("pia")


def _rows(tx: Tx) -> Lived:
    return {
        table.name: [dict(row._mapping) for row in tx.all(select(table))] for table in metadata.sorted_tables
    }


def _put_back(tx: Tx, lived: Lived) -> None:
    for table in metadata.sorted_tables:
        if lived[table.name]:
            tx.run(insert(table), lived[table.name])
    if tx.dialect == "postgresql":
        for name in (one.name for one in metadata.sorted_tables if "id" in one.columns):
            tx.run(text(f"SELECT setval('{name}_id_seq', (SELECT max(id) + 1 FROM {name}))"))


def added(tx: Tx, *, relay: Relay) -> TeamId:
    """Lena adds Pia to a team that is there, which is a change that can be undone."""
    names = ("lena", "maya", "sam", "pia")
    plan = Plan(
        place=channel("atlas"),
        name="Atlas",
        projects=(ProjectPlan(name="Atlas", page="https://pages.example.com/atlas"),),
        writes=tuple(profile(one) for one in names),
        receives=(),
    )
    return team.set_up(tx, plan, by=user("lena"), now=relay.now)


async def _taken_up(relay: Relay) -> None:
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (SAMS, "awake"))
    await relay.until(at("pia", "Tue 09:30"))
    step = (await relay.steps())[SAMS].id
    await relay.acts("pia", "pick_up", step)
    await relay.says("pia", await acting.opened(relay, "pia", "say_back", step), SAID_BACK)
    await acting.asks(relay, "pia", step, ASKED)


async def _handed_over(relay: Relay) -> None:
    await relay.until(at("pia", "Tue 17:20"))
    form = await relay.opens("pia")
    rows = ((KEPT, "awake"), (FREE, "awake"), (OWN, "me"))
    values = {f"steps__{number}__what": text for number, (text, _) in enumerate(rows)}
    values |= {f"steps__{number}__owner": owner for number, (_, owner) in enumerate(rows)}
    written = {"summary": SUMMARY, "done": DONE, "watch": WATCH, "links": LINK, "state": "at_risk"}
    await relay.sends("pia", form, **written, **values)


async def _acted_upon(relay: Relay) -> None:
    await relay.until(NOON)
    there = await relay.steps()
    await relay.acts("maya", "pick_up", there[KEPT].id)
    question = await acting.asks(relay, "maya", there[FREE].id, "Which vendor?")
    await acting.replies(relay, "pia", question, ANSWERED)
    await acting.asks(relay, "maya", there[OWN].id, "Whose attic?")


def _elsewhere(tx: Tx, number: PersonId, *, relay: Relay) -> None:
    """What comes by other ways than a relay's: a line, nudges, do-not-disturb, a focus and what it set."""
    now = relay.now
    lines.keep(tx, number, now.date(), NewLine(text=LINE), now=now)
    dnd.keep(tx, {number: Window(starts_at=now, ends_at=now + timedelta(hours=8))}, now=now)
    focus.keep(tx, number, Focus(starts_at=now, ends_at=now + timedelta(hours=1), reason="the attic"))
    grants.keep(tx, user("pia"), Tokens(token="xoxp-1"), vault=Vault(["A" * 43 + "="]), now=now)
    before = Status(text=STATUS, emoji=":bell:")
    grants.show(tx, number, Shown(until=now, before=before, quiet=None, quiet_before=None))
    [project] = (one for team in teams.of_people(tx, [number])[number] for one in team.projects)
    pages.confirm(tx, project.id, by=number, at=now)
    nudges.set_channel(tx, channel("help"), Channel(strength="every"), by=number, now=now)
    nudges.opt_out(tx, number, now=now)
    maya = number - 3
    for message, author, named in (("1.1", number, ()), ("1.2", maya, (user("pia"), user("sam")))):
        nudges.begin(
            tx,
            channel("help"),
            PersonId(author),
            message=message,
            reason="hello",
            language="en",
            mentioned=named,
            now=now,
        )
    asked = MessageRef(place=channel("help"), id="1.3")
    nudges.ask(
        tx,
        asked,
        PersonId(maya),
        by=number,
        asker=user("pia"),
        link="https://example.com/p1",
        absent=False,
        now=now,
    )
    pressing.opt_out(tx, number, now=now)
    for author, of in ((number, maya), (maya, number)):
        pressed = NewPressed(
            place=channel("help"),
            person=PersonId(author),
            of=PersonId(of),
            message="1.4",
            kind="press",
            about=of,
            day=now.date(),
            language="en",
        )
        pressing.begin(tx, pressed, "shown", now=now)
    row = {"tenant_id": 1, "day": now.date(), "expected": 2, "prompted": 1, "skipped": 0, "answered": 0}
    differences = [[number, f"{now.date()}", "missing"], [maya, f"{now.date()}", "missing"]]
    tx.run(insert(ledger_checks).values(**row, differences=differences, checked_at=now))


async def _asked_others(relay: Relay) -> None:
    """One that she asked in the channel, one that she answered, and one that waits for her."""
    await asking.asks(relay, "pia", "maya", shape="stuck", where="here", about=PLEA, tried=TRIED)
    answered = await asking.asks(relay, "maya", "pia", about="Which colour?")
    await asking.replies(relay, "pia", answered.id, REPLY)
    await asking.asks(relay, "maya", "pia", about="Which shape?")


async def _decided(relay: Relay) -> None:
    """One she proposes, one she is against, one that waits, and one edited after she was against it."""
    await deciding.proposes(relay, "pia", team="team:1", title=IDEA)
    two = await deciding.proposes(relay, "maya", "pia", "sam")
    await deciding.objects(relay, "pia", AGAINST, two.id)
    await deciding.proposes(relay, "maya", "pia", "sam")
    four = await deciding.proposes(relay, "maya", "pia", "sam")
    await deciding.objects(relay, "pia", RESET, four.id)
    await editing.edited(relay, "pia", "sam", name="maya", number=four.id)


async def _made_public(relay: Relay) -> None:
    """One that she asks Maya about, one that she is asked about, and one of hers that came out."""
    await publishing.wants(relay, "pia", "maya", message="2.1")
    await publishing.wants(relay, "maya", "pia", "sam", message="2.2")
    await publishing.wants(relay, "pia", "pia", message="2.3")
