"""All decisions of a workspace as files of a handbook, with what stands in private channels left out."""

from collections.abc import Iterator
from typing import Any

from bot.domain.decision import Decision
from bot.domain.identity import DecisionId, TenantId
from bot.domain.team import Team
from bot.messages import decision_file, decision_index
from bot.messages.decision_index import Landing
from bot.messages.decision_words import View
from bot.services.decision_view import views
from storage import decisions, pages, teams
from storage.transaction import Tx

# So many are read at once.
AT_ONCE = 200


def export(tx: Tx, tenant: TenantId, *, private: bool) -> dict[str, Any]:
    """`files`: text by name; `decisions` and `projects`: how many of each were left out as private.

    The same decisions make the same text, to the byte, whenever it is asked for.
    """
    shown: list[View] = []
    hidden = 0
    for some in _batches(tx, tenant):
        told = [one for one in some if private or one.place.kind == "public"]
        hidden += len(some) - len(told)
        shown += views(tx, told, None)
    whole = [teams.get(tx, one) for one in teams.channels(tx, tenant)]
    theirs = [one for one in whole if one is not None]
    told_of = [one for one in theirs if private or one.where.kind == "public"]
    files = {decision_file.name(one.decision): decision_file.written(one) for one in shown}
    files[decision_index.NAME] = decision_index.written(shown, _landings(tx, told_of))
    projects = sum(len(one.projects) for one in theirs) - sum(len(one.projects) for one in told_of)
    return {"files": files, "left_out": {"decisions": hidden, "projects": projects}}


def _batches(tx: Tx, tenant: TenantId) -> Iterator[list[Decision]]:
    """Every decision, the oldest first."""
    after = DecisionId(0)
    while some := decisions.after(tx, tenant, after, most=AT_ONCE):
        yield some
        after = some[-1].id


def _landings(tx: Tx, some: list[Team]) -> list[Landing]:
    stand = pages.confirmed(tx, [project.id for team in some for project in team.projects])
    return [
        Landing(
            team=team.name,
            project=project.name,
            page=project.page,
            confirmed_at=stand[project.id].at if project.id in stand else None,
            confirmed_by=stand[project.id].by if project.id in stand else "",
        )
        for team in some
        for project in team.projects
    ]
