"""What a person does with messages: writes, edits, presses, commands, shortcuts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sandbox import elements, form, payloads
from sandbox.channel import Channel
from sandbox.clock import seconds
from sandbox.elements import NotPossible
from sandbox.message import Message
from sandbox.message import elements as elements_of
from sandbox.outcomes import Done, trouble
from sandbox.reply import Reply, Unacknowledged
from sandbox.shapes import Json, Refusal
from sandbox.typed import typed
from sandbox.wires import Wires

if TYPE_CHECKING:
    from sandbox.person import Person


def refuse_outsider(person: "Person", channel: Channel) -> None:
    """NotPossible for who is not in the channel or has no account any more."""
    if person.user.deleted:
        raise NotPossible(f"{person.user.name} is deactivated")
    if person.id not in channel.members:
        raise NotPossible(f"{person.user.name} is not in {channel.name or channel.id}")


def current(person: "Person", wires: Wires, message: Message) -> Message:
    """The message as this person sees it now; NotPossible when it is gone or not theirs to see."""
    if message.to is not None:
        seen = [one for one in person.ephemerals if (one.channel, one.ts) == (message.channel, message.ts)]
        if not seen:
            raise NotPossible("that message is not there (any more)")
        return seen[0]
    refuse_outsider(person, wires.workspace.rooms.all[message.channel])
    try:
        return wires.workspace.timeline.found(message.channel, message.ts)
    except Refusal:
        raise NotPossible("that message is not there any more") from None


def post(
    person: "Person", wires: Wires, where: str | None, words: str, *, thread_ts: str | None,
    files: Sequence[Json],
) -> Message:  # fmt: skip
    """Write a message."""
    channel = _open(person, where)
    if thread_ts is not None and thread_ts not in wires.workspace.timeline.of(channel.id):
        raise NotPossible("there is no such thread")
    text, blocks = typed(words, wires.workspace)
    return wires.workspace.timeline.post(
        Message(
            channel=channel.id,
            ts="",
            user=person.id,
            text=text,
            blocks=blocks if words else (),
            thread_ts=thread_ts,
            subtype="file_share" if files else None,
            extra={"files": list(files)} if files else {},
        )
    )


def edit(person: "Person", wires: Wires, message: Message, words: str) -> Message:
    """Change one's own message."""
    _refuse_foreign(person, message)
    text, blocks = typed(words, wires.workspace)
    return wires.workspace.timeline.edit(current(person, wires, message), text=text, blocks=blocks)


def delete(person: "Person", wires: Wires, message: Message) -> None:
    """Take one's own message back."""
    _refuse_foreign(person, message)
    wires.workspace.timeline.delete(current(person, wires, message))


async def command(person: "Person", wires: Wires, where: str | None, *, name: str, text: str) -> Done:
    """Send a slash command and show its immediate answer."""
    channel = _open(person, where)
    registered = wires.workspace.app.commands
    if not name.startswith("/") or (registered is not None and name not in registered):
        raise NotPossible(f"{name} is not a valid command")
    payload = payloads.command(wires, person.user, channel, name=name, text=text)
    reply = await wires.courier.command(payload)
    if isinstance(reply, Unacknowledged):
        return Done(trouble=trouble(reply))
    if reply.payload is None:
        return Done()
    try:
        wires.response_urls.say(user=person.id, channel=channel.id, body=reply.payload)
    except Refusal as refused:
        return Done(trouble=f"invalid_command_response: {refused.error}")
    return Done()


async def shortcut(person: "Person", wires: Wires, message: Message, callback_id: str) -> Done:
    """Use a message shortcut."""
    _refuse_unknown_shortcut(wires, callback_id)
    if message.ephemeral:
        raise NotPossible("a message that only one person sees has no shortcuts")
    now = current(person, wires, message)
    payload = payloads.message_shortcut(wires, person.user, now, callback_id=callback_id)
    return _done(await wires.courier.interactive(payload, accepts_payload=False))


async def global_shortcut(person: "Person", wires: Wires, callback_id: str) -> Done:
    """Use a global shortcut."""
    _refuse_unknown_shortcut(wires, callback_id)
    payload = payloads.global_shortcut(wires, person.user, callback_id=callback_id)
    return _done(await wires.courier.interactive(payload, accepts_payload=False))


async def press(
    person: "Person", wires: Wires, message: Message, *, action_id: str | None, text: str | None,
    value: str | None,
) -> Done:  # fmt: skip
    """Press a button of a message as it stands now."""
    now = current(person, wires, message)
    pressed = form.button(elements_of(now.blocks), action_id=action_id, text=text, value=value)
    return await _act(person, wires, now, pressed, state=_state(now))


async def choose(person: "Person", wires: Wires, message: Message, *, key: str, value: Any) -> Done:
    """Choose in an element of a message."""
    now = current(person, wires, message)
    found = [one for one in elements_of(now.blocks) if key in (one["action_id"], one["block_id"])]
    if len(found) != 1:
        raise NotPossible(f"{len(found)} elements are called {key!r}")
    state = _state(now)
    held = elements.picked(found[0], value)
    state[found[0]["block_id"]][found[0]["action_id"]] = held
    return await _act(person, wires, now, found[0] | held, state=state)


def open_home(person: "Person", wires: Wires, *, tab: str) -> None:
    """Look at the bot's Home or messages tab: `app_home_opened`."""
    workspace = wires.workspace
    told: Json = {"type": "app_home_opened", "user": person.id, "channel": person.dm, "tab": tab}
    told["event_ts"] = f"{seconds(workspace.clock.now())}.000000"
    if tab == "home" and person.home is not None:
        told["view"] = person.home.described(workspace.app)
    workspace.happenings.tell(told)


def action_of(element: Json) -> Json:
    """The entry of `actions` for an element that was used."""
    kept = ("type", "action_id", "block_id", "text", "value", "style", "placeholder", "url")
    held = [key for key in element if key.startswith("selected_") or key in ("rich_text_value", "files")]
    return payloads.stamped({key: element[key] for key in (*kept, *held) if key in element})


async def _act(person: "Person", wires: Wires, message: Message, element: Json, *, state: Json) -> Done:
    action = action_of(element)
    payload = payloads.actions_in_message(wires, person.user, message, action=action, state=state)
    return _done(await wires.courier.interactive(payload, accepts_payload=False))


def _done(reply: Reply) -> Done:
    return Done(trouble=trouble(reply)) if isinstance(reply, Unacknowledged) else Done()


def _state(message: Message) -> Json:
    state: Json = {}
    for one in elements_of(message.blocks):
        if elements.stateful(one):
            state.setdefault(one["block_id"], {})[one["action_id"]] = elements.initial(one)
    return state


def _open(person: "Person", where: str | None) -> Channel:
    channel = person.channel(where)
    refuse_outsider(person, channel)
    if channel.archived:
        raise NotPossible(f"{channel.name} is archived")
    return channel


def _refuse_foreign(person: "Person", message: Message) -> None:
    if message.user != person.id or message.ephemeral:
        raise NotPossible("only one's own messages can be changed")


def _refuse_unknown_shortcut(wires: Wires, callback_id: str) -> None:
    registered = wires.workspace.app.shortcuts
    if registered is not None and callback_id not in registered:
        raise NotPossible(f"no shortcut is called {callback_id}")
