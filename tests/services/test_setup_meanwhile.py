"""What happens around an open set-up form: who left since, who may no longer, and what was typed."""

import pytest

from bot.domain.person import Profile
from bot.messages.answer import Ask, Fix
from bot.services import setup
from bot.services.platform import Channel
from bot.services.setup_people import Facts
from tests.services.given import Relay, profile, told, user
from tests.services.test_setup import HERE, facts, first_page, opened
from tests.services.test_setup_regions import CAST, everyone_in, second, sends


async def test_who_left_the_relay_meanwhile_is_not_brought_back(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opened(relay)
    await relay.leaves("maya")
    answer = await first_page(relay, form, profile("lena"), profile("maya"))
    assert isinstance(answer, Fix)
    assert answer.errors == {"writes": "Maya: left the relay while this form was open; take them out."}
    assert isinstance(await first_page(relay, form, profile("lena")), Ask)


async def test_who_left_by_the_last_page_is_not_brought_back(relay: Relay) -> None:
    await relay.team("lena", "maya")
    form = await opened(relay)
    page = await first_page(relay, form, profile("lena"), profile("maya"))
    assert isinstance(page, Ask)
    await relay.store.transact(
        setup.regions_sent, user("lena"), token=form.token, values=page.form.values, now=relay.now
    )
    await relay.leaves("maya")
    sent = facts("lena", profile("lena"), profile("maya"))
    answer = await relay.store.transact(setup.confirmed, sent, token=form.token, now=relay.now)
    assert isinstance(answer, Fix)
    assert "Maya: left the relay" in answer.errors[""]
    assert [one.person.name for one in (await relay.whole()).members] == ["Lena"]


async def test_a_form_opened_anew_may_ask_them_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("maya")
    form = await opened(relay)
    assert isinstance(await first_page(relay, form, profile("lena"), profile("maya")), Ask)


@pytest.mark.parametrize(
    ("asker", "here", "says"),
    [
        (profile("lena"), everyone_in(profile("maya")), "Join the channel first"),
        (profile("lena", eligible=False), HERE, "full members"),
    ],
    ids=["out of the channel", "a guest by now"],
)
@pytest.mark.parametrize("page", ["first", "last"])
async def test_who_may_no_longer_sets_nothing_up(
    relay: Relay, asker: Profile, here: Channel, says: str, page: str
) -> None:
    preview = await sends(relay, await second(relay, CAST["lena"]), {})
    assert isinstance(preview, Ask)
    known = Facts(asker=asker, channel=here, picked=[CAST["lena"]])
    if page == "last":
        answer = await relay.store.transact(setup.confirmed, known, token=preview.form.token, now=relay.now)
    else:
        answer = await relay.store.transact(
            setup.people_sent, known, token=preview.form.token, values={}, now=relay.now
        )
    assert says in told(answer)
    assert await relay.posted() == []


async def test_a_form_that_is_not_theirs_gives_back_what_was_typed_and_says_how_to_go_on(
    relay: Relay,
) -> None:
    typed = {"name": "Globe", "project": "Vouchers", "page": "", "projects": "Cards\nLoans"}
    answer = await relay.store.transact(
        setup.people_sent, facts(), token="guessed", values=typed, now=relay.now
    )
    said = told(answer)
    assert "/sunrelay setup" in said
    assert all(word in said for word in ("Globe", "Vouchers", "Cards\nLoans"))
