"""What the door takes out of a body is what Bolt would; of what Bolt cannot read nothing goes on."""

import json
from urllib.parse import quote, urlencode

import pytest
from slack_bolt.request.internals import parse_body

from bot.slack.door import payload_in
from tests.slack.payloads import command, posted, pressed

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PRESSED = json.dumps(pressed({"action_id": "step.done:1", "value": "é & \U0001f600"}))
DEEP = "[" * 50_000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps(posted("hello")), JSON),
        (json.dumps(posted("hello"), indent=1), JSON),
        (" " + json.dumps(posted("hello")), JSON),
        (json.dumps(posted("hellö"), ensure_ascii=False), "application/json; charset=utf-8"),
        (json.dumps(posted("hello")), FORM),
        (json.dumps(posted("hello")), ""),
        ("{}", JSON),
        ('{"a": 1, "a": 2}', JSON),
        ('{"a": NaN, "b": "\\ud800"}', JSON),
        (urlencode(command("ship it")), FORM),
        (urlencode(command("ship it")), "application/jsonlines"),
        (urlencode(command("")), FORM),
        ("command=%2Fhandoff&text", FORM),
        ("command=%2Fhandoff&text=one&text=two", FORM),
        ("command=%2Fhandoff&text=%ff%fe", FORM),
        ("command=%2Fhandoff;text=x&&=", FORM),
        ("command=%2Fhandoff&text=grün", FORM),
        ("ssl_check=1&token=x", FORM),
        (urlencode({"payload": PRESSED}), FORM),
        (f"payload={PRESSED.replace('&', '%26')}", FORM),
        (urlencode({"payload": PRESSED}), ""),
        ("payload={}", FORM),
        (f"payload=[1]&payload={quote(PRESSED)}", FORM),
        (f"payload=&ssl_check=1&payload={quote(PRESSED)}", FORM),
    ],
    ids=lambda part: part[:24],
)
def test_it_is_what_bolt_reads(text: str, kind: str) -> None:
    read = payload_in(text.encode(), kind)
    assert repr(read) == repr(parse_body(text, kind.split(";", maxsplit=1)[0] or None))
    assert isinstance(read, dict)


@pytest.mark.parametrize("text", ["check the payload", "payload", "payload=x"])
def test_a_command_may_speak_of_a_payload(text: str) -> None:
    """Bolt finds nothing in it."""
    said = command(text)
    assert payload_in(urlencode(said).encode(), FORM) == said


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", JSON),
        (b"", FORM),
        (b"{", JSON),
        (b"{", FORM),
        (b'{"a":1}{', FORM),
        (b"\xef\xbb\xbf{}", JSON),
        (b"\xff\xfe", JSON),
        (b"command=\xff", FORM),
        (b"[{}]", JSON),
        (b"null", JSON),
        (b'"{}"', JSON),
        (DEEP.encode(), JSON),
        (b'{"a":' + DEEP.encode(), FORM),
        (b'{"a":' + b"9" * 5000 + b"}", JSON),
        (b"&&", FORM),
        (b"payload", FORM),
        (b"payload=", FORM),
        (b"payload=[1]", FORM),
        (b"payload=%7B", FORM),
        (b"payload=" + DEEP.encode(), FORM),
        (b"payload={}&payload=[1]", FORM),
        (b"payload={}&payload=", FORM),
        (b"p%61yload=[1]", FORM),
    ],
    ids=lambda part: part[:24],
)
def test_what_holds_no_object_is_none(body: bytes, kind: str) -> None:
    assert payload_in(body, kind) is None
