"""`sunrelay doctor` against a real workspace, a real database, and whatever may be wrong with either."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from bot.doctor import Finding, examine, slack, told_at_start, well, written, zones
from bot.settings import Settings
from bot.slack.checkup import Answered
from bot.slack.manifest import manifest
from sandbox import App, MachineClock, Sandbox
from storage.engines import address
from storage.store import open_store
from storage.trial import Server
from storage.upgrade import upgrade


class Set:
    """A clock that stands still."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=MachineClock(), app=App.from_manifest(manifest())) as box:
        yield box


def settings(folder: Path, box: Sandbox, **others: object) -> Settings:
    given = {
        "slack_bot_token": box.bot_token,
        "slack_app_token": box.app_token,
        "slack_api_url": box.api_url,
        "database_url": f"sqlite:///{folder / 'bot.db'}",
        **others,
    }
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]  # checked by the fields themselves


def of(findings: Sequence[Finding], about: str) -> Finding:
    (found,) = [one for one in findings if one.about == about]
    return found


async def test_where_all_is_in_order_every_line_says_so(tmp_path: Path, box: Sandbox) -> None:
    given = settings(tmp_path, box)
    upgrade(given.database_url.get_secret_value())
    findings = await examine(given, "all", clock=MachineClock())
    assert {one.about for one in findings} == {
        "Settings", "Database", "Disk", "Time zones", "Slack", "Scopes", "Clock", "Socket Mode",
    }  # fmt: skip
    assert {one.state for one in findings} == {"fine"}
    assert well(findings)
    assert written(findings).endswith("The bot can run.")


async def test_a_running_bot_is_not_disturbed(tmp_path: Path, box: Sandbox) -> None:
    given = settings(tmp_path, box)
    url = given.database_url.get_secret_value()
    upgrade(url)
    store = open_store(url)
    try:
        findings = await examine(given, "all", clock=MachineClock())
    finally:
        await store.close()
    assert "running bot" in of(findings, "Database").says
    assert well(findings)


async def test_tokens_that_slack_refuses_are_told_apart(tmp_path: Path, box: Sandbox) -> None:
    given = settings(tmp_path, box, slack_bot_token="xoxb-other", slack_app_token="xapp-other")
    findings = await examine(given, "all", clock=MachineClock())
    assert "invalid_auth" in of(findings, "Slack").says
    assert "SLACK_BOT_TOKEN" in of(findings, "Slack").mend
    assert "SLACK_APP_TOKEN" in of(findings, "Socket Mode").mend
    assert not well(findings)
    assert "xoxb-other" not in written(findings)


async def test_missing_scopes_are_named_with_the_way_to_grant_them(tmp_path: Path) -> None:
    wanted = App.from_manifest(manifest())
    fewer = App(scopes=wanted.scopes - {"im:history"})
    async with Sandbox(clock=MachineClock(), app=fewer) as box:
        findings = await examine(settings(tmp_path, box), "all", clock=MachineClock())
    assert of(findings, "Scopes").says == "im:history not granted"
    assert "sunrelay manifest" in of(findings, "Scopes").mend


@pytest.mark.parametrize(
    ("off", "state"),
    [
        (timedelta(), "fine"),
        (timedelta(minutes=2), "look"),
        (timedelta(minutes=-2), "look"),
        (timedelta(minutes=7), "wrong"),
        (timedelta(minutes=-7), "wrong"),
    ],
    ids=["right", "a little ahead", "a little behind", "far ahead", "far behind"],
)
async def test_a_clock_that_is_off_is_told_by_how_much(
    tmp_path: Path, box: Sandbox, off: timedelta, state: str
) -> None:
    findings = await examine(settings(tmp_path, box), "all", clock=Set(MachineClock().now() + off))
    assert of(findings, "Clock").state == state


async def test_no_answer_is_not_taken_for_a_wrong_token(tmp_path: Path, box: Sandbox) -> None:
    findings = await examine(
        settings(tmp_path, box, slack_api_url="http://127.0.0.1:9/api/"), "all", clock=MachineClock()
    )
    assert "no answer from http://127.0.0.1:9/api/" in of(findings, "Slack").says
    assert "network" in of(findings, "Slack").mend


async def test_a_database_that_is_away_or_in_no_folder_is_told_with_what_to_do(
    tmp_path: Path, box: Sandbox
) -> None:
    away = settings(tmp_path, box, database_url="postgresql://nobody@127.0.0.1:9/none")
    assert of(await examine(away, "all", clock=MachineClock()), "Database").state == "wrong"
    nowhere = settings(tmp_path, box, database_url=f"sqlite:///{tmp_path / 'no' / 'bot.db'}")
    assert "mkdir -p" in of(await examine(nowhere, "all", clock=MachineClock()), "Disk").mend


async def test_tables_of_another_version_are_told_with_the_command(
    box: Sandbox, tmp_path: Path, postgres: Server
) -> None:
    given = settings(tmp_path, box, database_url=postgres.fresh())
    assert of(await examine(given, "all", clock=MachineClock()), "Database").mend == "Run: sunrelay upgrade"
    upgrade(given.database_url.get_secret_value())
    assert of(await examine(given, "all", clock=MachineClock()), "Database").state == "fine"


async def test_a_file_that_is_no_database_is_told_as_a_file(tmp_path: Path, box: Sandbox) -> None:
    (tmp_path / "bot.db").write_text("a shopping list " * 100)
    found = of(await examine(settings(tmp_path, box), "all", clock=MachineClock()), "Database")
    assert (found.state, "file of the bot's own" in found.mend) == ("wrong", True)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_tables_of_a_later_version_are_not_called_fine(
    tmp_path: Path, box: Sandbox, postgres: Server, kind: str
) -> None:
    url = postgres.fresh() if kind == "postgresql" else f"sqlite:///{tmp_path / 'bot.db'}"
    upgrade(url)
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    given = settings(tmp_path, box, database_url=url)
    found = of(await examine(given, "all", clock=MachineClock()), "Database")
    assert (found.state, "later version, step 9999" in found.says) == ("wrong", True)


def test_rules_about_zones_that_are_years_old_are_to_be_looked_at() -> None:
    (now,) = zones(datetime(2026, 12, 1, tzinfo=UTC))
    (later,) = zones(datetime(2031, 1, 1, tzinfo=UTC))
    assert (now.state, later.state) == ("fine", "look")


def test_a_workspace_that_says_nothing_of_scopes_is_no_fault() -> None:
    found = list(slack("https://slack.com/api/", Answered(error="", name="sunrelay")))
    assert well(found)


async def test_what_is_not_well_is_in_the_log_from_the_start(tmp_path: Path, box: Sandbox) -> None:
    behind = Set(MachineClock().now() - timedelta(hours=1))
    with capture_logs() as lines:
        await told_at_start(settings(tmp_path, box), clock=behind)
    (line,) = lines
    assert (line["event"], line["about"]) == ("doctor.found", "Clock")
    assert "1 h behind Slack" in line["says"] or "1 h 1 min behind Slack" in line["says"]
