"""What a person does with messages: writes, edits, presses, commands, shortcuts."""

from collections.abc import Sequence
from typing import Any

from sandbox import elements, form, payloads
from sandbox.channel import Channel
from sandbox.clock import seconds
from sandbox.elements import NotPossible
from sandbox.file import File
from sandbox.message import Message
from sandbox.message import elements as elements_of
from sandbox.outcomes import Done, trouble
from sandbox.reply import Reply, Unacknowledged
from sandbox.screen import Screen
from sandbox.shapes import Json, Refusal
from sandbox.typed import typed


def post(
    screen: Screen, where: str | None, words: str, *, thread_ts: str | None,
    files: Sequence[File | str],
) -> Message:  # fmt: skip
    """Write a message."""
    channel = _open(screen, where)
    if thread_ts is not None and thread_ts not in screen.wires.workspace.timeline.of(channel.id):
        raise NotPossible("there is no such thread")
    text, blocks = typed(words, screen.wires.workspace)
    shelf = screen.wires.workspace.files
    sent = [shelf.told(shelf.of(screen.id, one)) for one in files]
    return screen.wires.workspace.timeline.post(
        Message(
            channel=channel.id,
            ts="",
            user=screen.id,
            text=text,
            blocks=blocks if words else (),
            thread_ts=thread_ts,
            subtype="file_share" if sent else None,
            extra={"files": sent, "upload": True} if sent else {},
        )
    )


def edit(screen: Screen, message: Message, words: str) -> Message:
    """Change one's own message."""
    _refuse_foreign(screen, message)
    text, blocks = typed(words, screen.wires.workspace)
    return screen.wires.workspace.timeline.edit(screen.now(message), text=text, blocks=blocks)


def delete(screen: Screen, message: Message) -> None:
    """Take one's own message back."""
    _refuse_foreign(screen, message)
    screen.wires.workspace.timeline.delete(screen.now(message))


async def command(screen: Screen, where: str | None, *, name: str, text: str) -> Done:
    """Send a slash command and show its immediate answer."""
    channel = _open(screen, where)
    registered = screen.wires.workspace.app.commands
    if not name.startswith("/") or (registered is not None and name not in registered):
        raise NotPossible(f"{name} is not a valid command")
    payload = payloads.command(screen.wires, screen.user, channel, name=name, text=text)
    reply = await screen.wires.courier.command(payload)
    if isinstance(reply, Unacknowledged):
        return Done(trouble=trouble(reply))
    if reply.payload is None:
        return Done()
    try:
        screen.wires.response_urls.say(user=screen.id, channel=channel.id, body=reply.payload)
    except Refusal as refused:
        return Done(trouble=f"invalid_command_response: {refused.error}")
    return Done()


async def shortcut(screen: Screen, message: Message, callback_id: str) -> Done:
    """Use a message shortcut."""
    _refuse_unknown_shortcut(screen, callback_id)
    if message.ephemeral:
        raise NotPossible("a message that only one person sees has no shortcuts")
    now = screen.now(message)
    payload = payloads.message_shortcut(screen.wires, screen.user, now, callback_id=callback_id)
    return _done(await screen.wires.courier.interactive(payload, accepts_payload=False))


async def global_shortcut(screen: Screen, callback_id: str) -> Done:
    """Use a global shortcut."""
    _refuse_unknown_shortcut(screen, callback_id)
    payload = payloads.global_shortcut(screen.wires, screen.user, callback_id=callback_id)
    return _done(await screen.wires.courier.interactive(payload, accepts_payload=False))


async def press(
    screen: Screen, message: Message, *, action_id: str | None, text: str | None,
    value: str | None,
) -> Done:  # fmt: skip
    """Press a button of a message as it stands now."""
    now = screen.now(message)
    pressed = form.button(elements_of(now.blocks), action_id=action_id, text=text, value=value)
    return await _act(screen, now, pressed, state=_state(now))


async def choose(screen: Screen, message: Message, *, key: str, value: Any) -> Done:
    """Choose in an element of a message."""
    now = screen.now(message)
    found = [one for one in elements_of(now.blocks) if key in (one["action_id"], one["block_id"])]
    if len(found) != 1:
        raise NotPossible(f"{len(found)} elements are called {key!r}")
    state = _state(now)
    held = elements.picked(found[0], value)
    state[found[0]["block_id"]][found[0]["action_id"]] = held
    return await _act(screen, now, found[0] | held, state=state)


def open_home(screen: Screen, *, tab: str) -> None:
    """Look at the bot's Home or messages tab: `app_home_opened`."""
    workspace = screen.wires.workspace
    told: Json = {"type": "app_home_opened", "user": screen.id, "channel": screen.dm, "tab": tab}
    told["event_ts"] = f"{seconds(workspace.clock.now())}.000000"
    if tab == "home" and screen.home is not None:
        told["view"] = screen.home.described(workspace.app)
    workspace.happenings.tell(told)


def action_of(element: Json) -> Json:
    """The entry of `actions` for an element that was used."""
    kept = ("type", "action_id", "block_id", "text", "value", "style", "placeholder", "url")
    held = [key for key in element if key.startswith("selected_") or key in ("rich_text_value", "files")]
    return payloads.stamped({key: element[key] for key in (*kept, *held) if key in element})


async def _act(screen: Screen, message: Message, element: Json, *, state: Json) -> Done:
    action = action_of(element)
    payload = payloads.actions_in_message(screen.wires, screen.user, message, action=action, state=state)
    return _done(await screen.wires.courier.interactive(payload, accepts_payload=False))


def _done(reply: Reply) -> Done:
    return Done(trouble=trouble(reply)) if isinstance(reply, Unacknowledged) else Done()


def _state(message: Message) -> Json:
    state: Json = {}
    for one in elements_of(message.blocks):
        if elements.stateful(one):
            state.setdefault(one["block_id"], {})[one["action_id"]] = elements.initial(one)
    return state


def _open(screen: Screen, where: str | None) -> Channel:
    channel = screen.channel(where)
    if channel.archived:
        raise NotPossible(f"{channel.name} is archived")
    return channel


def _refuse_foreign(screen: Screen, message: Message) -> None:
    if message.user != screen.id or message.ephemeral:
        raise NotPossible("only one's own messages can be changed")


def _refuse_unknown_shortcut(screen: Screen, callback_id: str) -> None:
    registered = screen.wires.workspace.app.shortcuts
    if registered is not None and callback_id not in registered:
        raise NotPossible(f"no shortcut is called {callback_id}")
