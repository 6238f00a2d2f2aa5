"""docs/security.md tells of every table, scope and limit on keeping, and of none besides."""

import re

from bot.settings import LEAST_DAYS, Settings
from bot.slack.manifest import scopes, user_scopes
from storage.tables import metadata
from tests.house.sources import ROOT

ROW = re.compile(r"^\| `(?P<names>[^|]+)` \| (?P<rest>.+) \|$", re.MULTILINE)


def told(text: str, heading: str) -> dict[str, str]:
    """The first column of the table under a heading, with the rest of each row."""
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {name: row["rest"] for row in ROW.finditer(part) for name in row["names"].split("`, `")}


def page() -> str:
    return (ROOT / "docs/security.md").read_text(encoding="utf-8")


def test_every_table_is_told_of_with_how_long_it_is_kept() -> None:
    tables = told(page(), "What is stored, and how long")
    assert tables.keys() == metadata.tables.keys()
    assert [name for name, rest in tables.items() if len(rest.split(" | ")) != 2] == []


def test_every_limit_is_told_of_with_its_days() -> None:
    fields = Settings.model_fields
    expected = {name.upper(): (fields[name].default, least) for name, (least, _) in LEAST_DAYS.items()}
    rows = told(page(), "How long can be set")
    found = {name: rest.split(" | ")[:2] for name, rest in rows.items()}
    assert found == {
        name: [f"{days or 'until deleted'}", f"{least}"] for name, (days, least) in expected.items()
    }


def test_every_scope_is_told_of() -> None:
    assert told(page(), "What the app may do in Slack").keys() == set(scopes())
    assert told(page(), "What people may let it do for themselves").keys() == set(user_scopes())


def test_a_table_that_is_missing_or_made_up_is_found() -> None:
    text = "## One\n| `a`, `b` | x | y |\n| `c` | z | w |\n## Two\n| `d` | v | u |\n"
    assert told(text, "One") == {"a": "x | y", "b": "x | y", "c": "z | w"}
