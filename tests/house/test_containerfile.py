"""The Containerfile copies what is there, all that running takes, and starts a command that there is."""

import json
import re
from collections.abc import Iterator

import pytest
from packaging.specifiers import SpecifierSet

from bot.__main__ import main
from tests.house.sources import PRODUCT, ROOT
from tests.house.test_dependencies import project

COPY = re.compile(r"^COPY (?P<sources>[^-].*) \S+$", re.MULTILINE)
BASE = re.compile(r"^FROM python:(?P<version>[\d.]+)-slim", re.MULTILINE)
RUNNING = set(PRODUCT) - {"sandbox"}  # which is for trying the bot


def containerfile() -> str:
    return (ROOT / "Containerfile").read_text(encoding="utf-8")


def copied(text: str) -> Iterator[str]:
    """What is taken from the project's folder."""
    for found in COPY.finditer(text):
        yield from found["sources"].split()


def missing(text: str) -> set[str]:
    """What is copied and is not there, and what running takes and is not copied."""
    found = set(copied(text))
    return {one for one in found if not (ROOT / one).exists()} | (RUNNING - found)


def ignored(text: str, ignore: str) -> set[str]:
    """What is copied and kept out of the build by `.dockerignore`, and what is let in for nothing."""
    let_in = {line.removeprefix("!") for line in ignore.splitlines() if line.startswith("!")}
    return set(copied(text)) ^ let_in


def command(text: str, instruction: str) -> list[str]:
    """The words of the last instruction of this kind."""
    lines = re.findall(rf"^{instruction} (\[.*\])$", text, re.MULTILINE)
    words: list[str] = json.loads(lines[-1])
    return words


def test_everything_it_copies_is_there_and_nothing_that_runs_is_left_out() -> None:
    assert missing(containerfile()) == set()
    assert ignored(containerfile(), (ROOT / ".dockerignore").read_text(encoding="utf-8")) == set()


def test_it_starts_a_command_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    (program,), arguments = command(containerfile(), "ENTRYPOINT"), command(containerfile(), "CMD")
    assert project()["scripts"][program] == f"{main.__module__}:{main.__name__}"
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"], environ={})
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: {program} {arguments[0]}")


def test_its_python_is_one_that_the_bot_runs_on() -> None:
    versions = BASE.findall(containerfile())
    assert len(versions) == 2
    assert set(SpecifierSet(project()["requires-python"]).filter(versions)) == set(versions)


def test_it_installs_by_hash_and_runs_without_rights_until_it_is_told_to_stop() -> None:
    final = containerfile().rpartition("\nFROM ")[2]
    assert "--require-hashes" in containerfile()
    assert re.findall(r"^USER (\w+)$", final, re.MULTILINE) == ["sunrelay"]
    assert "\nSTOPSIGNAL SIGTERM\n" in final
    assert "\nVOLUME /data\n" in final


@pytest.mark.parametrize(
    ("line", "fault"),
    [("COPY gone gone\n", "gone"), ("COPY bot bot\n", "storage")],
    ids=["a source that is gone", "a package that is left out"],
)
def test_a_faulty_file_is_found(line: str, fault: str) -> None:
    assert fault in missing(line)
    assert ignored(line, "*\n") == {line.split()[1]}
