"""Whether the tables are those of this version; asked at every start, so alembic is not needed for it."""

from importlib.resources import files

from sqlalchemy import URL, Engine, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from storage import postgres, sqlite
from storage.engines import address, file_of, sqlite_reader
from storage.engines import postgres as postgres_engine
from storage.sqlite import only_process
from storage.store import PATIENCE

_STEP = table("alembic_version", column("version_num"))


def newest() -> str:
    """The number of the last step: the four digits that its file begins with."""
    steps = files("storage").joinpath("migrations", "versions").iterdir()
    return max(step.name[:4] for step in steps if step.name[:4].isdecimal())


def is_current(url: str) -> bool:
    """Whether the database is where this version wants it. Raises as `found` does."""
    return found(url) == newest()


def found(url: str) -> str:
    """The number of the last step that the database has taken; "" for none, or several.

    Raises `Unavailable` without a database, and on SQLite `AlreadyRunning` while a process has the file open.
    """
    where = address(url)
    if where.get_backend_name() != "sqlite":
        try:
            return _asked(postgres_engine(where, PATIENCE, 1, writes=False))
        except DBAPIError as error:
            raise postgres.translated(error) from error
    with only_process(file_of(where)):
        return _asked_of_file(where)


def _asked_of_file(where: URL) -> str:
    """A file that is not there yet is not made by asking."""
    if not file_of(where).exists():
        return ""
    try:
        return _asked(sqlite_reader(where, PATIENCE, 1))
    except DBAPIError as error:
        raise sqlite.translated(error) from error


def _asked(engine: Engine) -> str:
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(_STEP.name):
                return ""
            steps = connection.scalars(select(_STEP.c.version_num)).all()
            return str(steps[0]) if len(steps) == 1 else ""
    finally:
        engine.dispose()
