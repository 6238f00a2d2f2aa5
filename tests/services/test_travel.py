"""A changed zone: asked once whether it is a move or a visit; a region is offered, and forced on nobody."""

from dataclasses import replace

import pytest

from bot.domain.dayoff import OwnDays
from bot.domain.identity import PersonId
from bot.domain.week import parse_week
from bot.messages import travel as messages
from bot.messages.answer import Answer, Nothing
from bot.messages.document import Button
from bot.services import setup, travel
from bot.services.platform import Channel
from bot.services.setup_people import Facts
from handlers.event import Pressed
from handlers.table import BUTTONS
from storage import people
from storage.transaction import Tx
from tests.services.given import Relay, at, buttons, channel, profile, told, user
from tests.services.steps import STEP

TOKYO = "Asia/Tokyo"
QUESTION = "Your profile says Tokyo now; you were in Berlin. Have you moved, or is it a visit?"


async def flies(relay: Relay, name: str, zone: str) -> None:
    relay.directory.profiles_known[user(name)] = profile(name, zone=zone)
    await relay.moves(name, zone)


async def lena_flies(relay: Relay, *colleagues: str) -> None:
    """On Monday evening, when it is Tuesday in Tokyo, before anyone works there."""
    await relay.team("lena", "maya", *colleagues)
    await relay.until(at("lena", "Mon 20:00"))
    await flies(relay, "lena", TOKYO)


async def asked(relay: Relay, *colleagues: str) -> str:
    """She has flown, and her morning in Tokyo has begun; returns the key of her note."""
    await lena_flies(relay, *colleagues)
    await relay.until(at("lena", "Tue 01:01"))
    [one] = await relay.posted("note", to="lena")
    return one.key


async def shown(relay: Relay, name: str) -> list[Button]:
    """Every button of what they were sent, as it stands now, the oldest message first."""
    posted = {one.key: one.letter.document for one in await relay.posted(to=name)}
    for one in await relay.posted(to=name, edits=True):
        posted[one.letter.replaces] = one.letter.document
    return [button for document in posted.values() for button in buttons(document)]


async def presses(relay: Relay, name: str, label: str, *, button: Button | None = None) -> Answer:
    one = button or next(each for each in reversed(await shown(relay, name)) if each.text == label)
    answer = await BUTTONS[one.name](Pressed(by=user(name), name=one.name, value=one.value), relay.house)
    await relay.delivers()
    return answer


async def homes(relay: Relay) -> dict[str, str]:
    whole = await relay.whole()
    return {one.person.name: whole.region(one.region).name for one in whole.members}


async def test_it_is_asked_once_in_the_next_morning_note(relay: Relay) -> None:
    await lena_flies(relay)
    await relay.until(at("lena", "Tue 00:59"))
    assert await relay.posted("note", to="lena") == []
    await relay.until(at("lena", "Fri 23:00"))
    [one] = await relay.posted("note", to="lena")
    assert one.letter.document.summary.endswith("a question about your time zone.")
    assert QUESTION in one.text
    assert "[I've moved] [Just visiting] [Keep Berlin hours]" in one.text
    assert await homes(relay) == {"Lena": "Berlin", "Maya": "New York"}


async def test_the_zone_follows_at_once(relay: Relay) -> None:
    await lena_flies(relay)
    lena = await relay.person("lena")
    assert (lena.zone, lena.home_zone, lena.travel) == (TOKYO, "Europe/Berlin", "asked")
    assert await relay.prompt_at("lena") == at("lena", "Tue 09:15")


@pytest.mark.parametrize(
    ("where", "why"),
    [("Europe/Paris", "the clocks agree"), ("Europe/Berlin", "nothing has changed")],
    ids=["the same clock", "the same zone"],
)
async def test_where_the_clocks_are_the_same_nothing_is_asked(relay: Relay, where: str, why: str) -> None:
    await relay.team("lena", "maya")
    await flies(relay, "lena", where)
    await relay.until(at("lena", "Wed 20:00"))
    assert await relay.posted("note", "offer", to="lena") == [], why
    assert (await relay.person("lena")).home_zone is None


async def test_who_is_in_no_team_is_asked_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("lena")
    await flies(relay, "lena", TOKYO)
    assert (await relay.person("lena")).travel is None


async def test_who_is_back_before_the_note_is_asked_nothing(relay: Relay) -> None:
    await lena_flies(relay)
    await flies(relay, "lena", "Europe/Berlin")
    await relay.until(at("lena", "Wed 20:00"))
    assert await relay.posted("note", to="lena") == []
    assert (await relay.person("lena")).home_zone is None


async def test_who_is_back_before_they_said_reads_so_in_the_note(relay: Relay) -> None:
    key = await asked(relay)
    await flies(relay, "lena", "Europe/Berlin")
    text = await relay.stands(key)
    assert "You are back in Berlin." in text
    assert "I've moved" not in text


async def test_a_visit_changes_clocks_alone_and_coming_back_asks_nothing(relay: Relay) -> None:
    key = await asked(relay, "nora")
    assert await presses(relay, "lena", "Just visiting") == Nothing()
    assert "You are visiting Tokyo" in await relay.stands(key)
    await flies(relay, "lena", "Asia/Seoul")
    await flies(relay, "lena", "Australia/Sydney")
    assert "You are visiting Sydney" in await relay.stands(key)
    assert (await relay.person("lena")).travel == "visit"
    await flies(relay, "lena", "Europe/Berlin")
    await relay.until(at("lena", "Fri 20:00"))
    assert [one.kind for one in await relay.posted("note", "offer", to="lena")] == ["note"]
    assert (await homes(relay))["Lena"] == "Berlin"
    lena = await relay.person("lena")
    assert (lena.home_zone, lena.travel) == (None, None)


async def test_a_second_trip_is_asked_about_again(relay: Relay) -> None:
    await asked(relay)
    await presses(relay, "lena", "Just visiting")
    await relay.until(at("lena", "Tue 12:00"))
    await flies(relay, "lena", "Europe/Berlin")
    await relay.until(at("lena", "Wed 12:00"))
    await flies(relay, "lena", "America/New_York")
    await relay.until(at("maya", "Thu 12:00"))
    [_, one] = await relay.posted("note", to="lena")
    assert "Your profile says New York now; you were in Berlin." in one.text


async def test_keeping_their_hours_sets_the_zone_by_hand(relay: Relay) -> None:
    key = await asked(relay)
    assert await presses(relay, "lena", "Keep Berlin hours") == Nothing()
    lena = await relay.person("lena")
    assert (lena.zone, lena.zone_source, lena.home_zone) == ("Europe/Berlin", "hand", None)
    assert "You keep the hours of Berlin" in await relay.stands(key)
    assert await relay.prompt_at("lena") == at("lena", "Tue 17:15")
    await flies(relay, "lena", "America/New_York")
    assert (await relay.person("lena")).zone == "Europe/Berlin"
    assert await presses(relay, "lena", "Undo") == Nothing()
    lena = await relay.person("lena")
    assert (lena.zone, lena.zone_source, lena.home_zone) == ("America/New_York", "profile", "Europe/Berlin")
    assert "Your profile says New York now; you were in Berlin." in await relay.stands(key)


@pytest.mark.parametrize("label", ["I've moved", "Just visiting", "Keep Berlin hours"])
async def test_each_answer_can_be_taken_back_and_is_asked_again(relay: Relay, label: str) -> None:
    key = await asked(relay, "nora")
    before = await relay.person("lena")
    await presses(relay, "lena", label)
    assert QUESTION not in await relay.stands(key)
    undo = next(one for one in await shown(relay, "lena") if one.name == messages.UNDO)
    for _ in range(2):
        assert await presses(relay, "lena", "", button=undo) == Nothing()
        assert QUESTION in await relay.stands(key)
        after = await relay.person("lena")
        assert replace(after, zone_at=None) == replace(before, zone_at=None)


@pytest.mark.parametrize("second", ["I've moved", "Just visiting", "Keep Berlin hours"])
async def test_two_devices_answer_once(relay: Relay, second: str) -> None:
    key = await asked(relay, "nora")
    there = {one.text: one for one in await shown(relay, "lena")}
    await presses(relay, "lena", "", button=there["I've moved"])
    before = await relay.person("lena")
    assert await presses(relay, "lena", "", button=there[second]) == Nothing()
    assert await relay.person("lena") == before
    assert len(await relay.posted("offer", to="lena")) == 1
    assert "You live in Tokyo now." in await relay.stands(key)


async def test_a_button_from_before_another_flight_asks_about_where_they_are_now(relay: Relay) -> None:
    key = await asked(relay)
    old = next(one for one in await shown(relay, "lena") if one.text == "I've moved")
    await flies(relay, "lena", "Australia/Sydney")
    await relay.delivers()
    assert "Your profile says Sydney now; you were in Berlin." in await relay.stands(key)
    answer = await presses(relay, "lena", "", button=old)
    assert "Your profile says Sydney now; you were in Berlin." in told(answer)
    assert (await relay.person("lena")).travel == "asked"
    await presses(relay, "lena", "I've moved")
    assert "You live in Sydney now." in await relay.stands(key)


async def test_moving_offers_a_new_region_and_says_whose_holidays_stay(relay: Relay) -> None:
    await relay.team("lena", "maya", "nora")
    number = (await relay.person("lena")).id
    await relay.store.transact(people.set_days, number, OwnDays(country="DE-BE"))
    await relay.until(at("lena", "Mon 20:00"))
    await flies(relay, "lena", TOKYO)
    await relay.until(at("lena", "Tue 01:01"))
    await presses(relay, "lena", "I've moved")
    [note] = await relay.posted("note", to="lena")
    assert "Your holidays stay those of Germany" in await relay.stands(note.key)
    [one] = await relay.posted("offer", to="lena")
    assert "those of Tokyo do, a new region; you are in its region Berlin" in one.text
    assert "[Move to Tokyo] [Stay in Berlin]" in one.text
    assert (await homes(relay))["Lena"] == "Berlin", "nothing happens without a press"


async def test_the_region_that_is_there_already_is_offered(relay: Relay) -> None:
    await asked(relay, "mia", "nora")
    await presses(relay, "lena", "I've moved")
    await presses(relay, "lena", "Move to Sydney")
    assert (await homes(relay))["Lena"] == "Sydney"
    assert [one.name for one in (await relay.whole()).plans] == ["Sydney", "Berlin", "New York"]


async def test_a_move_is_told_in_the_channel_and_undone_there(relay: Relay) -> None:
    await asked(relay, "nora")
    await presses(relay, "lena", "I've moved")
    [offer] = await relay.posted("offer", to="lena")
    move = next(one for one in await shown(relay, "lena") if one.text == "Move to Tokyo")
    for _ in range(2):
        assert await presses(relay, "lena", "", button=move) == Nothing()
    assert await homes(relay) == {"Lena": "Tokyo", "Maya": "New York", "Nora": "Berlin"}
    [line] = await relay.posted("region", to="atlas")
    assert line.text == "Lena belongs to Tokyo now, and no longer to Berlin."
    assert "You are in Tokyo now, in the relay of Atlas." in await relay.stands(offer.key)
    await presses(relay, "lena", "Undo")
    assert (await homes(relay))["Lena"] == "Berlin"
    assert await relay.stands(line.key) == "Lena belongs to Berlin after all."
    assert "[Move to Tokyo]" in await relay.stands(offer.key)
    await presses(relay, "lena", "Move to Tokyo")
    assert (await homes(relay))["Lena"] == "Tokyo"
    assert await relay.stands(line.key) == "Lena belongs to Tokyo now, and no longer to Berlin."
    assert len((await relay.whole()).plans) == 3, "the region that was made for it is used again"
    assert len(await relay.posted("region", to="atlas")) == 1


async def test_staying_changes_nothing_and_can_be_taken_back(relay: Relay) -> None:
    await asked(relay, "nora")
    await presses(relay, "lena", "I've moved")
    await presses(relay, "lena", "Stay in Berlin")
    [offer] = await relay.posted("offer", to="lena")
    assert "You stay in Berlin" in await relay.stands(offer.key)
    await presses(relay, "lena", "Undo")
    assert "[Move to Tokyo]" in await relay.stands(offer.key)
    assert (await homes(relay))["Lena"] == "Berlin"
    assert await relay.posted("region", to="atlas") == []


async def test_the_steps_of_an_emptied_region_go_to_the_next_awake_one(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await flies(relay, "lena", TOKYO)
    await relay.until(at("lena", "Tue 02:30"))
    whole = await relay.whole()
    berlin = next(one.id for one in whole.plans if one.name == "Berlin")
    assert (await relay.steps())[STEP].region == berlin
    await presses(relay, "lena", "I've moved")
    await presses(relay, "lena", "Move to Tokyo")
    whole = await relay.whole()
    by_name = {one.name: one.id for one in whole.regions}
    assert set(by_name) == {"Los Angeles", "New York", "Tokyo"}
    assert (await relay.steps())[STEP].region == by_name["Tokyo"], "it is ten in the morning there"
    [line] = await relay.posted("region", to="atlas")
    assert "Nobody is in Berlin now: what waited there goes to the region that is awake next." in line.text


async def test_a_changed_week_offers_a_region_and_an_unchanged_one_none(relay: Relay) -> None:
    await relay.team("lena", "maya", "nora")
    number = (await relay.person("lena")).id
    await relay.store.transact(travel.offer_region, number, now=relay.now)
    assert await relay.posted("offer") == []
    await relay.store.transact(_works_at_night, number)
    await relay.store.transact(travel.offer_region, number, now=relay.now)
    [one] = await relay.posted("offer")
    assert one.letter.to == user("lena")
    await presses(relay, "lena", "Stay in Berlin")


async def test_a_colleagues_visit_makes_nobody_elses_region_unsuitable(relay: Relay) -> None:
    await asked(relay, "nora")
    await presses(relay, "lena", "Just visiting")
    for name in ("nora", "lena"):
        number = (await relay.person(name)).id
        await relay.store.transact(travel.offer_region, number, now=relay.now)
    assert await relay.posted("offer") == []


async def test_a_zone_set_by_hand_answers_the_question(relay: Relay) -> None:
    await lena_flies(relay, "nora")
    number = (await relay.person("lena")).id
    await relay.store.transact(people.set_zone, number, TOKYO, "hand", now=relay.now)
    await relay.store.transact(travel.offer_region, number, now=relay.now)
    assert (await relay.person("lena")).travel is None
    assert len(await relay.posted("offer", to="lena")) == 1
    await relay.until(at("lena", "Wed 12:00"))
    assert await relay.posted("note", to="lena") == []


@pytest.mark.parametrize("name", [messages.MOVED, messages.VISIT, messages.KEEP, messages.UNDO])
@pytest.mark.parametrize("value", ["", "x", "Europe/Berlin", "Mars/Base Asia/Tokyo", "Asia/Tokyo Asia/Tokyo"])
async def test_what_no_button_says_changes_nothing(relay: Relay, name: str, value: str) -> None:
    await relay.team("lena", "maya")
    before = await relay.person("lena")
    await BUTTONS[name](Pressed(by=user("lena"), name=name, value=value), relay.house)
    await BUTTONS[name](Pressed(by=user("tove"), name=name, value=value), relay.house)
    assert await relay.person("lena") == before


@pytest.mark.parametrize("name", [messages.MOVE, messages.STAY, messages.BACK])
@pytest.mark.parametrize("value", ["", "1/2/3", "1/2/3/x", "9/1/2/1", "1/1/99/1"])
async def test_what_no_offer_says_is_refused(relay: Relay, name: str, value: str) -> None:
    await relay.team("lena", "maya")
    before = await homes(relay)
    answer = await BUTTONS[name](Pressed(by=user("sam"), name=name, value=value), relay.house)
    assert "no region to choose" in told(answer)
    assert await homes(relay) == before


def _works_at_night(tx: Tx, person: PersonId) -> None:
    people.set_week(tx, person, parse_week("mon-fri 22-6"), now=at("lena", "Mon 12:00"))


async def test_a_day_that_a_flight_jumps_whole_is_in_the_ledger_with_its_reason(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Tue 08:00"))
    await flies(relay, "sam", "Australia/Sydney")
    await relay.until(at("mia", "Wed 17:16"))
    ledger = [(f"{day:%a}", state, why) for day, state, why in await relay.evenings("sam")]
    assert ledger == [("Mon", "quiet", None), ("Tue", "skipped", "hours changed"), ("Wed", "asked", None)]


async def test_over_the_date_line_both_evenings_are_asked_about_and_no_date_has_more_than_three(
    relay: Relay,
) -> None:
    """It is Tuesday in Sydney: the note, what Monday's evening asks, and Tuesday's."""
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 12:00"))
    await flies(relay, "sam", "Australia/Sydney")
    await relay.until(at("mia", "Wed 08:00"))
    sent = [one.key.split("/")[0] for one in await relay.posted(to="sam") if one.state == "sent"]
    assert sent == ["note", "prompt", "prompt"]
    monday = await relay.evening("sam", "Mon")
    assert monday is not None
    assert (monday.state, monday.why, monday.reminded_at) == ("quiet", "budget", None)


async def test_a_flight_that_nobody_told_of_is_noticed_as_the_set_up_form_opens(relay: Relay) -> None:
    await relay.team("lena", "maya")
    there = profile("lena", zone=TOKYO)
    here = Channel(place=channel("atlas"), name="atlas", kind="public", members=(user("lena"),))
    await relay.store.transact(setup.open_form, Facts(asker=there, channel=here), now=relay.now)
    lena = await relay.person("lena")
    assert (lena.zone, lena.travel) == (TOKYO, "asked")
    assert await relay.prompt_at("lena") == at("lena", "Mon 09:15"), "17:15 in Tokyo"
