"""The second page and the preview: regions proposed and edited, times, stewards, what a day would be like."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.person import Profile
from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.document import Bullets, Heading, Paragraph, plain_text
from bot.messages.form import ChoiceField, Form, Note, Value
from bot.messages.setup_form import MOST_CHOICES
from bot.services import setup, team
from bot.services.platform import Channel
from bot.services.setup_people import Facts
from bot.services.team import Home
from bot.slack.views import modal
from tests.services.given import Relay, channel, profile, told, user
from tests.services.test_undo import plan
from tests.slack.problems import view_problems

CAST: dict[str, Profile] = {
    "lena": profile("lena"),
    "tove": profile("tove", zone="Europe/Helsinki"),
    "dana": profile("dana", zone="Asia/Dubai"),
    "mia": profile("mia"),
    "sam": profile("sam"),
}


def everyone_in(*some: Profile) -> Channel:
    members = tuple(one.user for one in some)
    return Channel(place=channel("atlas"), name="atlas", kind="public", members=members)


async def second(relay: Relay, *some: Profile, receives: tuple[Profile, ...] = ()) -> Form:
    """The second page, once these were picked."""
    here = everyone_in(CAST["lena"], *some, *receives)
    asked = await relay.store.transact(
        setup.open_form, Facts(asker=CAST["lena"], channel=here), now=relay.now
    )
    assert isinstance(asked, Ask), asked
    values = {
        **asked.form.values,
        "writes": tuple(one.user.id for one in some),
        "receives": tuple(one.user.id for one in receives),
    }
    facts = Facts(asker=CAST["lena"], channel=here, picked=[*some, *receives])
    answer = await relay.store.transact(
        setup.people_sent, facts, token=asked.form.token, values=values, now=relay.now
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def sends(relay: Relay, form: Form, values: Mapping[str, Value]) -> Answer:
    return await relay.store.transact(
        setup.regions_sent, user("lena"), token=form.token, values={**form.values, **values}, now=relay.now
    )


async def confirms(relay: Relay, form: Form, *some: Profile) -> Answer:
    facts = Facts(asker=CAST["lena"], channel=everyone_in(*some), picked=some)
    return await relay.store.transact(setup.confirmed, facts, token=form.token, now=relay.now)


def words_of(form: Form) -> str:
    said: list[str] = []
    for block in (block for one in form.fields if isinstance(one, Note) for block in one.blocks):
        match block:
            case Heading(text=text):
                said.append(text)
            case Paragraph(spans=spans):
                said.append(plain_text(spans))
            case Bullets(items=items):
                said += map(plain_text, items)
            case _:
                pass
    return "\n".join(said)


def choices(form: Form) -> dict[str, tuple[str, ...]]:
    return {
        one.name: tuple(choice.text for choice in one.choices)
        for one in form.fields
        if isinstance(one, ChoiceField) and one.name.startswith("home.")
    }


BETWEEN = (
    profile("lena"),
    profile("nils"),
    profile("tove", zone="Europe/Helsinki"),
    profile("dana", zone="Asia/Dubai"),
)


async def test_only_who_has_a_real_choice_is_asked_where_they_belong(relay: Relay) -> None:
    form = await second(relay, *BETWEEN)
    assert choices(form) == {"home.UTOVE": ("Dubai", "Berlin")}
    assert {one for one in form.values if one.endswith(".name")} == {
        "region.Asia/Dubai.name",
        "region.Europe/Berlin.name",
    }


async def test_who_is_put_elsewhere_belongs_there(relay: Relay) -> None:
    form = await second(relay, *BETWEEN)
    preview = await sends(relay, form, {"home.UTOVE": "region.Asia/Dubai", "region.Asia/Dubai.name": "Gulf"})
    assert isinstance(preview, Ask), preview
    assert "Done" in told(await confirms(relay, preview.form, *BETWEEN))
    whole = await relay.whole()
    names = {one.id: one.name for one in whole.plans}
    assert {one.person.name: names[one.region] for one in whole.members} == {
        "Lena": "Berlin",
        "Nils": "Berlin",
        "Tove": "Gulf",
        "Dana": "Gulf",
    }


async def test_days_three_hours_apart_do_not_share_a_region(relay: Relay) -> None:
    form = await second(relay, *BETWEEN, CAST["mia"])
    answer = await sends(relay, form, {"home.UTOVE": "region.Australia/Sydney"})
    assert isinstance(answer, Fix)
    assert set(answer.errors) == {"home.UTOVE"}
    for words in ("Mia and Tove", "three hours or more apart", "choose another"):
        assert words in answer.errors["home.UTOVE"]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"week": "whenever"}, "week", "no day and no hours"),
        ({"week": "mon-fri"}, "week", "Add the hours"),
        ({"week": ""}, "week", "Add the hours"),
        ({"region.Europe/Berlin.digest": "25:00"}, "region.Europe/Berlin.digest", "no time of day"),
        ({"region.Europe/Berlin.digest": ""}, "region.Europe/Berlin.digest", "no time of day"),
        ({"region.Europe/Berlin.name": " "}, "region.Europe/Berlin.name", "Give the region a name"),
        ({"region.Australia/Sydney.name": "berlin"}, "region.Europe/Berlin.name", "own name"),
        ({"stewards": ()}, "stewards", "at least one steward"),
        ({"stewards": ("ULENA", "USAM")}, "stewards", "take part in the relay"),
    ],
    ids=[
        "no week",
        "days alone",
        "nothing",
        "no such time",
        "no time",
        "no name",
        "a name twice",
        "nobody looks after it",
        "a stranger looks after it",
    ],
)
async def test_what_is_wrong_comes_back_with_what_was_typed(
    relay: Relay, values: dict[str, Value], field: str, words: str
) -> None:
    form = await second(relay, CAST["lena"], CAST["mia"])
    answer = await sends(relay, form, {**values, "lead": "1800"})
    assert isinstance(answer, Fix)
    assert words in answer.errors[field]
    assert answer.values["lead"] == "1800"
    for name, value in values.items():
        assert answer.values[name] == value
    with pytest.raises(AssertionError):
        await relay.whole()


async def test_the_policy_is_what_was_chosen(relay: Relay) -> None:
    form = await second(relay, CAST["lena"])
    chosen = {"lead": "1800", "gather": "3600", "read_back": "required", "week": "mon-thu 8-16"}
    chosen |= {"promise": f"{72 * 3600}", "decides": "all"}
    preview = await sends(relay, form, {**chosen, "snooze": "nonsense", "reminder": "99999999"})
    assert isinstance(preview, Ask)
    await confirms(relay, preview.form, CAST["lena"])
    policy = (await relay.whole()).policy
    assert (policy.lead.seconds, policy.gather.seconds, policy.read_back) == (1800, 3600, "required")
    assert (policy.week, policy.promise) == (parse_week("mon-thu 8-16"), timedelta(hours=72))
    assert policy.decides == "all"
    assert (policy.snooze, policy.reminder) == (Policy().snooze, Policy().reminder)


async def test_the_preview_names_everyones_prompt_there_and_yours(relay: Relay) -> None:
    form = await second(relay, CAST["lena"], CAST["mia"], receives=(CAST["sam"],))
    preview = await sends(relay, form, {})
    assert isinstance(preview, Ask)
    said = words_of(preview.form)
    assert "Sydney: Mon 09:00 in Sydney, Sun 1 Nov, 23:00 (Berlin) yours" in said
    assert "Mia, Sydney: welcomed Mon 09:00, asked Mon 17:15 there, 07:15 (Berlin) yours" in said
    assert "Lena, Berlin: welcomed Mon 09:00, asked Mon 17:15 there\n" in said
    assert "Sam, Los Angeles: welcomed Mon 09:00, reads only, is asked nothing" in said


async def test_of_many_people_those_of_one_zone_share_a_row_and_nobody_is_left_out(relay: Relay) -> None:
    zones = ("Europe/Berlin", "Asia/Kolkata", "America/New_York")
    crowd = [profile(f"p{number:03}", zone=zones[number % 3]) for number in range(90)]
    preview = await sends(relay, await second(relay, CAST["lena"], *crowd), {})
    assert isinstance(preview, Ask)
    said = words_of(preview.form)
    assert "Berlin: 31 people: welcomed Mon 09:00, asked Mon 17:15 there" in said
    assert "Kolkata: 30 people" in said
    assert "and 19 more" in said
    assert view_problems(modal(preview.form)) == []


async def test_a_page_of_sixty_with_a_choice_fits_and_says_whom_it_does_not_ask(relay: Relay) -> None:
    some = [profile(f"p{number:03}", zone="Europe/Helsinki") for number in range(60)]
    form = await second(relay, CAST["lena"], CAST["dana"], *some)
    asked = choices(form)
    assert len(asked) <= MOST_CHOICES
    drawn = modal(form)
    assert len(drawn["blocks"]) <= 100
    assert len(json.dumps(drawn)) < 250_000
    assert view_problems(drawn) == []
    if len(asked) == MOST_CHOICES:
        assert "more would suit several regions" in words_of(form)


async def test_who_left_the_channel_meanwhile_is_named_and_nothing_happens(relay: Relay) -> None:
    preview = await sends(relay, await second(relay, CAST["lena"], CAST["mia"]), {})
    assert isinstance(preview, Ask)
    facts = Facts(asker=CAST["lena"], channel=everyone_in(CAST["lena"]), picked=[CAST["lena"], CAST["mia"]])
    answer = await relay.store.transact(setup.confirmed, facts, token=preview.form.token, now=relay.now)
    assert isinstance(answer, Fix)
    assert "Mia: not in this channel" in answer.errors[""]
    with pytest.raises(AssertionError):
        await relay.whole()


async def test_confirmed_twice_it_happens_once(relay: Relay) -> None:
    form = await second(relay, CAST["lena"], CAST["mia"])
    preview = await sends(relay, form, {})
    assert isinstance(preview, Ask)
    for _ in range(2):
        assert "Done" in told(await confirms(relay, preview.form, CAST["lena"], CAST["mia"]))
        await relay.joins("sam")
    assert {one.person.name for one in (await relay.whole()).members} == {"Lena", "Mia", "Sam"}
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement"]


async def test_who_fits_no_longer_is_shown_where_they_do(relay: Relay) -> None:
    await relay.store.transact(
        team.set_up,
        replace(
            plan(["lena"], ["mia"]),
            writes=(CAST["lena"], profile("nils")),
            receives=(CAST["mia"],),
        ),
        by=user("lena"),
        welcome=False,
        now=relay.now,
    )
    await relay.moves("nils", "Australia/Sydney")
    here = everyone_in(CAST["lena"], CAST["mia"], profile("nils"))
    asked = await relay.store.transact(
        setup.open_form, Facts(asker=CAST["lena"], channel=here), now=relay.now
    )
    assert isinstance(asked, Ask)
    picked = [CAST["lena"], CAST["mia"], profile("nils", zone="Australia/Sydney")]
    form = await relay.store.transact(
        setup.people_sent,
        Facts(asker=CAST["lena"], channel=here, picked=picked),
        token=asked.form.token,
        values=asked.form.values,
        now=relay.now,
    )
    assert isinstance(form, Ask)
    assert "Sydney (Australia/Sydney): Mia and Nils" in words_of(form.form)


async def test_a_plan_may_say_which_regions_there_are(relay: Relay) -> None:
    both = frozenset({user("lena"), user("tove")})
    east = Home(name="East", zone="Europe/Helsinki", digest_minute=480, users=both)
    wanted = replace(
        plan(["lena"], []), writes=(CAST["lena"], CAST["tove"]), homes=(east,), stewards=frozenset(both)
    )
    await relay.store.transact(team.set_up, wanted, by=user("lena"), now=relay.now)
    whole = await relay.whole()
    assert [(one.name, one.digest_minute) for one in whole.plans] == [("East", 480)]
    assert all(one.steward for one in whole.members)
