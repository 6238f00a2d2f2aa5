"""Edits of decisions through the services alone: the form is opened, changed, previewed and saved."""

from bot.domain.identity import DecisionId
from bot.messages.answer import Answer, Ask
from bot.messages.document import Document
from bot.messages.form import Form, Note, Value
from bot.services import decision_edit
from tests.services.deciding import ATLAS, goes_on, posts_in, previews
from tests.services.given import Relay, text_of, user

__all__ = ["ATLAS", "NEW", "edited", "edits", "page", "reaches", "standing"]

NEW = "Use the API's rate, but for Canada."

_SECOND = ("close", "sooner", "silence")


async def page(relay: Relay, name: str = "sam", number: int = 1) -> Form:
    """Press *Edit*: the first page."""
    answer = await relay.store.transact(
        decision_edit.open_form, user(name), DecisionId(number), now=relay.now
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def edits(
    relay: Relay, *who: str, proposal: str = NEW, name: str = "sam", number: int = 1, **values: Value
) -> Answer:
    """Up to the preview, or what to mend. who: decides now; Maya and Lena, unless given."""
    form = await page(relay, name, number)
    first = {field: value for field, value in values.items() if field not in _SECOND}
    same = {"problem": form.values["problem"], "proposal": proposal}
    second = await goes_on(relay, name, form, *(who or ("maya", "lena")), **{**same, **first})
    if not isinstance(second, Ask):
        return second
    last = {field: values[field] for field in _SECOND if field in values}
    return await previews(relay, name, second.form, **last)


async def edited(
    relay: Relay, *who: str, proposal: str = NEW, name: str = "sam", number: int = 1, **values: Value
) -> Answer:
    """The same, and saved."""
    third = await edits(relay, *who, proposal=proposal, name=name, number=number, **values)
    return await posts_in(ATLAS, relay, name, third.form) if isinstance(third, Ask) else third


async def reaches(relay: Relay, form: Form) -> Answer:
    """From a first page that holds who decides, with another proposal, to the end."""
    second = await goes_on(relay, "sam", form, proposal=NEW)
    assert isinstance(second, Ask), second
    third = await previews(relay, "sam", second.form)
    assert isinstance(third, Ask), third
    return await posts_in(ATLAS, relay, "sam", third.form)


def standing(form: Form) -> str:
    """What a page says between its fields."""
    blocks = [block for one in form.fields if isinstance(one, Note) for block in one.blocks]
    return text_of(Document(blocks=tuple(blocks), summary="A note", kind="notice"))
