"""A night's work for one region: so many hand-offs from the other side, each with a step for it."""

from datetime import datetime

from sqlalchemy import insert

from bot.domain.identity import TeamId
from bot.domain.zone import local_day
from storage import teams
from storage.tables import handoffs, steps
from storage.transaction import Tx

SUMMARY = "The new payment form is behind the flag in staging. Card payments pass, vouchers do not."
CONTENT = {
    "summary": SUMMARY,
    "done": ["Built the voucher field", "Moved the flag to staging"],
    "watch": "If staging is slow, restart the worker first.",
    "links": ["https://tickets.example.com/ATL-311"],
    "recording": "",
}


def leave(tx: Tx, team: TeamId, *, count: int, now: datetime) -> None:
    """Sydney's people leave them to Berlin: one a person and project."""
    whole = teams.get(tx, team)
    assert whole is not None, "it was set up"
    there, here = (next(one for one in whole.plans if one.name == name) for name in ("Sydney", "Berlin"))
    authors = [one.person.id for one in whole.members if one.region == there.id]
    pairs = [(author, project.id) for project in whole.projects for author in authors][:count]
    assert len(pairs) == count, "there are people and projects enough"
    row = {
        "team_id": team,
        "day": local_day(there.zone, now),
        "state": "at_risk",
        "content": CONTENT,
        "revision": 1,
        "sent_at": now,
        "edited_at": now,
        "from_region_id": there.id,
        "to_region_id": here.id,
    }
    made = tx.run(
        insert(handoffs).returning(handoffs.c.id),
        [{**row, "author_id": author, "project_id": project} for author, project in pairs],
    ).all()
    step = {
        "team_id": team,
        "position": 0,
        "text": "Find out why vouchers over 100 are refused",
        "owner": "awake",
        "state": "open",
        "region_id": here.id,
        "created_at": now,
        "changed_at": now,
    }
    tx.run(insert(steps), [{**step, "handoff_id": one.id} for one in made])
