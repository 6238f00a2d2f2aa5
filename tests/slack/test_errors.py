"""What Slack answers, or fails to answer, says whether a post is there, is not, or may be."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.services.platform import Refused, Throttled, Unknown
from bot.slack.errors import error_name, failure, not_connected, unsent


class Answered:
    """What `SlackApiError` carries."""

    def __init__(self, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
        self.status_code, self.data, self.headers = status, data, headers or {}


def refusal(status: int, data: Any, **headers: str) -> SlackApiError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answered = Answered(status, data, named)
    return SlackApiError("refused", answered)  # type: ignore[no-untyped-call]


def unconnected() -> aiohttp.ClientConnectorError:
    key: Any = aiohttp.client_reqrep.ConnectionKey("h", 1, False, True, None, None, None)
    return aiohttp.ClientConnectorError(key, OSError(111, "refused"))


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        pytest.param(
            refusal(429, "", Retry_After="7"), Throttled(after=timedelta(seconds=7)), id="429 as text"
        ),
        pytest.param(
            refusal(429, {"ok": False, "error": "ratelimited"}, retry_after="30"),
            Throttled(after=timedelta(seconds=30)),
            id="429",
        ),
        pytest.param(refusal(429, {}), Throttled(after=timedelta(seconds=30)), id="429 without a number"),
        pytest.param(
            refusal(429, {}, Retry_After="soon"), Throttled(after=timedelta(seconds=30)), id="429 in words"
        ),
        pytest.param(
            refusal(200, {"error": "ratelimited"}),
            Throttled(after=timedelta(seconds=30)),
            id="200, throttled",
        ),
        pytest.param(
            refusal(200, {"ok": False, "error": "channel_not_found"}),
            Refused(why="channel_not_found"),
            id="gone",
        ),
        pytest.param(refusal(200, {"error": "token_revoked"}), Refused(why="token_revoked"), id="revoked"),
        pytest.param(
            refusal(200, {"error": "token_expired"}),
            Throttled(after=timedelta(seconds=30)),
            id="to be renewed",
        ),
        pytest.param(refusal(200, {"error": "internal_error"}), Unknown(why="internal_error"), id="unsure"),
        pytest.param(refusal(500, ""), Unknown(why="http_500"), id="500"),
        pytest.param(refusal(503, {"error": "x"}), Unknown(why="x"), id="503"),
        pytest.param(refusal(200, {}), Unknown(why="http_200"), id="nonsense"),
        pytest.param(unconnected(), Throttled(after=timedelta(seconds=5)), id="no connection"),
        pytest.param(TimeoutError(), Unknown(why="TimeoutError"), id="timeout"),
        pytest.param(
            aiohttp.ServerDisconnectedError(), Unknown(why="ServerDisconnectedError"), id="disconnected"
        ),
        pytest.param(ConnectionResetError(), Unknown(why="ConnectionResetError"), id="reset"),
        pytest.param(aiohttp.ClientOSError(), Unknown(why="ClientOSError"), id="broken pipe"),
    ],
)
def test_an_error_says_what_became_of_the_call(error: Exception, outcome: object) -> None:
    assert failure(error) == outcome


def test_what_only_prepares_a_post_leaves_nothing_in_doubt() -> None:
    assert unsent(TimeoutError()) == Throttled(after=timedelta(seconds=5))
    assert unsent(refusal(200, {"error": "user_disabled"})) == Refused(why="user_disabled")


def test_an_answer_in_another_form_has_no_name() -> None:
    assert error_name(refusal(502, "<html>")) == ""


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (refusal(200, {"error": "invalid_auth"}), "Slack refuses the bot (invalid_auth)"),
        (refusal(500, ""), "Slack does not answer"),
        (unconnected(), "Slack does not answer"),
        (TimeoutError(), "Slack does not answer"),
        (OSError(98, "Address already in use"), "The port cannot be listened on"),
        (SystemExit(1), "The port cannot be listened on"),
    ],
    ids=["token", "500", "no connection", "timeout", "port", "server"],
)
def test_why_the_bot_cannot_begin_is_said_in_words(error: BaseException, says: str) -> None:
    assert str(not_connected(error)).partition(":")[0] == says
