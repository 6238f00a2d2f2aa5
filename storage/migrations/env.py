"""Run by alembic: the steps go through the connection that `storage.upgrade` opened."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import False_

from storage.tables import metadata


def spelled(kind: str, value: Any, _: object) -> str | Literal[False]:
    """A default of false is written so that each database spells it its own way."""
    return "sa.false()" if kind == "server_default" and isinstance(value.arg, False_) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    render_item=spelled,
)
with context.begin_transaction():
    context.run_migrations()
