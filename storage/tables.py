"""Every table the bot remembers things in. Instants end in `_at`, days are ISO text, ids local integers."""

from storage.columns import metadata
from storage.decision_tables import deciders, decision_edits, decision_words, decisions, reset_votes, votes
from storage.handoff_tables import evenings, handoffs, ledger_checks, lines, questions, step_events, steps
from storage.machine_tables import forms, inbox, outbox, posts, senders, timers
from storage.morning_tables import digest_decisions, digests, held, notes, pings, seen, shown
from storage.nudge_tables import nudge_channels, nudge_optouts, nudges
from storage.pressing_tables import pressed, pressed_optouts
from storage.publication_tables import consents, publications
from storage.request_tables import receivers, requests
from storage.team_tables import members, projects, regions, team_changes, teams
from storage.who_tables import dnd, focus, grants, installations, people, places, tenants

__all__ = [
    "consents",
    "deciders",
    "decision_edits",
    "decision_words",
    "decisions",
    "digest_decisions",
    "digests",
    "dnd",
    "evenings",
    "focus",
    "forms",
    "grants",
    "handoffs",
    "held",
    "inbox",
    "installations",
    "ledger_checks",
    "lines",
    "members",
    "metadata",
    "notes",
    "nudge_channels",
    "nudge_optouts",
    "nudges",
    "outbox",
    "people",
    "pings",
    "places",
    "posts",
    "pressed",
    "pressed_optouts",
    "projects",
    "publications",
    "questions",
    "receivers",
    "regions",
    "requests",
    "reset_votes",
    "seen",
    "senders",
    "shown",
    "step_events",
    "steps",
    "team_changes",
    "teams",
    "tenants",
    "timers",
    "votes",
]
