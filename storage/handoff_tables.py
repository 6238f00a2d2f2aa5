"""The tables of evenings and hand-offs: the ledger, lines, steps and what was asked about them."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint, false

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Day, Json

evenings = Table(
    "evenings",
    metadata,
    to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("state", Text, nullable=False),  # asked | answered | quiet | skipped
    Column("why", Text),
    at("shift_ends_at"),
    at("due_at"),
    at("asked_at", nullable=True),
    at("snoozed_until", nullable=True),
    at("reminded_at", nullable=True),
    at("answered_at", nullable=True),
    Index(None, "day"),
    one_of("state", "asked", "answered", "quiet", "skipped"),
)

# The nightly look at the ledger: what was expected of a day, and what each of it came to.
ledger_checks = Table(
    "ledger_checks",
    metadata,
    to("tenants", "tenant_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("expected", Integer, nullable=False),
    Column("prompted", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("differences", Json, nullable=False),
    at("checked_at"),
)

lines = Table(
    "lines",
    metadata,
    identity(),
    to("people", "person_id"),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False, server_default="text"),  # text | link | file
    Column("text", Text, nullable=False),  # the words, the address, the file's name
    Column("file", Json),  # of a file: what the platform says of it
    at("kept_at"),
    Column("used", Boolean, nullable=False, server_default=false()),
    Index(None, "person_id", "day"),
    one_of("kind", "text", "link", "file"),
)

handoffs = Table(
    "handoffs",
    metadata,
    identity(),
    to("teams", "team_id"),
    to("people", "author_id"),
    to("projects", "project_id"),
    Column("day", Day, nullable=False),
    Column("state", Text, nullable=False),  # on_track | at_risk | blocked
    Column("content", Json, nullable=False),  # the written fields
    Column("revision", Integer, nullable=False),
    at("sent_at"),
    at("edited_at"),
    to("regions", "from_region_id", nullable=True),
    to("regions", "to_region_id", nullable=True),  # who inherits it; null: nobody else is there
    at("carried_at", nullable=True),  # when a digest or hand-over first showed it in full
    UniqueConstraint("team_id", "author_id", "day", "project_id"),
    Index(None, "team_id", "day"),
    one_of("state", "on_track", "at_risk", "blocked"),
)

steps = Table(
    "steps",
    metadata,
    identity(),
    to("handoffs", "handoff_id"),
    to("teams", "team_id"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),  # me | awake | person:ID | region:ID, as it was addressed
    Column("state", Text, nullable=False),  # open | picked_up | returned | done | not_needed | withdrawn
    to("regions", "region_id", nullable=True),  # the region it waits in now
    to("people", "person_id", nullable=True),  # the person it waits for now
    to("people", "holder_id", nullable=True),
    Column("read_back", Text),  # how its holder has restated it
    at("created_at"),
    at("changed_at"),
    Index(None, "handoff_id"),
    Index(None, "team_id", "state"),
    Index(None, "holder_id"),
    one_of("state", "open", "picked_up", "returned", "done", "not_needed", "withdrawn"),
)

step_events = Table(
    "step_events",
    metadata,
    identity(),
    to("steps", "step_id"),
    to("people", "person_id", nullable=True),
    Column(
        "what", Text, nullable=False
    ),  # picked_up | done | not_needed | given_back | asked | answered | moved | …
    Column("before", Json, nullable=False),
    at("at"),
    Index(None, "step_id"),
)

# A step is returned to its author with one; the answer stands under the step and goes to the asker.
questions = Table(
    "questions",
    metadata,
    identity(),
    to("steps", "step_id"),
    to("people", "asker_id"),
    Column("text", Text, nullable=False),
    at("asked_at"),
    to("people", "answerer_id", nullable=True),
    Column("answer", Text),
    at("answered_at", nullable=True),
    at("withdrawn_at", nullable=True),  # taken back, or the step was settled without an answer
    Index(None, "step_id"),
)
