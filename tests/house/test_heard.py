"""Whatever a person can press, send or type is heard: buttons, forms, commands and the manifest agree."""

import ast
import json
from collections.abc import Iterator, Mapping, Sequence

import pytest

from handlers import table
from tests.house.sources import ROOT, Source, made, read

UNKNOWN = "?"

Constants = Mapping[str, Mapping[str, str]]


def named(sources: Sequence[Source], kind: str) -> set[str]:
    """The neutral names under which messages make a `Button`, `Form` or `FormButton`."""
    constants = {source.path: dict(_constants(source)) for source in sources}
    return {name for source in sources for name in _named(source, kind, constants)}


def _named(source: Source, kind: str, constants: Constants) -> Iterator[str]:
    known = {**constants[source.path], **dict(_imported(source, constants))}
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Name(id=called), keywords=keywords) if called == kind:
                yield from (_words(one.value, known) for one in keywords if one.arg == "name")
            case _:
                pass


def _constants(source: Source) -> Iterator[tuple[str, str]]:
    for node in source.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(words))):
                yield name, words
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(words))):
                yield name, words
            case _:
                pass


def _imported(source: Source, constants: Constants) -> Iterator[tuple[str, str]]:
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom):
            there = constants.get(f"{(node.module or '').replace('.', '/')}.py", {})
            yield from ((one.asname or one.name, there[one.name]) for one in node.names if one.name in there)


def _words(node: ast.expr, constants: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.Name(id=name):
            return constants.get(name, UNKNOWN)
        case _:
            return UNKNOWN


@pytest.fixture(scope="module")
def messages() -> Sequence[Source]:
    """Everything the bot says; each file is parsed once."""
    return read("bot/messages")


def test_every_button_of_a_message_is_heard_and_nothing_listens_in_vain(messages: Sequence[Source]) -> None:
    assert named(messages, "Button") == set(table.BUTTONS)


def test_every_form_is_heard_and_nothing_listens_in_vain(messages: Sequence[Source]) -> None:
    assert named(messages, "Form") == set(table.FORMS)


def test_a_form_with_buttons_of_its_own_is_heard_when_it_changes(messages: Sequence[Source]) -> None:
    changing = {source.path for source in messages if named([source], "FormButton")}
    forms = {name for source in messages if source.path in changing for name in named([source], "Form")}
    assert forms <= set(table.CHANGES)
    assert forms, "no form has a button: look for one by another name"


def test_the_manifest_lists_the_commands_that_are_heard() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    listed = {one["command"].removeprefix("/") for one in manifest["features"]["slash_commands"]}
    assert listed == table.COMMAND_NAMES


def test_the_manifest_lists_the_shortcuts_that_are_heard() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert {one["callback_id"] for one in manifest["features"]["shortcuts"]} == set(table.SHORTCUTS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Button(name='a.b', text='A')", {"a.b"}),
        ("B = 'a.b'\ndef f():\n    return Button(text='A', name=B)", {"a.b"}),
        ("B: Final = 'a.b'\nx = [Button(name=B)]", {"a.b"}),
        ("Button(name=other.B)", {UNKNOWN}),
        ("Form(name='a.b')", set()),
    ],
    ids=["words", "a constant", "a typed constant", "from elsewhere", "another kind"],
)
def test_a_button_is_found_however_it_is_written(text: str, found: set[str]) -> None:
    assert named([made(text)], "Button") == found


def test_a_name_from_another_file_is_found() -> None:
    there = made("B = 'a.b'\n", path="bot/messages/there.py")
    here = made("from bot.messages.there import B as C\nButton(name=C)\n", path="bot/messages/here.py")
    assert named([there, here], "Button") == {"a.b"}
