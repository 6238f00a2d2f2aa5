"""users.profile.get and .set, dnd.info, dnd.setSnooze and dnd.endSnooze: most by a user's own token."""

from datetime import timedelta
from typing import Any

from sandbox.arguments import Arguments
from sandbox.clock import seconds
from sandbox.desk import Desk
from sandbox.shapes import Json, Refusal

LONGEST_TEXT = 100
STATUS = ("status_text", "status_emoji", "status_expiration")
DAY_MINUTES = 24 * 60


def profile(desk: Desk, call: Arguments) -> Json:
    """users.profile.get: with a user's token and no name, their own."""
    user = call.text("user") or _caller(desk, call)
    return {"profile": desk.workspace.people.describe(desk.workspace.people.known(user))["profile"]}


def set_profile(desk: Desk, call: Arguments) -> Json:
    """users.profile.set: one's own status; other fields mean nothing here."""
    mine = _caller(desk, call)
    if call.text("user") not in (None, mine):
        raise Refusal("not_admin")
    given = call.json("profile")
    if not isinstance(given, dict) or not given:
        raise Refusal("invalid_profile")
    if unknown := [name for name in given if name not in STATUS]:
        raise Refusal("invalid_profile", messages=[f"the sandbox knows no {name}" for name in unknown])
    desk.workspace.people.change(mine, **_status(desk, given))
    return profile(desk, call)


def dnd_info(desk: Desk, call: Arguments) -> Json:
    """dnd.info: one's own with the snooze; of another person the schedule alone."""
    people = desk.workspace.people
    mine = desk.whose(call.token)
    user = people.known(call.text("user") or mine or call.required("user"))
    return {**people.dnd(user.id), **(_snooze(desk, user.id) if user.id == mine else {})}


def snooze(desk: Desk, call: Arguments) -> Json:
    """dnd.setSnooze: from now on, for so many minutes; it takes the place of one that is on."""
    if call.is_json:
        raise Refusal("invalid_post_type")
    if not call.has("num_minutes"):
        raise Refusal("missing_duration")
    minutes = call.number("num_minutes", default=0)
    if minutes < 1:
        raise Refusal("snooze_failed")
    if minutes > DAY_MINUTES * 7:
        raise Refusal("too_long")
    mine = _caller(desk, call)
    until = seconds(desk.workspace.clock.now() + timedelta(minutes=minutes))
    desk.workspace.people.set_snooze(mine, until)
    return {**_snooze(desk, mine), "snooze_is_indefinite": False}


def end_snooze(desk: Desk, call: Arguments) -> Json:
    """dnd.endSnooze: refused where none is on."""
    mine = _caller(desk, call)
    if not _snooze(desk, mine)["snooze_enabled"]:
        raise Refusal("snooze_not_active")
    desk.workspace.people.set_snooze(mine, 0)
    return {**desk.workspace.people.dnd(mine), "snooze_enabled": False}


def _caller(desk: Desk, call: Arguments) -> str:
    return desk.whose(call.token) or desk.app.bot_user


def _snooze(desk: Desk, user: str) -> Json:
    until = desk.workspace.people.known(user).snooze_until
    left = until - seconds(desk.workspace.clock.now())
    if left <= 0:
        return {"snooze_enabled": False}
    return {"snooze_enabled": True, "snooze_endtime": until, "snooze_remaining": left}


def _status(desk: Desk, given: Json) -> dict[str, Any]:
    """As it is kept. A text without an emoji gets a speech balloon, as Slack gives it."""
    text, emoji = str(given.get("status_text", "")), str(given.get("status_emoji", ""))
    until = given.get("status_expiration", 0)
    if len(text) > LONGEST_TEXT:
        raise Refusal("too_long")
    if emoji and not (len(emoji) > 2 and emoji.startswith(":") and emoji.endswith(":")):
        raise Refusal("profile_status_set_failed_not_valid_emoji")
    if not isinstance(until, int) or (until and until <= seconds(desk.workspace.clock.now())):
        raise Refusal("invalid_profile")
    return {
        "status_text": text,
        "status_emoji": emoji or (":speech_balloon:" if text else ""),
        "status_expiration": until if text or emoji else 0,
    }
