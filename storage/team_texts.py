"""All that a team is put together from as one text, on SQLite: the same for as long as none of it changes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import FromClause, Text, func, select, type_coerce

from bot.domain.identity import TeamId
from storage.among import Of
from storage.tables import members, people, places, projects, regions, teams, tenants
from storage.transaction import Tx

_home = tenants.alias("home")
_inside = members.join(people, people.c.id == members.c.person_id).join(
    _home, _home.c.id == people.c.tenant_id
)


def of(tx: Tx, ids: Iterable[TeamId]) -> dict[TeamId, str]:
    """That of each of these teams, in one value: fifty rows take the driver several times as long."""
    return {TeamId(team): text for team, text in _TEXTS.each(tx, ids)}


def _array(*tables: FromClause) -> Any:
    """Every column, those that are read and those that are not."""
    return func.json_array(*(type_coerce(column, Text) for table in tables for column in table.c))


def _all(of: FromClause, *tables: FromClause) -> Any:
    """In whatever order they are found: found in another, it is another text, and no more."""
    rows = select(func.json_group_array(_array(*tables))).select_from(of)
    return rows.where(tables[0].c.team_id == teams.c.id).correlate(teams).scalar_subquery()


_TEXTS = Of(
    select(
        teams.c.id,
        _array(teams, places, tenants)
        .concat(_all(projects, projects))
        .concat(_all(regions, regions))
        .concat(_all(_inside, members, people, _home)),
    )
    .join(places, places.c.id == teams.c.place_id)
    .join(tenants, tenants.c.id == teams.c.tenant_id),
    teams.c.id,
)
