"""A front with a handler that does what a test tells it to."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.clock import SystemClock
from bot.domain.identity import MessageRef
from bot.messages.answer import Answer, Nothing
from bot.messages.document import Button, Document, say
from bot.messages.form import Choice, ChoiceField, Form, FormButton, TextField
from bot.metrics import Metrics
from bot.slack.everywhere import EveryDirectory
from bot.slack.front import Front
from bot.slack.listen import Http, SocketMode
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers.event import Event
from sandbox import Sandbox
from tests.slack.payloads import COMMANDS

Given = Answer | Exception | Callable[[Event], Answer]

OPENER = Button(name="handoff.write", text="Write hand-off", style="primary")


class Relay:
    """The bot under test. `answers`: what follows from each kind of event; `heard`: what came, in order."""

    def __init__(self, box: Sandbox, web: Web, listen: SocketMode | Http) -> None:
        self.box = box
        self.heard: list[Event] = []
        self.answers: dict[type[Any], Given] = {}
        self.posted: Mapping[str, MessageRef] = {}
        self.metrics = Metrics()
        manner = Manner(clock=SystemClock(), commands=COMMANDS, posts=self._posts)
        there = OneWorkspace(web, manner)
        names = EveryDirectory(there).profiles
        self.front = Front(there, hear=self._hear, listen=listen, names=names, metrics=self.metrics)

    async def settled(self) -> None:
        """Until nothing is on its way to the bot and nothing is being shown."""
        await self.box.settled()
        while self.front.busy:
            await self.front.drain()
            await self.box.settled()

    def of(self, kind: type[Any]) -> list[Any]:
        """What was heard of one kind."""
        return [one for one in self.heard if isinstance(one, kind)]

    async def _hear(self, event: Event) -> Answer:
        self.heard.append(event)
        given = self.answers.get(type(event), Nothing())
        if isinstance(given, Exception):
            raise given
        return given(event) if callable(given) else given

    async def _posts(self, keys: Any) -> Mapping[str, MessageRef]:
        return {key: self.posted[key] for key in keys if key in self.posted}


def document(text: str) -> Document:
    """A document that says one thing."""
    return Document(blocks=(say(text),), summary=text, kind="notice")


def form(*, token: str = "t1", rows: int = 1, opener: Button | None = OPENER, **values: str) -> Form:
    """A small hand-off form."""
    return Form(
        name="handoff.submit",
        title="Hand-off",
        submit="Hand over",
        token=token,
        fields=(
            ChoiceField(
                name="team",
                label="Team",
                choices=(Choice(value="1", text="Web"), Choice(value="2", text="Data")),
                redraws=True,
            ),
            TextField(name="summary", label="Where it stands", required=True, multiline=True),
            *(TextField(name=f"steps.{row}.what", label=f"Next step {row + 1}") for row in range(rows)),
            FormButton(name="handoff.add_step", text="Add a step", value=str(rows)),
        ),
        values=values,
        opener=opener,
    )
