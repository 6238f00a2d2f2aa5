"""Settings are read from what is given, and what is wrong or missing is said in one clear line each."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.app import retention_of
from bot.settings import LEAST_DAYS, Role, Settings, keys_in, load, problems
from storage.retention import Retention

BOT = "xoxb-1-2-abc"
APP = "xapp-1-A1-2-abc"
SECRET = "0123456789abcdef0123456789abcdef"
KEY = "A" * 43 + "="
MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": SECRET,
    "SLACK_SIGNING_SECRET": SECRET,
    "ENCRYPTION_KEYS": KEY,
    "PUBLIC_URL": "https://bot.example.com/",
    "PORT": "8080",
}


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
        ("SLACK_CLIENT_ID", "1 2", "SLACK_CLIENT_ID is no client id"),
        ("SLACK_CLIENT_SECRET", "short", "SLACK_CLIENT_SECRET is no client secret"),
        ("ENCRYPTION_KEYS", f"{KEY},short", "ENCRYPTION_KEYS must be keys of 32 bytes"),
        ("ENCRYPTION_KEYS", ",", "ENCRYPTION_KEYS must be keys of 32 bytes"),
        ("PUBLIC_URL", "http://bot.example.com", "PUBLIC_URL is no address that Slack can come back to"),
        ("PUBLIC_URL", "bot.example.com", "PUBLIC_URL is no address that Slack can come back to"),
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
        (MANY, "all", []),
        (
            {"SLACK_CLIENT_ID": "1.2"},
            "all",
            ["SLACK_CLIENT_SECRET", "ENCRYPTION_KEYS", "PUBLIC_URL", "SLACK_SIGNING_SECRET"],
        ),
        (
            {**MANY, "SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP},
            "all",
            ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"],
        ),
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


def test_every_limit_on_keeping_has_a_least_one_and_is_what_is_kept_by_default() -> None:
    limits = {name for name in Settings.model_fields if name.startswith("retention_")}
    assert limits == LEAST_DAYS.keys()
    assert retention_of(given()) == Retention()
    kept = {one.name for one in fields(Retention)}
    assert {name.removeprefix("retention_") for name in limits} | {"held", "focus"} == kept


def test_limits_on_keeping_are_days() -> None:
    found = retention_of(given(RETENTION_OUTBOX="15", RETENTION_HANDOFFS=" 365 "))
    assert found == Retention(outbox=timedelta(days=15), handoffs=timedelta(days=365))


@pytest.mark.parametrize("value", ["14", "0", "-20", "15.5", "a month", "36501", "9" * 400])
def test_a_limit_that_would_break_a_promise_says_which(value: str) -> None:
    says = (
        "RETENTION_OUTBOX must be a whole number of days from 15 to 36500: /sunrelay why answers for 14 days"
    )
    assert refused({"RETENTION_OUTBOX": value}) == [says]


@pytest.mark.parametrize("name", sorted(LEAST_DAYS))
def test_the_least_of_each_limit_is_taken_and_one_less_refused(name: str) -> None:
    least, because = LEAST_DAYS[name]
    assert getattr(given(**{name.upper(): f"{least}"}), name) == least
    [line] = refused({name.upper(): f"{least - 1}"})
    assert line.endswith(because)


def test_keys_are_read_newest_first_and_an_address_without_its_last_slash() -> None:
    settings = given(**{**MANY, "ENCRYPTION_KEYS": f" {KEY} , {'B' * 43}= "})
    assert settings.encryption_keys is not None
    assert keys_in(settings.encryption_keys.get_secret_value()) == (KEY, "B" * 43 + "=")
    assert settings.public_url == "https://bot.example.com"
