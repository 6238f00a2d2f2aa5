"""A status and a snooze are set by a user's own token, within its scopes, as strictly as Slack does."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, SteppedClock, User
from sandbox.app import USER_SCOPES
from sandbox.tokens import Personal

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TOKEN = "xoxp-1"
SET, SNOOZE = "users.profile.set", "dnd.setSnooze"


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    users = [User(name="lena"), User(name="maya")]
    async with Sandbox(clock=SteppedClock(NOON), users=users) as box:
        box.tokens.give_user(TOKEN, Personal(user=box.person("lena").id, scopes=USER_SCOPES))
        yield box


def lenas(box: Sandbox, token: str = TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=box.api_url, retry_handlers=[])


async def says_no(client: AsyncWebClient, method: str, *, json: Any = None, params: Any = None) -> str:
    with pytest.raises(SlackApiError) as no:
        await client.api_call(method, json=json, params=params, http_verb="POST" if json else "GET")
    return str(no.value.response["error"])


async def test_a_status_is_set_read_and_gone_as_it_expires(box: Sandbox) -> None:
    end = int((NOON + timedelta(hours=1)).timestamp())
    profile = {"status_text": "Busy", "status_emoji": ":bee:", "status_expiration": end}
    await lenas(box).users_profile_set(profile=profile)
    shown = (await lenas(box).users_profile_get())["profile"]
    assert {name: shown[name] for name in profile} == profile
    box.clock.move_to(NOON + timedelta(hours=1))  # type: ignore[attr-defined]
    assert (await lenas(box).users_profile_get())["profile"]["status_text"] == ""


async def test_a_snooze_is_told_to_its_owner_alone(box: Sandbox) -> None:
    await lenas(box).dnd_setSnooze(num_minutes=60)
    assert (await lenas(box).dnd_info())["snooze_endtime"] == int((NOON + timedelta(hours=1)).timestamp())
    bots = lenas(box, box.bot_token)
    assert "snooze_enabled" not in (await bots.dnd_info(user=box.person("lena").id)).data
    await lenas(box).dnd_endSnooze()
    assert await says_no(lenas(box), "dnd.endSnooze", json={"x": 1}) == "snooze_not_active"


@pytest.mark.parametrize(
    ("profile", "error"),
    [
        ({"status_text": "x" * 101}, "too_long"),
        ({"status_emoji": "bee"}, "profile_status_set_failed_not_valid_emoji"),
        ({}, "invalid_profile"),
        ({"email": "x@example.com"}, "invalid_profile"),
    ],
)
async def test_what_is_no_status_is_refused(box: Sandbox, profile: dict[str, str], error: str) -> None:
    assert await says_no(lenas(box), SET, json={"profile": profile}) == error


async def test_a_snooze_takes_a_form_and_minutes(box: Sandbox) -> None:
    assert await says_no(lenas(box), SNOOZE, json={"num_minutes": 5}) == "invalid_post_type"
    assert await says_no(lenas(box), SNOOZE) == "missing_duration"
    assert await says_no(lenas(box), SNOOZE, params={"num_minutes": 0}) == "snooze_failed"


async def test_tokens_do_what_they_are_for_and_no_more(box: Sandbox) -> None:
    given = {"profile": {"status_text": "x"}}
    assert await says_no(lenas(box, box.bot_token), SET, json=given) == "not_allowed_token_type"
    assert await says_no(lenas(box), "views.publish", json=given) == "not_allowed_token_type"
    lena = box.person("lena").id
    box.tokens.give_user("xoxp-2", Personal(user=lena, scopes=frozenset({"dnd:read"})))
    assert await says_no(lenas(box, "xoxp-2"), SET, json=given) == "missing_scope"
    maya = {**given, "user": box.person("maya").id}
    assert await says_no(lenas(box), SET, json=maya) == "not_admin"
    box.tokens.give_user("xoxp-3", Personal(user=lena, scopes=USER_SCOPES, until=NOON))
    assert await says_no(lenas(box, "xoxp-3"), SET, json=given) == "token_expired"
    await lenas(box).auth_revoke()
    assert await says_no(lenas(box), SET, json=given) == "invalid_auth"
    await lenas(box, box.bot_token).auth_test()
