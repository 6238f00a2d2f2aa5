"""The tables of the machinery: timers, the outbox, what was posted and heard, open forms."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Json

timers = Table(
    "timers",
    metadata,
    identity(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    at("due_at"),
    at("ready_at"),  # when to look at it next: due, or the end of a lease, or postponed until
    Column("payload", Json, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind", "subject"),
    Index(None, "kind", "ready_at"),
)

_WAITING = text("state = 'waiting'")
_DEAD = text("state = 'dead'")

outbox = Table(
    "outbox",
    metadata,
    identity(),
    Column("key", Text, nullable=False),
    to("tenants", "tenant_id"),
    Column("lane", Text, nullable=False),  # order is kept within one: a conversation, or an edit's own key
    Column("after", Text),  # the key of the message that must be there first: replaced, or replied to
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),  # post | show | file | edit: each has a limit of its own
    Column("urgency", Integer, nullable=False),  # 0 leaves first
    Column("letter", Json, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("state", Text, nullable=False),  # waiting | sent | dropped | dead
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("uncertain", Boolean, nullable=False, server_default=false()),
    Column("why", Text),
    at("put_at"),
    at("not_before"),
    at("leased_until", nullable=True),
    at("blocks_until", nullable=True),  # tried and not sent: until then those behind it wait
    at("settled_at", nullable=True),
    UniqueConstraint("key"),
    Index(
        "ix_outbox_waiting",
        *("tenant_id", "act", "urgency", "id"),
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index("ix_outbox_lane", "lane", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_outbox_dead", "id", sqlite_where=_DEAD, postgresql_where=_DEAD),
    one_of("state", "waiting", "sent", "dropped", "dead"),
    one_of("act", "post", "show", "file", "edit"),
)

# Which worker sends for a tenant: one at a time, so that order and pace are its own affair.
senders = Table(
    "senders",
    metadata,
    to("tenants", "tenant_id", primary_key=True),
    Column("holder", Text, nullable=False),
    at("leased_until"),
)

posts = Table(
    "posts",
    metadata,
    Column("key", Text, primary_key=True),
    to("tenants", "tenant_id"),
    Column("place_kind", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("thread", Text),
    Column("message", Text, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("key", Text, primary_key=True),
    at("heard_at"),
    Index(None, "heard_at"),
)

forms = Table(
    "forms",
    metadata,
    Column("token", Text, primary_key=True),
    to("people", "person_id"),
    Column("kind", Text, nullable=False),
    Column("subject", Json, nullable=False),
    at("made_at"),
    at("used_at", nullable=True),
    Index(None, "made_at"),
)
