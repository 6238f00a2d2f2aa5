"""The front to Slack: hears through Bolt, has it answered, acknowledges, and then shows the answer.

Only a submission waits for its answer; all else is committed, acknowledged, and then shown in a task.
"""

# Known or not, every payload is acknowledged, except an event that could not be remembered: that one Slack
# delivers again.

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, cast

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.log import logger
from bot.messages.answer import Answer, Home, Tell
from bot.metrics import Metrics
from bot.services.platform import Unreachable
from bot.slack.absent import absent
from bot.slack.closing import closing, handed_back
from bot.slack.door import Pages
from bot.slack.heard import Bot, Heard, OpenView
from bot.slack.listen import Http, Listener, SocketMode, listener
from bot.slack.named import Names, named, no_names
from bot.slack.workspaces import NotInstalled, Workspace, Workspaces
from handlers.event import Event
from storage.errors import StoreError

Absent = Callable[[dict[str, Any], Exception], BoltResponse]
Hear = Callable[[Event], Awaitable[Answer]]

# Machine seconds. Slack waits three for an acknowledgement: what takes longer when the bot stops is in vain.
GRACE: Final = 4.0
LAST_GRACE: Final = 0.5

# Machine seconds. What a form turns into waits so long for the addresses it links to.
LINKED_WITHIN: Final = 1.0

_TAKEN: Final = 200
_AGAIN: Final = 500
# Where Bolt hands on what was read, and in which workspace.
_HEARD: Final = "heard"
_HERE: Final = "here"

_log = logger(__name__)


class Front:
    """Hears and answers, from `start` to `stop`.

    hear: answers one event; what it raises is handed back to the person, or to Slack for another delivery.
    names: looks up those whom a text calls by their ids. pages: what browsers may open, over HTTP.
    """

    def __init__(
        self,
        workspaces: Workspaces,
        *,
        hear: Hear,
        listen: SocketMode | Http,
        names: Names = no_names,
        pages: Pages | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._workspaces = workspaces
        self._metrics = metrics or Metrics()
        self._hear = hear
        self._listen = listen
        self._names = names
        self._pages = pages or {}
        self._listener: Listener | None = None
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

    async def listening(self) -> bool:
        """Whether Slack is connected, or can reach the bot."""
        return self._listener is not None and await self._listener.listening()

    async def start(self) -> Bot | None:
        """Ask Slack who the bot is, where it is in one workspace, and listen.

        Raises `SlackApiError`, `aiohttp.ClientError`, `OSError`, `StoreError`.
        """
        bot = await self._workspaces.start()
        self._listener = listener(self._listen, self.bolt_app(), self._workspaces.client(), self._pages)
        await self._listener.start()
        tenant = bot.tenant if bot is not None else "any"
        _log.info("front.listening", over=type(self._listen).__name__, port=self.port, tenant=tenant)
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

    def bolt_app(self) -> AsyncApp:
        """What a listener hands Slack's payloads to."""
        app = _Bolt(
            self._workspaces,
            self._absent,
            self._metrics,
            name="sunrelay",
            logger=_quiet(),
            client=self._workspaces.client(),
            process_before_response=True,
            authorize=_authorized,
            # The door checks signatures before anything is parsed; the reader knows the bot's own messages.
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
        )
        # Listeners of each kind would be asked in turn, and Bolt makes all its arguments anew for each.
        app.use(self._take)
        app.error(_raised)
        return app

    def _absent(self, body: dict[str, Any], why: Exception) -> BoltResponse:
        """The answer to a payload from where the bot is not, or of which that cannot be told now."""
        passing = isinstance(why, StoreError)
        _log.warning("front.not_here", why=str(why), passing=passing)
        if passing and body.get("type") == "event_callback":
            return BoltResponse(status=_AGAIN, body="")
        return BoltResponse(
            status=_TAKEN, body=absent(body, install_url=self._workspaces.install_url, passing=passing)
        )

    async def _take(self, context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse:
        """Whatever Bolt has let through: it looks no further."""
        match body.get("type"):
            case "view_submission":
                return await self._submitted(context)
            case "event_callback":
                return await self._happened(context)
            case _:
                return await self._acted(context)

    async def _acted(self, context: AsyncBoltContext) -> BoltResponse:
        heard, stage = _heard(context), _here(context).stage
        answer = await self._answer(heard)
        if answer is None:
            self._later(stage.sorry(heard.way))
        else:
            self._later(stage.show(answer, heard.way))
        return BoltResponse(status=_TAKEN, body="")

    async def _submitted(self, context: AsyncBoltContext) -> BoltResponse:
        heard = _heard(context)
        view = cast(OpenView, heard.way.view)
        answer = await self._answer(heard)
        if answer is None:
            return BoltResponse(status=_TAKEN, body=handed_back(view))
        stage = _here(context).stage
        if isinstance(answer, Home):
            self._later(stage.show(answer, heard.way))
        told = answer.document if isinstance(answer, Tell) else None
        links = await stage.links_soon(told, seconds=LINKED_WITHIN) if told is not None else {}
        return BoltResponse(status=_TAKEN, body=closing(answer, view, links=links))

    async def _happened(self, context: AsyncBoltContext) -> BoltResponse:
        heard = _heard(context)
        answer = await self._answer(heard)
        if answer is None:
            return BoltResponse(status=_AGAIN, body="")
        self._later(_here(context).stage.show(answer, heard.way))
        return BoltResponse(status=_TAKEN, body="")

    async def _answer(self, heard: Heard) -> Answer | None:
        """What follows from it; None when it could not be remembered."""
        self._hearing += 1
        self._idle.clear()
        kind = type(heard.event).__name__
        try:
            answer = await self._hear(await named(heard, self._names))
            self._metrics.heard(kind, "answered")
            return answer
        except (StoreError, Unreachable) as error:
            self._metrics.heard(kind, "not_saved")
            _log.warning("front.not_saved", event_kind=kind, error=type(error).__name__)
        except Exception as error:
            self._metrics.heard(kind, "failed")
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


class _Bolt(AsyncApp):
    """Acknowledges at once what there is nothing to answer in: most of what a busy channel says.

    Before any of Bolt's middleware, which takes several times as long as to see that.
    """

    def __init__(self, workspaces: Workspaces, absent: Absent, metrics: Metrics, **options: Any) -> None:
        super().__init__(**options)
        self._at_hand, self._hearing, self._absent = workspaces.at_hand, workspaces.hearing, absent
        self._metrics = metrics

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        if req.body.get("type") == "url_verification":
            return await super().async_dispatch(req)
        try:
            team = req.context.team_id or ""
            here = self._at_hand(team) or await self._hearing(team)
        except (NotInstalled, StoreError) as why:
            return self._absent(req.body, why)
        heard = here.reader.read(req.body)
        if heard is None:
            self._metrics.passed_over()
            return BoltResponse(status=_TAKEN, body="")
        req.context[_HEARD], req.context[_HERE] = heard, here
        began = time.perf_counter()
        try:
            acknowledged = await super().async_dispatch(req)
        except Exception as error:
            return _broken(req.context, heard, error)
        self._metrics.acknowledged(time.perf_counter() - began)
        return acknowledged


async def _authorized(context: AsyncBoltContext) -> AuthorizeResult:
    """Who the bot is there. Bolt gets no token: nothing of it calls Slack."""
    return await _here(context).web.authorized()


def _here(context: AsyncBoltContext) -> Workspace:
    return cast(Workspace, context[_HERE])


def _heard(context: AsyncBoltContext) -> Heard:
    """Taken out of it: what is still there was handed to nobody."""
    return cast(Heard, context.pop(_HEARD))


async def _raised(error: Exception) -> None:
    """To whoever dispatches, rather than into Bolt's own log."""
    raise error


def _broken(context: AsyncBoltContext, heard: Heard, error: Exception) -> BoltResponse:
    """Bolt looks into a payload in more places than the reader: one that is broken there is nobody's."""
    if _HEARD not in context:
        _log_failure(heard.event, error)
        return BoltResponse(status=_AGAIN, body="")
    _log.warning("front.malformed", shape="payload", error=type(error).__name__)
    return BoltResponse(status=_TAKEN, body="")


def _log_failure(event: Event, error: Exception) -> None:
    """Where it went wrong, without what it says: a database's error quotes what people wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("front.failed", event_kind=type(event).__name__, error=type(error).__name__, where=frames)


def _quiet() -> logging.Logger:
    """Bolt warns of a token in the environment that it is not to use; only its errors are of interest."""
    quiet = logging.getLogger("slack_bolt.sunrelay")
    quiet.setLevel(logging.ERROR)
    return quiet
