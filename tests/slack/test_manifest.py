"""The manifest is made from the tables of what the bot calls, hears and answers to."""

from pathlib import Path

from bot.messages.team import help_text
from bot.slack.manifest import COMMAND_NAMES, SHORTCUTS, manifest, manifest_text, scopes, user_scopes
from bot.slack.methods import EVENTS, METHODS
from bot.slack.read import Reader
from handlers import table
from sandbox.app import App
from tests.services.given import text_of
from tests.slack.payloads import BOT

ROOT = Path(__file__).parents[2]


def test_the_file_is_what_the_code_says() -> None:
    assert (ROOT / "manifest.json").read_text() == manifest_text()


def test_it_asks_for_the_scopes_of_every_method_and_event_and_no_more() -> None:
    called = {scope for one in METHODS.values() for scope in one.scopes}
    heard = {scope for one in EVENTS.values() for scope in one.scopes}
    assert set(scopes()) == called | heard | {"commands"}


def test_every_event_it_subscribes_to_is_read() -> None:
    heard = Reader(BOT, commands=COMMAND_NAMES).heard
    assert {
        one.partition(".")[0] for one in manifest()["settings"]["event_subscriptions"]["bot_events"]
    } == heard


def test_a_workspace_can_install_it() -> None:
    app = App.from_manifest(manifest())
    assert app.commands == frozenset({"/handoff", "/digest", "/when", "/ask", "/decide", "/sunrelay"})
    assert all(app.hears(event) for event in EVENTS)


def test_it_keeps_within_slacks_limits() -> None:
    shown = manifest()["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    for command in manifest()["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000


def test_its_commands_are_those_that_are_answered() -> None:
    assert COMMAND_NAMES == table.COMMAND_NAMES


def test_an_app_that_is_called_over_http_says_where() -> None:
    url = "https://relay.example.org/slack/events"
    called = manifest(request_url=url)
    assert called["settings"]["event_subscriptions"]["request_url"] == url
    assert called["settings"]["interactivity"]["request_url"] == url
    assert {one["url"] for one in called["features"]["slash_commands"]} == {url}
    assert not called["settings"]["socket_mode_enabled"]


def test_only_an_app_for_many_workspaces_asks_people_for_anything_of_their_own() -> None:
    url = "https://relay.example.org/slack/events"
    asked = [manifest(), manifest(request_url=url), manifest(request_url=url, many=True)]
    assert [one["oauth_config"]["scopes"].get("user") for one in asked] == [None, None, list(user_scopes())]
    assert {scope.partition(":")[0] for scope in user_scopes()} == {"dnd", "users.profile"}
    assert asked[2]["oauth_config"]["redirect_urls"] == [
        "https://relay.example.org/slack/oauth_redirect",
        "https://relay.example.org/slack/grant_redirect",
    ]


def test_help_tells_of_everything_that_people_can_reach() -> None:
    said = text_of(help_text(locale=""))
    assert [
        word for word in table.SUBCOMMANDS if f"/{word}" not in said and f"/sunrelay {word}" not in said
    ] == []
    assert [one.label for one in SHORTCUTS if one.label not in said] == []
    assert {one.name for one in SHORTCUTS} == set(table.SHORTCUTS)
    assert all(word in said for word in ("My Home", "files and clips", "/digest me"))
