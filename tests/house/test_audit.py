"""An audit fails for a weakness that was found, and says so loudly when nothing was looked at."""

import json

import pytest

from tests.house.audit import NOTHING, verdict

SOUND = {"name": "aiohttp", "version": "3.14.0", "vulns": []}
WEAK = {
    "name": "uvicorn",
    "version": "0.54.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.55"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED = {"name": "local", "skip_reason": "could not be asked about"}


@pytest.mark.parametrize(
    "report",
    ["", "not JSON", "{}", "[]", json.dumps({"dependencies": []}), json.dumps({"dependencies": [SKIPPED]})],
    ids=["no report", "no JSON", "empty", "a list", "no packages", "none asked about"],
)
def test_without_an_answer_nothing_was_audited_and_nothing_failed(report: str) -> None:
    assert verdict(report) == (0, NOTHING)
    assert "NOTHING WAS AUDITED" in NOTHING
    assert "pip_audit" in NOTHING


def test_without_a_weakness_all_is_well() -> None:
    assert verdict(json.dumps({"dependencies": [SOUND, SKIPPED]})) == (
        0,
        "1 packages, and no known weakness. NOT AUDITED: local.",
    )
    assert verdict(json.dumps({"dependencies": [SOUND]})) == (0, "1 packages, and no known weakness.")


def test_a_weakness_is_named_and_fails() -> None:
    status, says = verdict(json.dumps({"dependencies": [SOUND, WEAK]}))
    assert status == 1
    assert says.splitlines() == [
        "uvicorn 0.54.0: PYSEC-1, mended in 0.55",
        "uvicorn 0.54.0: PYSEC-2, mended in none yet",
        "2 known weaknesses in 2 packages.",
    ]
