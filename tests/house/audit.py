"""`make audit`: are there known weaknesses in what requirements.lock pins? Asks a service on the internet."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT

COMMAND = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off")
LOCK = ROOT / "requirements.lock"

NOTHING = """\
NOTHING WAS AUDITED: the service that knows of weaknesses did not answer, or pip-audit could not ask it.
To ask it where the internet can be reached:
  .venv/bin/python -m pip_audit --disable-pip --require-hashes -r requirements.lock"""


def verdict(report: str) -> tuple[int, str]:
    """The exit status and what to say, given what pip-audit wrote; "" where it came to no answer.

    Only a weakness that was found is a failure: without the internet nothing is known to be wrong.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, NOTHING
    found = [
        f"{one['name']} {one['version']}: {weak['id']}, mended in {_in(weak['fix_versions'])}"
        for one in packages
        for weak in one.get("vulns", ())
    ]
    asked = [one for one in packages if "vulns" in one]
    if found:
        return 1, "\n".join([*found, f"{len(found)} known weaknesses in {len(asked)} packages."])
    unknown = [one["name"] for one in packages if "vulns" not in one]
    rest = f" NOT AUDITED: {', '.join(unknown)}." if unknown else ""
    return (0, f"{len(asked)} packages, and no known weakness.{rest}") if asked else (0, NOTHING)


def _in(versions: list[str]) -> str:
    return ", ".join(versions) or "none yet"


def main() -> int:
    """Ask, and say what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "audit.json"
        asked = [sys.executable, *COMMAND, "-r", str(LOCK), "-f", "json", "-o", str(report)]
        # It says that nothing was found even where it could ask about nothing.
        done = subprocess.run(asked, check=False, cwd=ROOT, capture_output=True, text=True)
        found = report.read_text(encoding="utf-8") if report.is_file() else ""
    status, says = verdict(found)
    if not found:
        sys.stderr.write(done.stderr[-2000:])
    sys.stdout.write(f"{says}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
