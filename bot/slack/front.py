"""The front to Slack: hears through Bolt, has it answered, acknowledges, and then shows the answer.

Only a submission waits for its answer; all else is committed, acknowledged, and then shown in a task.
"""

# Known or not, every payload is acknowledged, except an event that could not be remembered: that one Slack
# delivers again.

import asyncio
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Any, Final, cast

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.log import logger
from bot.messages.answer import Answer, Home
from bot.services.platform import Unreachable
from bot.slack.closing import closing, handed_back
from bot.slack.heard import Bot, Heard, OpenView
from bot.slack.listen import Http, Listener, SocketMode, listener
from bot.slack.named import Names, named, no_names
from bot.slack.read import Reader
from bot.slack.stage import Posts, Stage, no_posts
from bot.slack.web import Web
from handlers.event import Event
from storage.errors import StoreError

Hear = Callable[[Event], Awaitable[Answer]]

# Machine seconds. Slack waits three for an acknowledgement: what takes longer when the bot stops is in vain.
GRACE: Final = 4.0
LAST_GRACE: Final = 0.5

_ANY: Final = re.compile(".*", re.DOTALL)
_TAKEN: Final = 200
_AGAIN: Final = 500
# Where Bolt hands on what was read.
_HEARD: Final = "heard"

_log = logger(__name__)


class Front:
    """Hears and answers, from `start` to `stop`.

    hear: answers one event; what it raises is handed back to the person, or to Slack for another delivery.
    commands: the names that also answer to a mention of the bot. posts: finds the bot's messages by key.
    names: looks up those whom a text calls by their ids.
    """

    def __init__(
        self,
        *,
        web: Web,
        hear: Hear,
        commands: Collection[str],
        listen: SocketMode | Http,
        posts: Posts = no_posts,
        names: Names = no_names,
    ) -> None:
        self._web = web
        self._hear = hear
        self._commands = commands
        self._listen = listen
        self._names = names
        self._stage = Stage(web, posts=posts)
        self._listener: Listener | None = None
        self._reader: Reader | None = None
        self._showing: set[asyncio.Task[None]] = set()
        self._hearing = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def busy(self) -> bool:
        """Whether anything is being answered or shown."""
        return self._hearing > 0 or bool(self._showing)

    @property
    def port(self) -> int:
        """The port that is listened on over HTTP."""
        return self._listener.port if self._listener is not None else 0

    async def start(self) -> Bot:
        """Ask Slack who the bot is, and listen. Raises `SlackApiError`, `aiohttp.ClientError`, `OSError`."""
        bot = await self._web.identity()
        self._reader = Reader(bot, commands=self._commands)
        self._listener = listener(self._listen, self._app(), self._web)
        await self._listener.start()
        _log.info("front.listening", over=type(self._listen).__name__, port=self.port, tenant=bot.tenant)
        return bot

    async def drain(self) -> None:
        """Wait until nothing is being answered or shown."""
        while self.busy:
            await self._idle.wait()
            await asyncio.gather(*self._showing, return_exceptions=True)

    async def stop(self) -> None:
        """Finish what is under way within five seconds, then stop listening. A second call does nothing."""
        await self._finish(within=GRACE)
        if self._listener is not None:
            stopping, self._listener = self._listener, None
            await stopping.stop()
        await self._finish(within=LAST_GRACE)

    async def _finish(self, *, within: float) -> None:
        try:
            async with asyncio.timeout(within):
                await self.drain()
        except TimeoutError:  # and what was being shown is cut off with it
            _log.warning("front.cut_off", hearing=self._hearing, showing=len(self._showing))

    def _app(self) -> AsyncApp:
        app = AsyncApp(
            name="sunrelay",
            logger=_quiet(),
            client=self._web.client(),
            process_before_response=True,
            before_authorize=_Admission(self),
            authorize=_authorizing(self._web),
            # The door checks signatures before anything is parsed; the reader knows the bot's own messages.
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
        )
        app.command(_ANY)(self._acted)
        app.action(_ANY)(self._acted)
        app.message_shortcut(_ANY)(self._acted)
        app.view(_ANY)(self._submitted)
        app.event(_ANY)(self._happened)
        return app

    def read(self, body: dict[str, Any]) -> Heard | None:
        """What there is to answer in a payload."""
        return self._reader.read(body) if self._reader is not None else None

    async def _acted(self, context: AsyncBoltContext) -> BoltResponse:
        heard = _heard(context)
        answer = await self._answer(heard)
        if answer is None:
            self._later(self._stage.sorry(heard.way))
        else:
            self._later(self._stage.show(answer, heard.way))
        return BoltResponse(status=_TAKEN, body="")

    async def _submitted(self, context: AsyncBoltContext) -> BoltResponse:
        heard = _heard(context)
        view = cast(OpenView, heard.way.view)
        answer = await self._answer(heard)
        if answer is None:
            return BoltResponse(status=_TAKEN, body=handed_back(view))
        if isinstance(answer, Home):
            self._later(self._stage.show(answer, heard.way))
        return BoltResponse(status=_TAKEN, body=closing(answer, view))

    async def _happened(self, context: AsyncBoltContext) -> BoltResponse:
        heard = _heard(context)
        answer = await self._answer(heard)
        if answer is None:
            return BoltResponse(status=_AGAIN, body="")
        self._later(self._stage.show(answer, heard.way))
        return BoltResponse(status=_TAKEN, body="")

    async def _answer(self, heard: Heard) -> Answer | None:
        """What follows from it; None when it could not be remembered."""
        self._hearing += 1
        self._idle.clear()
        try:
            return await self._hear(await named(heard, self._names))
        except (StoreError, Unreachable) as error:
            _log.warning("front.not_saved", event_kind=type(heard.event).__name__, error=type(error).__name__)
        except Exception as error:
            _log_failure(heard.event, error)
        finally:
            self._hearing -= 1
            if not self._hearing:
                self._idle.set()
        return None

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)


class _Admission(AsyncMiddleware):
    """Acknowledges at once what there is nothing to answer in: most of what a busy channel says.

    As a function it would be handed parts of the payload, which Bolt takes to be there.
    """

    def __init__(self, front: Front) -> None:
        self._front = front

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        if req.body.get("type") == "url_verification":
            return await next()
        heard = self._front.read(req.body)
        if heard is None:
            return BoltResponse(status=_TAKEN, body="")
        req.context[_HEARD] = heard
        return await next()


def _authorizing(web: Web) -> Callable[[], Awaitable[AuthorizeResult]]:
    """As a plain function: Bolt hands a bound method its `self` a second time."""

    async def authorize() -> AuthorizeResult:
        return await web.authorized()

    return authorize


def _heard(context: AsyncBoltContext) -> Heard:
    return cast(Heard, context[_HEARD])


def _log_failure(event: Event, error: Exception) -> None:
    """Where it went wrong, without what it says: a database's error quotes what people wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("front.failed", event_kind=type(event).__name__, error=type(error).__name__, where=frames)


def _quiet() -> logging.Logger:
    """Bolt warns of a token in the environment that it is not to use; only its errors are of interest."""
    quiet = logging.getLogger("slack_bolt.sunrelay")
    quiet.setLevel(logging.ERROR)
    return quiet
