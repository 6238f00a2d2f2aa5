"""Landing pages: moved by who looks after the relay, told of and undone; confirmed by anyone in it."""

from dataclasses import replace

from bot.domain.identity import ChangeId
from bot.messages import page as messages
from bot.messages.answer import Answer, Tell
from bot.services import page, undo
from bot.services.platform import Channel
from bot.services.project import ProjectPlan
from bot.services.team import Plan, set_up
from handlers import page as handler
from handlers import table
from handlers.event import Command, Pressed
from storage import teams
from tests.services.given import Relay, at, buttons, channel, profile, told, user

WIKI = "https://wiki.example.com/atlas"


async def pages(relay: Relay, name: str, *, where: str = "atlas") -> Answer:
    return await relay.store.read(page.show, user(name), place=channel(where), now=relay.now)


async def moves(relay: Relay, name: str, text: str, *, where: str = "atlas") -> str:
    place = channel(where)
    return told(await relay.store.transact(page.move, user(name), place=place, text=text, now=relay.now))


async def confirms(relay: Relay, name: str, shown: Answer) -> str:
    assert isinstance(shown, Tell)
    [button] = [one for one in buttons(shown.document) if one.name == messages.CONFIRM]
    return told(
        await handler.confirmed(Pressed(by=user(name), name=button.name, value=button.value), relay.house)
    )


async def test_who_looks_after_the_relay_moves_its_page_and_the_channel_is_told(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert WIKI in await moves(relay, "lena", WIKI)
    [change] = await relay.posted("change")
    assert f"Landing page of Atlas: {WIKI} instead of https://pages.example.com/atlas" in change.text
    assert (await relay.whole()).projects[0].page == WIKI
    assert "Confirmed by Lena" in told(await pages(relay, "maya"))


async def test_moving_it_can_be_undone_and_then_nobody_has_confirmed_what_is_there(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await moves(relay, "lena", WIKI)
    [change] = await relay.posted("change")
    [button] = buttons(change.letter.document)
    here, number = [user("lena"), user("maya")], ChangeId(int(button.value))
    await relay.store.transact(undo.undo, user("lena"), number, here=here, now=relay.now)
    assert (await relay.whole()).projects[0].page == "https://pages.example.com/atlas"
    assert "Nobody has confirmed yet" in told(await pages(relay, "maya"))


async def test_others_are_told_who_can_move_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "Lena" in await moves(relay, "maya", WIKI)
    assert (await relay.whole()).projects[0].page != WIKI


async def test_who_is_in_no_relay_sees_none(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "you are in none here" in told(await pages(relay, "sam"))
    assert "you are in none here" in await moves(relay, "sam", WIKI)


async def test_what_was_written_since_is_listed_until_somebody_confirms(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "Half done.")
    shown = await pages(relay, "maya")
    assert "Nobody has confirmed yet that it is current. 1 hand-off was written so far." in told(shown)
    assert "from Lena, Mon 2 Nov" in told(shown)
    assert "is current as of" in await confirms(relay, "maya", shown)
    after = await pages(relay, "lena")
    assert "Confirmed by Maya, Mon 2 Nov, 17:20 (Berlin). Nothing was written since." in told(after)
    assert "It is current" not in told(after)


async def test_what_comes_between_showing_and_confirming_is_not_taken_as_read(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    shown = await pages(relay, "maya")
    await relay.until(at("lena", "Mon 17:25"))
    await relay.hands_over("lena", "Half done.")
    await confirms(relay, "maya", shown)
    assert "Since then: 1 hand-off." in told(await pages(relay, "maya"))


async def test_an_older_message_does_not_take_back_what_was_confirmed_since(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    shown = await pages(relay, "maya")
    await relay.until(at("lena", "Mon 17:25"))
    await confirms(relay, "lena", await pages(relay, "lena"))
    assert "Lena has confirmed the landing page" in await confirms(relay, "maya", shown)
    assert "Confirmed by Lena" in told(await pages(relay, "maya"))


async def test_nobody_stands_up_for_an_address_that_they_were_not_shown(relay: Relay) -> None:
    await relay.team("lena", "maya")
    shown = await pages(relay, "maya")
    [project] = (await relay.whole()).projects
    await relay.store.transact(teams.change_project, project.id, name=project.name, page=WIKI)
    assert f"has moved since, to {WIKI}" in await confirms(relay, "maya", shown)
    assert "Nobody has confirmed yet" in told(await pages(relay, "lena"))


async def test_saying_it_twice_tells_the_channel_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await moves(relay, "lena", WIKI)
    assert "as it was" in await moves(relay, "lena", WIKI)
    await moves(relay, "lena", "none")
    assert await moves(relay, "lena", "none") == "Atlas has no landing page."
    assert len(await relay.posted("change")) == 2


async def test_in_a_thread_of_its_channel_a_relay_is_meant(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "maya", name="borealis")
    place = replace(channel("atlas"), thread="1.2")
    done = await relay.store.transact(page.move, user("lena"), place=place, text=WIKI, now=relay.now)
    assert "The landing page of Atlas" in told(done)


async def test_the_page_of_a_private_channel_is_kept_from_who_has_left_it_unseen(relay: Relay) -> None:
    secret = channel("secret", kind="private")
    everyone = (profile("lena"), profile("maya"))
    projects = (ProjectPlan(name="Moonshot", page="https://wiki.example.com/moonshot"),)
    plan = Plan(place=secret, name="Secret", projects=projects, writes=everyone, receives=())
    await relay.store.transact(set_up, plan, by=user("lena"), welcome=False, now=relay.now)
    shown = await relay.store.read(page.show, user("lena"), place=secret, now=relay.now)
    there = Channel(place=secret, name="secret", kind="private", members=(user("maya"),))
    relay.directory.channels[secret.id] = there
    assert "is current as of" not in await confirms(relay, "lena", shown)
    for text in ("", WIKI):
        said = told(
            await table.hear(Command(by=user("lena"), place=secret, name="page", text=text), relay.house)
        )
        assert "you are in none here" in said
    [project] = (await relay.whole("secret")).projects
    assert project.page == "https://wiki.example.com/moonshot"


async def test_a_button_that_was_made_up_does_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for value in ("", "1", "1:x", "x:1", "9" * 18 + ":" + "9" * 18):
        answer = await handler.confirmed(
            Pressed(by=user("maya"), name=messages.CONFIRM, value=value), relay.house
        )
        assert "is current as of" not in (told(answer) if isinstance(answer, Tell) else "")
    assert "Nobody has confirmed yet" in told(await pages(relay, "maya"))


async def test_one_of_several_projects_is_named(relay: Relay) -> None:
    several = (ProjectPlan(name="Checkout"), ProjectPlan(name="Gift cards"))
    plan = Plan(
        place=channel("atlas"), name="Atlas", projects=several, writes=(profile("lena"),), receives=()
    )
    await relay.store.transact(set_up, plan, by=user("lena"), welcome=False, now=relay.now)
    assert "Which project? Put its name after the address: Checkout or Gift cards." in await moves(
        relay, "lena", WIKI
    )
    assert "No project here is called “Gifts”" in await moves(relay, "lena", f"{WIKI} Gifts")
    assert "The landing page of Gift cards" in await moves(relay, "lena", f"{WIKI}  gift  CARDS")
    assert [one.page for one in (await relay.whole()).projects] == ["", WIKI]
    assert "Checkout: no landing page yet." in told(await pages(relay, "lena"))


async def test_it_is_taken_out_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "has no landing page any more" in await moves(relay, "lena", "none")
    shown = await pages(relay, "lena")
    assert "Atlas: no landing page yet." in told(shown)


async def test_what_is_no_address_is_told_so(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for text in ("wiki", "the wiki https://a.example.com", "javascript:alert(1)", "http://"):
        assert "does not begin with an address" in await moves(relay, "lena", text)
    assert not await relay.posted("change")


async def test_elsewhere_all_of_theirs_are_shown_and_none_is_moved(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    shown = told(await pages(relay, "lena", where="random"))
    assert "Atlas: " in shown
    assert "Borealis: " in shown
    assert "Write /sunrelay page https://… in the channel of the one" in await moves(
        relay, "lena", WIKI, where="random"
    )
    assert await relay.store.read(teams.at, channel("random")) is None


async def test_a_receipt_names_a_missing_page_to_who_could_give_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await moves(relay, "lena", "none")
    receipts = []
    for name in ("lena", "maya"):
        await relay.until(at(name, "Mon 17:20"))
        await relay.hands_over(name, "Half done.")
        receipts.append(await relay.stands((await relay.posted("prompt", to=name))[-1].key))
    assert ["Atlas has no landing page yet" in one for one in receipts] == [True, False]
