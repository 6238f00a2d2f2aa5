"""The tables of messages that pressed somebody or asked again: never their text."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from storage.columns import Id, at, identity, metadata, one_of, to
from storage.types import Day

# One that its author was told about, or would have been.
pressed = Table(
    "pressed",
    metadata,
    identity(),
    to("places", "place_id"),
    Column("thread", Text),  # in which it stands; null: in none
    to("people", "person_id"),  # its author
    to("people", "of_id"),  # whom it is to
    Column("message", Text, nullable=False),  # the platform's id of it
    Column("kind", Text, nullable=False),  # press | chase
    Column("about", Id, nullable=False),  # whom it presses, or the request whose answer it asks for again
    Column("day", Day, nullable=False),  # its author's
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),  # dry | shown | unseen | reminded
    Column("link", Text),  # where it is, once its author wants whom it is to to be reminded
    at("heard_at"),
    UniqueConstraint("person_id", "kind", "about", "day"),
    Index(None, "of_id"),
    Index(None, "place_id"),
    Index(None, "heard_at"),
    one_of("kind", "press", "chase"),
    one_of("state", "dry", "shown", "unseen", "reminded"),
)

# People who want no such notes, anywhere.
pressed_optouts = Table(
    "pressed_optouts",
    metadata,
    to("people", "person_id", primary_key=True),
    at("since_at"),
)
