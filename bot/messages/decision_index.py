"""The first file of a handbook of decisions: every decision, and each project's landing page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.messages import decision_file
from bot.messages.decision_file import instant
from bot.messages.decision_words import View
from bot.messages.markdown import block, inline, link, scalar

NAME = "index.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A project of a team and the address of its page, or ""; until when somebody said it is current."""

    team: str
    project: str
    page: str
    confirmed_at: datetime | None = None
    confirmed_by: str = ""


def written(decisions: Sequence[View], pages: Sequence[Landing]) -> str:
    """The whole file: what was proposed last stands first, projects by their teams."""
    newest = sorted(decisions, key=lambda one: (one.decision.asked_at, one.decision.id), reverse=True)
    ranked = sorted(pages, key=lambda one: (one.team, one.project))
    parts = [
        decision_file.front("index", {"title": scalar("Decisions")}),
        "# Decisions\n",
        _listed([_decision(one) for one in newest]),
        "## Landing pages\n",
        _listed([_page(one) for one in ranked]),
    ]
    return "\n".join(parts)


def _listed(rows: Sequence[str]) -> str:
    return "".join(f"- {row}\n" for row in rows) or "None.\n"


def _decision(one: View) -> str:
    day = f"{one.decision.asked_at.astimezone(UTC):%Y-%m-%d}"
    told = decision_file.state_words(one)
    return f"{day} {link(one.title or 'Decision', decision_file.name(one.decision))}: {inline(told)}"


def _page(one: Landing) -> str:
    head = f"{inline(one.team)}, {inline(one.project)}: "
    if not one.page:
        return f"{head}no landing page yet"
    if one.confirmed_at is None:
        return f"{head}{block(one.page)}"
    current = f"current as of {instant(one.confirmed_at)}, says {inline(one.confirmed_by)}"
    return f"{head}{block(one.page)} ({current})"
