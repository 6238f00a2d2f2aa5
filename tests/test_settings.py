"""Settings are read from what is given, and what is wrong or missing is said in one clear line each."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Role, Settings, load, problems

BOT = "xoxb-1-2-abc"
APP = "xapp-1-A1-2-abc"
SECRET = "0123456789abcdef0123456789abcdef"


def given(**environ: str) -> Settings:
    return load(environ, env_file=None)


def refused(environ: Mapping[str, str]) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        load(environ, env_file=None)
    return problems(caught.value)


def test_nothing_given_is_a_sqlite_file_and_slack_itself() -> None:
    settings = given()
    assert settings.database_url.get_secret_value() == "sqlite:///sunrelay.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1-2-abc", "SLACK_BOT_TOKEN is no bot token"),
        ("SLACK_BOT_TOKEN", "xoxb-1 2", "SLACK_BOT_TOKEN is no bot token"),
        ("SLACK_APP_TOKEN", BOT, "SLACK_APP_TOKEN is no app-level token"),
        ("SLACK_SIGNING_SECRET", "short", "SLACK_SIGNING_SECRET is no signing secret"),
        ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL is no address"),
        ("SLACK_API_URL", "http://slack.com/api/", "SLACK_API_URL would send tokens unencrypted"),
        ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL is no database this bot knows"),
        ("PORT", "65536", "PORT must be a whole number"),
        ("PORT", "-1", "PORT must be a whole number"),
        ("PORT", "http", "PORT must be a whole number"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be"),
    ],
)
def test_a_malformed_value_gets_one_line_that_names_it(name: str, value: str, says: str) -> None:
    (line,) = refused({name: value})
    assert line.startswith(says)
    assert "\n" not in line


def test_a_malformed_secret_is_not_repeated() -> None:
    assert "hunter2" not in refused({"SLACK_BOT_TOKEN": "hunter2"})[0]
    assert "hunter2" not in refused({"DATABASE_URL": "mysql://ana:hunter2@h/d"})[0]


def test_every_wrong_setting_has_a_line_of_its_own() -> None:
    assert len(refused({"SLACK_BOT_TOKEN": "x", "SLACK_APP_TOKEN": "y", "PORT": "z"})) == 3


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_names_the_driver(scheme: str) -> None:
    settings = given(DATABASE_URL=f"{scheme}://u:p@h/d")
    assert settings.database_url.get_secret_value() == "postgresql+psycopg://u:p@h/d"
    assert settings.postgresql


def test_the_address_of_the_web_api_ends_with_a_slash() -> None:
    assert given(SLACK_API_URL="http://127.0.0.1:9000/api").slack_api_url == "http://127.0.0.1:9000/api/"


def test_an_empty_value_counts_as_not_set() -> None:
    assert given(SLACK_APP_TOKEN="", PORT="").lacking(role="worker") == given().lacking(role="worker")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"SLACK_BOT_TOKEN={BOT}\nPORT=1\nSLACK_APP_TOKEN=\nUNKNOWN=1\n")
    settings = load({"PORT": "2"}, env_file=file)
    assert settings.port == 2
    assert settings.slack_bot_token is not None
    assert settings.slack_app_token is None


def test_a_malformed_value_in_the_file_is_named_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=many\n")
    with pytest.raises(ValidationError) as caught:
        load({}, env_file=file)
    assert problems(caught.value)[0].startswith("PORT must be")


POSTGRES = "postgresql://u:p@h/d"


@pytest.mark.parametrize(
    ("environ", "role", "names"),
    [
        ({}, "all", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"SLACK_BOT_TOKEN": BOT}, "all", ["SLACK_APP_TOKEN"]),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, "all", []),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}, "all", ["PORT"]),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET, "PORT": "8080"}, "all", []),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, "web", ["DATABASE_URL"]),
        ({"SLACK_BOT_TOKEN": BOT}, "worker", ["DATABASE_URL"]),
        ({"SLACK_BOT_TOKEN": BOT, "DATABASE_URL": POSTGRES}, "worker", []),
        ({"SLACK_BOT_TOKEN": BOT, "DATABASE_URL": POSTGRES}, "web", ["SLACK_APP_TOKEN"]),
    ],
)
def test_what_a_role_lacks_is_said_a_line_each(
    environ: Mapping[str, str], role: Role, names: list[str]
) -> None:
    assert [line.split()[0] for line in load(environ, env_file=None).lacking(role=role)] == names


def test_no_secret_shows_when_settings_are_printed() -> None:
    settings = given(
        SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET, DATABASE_URL=POSTGRES
    )
    assert not any(secret in repr(settings) for secret in (BOT, APP, SECRET, "u:p"))
