"""Who answers what: the tables of every feature in one, and the one way in for every front."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar, assert_never

from bot.messages import team as team_messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services.platform import House
from handlers import (
    app_home,
    away,
    channel,
    decision,
    decision_away,
    decision_find,
    decision_vote,
    digest,
    dnd,
    evening,
    focus,
    handoff,
    holiday,
    installation,
    nudge,
    page,
    person,
    presence,
    pressing,
    promise,
    publication,
    question,
    request,
    request_answer,
    request_trace,
    spoken,
    step,
    team,
    travel,
    week,
    when,
    why,
)
from handlers.event import (
    Changed,
    Command,
    Converted,
    DoNotDisturb,
    Event,
    HomeOpened,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
    Revoked,
    Shortcut,
    Submitted,
    Uninstalled,
)

E = TypeVar("E")

COMMANDS: dict[str, Callable[[Command, House], Awaitable[Answer]]] = {
    **handoff.COMMANDS,
    **digest.COMMANDS,
    **when.COMMANDS,
    **request.COMMANDS,
    **decision.COMMANDS,
}
BUTTONS: dict[str, Callable[[Pressed, House], Awaitable[Answer]]] = {
    **handoff.BUTTONS,
    **evening.BUTTONS,
    **step.BUTTONS,
    **question.BUTTONS,
    **team.BUTTONS,
    **digest.BUTTONS,
    **app_home.BUTTONS,
    **when.BUTTONS,
    **travel.BUTTONS,
    **away.BUTTONS,
    **focus.BUTTONS,
    **presence.BUTTONS,
    **holiday.BUTTONS,
    **week.BUTTONS,
    **promise.BUTTONS,
    **nudge.BUTTONS,
    **pressing.BUTTONS,
    **request.BUTTONS,
    **request_answer.BUTTONS,
    **page.BUTTONS,
    **decision.BUTTONS,
    **decision_away.BUTTONS,
    **decision_find.BUTTONS,
    **decision_vote.BUTTONS,
    **publication.BUTTONS,
}
FORMS: dict[str, Callable[[Submitted, House], Awaitable[Answer]]] = {
    **handoff.FORMS,
    **step.FORMS,
    **question.FORMS,
    **team.FORMS,
    **app_home.FORMS,
    **away.FORMS,
    **holiday.FORMS,
    **week.FORMS,
    **promise.FORMS,
    **nudge.FORMS,
    **request.FORMS,
    **request_answer.FORMS,
    **decision.FORMS,
    **decision_away.FORMS,
    **decision_find.FORMS,
    **decision_vote.FORMS,
    **publication.FORMS,
}
SHORTCUTS: dict[str, Callable[[Shortcut, House], Awaitable[Answer]]] = {
    **handoff.SHORTCUTS,
    **nudge.SHORTCUTS,
    **publication.SHORTCUTS,
    **request_trace.SHORTCUTS,
}
# Of these alone a front passes on what the message says: whoever uses them wants to quote it.
QUOTES = frozenset({*publication.SHORTCUTS, *request_trace.SHORTCUTS})
CHANGES: dict[str, Callable[[Changed, House], Awaitable[Answer]]] = {
    **handoff.CHANGES,
    **team.CHANGES,
    **week.CHANGES,
    **request.CHANGES,
    **decision.CHANGES,
}

# Words that `/sunrelay WORD` and a mention of the bot answer to, besides every command's own name.
SUBCOMMANDS: dict[str, Callable[[Command, House], Awaitable[Answer]]] = {
    **team.SUBCOMMANDS,
    **away.SUBCOMMANDS,
    **focus.SUBCOMMANDS,
    **holiday.SUBCOMMANDS,
    **week.SUBCOMMANDS,
    **promise.SUBCOMMANDS,
    **why.SUBCOMMANDS,
    **nudge.SUBCOMMANDS,
    **page.SUBCOMMANDS,
    **COMMANDS,
}

# The command that all others are also reached by.
UMBRELLA = "sunrelay"

COMMAND_NAMES = frozenset({*COMMANDS, UMBRELLA})
WORDS = frozenset({*SUBCOMMANDS, UMBRELLA, "help"})


async def hear(event: Event, house: House) -> Answer:
    """Hand an event to the one function that answers it; what nobody answers needs no answer."""
    await channel.notice(event, house)
    match event:
        case Command():
            return await _commanded(event, house)
        case Pressed() | Shortcut() | Changed() | Submitted():
            return await _named(event, house)
        case Posted():
            direct = event.message.place.kind == "direct"
            return await (handoff.said_to_bot(event, house) if direct else _said(event, house))
        case ProfileChanged():
            return await person.changed(event, house)
        case DoNotDisturb():
            return await dnd.changed(event, house)
        case Membership() | Converted():
            return await _turned(event, house)
        case HomeOpened():
            return await app_home.opened(event, house)
        case Uninstalled() | Revoked():
            return await _taken_back(event, house)
        case _:
            assert_never(event)


def concerns(text: str, in_thread: bool) -> bool:
    """Whether anything may follow from words that are said in a channel: pure and quick, for all of them."""
    return (not in_thread and nudge.is_empty(text)) or pressing.may_press(text, in_thread=in_thread)


async def _turned(event: Membership | Converted, house: House) -> Answer:
    """A channel is another one than it was: in who is there, or in who may see it."""
    if isinstance(event, Converted):
        return await channel.converted(event, house)
    return await team.moved(event, house)


async def _said(event: Posted, house: House) -> Answer:
    """What is said in a channel: its author is told one thing of it, or nothing."""
    return Nothing() if await pressing.heard(event, house) else await nudge.heard(event, house)


async def _taken_back(event: Uninstalled | Revoked, house: House) -> Answer:
    if isinstance(event, Revoked):
        return await presence.revoked(event, house)
    return await installation.left(event, house)


async def _named(event: Pressed | Shortcut | Changed | Submitted, house: House) -> Answer:
    """What is answered by the name that its message, form or shortcut gives."""
    match event:
        case Pressed():
            return await app_home.anew(event, await _by_name(BUTTONS, event.name, event, house), house)
        case Shortcut():
            return await _by_name(SHORTCUTS, event.name, event, house)
        case Changed():
            return await _by_name(CHANGES, event.form, event, house)
        case Submitted():
            return await _by_name(FORMS, event.form, event, house)
        case _:
            assert_never(event)


async def _commanded(event: Command, house: House) -> Answer:
    """`/handoff …`, the same as `/sunrelay handoff …`, and what was said to the bot."""
    if (kept := await spoken.instead(event, house)) is not None:
        return kept
    if event.name in SUBCOMMANDS:
        return await SUBCOMMANDS[event.name](event, house)
    word, rest = [*event.text.split(maxsplit=1), "", ""][:2]
    if word.lower() in SUBCOMMANDS:
        plain = replace(event, name=word.lower(), text=rest.strip())
        return await SUBCOMMANDS[plain.name](plain, house)
    if word and word.lower() != "help":
        return Tell(document=team_messages.unknown(word=word, locale=""))
    return Tell(document=team_messages.help_text(locale=""))


async def _by_name(
    table: dict[str, Callable[[E, House], Awaitable[Answer]]], name: str, event: E, house: House
) -> Answer:
    handler = table.get(name)
    return await handler(event, house) if handler is not None else Nothing()
