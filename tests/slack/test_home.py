"""The Home: opened, pressed in, and answered with itself, a page of its own, or a form."""

import pytest

from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Ask, Home, Replace, Tell
from bot.messages.document import Button, Buttons, Document, Heading, PostLink, say
from bot.slack import limits
from bot.slack.views import home_view, page
from handlers.event import Changed, HomeOpened, Pressed
from sandbox import Person
from storage.errors import Busy
from tests.slack.problems import view_problems
from tests.slack.relay import OPENER, Relay, document, form

UNDO = Button(name="step.undo", text="Undo", value="7")


def home(text: str = "Your day") -> Home:
    blocks = (Heading(text=text), Buttons(buttons=(OPENER,)))
    return Home(document=Document(blocks=blocks, summary=text, kind="home"))


async def at_home(relay: Relay, lena: Person) -> None:
    """Lena looks at the bot's Home."""
    relay.answers[HomeOpened] = home()
    await lena.open_home()
    await relay.settled()
    assert lena.home is not None


async def presses(relay: Relay, lena: Person) -> None:
    assert lena.home is not None
    assert (await lena.press(lena.home, text="Write hand-off")).ok
    await relay.settled()


async def test_a_button_in_it_is_pressed_and_changes_no_form(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    await presses(relay, lena)
    (pressed,) = relay.of(Pressed)
    assert (pressed.name, pressed.home, pressed.place, pressed.message) == ("handoff.write", True, None, None)
    assert relay.of(Changed) == []


async def test_it_is_shown_anew(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    relay.answers[Pressed] = home("Nothing waits for you")
    await presses(relay, lena)
    assert lena.home is not None
    assert "Nothing waits for you" in lena.reads(lena.home)


async def test_a_form_opens_over_it(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    relay.answers[Pressed] = Ask(form=form())
    await presses(relay, lena)
    assert (await lena.sees_form()).title == "Hand-off"


async def test_what_is_told_stands_on_a_page_of_its_own(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    relay.answers[Pressed] = Tell(document=document("Sam picked it up first"))
    await presses(relay, lena)
    assert "Sam picked it up first" in lena.reads(lena.form)
    assert lena.form.payload.get("submit") is None
    assert lena.dms == []


async def test_a_button_of_that_page_works_too(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    done = Document(blocks=(say("Done"), Buttons(buttons=(UNDO,))), summary="Done", kind="notice")
    relay.answers[Pressed] = Tell(document=done)
    await presses(relay, lena)
    relay.answers[Pressed] = Replace(document=document("Open again"))
    assert (await lena.press(lena.form, text="Undo")).ok
    await relay.settled()
    pressed = relay.of(Pressed)[-1]
    assert (pressed.name, pressed.value, pressed.home, pressed.message) == ("step.undo", "7", False, None)
    assert "Open again" in lena.reads(lena.form)


@pytest.mark.parametrize("ask", [False, True], ids=["told", "asked"])
async def test_what_cannot_be_opened_comes_as_a_message(relay: Relay, lena: Person, ask: bool) -> None:
    await at_home(relay, lena)
    relay.box.faults.refuse("views.open", "expired_trigger_id")
    relay.answers[Pressed] = Ask(form=form()) if ask else Tell(document=document("It is done"))
    await presses(relay, lena)
    assert lena.view is None
    (said,) = lena.dms
    assert ("Please try again" if ask else "It is done") in lena.reads(said)


async def test_a_page_that_an_earlier_delivery_opened_is_not_told_again(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    relay.box.faults.redeliver("interactive", more=2, together=True)
    relay.answers[Pressed] = Tell(document=document("It is done"))
    await presses(relay, lena)
    assert "It is done" in lena.reads(lena.form)
    assert lena.dms == []


async def test_what_could_not_be_done_is_said_there(relay: Relay, lena: Person) -> None:
    await at_home(relay, lena)
    relay.answers[Pressed] = Busy("busy")
    await presses(relay, lena)
    assert "Please try again" in lena.reads(lena.form)


async def test_it_links_to_the_bots_messages(relay: Relay, lena: Person) -> None:
    said = await lena.post("relay", "the digest")
    place = Place(platform="slack", tenant=relay.box.app.team_id, kind="public", id=said.channel)
    relay.posted = {"digest/1": MessageRef(place=place, id=said.ts)}
    linking = Document(blocks=(say(PostLink(key="digest/1", text="the digest")),), summary="x", kind="home")
    relay.answers[HomeOpened] = Home(document=linking)
    await lena.open_home()
    await relay.settled()
    assert lena.home is not None
    (link,) = lena.home.blocks[0]["elements"][0]["elements"]
    assert link["type"] == "link"
    assert said.ts.replace(".", "") in link["url"]


async def test_what_is_told_there_links_to_them_too(relay: Relay, lena: Person) -> None:
    said = await lena.post("relay", "the digest")
    place = Place(platform="slack", tenant=relay.box.app.team_id, kind="public", id=said.channel)
    relay.posted = {"digest/1": MessageRef(place=place, id=said.ts)}
    await at_home(relay, lena)
    linking = Document(blocks=(say(PostLink(key="digest/1", text="the digest")),), summary="x", kind="notice")
    relay.answers[Pressed] = Tell(document=linking)
    await presses(relay, lena)
    (link,) = lena.form.blocks[0]["elements"][0]["elements"]
    assert link["type"] == "link"
    assert said.ts.replace(".", "") in link["url"]


async def test_without_its_links_it_is_told_all_the_same(relay: Relay, lena: Person) -> None:
    said = await lena.post("relay", "the digest")
    place = Place(platform="slack", tenant=relay.box.app.team_id, kind="public", id=said.channel)
    relay.posted = {"digest/1": MessageRef(place=place, id=said.ts)}
    await at_home(relay, lena)
    linking = Document(blocks=(say(PostLink(key="digest/1", text="the digest")),), summary="x", kind="notice")
    relay.answers[Pressed] = Tell(document=linking)
    relay.box.faults.refuse("views.update", "internal_error")
    await presses(relay, lena)
    assert "the digest" in lena.reads(lena.form)
    assert lena.dms == []


@pytest.mark.parametrize("count", [limits.VIEW_BLOCKS, limits.VIEW_BLOCKS + 1])
def test_more_than_fits_is_said(count: int) -> None:
    long = Document(blocks=tuple(say(f"Line {n}") for n in range(count)), summary="Long", kind="home")
    for view in (home_view(long), page(long, title="Long")):
        assert view_problems(view) == []
        assert len(view["blocks"]) == limits.VIEW_BLOCKS
        assert ("more that is not shown" in str(view["blocks"][-1])) == (count > limits.VIEW_BLOCKS)
