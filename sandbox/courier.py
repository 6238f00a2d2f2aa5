"""Delivers payloads to the app by whichever way it listens: events until acknowledged, the rest once."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from sandbox.activity import Activity
from sandbox.app import App
from sandbox.clock import Clock, seconds
from sandbox.faults import Faults, Payload
from sandbox.reply import Acknowledged, Attempt, Reply, Route, Unacknowledged
from sandbox.shapes import Json

# After a failure Slack tries again at once, after a minute, and after five.
RETRY_AFTER = (0.0, 60.0, 300.0)


class Way(Protocol):
    """Socket Mode or HTTP."""

    async def send(self, attempt: Attempt, *, timeout: float) -> Reply: ...


class Courier:
    """Carries everything that goes to the app. `retry_scale` shortens the waits between tries of an event."""

    def __init__(
        self, *, app: App, clock: Clock, activity: Activity, faults: Faults, way: Callable[[], Way],
        ack_timeout: float, retry_scale: float,
    ) -> None:  # fmt: skip
        self._app, self._clock, self._activity, self._faults, self._way = app, clock, activity, faults, way
        self._ack_timeout, self._retry_scale = ack_timeout, retry_scale
        self._events = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self.lost: list[Json] = []

    def event(self, event: Json) -> None:
        """Send an event, in the background; `settled` waits for it."""
        self._start(self._event(event))

    async def interactive(self, payload: Json, *, accepts_payload: bool) -> Reply:
        """Deliver what a person did; the answer is the app's, or that there was none in time."""
        return await self._by_person("interactive", "interactive", payload, accepts_payload)

    async def command(self, payload: Json) -> Reply:
        """Deliver a slash command."""
        return await self._by_person("slash_commands", "command", payload, True)

    def notify(self, payload: Json) -> None:
        """Deliver a payload that no person waits for, such as a closed view."""
        self._start(self._once(Attempt(route="interactive", payload=payload)))

    async def close(self) -> None:
        """Stop delivering."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._activity.begin()
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._activity.end()

    async def _event(self, event: Json) -> None:
        again = self._faults.redelivery("event")
        first = self._enveloped(event)
        more = [self._enveloped(event) if again.new_ids else first for _ in range(again.more)]
        if again.together:
            await asyncio.gather(*(self._until_taken(one) for one in (first, *more)))
            return
        for one in (first, *more):
            await self._until_taken(one)

    async def _until_taken(self, payload: Json) -> None:
        reply: Reply = Unacknowledged(why="")
        for number, wait in enumerate((0.0, *RETRY_AFTER)):
            await asyncio.sleep(wait * self._retry_scale)
            why = reply.why if isinstance(reply, Unacknowledged) else ""
            reply = await self._once(Attempt(route="events_api", payload=payload, number=number, why=why))
            if isinstance(reply, Acknowledged):
                return
            if reply.final:
                break
        self.lost.append(payload)

    async def _by_person(self, route: Route, payload: Payload, body: Json, accepts: bool) -> Reply:
        again = self._faults.redelivery(payload)
        attempts = [
            Attempt(route=route, payload=body, accepts_payload=accepts) for _ in range(1 + again.more)
        ]
        with self._activity.one():
            if again.together:
                replies = await asyncio.gather(*(self._once(one) for one in attempts))
            else:
                replies = [await self._once(one) for one in attempts]
        return replies[0]

    async def _once(self, attempt: Attempt) -> Reply:
        return await self._way().send(attempt, timeout=self._ack_timeout)

    def _enveloped(self, event: Json) -> Json:
        number = next(self._events)
        return {
            "token": "verification",
            "team_id": self._app.team_id,
            "context_team_id": self._app.team_id,
            "context_enterprise_id": None,
            "api_app_id": self._app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{number:09d}",
            "event_time": seconds(self._clock.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._app.team_id,
                    "user_id": self._app.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{number:09d}",
        }
