"""Slack's payloads become neutral events, and nothing that arrives raises."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.domain.dnd import Window
from bot.domain.identity import MessageRef, Place, PlaceKind, TenantRef, UserRef
from bot.messages.form import Value
from bot.slack.heard import Heard
from bot.slack.read import Reader
from handlers.event import (
    Changed,
    Command,
    Converted,
    DoNotDisturb,
    HomeOpened,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
    Submitted,
    Uninstalled,
)
from tests.slack.payloads import BOT, Json, command, event, posted, pressed, reader, submitted, view

LENA = UserRef(platform="slack", tenant="T1", id="ULENA")
RELAY = Place(platform="slack", tenant="T1", kind="public", id="C1")
DIRECT = Place(platform="slack", tenant="T1", kind="direct", id="D1")
TS = "1793600000.000100"


def left(kind: str, team: str | None, **tokens: list[str]) -> Json:
    """What Slack tells as the bot is no more in a team, of which its payload says who installed it."""
    whose = [{"team_id": team}] if kind == "tokens_revoked" else None
    return {**event(kind, tokens=tokens), "event_time": 0, "team_id": team, "authorizations": whose}


def heard(body: object) -> Heard:
    found = reader().read(body)
    assert found is not None
    return found


def test_a_slash_command_is_its_name_and_the_words_after_it() -> None:
    found = heard(command("  ship <http://x.org|x.org> &lt;b&gt; &amp; ask <@UMAYA|maya> "))
    text = "ship x.org <b> & ask @maya"
    assert found.event == Command(by=LENA, place=RELAY, name="handoff", text=text, key="1.2.3")
    assert found.way.trigger == "1.2.3"
    assert found.way.reply_url == "https://hooks.slack.com/commands/1"
    assert found.way.typed == f"/handoff {text}"


@pytest.mark.parametrize(
    ("channel", "name", "kind"),
    [
        ("C1", "relay", "public"),
        ("C1", "privategroup", "private"),
        ("G1", "privategroup", "private"),
        ("G1", "mpdm-a--b--c-1", "private"),
        ("C1", "mpdm-a--b--c-1", "private"),
        ("D1", "directmessage", "direct"),
        ("C1", "", "private"),
        ("C1", "im", "public"),
    ],
)
def test_a_channel_that_slack_does_not_call_public_is_taken_for_private(
    channel: str, name: str, kind: str
) -> None:
    found = heard(command("", channel_id=channel, channel_name=name)).event
    assert isinstance(found, Command)
    assert found.place.kind == kind


@pytest.mark.parametrize(
    ("channel", "channel_type", "kind"),
    [
        ("C1", "channel", "public"),
        ("C1", "group", "private"),
        ("G1", "mpim", "private"),
        ("D1", "im", "direct"),
        ("C1", "", "private"),
    ],
)
def test_a_message_says_what_kind_of_place_it_stands_in(channel: str, channel_type: str, kind: str) -> None:
    found = heard(posted("hello", channel=channel, channel_type=channel_type)).event
    assert isinstance(found, Posted)
    assert found.message.place.kind == kind


@pytest.mark.parametrize(
    ("text", "place", "name", "rest"),
    [
        pytest.param("<@UBOT> handoff ship it", "C1", "handoff", "ship it", id="mention"),
        pytest.param("  <@UBOT|sunrelay>: Digest", "C1", "digest", "", id="mention with a colon"),
        pytest.param("<@UBOT> /handoff a &amp; b", "C1", "handoff", "a & b", id="with a slash"),
        pytest.param("handoff\nfirst\nsecond", "D1", "handoff", "first\nsecond", id="to the bot, over lines"),
        pytest.param("digest me", "D1", "digest", "me", id="to the bot"),
        pytest.param("<@UBOT> digest", "D1", "digest", "", id="a mention in its own conversation"),
    ],
)
def test_a_command_said_to_the_bot_is_a_command(text: str, place: str, name: str, rest: str) -> None:
    kind = "im" if place == "D1" else "channel"
    found = heard(posted(text, channel=place, channel_type=kind)).event
    assert isinstance(found, Command)
    assert (found.name, found.text, found.place.id) == (name, rest, place)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Handoff ship it", "Handoff"), ("/handoff ship it", ""), ("<@UBOT> HANDOFF /handoff", "HANDOFF")],
)
def test_a_command_in_words_keeps_its_first_as_written(text: str, said: str) -> None:
    found = heard(posted(text, channel="D1", channel_type="im")).event
    assert isinstance(found, Command)
    assert found.said == said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("handoff ship it", "C1"),
        ("thanks <@UBOT> handoff", "C1"),
        ("<@UMAYA> handoff", "C1"),
        ("<@UBOT>", "C1"),
        ("<@UBOT> please", "C1"),
        ("tomorrow: review", "D1"),
        ("", "D1"),
    ],
)
def test_other_words_stay_words(text: str, place: str) -> None:
    kind = "im" if place == "D1" else "channel"
    assert isinstance(heard(posted(text, channel=place, channel_type=kind)).event, Posted)


@pytest.mark.parametrize("kind", ["private", "public"])
def test_a_channel_is_made_private_or_public(kind: PlaceKind) -> None:
    words = f"made this channel *{kind}*. Now, it can only be viewed or joined by invitation."
    told = posted(words, subtype=f"channel_convert_to_{kind}", channel_type="group")
    busy = Reader(BOT, commands=(), concerns=lambda text, in_thread: False)
    for one in (reader(), busy):
        found = one.read(told)
        assert found is not None
        assert found.event == Converted(place=replace(RELAY, kind=kind))


def test_a_message_keeps_who_wrote_it_and_where_a_guest_from_elsewhere_too() -> None:
    found = heard(posted("a &lt; b", thread_ts="1793500000.000100", user_team="T9")).event
    place = Place(platform="slack", tenant="T1", kind="public", id="C1", thread="1793500000.000100")
    assert found == Posted(by=LENA, message=MessageRef(place=place, id=TS), text="a < b")


def test_the_first_message_of_a_thread_is_not_in_it() -> None:
    found = heard(posted("a", thread_ts=TS)).event
    assert isinstance(found, Posted)
    assert found.message.place.thread is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_people_write_in_other_ways_counts_too(subtype: str) -> None:
    assert isinstance(heard(posted("a", subtype=subtype)).event, Posted)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(posted("a", bot_id="B9"), id="a bot"),
        pytest.param(posted("a", user="UBOT"), id="the bot itself"),
        pytest.param(posted("a", user="USLACKBOT"), id="Slackbot"),
        pytest.param(posted("a", user=None), id="nobody"),
        pytest.param(posted("a", subtype="message_changed"), id="an edit"),
        pytest.param(posted("a", subtype="channel_join"), id="a notice"),
        pytest.param(posted("a", hidden=True), id="hidden"),
        pytest.param(event("reaction_added", user="ULENA"), id="an event nobody hears"),
        pytest.param(event("app_home_opened", user="ULENA", tab="messages"), id="another tab"),
        pytest.param(pressed({"action_id": "link:0"}), id="a button that opens a page"),
        pytest.param(submitted({}, private_metadata="not ours"), id="a view of someone else's"),
        pytest.param(submitted({}, callback_id={}), id="a view whose name is no text"),
        pytest.param(submitted({}, type=None), id="a view without a kind"),
        pytest.param({"type": "view_closed", "user": {"id": "U1"}, "view": view({})}, id="a closed view"),
        pytest.param({"type": "url_verification", "challenge": "c"}, id="the first greeting"),
        pytest.param({**command(""), "user_id": None}, id="malformed command"),
        pytest.param(pressed({}, actions=[]), id="no action"),
        pytest.param(pressed({}, user="Lena"), id="a user that is none"),
        pytest.param(event("message", ts=7), id="a message without a channel"),
        pytest.param(event("user_change", user="U1"), id="a profile that is none"),
        pytest.param(event("dnd_updated_user", user="U1"), id="a schedule without one"),
        pytest.param({"type": "event_callback", "event": [1]}, id="an event that is a list"),
        pytest.param(left("app_uninstalled", "T2"), id="another team takes it out"),
        pytest.param(left("app_uninstalled", None), id="a team that is not named takes it out"),
        pytest.param(left("tokens_revoked", "T1", bot=["UOTHER"]), id="another bot's token is revoked"),
        pytest.param(left("tokens_revoked", "T2", bot=["UBOT"]), id="another team revokes its token"),
        pytest.param({}, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param(None, id="null"),
    ],
)
def test_there_is_nothing_to_answer_in(body: object) -> None:
    assert reader().read(body) is None


@pytest.mark.parametrize(
    "body", [left("app_uninstalled", "T1"), left("tokens_revoked", "T1", bot=["U", "UBOT"])]
)
def test_the_bot_is_gone_where_its_own_team_takes_it_out_or_its_token_away(body: Json) -> None:
    found = heard(body).event
    assert isinstance(found, Uninstalled)
    assert found.tenant == TenantRef(platform="slack", id="T1")
    of_a_guest = {**body, "team_id": "T2", "authorizations": [{"team_id": "T1"}]}
    assert heard(of_a_guest).event == found


def test_of_what_is_malformed_little_is_logged_however_much_there_is_of_it() -> None:
    held = {"x" * 10_000: {f"{number}": {"type": None} for number in range(100)}}
    with capture_logs() as lines:
        assert reader().read(submitted(held)) is None
    (line,) = lines
    assert line["event"] == "front.malformed"
    assert len(f"{line}") < 2_000


def test_a_button_says_who_pressed_it_on_which_message() -> None:
    found = heard(pressed({"action_id": "evening.off:3", "value": "2026-11-02"}))
    message = MessageRef(place=DIRECT, id=TS)
    assert found.event == Pressed(
        by=LENA, name="evening.off", value="2026-11-02", message=message, place=DIRECT
    )
    assert found.way.reply_url == "https://hooks.slack.com/actions/1"
    assert found.way.message == TS


def test_a_message_that_only_its_reader_sees_cannot_be_changed_later() -> None:
    hidden = {"type": "message", "message_ts": TS, "is_ephemeral": True}
    found = heard(pressed({"action_id": "handoff.write:0"}, container=hidden)).event
    assert isinstance(found, Pressed)
    assert found.message is None
    assert found.place == DIRECT


def test_a_button_in_a_thread_knows_its_thread() -> None:
    inside = {"type": "message", "message_ts": TS, "thread_ts": "1793500000.000100"}
    found = heard(
        pressed({"action_id": "step.done:0"}, container=inside, channel={"id": "C1", "name": "relay"})
    ).event
    assert isinstance(found, Pressed)
    assert found.place == Place(
        platform="slack", tenant="T1", kind="public", id="C1", thread="1793500000.000100"
    )


FILLED: Json = {
    "summary:0": {"summary": {"type": "plain_text_input", "value": "a\r\nb"}},
    "done:0": {"done": {"type": "plain_text_input", "value": None}},
    "team:2": {"team": {"type": "static_select", "selected_option": {"text": {"text": "Web"}, "value": "7"}}},
    "none:0": {"none": {"type": "static_select", "selected_option": None}},
    "tags:0": {
        "tags": {"type": "checkboxes", "selected_options": [{"value": "x"}, {"value": "y"}]},
    },
    "people:0": {"people": {"type": "multi_users_select", "selected_users": ["UMAYA"]}},
    "nobody:0": {"nobody": {"type": "multi_users_select", "selected_users": []}},
}
VALUES: dict[str, Value] = {
    "summary": "a\r\nb",
    "done": "",
    "team": "7",
    "none": "",
    "tags": ("x", "y"),
    "people": ("UMAYA",),
    "nobody": (),
}


def test_a_form_that_was_sent_holds_its_values_by_field_name() -> None:
    found = heard(submitted(FILLED))
    assert found.event == Submitted(by=LENA, form="handoff.submit", token="t1", values=VALUES)
    assert found.way.view is not None
    assert found.way.view.shown.fields["team"].block_id == "team:2"


def test_a_choice_that_redraws_its_form_says_what_was_chosen() -> None:
    chosen = {"type": "static_select", "action_id": "team", "selected_option": {"value": "7"}}
    body = pressed({}, actions=[chosen], view=view(FILLED), channel=None, container={"type": "view"})
    found = heard(body)
    assert found.event == Changed(
        by=LENA, name="team", value="7", form="handoff.submit", token="t1", values=VALUES
    )
    assert found.way.view is not None
    assert (found.way.view.id, found.way.view.hash) == ("V1", "1.abc")


def test_a_changed_profile_is_a_profile() -> None:
    user = {
        "id": "ULENA",
        "team_id": "T1",
        "tz": "Europe/Berlin",
        "locale": "de-DE",
        "profile": {"display_name": "Lena"},
        "is_admin": True,
    }
    found = heard(event("user_change", user=user)).event
    assert isinstance(found, ProfileChanged)
    assert found.profile.user == LENA
    assert (found.profile.name, found.profile.zone, found.profile.locale) == (
        "Lena",
        "Europe/Berlin",
        "de-DE",
    )
    assert found.profile.eligible
    assert found.profile.admin


@pytest.mark.parametrize(
    ("facts", "eligible"),
    [
        ({}, True),
        ({"is_bot": True}, False),
        ({"is_restricted": True}, False),
        ({"is_ultra_restricted": True}, False),
        ({"deleted": True}, False),
        ({"is_stranger": True}, False),
        ({"is_workflow_bot": True}, False),
        ({"is_invited_user": True}, False),
        ({"team_id": "T9"}, False),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T1"]}}, True),
        ({"id": "USLACKBOT"}, False),
        ({"is_bot": None, "tz": None, "locale": None}, True),
    ],
    ids=str,
)
def test_only_full_human_members_of_the_workspace_are_eligible(facts: Json, eligible: bool) -> None:
    found = heard(event("team_join", user={"id": "U1", "team_id": "T1", "name": "u", **facts})).event
    assert isinstance(found, ProfileChanged)
    assert found.profile.eligible is eligible


@pytest.mark.parametrize("tz", ["", "Nowhere/Else", "../../etc/passwd", "Europe/\x00"])
def test_a_zone_that_cannot_be_reckoned_with_is_none(tz: str) -> None:
    found = heard(event("user_change", user={"id": "U1", "tz": tz})).event
    assert isinstance(found, ProfileChanged)
    assert found.profile.zone == ""


@pytest.mark.parametrize(
    ("status", "window"),
    [
        (
            {"dnd_enabled": True, "next_dnd_start_ts": 1_793_600_000, "next_dnd_end_ts": 1_793_640_000},
            Window(
                starts_at=datetime.fromtimestamp(1_793_600_000, UTC),
                ends_at=datetime.fromtimestamp(1_793_640_000, UTC),
            ),
        ),
        ({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
    ],
    ids=["set", "lifted", "set to nothing"],
)
def test_someone_sets_or_lifts_when_they_want_to_hear_nothing(
    status: dict[str, Any], window: Window | None
) -> None:
    found = heard(event("dnd_updated_user", user="ULENA", dnd_status=status)).event
    assert found == DoNotDisturb(user=LENA, window=window)


def test_someone_joins_and_the_bot_leaves() -> None:
    joined = heard(
        event("member_joined_channel", user="ULENA", channel="C1", channel_type="C", inviter="UMAYA")
    ).event
    maya = UserRef(platform="slack", tenant="T1", id="UMAYA")
    assert joined == Membership(user=LENA, place=RELAY, change="joined", inviter=maya)
    left = heard(event("member_left_channel", user="UBOT", channel="C1", channel_type="C")).event
    assert isinstance(left, Membership)
    assert (left.change, left.bot) == ("left", True)


def test_the_home_tab_is_opened() -> None:
    assert heard(event("app_home_opened", user="ULENA", tab="home")).event == HomeOpened(by=LENA)


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\0b", "ab"), ("a\ud800b", "a?b"), ("\U0001f600", "\U0001f600")], ids=repr
)
def test_what_was_typed_fits_any_database(typed: str, kept: str) -> None:
    found = heard(submitted({"summary:0": {"summary": {"type": "plain_text_input", "value": typed}}})).event
    assert isinstance(found, Submitted)
    assert found.values == {"summary": kept}


KEYS = st.sampled_from(
    ["type", "command", "event", "user", "actions", "view", "state", "values", "channel", "text", "ts", "id"]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=10), inner, max_size=5)
    ),
    max_leaves=20,
)
WHOLE = [
    command("x"),
    posted("x"),
    pressed({"action_id": "a:0"}),
    submitted(FILLED),
    event("user_change", user={"id": "U1", "profile": {}}),
    event("member_joined_channel", user="U1", channel="C1"),
]


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_anything_at_all_can_arrive(body: object) -> None:
    reader().read(body)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_a_payload_may_be_broken_anywhere(whole: Json, data: st.DataObject) -> None:
    body = _copied(whole)
    _break(body, data)
    reader().read(body)


def _copied(value: Any) -> Any:
    match value:
        case dict():
            return {key: _copied(one) for key, one in value.items()}
        case list():
            return [_copied(one) for one in value]
        case _:
            return value


def _break(value: Json, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(value)))
    if isinstance(value[key], dict) and value[key] and data.draw(st.booleans()):
        _break(value[key], data)
    else:
        value[key] = data.draw(JSON)
