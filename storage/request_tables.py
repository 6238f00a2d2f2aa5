"""The tables of requests: what somebody asks, and whom."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Json

requests = Table(
    "requests",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    to("people", "asker_id"),
    Column("shape", Text, nullable=False),  # question | stuck | review
    Column("content", Json, nullable=False),  # the written fields
    Column("label", Text),  # the region or team that it is for; null: people
    to("places", "place_id", nullable=True),  # where it stands; null: it was sent privately
    Column("thread", Text),
    Column("state", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),  # it reached them at once; why is among the written fields
    at("asked_at"),
    to("people", "first_id", nullable=True),  # whose promise ends first; null: nobody's
    at("waited_at", nullable=True),
    Column("wait_of", Text),  # whose setting that was: default | team | person
    at("worked_at", nullable=True),
    at("due_at", nullable=True),  # when the answer can be expected
    to("people", "answerer_id", nullable=True),
    Column("answer", Text),
    at("answered_at", nullable=True),
    at("withdrawn_at", nullable=True),
    at("offered_at", nullable=True),  # since when whoever asked may pass it on
    Column("passed_to", Text),  # the region that has it now, as a request of its own
    to("places", "passed_place_id", nullable=True),  # its team's channel
    Index(None, "asker_id"),
    one_of("state", "waiting", "answered", "overdue", "withdrawn", "passed"),
    one_of("shape", "question", "stuck", "review"),
)

# Whom each is for.
receivers = Table(
    "receivers",
    metadata,
    to("requests", "request_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("off_hours", Boolean, nullable=False),  # it was urgent, and came outside their hours
    Index(None, "person_id"),
)
