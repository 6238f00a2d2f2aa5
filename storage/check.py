"""`python -m storage.check`: the migrations lead, from nothing and from each release, to the code's tables.

`--write TEXT` writes the step that is missing, `--rewrite-first` the first one anew (until something is
released), `--keep VERSION` what a release leaves to be upgraded from.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from storage import released, trial
from storage.engines import address
from storage.tables import metadata
from storage.upgrade import config, heads, upgrade

SCHEMAS = Path("tests/storage/schemas")
_STEPS = Path(__file__).parent / "migrations" / "versions"

Fresh = Callable[[], str]


def main(arguments: list[str] | None = None) -> int:
    """Check, or write what is asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m storage.check", description=__doc__)
    parser.add_argument("--write", metavar="TEXT", help="write the step from the last one to the tables")
    parser.add_argument("--rewrite-first", action="store_true", help="write the first step anew")
    parser.add_argument("--keep", metavar="VERSION", help="keep today's tables as those of a release")
    asked = parser.parse_args(arguments)
    if asked.rewrite_first:
        _rewrite_first()
    elif asked.write:
        _write(asked.write)
    elif asked.keep:
        released.write(SCHEMAS, asked.keep, head=heads()[0])
    return _check()


def wrong(kind: str, fresh: Fresh, schemas: Path = SCHEMAS) -> Iterator[str]:
    """What is wrong on one kind of database, of which `fresh` makes empty ones."""
    url = fresh()
    upgrade(url)
    yield from (f"{kind}: the migrations lack {one}" for one in differences(url))
    for file in released.of_kind(schemas, kind):
        yield from (f"{file.name}: {fault}" for fault in _wrong_from(file, fresh()))


def differences(url: str) -> list[Any]:
    """What the tables in the code have that the database has not, and the other way round."""
    engine = create_engine(address(url))
    with engine.connect() as connection:
        compared = {"compare_type": True, "compare_server_default": True}
        found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=compared), metadata)
    engine.dispose()
    return found


def _wrong_from(file: Path, url: str) -> Iterator[str]:
    released.load(url, file)
    before = released.rows(url)
    upgrade(url)
    yield from (f"upgraded, it lacks {one}" for one in differences(url))
    after = released.rows(url)
    lost = {name for name, count in before.items() if after.get(name, count) != count}
    yield from (f"rows of {name} were lost" for name in sorted(lost))


def _check() -> int:
    faults = [] if len(heads()) == 1 else [f"the steps have several ends: {heads()}"]
    with TemporaryDirectory() as folder, trial.postgres() as server:
        files = (f"sqlite:///{folder}/{number}.db" for number in range(1000))
        faults += [*wrong("sqlite", lambda: next(files)), *wrong("postgresql", server.fresh)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        versions = [file.name.removesuffix(".sqlite.sql") for file in released.of_kind(SCHEMAS, "sqlite")]
        print(f"migrations: complete; upgraded from {', '.join(versions) or 'nothing: no release yet'}")
    return 1 if faults else 0


def _rewrite_first() -> None:
    for file in _STEPS.glob("[0-9]*.py"):
        if not file.name.startswith("0001_"):
            raise SystemExit(f"{file.name} follows the first step, which may not change any more")
        file.unlink()
    _write("The first tables")


def _write(text: str) -> None:
    """From a database that has every step so far to the tables in the code."""
    number = sum(1 for _ in _STEPS.glob("[0-9]*.py")) + 1
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/steps.db"
        if number > 1:
            upgrade(url)
        engine = create_engine(address(url))
        with engine.connect() as connection:
            command.revision(config(connection), text, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
