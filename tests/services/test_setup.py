"""The set-up form: who may open it, what it refuses, and that it makes one team however often it is sent."""

from dataclasses import replace

import pytest

from bot.domain.person import Profile
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Form, Value
from bot.services import setup
from bot.services.platform import Channel
from tests.services.given import Relay, channel, profile, text_of, told, user

HERE = Channel(
    place=channel("atlas"),
    name="atlas",
    kind="public",
    members=tuple(user(one) for one in ("lena", "maya", "sam", "guest")),
)
GUEST = profile("guest", eligible=False)


def facts(
    by: str = "lena", *picked: Profile, here: Channel | None = HERE, admin: bool = False
) -> setup.Facts:
    return setup.Facts(asker=profile(by, admin=admin), channel=here, picked=picked)


async def opened(relay: Relay, by: str = "lena") -> Form:
    answer = await relay.store.transact(setup.open_form, facts(by), now=relay.now)
    assert isinstance(answer, Ask), answer
    return answer.form


async def sent(relay: Relay, form: Form, *picked: Profile, **values: Value) -> Answer:
    filled = {**form.values, "writes": tuple(one.user.id for one in picked), **values}
    return await relay.store.transact(
        setup.answer, facts("lena", *picked), token=form.token, values=filled, now=relay.now
    )


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
    ],
    ids=["nobody", "a guest", "someone elsewhere", "no name", "no project", "no address", "unknown"],
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


async def test_without_a_steward_any_member_takes_over(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.leaves("lena")
    assert isinstance(await relay.store.transact(setup.open_form, facts("maya"), now=relay.now), Ask)
    refused = await relay.store.transact(setup.open_form, facts("lena"), now=relay.now)
    assert isinstance(refused, Tell)


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
