"""A morning's digest from its facts to Slack's blocks, beside blocks that the SDK's models make of it."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from slack_sdk.models import blocks as models
from slack_sdk.models.blocks import RichTextElement
from slack_sdk.models.blocks.block_elements import RichTextElementParts

from bench.measure import PAIRS, Figure
from bot.domain.identity import Place, TenantRef
from bot.messages.digest import Digest, digest
from bot.messages.examples.digest import usual
from bot.messages.letter import Letter
from bot.run import settle_in
from bot.services.posting import parted
from bot.slack.render import message

Json = dict[str, Any]

EACH = 100
TENANT = TenantRef(platform="slack", id="T1")
WHERE = Place(platform="slack", tenant="T1", kind="public", id="C1")


async def composed(_folder: Path) -> Figure:
    """Milliseconds a digest. The floor composes the same letter, and is handed what its blocks hold."""
    settle_in()
    facts = usual()
    drawn = drawn_of(facts)
    assert modelled(facts, drawn) == drawn, "both say the same"
    values, floors = [], []
    for _ in range(PAIRS):
        floors.append(_each(partial(modelled, facts, drawn)))
        values.append(_each(partial(drawn_of, facts)))
    return Figure(
        name=f"digest of {len(drawn)} blocks, composed",
        value=median(values),
        unit="ms",
        floor=median(floors),
        most=1 / 15,
    )


def drawn_of(facts: Digest) -> list[Json]:
    """Its letters, drawn."""
    return [block for one in _letters(facts) for block in message(one.document, key=one.key).blocks]


def modelled(facts: Digest, drawn: list[Json]) -> list[Json]:
    """The same letters, and the same blocks as the SDK would have them written."""
    _letters(facts)
    return [_block(one).to_dict() for one in drawn]


def _letters(facts: Digest) -> list[Letter]:
    document = digest(facts, locale="")
    return parted(Letter(key="digest/1/2026-11-02", tenant=TENANT, to=WHERE, document=document))


def _block(one: Json) -> models.Block:
    match one["type"]:
        case "rich_text":
            return models.RichTextBlock(elements=[_part(part) for part in one["elements"]])
        case "actions":
            return models.ActionsBlock(elements=[_button(button) for button in one["elements"]])
        case "header":
            return models.HeaderBlock(text=_plain(one["text"]))
        case "context":
            return models.ContextBlock(elements=[_plain(text) for text in one["elements"]])
        case _:
            return models.DividerBlock()


def _part(one: Json) -> RichTextElement:
    match one["type"]:
        case "rich_text_list":
            return models.RichTextListElement(
                style=one["style"], elements=[_part(line) for line in one["elements"]]
            )
        case "rich_text_quote":
            return models.RichTextQuoteElement(elements=[_span(span) for span in one["elements"]])
        case _:
            return models.RichTextSectionElement(elements=[_span(span) for span in one["elements"]])


def _span(one: Json) -> RichTextElement:
    held = {name: value for name, value in one.items() if name != "type"}
    if "style" in held:
        held["style"] = RichTextElementParts.TextStyle(**held["style"])
    return _SPANS[one["type"]](**held)


_SPANS: Mapping[str, Callable[..., RichTextElement]] = {
    "text": RichTextElementParts.Text,
    "link": RichTextElementParts.Link,
    "user": RichTextElementParts.User,
    "date": RichTextElementParts.Date,
}


def _button(one: Json) -> models.ButtonElement:
    return models.ButtonElement(**{**one, "text": _plain(one["text"])})


def _plain(one: Json) -> models.PlainTextObject:
    return models.PlainTextObject(text=one["text"], emoji=one["emoji"])


def _each(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(EACH):
        work()
    return (time.perf_counter() - begun) * 1000 / EACH
