"""The last look before a letter leaves, and what its arrival or refusal means."""

from datetime import UTC, datetime

import pytest

from bot.domain.evening import prompt_key
from bot.messages.document import Document, Mention, Paragraph, words
from bot.messages.letter import Letter, edit_key
from bot.services.posting import post, tenant_of
from bot.services.sending import Sending
from bot.services.verdict import Drop, Send, Verdict
from storage import outbox
from storage.outbox_row import OutboxRow
from storage.transaction import Tx
from tests.services.given import Relay, at, channel, day, mentions, text_of
from tests.services.test_request_urgent import urges

FOREVER = datetime.max.replace(tzinfo=UTC)


def judged(tx: Tx, *, now: datetime) -> dict[str, Verdict]:
    """The verdict on everything that would leave now, by key."""
    rows: list[OutboxRow] = []
    for tenant in outbox.lease_tenants(tx, holder="test", now=now, until=FOREVER):
        rows += outbox.claim(tx, tenant, holder="test", now=now, until=FOREVER)
    return {row.key: Sending().may_send(tx, row, now=now) for row in rows}


async def verdict(relay: Relay, kind: str) -> Verdict:
    found = await relay.store.transact(judged, now=relay.now)
    return next(one for key, one in found.items() if key.startswith(kind))


async def waiting(relay: Relay, *, kind: str) -> None:
    """Lena has been met with, and a prompt or a reminder to her has not left yet."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:15"), delivers=kind == "reminder")
    if kind == "reminder":
        await relay.delivers()
        await relay.until(at("lena", "Mon 18:00"), delivers=False)


@pytest.mark.parametrize("kind", ["prompt", "reminder"])
async def test_what_is_still_wanted_leaves(relay: Relay, kind: str) -> None:
    await waiting(relay, kind=kind)
    assert await verdict(relay, kind) == Send()


@pytest.mark.parametrize(("kind", "last"), [("prompt", "19:15"), ("reminder", "20:00")])
async def test_two_hours_late_is_the_last_moment(relay: Relay, kind: str, last: str) -> None:
    await waiting(relay, kind=kind)
    relay.clock.move_to(at("lena", f"Mon {last}"))
    assert await verdict(relay, kind) == Send()


@pytest.mark.parametrize(("kind", "last"), [("prompt", "19:16"), ("reminder", "20:01")])
async def test_later_it_does_not(relay: Relay, kind: str, last: str) -> None:
    await waiting(relay, kind=kind)
    relay.clock.move_to(at("lena", f"Mon {last}"))
    assert await verdict(relay, kind) == Drop(why="late")


async def test_a_prompt_answered_meanwhile_does_not_leave_and_its_receipt_comes_alone(relay: Relay) -> None:
    await waiting(relay, kind="prompt")
    await relay.hands_over("lena", "All merged.")
    await relay.delivers()
    states = {one.kind: one.state for one in await relay.posted(to="lena")}
    assert states == {"prompt": "dropped", "receipt": "sent"}
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]


async def test_who_left_meanwhile_is_not_asked(relay: Relay) -> None:
    await waiting(relay, kind="prompt")
    await relay.leaves("lena")
    await relay.delivers()
    assert [one.state for one in await relay.posted("prompt", to="lena")] == ["dropped"]
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "left")]


@pytest.mark.parametrize(
    ("moment", "refuses", "why"),
    [("Mon 17:15", "prompt/", "unreachable"), ("Mon 20:00", "", "late")],
    ids=["refused", "late"],
)
async def test_a_prompt_that_never_came_is_a_skipped_evening(
    relay: Relay, moment: str, refuses: str, why: str
) -> None:
    await waiting(relay, kind="prompt")
    relay.clock.move_to(at("lena", moment))
    await relay.delivers(refuses=refuses)
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.why, evening.asked_at) == ("skipped", why, None)
    await relay.until(at("lena", "Tue 17:00"))
    assert [one.kind for one in await relay.posted(to="lena") if one.state == "sent"] == []


async def test_one_that_cannot_be_messaged_still_hands_over(relay: Relay) -> None:
    await waiting(relay, kind="prompt")
    await relay.delivers(refuses="prompt/")
    await relay.hands_over("lena", "All the same.")
    await relay.delivers()
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]
    assert [one.state for one in await relay.posted("receipt", to="lena")] == ["sent"]


@pytest.mark.parametrize("moment", ["Mon 18:00", "Mon 20:30"], ids=["refused", "late"])
async def test_a_reminder_that_never_came_did_not_remind(relay: Relay, moment: str) -> None:
    await waiting(relay, kind="reminder")
    relay.clock.move_to(at("lena", moment))
    await relay.delivers(refuses="reminder/")
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.reminded_at) == ("quiet", None)
    assert evening.why == ("late" if moment == "Mon 20:30" else None)


async def test_the_reminder_leads_to_the_receipt(relay: Relay) -> None:
    await waiting(relay, kind="reminder")
    await relay.delivers()
    await relay.hands_over("lena", "All merged.")
    lena = await relay.person("lena")
    assert "All merged" not in await relay.stands(f"reminder/{lena.id}/{day('Mon')}")
    assert "your receipt for Monday" in await relay.stands(f"reminder/{lena.id}/{day('Mon')}")
    assert "on track" in await relay.stands(prompt_key(lena.id, day("Mon")))


async def test_who_works_is_mentioned(relay: Relay) -> None:
    await relay.team("sam", "lena")
    lena = await relay.person("lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Billing hangs.", ("Restart it", f"person:{lena.id}"))
    await relay.until(at("lena", "Tue 09:00"), delivers=False)
    [digest] = await relay.posted("digest", to="atlas")
    assert mentions(digest.letter.document) == ["Lena"]
    relay.clock.move_to(at("lena", "Tue 09:30"))
    assert await verdict_on(relay, digest.key) == Send()


async def test_whoever_has_stopped_since_is_named_instead_of_mentioned(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("lena", "Mon 17:10"), delivers=False)
    lena = await relay.person("lena")
    spans = words(Mention(user=lena.user, name="Lena"), ": look.")
    document = Document(blocks=(Paragraph(spans=spans),), summary="Lena: look.", kind="changed")
    letter = Letter(key="changed/1", tenant=tenant_of(lena.user), to=channel("atlas"), document=document)
    await relay.store.transact(post, letter, tenant=lena.tenant, now=relay.now)
    relay.clock.move_to(at("lena", "Mon 17:40"))
    verdict = await verdict_on(relay, "changed/1")
    assert isinstance(verdict, Send)
    assert verdict.instead is not None
    assert mentions(verdict.instead.document) == []
    assert text_of(verdict.instead.document) == "Lena: look."


@pytest.mark.parametrize("edits", [False, True], ids=["posted", "edited"])
async def test_what_is_urgent_mentions_a_sleeper_as_it_is_posted_and_no_edit_does(
    relay: Relay, edits: bool
) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("lena", "Tue 03:10"), delivers=False)
    lena = await relay.person("lena")
    spans = words(Mention(user=lena.user, name="Lena"), ": look.")
    document = Document(blocks=(Paragraph(spans=spans),), summary="Lena: look.", kind="ask_urgent_here")
    one = await urges(relay, "sam", "lena", where="here")
    key, tenant = f"ask_here/{one.id}", tenant_of(lena.user)
    if edits:
        letter = Letter(
            key=edit_key(key), tenant=tenant, to=channel("atlas"), document=document, replaces=key
        )
        await relay.delivers()
        await relay.store.transact(outbox.revise, letter, tenant=lena.tenant, now=relay.now)
    verdict = await verdict_on(relay, edit_key(key) if edits else key)
    assert isinstance(verdict, Send)
    assert (verdict.instead is not None) is edits


async def verdict_on(relay: Relay, key: str) -> Verdict:
    return (await relay.store.transact(judged, now=relay.now))[key]
