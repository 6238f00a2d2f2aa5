"""The bot on the awkward platform: its Directory, its Sender, and what `bot/app.py` else puts together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from bot.delivery.worker import Worker
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, TenantRef, UserRef
from bot.domain.person import Profile
from bot.messages.letter import Letter
from bot.services.platform import Around, Channel, House, Outcome, Refused, Sent, Unreachable
from bot.services.sending import Sending
from sandbox.clock import SteppedClock
from schedules import timetable
from storage import installations
from storage.store import Store
from storage.transaction import Tx
from tests.support.awkward.front import AwkwardFront
from tests.support.awkward.office import PLATFORM, TENANT, Member, Office


class AwkwardDirectory:
    """What the office knows of people and channels."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        known = (self._office.members.get(user.id) for user in users)
        return [profile(one) for one in known if one is not None]

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        held = self._office.contents.get(file.id)
        return held.decode() if held is not None else None

    async def around(self, message: MessageRef) -> Around:
        raise Unreachable("this platform tells nothing of what was said")

    async def link(self, message: MessageRef) -> str:
        return f"https://chat.example.com/{message.place.id}/{message.id}"

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        known = (self._office.members.get(user.id) for user in users)
        return {one.user: one.quiet for one in known if one is not None}

    async def channel(self, place: Place) -> Channel | None:
        for name, members in self._office.channels.items():
            if name in self._office.without_bot:
                continue
            if self._office.place(name).id == place.id:
                users = tuple(self._office.members[one].user for one in members)
                there = self._office.place(name)
                return Channel(place=there, name=name, kind=there.kind, members=users)
        return None

    async def kind(self, place: Place) -> PlaceKind:
        return next((self._office.place(one).kind for one in self._named(place)), "private")

    def _named(self, place: Place) -> list[str]:
        return [one for one in self._office.channels if self._office.place(one).id == place.id]


class AwkwardSender:
    """Delivers letters, except to those who cannot be messaged."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        if letter.replaces:
            self._office.edit(known[letter.replaces], letter.document)
            return Sent(message=known[letter.replaces])
        if isinstance(letter.to, UserRef):
            if self._office.members[letter.to.id].silent:
                return Refused(why="cannot message this person")
            place = self._office.private(letter.to.id)
        else:
            place = letter.to
        if letter.under:
            parent = known[letter.under]
            place = replace(place, thread=parent.place.thread or parent.id)
        sent = self._office.post(
            place,
            letter.document,
            key=letter.key,
            broadcast=letter.broadcast,
            file=letter.file,
        )
        return Sent(message=sent)

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        found = [one for one in self._office.notes.values() if one.key == letter.key and one.at >= since]
        return Sent(message=found[0].ref) if found else None


class AwkwardBot:
    """One running bot."""

    def __init__(self, *, store: Store, clock: SteppedClock, office: Office) -> None:
        self.house = House(store=store, directory=AwkwardDirectory(office), clock=clock)
        self.front = AwkwardFront(self.house, office, clock)
        self._worker = Worker(
            store=store,
            senders={PLATFORM: AwkwardSender(office)},
            clock=clock,
            judge=Sending(),
            holder="the awkward one",
            rng=Random(1),
        )
        self._next_sending: datetime | None = None

    async def start(self) -> None:
        await self.house.store.transact(_installed, now=self.house.clock.now())

    @property
    def busy(self) -> bool:
        return self.front.busy or self._worker.busy

    async def tick(self) -> None:
        await timetable.run_due(self.house)
        await self._send()

    async def settled(self) -> None:
        """Everything is sent first and answered then: answers come late here."""
        await self._send()
        await self.front.shows_answers()

    async def next_due(self) -> datetime | None:
        due = (await timetable.next_due(self.house), self._next_sending)
        return min((one for one in due if one is not None), default=None)

    async def stop(self) -> None:
        await self._worker.stop()
        await self.house.store.close()

    async def _send(self) -> None:
        self._next_sending = await self._worker.run_due()


def profile(member: Member) -> Profile:
    """What the platform says of someone; it has no locales."""
    return Profile(user=member.user, name=member.shown_name, zone=member.zone, locale="", eligible=True)


def _installed(tx: Tx, *, now: datetime) -> None:
    tenant = TenantRef(platform=PLATFORM, id=TENANT)
    installations.keep(tx, tenant, bot_user="28:the bot; @x", bot="28:bot", name="Office", scopes=(), now=now)
