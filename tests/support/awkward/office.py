"""What the awkward platform keeps: people, channels, messages, forms on screens, and a log."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from bot.clock import Clock
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.messages.document import Block, Bullets, Buttons, Document, Facts, Heading, Mention, Paragraph, Quote
from bot.messages.document import plain_text as plain
from bot.messages.form import Form
from tests.support.shown import Button, Happening, Row, Shown

PLATFORM = "awkward"
TENANT = "tenant: 9;a@office"


@dataclass(slots=True, kw_only=True)
class Member:
    """Someone with an account. silent: nobody, and no bot, can message them. quiet: do not disturb."""

    id: str
    name: str
    shown_name: str
    zone: str
    silent: bool = False
    quiet: Window | None = None

    @property
    def user(self) -> UserRef:
        return UserRef(platform=PLATFORM, tenant=TENANT, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One message of the bot, in a channel or in its conversation with someone; or another `author`'s."""

    ref: MessageRef
    at: datetime
    key: str
    document: Document
    under: str | None = None
    broadcast: bool = False
    files: tuple[str, ...] = ()
    held: tuple[bytes, ...] = ()
    author: str = ""


@dataclass(slots=True, kw_only=True)
class Screen:
    """The form on someone's screen: as it was drawn, and what is filled in. wrong: one text for all of it."""

    form: Form
    filled: dict[str, str | tuple[str, ...]]
    wrong: str = ""


@dataclass(slots=True)
class Office:
    """The platform's memory."""

    clock: Clock
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    screens: dict[str, Screen] = field(default_factory=dict)
    answers: dict[str, list[Shown]] = field(default_factory=dict)
    homes: dict[str, Note] = field(default_factory=dict)
    without_bot: set[str] = field(default_factory=set)
    private_channels: set[str] = field(default_factory=set)
    contents: dict[str, bytes] = field(default_factory=dict)
    log: list[Happening] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def number(self) -> str:
        """An id for a message or happening."""
        return f"note {next(self._numbers)}; @8:live:1"

    def enrol(self, name: str, shown_name: str, zone: str) -> Member:
        """Give someone an account."""
        member = Member(id=f"29:{name}; @a:b c", name=name, shown_name=shown_name, zone=zone)
        self.members[member.id] = member
        return member

    def called(self, name: str) -> Member:
        """The member of that name."""
        return next(one for one in self.members.values() if one.name == name)

    def place(self, channel: str) -> Place:
        """A channel."""
        kind: PlaceKind = "private" if channel in self.private_channels else "public"
        return Place(platform=PLATFORM, tenant=TENANT, kind=kind, id=f"19:{channel}@thread; v2 x")

    def private(self, member: str) -> Place:
        """The conversation of one person with the bot."""
        return Place(platform=PLATFORM, tenant=TENANT, kind="direct", id=f"a:1 with;{member}")

    def post(
        self, place: Place, document: Document, *, key: str, broadcast: bool, file: File | None = None
    ) -> MessageRef:
        """Show a message; `place.thread` is the one in whose thread it goes."""
        ref = MessageRef(place=place, id=self.number())
        self.notes[ref.id] = Note(
            ref=ref,
            at=self.clock.now(),
            key=key,
            document=document,
            under=place.thread,
            broadcast=broadcast,
            files=(file.name,) if file else (),
            held=(file.text.encode() or self.contents.get(file.id, b""),) if file else (),
        )
        self._record("post", self.notes[ref.id])
        return ref

    def takes(self, note: Note) -> dict[str, str]:
        """The files of a message as they are told of; what is in them can be had from then on."""
        told = {}
        for number, (name, held) in enumerate(zip(note.files, note.held, strict=True)):
            self.contents[f"{note.ref.id}/{number}"] = held
            told[f"file {note.ref.id}/{number}"] = f"{len(held)} {name}"
        return told

    def edit(self, ref: MessageRef, document: Document) -> None:
        """Put another document in a message's place."""
        self.notes[ref.id] = replace(self.notes[ref.id], document=document)
        self._record("edit", self.notes[ref.id])

    def show_home(self, member: str, document: Document) -> None:
        """Put this in the place of someone's home; it is seen when they look at it."""
        ref = MessageRef(place=self.private(member), id=f"home of {member}")
        self.homes[member] = Note(ref=ref, at=self.clock.now(), key=ref.id, document=document)

    def now(self, note: Note) -> Note:
        """A message, or home, as it stands now; an answer stays what it was."""
        homes = {one.ref.id: one for one in self.homes.values()}
        return self.notes.get(note.ref.id) or homes.get(note.ref.id) or note

    def answer(self, member: str, place: Place, document: Document) -> None:
        """Show something to one person alone, where they acted."""
        ref = MessageRef(place=place, id=self.number())
        note = Note(ref=ref, at=self.clock.now(), key="", document=document)
        self.answers.setdefault(member, []).append(self.shown(note))
        to = self.members[member].name
        text = summary_and_words(document)
        now = self.clock.now()
        self.log.append(Happening(act="answer", at=now, to=to, kind="", day=None, text=text))

    def shown(self, note: Note) -> Shown:
        """A message as it stands."""
        document = note.document
        return Shown(
            id=note.ref.id,
            at=note.at,
            kind=document.kind if note.key else "",
            day=document.day if note.key else None,
            rows=tuple(row for block in document.blocks for row in rows(block))
            or ((document.summary,) if document.summary else ()),
            summary=document.summary,
            pings=frozenset(self.members[user.id].name for user in mentioned(document)),
            under=note.under,
            broadcast=note.broadcast,
            files=note.files,
            native=note,
        )

    def in_place(self, place: Place) -> list[Shown]:
        """What stands in a conversation, oldest first."""
        return [self.shown(one) for one in self.notes.values() if one.ref.place.id == place.id]

    def _record(self, act: str, note: Note) -> None:
        self.log.append(
            Happening(
                act="post" if act == "post" else "edit",
                at=self.clock.now(),
                to=self._addressee(note.ref.place),
                kind=note.document.kind,
                day=note.document.day,
                text=summary_and_words(note.document),
                pings=frozenset(self.members[user.id].name for user in mentioned(note.document)),
            )
        )

    def _addressee(self, place: Place) -> str:
        if place.kind == "direct":
            return next(one.name for one in self.members.values() if self.private(one.id).id == place.id)
        return next(f"#{name}" for name in self.channels if self.place(name).id == place.id)


def rows(block: Block) -> list[Row]:
    """A block as it is read."""
    match block:
        case Heading(text=text):
            return [text]
        case Paragraph(spans=spans) | Quote(spans=spans):
            return [plain(spans)]
        case Bullets(items=items):
            return ["\n".join(f"• {plain(item)}" for item in items)]
        case Facts(pairs=pairs):
            return ["\n".join(f"{label}: {plain(spans)}" for label, spans in pairs)]
        case Buttons(buttons=buttons):
            return [tuple(Button(text=one.text, value=one.value) for one in buttons)]
        case _:
            return []


def summary_and_words(document: Document) -> str:
    """Everything a document says."""
    words = [row for block in document.blocks for row in rows(block) if isinstance(row, str)]
    return "\n".join([document.summary, *words])


def mentioned(document: Document) -> set[UserRef]:
    """Whom a document notifies."""
    found: set[UserRef] = set()
    for block in document.blocks:
        match block:
            case Paragraph(spans=spans) | Quote(spans=spans):
                found |= {span.user for span in spans if isinstance(span, Mention)}
            case Bullets(items=items):
                found |= {span.user for item in items for span in item if isinstance(span, Mention)}
            case _:
                pass
    return found
