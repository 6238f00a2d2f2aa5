"""The road on which the bot is killed: from set-up to a request, in acts that people finish in any case.

An act is played again after a death: whoever does not see what they did does it again, and who is told that
it failed sends once more what is still before them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.support.setting_up import WRITES
from tests.support.shown import OPEN, RETURNED, Shown
from tests.support.slack.somebody import SlackPerson
from tests.support.slack.world import SlackWorld
from tests.support.somebody import AWAKE, LABELS

ATLAS = "atlas"
TEAM = ("lena", "nora", "maya")
LENAS, EDITED, MAYAS = "The importer stops at row 7.", "The importer stops at row 8.", "Refunds are slow."
RUN_AGAIN, ASK_BANK = "Run the importer again", "Ask the bank about refunds"
QUESTION, QUESTION_LABEL = "Which of its offices?", "What do you need to know?"
COMPANY_DAY = "24 dec Christmas Eve"
NOTE = "Say what this is about"
ABOUT = "The bank answers 503 on refunds since noon."
MOST_PAGES = 4


@dataclass(slots=True)
class Road:
    """What is under way. `nudged`: whether the note that may be lost was seen."""

    world: SlackWorld
    nudged: bool = True
    said: list[Shown] = field(default_factory=list)

    def who(self, name: str) -> SlackPerson:
        """One of the journeys' people."""
        return self.world.person(name)

    def in_channel(self, kind: str) -> list[Shown]:
        """The channel's messages of a kind."""
        return self.who("maya").all_of(kind, where=ATLAS)

    # The acts.

    async def set_up(self) -> None:
        lena = self.who("lena")
        await self.world.until(lena.at("Mon 10:00"))
        if not self.in_channel("announcement"):
            if not lena.has_form:
                await lena.opens("/sunrelay setup", where=ATLAS)
            if lena.form.values.get(WRITES) == "":
                await lena.fills({"Team name": "Atlas", "Project": "Checkout", WRITES: TEAM})
        await self._sends_whatever_is_open(lena)
        assert len(self.in_channel("announcement")) == 1

    async def welcome(self) -> None:
        await self.world.until(self.who("maya").at("Mon 09:05"))
        for name in TEAM:
            assert len(self.who(name).all_of("welcome")) == 1, name

    async def prompt(self) -> None:
        await self.world.until(self.who("lena").at("Mon 17:16"))
        assert len(self.who("lena").all_of("prompt")) + len(self.who("lena").all_of("receipt")) == 1

    async def write(self) -> None:
        await self._hands_over("lena", LENAS, RUN_AGAIN)

    async def remind_and_hand_over(self) -> None:
        await self.world.until(self.who("nora").at("Mon 18:45"))
        assert len(self.who("nora").all_of("reminder")) == 1
        (over,) = self.in_channel("handover")
        assert LENAS in over.text

    async def pick_up(self) -> None:
        maya, (over,) = self.who("maya"), self.in_channel("handover")
        if over.buttons_below(RUN_AGAIN) == OPEN:
            await maya.presses("Pick up", on=over, below=RUN_AGAIN)
        assert "picked up by Maya Brooks" in maya.now(over, where=ATLAS).text

    async def edit(self) -> None:
        lena, (over,) = self.who("lena"), self.in_channel("handover")
        if EDITED not in over.text or lena.has_form:
            if not lena.has_form:
                await lena.presses("Edit")
            await lena.hands_over(EDITED)
        text = lena.now(over, where=ATLAS).text
        assert EDITED in text
        assert LENAS not in text

    async def finish(self) -> None:
        maya, (over,) = self.who("maya"), self.in_channel("handover")
        if "done by Maya Brooks" not in over.text:
            await maya.presses("Done", on=over, below=RUN_AGAIN)
        assert "done by Maya Brooks" in maya.now(over, where=ATLAS).text

    async def second_evening(self) -> None:
        await self.world.until(self.who("maya").at("Mon 17:16"))
        await self._hands_over("maya", MAYAS, ASK_BANK)

    async def morning(self) -> None:
        lena = self.who("lena")
        await self.world.until(lena.at("Tue 09:05"))
        (digest,) = [one for one in self.in_channel("digest") if MAYAS in one.text]
        assert digest.buttons_below(ASK_BANK) == OPEN
        (note,) = lena.all_of("note")
        assert "done by Maya Brooks" in note.text

    async def ask(self) -> None:
        lena = self.who("lena")
        digest = next(one for one in self.in_channel("digest") if MAYAS in one.text)
        if digest.buttons_below(ASK_BANK) == OPEN or lena.has_form:
            if not lena.has_form:
                await lena.presses("Ask", on=digest, below=ASK_BANK)
            await lena.fills({QUESTION_LABEL: QUESTION})
            await lena.sends()
        assert lena.now(digest, where=ATLAS).buttons_below(ASK_BANK) == RETURNED

    async def away(self) -> None:
        nora = self.who("nora")
        if not any("You are away" in one.text for one in nora.told):
            await nora.commands("/sunrelay", "away fri", where=ATLAS)
        assert any("You are away" in one.text for one in nora.told)

    async def company_day(self) -> None:
        lena = self.who("lena")
        if not self.in_channel("company"):
            await lena.commands("/sunrelay", f"holidays company {COMPANY_DAY}", where=ATLAS)
        assert len(self.in_channel("company")) == 1

    async def next_morning(self) -> None:
        maya = self.who("maya")
        await self.world.until(maya.at("Tue 09:05"))
        (note,) = [one for one in maya.all_of("note") if QUESTION in one.text]
        assert note.buttons.count("Answer") == 1

    async def opt_in(self) -> None:
        lena = self.who("lena")
        if not any("For every message" in one.buttons for one in lena.told):
            await lena.commands("/sunrelay", "nudges", where=ATLAS)
        card = next(one for one in lena.told if "For every message" in one.buttons)
        await lena.presses("For every message", on=card)

    async def nudge(self) -> None:
        sam = self.who("sam")
        if not self.said:
            self.said.append(await sam.says("@maya can we talk?", where=ATLAS))
        await self.world.until(self.world.clock.now() + timedelta(minutes=3))
        notes = [one for one in sam.told if NOTE in one.text]
        assert len(notes) <= 1
        self.nudged = bool(notes)

    async def add_context(self) -> None:
        sam = self.who("sam")
        if not self.nudged:
            return
        if not self.in_channel("request") or sam.has_form:
            if not sam.has_form:
                note = next(one for one in sam.told if NOTE in one.text)
                await sam.presses("Add context", on=note)
            await sam.fills({"What is it about?": ABOUT})
            await sam.sends()
        (request,) = self.in_channel("request")
        assert ABOUT in request.text

    # What several have in common.

    async def _hands_over(self, name: str, words: str, step: str) -> None:
        who = self.who(name)
        if who.has_form or not who.all_of("receipt"):
            if who.has_form:
                assert who.form.values[LABELS["summary"]] in ("", words), "handed back as it was typed"
            else:
                await who.presses("Write hand-off")
            await who.hands_over(words, state="At risk", steps=[(step, AWAKE)])
        (receipt,) = who.all_of("receipt")
        assert receipt.text

    async def _sends_whatever_is_open(self, who: SlackPerson) -> None:
        for _ in range(MOST_PAGES):
            if not who.has_form:
                return
            await who.sends()
            assert not who.wrong, who.wrong
        raise AssertionError("the last page is not the last")


Act = Callable[[Road], Awaitable[None]]

ACTS: tuple[Act, ...] = (
    Road.set_up,
    Road.welcome,
    Road.prompt,
    Road.write,
    Road.remind_and_hand_over,
    Road.pick_up,
    Road.edit,
    Road.finish,
    Road.second_evening,
    Road.morning,
    Road.ask,
    Road.away,
    Road.company_day,
    Road.next_morning,
    Road.opt_in,
    Road.nudge,
    Road.add_context,
)
