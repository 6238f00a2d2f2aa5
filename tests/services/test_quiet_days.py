"""Days and hours in which someone wants to hear nothing: what is for them waits, and is told once."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.dayoff import Absence, OwnDays
from bot.domain.dnd import Window
from bot.domain.identity import PersonId, TenantId, TenantRef
from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.document import Document, Mention, Paragraph, say, words
from bot.messages.letter import Letter
from bot.services import dnd as services_dnd
from bot.services import focus, note, person
from bot.services.posting import post, tell
from bot.services.sending import Sending
from bot.services.verdict import Send, Verdict
from storage import dnd, outbox, people, pings
from storage.transaction import Tx
from tests.services.given import Relay, at, channel, day, mentions, told, user
from tests.services.steps import STEP, held, opened

NIGHTS = "mon-fri 22:00-06:00"
DAYS = "mon-fri 09:00-17:30"

Given = Callable[[Relay], Awaitable[None]]


async def has_days(relay: Relay, days: OwnDays) -> None:
    await relay.store.transact(_set_days, (await relay.person("lena")).id, days, now=relay.now)


async def on_a_holiday(relay: Relay) -> None:
    """The third of November is one in Japan."""
    await has_days(relay, OwnDays(country="JP"))


async def away(relay: Relay) -> None:
    await has_days(relay, OwnDays(away=(Absence(id=1, first=day("Tue"), last=day("Tue")),)))


async def in_the_half_off(relay: Relay) -> None:
    afternoon = Absence(id=1, first=day("Tue"), last=day("Tue"), half="second")
    await has_days(relay, OwnDays(away=(afternoon,)))


async def not_to_be_disturbed(relay: Relay) -> None:
    await disturb_not(relay, "Tue 15:00", "Tue 16:00")


async def in_focus(relay: Relay) -> None:
    await relay.store.transact(focus.said, user("lena"), "15m", now=relay.now)


async def with_hours_by_hand(relay: Relay) -> None:
    await relay.store.transact(_set_week, (await relay.person("lena")).id, DAYS, now=relay.now)
    await not_to_be_disturbed(relay)


async def after_it_ended(relay: Relay) -> None:
    await disturb_not(relay, "Tue 14:00", "Tue 15:30")


async def disturb_not(relay: Relay, since: str, until: str, name: str = "lena") -> None:
    """As a platform would say of them from now on."""
    window = Window(starts_at=at("lena", since), ends_at=at("lena", until))
    relay.directory.schedules[user(name)] = window
    await relay.store.transact(_keep, (await relay.person(name)).id, window, now=relay.now)


async def asked_at_half_past_three(relay: Relay, given: Given) -> str:
    """Maya asks Lena about a step that she left on Monday; what Maya is told."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "Vouchers pass.", (STEP, "awake"))
    await relay.until(at("lena", "Mon 20:00"))
    await given(relay)
    await relay.until(at("lena", "Tue 15:30"))
    form = await opened(relay, "maya", "ask", (await relay.steps())[STEP].id)
    answer = told(await relay.says("maya", form, "Which rate?"))
    await relay.delivers()
    return answer


@pytest.mark.parametrize(
    "given",
    [on_a_holiday, away, in_the_half_off, not_to_be_disturbed],
    ids=["a holiday", "an absence", "a half day off", "do not disturb"],
)
async def test_a_question_waits_and_is_told_once_in_the_next_morning_note(relay: Relay, given: Given) -> None:
    answer = await asked_at_half_past_three(relay, given)
    assert "Lena reads it in their morning note" in answer
    assert await relay.posted("question", to="lena") == []
    assert ("question", "1") in await held(relay, "lena")
    await relay.until(at("lena", "Wed 08:59"))
    before = await relay.posted("note", to="lena")
    await relay.until(at("lena", "Fri 12:00"))
    notes = [one for one in await relay.posted("note", to="lena") if one not in before]
    assert [("Which rate?" in one.text, one.state) for one in notes] == [(True, "sent")]
    assert await relay.posted("question", to="lena") == []
    assert await held(relay, "lena") == []


@pytest.mark.parametrize(
    "given", [with_hours_by_hand, after_it_ended], ids=["hours by hand", "after the window"]
)
async def test_where_nothing_delays_it_a_question_comes_at_once(relay: Relay, given: Given) -> None:
    answer = await asked_at_half_past_three(relay, given)
    assert "Lena gets it now." in answer
    assert [one.state for one in await relay.posted("question", to="lena")] == ["sent"]
    assert await held(relay, "lena") == []


@pytest.mark.parametrize("by", ["team", "person"])
async def test_the_default_schedule_silences_no_night_shift(relay: Relay, by: str) -> None:
    policy = Policy(week=parse_week(NIGHTS)) if by == "team" else Policy()
    await relay.team("lena", "maya", policy=policy)
    if by == "person":
        await relay.store.transact(_set_week, (await relay.person("lena")).id, NIGHTS, now=relay.now)
    await disturb_not(relay, "Mon 22:00", "Tue 08:00")
    await relay.until(at("lena", "Mon 23:00"))
    assert await comes(relay, "question/7") == "sent"


async def test_what_is_on_its_way_as_the_window_begins_joins_the_note(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 10:00"))
    await disturb_not(relay, "Tue 10:00", "Tue 11:00")
    assert await comes(relay, "question/7") == "dropped"
    assert await held(relay, "lena") == [("question", "7")]


async def test_what_cannot_join_the_note_waits_for_the_windows_end(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 10:00"))
    await disturb_not(relay, "Tue 09:00", "Tue 11:00")
    assert await comes(relay, "made up/7") == "waiting"
    relay.clock.move_to(at("lena", "Tue 11:00"))
    await relay.delivers()
    assert await state(relay, "made up/7") == "sent"


@pytest.mark.parametrize(
    ("until", "comes_at"),
    [("Tue 10:00", "Tue 10:00"), ("Tue 13:00", "Tue 13:00"), ("Tue 18:00", "Wed 09:00")],
    ids=["within its two hours", "long after", "beyond the day"],
)
async def test_a_note_waits_until_the_window_ends(relay: Relay, until: str, comes_at: str) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 20:00"))
    await relay.store.transact(_wait, (await relay.person("lena")).id, now=relay.now)
    await disturb_not(relay, "Mon 22:00", until)
    sent = None
    for moment in ("Tue 09:00", "Tue 10:00", "Tue 12:59", "Tue 13:00", "Tue 18:00", "Wed 09:00", "Wed 12:00"):
        await relay.until(at("lena", moment))
        await relay.tick()
        there = [one for one in await relay.posted("note", to="lena") if one.state == "sent"]
        sent = sent or (moment if there else None)
    assert sent == comes_at
    assert len([one for one in await relay.posted("note", to="lena") if one.state == "sent"]) == 1


@pytest.mark.parametrize("until", [None, "Tue 10:00"], ids=["lifted", "shortened"])
async def test_what_is_held_comes_as_soon_as_they_say_so(relay: Relay, until: str | None) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 09:30"))
    await disturb_not(relay, "Mon 22:00", "Tue 15:00")
    assert await comes(relay, "made up/7") == "waiting"
    window = Window(starts_at=at("lena", "Mon 22:00"), ends_at=at("lena", until)) if until else None
    await relay.store.transact(services_dnd.changed, user("lena"), window, now=relay.now)
    await relay.delivers()
    assert await state(relay, "made up/7") == ("waiting" if until else "sent")
    relay.clock.move_to(at("lena", "Tue 10:00"))
    await relay.delivers()
    assert await state(relay, "made up/7") == "sent"


async def test_what_was_tried_and_failed_is_not_tried_sooner_for_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 10:00"))
    lena = await relay.person("lena")
    await relay.store.transact(_put, lena.id, "made up/7", now=relay.now)
    await relay.store.transact(_fails, lena.tenant, now=relay.now)
    await relay.store.transact(services_dnd.changed, user("lena"), None, now=relay.now)
    await relay.delivers()
    assert await state(relay, "made up/7") == "waiting"


async def test_the_evening_is_not_held_for_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 12:00"))
    await disturb_not(relay, "Mon 17:00", "Tue 08:00")
    await relay.until(at("lena", "Mon 17:15"))
    assert [one.state for one in await relay.posted("prompt", to="lena")] == ["sent"]
    await relay.until(at("lena", "Mon 18:00"))
    assert [one.state for one in await relay.posted("reminder", to="lena")] == ["sent"]


async def test_what_was_held_for_it_counts_like_anything_else(relay: Relay) -> None:
    await relay.team("lena", "maya")
    lena = await relay.person("lena")
    await relay.until(at("lena", "Mon 20:00"))
    await relay.store.transact(_wait, lena.id, now=relay.now)
    await disturb_not(relay, "Mon 22:00", "Tue 10:00")
    await relay.until(at("lena", "Tue 09:30"))
    assert await comes(relay, "made up/7") == "waiting"
    relay.clock.move_to(at("lena", "Tue 10:00"))
    await relay.delivers()
    await relay.until(at("lena", "Tue 20:00"))
    assert len(await relay.store.read(pings.of_day, lena.id, day("Tue"))) == 3
    assert await state(relay, "made up/7") == "waiting", "the note has had the one place beside the evening"


async def test_a_step_for_who_is_not_to_be_disturbed_waits_in_their_note(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 15:45"))
    await disturb_not(relay, "Tue 15:00", "Tue 17:00")
    await relay.hands_over("maya", "Rates are set.", (STEP, f"person:{(await relay.person('lena')).id}"))
    assert [kind for kind, _ in await held(relay, "lena")] == ["step"]


@pytest.mark.parametrize("given", [not_to_be_disturbed, in_focus], ids=["do not disturb", "in focus"])
async def test_a_channel_names_who_is_not_to_be_disturbed_and_mentions_who_is_at_hand(
    relay: Relay, given: Given
) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 15:45"))
    await given(relay)
    spans = words(Mention(user=user("lena"), name="Lena"), " and ", Mention(user=user("maya"), name="Maya"))
    document = Document(blocks=(Paragraph(spans=spans),), summary="Look.", kind="region")
    verdict = await relay.store.transact(_judged, document, now=relay.now)
    assert isinstance(verdict, Send)
    assert verdict.instead is not None
    assert mentions(verdict.instead.document) == ["Maya"]


async def comes(relay: Relay, key: str) -> str:
    """Put a letter to Lena; what has become of it."""
    await relay.store.transact(_put, (await relay.person("lena")).id, key, now=relay.now)
    await relay.delivers()
    return await state(relay, key)


async def state(relay: Relay, key: str) -> str:
    return next(one.state for one in await relay.posted(to="lena") if one.key == key)


def _put(tx: Tx, who: PersonId, key: str, *, now: datetime) -> None:
    document = Document(blocks=(say("Hear this."),), summary="Hear this.", kind=key.partition("/")[0])
    found = people.get(tx, who)
    assert found is not None
    tell(tx, found, document, key=key, now=now)


def _fails(tx: Tx, tenant: TenantId, *, now: datetime) -> None:
    """The platform has trouble with everything that there is to send."""
    outbox.lease_tenants(tx, holder="test", now=now, until=now + timedelta(minutes=5))
    for row in outbox.claim(tx, tenant, holder="test", now=now, until=now + timedelta(minutes=5)):
        outbox.postpone(tx, row, until=now + timedelta(minutes=1), why="trouble", uncertain=False)


def _wait(tx: Tx, who: PersonId, *, now: datetime) -> None:
    """A question about their zone waits for the note."""
    people.set_travel(tx, who, home_zone="Asia/Tokyo", travel="asked")
    note.wait(tx, [who], "travel", "Asia/Tokyo", now=now)


def _set_days(tx: Tx, who: PersonId, days: OwnDays, *, now: datetime) -> None:
    people.set_days(tx, who, days)
    person.hours_changed(tx, [who], now=now)


def _set_week(tx: Tx, who: PersonId, week: str, *, now: datetime) -> None:
    people.set_week(tx, who, parse_week(week), now=now)
    person.hours_changed(tx, [who], now=now)


def _keep(tx: Tx, who: PersonId, window: Window, *, now: datetime) -> None:
    dnd.keep(tx, {who: window}, now=now)


def _judged(tx: Tx, document: Document, *, now: datetime) -> Verdict:
    """What is said of it as it is about to be posted in the channel."""
    tenant = TenantRef(platform="slack", id="T1")
    letter = Letter(key="region/1", tenant=tenant, to=channel("atlas"), document=document)
    mine = people.tenant(tx, tenant)
    post(tx, letter, tenant=mine, now=now)
    until = now + timedelta(minutes=5)
    outbox.lease_tenants(tx, holder="test", now=now, until=until)
    rows = outbox.claim(tx, mine, holder="test", now=now, until=until)
    return next(Sending().may_send(tx, row, now=now) for row in rows if row.key == "region/1")
