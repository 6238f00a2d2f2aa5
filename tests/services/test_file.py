"""Files of a hand-off stand under the message in which it is read in full, each once."""

from bot.domain.handoff import File
from bot.messages.answer import Nothing
from bot.messages.form import Form
from bot.services import handoff
from tests.services.given import Relay, at, text_of, told, user

CLIP = File(id="F1;@/#", name="clip.mp4", media="video/mp4", size=12_400_000, link="https://x.example/f/1")
LOG = File(id="F2", name="worker.log", size=3_000)
DIGEST = "digest/2/2026-11-02"


async def sends(relay: Relay, *uploads: File, form: Form | None = None, summary: str = "Done.") -> None:
    """Lena sends the form, as it is or with more files."""
    form = form or await relay.opens("lena")
    filled = {**form.values, "summary": summary}
    answer = await relay.store.transact(
        handoff.answer, user("lena"), token=form.token, values=filled, files=uploads, now=relay.now
    )
    assert answer == Nothing(), answer


async def shown(relay: Relay) -> list[tuple[str, str, str, str]]:
    """What was put under which message: its words, its file and what became of it."""
    return [
        (one.letter.under, one.text, one.letter.file.id if one.letter.file else "", one.state)
        for one in await relay.posted("file")
    ]


async def morning(relay: Relay, *uploads: File) -> None:
    """Lena hands over before New York's morning, which has come."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, *uploads)
    await relay.until(at("maya", "Mon 09:05"))


async def test_a_digest_names_the_files_and_they_follow_in_its_thread(relay: Relay) -> None:
    await morning(relay, CLIP, LOG)
    assert "Files: clip.mp4 (12 MB) and worker.log (3 kB), in the thread." in await relay.stands(DIGEST)
    assert await shown(relay) == [
        (DIGEST, "From Lena, Atlas: clip.mp4 (12 MB)", CLIP.id, "sent"),
        (DIGEST, "From Lena, Atlas: worker.log (3 kB)", LOG.id, "sent"),
    ]
    keys = [one.key for one in await relay.posted("digest", "file")]
    assert keys[0] == DIGEST, "the files come after it"


async def test_what_is_handed_over_during_the_day_brings_its_files(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await sends(relay, CLIP)
    await relay.until(at("maya", "Mon 12:30"))
    [handover] = await relay.posted("handover")
    assert [one[0] for one in await shown(relay)] == [handover.key]


async def test_an_edit_brings_what_it_adds_and_nothing_twice(relay: Relay) -> None:
    await morning(relay, CLIP)
    await sends(relay, LOG)
    await relay.tick()
    assert [(file, state) for _, _, file, state in await shown(relay)] == [
        (CLIP.id, "sent"),
        (LOG.id, "sent"),
    ]
    assert "clip.mp4 (12 MB) and worker.log (3 kB)" in await relay.stands(DIGEST)


async def test_an_edit_before_it_is_carried_posts_nothing_yet(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP)
    await sends(relay, LOG)
    assert await shown(relay) == []
    await relay.until(at("maya", "Mon 09:05"))
    assert len(await shown(relay)) == 2


async def test_a_digest_that_was_refused_takes_its_files_along_to_the_next(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP)
    await relay.until(at("maya", "Mon 08:59"))
    await relay.until(at("maya", "Mon 09:00"), delivers=False)
    await relay.delivers(refuses="digest")
    assert [one[3] for one in await shown(relay)] == ["dropped"]
    await relay.until(at("maya", "Tue 09:05"))
    again = (await shown(relay))[-1]
    assert again[0] == "digest/2/2026-11-03"
    assert again[2:] == (CLIP.id, "sent")


async def test_a_file_that_the_platform_will_not_take_is_said_to_be_missing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP)
    await relay.until(at("maya", "Mon 09:00"), delivers=False)
    await relay.delivers(refuses="file")
    (_, _, _, refused), (under, said, file, state) = await shown(relay)
    assert (refused, under, file, state) == ("dead", DIGEST, "", "sent")
    assert "clip.mp4 (12 MB) could not be shown here. Lena can share it in this thread" in said


async def test_what_says_that_a_file_is_missing_may_be_refused_too(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP)
    await relay.until(at("maya", "Mon 09:00"), delivers=False)
    await relay.delivers(refuses="file")
    await relay.delivers(refuses="not_shown")
    assert len(await shown(relay)) == 2


async def test_a_file_taken_out_before_it_was_shown_is_not_shown(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP, LOG)
    await relay.until(at("maya", "Mon 09:00"), delivers=False)
    form = await relay.opens("lena")
    kept = {**form.values, "summary": "Done.", "files": ("1",)}
    await relay.store.transact(handoff.answer, user("lena"), token=form.token, values=kept, now=relay.now)
    await relay.delivers()
    assert [(file, state) for _, _, file, state in await shown(relay)] == [
        (CLIP.id, "dropped"),
        (LOG.id, "sent"),
    ]


async def test_what_is_asked_for_alone_names_the_files_and_posts_none(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP)
    assert "clip.mp4 (12 MB)" in told(await relay.asks_digest("maya"))
    assert await shown(relay) == []


async def test_a_digest_of_several_parts_has_the_files_under_its_first(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:00"))
    await sends(relay, CLIP, summary="x " * 1400)
    form = await relay.opens("lena")
    rows = {f"steps.{row}.what": f"Look at it {row} " + "y" * 450 for row in range(10)}
    done = "z" * 2900
    answer = await relay.store.transact(
        handoff.answer,
        user("lena"),
        token=form.token,
        values={**form.values, "done": done, **rows},
        now=relay.now,
    )
    assert answer == Nothing()
    await relay.until(at("maya", "Mon 09:05"))
    assert len(await relay.posted("digest")) > 1
    assert [one[0] for one in await shown(relay)] == [DIGEST]
    assert text_of((await relay.posted("file"))[0].letter.document)
