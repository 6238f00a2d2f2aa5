"""Shows an Answer to the person who acted, by whichever way is open."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.domain.identity import MessageRef
from bot.log import logger
from bot.messages.answer import Answer, Ask, Fix, Home, Nothing, Replace, Tell
from bot.messages.chart import DayChart
from bot.messages.document import Buttons, Document, Quote, Text, linked_keys, say
from bot.messages.form import Errors, Form, Values
from bot.messages.split import split
from bot.slack.conversations import Conversations
from bot.slack.errors import error_name, failure
from bot.slack.heard import OpenView, Way
from bot.slack.links import Permalinks
from bot.slack.pictures import Pictures
from bot.slack.render import fallback, message
from bot.slack.views import NEW, home_view, modal, noticed, page
from bot.slack.web import Web

Json = dict[str, Any]
Posts = Callable[[Collection[str]], Awaitable[Mapping[str, MessageRef]]]

SORRY: Final = "That could not be done just now. Please try again."
NOT_OPENED: Final = "The form could not be opened just now. Please try again."
# The view has moved on, or is closed: nobody waits for this drawing of it.
_MOVED_ON: Final = frozenset({"hash_conflict", "not_found"})
# What the person did was delivered more than once, and what an earlier delivery opened is before them.
_OPENED: Final = "exchanged_trigger_id"
_HOME: Final = "Sunrelay"  # what stands above a page that was opened from the home
_PARTS: Final = 4  # messages of one answer: a response URL takes five

_log = logger(__name__)


async def no_posts(keys: Collection[str]) -> Mapping[str, MessageRef]:
    """For a bot that links to none of its messages in its answers."""
    return {}


class Stage:
    """Shows answers. `posts` finds the bot's messages by their keys, for the links of an answer."""

    def __init__(self, web: Web, *, posts: Posts = no_posts, pictures: Pictures | None = None) -> None:
        self._web = web
        self._posts = posts
        self._pictures = pictures or Pictures(web)
        self._links = Permalinks(web)
        self._conversations = Conversations(web)

    async def show(self, answer: Answer, way: Way) -> None:
        """Show it. What cannot be shown is logged: there is nobody to tell."""
        try:
            await self._show(answer, way)
        except Exception as error:
            self._not_shown(type(answer).__name__, error)

    async def sorry(self, way: Way) -> None:
        """Say that it could not be done, and hand back what was typed; an open form stays as it is."""
        if way.view is not None:
            await self._quietly(self._update(way.view, noticed(way.view.raw, SORRY)))
            return
        typed = (Quote(spans=(Text(text=way.typed),)),) if way.typed else ()
        sorry = Document(blocks=(say(SORRY), *typed), summary=SORRY, kind="notice")
        await self.show(Tell(document=sorry), way)

    async def links_soon(self, document: Document, *, seconds: float) -> Mapping[str, str]:
        """The addresses that it links to, for an answer that is waited for; none where they take longer."""
        try:
            return await asyncio.wait_for(self._links_in(document), seconds)
        except Exception as error:
            self._not_shown("links", error)
            return {}

    async def _show(self, answer: Answer, way: Way) -> None:
        match answer:
            case Nothing():
                return
            case Ask(form=form):
                await self._open(form, way)
            case Fix(form=form, values=values, errors=errors):
                await self._open(form, way, values=values, errors=errors)
            case Tell(document=document, private=private, picture=picture):
                await self._tell(document, way, private=private)
                if picture is not None and way.view is None and not way.home:
                    await self._quietly(self._show_picture(picture, way, private=private))
            case Replace(document=document):
                await self._replace(document, way)
            case Home(document=document):
                view = home_view(document, links=await self._links_in(document))
                await self._web.call_at_once("views.publish", user_id=way.user.id, view=view)

    async def _open(
        self, form: Form, way: Way, *, values: Values | None = None, errors: Errors | None = None
    ) -> None:
        if way.view is not None:
            redrawn = modal(form, values=values, errors=errors, shown=way.view.shown)
            await self._update(way.view, redrawn)
        elif not way.trigger:
            await self._offer(form, way, _ready(form))
        else:
            view = modal(form, values=values, errors=errors, shown=NEW)
            try:
                await self._web.call_at_once("views.open", trigger_id=way.trigger, view=view)
            except Exception as error:
                self._not_shown("views.open", error)
                # It may be spent, and opens nothing more.
                if not _was_opened(error):
                    await self._offer(form, replace(way, home=False), NOT_OPENED)

    async def _update(self, view: OpenView, drawn: Json) -> None:
        try:
            await self._web.call_at_once("views.update", view_id=view.id, hash=view.hash, view=drawn)
        except SlackApiError as error:
            if error_name(error) not in _MOVED_ON:
                raise

    async def _turn(self, view: OpenView, document: Document) -> None:
        """The view becomes a page that says this."""
        links = await self._links_in(document)
        await self._update(view, page(document, title=view.shown.title, links=links))

    async def _offer(self, form: Form, way: Way, text: str) -> None:
        """The button that asks for the form, where it cannot be opened at once."""
        button = (Buttons(buttons=(form.opener,)),) if form.opener else ()
        await self._tell(
            Document(blocks=(say(text), *button), summary=text, kind="notice"), way, private=True
        )

    async def _tell(self, document: Document, way: Way, *, private: bool) -> None:
        if way.view is not None:
            await self._turn(way.view, document)
        elif not (way.home and await self._shown_at_home(document, way)):
            await self._said(document, way, private=private)

    async def _shown_at_home(self, document: Document, way: Way) -> bool:
        """On a page of its own, since there is no message to answer; False when none can be opened."""
        view = page(document, title=_HOME)
        try:
            opened = await self._web.call_at_once("views.open", trigger_id=way.trigger, view=view)
        except Exception as error:
            self._not_shown("views.open", error)
            return _was_opened(error)
        await self._quietly(self._link(opened.get("view") or {}, document))
        return True

    async def _link(self, opened: Json, document: Document) -> None:
        """Links are looked up once the page stands there: it opens within three seconds or not at all."""
        if links := await self._links_in(document):
            view = page(document, title=_HOME, links=links)
            await self._web.call_at_once(
                "views.update", view_id=opened.get("id"), hash=opened.get("hash"), view=view
            )

    async def _said(self, document: Document, way: Way, *, private: bool) -> None:
        for part in split(document, most=_PARTS):
            await self._say(await self._drawn(part), way, private=private)

    async def _say(self, drawn: Json, way: Way, *, private: bool) -> None:
        thread = {"thread_ts": way.place.thread} if way.place and way.place.thread else {}
        if way.reply_url:
            kind = "ephemeral" if private else "in_channel"
            answer = {**drawn, **thread, "response_type": kind, "replace_original": False}
            await self._web.answer(way.reply_url, answer)
        elif way.place is None or way.place.kind == "direct":
            place = way.place or self._conversations.post_to(way.user)
            await self._web.call_at_once(
                "chat.postMessage", channel=place.id, mrkdwn=False, **thread, **drawn
            )
        elif private:
            await self._web.call_at_once(
                "chat.postEphemeral", channel=way.place.id, user=way.user.id, **thread, **drawn
            )
        else:
            await self._web.call_at_once(
                "chat.postMessage", channel=way.place.id, mrkdwn=False, **thread, **drawn
            )

    async def _show_picture(self, chart: DayChart, way: Way, *, private: bool) -> None:
        """In a message of its own, once it is drawn: the words do not wait for it, nor fail with it."""
        block = await self._pictures.block(chart)
        await self._say({"blocks": [block], "text": fallback(chart.title)}, way, private=private)

    async def _replace(self, document: Document, way: Way) -> None:
        if way.view is not None:
            await self._turn(way.view, document)
            return
        drawn = await self._drawn(split(document)[0])
        if way.reply_url:
            await self._web.answer(way.reply_url, {**drawn, "replace_original": True})
        elif way.place is not None and way.message:
            await self._web.call_at_once("chat.update", channel=way.place.id, ts=way.message, **drawn)

    async def _drawn(self, document: Document) -> Json:
        return message(document, links=await self._links_in(document)).payload()

    async def _links_in(self, document: Document) -> Mapping[str, str]:
        keys = linked_keys(document)
        return await self._links.of(document, await self._posts(keys)) if keys else {}

    async def _quietly(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            self._not_shown("view", error)

    def _not_shown(self, what: str, error: Exception) -> None:
        _log.warning("front.not_shown", what=what, error=type(error).__name__, why=repr(failure(error)))


def _was_opened(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and error_name(error) == _OPENED


def _ready(form: Form) -> str:
    return f"{form.title}: press the button to open the form." if form.opener else NOT_OPENED
