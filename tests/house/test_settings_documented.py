"""Every setting stands in `.env.example` and the README's table as the code describes it, none besides."""

import re
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings
from tests.house.sources import ROOT

EXAMPLE = re.compile(r"^# (?P<says>.*)\n(?P<name>\w+)=(?P<value>.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>.*?) \| (?P<says>.*?) \|$", re.MULTILINE)


def default(field: FieldInfo) -> str:
    """What holds when nothing is set, as words."""
    value = field.default
    return str(value.get_secret_value() if isinstance(value, SecretStr) else value or "")


def expected_example() -> dict[str, str]:
    """The comment above each setting of `.env.example`, in the order of the code."""
    return {
        name.upper(): f"{field.description} (default: {value})"
        if (value := default(field))
        else str(field.description)
        for name, field in Settings.model_fields.items()
    }


def example(text: str) -> dict[str, str]:
    """The settings of an example file with the comments above; a value already there shows in the name."""
    return {
        f"{one['name']}{one['value'] and '=' + one['value']}": one["says"] for one in EXAMPLE.finditer(text)
    }


def untold_settings(readme: str) -> Iterator[str]:
    """Settings that the README's table lacks, tells differently, or has made up."""
    rows = {row["name"]: (row["default"].strip("`– "), row["says"]) for row in ROW.finditer(readme)}
    told = {
        name.upper(): (default(field), str(field.description))
        for name, field in Settings.model_fields.items()
    }
    for name in sorted(rows.keys() | told.keys()):
        if rows.get(name) != told.get(name):
            yield f"{name}: the README says {rows.get(name)}, the code {told.get(name)}"


def test_the_example_file_lists_every_setting_as_the_code_describes_it() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert list(example(text).items()) == list(expected_example().items())
    assert text.count("=") == len(example(text)), "a setting stands there without its description"


def test_the_readme_tells_every_setting() -> None:
    assert list(untold_settings((ROOT / "README.md").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "# Something else\nHOST=\n",
        "# The address to listen on over HTTP (default: 127.0.0.1)\nHOST=0.0.0.0\n",
    ],
    ids=["another description", "a value already there"],
)
def test_an_example_that_differs_is_found(line: str) -> None:
    ((name, says),) = example(line).items()
    assert expected_example().get(name) != says


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("| `MADE_UP` | – | A setting that is none |", "MADE_UP"),
        ("| `HOST` | `0.0.0.0` | The address to listen on over HTTP |", "HOST"),
        ("", "LOG_LEVEL"),
    ],
    ids=["made up", "another default", "missing"],
)
def test_a_table_that_differs_is_found(row: str, name: str) -> None:
    assert name in [fault.split(":")[0] for fault in untold_settings(row)]
