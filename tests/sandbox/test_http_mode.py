"""HTTP mode: signed, form-encoded or JSON, answered in the response, tried again when it fails."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.http_mode import signed
from tests.sandbox.shapes import modal, text_input


@dataclass
class Receiver:
    """A request URL that notes what comes and answers what a test wants."""

    verifier: SignatureVerifier
    url: str = ""
    requests: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    answer: Callable[[Any], web.Response] = lambda _body: web.Response()
    verified: list[bool] = field(default_factory=list)

    async def hear(self, request: web.Request) -> web.Response:
        raw = await request.read()
        self.verified.append(self.verifier.is_valid_request(raw, dict(request.headers)))
        body = json.loads(raw) if request.content_type == "application/json" else await _form(request)
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": body["challenge"]})
        self.requests.append((dict(request.headers), body))
        return self.answer(body)


async def _form(request: web.Request) -> Any:
    form = dict(await request.post())
    return json.loads(str(form["payload"])) if "payload" in form else form


@pytest.fixture
async def receiver(box: Sandbox) -> AsyncIterator[Receiver]:
    made = Receiver(SignatureVerifier(box.signing_secret))
    app = web.Application()
    app.router.add_post("/slack/events", made.hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    assert await box.deliver_to(made.url)
    yield made
    await runner.cleanup()


async def test_everything_is_signed_as_slack_signs_it(box: Sandbox, receiver: Receiver) -> None:
    mia = box.person("mia")
    await mia.post("relay", "ünïcödé & <more>")
    assert (await mia.command("relay", "/handoff", "a=b&c")).ok
    assert (await mia.global_shortcut("write")).ok
    await box.settled()
    assert receiver.verified == [True] * 4
    kinds = [headers["Content-Type"] for headers, _ in receiver.requests]
    assert kinds.count("application/json") == 1
    assert kinds.count("application/x-www-form-urlencoded") == 2
    assert [body["text"] for _, body in receiver.requests if "command" in body] == ["a=b&amp;c"]


class ThatSecond(SignatureClock):
    def now(self) -> float:
        return 1_793_606_400.0


def test_a_signature_is_of_the_very_body_and_second() -> None:
    headers = signed(b"token=xyz", secret="secret", at=1_793_606_400)
    verifier = SignatureVerifier("secret", clock=ThatSecond())
    assert verifier.is_valid_request("token=xyz", headers)
    assert not verifier.is_valid_request("token=xyy", headers)


async def test_a_url_that_does_not_answer_the_challenge_is_not_taken(box: Sandbox) -> None:
    assert not await box.deliver_to("http://127.0.0.1:9/slack/events")


async def test_a_form_is_answered_in_the_response(
    box: Sandbox, receiver: Receiver, client: AsyncWebClient
) -> None:
    answer = {"response_action": "errors", "errors": {"state": "Say more."}}
    receiver.answer = lambda body: (
        web.json_response(answer) if body.get("type") == "view_submission" else web.Response()
    )
    mia = box.person("mia")
    await mia.command("relay", "/handoff")
    trigger = receiver.requests[-1][1]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal(text_input("state")))
    assert (await mia.submit({"state": "fine"})).errors == {"state": "Say more."}


@pytest.mark.parametrize(
    "answer",
    [web.Response(text="for you"), web.json_response({"text": "for you"})],
    ids=["plain", "JSON"],
)
async def test_a_command_is_answered_in_the_response(
    box: Sandbox, receiver: Receiver, answer: web.Response
) -> None:
    receiver.answer = lambda _body: answer
    assert (await box.person("mia").command("relay", "/digest")).ok
    assert [one.text for one in box.person("mia").ephemerals] == ["for you"]


async def test_an_event_that_fails_is_tried_again_and_says_so(box: Sandbox, receiver: Receiver) -> None:
    answers = [web.Response(status=500), web.Response(status=404), web.Response()]
    receiver.answer = lambda _body: answers.pop(0)
    await box.person("mia").post("relay", "hello")
    await box.settled()
    retries = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _ in receiver.requests
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({body["event_id"] for _, body in receiver.requests}) == 1
    assert receiver.verified == [True] * 4


async def test_an_app_can_ask_not_to_be_told_again(box: Sandbox, receiver: Receiver) -> None:
    receiver.answer = lambda _body: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await box.person("mia").post("relay", "hello")
    await box.settled()
    assert len(receiver.requests) == len(box.lost_events) == 1


async def test_a_press_that_fails_is_not_tried_again(box: Sandbox, receiver: Receiver) -> None:
    receiver.answer = lambda _body: web.Response(status=500)
    done = await box.person("mia").global_shortcut("write")
    assert done.trouble == "dispatch_failed"
    assert len(receiver.requests) == 1
