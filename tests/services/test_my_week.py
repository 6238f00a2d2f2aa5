"""One's own hours: previewed, saved, undone; nothing changes by what cannot be read, and no word is lost."""

import pytest

from bot.domain.own_hours import own_zone
from bot.domain.week import week_text
from bot.messages import week as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Document
from bot.messages.form import Form, Note
from bot.messages.week_preview import PREVIEW
from bot.services import week
from tests.services.given import Relay, at, buttons, day, text_of, told, user


async def opens(relay: Relay, name: str, typed: str = "") -> Form:
    answer = await relay.store.transact(week.open_form, user(name), typed=typed, now=relay.now)
    assert isinstance(answer, Ask), answer
    return answer.form


async def sends(
    relay: Relay, name: str, form: Form, *, hours: str = "", zone: str = "", profile: str = ""
) -> Answer:
    values = {messages.WEEK: hours, messages.ZONE: zone}
    return await relay.store.transact(
        week.sent, user(name), token=form.token, values=values, profile_zone=profile, now=relay.now
    )


async def saves(relay: Relay, name: str, hours: str = "", zone: str = "", profile: str = "") -> Answer:
    form = await opens(relay, name)
    shown = await sends(relay, name, form, hours=hours, zone=zone, profile=profile)
    assert isinstance(shown, Ask), shown
    assert shown.form.name == PREVIEW
    return await relay.store.transact(week.confirmed, user(name), token=form.token, now=relay.now)


async def undoes(relay: Relay, name: str, answer: Answer) -> str:
    assert isinstance(answer, Tell), answer
    token = buttons(answer.document)[0].value
    return told(await relay.store.transact(week.undo, user(name), token=token, now=relay.now))


def noted(form: Form) -> str:
    notes = [one for one in form.fields if isinstance(one, Note)]
    from_blocks = Document(
        blocks=tuple(block for one in notes for block in one.blocks), summary="", kind="week"
    )
    return text_of(from_blocks)


async def hours_of(relay: Relay, name: str) -> tuple[str, str, str]:
    person = await relay.person(name)
    return (week_text(person.week) if person.week else "", person.zone, person.zone_source)


async def test_the_next_five_prompts_are_shown_and_nothing_has_changed(relay: Relay) -> None:
    await relay.team("lena", "maya")
    before = await relay.prompt_at("lena")
    form = await opens(relay, "lena", "mon-thu 8-16, fri 8-12")
    assert form.name == PREVIEW
    shown = noted(form)
    assert [shown.count(f"{name} ") > 0 for name in ("Mon", "Tue", "Wed", "Thu", "Fri")] == [True] * 5
    assert (shown.count("asked at 15:45 Berlin time"), shown.count("asked at 11:45 Berlin time")) == (4, 1)
    assert await hours_of(relay, "lena") == ("", "Europe/Berlin", "profile")
    assert await relay.prompt_at("lena") == before


async def test_saved_they_are_asked_by_their_own_hours_and_told_when(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    answer = await saves(relay, "lena", "mon-fri 8-16")
    assert "You are asked next on Mon 2 Nov at 15:45 Berlin time." in told(answer)
    await relay.until(at("lena", "Mon 17:30"))
    asked = await relay.evening("lena", "Mon")
    assert asked is not None
    assert asked.due_at == at("lena", "Mon 15:45")
    assert len(await relay.posted("prompt", to="lena")) == 1


async def test_undo_brings_back_week_zone_and_dates_and_a_second_press_changes_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    before, asked_at = await relay.person("lena"), await relay.prompt_at("lena")
    await relay.until(at("lena", "Mon 10:00"))
    answer = await saves(relay, "lena", "mon-fri 8-16", "London")
    assert await hours_of(relay, "lena") == ("mon-fri 08:00-16:00", "Europe/London", "hand")
    first = await undoes(relay, "lena", answer)
    assert "Your hours are as they were." in first
    after = await relay.person("lena")
    assert (after.week, after.week_at, after.zone, after.zone_source, after.zone_at) == (
        before.week,
        at("lena", "Mon 10:00"),
        before.zone,
        before.zone_source,
        before.zone_at,
    )
    assert await relay.prompt_at("lena") == asked_at
    assert await undoes(relay, "lena", answer) == first


async def test_undo_leaves_hours_that_have_changed_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    answer = await saves(relay, "lena", "mon-fri 8-16")
    await saves(relay, "lena", "mon-fri 7-15")
    assert "changed again since" in await undoes(relay, "lena", answer)
    assert await hours_of(relay, "lena") == ("mon-fri 07:00-15:00", "Europe/Berlin", "profile")


async def test_saved_twice_it_is_saved_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opens(relay, "lena", "mon-fri 8-16")
    answers = [
        await relay.store.transact(week.confirmed, user("lena"), token=form.token, now=relay.now)
        for _ in range(2)
    ]
    assert told(answers[0]) == told(answers[1])
    assert await undoes(relay, "lena", answers[1]) != ""
    assert await hours_of(relay, "lena") == ("", "Europe/Berlin", "profile")


async def test_left_empty_week_and_zone_are_the_teams_and_the_profiles_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await saves(relay, "lena", "mon-fri 8-16", "London")
    await saves(relay, "lena", profile="Europe/Berlin")
    assert await hours_of(relay, "lena") == ("", "Europe/Berlin", "profile")


async def test_a_profile_that_cannot_be_read_changes_nothing_and_keeps_the_words(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await saves(relay, "lena", "mon-fri 8-16", "London")
    form = await opens(relay, "lena")
    answer = await sends(relay, "lena", form, hours="mon-fri 7-15")
    assert isinstance(answer, Fix)
    assert "try again" in answer.errors[messages.ZONE]
    assert answer.values[messages.WEEK] == "mon-fri 7-15"
    assert await hours_of(relay, "lena") == ("mon-fri 08:00-16:00", "Europe/London", "hand")


@pytest.mark.parametrize(
    ("hours", "zone", "field", "says"),
    [
        ("mon-fri 9-17", "Atlantis", messages.ZONE, "no place called"),
        ("mon-fri 9-17", "Berln", messages.ZONE, "Do you mean Berlin"),
        ("mon-fri 9-17", "IST", messages.ZONE, "Bengaluru, Tel Aviv or Dublin"),
        ("mon-fri 9-17", "utc+2", messages.ZONE, "rather than an offset"),
        ("mon 9-12, 11-15", "", messages.WEEK, "overlap"),
        ("mon 9-25:00", "", messages.WEEK, "25:00"),
        ("mon 9-9", "", messages.WEEK, "no length"),
        ("whenever", "", messages.WEEK, "no day and no hours"),
        ("x" * 3000, "", messages.WEEK, "longer than 500"),
    ],
    ids=[
        "an unknown zone",
        "a zone misspelt",
        "letters of several zones",
        "an offset",
        "hours that overlap",
        "25:00",
        "an end equal to its start",
        "nonsense",
        "3,000 characters",
    ],
)
async def test_what_cannot_be_read_changes_nothing_and_is_handed_back(
    relay: Relay, hours: str, zone: str, field: str, says: str
) -> None:
    await relay.team("lena", "maya")
    form = await opens(relay, "lena")
    answer = await sends(relay, "lena", form, hours=hours, zone=zone)
    assert isinstance(answer, Fix)
    assert says in answer.errors[field]
    assert answer.values == {messages.WEEK: hours, messages.ZONE: zone}
    assert await hours_of(relay, "lena") == ("", "Europe/Berlin", "profile")


async def test_typed_with_the_command_it_is_opened_with_what_is_wrong(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opens(relay, "lena", "mon 25-26")
    assert form.name == messages.FORM
    assert "25" in noted(form)
    assert form.values[messages.WEEK] == "mon 25-26"


async def test_a_day_asked_about_is_not_asked_about_again_after_hours_change(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await saves(relay, "lena", "mon-fri 10-20")
    await relay.until(at("lena", "Tue 20:00"))
    assert await relay.evenings("lena") == [(day("Mon"), "quiet", None), (day("Tue"), "asked", None)]
    assert len(await relay.posted("prompt", to="lena")) == 2


async def test_the_day_in_flight_is_not_skipped_as_hours_change(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 16:00"))
    await saves(relay, "lena", "tue-fri 8-14")
    await relay.until(at("lena", "Tue 14:00"))
    assert [day_ for day_, _, _ in await relay.evenings("lena")] == [day("Mon"), day("Tue")]


async def test_a_form_of_somebody_elses_changes_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opens(relay, "lena", "mon-fri 8-16")
    answer = await relay.store.transact(week.confirmed, user("maya"), token=form.token, now=relay.now)
    assert "no longer open" in told(answer)
    assert await hours_of(relay, "lena") == ("", "Europe/Berlin", "profile")


async def test_back_holds_what_was_typed(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opens(relay, "lena")
    await sends(relay, "lena", form, hours="mon-fri 8-16", zone="london")
    answer = await relay.store.read(week.back, user("lena"), token=form.token)
    assert isinstance(answer, Ask)
    assert answer.form.values == {messages.WEEK: "mon-fri 8-16", messages.ZONE: "london"}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("india", "Asia/Kolkata"),
        ("PST", "America/Los_Angeles"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_goes_by_its_city_or_its_name(typed: str, zone: str) -> None:
    assert own_zone(typed, now_in="Asia/Tokyo") == zone
