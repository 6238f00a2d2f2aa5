"""No text fails, capitals and drawn-out letters change nothing, and what is long is silent."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.context.reading import LONGEST, reader
from bot.domain.context.rules import Message, Said, judge

# Made once, before the first example is timed.
READER = reader()

EMPTY = [
    "hello", "can we talk?", "got a sec?", "are you there", "quick question", "need help please", "call me",
    "hast du kurz Zeit?", "tu es dispo ?", "¿podemos hablar?", "tem um minuto?", "koi help kar sakta hai?",
]  # fmt: skip
PIECES = [
    *EMPTY, "在吗", "今ちょっといい", "मदद चाहिए", "<@U0000000A>", "<!here>", "<", "<@", ":", ":wave:", "`",
    "\n", "?", "!", "\u200d", "\u0301", "ー", "0", "9" * 9, "'", "’", "http://", "👋🏽", "\ud800", "\x00",
    "ﷺ", "*", ">", "\uff1f",
]  # fmt: skip

texts = st.one_of(st.text(max_size=500), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(texts, texts, texts, st.sampled_from(["dm", "channel"]))
def test_no_text_fails(text: str, before: str, after: str, surface: str) -> None:
    message = Message(
        text=text,
        surface="dm" if surface == "dm" else "channel",
        earlier=(Said(5, False, before), Said(3, True, after)),
        own_earlier=(Said(3, True, after),),
        follow_ups=(after,),
    )
    verdict = judge(message, reader=READER)
    assert verdict == judge(message, reader=READER)
    assert verdict.reason
    assert verdict.text_flag or not verdict.flag


@given(st.sampled_from(EMPTY), st.integers(min_value=LONGEST, max_value=40_000), st.sampled_from(" a?<:在😀"))
def test_what_is_long_is_silent(text: str, length: int, sign: str) -> None:
    assert READER.read(text + sign * length) is None


@given(st.sampled_from(EMPTY), st.data())
def test_capitals_change_nothing(text: str, data: st.DataObject) -> None:
    upper = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    shouted = "".join(
        letter.upper() if up else letter.lower() for letter, up in zip(text, upper, strict=True)
    )
    assert READER.read(shouted) == READER.read(text)


@given(st.sampled_from(EMPTY), st.integers(min_value=1, max_value=20))
def test_a_last_letter_that_is_drawn_out_changes_nothing(text: str, times: int) -> None:
    word = text.rstrip("?! ")
    assert READER.read(word + word[-1] * (times + 1)) == READER.read(word)


@given(st.sampled_from(EMPTY), st.sampled_from(["invoice", "kubernetes", "8812", "Rechnung", "/checkout"]))
def test_a_word_that_says_something_keeps_silent(text: str, word: str) -> None:
    for said in (f"{text} {word} {word}s overdue", f"{word} {word}s overdue {text}"):
        verdict = judge(Message(text=said, surface="dm"), reader=READER)
        assert verdict.flag is False
