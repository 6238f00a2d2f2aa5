"""What a person does in a form or on the Home: fills in, presses, sends, closes."""

from typing import Any

from sandbox import elements, form, payloads
from sandbox.acts_on_messages import action_of
from sandbox.blocks import view_of
from sandbox.elements import NotPossible
from sandbox.file import File
from sandbox.outcomes import Done, Submission, trouble
from sandbox.reply import Unacknowledged
from sandbox.screen import Screen
from sandbox.shapes import Json, Refusal
from sandbox.views import View

MOST_FILES = 10
LARGEST_FILE = 10_000_000  # of a form; a message takes larger ones


async def press(
    screen: Screen, view: View, *, action_id: str | None, text: str | None,
    value: str | None,
) -> Done:  # fmt: skip
    """Press a button of a form or of the Home."""
    screen.refuse_hidden(view)
    pressed = form.button(view.elements(), action_id=action_id, text=text, value=value)
    return await _act(screen, view, pressed)


async def choose(screen: Screen, view: View, *, key: str, value: Any) -> Done:
    """Type or choose in one field; unless it is a plain input, the app is told at once."""
    screen.refuse_hidden(view)
    element = form.field(view, key)
    held = elements.picked(element, _files(screen, element, value))
    _refuse_absent(screen, element, elements.content(held))
    block_id, action_id = element["block_id"], element["action_id"]
    view.state[block_id][action_id] = held
    block = next(one for one in view.blocks if one["block_id"] == block_id)
    if block["type"] == "input" and not block.get("dispatch_action", False):
        return Done()
    return await _act(screen, view, element | held)


async def submit(screen: Screen, view: View) -> Submission:
    """Send the form on top, and show what the app answers."""
    screen.refuse_hidden(view)
    if view.payload.get("submit") is None:
        raise NotPossible(f"{view.title} has no button to send it")
    if wrong := form.problems(view):
        return Submission(outcome="errors", errors=wrong, view=view, sent=False)
    _hand_over(screen, view)
    payload = payloads.submission(screen.wires, screen.user, view)
    reply = await screen.wires.courier.interactive(payload, accepts_payload=True)
    if isinstance(reply, Unacknowledged):
        return Submission(outcome="failed", view=view, trouble=trouble(reply))
    try:
        return _shown(screen, view, reply.payload)
    except Refusal as refused:
        return Submission(
            outcome="failed", view=view, trouble=f"{refused.error}: {'; '.join(refused.messages)}"
        )


def close(screen: Screen, view: View, *, everything: bool) -> None:
    """Close a form, or all: `view_closed` for those that asked for it."""
    screen.refuse_hidden(view)
    closing = screen.views if everything else [view]
    for one in reversed(closing):
        screen.wires.workspace.views.close(one)
        if one.payload.get("notify_on_close"):
            told = payloads.closed(screen.wires.workspace, screen.user, one, all_cleared=everything)
            screen.wires.courier.notify(told)


def _shown(screen: Screen, view: View, answer: Json | None) -> Submission:
    views = screen.wires.workspace.views
    match (answer or {"response_action": "close"}).get("response_action"):
        case "close":
            views.close(view)
            return Submission(outcome="closed", view=screen.view)
        case "clear":
            for one in views.stack(view.user):
                views.close(one)
            return Submission(outcome="cleared")
        case "errors":
            return Submission(outcome="errors", errors=_errors(view, answer or {}), view=view)
        case "update":
            shown = views.update(view, view_of((answer or {}).get("view"), "modal"))
            return Submission(outcome="updated", view=shown)
        case "push":
            pushed = views.push(view.user, view_of((answer or {}).get("view"), "modal"))
            return Submission(outcome="pushed", view=pushed)
        case unknown:
            raise Refusal("invalid_arguments", messages=[f"unknown response_action {unknown!r}"])


def _errors(view: View, answer: Json) -> dict[str, str]:
    """The app's errors: each must name an input of this form, else the client shows none of them."""
    errors = answer.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refusal("invalid_arguments", messages=["errors must name blocks of type input in this view"])
    return {name: str(words) for name, words in errors.items()}


def _files(screen: Screen, element: Json, value: Any) -> Any:
    """Files of theirs as a form holds them; anything else stays what it is."""
    if element["type"] != "file_input":
        return value
    shelf = screen.wires.workspace.files
    several = [value] if isinstance(value, str | File) else list(value or ())
    files = [shelf.of(screen.id, one) for one in several]
    for one in files:
        if one.content.size > LARGEST_FILE:
            raise NotPossible(f"{one.name} is larger than 10 MB")
        kinds = element.get("filetypes")
        if kinds and shelf.told(one)["filetype"] not in kinds:
            raise NotPossible(f"{one.name} is of none of these kinds: {', '.join(kinds)}")
    return [shelf.told(one) for one in files]


def _hand_over(screen: Screen, view: View) -> None:
    """The app may have the files of a form that it is sent."""
    held = (state for fields in view.state.values() for state in fields.values())
    files = (one["id"] for state in held for one in state.get("files") or ())
    screen.wires.workspace.files.hand_over(files)


def _refuse_absent(screen: Screen, element: Json, held: Any) -> None:
    """What a picker does not offer: unknown or deactivated people, unknown channels, more than it takes."""
    several = held if isinstance(held, list) else [held] if held is not None else []
    kind = element["type"]
    most = element.get("max_files", MOST_FILES) if kind == "file_input" else element.get("max_selected_items")
    if most is not None and len(several) > most:
        raise NotPossible(f"at most {most} can be chosen")
    people, rooms = screen.wires.workspace.people.all, screen.wires.workspace.rooms.all
    for one in several:
        if kind.endswith("users_select") and (one not in people or people[one].deleted):
            raise NotPossible(f"nobody called {one} is on offer")
        if kind.endswith(("channels_select", "conversations_select")) and one not in rooms:
            raise NotPossible(f"no channel called {one} is on offer")


async def _act(screen: Screen, view: View, element: Json) -> Done:
    _hand_over(screen, view)
    payload = payloads.actions_in_view(screen.wires, screen.user, view, action=action_of(element))
    reply = await screen.wires.courier.interactive(payload, accepts_payload=False)
    return Done(trouble=trouble(reply)) if isinstance(reply, Unacknowledged) else Done()
