"""The tables of nudges: channels that help, messages that gave nothing to act on, who wants none."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint, false

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Json

# Channels that help senders add context; every other one does not.
nudge_channels = Table(
    "nudge_channels",
    metadata,
    to("places", "place_id", primary_key=True),
    Column("strength", Text, nullable=False),  # every | mentions
    Column("dry", Boolean, nullable=False, server_default=false()),  # only counting what it would have done
    to("people", "by_id", nullable=True),
    at("since_at"),
    one_of("strength", "every", "mentions"),
)

# One message that asked for attention and gave nothing to act on, and what became of it: never its text.
nudges = Table(
    "nudges",
    metadata,
    identity(),
    to("places", "place_id"),
    to("people", "person_id"),
    Column("message", Text, nullable=False),  # the platform's id of it
    Column("reason", Text, nullable=False),  # the kind of phrase
    Column("language", Text, nullable=False),
    Column("mentioned", Json, nullable=False),  # whom it names, by their platform's ids
    Column("state", Text, nullable=False),  # waiting | silent | dry | shown | unseen | added | declined
    Column("why", Text),  # of a silent one: what kept it so
    to("people", "asked_by_id", nullable=True),  # a colleague who has asked for it; null: the bot itself
    Column("link", Text),  # of one that was asked for: where the message is
    Column("thread", Text),  # the message that starts the thread in which it stands
    Column("absent", Boolean, nullable=False, server_default=false()),  # the bot is not in that place
    at("heard_at"),
    at("answered_at", nullable=True),
    UniqueConstraint("place_id", "message"),
    Index(None, "person_id"),
    Index(None, "heard_at"),
    one_of("state", "waiting", "silent", "dry", "shown", "unseen", "added", "declined"),
)

# People who want no such help, anywhere.
nudge_optouts = Table(
    "nudge_optouts",
    metadata,
    to("people", "person_id", primary_key=True),
    at("since_at"),
)
