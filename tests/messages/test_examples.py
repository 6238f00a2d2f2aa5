"""Every message and form has an example, and Slack would take each of them as it is drawn for it."""

import json
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot import messages
from bot.messages.document import Block, Bullets, Document, Facts, Mention, Paragraph, Quote, Span, notice
from bot.messages.examples import Example, examples
from bot.messages.form import Form
from bot.messages.split import split
from bot.slack import limits
from bot.slack.render import message
from bot.slack.views import home_view, modal, page
from sandbox import checks
from sandbox.pings import pings
from tests.messages.coverage import speaking, speaking_in
from tests.slack.problems import view_problems
from tests.slack.size import fits

EXAMPLES = examples()
DOCUMENTS = [pytest.param(one.content, id=one.name) for one in EXAMPLES if isinstance(one.content, Document)]
FORMS = [pytest.param(one.content, id=one.name) for one in EXAMPLES if isinstance(one.content, Form)]
ANSWERS = [
    pytest.param(one.content, id=one.name)
    for one in EXAMPLES
    if isinstance(one.content, Document) and one.content.kind == "notice"
]


def test_every_message_and_form_has_an_example() -> None:
    assert speaking(messages) == {one.of for one in EXAMPLES}


def test_a_message_without_an_example_would_be_found() -> None:
    def said() -> Document:
        return notice("Said.")

    def _hidden() -> Document:
        return said()

    def counted() -> int:
        return 1

    module = ModuleType("made.up")
    for function in (said, _hidden, counted):
        function.__module__ = "made.up"
        setattr(module, function.__name__, function)
    module.notice = notice  # type: ignore[attr-defined]  # another module's is not this one's
    assert list(speaking_in(module)) == ["up.said"]


def test_an_example_is_drawn_for_a_reader_of_its_language() -> None:
    drawn = {one.name: one.locale for one in EXAMPLES}
    assert (drawn["pressing.told"], drawn["pressing.told, de"]) == ("en", "de")


def test_no_two_examples_have_the_same_name() -> None:
    names = [one.name for one in EXAMPLES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_slack_takes_every_message(document: Document) -> None:
    for number, part in enumerate(split(document), start=1):
        drawn = message(part, key=f"example#{number}")
        payload = {"channel": "C1", **drawn.payload(), "metadata": json.dumps(drawn.metadata)}
        assert checks.message_problems(payload) == []
        assert checks.message_problems({**payload, "ts": "1793635200.000100"}) == []
        assert fits(part)


@pytest.mark.parametrize("form", FORMS)
def test_slack_takes_every_form(form: Form) -> None:
    assert view_problems(modal(form)) == []


@pytest.mark.parametrize("form", FORMS)
def test_slack_takes_every_form_with_every_field_marked(form: Form) -> None:
    errors = {name: "Please mend this." for one in form.fields if (name := getattr(one, "name", ""))}
    assert view_problems(modal(form, errors=errors)) == []


@pytest.mark.parametrize("document", ANSWERS)
def test_slack_takes_every_answer_as_a_page(document: Document) -> None:
    assert view_problems(page(document, title="Hand-off")) == []
    assert view_problems(home_view(document)) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_message_notifies_those_it_mentions_and_nobody_else(document: Document) -> None:
    mentioned = {
        span.user.id for block in document.blocks for span in spans(block) if isinstance(span, Mention)
    }
    notified = {one for part in split(document) for one in pings(message(part).payload())}
    assert notified == mentioned


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_message_says_in_plain_words_what_it_is(document: Document) -> None:
    assert document.summary.strip()
    assert document.kind
    assert message(document).text.strip()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_a_form_is_cut(form: Form) -> None:
    assert max(map(len, (form.title, form.submit, form.close))) <= limits.TITLE
    assert len(form.fields) < limits.VIEW_BLOCKS
    names = [name for one in form.fields if (name := getattr(one, "name", ""))]
    assert len(set(names)) == len(names)


def test_a_form_can_be_asked_for_where_it_cannot_be_opened() -> None:
    assert [one.name for one in EXAMPLES if isinstance(one.content, Form) and not one.content.opener] == []


def spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph(spans=some) | Quote(spans=some):
            yield from some
        case Bullets(items=items):
            for item in items:
                yield from item
        case Facts(pairs=pairs):
            for _, value in pairs:
                yield from value
        case _:
            return


def test_examples_hold_what_breaks_renderers() -> None:
    said = " ".join(repr(one.content) for one in EXAMPLES)
    for awkward in ("<!channel>", "<@UMAYA>", "&<>&<>", "`c`", "Wolfeschlegelsteinhausen"):
        assert awkward in said


def test_an_example_is_named_after_what_it_shows() -> None:
    assert str(Example(of="evening.off", variant="", content=notice("x")).name) == "evening.off"
