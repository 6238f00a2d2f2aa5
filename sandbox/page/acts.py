"""What the page asks for, done by the person whose screen it is: each as Slack's client would do it."""

from dataclasses import dataclass, field
from typing import assert_never

from sandbox import elements, message
from sandbox.elements import NotPossible
from sandbox.message import Message
from sandbox.outcomes import FAILED, TIMED_OUT, Done
from sandbox.page import asked
from sandbox.page.asked import Act, Value, Values
from sandbox.page.office import Office
from sandbox.person import Person
from sandbox.shapes import Json, Refusal
from sandbox.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it. errors: of a form, by block_id."""

    trouble: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> Json:
        """As the page reads it."""
        return {
            "ok": not (self.trouble or self.errors),
            "trouble": self.trouble,
            "errors": self.errors,
        }


async def done(office: Office, act: Act) -> Outcome:
    """Do it. What Slack would not let the person do, and a bot that does not answer, is trouble in words."""
    person = office.person(act.who)
    try:
        return await _done(office, person, act)
    except NotPossible as why:
        words = str(why)
        return Outcome(trouble=f"{words[:1].upper()}{words[1:]}.")
    except Refusal as refused:
        return Outcome(trouble=f"Slack would refuse this: {refused.error}.")


async def _done(office: Office, person: Person, act: Act) -> Outcome:  # noqa: C901, PLR0912 -- one case an act
    match act:
        case asked.Post():
            await _post(office, person, act)
        case asked.Command():
            name, text = act.name.strip(), act.text.strip()
            return _told(office, await person.command(_place(office, person, act), name, text))
        case asked.Press():
            return await _press(office, person, act)
        case asked.Choose():
            return await _choose(office, person, act)
        case asked.Submit():
            return await _submit(office, person, act)
        case asked.Close():
            await person.close(view=_view(person, act.view))
        case asked.OpenHome():
            await person.open_home()
        case asked.Shortcut():
            on = _message(office, person, act.place, act.ts)
            return _told(office, await person.shortcut(on, act.callback_id))
        case asked.Edit():
            await person.edit(_message(office, person, act.place, act.ts), act.text)
        case asked.Delete():
            await person.delete(_message(office, person, act.place, act.ts))
        case asked.Seen():
            office.unread.seen(person, office.channel(person, act.place))
        case _:
            assert_never(act)
    return Outcome()


async def _post(office: Office, person: Person, act: asked.Post) -> None:
    if not act.text.strip() and not act.files:
        raise NotPossible("write something first")
    await person.post(_place(office, person, act), act.text, thread_ts=act.thread, files=act.files)


async def _press(office: Office, person: Person, act: asked.Press) -> Outcome:
    on = _surface(office, person, act)
    await _fill(on, act.values, person)
    pressed = person.press(on, action_id=act.action_id, value=act.value or None)
    return _told(office, await pressed)


async def _choose(office: Office, person: Person, act: asked.Choose) -> Outcome:
    on = _surface(office, person, act)
    await _fill(on, act.values, person)
    return _told(office, await person.choose(on, _key(on, act.block_id, act.action_id), act.value))


async def _submit(office: Office, person: Person, act: asked.Submit) -> Outcome:
    view = _view(person, act.view)
    await _fill(view, act.values, person)
    office.errors.pop(view.id, None)
    sent = await person.submit(view=view)
    if sent.outcome == "errors":
        office.errors[view.id] = dict(sent.errors)
    return Outcome(trouble=_words(office, sent.trouble), errors=dict(sent.errors))


async def _fill(on: Message | View, values: Values, person: Person) -> None:
    """Type and choose what differs from what the form holds already."""
    if values and not isinstance(on, View):
        raise NotPossible("only a form has fields to fill in")
    for block_id, fields in values.items():
        for action_id, value in fields.items():
            if isinstance(on, View) and _differs(on, block_id, action_id, value):
                await person.choose(on, _key(on, block_id, action_id), value)


def _differs(view: View, block_id: str, action_id: str, value: Value) -> bool:
    """Whether it is another value; a field that is not there any more was taken away meanwhile."""
    for one in view.elements():
        if (one["block_id"], one["action_id"]) == (block_id, action_id) and elements.stateful(one):
            return elements.picked(one, value) != view.state[block_id][action_id]
    return False


def _key(on: Message | View, block_id: str, action_id: str) -> str:
    """The name by which the element is found: its action's where no other has it, else its block's."""
    held = on.elements() if isinstance(on, View) else message.elements(on.blocks)
    same = [one for one in held if one["action_id"] == action_id]
    return action_id if len(same) == 1 else block_id


def _surface(office: Office, person: Person, act: asked.Press | asked.Choose) -> Message | View:
    if act.view is not None:
        return _view(person, act.view)
    if act.place is None or act.ts is None:
        raise NotPossible("name the form, or the conversation and the message")
    return _message(office, person, act.place, act.ts)


def _view(person: Person, view_id: str) -> View:
    shown = [*person.views, *([person.home] if person.home is not None else [])]
    for view in shown:
        if view.id == view_id:
            return view
    raise NotPossible("that form is not open any more")


def _message(office: Office, person: Person, place: str, ts: str) -> Message:
    channel = office.channel(person, place)
    for one in person.ephemerals:
        if (one.channel, one.ts) == (channel.id, ts):
            return one
    found = office.box.workspace.timeline.of(channel.id).get(ts)
    if found is None:
        raise NotPossible("that message is not there any more")
    return found


def _place(office: Office, person: Person, act: asked.Post | asked.Command) -> str:
    return office.channel(person, act.place).id


def _told(office: Office, done: Done) -> Outcome:
    return Outcome(trouble=_words(office, done.trouble))


def _words(office: Office, trouble: str) -> str:
    """What Slack's client would say of it, for people."""
    app = office.box.app.name
    if trouble == TIMED_OUT:
        return f"{app} did not answer in time. Try again."
    if trouble == FAILED:
        return f"{app} could not be reached. Try again."
    return trouble and f"{app} answered with something that Slack would not show ({trouble})."
