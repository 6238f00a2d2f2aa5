"""What holds for every method: how arguments come, which tokens and scopes are taken, how lists are paged."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import App, Channel, Sandbox, User
from sandbox.app import SCOPES
from tests.sandbox.refusals import error, refused

WAYS: dict[str, Callable[[dict[str, str]], tuple[str, dict[str, Any]]]] = {
    "query of a GET": lambda given: ("GET", {"params": given}),
    "query of a POST": lambda given: ("POST", {"params": given}),
    "form": lambda given: ("POST", {"data": given}),
    "JSON": lambda given: ("POST", {"json": given}),
}


@pytest.mark.parametrize("way", WAYS)
async def test_arguments_are_taken_in_every_way_the_sdk_sends_them(box: Sandbox, way: str) -> None:
    lena = box.person("lena").id
    verb, sent = WAYS[way]({"user": lena, "include_locale": "1"})
    headers = {"Authorization": f"Bearer {box.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, f"{box.api_url}users.info", headers=headers, **sent) as answer,
    ):
        told = await answer.json()
    assert told["ok"]
    assert told["user"]["tz"] == "Europe/Berlin"
    assert told["user"]["tz_offset"] == 3600
    assert told["user"]["locale"] == "de-DE"


async def test_lists_and_objects_may_come_as_json_in_a_form(box: Sandbox) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]
    form = {
        "token": box.bot_token,
        "channel": box.channel("relay").id,
        "text": "x",
        "blocks": json.dumps(blocks),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{box.api_url}chat.postMessage", data=form) as answer,
    ):
        told = await answer.json()
    assert told["ok"]
    assert told["message"]["blocks"][0]["text"]["text"] == "hello"
    assert told["message"]["blocks"][0]["block_id"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"data": "{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": "[1]", "headers": {"Content-Type": "application/json"}}, "json_not_object"),
        ({"data": "x", "headers": {"Content-Type": "text/csv"}}, "invalid_post_type"),
        ({"data": b"x"}, "missing_post_type"),
    ],
    ids=["no JSON", "a list", "another type", "no type"],
)
async def test_a_body_slack_cannot_read_is_refused(box: Sandbox, sent: dict[str, Any], says: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{box.api_url}auth.test", **sent) as answer:
        assert (await answer.json())["error"] == says


@pytest.mark.parametrize(
    ("token", "says"),
    [(None, "not_authed"), ("xoxb-made-up", "invalid_auth"), ("app", "not_allowed_token_type")],
    ids=["none", "unknown", "the app's"],
)
async def test_only_the_bots_own_token_is_taken(box: Sandbox, token: str | None, says: str) -> None:
    given = box.app_token if token == "app" else token
    client = AsyncWebClient(token=given, base_url=box.api_url)
    assert await error(client, "auth.test") == says


async def test_a_socket_takes_the_apps_token(box: Sandbox, client: AsyncWebClient) -> None:
    assert await error(client, "apps.connections.open") == "not_allowed_token_type"


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    assert await error(client, "conversations.join") == "unknown_method"
    assert await error(client, "views.push") == "unknown_method"


@pytest.mark.parametrize(
    ("without", "method", "given", "needed"),
    [
        ("users:read", "users.info", {"user": "U000000001"}, "users:read"),
        ("chat:write", "chat.postMessage", {"channel": "C000000001", "text": "x"}, "chat:write"),
        ("groups:history", "conversations.history", {"channel": "C000000002"}, "groups:history"),
        ("im:write", "conversations.open", {"users": "U000000001"}, None),
        ("dnd:read", "dnd.info", {"user": "U000000001"}, "dnd:read"),
        ("groups:read", "conversations.info", {"channel": "C000000002"}, "groups:read"),
        ("team:read", "team.info", {}, "team:read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_missing_scope_is_named(
    without: str, method: str, given: dict[str, str], needed: str | None
) -> None:
    app = App(scopes=SCOPES - {without})
    users = [User(name="mia")]
    channels = [Channel(name="relay"), Channel(name="secret", kind="private")]
    async with Sandbox(app=app, users=users, channels=channels) as box:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        told = await refused(client, method, **given)
    assert told["error"] == "missing_scope"
    assert needed in (None, told["needed"])
    assert without not in told["provided"].split(",")


async def test_an_app_is_as_strict_as_its_manifest() -> None:
    manifest = {
        "display_information": {"name": "Relay"},
        "features": {"slash_commands": [{"command": "/handoff"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["team_join"]}},
    }
    async with Sandbox(app=App.from_manifest(manifest), users=[User(name="mia")]) as box:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        assert (await client.auth_test())["user_id"] == box.bot_user_id
        assert await error(client, "users.list") == "missing_scope"
        assert box.app.hears("team_join") is False
    assert replace(box.app, scopes=SCOPES).hears("team_join")


async def test_lists_are_paged_and_a_page_may_be_short(box: Sandbox, client: AsyncWebClient) -> None:
    seen: list[str] = []
    sizes: list[int] = []
    cursor = ""
    while True:
        page = await client.users_list(limit=3, cursor=cursor)
        seen += [user["id"] for user in page["members"]]
        sizes.append(len(page["members"]))
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == list(box.workspace.people.all)
    assert sizes == [2, 2, 2]
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.users_list(cursor="made-up")


async def test_a_call_can_be_tried_out(client: AsyncWebClient) -> None:
    assert (await client.api_test(hello="you"))["args"] == {"hello": "you"}
    assert await error(client, "api.test", error="my_error") == "my_error"
    assert (await client.team_info())["team"]["domain"] == "relay-works"


async def test_every_call_is_noted_without_its_token(box: Sandbox, client: AsyncWebClient) -> None:
    await client.users_info(user=box.person("mia").id)
    assert box.calls == [("users.info", {"user": box.person("mia").id})]


async def test_an_uninstalled_app_has_no_token_any_more(box: Sandbox, client: AsyncWebClient) -> None:
    box.uninstall()
    assert await error(client, "auth.test") == "account_inactive"


async def test_the_server_listens_on_the_loopback_alone(box: Sandbox) -> None:
    assert box.url.startswith("http://127.0.0.1:")
