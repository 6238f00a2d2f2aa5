"""Slack's payloads, whole and broken: each is one that Slack sends, with parts of it replaced by anything."""

import copy
from typing import Any

from hypothesis import strategies as st

from tests.slack.payloads import command, event, posted, pressed, submitted, view

Json = dict[str, Any]

_TEXTS = (
    st.text(max_size=40)
    | st.sampled_from(
        [
            "",
            "\0",
            "<@U1>",
            "<!channel>",
            "<https://a|b>",
            "handoff Ship it",
            "2026-11-02",
            "9" * 30,
            "x" * 3000,
            "\u202eabc",
        ]
    )
    | st.integers(0xD800, 0xDFFF).map(chr)
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | _TEXTS
    | st.integers(min_value=10**40)
)
junk = st.recursive(
    _LEAVES, lambda some: st.lists(some, max_size=4) | st.dictionaries(_TEXTS, some, max_size=4), max_leaves=8
)

_STATE = {
    "summary:0": {"summary": {"type": "plain_text_input", "value": "All merged."}},
    "state:0": {"state": {"type": "static_select", "selected_option": {"value": "blocked"}}},
    "team:0": {"team": {"type": "static_select", "selected_option": {"value": "1"}}},
    "writes:0": {"writes": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
}
_PRESSES = (
    ("handoff.write:1", "2026-11-02"),
    ("evening.nothing:1", "2026-11-02"),
    ("evening.snooze:1", "soon"),
    ("evening.off:2", ""),
    ("evening.undo:1", "2026-02-30"),
    ("step.pick_up:1", "1"),
    ("step.undo:3", "1:open"),
    ("step.done:2", "9" * 25),
    ("team.join:1", "1:writes"),
    ("team.leave:1", "1"),
    ("team.setup:1", ""),
    ("link:1", "x"),
)


# Where nobody listens: no reply goes anywhere.
_NOWHERE = "http://127.0.0.1:9/"


def _whole(reply_url: str) -> list[Json]:
    """One of each kind."""
    commands = [
        command(text, command=name, response_url=reply_url)
        for name in ("/handoff", "/digest", "/sunrelay")
        for text in ("", "setup", "join", "leave", "Ship *it* <!channel>", "help")
    ]
    presses = [
        pressed({"action_id": name, "value": value}, response_url=reply_url) for name, value in _PRESSES
    ]
    in_form = pressed({"action_id": "handoff.add_step:1", "value": "2"}, view=view(_STATE), channel=None)
    profile = {"id": "ULENA", "team_id": "T1", "tz": "Europe/Berlin", "profile": {"display_name": "Lena"}}
    events = [
        posted("hello <@UBOT> handoff"),
        posted("a line", channel="D1", channel_type="im"),
        posted("edited", subtype="message_changed", message={"text": "x"}),
        event("user_change", user=profile),
        event("team_join", user=profile),
        event("member_joined_channel", user="UBOT", channel="C1", channel_type="C", team="T1", inviter="U1"),
        event("member_left_channel", user="ULENA", channel="C1", channel_type="C", team="T1"),
        event("app_home_opened", user="ULENA", channel="D1", tab="home"),
    ]
    return [*commands, *presses, in_form, submitted(_STATE), *events]


_ONE = st.sampled_from(_whole(_NOWHERE))
_HOW = st.sampled_from(("replace", "replace", "drop", "rename"))


@st.composite
def payloads(draw: st.DrawFn) -> Json:
    """One of the whole ones, with up to three of its parts replaced, renamed or taken out."""
    body = copy.deepcopy(draw(_ONE))
    for _ in range(draw(st.integers(0, 3))):
        parts = _parts(body)
        holder, key = parts[draw(st.integers(0, len(parts) - 1))]
        match draw(_HOW):
            case "replace":
                holder[key] = draw(junk)
            case "drop":
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(_TEXTS)] = holder.pop(key)
        if not body:
            break
    return body


def _parts(value: Any) -> list[tuple[Any, Any]]:
    """Every place in it, at any depth."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        pairs = [(value, key) for key in value]
    elif isinstance(value, list):
        pairs = [(value, key) for key in range(len(value))]
    return [*pairs, *(inner for holder, key in pairs for inner in _parts(holder[key]))]
