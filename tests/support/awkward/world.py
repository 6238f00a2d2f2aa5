"""The awkward office as a world of journeys: no sockets, everything in this process."""

from bot.domain.identity import Place, UserRef
from tests.support.awkward.bot import AwkwardBot
from tests.support.awkward.office import Office
from tests.support.awkward.somebody import AwkwardPerson, Desk
from tests.support.patience import open_patiently
from tests.support.shown import Happening
from tests.support.world import CHANNELS, CORNER, CORRIDOR, IN_CORNER, PEOPLE, World


class AwkwardWorld(World):
    """Nothing is ever under way on the platform's own side."""

    platform_busy = False

    def __init__(self, database: str) -> None:
        super().__init__(database)
        self.office = Office(self.clock)
        self._people: dict[str, AwkwardPerson] = {}
        everyone = [self.office.enrol(*one).id for one in PEOPLE]
        self.office.channels = {channel: list(everyone) for channel in (*CHANNELS, CORRIDOR)}
        self.office.channels[CORNER] = [self.office.called(one).id for one in IN_CORNER]
        self.office.without_bot, self.office.private_channels = {CORRIDOR, CORNER}, {CORNER}

    async def __aenter__(self) -> "AwkwardWorld":
        self._bot = await self.start_bot()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._bot is not None:
            await self._bot.stop()

    async def start_bot(self) -> AwkwardBot:
        bot = AwkwardBot(store=open_patiently(self.database), clock=self.clock, office=self.office)
        await bot.start()
        return bot

    async def platform_settled(self) -> None:
        return

    def person(self, name: str) -> AwkwardPerson:
        if name not in self._people:
            desk = Desk(office=self.office, bot=self._running, rests=self.rests)
            self._people[name] = AwkwardPerson(self.office.called(name), desk)
        return self._people[name]

    def newcomer(self, name: str, shown_name: str, zone: str, *channels: str) -> AwkwardPerson:
        member = self.office.enrol(name, shown_name, zone)
        for channel in channels:
            self.office.channels[channel].append(member.id)
        return self.person(name)

    def user(self, name: str) -> UserRef:
        return self.office.called(name).user

    def place(self, channel: str) -> Place:
        return self.office.place(channel)

    def happenings(self) -> list[Happening]:
        return self.office.log

    def _running(self) -> AwkwardBot:
        assert isinstance(self._bot, AwkwardBot), "the bot is down"
        return self._bot
