"""The tables of what was said in private and is to be made public: what is asked for, and who consents."""

from sqlalchemy import Column, Index, Table, Text

from storage.columns import at, identity, metadata, one_of, to

publications = Table(
    "publications",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    to("people", "requester_id"),
    to("people", "author_id"),
    Column("purpose", Text, nullable=False),
    Column("text", Text),  # the words to be published; null: once it is over, or somebody has declined
    to("places", "source_id"),  # the private conversation
    Column("message", Text, nullable=False),  # the platform's id of the message
    to("places", "place_id"),  # where it is to be read
    Column("channel", Text, nullable=False),  # what that is called
    Column("kind", Text, nullable=False),  # of which it was when they were asked, public or private
    Column("state", Text, nullable=False),
    at("asked_at"),
    at("closes_at"),
    Index(None, "requester_id"),
    Index(None, "author_id"),
    one_of("purpose", "note", "decision"),
    one_of("kind", "public", "private"),
    one_of("state", "waiting", "agreed", "published", "withdrawn", "over", "unposted"),
)

# Who is asked, and what they have said: kept only while it is open.
consents = Table(
    "consents",
    metadata,
    to("publications", "publication_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("answer", Text),
    at("answered_at", nullable=True),
    Index(None, "person_id"),
    one_of("answer", "agreed", "refused"),
)
