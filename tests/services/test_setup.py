"""The set-up form: who may open it, what it refuses, and that it makes one team however often it is sent."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.person import Profile
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Form, PeopleField, Value
from bot.services import setup, team
from bot.services.platform import Channel
from bot.services.project import ProjectPlan
from bot.services.setup_people import Facts
from bot.services.team import Plan
from tests.services.given import Relay, channel, profile, text_of, told, user

HERE = Channel(
    place=channel("atlas"),
    name="atlas",
    kind="public",
    members=tuple(user(one) for one in ("lena", "maya", "sam", "guest")),
)
GUEST = profile("guest", eligible=False)


def facts(by: str = "lena", *picked: Profile, here: Channel | None = HERE, admin: bool = False) -> Facts:
    return Facts(asker=profile(by, admin=admin), channel=here, picked=picked)


async def opened(relay: Relay, by: str = "lena") -> Form:
    answer = await relay.store.transact(setup.open_form, facts(by), now=relay.now)
    assert isinstance(answer, Ask), answer
    return answer.form


async def first_page(relay: Relay, form: Form, *picked: Profile, **values: Value) -> Answer:
    """Send the first page."""
    filled = {**form.values, "writes": tuple(one.user.id for one in picked), **values}
    return await relay.store.transact(
        setup.people_sent, seen(*picked), token=form.token, values=filled, now=relay.now
    )


async def sent(relay: Relay, form: Form, *picked: Profile, **values: Value) -> Answer:
    """Send page after page, as far as they are taken, with the second page as it is proposed."""
    answer = await first_page(relay, form, *picked, **values)
    if isinstance(answer, Ask):
        answer = await relay.store.transact(
            setup.regions_sent, user("lena"), token=form.token, values=answer.form.values, now=relay.now
        )
    if isinstance(answer, Ask):
        answer = await relay.store.transact(setup.confirmed, seen(*picked), token=form.token, now=relay.now)
    return answer


def seen(*picked: Profile) -> Facts:
    """What the platform says of them; a crowd is in the channel too."""
    return facts("lena", *picked, here=CROWDED if len(picked) > len(HERE.members) else HERE)


async def test_it_makes_a_team_and_its_maker_looks_after_it(relay: Relay) -> None:
    form = await opened(relay)
    answer = await sent(relay, form, profile("lena"), profile("maya"), name="Atlas", project="Vouchers")
    assert "Atlas" in told(answer)
    whole = await relay.whole()
    assert {member.person.name: member.steward for member in whole.members} == {"Lena": True, "Maya": False}
    assert [one.name for one in whole.projects] == ["Vouchers"]


async def test_three_deliveries_are_one_team(relay: Relay) -> None:
    form = await opened(relay)
    for _ in range(3):
        await sent(relay, form, profile("lena"), profile("maya"))
    assert len((await relay.whole()).members) == 2
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement"]


@pytest.mark.parametrize(
    ("picked", "values", "field"),
    [
        ((), {}, "writes"),
        ((GUEST,), {}, "writes"),
        ((profile("arjun"),), {}, "writes"),
        ((profile("lena"),), {"name": " "}, "name"),
        ((profile("lena"),), {"project": ""}, "project"),
        ((profile("lena"),), {"page": "the wiki"}, "page"),
        ((profile("lena"),), {"receives": ("UNOBODY",)}, "receives"),
        ((profile("lena"),), {"projects": "Cards\nATLAS"}, "projects"),
        ((profile("lena"),), {"projects": "Cards\ncards https://cards.example.com"}, "projects"),
        ((profile("lena"),), {"projects": "Cards www.cards.example.com"}, "projects"),
        ((profile("lena"),), {"projects": "Cards https://a.example.com for all"}, "projects"),
        ((profile("lena"),), {"projects": "https://cards.example.com"}, "projects"),
        ((profile("lena"),), {"projects": "C" * 81}, "projects"),
    ],
    ids=[
        "nobody",
        "a guest",
        "someone elsewhere",
        "no name",
        "no project",
        "no address",
        "unknown",
        "the first project again",
        "a project twice",
        "no address of a project",
        "words after an address",
        "an address alone",
        "a long name",
    ],
)
async def test_what_is_wrong_comes_back_and_enrols_nobody(
    relay: Relay, picked: tuple[Profile, ...], values: dict[str, Value], field: str
) -> None:
    form = await opened(relay)
    answer = await sent(relay, form, *picked, **values)
    assert isinstance(answer, Fix)
    assert field in answer.errors
    assert answer.form.token == form.token
    with pytest.raises(AssertionError):
        await relay.whole()


async def test_stewards_alone_change_it_but_admins_may(relay: Relay) -> None:
    await relay.team("lena", "maya")
    refused = await relay.store.transact(setup.open_form, facts("maya"), now=relay.now)
    assert isinstance(refused, Tell)
    assert "Lena" in text_of(refused.document)
    allowed = await relay.store.transact(setup.open_form, facts("sam", admin=True), now=relay.now)
    assert isinstance(allowed, Ask)
    assert allowed.form.values["writes"] == ("ULENA", "UMAYA")


async def test_a_form_is_its_openers_alone(relay: Relay) -> None:
    form = await opened(relay)
    assert await relay.store.read(setup.place_of, user("lena"), form.token) == channel("atlas")
    for by, token in (("maya", form.token), ("lena", "guessed"), ("arjun", form.token)):
        assert await relay.store.read(setup.place_of, user(by), token) is None


@pytest.mark.parametrize("who", ["guest", "lena"], ids=["a guest", "not in a channel"])
async def test_who_cannot_is_told_why(relay: Relay, who: str) -> None:
    asker = replace(facts(), asker=GUEST) if who == "guest" else facts(here=None)
    answer = await relay.store.transact(setup.open_form, asker, now=relay.now)
    assert isinstance(answer, Tell)
    assert await relay.posted() == []


CROWD = [profile(f"p{number:03}") for number in range(120)]
CROWDED = replace(HERE, members=(*HERE.members, *(one.user for one in CROWD)))


async def edited(relay: Relay, writes: Sequence[str], form: Form) -> Answer:
    picked = [one for one in (profile("lena"), *CROWD) if one.user.id in writes]
    return await sent(relay, form, *picked)


async def test_whom_the_form_had_no_room_for_stays_and_whom_it_showed_may_go(relay: Relay) -> None:
    await relay.team("lena", *(one.name.lower() for one in CROWD))
    form = await opened(relay)
    field = form.named("writes")
    assert isinstance(field, PeopleField)
    assert "first 100 of 121" in field.hint
    shown = form.values["writes"][: field.most]
    answer = await edited(relay, shown[:-2], form)
    assert "119 in it" in told(answer)
    staying = {member.person.user.id for member in (await relay.whole()).members}
    assert staying == {"ULENA", *(one.user.id for one in CROWD)} - set(shown[-2:])


async def test_who_joined_while_the_form_was_open_stays(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opened(relay)
    await relay.joins("sam")
    await sent(relay, form, profile("lena"))
    assert {member.person.name for member in (await relay.whole()).members} == {"Lena", "Sam"}


async def projects(relay: Relay) -> list[tuple[str, str]]:
    return [(one.name, one.page) for one in (await relay.whole()).projects]


async def test_a_team_has_as_many_projects_as_are_named_and_the_form_shows_them_again(relay: Relay) -> None:
    form = await opened(relay)
    lines = "Gift cards https://pages.example.com/cards\n\n  24/7   Vouchers "
    await sent(relay, form, profile("lena"), project="Atlas", page="https://a.example.com", projects=lines)
    assert await projects(relay) == [
        ("Atlas", "https://a.example.com"),
        ("Gift cards", "https://pages.example.com/cards"),
        ("24/7 Vouchers", ""),
    ]
    again = await opened(relay)
    assert again.values["projects"] == "Gift cards https://pages.example.com/cards\n24/7 Vouchers"


@pytest.mark.parametrize(
    ("first", "lines", "after"),
    [
        ("Atlas", "Cards\nVouchers", ["Atlas", "Cards", "Vouchers"]),
        ("Globe", "Cards\nVouchers", ["Globe", "Cards", "Vouchers"]),
        ("Atlas", "Gifts\nVouchers", ["Atlas", "Gifts", "Vouchers"]),
        ("Atlas", "CARDS\nVouchers", ["Atlas", "CARDS", "Vouchers"]),
        ("Atlas", "Vouchers\nCards", ["Atlas", "Cards", "Vouchers"]),
        ("Atlas", "Vouchers", ["Atlas", "Cards", "Vouchers"]),
        ("Atlas", "", ["Atlas", "Cards", "Vouchers"]),
        ("Atlas", "Vouchers\nLoans", ["Atlas", "Cards", "Vouchers", "Loans"]),
        ("Globe", "Atlas", ["Atlas", "Cards", "Vouchers", "Globe"]),
    ],
    ids=[
        "the same",
        "the first renamed",
        "another renamed",
        "in capitals",
        "in another order",
        "one taken out",
        "all taken out",
        "one taken out and one new",
        "a new first",
    ],
)
async def test_projects_are_renamed_in_place_and_never_lost(
    relay: Relay, first: str, lines: str, after: list[str]
) -> None:
    form = await opened(relay)
    await sent(relay, form, profile("lena"), project="Atlas", projects="Cards\nVouchers")
    before = {one.id for one in (await relay.whole()).projects}
    for _ in range(2):
        await sent(relay, await opened(relay), profile("lena"), project=first, projects=lines)
        assert [one.name for one in (await relay.whole()).projects] == after
    assert before <= {one.id for one in (await relay.whole()).projects}


async def test_a_rename_that_meets_another_project_comes_back(relay: Relay) -> None:
    await sent(relay, await opened(relay), profile("lena"), project="Atlas", projects="Cards")
    answer = await sent(relay, await opened(relay), profile("lena"), project="cards", projects="")
    assert isinstance(answer, Fix)
    assert "another project" in answer.errors["project"]
    assert [name for name, _ in await projects(relay)] == ["Atlas", "Cards"]


async def test_a_project_that_the_form_had_no_room_for_is_not_renamed(relay: Relay) -> None:
    page = "https://pages.example.com/" + "long/" * 250
    names = [f"Project {number}" for number in range(4)]
    plan = Plan(
        place=channel("atlas"),
        name="Atlas",
        projects=tuple(ProjectPlan(name=name, page=page) for name in names),
        writes=(profile("lena"),),
        receives=(),
    )
    await relay.store.transact(team.set_up, plan, by=user("lena"), now=relay.now)
    form = await opened(relay)
    shown = form.values["projects"]
    assert isinstance(shown, str)
    assert [line.split(" https")[0] for line in shown.splitlines()] == names[1:3]
    await sent(relay, form, profile("lena"), projects=f"{shown}\nNew")
    assert [name for name, _ in await projects(relay)] == [*names, "New"]


@pytest.mark.parametrize(
    "names", [(), ("",), ("Atlas", " atlas ")], ids=["no project", "no name", "two of one name"]
)
def test_a_plan_has_projects_of_different_names(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"project"):
        Plan(
            place=channel("atlas"),
            name="Atlas",
            projects=tuple(ProjectPlan(name=name) for name in names),
            writes=(),
            receives=(),
        )
