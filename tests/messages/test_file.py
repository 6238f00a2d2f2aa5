"""Files are named with their size, and what stands with one where it is shown says whose it is."""

import pytest

from bot.domain.handoff import File
from bot.messages.document import Link
from bot.messages.file import all_named, named, not_shown, size_words

WEB = "https://chat.example.com/files/F1"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, ""),
        (1, "1 B"),
        (1023, "1023 B"),
        (1024, "1 kB"),
        (1025, "2 kB"),
        (1024 * 1024, "1 MB"),
        (50 * 1024 * 1024, "50 MB"),
        (50 * 1024 * 1024 + 1, "51 MB"),
    ],
)
def test_a_size_is_rounded_up_so_that_what_is_too_large_looks_so(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File(id="F1", name="clip.mp4", size=12_400_000), "clip.mp4 (12 MB)"),
        (File(id="F1", name="clip.mp4"), "clip.mp4"),
        (File(id="F1", name=" \n "), "a file"),
        (File(id="F1", name="a\nb " + "c" * 80, size=1), "a b " + "c" * 55 + "… (1 B)"),
    ],
    ids=["usual", "of unknown size", "without a name", "a long name of two lines"],
)
def test_a_file_is_named_on_one_line(file: File, words: str) -> None:
    assert named(file) == words


def test_several_are_listed() -> None:
    assert (
        all_named([File(id=str(number), name=f"{number}.log") for number in range(3)])
        == "0.log, 1.log and 2.log"
    )


@pytest.mark.parametrize(("link", "linked"), [(WEB, True), ("", False), ("javascript:alert(1)", False)])
def test_what_could_not_be_shown_is_linked_where_there_is_a_link(link: str, linked: bool) -> None:
    file = File(id="F1", name="clip.mp4", link=link)
    said = not_shown(author="Mia", project="Checkout", file=file, locale="")
    assert "clip.mp4 could not be shown here. Mia can share it" in said.summary
    [block] = said.blocks
    assert any(isinstance(span, Link) and span.url == WEB for span in getattr(block, "spans", ())) is linked
