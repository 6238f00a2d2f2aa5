"""The tables of decisions: what is proposed, who decides, how they voted, and how it was edited."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Json

decisions = Table(
    "decisions",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    to("people", "proposer_id"),
    Column("content", Json, nullable=False),  # the written fields
    Column("label", Text),  # the team that decides; null: people
    to("places", "place_id"),
    Column("silence_consents", Boolean, nullable=False),
    Column("turnout", Text, nullable=False),  # how many have to vote
    Column("state", Text, nullable=False),
    at("asked_at"),
    at("fair_at"),  # the earliest close that is fair to all
    to("people", "set_by_id", nullable=True),  # whose hours that waits for; null: the 24 hours alone
    at("closes_at"),
    at("closed_at", nullable=True),
    at("reopened_at", nullable=True),  # a late objection opened it again, once
    to("people", "reopened_by_id", nullable=True),
    Index(None, "proposer_id"),
    Index(None, "tenant_id", "state", "closed_at"),
    one_of("turnout", "half", "third", "all"),
    one_of("state", "open", "adopted", "objected", "unsettled", "withdrawn"),
)

# Who decides, and who was to and is away.
deciders = Table(
    "deciders",
    metadata,
    to("decisions", "decision_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("left_out", Boolean, nullable=False),
    Column("region", Text),  # what theirs was called, where one of each region decides
    Column("went_away", Boolean, nullable=False),  # left out since it was posted
    to("people", "instead_id", nullable=True),  # who decides in their place
    at("joined_at", nullable=True),  # when they took somebody's place
    Index(None, "person_id"),
    Index(None, "instead_id"),
)

# What each said last.
votes = Table(
    "votes",
    metadata,
    to("decisions", "decision_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("choice", Text, nullable=False),
    Column("reason", Text),  # of an objection
    at("at"),
    Column("region", Text),  # that it is the vote of; null: their own
    Index(None, "person_id"),
    one_of("choice", "approve", "object", "abstain"),
)

# When each was edited, and what of it.
decision_edits = Table(
    "decision_edits",
    metadata,
    identity(),
    to("decisions", "decision_id"),
    at("edited_at"),
    Column("changed", Json, nullable=False),  # names of parts
    Column("fresh", Boolean, nullable=False),  # its window began anew
    Index(None, "decision_id"),
)

# The votes that an edit reset: they count no more.
reset_votes = Table(
    "reset_votes",
    metadata,
    to("decision_edits", "decision_edit_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("choice", Text, nullable=False),
    Column("reason", Text),  # of an objection
    at("at"),
    Index(None, "person_id"),
    one_of("choice", "approve", "object", "abstain"),
)

# What each is found by: all that was written in it, folded.
decision_words = Table(
    "decision_words",
    metadata,
    to("decisions", "decision_id", primary_key=True),
    Column("words", Text, nullable=False),
)
