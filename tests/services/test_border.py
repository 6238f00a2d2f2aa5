"""Who is of another workspace, forged ids and all, changes nothing, reads nobody's name, and is logged."""

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, select
from structlog.testing import capture_logs

from bot.domain.identity import Place, TeamId, UserRef
from bot.messages.answer import Answer, Ask
from bot.services import away, handoff, setup
from bot.services.person import met
from bot.services.platform import Channel
from handlers import table
from handlers.event import Changed, Pressed, Submitted
from storage.tables import metadata
from storage.transaction import Tx
from tests.services.given import ZONES, Relay, channel, profile, user
from tests.services.steps import STEP, asks, left

# As Slack Connect has it: the same person and channel, seen from another workspace, whose admin they are.
STRANGER = replace(profile("lena", admin=True), user=replace(user("lena"), tenant="T2"))
HERE = replace(channel("atlas"), tenant="T2")
VALUES = (
    *("", "1", "2", "1:writes", "1:receives", "1:open", "1/1/2/1793610180", "in:public:CATLAS", "1,2,3"),
    *("soon", "2026-11-02", "2026-11-03", "public:CATLAS:on", "CATLAS", "any", "en"),
)
# What each of these names is Atlas's.
ATLAS = {
    "step.pick_up": "1",
    "step.done": "1",
    "step.give_back": "1",
    "step.not_needed": "1",
    "step.undo": "1:open",
    "step.say_back": "1",
    "step.ask": "1",
    "question.answer": "1",
    "team.join": "1:writes",
    "team.leave": "1",
    "team.setup": "1",
    "team.take_over": "1",
    "team.undo": "1",
    "home.part": "1:receives",
    "home.leave": "1",
    "region.move": "1/1/2/1793610180",
    "region.stay": "1/1/2/1793610180",
    "region.back": "1/1/2/1793610180",
    "digest.show": "1",
}
OWN = ("people", "forms", "tenants", "inbox")


async def given(relay: Relay) -> None:
    """A step of Sam's that Maya has asked about, a change of the relay, and a stranger."""
    step = await left(relay)
    await relay.team("sam", "lena", "maya", "arjun", welcome=True)
    await asks(relay, "maya", step)
    members = tuple(user(name) for name in ZONES)
    relay.directory.profiles_known[STRANGER.user] = STRANGER
    relay.directory.channels["CATLAS"] = Channel(
        place=channel("atlas"), name="atlas", kind="public", members=members
    )
    await relay.store.transact(met, STRANGER.user, STRANGER, now=relay.now)


async def presses(relay: Relay, name: str, value: str, place: Place | None = HERE) -> Answer:
    event = Pressed(by=STRANGER.user, name=name, value=value, place=place)
    return await table.hear(event, relay.house)


async def test_no_button_reaches_into_another_workspace(relay: Relay) -> None:
    await given(relay)
    before = await relay.store.read(rows)
    for name in table.BUTTONS:
        for value in VALUES:
            for place in (HERE, None):
                answer = await presses(relay, name, value, place)
                assert atlas_in(answer) == [], (name, value)
    assert await relay.store.read(rows) == before


async def test_whoever_names_what_is_anothers_is_logged(relay: Relay) -> None:
    await given(relay)
    quiet = []
    for name, value in ATLAS.items():
        with capture_logs() as lines:
            await presses(relay, name, value)
        quiet += [name] if "border.refused" not in [one["event"] for one in lines] else []
        assert STEP not in f"{lines}"
    assert quiet == []


async def test_an_admin_of_another_workspace_looks_after_nothing_here(relay: Relay) -> None:
    await given(relay)
    assert await relay.store.read(setup.place_of_team, user("lena"), TeamId(1)) == channel("atlas")
    assert await relay.store.read(setup.place_of_team, STRANGER.user, TeamId(1)) is None


async def test_no_form_is_filled_in_by_who_did_not_open_it(relay: Relay) -> None:
    await given(relay)
    tokens = await relay.store.transact(opened, user("sam"), now=relay.now)
    before = await relay.store.read(rows)
    for token in tokens:
        for form in table.FORMS:
            sent = Submitted(by=STRANGER.user, form=form, token=token, values={"summary": "Mine now."})
            assert atlas_in(await table.hear(sent, relay.house)) == [], form
        for form in table.CHANGES:
            changed = Changed(
                by=STRANGER.user, name="back", value="", form=form, token=token, values={"summary": "Mine."}
            )
            assert atlas_in(await table.hear(changed, relay.house)) == [], form
    assert await relay.store.read(rows) == before


def opened(tx: Tx, by: UserRef, *, now: Any) -> list[str]:
    """The tokens of forms that somebody has before them."""
    answers = (handoff.open_form(tx, by, day=None, place=None, now=now), away.show(tx, by, now=now))
    return [one.form.token for one in answers if isinstance(one, Ask)]


def atlas_in(answer: Answer) -> list[str]:
    """What of Atlas stands in it, but for a form's token, which is drawn by lot and may spell anything."""
    said = re.sub(r"token='[^']*'", "", f"{answer}")
    return [name for name in ("Atlas", "Sam", STEP, "Which rate?", "Vouchers") if name in said]


def rows(tx: Tx) -> dict[str, list[Any]]:
    """Every row, without those that are the stranger's own."""
    return {one.name: rows_of(tx, one) for one in metadata.sorted_tables if one.name not in OWN}


def rows_of(tx: Tx, one: Table) -> list[Any]:
    return sorted((tuple(row) for row in tx.all(select(one))), key=repr)
