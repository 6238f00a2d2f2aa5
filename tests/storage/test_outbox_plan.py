"""How a database looks for what may leave: after a burst as before it, lane by lane."""

import re
from datetime import UTC, datetime

from sqlalchemy import Connection, create_engine

from bot.domain.identity import Place, TenantRef
from storage import installations, outbox, outbox_statements
from storage.engines import address
from storage.transaction import Tx
from tests.storage.letter import letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
BURST = 500


def test_what_stands_before_a_letter_is_found_by_its_lane_however_much_waits(database: str) -> None:
    engine = create_engine(address(database))
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")  # as a database knows it: nothing ever waits
    with engine.begin() as connection:
        tx = Tx(connection)
        tenant = installations.keep(
            tx, TenantRef(platform="slack", id="T1"), bot_user="U0", bot="B0", name="Acme", scopes=[], now=NOW
        )
        places = [Place(platform="slack", tenant="T1", kind="public", id=f"C{one}") for one in range(BURST)]
        letters = [letter(f"key/{place.id}", to=place) for place in places]
        outbox.put_many(tx, [(tenant, one) for one in letters], now=NOW)
    with engine.connect() as connection:
        plan = "\n".join(_plan(connection))
    engine.dispose()
    (ahead,) = [line for line in plan.splitlines() if re.search(r"\bother\b.*USING|on outbox other\b", line)]
    assert "ix_outbox_lane" in ahead, plan


def _plan(connection: Connection) -> list[str]:
    """Of looking for those that have something to send."""
    compiled = outbox_statements.TENANTS.compile(dialect=connection.dialect)
    asked = compiled.construct_params({"holder": "one", "now": NOW})
    values = (
        tuple(None for _ in compiled.positiontup) if compiled.positional and compiled.positiontup else asked
    )
    found = connection.exec_driver_sql(f"{EXPLAIN[connection.dialect.name]} {compiled}", values)
    return [str(row[-1]) for row in found]
