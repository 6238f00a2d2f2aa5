"""How a form's submission is answered: the one thing on Slack that waits for its Answer."""

from collections.abc import Mapping
from typing import Any, Final, assert_never

from bot.messages.answer import Answer, Ask, Fix, Home, Nothing, Replace, Tell
from bot.slack.heard import OpenView
from bot.slack.render import NO_LINKS
from bot.slack.shown import Shown
from bot.slack.views import errors_response, modal, noticed, page

Json = dict[str, Any]

NOT_SAVED: Final = "This could not be saved just now. Nothing is lost: press {button} again."


def closing(answer: Answer, view: OpenView, *, links: Mapping[str, str] = NO_LINKS) -> Json:
    """The response to a submission. `links`: addresses of the bot's messages by key."""
    match answer:
        case Fix(form=form, errors=errors, values=values):
            marked = errors_response(form, errors, shown=view.shown)
            return marked or _update(modal(form, values=values, errors=errors, shown=view.shown))
        case Ask(form=form):
            # Another form in the same window: its fields are none of those that stand there.
            shown = view.shown if form.name == view.form else Shown(draw=view.shown.draw)
            return _update(modal(form, shown=shown))
        case Tell(document=document):
            return _update(page(document, title=view.shown.title, links=links))
        case Nothing() | Replace() | Home():
            return {"response_action": "clear"}
        case _:
            assert_never(answer)


def handed_back(view: OpenView) -> Json:
    """The form stays as it stands, with all that was typed, and says what to do."""
    submit = view.raw.get("submit") or {}
    text = NOT_SAVED.format(button=submit.get("text") or "the button")
    for field in view.shown.fields.values():
        return {"response_action": "errors", "errors": {field.block_id: text}}
    return _update(noticed(view.raw, text))


def _update(view: Json) -> Json:
    return {"response_action": "update", "view": view}
