"""docs/operations.md names every action of the log, every metric and every alarm, and none besides."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pytest
import yaml

from bot.metrics import Metrics
from tests.house.sources import ROOT, Source, functions, made, read

LOGGING = ("bot", "handlers", "schedules", "storage")
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
LOGGERS = {"log", "_log"}
LOGS = "from bot.log import"
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
LINE = re.compile(r"^\| `(?P<name>[a-z_.]+)` \| (?P<second>[^|]*) \|(?P<rest>.*)\|$", re.MULTILINE)
ALARM = re.compile(r"\bSunrelay[A-Z]\w+")
TOLD = re.compile(r"^### (?P<name>Sunrelay\w+)\n\n(?P<text>.*)$", re.MULTILINE)
FIGURE = re.compile(r"\b(?:sunrelay|process)_[a-z_]+")

Actions = Mapping[str, set[str]]


def logged(sources: Sequence[Source]) -> Actions:
    """Every action that the code logs, with its levels; what cannot be read stands there as its place."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for function in functions(source) if LOGS in source.text else ():
            for call in _calls(function):
                for action in _actions(call, function) or [f"{source.path}:{call.lineno}"]:
                    level = call.func.attr  # type: ignore[attr-defined]  # an attribute, as `_calls` has seen
                    found[action].add("error" if level == "exception" else level)
    return found


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    """Calls of a logger, or of one that was bound to something: those say an action first."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            called = node.func.value
            of_logger = isinstance(called, ast.Name) and called.id in LOGGERS
            if node.func.attr in LEVELS and (of_logger or _actions(node, function)):
                yield node


def _actions(call: ast.Call, function: ast.AST) -> list[str]:
    """What a call may say first: a text, or what was assigned to the name that stands there."""
    first = call.args[0]
    where: list[ast.AST] = [first]
    if isinstance(first, ast.Name):
        where = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == first.id
        ]
    texts = [node for one in where for node in ast.walk(one) if isinstance(node, ast.Constant)]
    return [text.value for text in texts if isinstance(text.value, str) and ACTION.fullmatch(text.value)]


def part(document: str, heading: str) -> str:
    """What stands under one heading of the second level."""
    return document.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def told_actions(document: str) -> Actions:
    """The table of the log."""
    return {row["name"]: set(row["second"].split(", ")) for row in LINE.finditer(part(document, "The log"))}


def told_metrics(document: str) -> set[str]:
    """The table of the metrics."""
    return {row["name"] for row in LINE.finditer(part(document, "Metrics"))}


def told_alarms(document: str) -> dict[str, str]:
    """What is told of each alarm."""
    return {alarm["name"]: alarm["text"] for alarm in TOLD.finditer(part(document, "Alarms"))}


def document() -> str:
    return (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def rules() -> dict[str, str]:
    """The expression of every alarm in the example."""
    groups = yaml.safe_load((ROOT / "docs/alerts.yaml").read_text(encoding="utf-8"))["groups"]
    return {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}


def test_every_action_of_the_log_is_told_with_its_level_and_none_is_made_up() -> None:
    assert told_actions(document()) == logged(read(*LOGGING))


def test_every_metric_is_told_and_none_is_made_up() -> None:
    assert told_metrics(document()) == Metrics().names()


def test_every_alarm_is_told_and_none_is_made_up() -> None:
    alarms = told_alarms(document())
    assert list(alarms) == list(rules())
    assert set(ALARM.findall(document())) == set(alarms)
    for name, text in alarms.items():
        assert re.search(r"\*\*Means\*\*.*\*\*Look at\*\*.*\*\*Do\b", text), f"{name} lacks a part"


def test_alarms_are_raised_by_figures_that_there_are() -> None:
    families = {
        re.sub(r"_(?:bucket|count|sum)$", "", figure)
        for expression in rules().values()
        for figure in FIGURE.findall(expression)
    }
    assert families <= Metrics().names()
    assert len(families) > 15


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("log.info('run.started', a=1)", {"run.started": {"info"}}),
        ("_log.exception('tick.failed')", {"tick.failed": {"error"}}),
        ("log.bind(a=1).warning('a.bound')", {"a.bound": {"warning"}}),
        (
            "action = 'one.thing' if a else 'other.thing'\n    line.warning(action)",
            {"one.thing": {"warning"}, "other.thing": {"warning"}},
        ),
        ("log.info(words())", {"bot/made_up.py:3": {"info"}}),
        ("form.error('Say more')", {}),
    ],
    ids=["plain", "an exception", "bound", "one of two", "what cannot be read", "no line of the log"],
)
def test_an_action_is_found_however_it_is_said(code: str, found: Actions) -> None:
    assert logged([made(f"{LOGS} logger\ndef say():\n    {code}\n")]) == found


def test_the_document_is_read_by_its_tables() -> None:
    text = (
        "# Operations\n\n## Alarms\n\n### SunrelayMadeUp\n\n**Means** this.\n\n"
        "## Metrics\n\n| `sunrelay_made_up` | – | What | – |\n\n"
        "## The log\n\n| `made.up` | info | It | Nothing |\n"
    )
    assert told_alarms(text) == {"SunrelayMadeUp": "**Means** this."}
    assert told_metrics(text) == {"sunrelay_made_up"}
    assert told_actions(text) == {"made.up": {"info"}}
