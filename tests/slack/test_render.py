"""Documents become blocks that Slack takes, and what people wrote is only ever shown."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import Place, UserRef
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    ChannelLink,
    Divider,
    Document,
    Facts,
    Heading,
    Link,
    Mention,
    Native,
    Paragraph,
    PostLink,
    Quote,
    Span,
    Text,
    When,
    bold,
    say,
    words,
)
from bot.slack import limits
from bot.slack.render import blocks, fallback, message
from tests.slack.awkward import AWKWARD
from tests.slack.problems import message_problems
from tests.slack.size import fits, measure

Json = dict[str, Any]

LENA = UserRef(platform="slack", tenant="T1", id="ULENA")
ATLAS = Place(platform="slack", tenant="T1", kind="public", id="CATLAS")
AT = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)


def document(*wanted: Block, summary: str = "A summary") -> Document:
    return Document(blocks=wanted, summary=summary, kind="digest", day=date(2026, 11, 2))


def payload(wanted: Document) -> Json:
    drawn = message(wanted, key="digest/1/2026-11-02")
    return {**drawn.payload(), "metadata": drawn.metadata}


def one(block: Block) -> Json:
    drawn = blocks((block,), links={"digest/1": "https://x.slack.com/archives/C1/p1"})
    assert len(drawn) == 1
    return drawn[0]


def texts(drawn: object) -> str:
    """All that rich text and plain text say, in order."""
    match drawn:
        case {"type": "text" | "plain_text", "text": str(text)}:
            return text
        case dict():
            return "".join(texts(value) for value in drawn.values())
        case list():
            return "".join(texts(value) for value in drawn)
        case _:
            return ""


EVERY: list[Block] = [
    Heading(text="Digest"),
    say("Hello ", bold("Lena"), ", it is ", When(at=AT, zone="Europe/Berlin")),
    say("Reaches New York at ", When(at=AT, zone="America/New_York", style="day_time"), small=True),
    say("Only words", small=True),
    Quote(spans=words("as\nwritten")),
    Bullets(items=(words("one"), words(Link(url="https://x.org", text="two")), words(""))),
    Facts(pairs=(("State", words("at risk")), ("Project", words(bold("Web"))))),
    Buttons(
        buttons=(
            Button(name="step.pick_up", text="Pick up", value="7", style="primary"),
            Button(name="step.drop", text="Not needed", value="7"),
            Button(name="step.open", text="Open", url="https://x.org/a"),
        )
    ),
    Divider(),
    say(PostLink(key="digest/1", text="the digest"), Mention(user=LENA, name="Lena")),
    say("Atlas, in ", ChannelLink(place=ATLAS, text="its channel")),
    Native(platform="slack", payload={"type": "divider"}),
]


@pytest.mark.parametrize("block", EVERY, ids=lambda block: type(block).__name__)
def test_slack_takes_every_kind_of_block(block: Block) -> None:
    assert message_problems(payload(document(block))) == []


def test_slack_takes_them_all_in_one_message() -> None:
    assert message_problems(payload(document(*EVERY))) == []


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize(
    "place",
    [
        say,
        lambda text: say(bold(text)),
        lambda text: say(text, small=True),
        lambda text: say(text, When(at=AT, zone="Europe/Berlin"), small=True),
        lambda text: Quote(spans=words(text)),
        lambda text: Bullets(items=(words(text),)),
        lambda text: Facts(pairs=(("Label", words(text)),)),
        lambda text: Heading(text=text),
        lambda text: Buttons(buttons=(Button(name="a.b", text=text or "x", value="v"),)),
    ],
    ids=[
        "paragraph",
        "bold",
        "small",
        "small with an instant",
        "quote",
        "bullets",
        "facts",
        "title",
        "button",
    ],
)
def test_what_people_wrote_is_drawn_as_text_alone(text: str, place: Any) -> None:
    drawn = payload(document(place(text), say("end"), summary=text))
    assert "mrkdwn" not in json.dumps(drawn["blocks"])
    assert not {"link", "user", "usergroup", "broadcast", "channel", "emoji"} & _kinds(drawn["blocks"])
    assert message_problems(drawn) == []


@pytest.mark.parametrize("text", AWKWARD)
def test_what_people_wrote_is_shown_as_typed(text: str) -> None:
    for block in (Paragraph(spans=words(text)), Quote(spans=words(text)), Bullets(items=(words(text),))):
        assert texts(one(block)) == text


@pytest.mark.parametrize("text", AWKWARD)
def test_the_summary_pings_nobody(text: str) -> None:
    said = fallback(text)
    assert "<" not in said
    assert ">" not in said
    assert said.strip()
    assert len(said.encode()) <= limits.FALLBACK


@given(st.text(max_size=6000))
def test_a_short_summary_is_whole_and_a_long_one_cut(text: str) -> None:
    said = fallback(text)
    whole = said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert text in ("", whole) or not text.strip() or (whole[-1] == "…" and text.startswith(whole[:-1]))
    assert len(said.encode("utf-8", "replace")) <= limits.FALLBACK


@pytest.mark.parametrize("sign", ["x", "&", "の"], ids=["letters", "entities", "wide signs"])
def test_a_summary_that_was_cut_says_so(sign: str) -> None:
    assert not fallback(sign * 500).endswith("…")
    said = fallback(sign * 4000)
    assert said.endswith("…")
    assert len(said.encode()) <= limits.FALLBACK


SPANS: list[tuple[Span, Json]] = [
    (Text(text="a"), {"type": "text", "text": "a"}),
    (
        Text(text="a", bold=True, code=True),
        {"type": "text", "text": "a", "style": {"bold": True, "code": True}},
    ),
    (Mention(user=LENA, name="Lena"), {"type": "user", "user_id": "ULENA"}),
    (
        Mention(user=UserRef(platform="teams", tenant="x", id="y"), name="Lena"),
        {"type": "text", "text": "Lena"},
    ),
    (Link(url="https://x.org", text="x"), {"type": "link", "url": "https://x.org", "text": "x"}),
    (Link(url="https://x.org"), {"type": "link", "url": "https://x.org"}),
    (Link(url="javascript:alert(1)", text="x"), {"type": "text", "text": "x"}),
    (Link(url="file:///etc/passwd"), {"type": "text", "text": "file:///etc/passwd"}),
    (
        When(at=AT, zone="Europe/Berlin"),
        {"type": "date", "timestamp": 1793636100, "format": "{time}", "fallback": "17:15 (Berlin)"},
    ),
    (
        PostLink(key="digest/1", text="there"),
        {"type": "link", "url": "https://x.slack.com/archives/C1/p1", "text": "there"},
    ),
    (PostLink(key="unknown", text="there"), {"type": "text", "text": "there"}),
    (ChannelLink(place=ATLAS, text="its channel"), {"type": "channel", "channel_id": "CATLAS"}),
    (
        ChannelLink(place=Place(platform="teams", tenant="x", kind="public", id="y"), text="its channel"),
        {"type": "text", "text": "its channel"},
    ),
]


@pytest.mark.parametrize(("span", "drawn"), SPANS)
def test_each_span_has_its_element(span: Span, drawn: Json) -> None:
    assert one(say(span))["elements"][0]["elements"] == [drawn]


def test_a_message_says_what_it_is_in_its_metadata() -> None:
    drawn = message(document(say("a")), key="digest/1/2026-11-02")
    assert drawn.metadata == {
        "event_type": "sunrelay",
        "event_payload": {"key": "digest/1/2026-11-02", "kind": "digest", "day": "2026-11-02"},
    }


def test_small_print_is_small_only_where_it_is_words() -> None:
    assert one(say("a ", bold("b"), small=True))["type"] == "context"
    assert one(say("a ", When(at=AT, zone="Europe/Berlin"), small=True))["type"] == "rich_text"


def test_a_long_title_is_shortened() -> None:
    title = one(Heading(text="x" * 400))["text"]["text"]
    assert len(title) == limits.HEADER
    assert title.endswith("…")


def test_every_button_of_a_message_has_an_id_of_its_own() -> None:
    row = Buttons(buttons=tuple(Button(name="step.done", text="Done", value=str(n)) for n in range(30)))
    drawn = blocks((row, row))
    ids = [button["action_id"] for block in drawn for button in block["elements"]]
    assert len(set(ids)) == 60
    assert max(len(block["elements"]) for block in drawn) <= limits.ACTIONS
    assert message_problems(payload(document(row, row))) == []


def test_a_button_that_leads_nowhere_safe_is_left_out() -> None:
    assert blocks((Buttons(buttons=(Button(name="a", text="a", url="javascript:1"),)),)) == []


@pytest.mark.parametrize(
    "block",
    [say(""), say("", small=True), Quote(spans=()), Bullets(items=()), Facts(pairs=()), Heading(text=" ")],
    ids=["paragraph", "small", "quote", "bullets", "facts", "title"],
)
def test_what_says_nothing_is_not_drawn(block: Block) -> None:
    assert blocks((block,)) == []


def test_a_message_without_blocks_says_its_summary_as_text() -> None:
    drawn = message(document(summary="*moved* <!here>"))
    assert texts(drawn.blocks) == "*moved* <!here>"


def test_what_only_another_platform_has_is_not_drawn() -> None:
    assert blocks((Native(platform="teams", payload={"type": "card"}),)) == []


def test_a_document_within_the_limits_fits() -> None:
    wanted = document(*EVERY)
    assert measure(wanted).blocks == len(message(wanted).blocks)
    assert fits(wanted)


@pytest.mark.parametrize(
    "wanted",
    [document(*[Divider()] * 51), document(*[say("x" * 3000)] * 5), document(say("&" * 3000))],
    ids=["too many blocks", "too many characters", "too many escapes"],
)
def test_a_document_beyond_the_limits_does_not_fit(wanted: Document) -> None:
    assert message_problems(payload(wanted))
    assert not fits(wanted)


def _kinds(drawn: object) -> set[str]:
    match drawn:
        case dict():
            kinds = {drawn["type"]} if isinstance(drawn.get("type"), str) else set()
            return kinds.union(*(_kinds(value) for value in drawn.values()))
        case list():
            return set().union(*(_kinds(value) for value in drawn))
        case _:
            return set()
