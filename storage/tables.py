"""Every table the bot remembers things in. Instants end in `_at`, days are ISO text, ids local integers."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage import columns, decision_tables, pressing_tables, publication_tables, request_tables
from storage.columns import at as _at
from storage.columns import identity as _id
from storage.columns import to as _to
from storage.types import Day, Json

metadata = columns.metadata

# ---- who and where -------------------------------------------------------------------------------------

tenants = Table(
    "tenants",
    metadata,
    _id(),
    Column("platform", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("company_days", Text),  # JSON: days on which nobody works, with a name each
    UniqueConstraint("platform", "external"),
)

installations = Table(
    "installations",
    metadata,
    _to("tenants", "tenant_id", primary_key=True),
    Column("bot_user", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Json, nullable=False),
    _at("seen_at"),
    # Where people installed it themselves: locked by `storage.vault`; a token of the settings is never kept.
    Column("token", Text),
    Column("refresh_token", Text),
    _at("expires_at", nullable=True),
    _at("renewing_until", nullable=True),  # a process exchanges it now; its refresh token serves once
    Column("by", Text),  # who installed it, by their platform's id
    _at("installed_at", nullable=True),
    _at("removed_at", nullable=True),  # uninstalled, or its token revoked
)

people = Table(
    "people",
    metadata,
    _id(),
    _to("tenants", "tenant_id"),
    Column("external", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("zone_source", Text, nullable=False),  # hand | profile | observed | default
    _at("zone_at"),
    Column("week", Text),  # null: the team's default
    _at("week_at", nullable=True),
    Column("days", Text),  # JSON: country, absences, days of one's own; null: nothing said
    Column("home_zone", Text),  # where they lived before the zone changed
    Column("travel", Text),  # asked | visit
    Column("promise", Integer),  # seconds that their answers may take; null: as the team has it
    Column("locale", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("admin", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("tenant_id", "external"),
)

places = Table(
    "places",
    metadata,
    _id(),
    _to("tenants", "tenant_id"),
    Column("external", Text, nullable=False),
    Column("kind", Text, nullable=False),  # public | private | direct
    UniqueConstraint("tenant_id", "external"),
)

# Until when a person's own do-not-disturb schedule lets nothing through, as it was last read.
dnd = Table(
    "dnd",
    metadata,
    _to("people", "person_id", primary_key=True),
    _at("starts_at", nullable=True),  # null: they have no schedule
    _at("ends_at", nullable=True),
    _at("read_at"),
)

# What somebody is at, and wants to hear nothing until it is over.
focus = Table(
    "focus",
    metadata,
    _to("people", "person_id", primary_key=True),
    _at("starts_at"),
    _at("ends_at"),
    Column("reason", Text, nullable=False),
)

# Who lets the bot set their status; no token: it was taken back, and they are to be told.
grants = Table(
    "grants",
    metadata,
    _to("people", "person_id", primary_key=True),
    *(Column(name, Text) for name in ("token", "refresh_token")),  # locked by `storage.vault`
    *(_at(name, nullable=True) for name in ("expires_at", "renewing_until", "acting_until")),
    _at("granted_at"),
    Column("stopping", Boolean, nullable=False),
    Column("shown", Json),  # what was set, and what stood there before
)

# ---- teams ---------------------------------------------------------------------------------------------

teams = Table(
    "teams",
    metadata,
    _id(),
    _to("tenants", "tenant_id"),
    _to("places", "place_id"),
    Column("name", Text, nullable=False),
    Column("policy", Json, nullable=False),  # only differences from the default
    _at("created_at"),
    UniqueConstraint("place_id"),
)

regions = Table(
    "regions",
    metadata,
    _id(),
    _to("teams", "team_id"),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("digest_minute", Integer, nullable=False),  # minutes after local midnight
)

members = Table(
    "members",
    metadata,
    _to("teams", "team_id", primary_key=True),
    _to("people", "person_id", primary_key=True),
    Column("part", Text, nullable=False),  # writes | receives
    Column("steward", Boolean, nullable=False, server_default=false()),
    _to("regions", "region_id"),
    _at("joined_at"),
    _at("welcomed_at", nullable=True),
    Index(None, "person_id"),
    CheckConstraint("part IN ('writes', 'receives')", name="part"),
)

projects = Table(
    "projects",
    metadata,
    _id(),
    _to("teams", "team_id"),
    Column("name", Text, nullable=False),
    Column("page", Text),
    _at("page_at", nullable=True),  # until when everything is on it, as somebody has confirmed
    _to("people", "page_by_id", nullable=True),
    UniqueConstraint("team_id", "name"),
)

# What a change of a team's set-up replaced: it can be undone once.
team_changes = Table(
    "team_changes",
    metadata,
    _id(),
    _to("teams", "team_id"),
    _to("people", "by_id", nullable=True),
    _at("at"),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    _at("undone_at", nullable=True),
    Index(None, "team_id"),
)

# ---- evenings and hand-offs ----------------------------------------------------------------------------

evenings = Table(
    "evenings",
    metadata,
    _to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("state", Text, nullable=False),  # asked | answered | quiet | skipped
    Column("why", Text),
    _at("shift_ends_at"),
    _at("due_at"),
    _at("asked_at", nullable=True),
    _at("snoozed_until", nullable=True),
    _at("reminded_at", nullable=True),
    _at("answered_at", nullable=True),
    Index(None, "day"),
    CheckConstraint("state IN ('asked', 'answered', 'quiet', 'skipped')", name="state"),
)

# The nightly look at the ledger: what was expected of a day, and what each of it came to.
ledger_checks = Table(
    "ledger_checks",
    metadata,
    _to("tenants", "tenant_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("expected", Integer, nullable=False),
    Column("prompted", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("differences", Json, nullable=False),
    _at("checked_at"),
)

lines = Table(
    "lines",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False, server_default="text"),  # text | link | file
    Column("text", Text, nullable=False),  # the words, the address, the file's name
    Column("file", Json),  # of a file: what the platform says of it
    _at("kept_at"),
    Column("used", Boolean, nullable=False, server_default=false()),
    Index(None, "person_id", "day"),
    CheckConstraint("kind IN ('text', 'link', 'file')", name="kind"),
)

handoffs = Table(
    "handoffs",
    metadata,
    _id(),
    _to("teams", "team_id"),
    _to("people", "author_id"),
    _to("projects", "project_id"),
    Column("day", Day, nullable=False),
    Column("state", Text, nullable=False),  # on_track | at_risk | blocked
    Column("content", Json, nullable=False),  # the written fields
    Column("revision", Integer, nullable=False),
    _at("sent_at"),
    _at("edited_at"),
    _to("regions", "from_region_id", nullable=True),
    _to("regions", "to_region_id", nullable=True),  # who inherits it; null: nobody else is there
    _at("carried_at", nullable=True),  # when a digest or hand-over first showed it in full
    UniqueConstraint("team_id", "author_id", "day", "project_id"),
    Index(None, "team_id", "day"),
    CheckConstraint("state IN ('on_track', 'at_risk', 'blocked')", name="state"),
)

steps = Table(
    "steps",
    metadata,
    _id(),
    _to("handoffs", "handoff_id"),
    _to("teams", "team_id"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),  # me | awake | person:ID | region:ID, as it was addressed
    Column("state", Text, nullable=False),  # open | picked_up | returned | done | not_needed | withdrawn
    _to("regions", "region_id", nullable=True),  # the region it waits in now
    _to("people", "person_id", nullable=True),  # the person it waits for now
    _to("people", "holder_id", nullable=True),
    Column("read_back", Text),  # how its holder has restated it
    _at("created_at"),
    _at("changed_at"),
    Index(None, "handoff_id"),
    Index(None, "team_id", "state"),
    Index(None, "holder_id"),
    CheckConstraint(
        "state IN ('open', 'picked_up', 'returned', 'done', 'not_needed', 'withdrawn')", name="state"
    ),
)

step_events = Table(
    "step_events",
    metadata,
    _id(),
    _to("steps", "step_id"),
    _to("people", "person_id", nullable=True),
    Column(
        "what", Text, nullable=False
    ),  # picked_up | done | not_needed | given_back | asked | answered | moved | …
    Column("before", Json, nullable=False),
    _at("at"),
    Index(None, "step_id"),
)

# A step is returned to its author with one; the answer stands under the step and goes to the asker.
questions = Table(
    "questions",
    metadata,
    _id(),
    _to("steps", "step_id"),
    _to("people", "asker_id"),
    Column("text", Text, nullable=False),
    _at("asked_at"),
    _to("people", "answerer_id", nullable=True),
    Column("answer", Text),
    _at("answered_at", nullable=True),
    _at("withdrawn_at", nullable=True),  # taken back, or the step was settled without an answer
    Index(None, "step_id"),
)

# ---- requests ------------------------------------------------------------------------------------------

requests, receivers = request_tables.requests, request_tables.receivers

# ---- decisions -----------------------------------------------------------------------------------------

decisions, deciders, votes = decision_tables.decisions, decision_tables.deciders, decision_tables.votes
decision_edits, reset_votes = decision_tables.decision_edits, decision_tables.reset_votes

# ---- mornings ------------------------------------------------------------------------------------------

# What waits for a person's next morning note: one row a thing, whatever happened to it meanwhile.
held = Table(
    "held",
    metadata,
    _to("people", "person_id", primary_key=True),
    Column("kind", Text, primary_key=True),  # fate | question | answer | step | digest | …
    Column("subject", Text, primary_key=True),  # its id, or the key of a message
    _at("held_at"),
)

# The note of one morning, and what it tells of: it is kept current as that changes.
notes = Table(
    "notes",
    metadata,
    _to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("items", Json, nullable=False),  # kind and subject of each
    Column("parts", Integer, nullable=False),  # letters that it takes
    _at("composed_at"),
    Index(None, "composed_at"),
)

# Unasked-for private messages that a person had on one of their own days: the ping budget.
pings = Table(
    "pings",
    metadata,
    _to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("key", Text, primary_key=True),  # the outbox key
    _at("at"),
    Index(None, "day"),
)

# A digest, or a hand-over during a region's day: one key, `parts` letters.
digests = Table(
    "digests",
    metadata,
    Column("key", Text, primary_key=True),  # the outbox key of its first letter
    _to("regions", "region_id"),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False),  # digest | handover
    Column("parts", Integer, nullable=False),
    _at("composed_at"),
    Index(None, "region_id", "day"),
)

seen = Table(
    "seen",
    metadata,
    _to("regions", "region_id", primary_key=True),
    _to("handoffs", "handoff_id", primary_key=True),
    Column("key", Text, nullable=False),  # the outbox key of the message that showed it
    Column("in_full", Boolean, nullable=False),
    _at("seen_at"),
    Index(None, "handoff_id"),
    Index(None, "key"),
)

# The steps that a digest, a hand-over or a note shows: it is kept current as they change.
shown = Table(
    "shown",
    metadata,
    Column("key", Text, primary_key=True),
    _to("steps", "step_id", primary_key=True),
    _to("regions", "region_id", nullable=True),  # null: one person alone was shown it
    Index(None, "step_id"),
)

# ---- nudges --------------------------------------------------------------------------------------------

# Channels that help senders add context; every other one does not.
nudge_channels = Table(
    "nudge_channels",
    metadata,
    _to("places", "place_id", primary_key=True),
    Column("strength", Text, nullable=False),  # every | mentions
    Column("dry", Boolean, nullable=False, server_default=false()),  # only counting what it would have done
    _to("people", "by_id", nullable=True),
    _at("since_at"),
    CheckConstraint("strength IN ('every', 'mentions')", name="strength"),
)

# One message that asked for attention and gave nothing to act on, and what became of it: never its text.
nudges = Table(
    "nudges",
    metadata,
    _id(),
    _to("places", "place_id"),
    _to("people", "person_id"),
    Column("message", Text, nullable=False),  # the platform's id of it
    Column("reason", Text, nullable=False),  # the kind of phrase
    Column("language", Text, nullable=False),
    Column("mentioned", Json, nullable=False),  # whom it names, by their platform's ids
    Column("state", Text, nullable=False),  # waiting | silent | dry | shown | unseen | added | declined
    Column("why", Text),  # of a silent one: what kept it so
    _to("people", "asked_by_id", nullable=True),  # a colleague who has asked for it; null: the bot itself
    Column("link", Text),  # of one that was asked for: where the message is
    Column("thread", Text),  # the message that starts the thread in which it stands
    Column("absent", Boolean, nullable=False, server_default=false()),  # the bot is not in that place
    _at("heard_at"),
    _at("answered_at", nullable=True),
    UniqueConstraint("place_id", "message"),
    Index(None, "person_id"),
    Index(None, "heard_at"),
    CheckConstraint(
        "state IN ('waiting', 'silent', 'dry', 'shown', 'unseen', 'added', 'declined')", name="state"
    ),
)

# People who want no such help, anywhere.
nudge_optouts = Table(
    "nudge_optouts",
    metadata,
    _to("people", "person_id", primary_key=True),
    _at("since_at"),
)

publications, consents = publication_tables.publications, publication_tables.consents
pressed, pressed_optouts = pressing_tables.pressed, pressing_tables.pressed_optouts

# ---- the machinery -------------------------------------------------------------------------------------

timers = Table(
    "timers",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    _at("due_at"),
    _at("ready_at"),  # when to look at it next: due, or the end of a lease, or postponed until
    Column("payload", Json, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind", "subject"),
    Index(None, "kind", "ready_at"),
    Index(None, "ready_at"),
)

_WAITING = text("state = 'waiting'")
_DEAD = text("state = 'dead'")

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("key", Text, nullable=False),
    _to("tenants", "tenant_id"),
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
    _at("put_at"),
    _at("not_before"),
    _at("leased_until", nullable=True),
    _at("blocks_until", nullable=True),  # tried and not sent: until then those behind it wait
    _at("settled_at", nullable=True),
    UniqueConstraint("key"),
    Index(
        "ix_outbox_waiting",
        *("tenant_id", "act", "urgency", "id"),
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index("ix_outbox_lane", "lane", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_outbox_dead", "id", sqlite_where=_DEAD, postgresql_where=_DEAD),
    CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'dead')", name="state"),
    CheckConstraint("act IN ('post', 'show', 'file', 'edit')", name="act"),
)

# Which worker sends for a tenant: one at a time, so that order and pace are its own affair.
senders = Table(
    "senders",
    metadata,
    _to("tenants", "tenant_id", primary_key=True),
    Column("holder", Text, nullable=False),
    _at("leased_until"),
)

posts = Table(
    "posts",
    metadata,
    Column("key", Text, primary_key=True),
    _to("tenants", "tenant_id"),
    Column("place_kind", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("thread", Text),
    Column("message", Text, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("key", Text, primary_key=True),
    _at("heard_at"),
    Index(None, "heard_at"),
)

forms = Table(
    "forms",
    metadata,
    Column("token", Text, primary_key=True),
    _to("people", "person_id"),
    Column("kind", Text, nullable=False),
    Column("subject", Json, nullable=False),
    _at("made_at"),
    _at("used_at", nullable=True),
    Index(None, "made_at"),
)
