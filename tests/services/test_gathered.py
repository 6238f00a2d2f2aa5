"""Links and files gathered in tonight's form, beside lines; and each of them undone."""

import pytest

from bot.domain.handoff import File
from bot.domain.identity import Place
from bot.messages.answer import Answer, Fix, Nothing, Replace, Tell
from bot.messages.document import Document
from bot.messages.file import MOST_SIZE
from bot.messages.form import ChoicesField, Form, Value
from bot.messages.handoff_values import FILES, MOST_FILES, UPLOADS
from bot.services import handoff, line
from handlers import table
from handlers.event import Pressed
from tests.services.given import Relay, at, buttons, channel, text_of, told, user
from tests.services.redrawn import redrawn

LINK = "https://chat.example.com/archives/C1/p1"
CLIP = File(id="F1", name="clip.mp4", media="video/mp4", size=12_400_000, link="https://chat.example.com/f/1")
LOG = File(id="F2", name="worker.log", size=3_000)
DIRECT = Place(platform="slack", tenant="T1", kind="direct", id="D9")
SECRET = Place(platform="slack", tenant="T1", kind="private", id="C9")


async def afternoon(relay: Relay, *teams: str) -> None:
    for name in teams or ("atlas",):
        await relay.team("lena", "maya", name=name)
    await relay.until(at("lena", "Mon 15:00"))


async def keeps(relay: Relay, text: str = "", *files: File, by: str = "lena") -> Answer:
    return await relay.store.transact(line.keep, user(by), text=text, files=files, now=relay.now)


async def adds(relay: Relay, link: str = LINK, *, by: str = "lena", place: Place | None = None) -> Answer:
    where = place or channel("atlas")
    return await relay.store.transact(line.keep_link, user(by), link=link, place=where, now=relay.now)


async def undoes(relay: Relay, answer: Answer, *, by: str = "lena") -> Answer:
    """Press *Undo* in what was told."""
    assert isinstance(answer, Tell)
    [undo] = buttons(answer.document)
    pressed = Pressed(by=user(by), name=undo.name, value=undo.value, place=DIRECT)
    return await table.hear(pressed, relay.house)


async def sends(relay: Relay, form: Form, *uploads: File, **values: Value) -> Answer:
    filled = {**form.values, "summary": "Done.", **values}
    return await relay.store.transact(
        handoff.answer, user("lena"), token=form.token, values=filled, files=uploads, now=relay.now
    )


def replaced(answer: Answer) -> str:
    assert isinstance(answer, Replace), answer
    return text_of(answer.document)


def document(answer: Answer) -> Document:
    assert isinstance(answer, Tell), answer
    return answer.document


def listed(form: Form) -> list[tuple[str, bool]]:
    """The files that a form lists, and whether each is ticked."""
    field = form.named(FILES)
    if field is None:
        return []
    assert isinstance(field, ChoicesField)
    return [(one.text, one.value in form.values[FILES]) for one in field.choices]


async def test_links_lines_and_files_are_each_in_their_field(relay: Relay) -> None:
    await afternoon(relay)
    await adds(relay)
    await keeps(relay, "Called the bank", LOG)
    assert "1 line, 1 link and 2 files so far" in told(await keeps(relay, "", CLIP))
    form = await relay.opens("lena")
    assert (form.values["done"], form.values["links"]) == ("Called the bank", LINK)
    assert listed(form) == [("worker.log (3 kB)", True), ("clip.mp4 (12 MB)", True)]
    assert await sends(relay, form) == Nothing()
    content = (await relay.handoff(1)).content
    assert (content.done, content.links, content.files) == (("Called the bank",), (LINK,), (LOG, CLIP))
    assert "2 files" in await relay.stands("receipt/1/2026-11-02")
    await relay.until(at("lena", "Tue 17:20"))
    fresh = await relay.opens("lena")
    assert (fresh.values["done"], fresh.values["links"], listed(fresh)) == ("", "", []), "they have gone out"


async def test_the_answer_says_for_when_it_is_kept_and_how_to_open_the_form(relay: Relay) -> None:
    await afternoon(relay)
    said = told(await adds(relay))
    assert said.startswith("Kept for your hand-off of Mon 2 Nov: a link to that message; 1 link so far.")
    assert "/handoff opens" in said


async def test_the_same_message_and_the_same_file_are_kept_once(relay: Relay) -> None:
    await afternoon(relay)
    for _ in range(2):
        await adds(relay)
        assert "1 link and 1 file so far" in told(await keeps(relay, "", CLIP))
    assert (await relay.opens("lena")).values["links"] == LINK


async def test_an_address_alone_is_a_link_and_within_words_it_is_words(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, f" {LINK}\n")
    await keeps(relay, f"See {LINK}")
    form = await relay.opens("lena")
    assert (form.values["links"], form.values["done"]) == (LINK, f"See {LINK}")


@pytest.mark.parametrize("link", ["", "not an address", "slack://message"])
async def test_a_message_that_no_link_leads_to_is_not_kept_and_says_what_to_do(
    relay: Relay, link: str
) -> None:
    await afternoon(relay)
    said = told(await adds(relay, link))
    assert "Not kept" in said
    assert "/handoff TEXT" in said
    assert (await relay.opens("lena")).values["links"] == ""


@pytest.mark.parametrize(
    ("place", "warned"),
    [(DIRECT, True), (SECRET, True), (channel("atlas", kind="private"), False), (channel("else"), False)],
    ids=["a private conversation", "a private channel", "the team's own private one", "a public one"],
)
async def test_a_link_that_colleagues_may_not_follow_says_so(
    relay: Relay, place: Place, warned: bool
) -> None:
    await afternoon(relay)
    assert ("Only those who are in that conversation" in told(await adds(relay, place=place))) is warned


async def test_a_file_that_cannot_be_shown_is_not_kept_and_a_link_is_asked_for(relay: Relay) -> None:
    await afternoon(relay)
    film = File(id="F3", name="film.mov", size=MOST_SIZE + 1)
    answer = await keeps(relay, "", film)
    assert "Not kept: film.mov (51 MB)" in told(answer)
    assert "up to 50 MB" in told(answer)
    assert "send me the link" in told(answer)
    assert buttons(document(answer)) == []
    both = told(await keeps(relay, "The afternoon.", film, File(id="F4", name="just.mov", size=MOST_SIZE)))
    assert "your words and just.mov (50 MB); 1 line and 1 file so far" in both
    assert "Not kept: film.mov" in both
    assert listed(await relay.opens("lena")) == [("just.mov (50 MB)", True)]


async def test_what_the_form_has_no_room_for_is_not_kept_and_the_rest_is(relay: Relay) -> None:
    await afternoon(relay)
    many = [File(id=f"F{number}", name=f"{number}.log") for number in range(MOST_FILES + 1)]
    said = told(await keeps(relay, "x" * 3001, *many))
    assert f"Not kept: what you wrote and {MOST_FILES}.log." in said
    assert "x" * 3001 in said
    assert f"{MOST_FILES} files so far" in said
    for number in range(28):
        await adds(relay, f"https://chat.example.com/{number:03}/" + "x" * 70)
    assert "no room" in told(await adds(relay, "https://chat.example.com/" + "y" * 400))
    form = await relay.opens("lena")
    assert len(listed(form)) == MOST_FILES
    assert await sends(relay, form) == Nothing(), "the form takes what it was given"


async def test_who_writes_for_no_team_is_told_how_to(relay: Relay) -> None:
    await relay.team("lena", receives=["maya"])
    for name, words in [("maya", "receive"), ("sam", "no team")]:
        assert words in told(await adds(relay, by=name))
        assert words in told(await keeps(relay, "", CLIP, by=name))


async def test_undo_takes_back_what_one_message_brought_and_nothing_else(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, "Stays.")
    brought = await keeps(relay, "Goes.", CLIP, LOG)
    link = await adds(relay)
    assert "Taken back" in replaced(await undoes(relay, brought))
    assert "Taken back" in replaced(await undoes(relay, brought)), "pressed again, it says the same"
    form = await relay.opens("lena")
    assert (form.values["done"], form.values["links"], listed(form)) == ("Stays.", LINK, [])
    await undoes(relay, link)
    assert (await relay.opens("lena")).values["links"] == ""


async def test_undo_after_the_form_was_sent_says_where_to_change_it(relay: Relay) -> None:
    await afternoon(relay)
    kept = await keeps(relay, "Called the bank", CLIP)
    await sends(relay, await relay.opens("lena"))
    said = replaced(await undoes(relay, kept))
    assert "gone out with your hand-off" in said
    assert "Edit" in said
    assert (await relay.handoff(1)).content.files == (CLIP,)


async def test_nobody_undoes_what_another_kept(relay: Relay) -> None:
    await afternoon(relay)
    kept = await keeps(relay, "Hers.")
    assert "not among what is kept for you" in told(await undoes(relay, kept, by="maya"))
    assert "not among what is kept for you" in told(await undoes(relay, kept, by="sam"))
    assert (await relay.opens("lena")).values["done"] == "Hers."


async def test_a_line_kept_in_the_place_of_one_undone_is_not_lost(relay: Relay) -> None:
    await afternoon(relay)
    first = await keeps(relay, "First.")
    form = await relay.opens("lena")
    await undoes(relay, first)
    await keeps(relay, "Second.")
    await sends(relay, form)
    assert "Second." in str((await relay.opens("lena")).values["done"])


async def test_a_file_that_is_unticked_stays_behind(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, "", CLIP, LOG)
    await sends(relay, await relay.opens("lena"), files=("1",))
    assert (await relay.handoff(1)).content.files == (LOG,)
    assert listed(await relay.opens("lena")) == [("worker.log (3 kB)", True)]


async def test_editing_keeps_the_files_there_are_and_adds_those_kept_since(relay: Relay) -> None:
    await afternoon(relay)
    await sends(relay, await relay.opens("lena"), CLIP)
    await keeps(relay, "", LOG)
    form = await relay.opens("lena")
    assert listed(form) == [("clip.mp4 (12 MB)", True), ("worker.log (3 kB)", True)]
    await sends(relay, form)
    assert (await relay.handoff(1)).content.files == (CLIP, LOG)


async def test_the_same_form_sent_again_with_its_files_changes_nothing(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, "", LOG)
    form = await relay.opens("lena")
    for _ in range(2):
        assert await sends(relay, form, CLIP, LOG) == Nothing()
    stored = await relay.handoff(1)
    assert (stored.revision, stored.content.files) == (1, (LOG, CLIP))


async def test_files_of_a_form_that_was_not_taken_are_listed_in_it_and_in_the_next(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, "", LOG)
    form = await relay.opens("lena")
    await sends(relay, form, CLIP, summary="", files=(), uploads=(CLIP.id,))
    answer = await sends(relay, form, CLIP, summary="", files=(), uploads=(CLIP.id,))
    assert isinstance(answer, Fix)
    assert "summary" in answer.errors
    assert (answer.values[FILES], answer.values[UPLOADS]) == (("1",), ())
    assert listed(answer.form) == [("worker.log (3 kB)", False), ("clip.mp4 (12 MB)", True)]
    assert [name for name, _ in listed(await relay.opens("lena"))] == [
        "worker.log (3 kB)",
        "clip.mp4 (12 MB)",
    ]
    assert await sends(relay, answer.form) == Nothing()
    assert (await relay.handoff(1)).content.files == (CLIP,)
    assert listed(await relay.opens("lena")) == [("clip.mp4 (12 MB)", True)]


async def test_what_was_kept_while_a_form_came_back_to_be_mended_still_waits(relay: Relay) -> None:
    await afternoon(relay)
    form = await relay.opens("lena")
    await keeps(relay, "Meanwhile.")
    answer = await sends(relay, form, CLIP, summary="")
    assert isinstance(answer, Fix)
    await sends(relay, answer.form)
    assert (await relay.opens("lena")).values["done"] == "Meanwhile."


@pytest.mark.parametrize("name", ["team", "handoff.add_step"], ids=["another team", "another row"])
async def test_redrawing_what_was_typed_keeps_what_was_ticked(relay: Relay, name: str) -> None:
    await afternoon(relay, "atlas", "borealis")
    await keeps(relay, "", CLIP, LOG)
    form = await relay.opens("lena")
    borealis = await relay.whole("borealis")
    form = await redrawn(relay, form, name, str(borealis.id), summary="Typed.", files=("1",))
    assert listed(form) == [("clip.mp4 (12 MB)", False), ("worker.log (3 kB)", True)]
    await sends(relay, form)
    assert (await relay.handoff(1)).content.files == (LOG,)


async def test_more_files_than_go_along_are_said_to_be_too_many(relay: Relay) -> None:
    await afternoon(relay)
    await keeps(relay, "", *(File(id=f"F{number}", name=f"{number}.log") for number in range(10, 30)))
    answer = await sends(relay, await relay.opens("lena"), CLIP)
    assert isinstance(answer, Fix)
    assert answer.errors[FILES] == "These are 21 files. Send at most 20 along; link the others."


async def test_all_teams_at_once_have_the_files(relay: Relay) -> None:
    await afternoon(relay, "atlas", "borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await sends(relay, await relay.opens("lena"), CLIP, team="all")
    assert [(await relay.handoff(number)).content.files for number in (1, 2)] == [(CLIP,), (CLIP,)]


async def test_files_of_the_project_that_is_chosen_late_are_not_lost(relay: Relay) -> None:
    await afternoon(relay, "atlas", "borealis")
    borealis = await relay.whole("borealis")
    await sends(relay, await relay.opens("lena", where="borealis"), CLIP)
    form = await relay.opens("lena", where="atlas")
    form = await redrawn(relay, form, "team", str(borealis.id), summary="Typed.")
    assert listed(form) == [("clip.mp4 (12 MB)", True)]
    await sends(relay, form, LOG)
    assert (await relay.handoff(1)).content.files == (CLIP, LOG)
