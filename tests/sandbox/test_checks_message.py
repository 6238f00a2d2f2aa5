"""Messages that the sandbox refuses, takes and survives."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.checks import message_problems
from tests.sandbox.payloads import (
    Json,
    cases,
    damaged,
    fine,
    section,
)

BAD_MESSAGES: dict[str, tuple[Any, str]] = {
    "no object": ("text", "not an object"),
    "no text": ({"blocks": [section()]}, "text: missing"),
    "text empty": ({"text": " "}, "text: missing"),
    "text a number": ({"text": 5}, "text: missing"),
    "text 4001 long": ({"text": "x" * 4001}, "text: longer than 4000"),
    "update of 4001 bytes": ({"ts": "1.000001", "text": "ü" * 2001}, "longer than 4000 bytes"),
    "blocks no list": ({"text": "x", "blocks": {"type": "divider"}}, "blocks: not a list"),
    "blocks no JSON": ({"text": "x", "blocks": "[{]"}, "blocks: not a list"),
    "blocks wrong in JSON": ({"text": "x", "blocks": '[{"type": "sektion"}]'}, "blocks[0].type"),
    "metadata without payload": ({"text": "x", "metadata": {"event_type": "a"}}, "event_payload: missing"),
    "metadata payload a list": (
        {"text": "x", "metadata": {"event_type": "a", "event_payload": []}},
        "event_payload: not an object",
    ),
    "metadata type dotted": (
        {"text": "x", "metadata": {"event_type": "a.b", "event_payload": {}}},
        "metadata.event_type",
    ),
    "metadata with more": (
        {"text": "x", "metadata": {"event_type": "a", "event_payload": {}, "key": 1}},
        "metadata.key: no such",
    ),
    "thread a number": ({"text": "x", "thread_ts": 1.5}, "thread_ts: not text"),
    "thread no timestamp": ({"text": "x", "thread_ts": "yesterday"}, "thread_ts"),
    "broadcast without thread": (
        {"text": "x", "reply_broadcast": True},
        "reply_broadcast: without thread_ts",
    ),
    "date without fallback": ({"text": "<!date^1^{time}>"}, "FALLBACK"),
}


GOOD_MESSAGES: dict[str, Json] = {
    "text alone": {"channel": "C1", "text": "x" * 4000},
    "an update": {"channel": "C1", "ts": "1790000000.000100", "text": "ü" * 2000},
    "with blocks": {"text": "Hello", "blocks": [section()]},
    "with everything as JSON": {
        "text": "Hello",
        "blocks": '[{"type": "divider"}]',
        "metadata": '{"event_type": "sunrelay_prompt", "event_payload": {"key": "prompt/1"}}',
        "thread_ts": "1790000000.000100",
        "reply_broadcast": True,
    },
    "gone from a response URL": {"delete_original": True},
}


@cases(BAD_MESSAGES)
def test_a_message_that_slack_would_refuse_is_refused_and_named(payload: Any, words: str) -> None:
    assert any(words in line for line in message_problems(payload)), message_problems(payload)


@fine(GOOD_MESSAGES)
def test_a_message_that_slack_takes_is_taken(payload: Json) -> None:
    assert message_problems(payload) == []


@given(data=st.data(), payload=st.sampled_from(list(GOOD_MESSAGES.values())))
def test_a_damaged_message_is_never_an_error(data: st.DataObject, payload: Json) -> None:
    assert isinstance(message_problems(damaged(payload, data.draw)), list)
