"""How soon an answer is promised: as a team has it, or as a person does, told wherever it is reckoned."""

from datetime import timedelta

import pytest

from bot.domain.identity import RequestId
from bot.domain.team import Policy
from bot.messages.answer import Answer, Ask
from bot.services import promise, when
from storage import people
from tests.services.asking import asks, opened, sends, stands
from tests.services.given import Relay, at, buttons, told, user

HOUR = timedelta(hours=1)
EIGHT = Policy(promise=8 * HOUR)


async def says(relay: Relay, name: str, typed: str) -> Answer:
    """`/sunrelay promise …`."""
    return await relay.store.transact(promise.open_form, user(name), typed=typed, now=relay.now)


async def receipt(relay: Relay) -> str:
    [one] = await relay.posted("ask_receipt")
    return one.text


@pytest.mark.parametrize(
    ("policy", "own", "expected", "reckoned"),
    [
        (Policy(), "", at("maya", "Tue 12:00"), "24 hours after asking, while Maya"),
        (
            EIGHT,
            "",
            at("maya", "Tue 09:00"),
            "8 hours after asking (their team's promise) is Mon 2 Nov, 20:00",
        ),
        (EIGHT, "48h", at("maya", "Wed 12:00"), "48 hours after asking (Maya's own promise), while Maya"),
        (EIGHT, "4h", at("maya", "Mon 16:00"), "4 hours after asking (Maya's own promise), while Maya"),
    ],
    ids=["usual", "the team's", "longer", "shorter"],
)
async def test_the_receipt_says_whose_setting_the_promise_follows(
    relay: Relay, policy: Policy, own: str, expected: object, reckoned: str
) -> None:
    await relay.team("maya", "sam", policy=policy)
    if own:
        await says(relay, "maya", own)
    await relay.until(at("maya", "Mon 12:00"))
    one = await asks(relay, "sam", "maya")
    assert one.promise is not None
    assert one.promise.at == expected
    assert reckoned in await receipt(relay)
    said = told(await relay.store.read(when.answer, user("sam"), text="@maya", place=None, now=relay.now))
    whose = {"default": "", "team": ", after their team's promise of 8 hours"}
    own_words = f", after their own promise of {own.rstrip('h')} hours"
    assert said.count("promise of") == (one.promise.of != "default")
    assert whose.get(one.promise.of, own_words) in said


async def test_a_team_that_is_asked_answers_by_its_own_policy(relay: Relay) -> None:
    """Maya and Sam have joined another before, which has it otherwise."""
    await relay.team("maya", "sam", name="borealis", policy=Policy(promise=72 * HOUR))
    relay.clock.move_to(relay.now + HOUR)
    await relay.team("maya", "sam", policy=EIGHT)
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam", "@Atlas which rate?")
    await sends(relay, "sam", form, group=form.values["group"])
    one = await stands(relay, RequestId(1))
    assert one.promise is not None
    assert (one.promise.waited_at - one.asked_at, one.promise.of) == (8 * HOUR, "team")
    other = await asks(relay, "sam", "maya")
    assert other.promise is not None
    assert other.promise.waited_at - other.asked_at == 72 * HOUR, "people: as of the first team they joined"


async def test_what_is_set_is_told_and_undone_once_unless_it_has_changed_again(relay: Relay) -> None:
    await relay.team("maya", "sam", policy=EIGHT)
    answer = await says(relay, "maya", "48h")
    assert told(answer).startswith("Saved. You promise an answer within 48 hours (your own choice).")
    [undo] = buttons(answer.document)  # type: ignore[union-attr]  # told says that it is one
    assert told(await says(relay, "maya", "2 days")).startswith("Nothing to change")
    back = await relay.store.transact(promise.undo, user("maya"), value=undo.value)
    assert told(back).startswith("As before, you promise an answer within 8 hours, as Atlas has it.")
    await says(relay, "maya", "72h")
    late = await relay.store.transact(promise.undo, user("maya"), value=undo.value)
    assert told(late).startswith("Your promise has changed again since")
    assert (await relay.person("maya")).promise == 72 * HOUR
    assert "as Atlas has it" in told(await says(relay, "maya", "team"))


async def test_the_form_holds_what_is_set_and_sent_twice_is_undone_to_what_was(relay: Relay) -> None:
    await relay.team("maya", "sam")
    await says(relay, "maya", "8h")
    asked = await says(relay, "maya", "")
    assert isinstance(asked, Ask)
    assert asked.form.values == {"length": "28800"}
    for _ in range(2):
        answer = await relay.store.transact(
            promise.sent,
            user("maya"),
            token=asked.form.token,
            values={"length": f"{48 * 3600}"},
            now=relay.now,
        )
        [undo] = buttons(answer.document)  # type: ignore[union-attr]  # it is told
        assert undo.value == "28800/172800"
    for name, length in (("sam", "28800"), ("maya", "999")):
        wrong = await relay.store.transact(
            promise.sent, user(name), token=asked.form.token, values={"length": length}, now=relay.now
        )
        assert "nothing has changed" in told(wrong)
    assert [(await relay.person(one)).promise for one in ("maya", "sam")] == [48 * HOUR, None]


async def test_the_form_sent_again_after_another_change_is_saved_anew(relay: Relay) -> None:
    await relay.team("maya", "sam")
    await says(relay, "maya", "8h")
    asked = await says(relay, "maya", "")
    assert isinstance(asked, Ask)
    answers: list[Answer] = []
    for meanwhile in ("8h", "48h"):
        await says(relay, "maya", meanwhile)
        answers.append(
            await relay.store.transact(
                promise.sent, user("maya"), token=asked.form.token, values={"length": "28800"}, now=relay.now
            )
        )
    assert told(answers[0]).startswith("Nothing to change")
    assert told(answers[1]).startswith("Saved.")
    assert (await relay.person("maya")).promise == 8 * HOUR
    [undo] = buttons(answers[1].document)  # type: ignore[union-attr]  # it is told
    assert undo.value == "172800/28800", "to what stood last"


async def test_what_cannot_be_set_is_said_with_what_can(relay: Relay) -> None:
    await relay.team("maya", "sam")
    said = told(await says(relay, "maya", "soon"))
    assert said.startswith("A promise is 4, 8, 24, 48 or 72 hours")
    assert (await relay.person("maya")).promise is None


@pytest.mark.parametrize("value", ["", "team/5", "team/team/team"])
async def test_an_undo_that_nobody_was_given_changes_nothing(relay: Relay, value: str) -> None:
    await relay.team("maya", "sam")
    await says(relay, "maya", "48h")
    assert "nothing has changed" in told(await relay.store.transact(promise.undo, user("maya"), value=value))
    assert (await relay.person("maya")).promise == 48 * HOUR


async def test_a_promise_that_was_given_stays_as_it_was(relay: Relay) -> None:
    await relay.team("maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    one = await asks(relay, "sam", "maya")
    await relay.store.transact(people.set_promise, (await relay.person("maya")).id, 72 * HOUR)
    assert (await stands(relay, one.id)).promise == one.promise
    await relay.until(at("maya", "Tue 12:00"))
    assert (await stands(relay, one.id)).state == "overdue"
