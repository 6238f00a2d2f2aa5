"""A line of the log says what happened by a stable action, and never holds a secret."""

import io
import json
import logging

import pytest
from pydantic import SecretStr

from bot.log import configure, logger


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def test_what_is_said_first_is_the_action(stream: io.StringIO) -> None:
    configure("info", json=True, stream=stream)
    logger("bot.delivery").info("outbox.sent", row=7)
    line = json.loads(stream.getvalue())
    assert (line["action"], line["row"], line["level"], line["logger"]) == (
        "outbox.sent",
        7,
        "info",
        "bot.delivery",
    )


def test_a_library_speaks_in_the_same_lines(stream: io.StringIO) -> None:
    configure("info", json=True, stream=stream)
    logging.getLogger("somebody").warning("low on %s", "paper")
    assert json.loads(stream.getvalue())["action"] == "low on paper"


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
@pytest.mark.parametrize(
    "value",
    [
        "xoxb-1-2-HUSH",
        "Bearer xoxe.xoxp-1-HUSH",
        "xapp-1-A-HUSH",
        SecretStr("HUSH"),
        {"deep": ["xoxb-HUSH"]},
        "https://hooks.slack.com/actions/T1/2/HUSH",
        "postgresql+psycopg://bot:HUSH@db/sunrelay",
        ValueError("xoxb-HUSH"),
    ],
    ids=str,
)
def test_a_secret_is_redacted_wherever_it_stands(stream: io.StringIO, value: object, as_json: bool) -> None:
    configure("info", json=as_json, stream=stream)
    logger("bot").info("started", value=value)
    assert "[secret]" in stream.getvalue()
    assert "HUSH" not in stream.getvalue()


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_a_secret_in_a_traceback_is_redacted(stream: io.StringIO, as_json: bool) -> None:
    configure("info", json=as_json, stream=stream)
    try:
        raise RuntimeError("refused xoxb-1-HUSH")
    except RuntimeError:
        logger("bot").exception("start.failed")
    assert "RuntimeError" in stream.getvalue()
    assert "HUSH" not in stream.getvalue()


def test_a_value_with_line_breaks_stays_on_its_line(stream: io.StringIO) -> None:
    configure("info", json=False, stream=stream)
    logger("bot").info("started", name="a\nat=2026 action=forged")
    assert len(stream.getvalue().splitlines()) == 1


def test_nothing_below_the_level_is_written(stream: io.StringIO) -> None:
    configure("warning", json=False, stream=stream)
    logger("bot").info("started")
    assert stream.getvalue() == ""


def test_libraries_that_write_payloads_are_held_to_warnings_even_when_debugging(stream: io.StringIO) -> None:
    configure("debug", json=False, stream=stream)
    logging.getLogger("slack_bolt.AsyncApp").debug("payload: a private sentence")
    logging.getLogger("sqlalchemy.engine").info("INSERT a private sentence")
    assert stream.getvalue() == ""


def test_configuring_twice_writes_each_line_once(stream: io.StringIO) -> None:
    configure("info", json=False, stream=stream)
    configure("info", json=False, stream=stream)
    logger("bot").info("started")
    assert len(stream.getvalue().splitlines()) == 1


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_an_errors_words_are_not_in_the_log_since_they_may_be_somebodys(
    stream: io.StringIO, as_json: bool
) -> None:
    configure("info", json=as_json, stream=stream)
    row = "Failing row contains (A PRIVATE SENTENCE)"
    try:
        try:
            raise ValueError(row)
        except ValueError as error:
            raise RuntimeError(row) from error
    except RuntimeError:
        logger("bot").exception("tick.failed")
    said = stream.getvalue()
    assert "PRIVATE" not in said
    assert "ValueError" in said
    assert "test_log.py" in said
