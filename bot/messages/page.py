"""What is said of a project's landing page: where it is, who confirmed it when, what was written since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.handoff import STATE_WORDS, State
from bot.domain.text import count_words, list_words, shorten
from bot.messages.decision import POSTED
from bot.messages.decision_words import View, outcome_words
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Link,
    PostLink,
    Spans,
    Text,
    When,
    bold,
    notice,
    say,
    words,
)

CONFIRM = "page.confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A hand-off that was written since; key: of the message where it stands in full, or ""."""

    author: str
    day: date
    state: State
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A project, with the address of its landing page or "".

    at, by: when everything was last known to be on it, and who said so. newest: of what was written since,
    the newest first, and in all `count` of them. decided: of what was decided in its channel since, the
    newest first, and in all `decisions`. value: what the button carries.
    """

    project: str
    url: str
    value: str
    count: int = 0
    newest: Sequence[Written] = ()
    decisions: int = 0
    decided: Sequence[View] = ()
    at: datetime | None = None
    by: str = ""


def shown(pages: Sequence[Page], *, zone: str, locale: str) -> Document:
    """The answer to `/sunrelay page`: each project by itself."""
    blocks: list[Block] = []
    for page in pages:
        blocks += _with_page(page, zone) if page.url else _without(page)
    if any(page.url and _to_confirm(page) for page in pages):
        vouches = "Pressing It is current vouches for the page: everyone here sees who did, and when."
        blocks.append(say(vouches, small=True))
    have = [f"{page.project}: {page.url or 'no landing page yet'}" for page in pages]
    return Document(blocks=tuple(blocks), summary=f"Landing pages. {'; '.join(have)}", kind="notice")


def moved(*, project: str, url: str, locale: str) -> Document:
    """The page has an address now."""
    link = Link(url=url, text=shorten(url, 100))
    return notice(
        f"The landing page of {project} is ",
        link,
        ". Each digest links it. The channel is told, with Undo.",
    )


def as_it_was(*, project: str, url: str, locale: str) -> Document:
    """It was said again, or twice."""
    if not url:
        return notice(f"{project} has no landing page.")
    return notice(f"The landing page of {project} is ", Link(url=url, text=shorten(url, 100)), ", as it was.")


def moved_since(*, project: str, url: str, locale: str) -> Document:
    """*It is current*, of an address that is not the page's any more."""
    link = Link(url=url, text=shorten(url, 100))
    return notice(
        f"The landing page of {project} has moved since, to ",
        link,
        ". Nothing was confirmed; /sunrelay page shows it as it is now.",
    )


def removed(*, project: str, locale: str) -> Document:
    """It has none any more."""
    return notice(f"{project} has no landing page any more. The channel is told, with Undo.")


def confirmed(*, project: str, by: str, at: datetime, zone: str, locale: str) -> Document:
    """The answer to *It is current*."""
    when = When(at=at, zone=zone, style="day_time")
    return notice(
        f"Noted: the landing page of {project} is current as of ",
        when,
        f", confirmed by {by}. /sunrelay page shows what is written from then on.",
    )


def confirmed_since(*, project: str, by: str, at: datetime, zone: str, locale: str) -> Document:
    """*It is current*, of a message that is older than what was said of the page since."""
    when = When(at=at, zone=zone, style="day_time")
    return notice(f"{by} has confirmed the landing page of {project} since, as of ", when, ".")


def no_address(*, typed: str, locale: str) -> Document:
    """What was typed begins with no address."""
    return notice(
        f"“{shorten(typed, 60)}” does not begin with an address. Write it as /sunrelay page https://… and, "
        "where the relay has several projects, the project's name after it. /sunrelay page none takes it out."
    )


def which(*, names: Sequence[str], typed: str, locale: str) -> Document:
    """Several projects, and none or another was named."""
    begins = f"No project here is called “{shorten(typed, 60)}”." if typed else "Which project?"
    some = [*names[:12], *([f"{len(names) - 12} more"] if len(names) > 12 else [])]
    return notice(f"{begins} Put its name after the address: {list_words(some, last='or')}.")


def not_in_it(*, locale: str) -> Document:
    """Somebody in no relay, or of a channel that has none."""
    return notice(
        "Landing pages belong to a relay's projects, and you are in none here. /sunrelay join in the team's "
        "channel takes part in its relay; /sunrelay setup starts one."
    )


def in_its_channel(*, locale: str) -> Document:
    """An address was given where it cannot be told which relay is meant."""
    return notice(
        "You are in several relays. Write /sunrelay page https://… in the channel of the one whose page it "
        "is."
    )


def gone(*, locale: str) -> Document:
    """The button of a project or a page that is no more."""
    return notice("That project has no landing page any more, or you are not in its relay.")


def _with_page(page: Page, zone: str) -> list[Block]:
    blocks: list[Block] = [say(bold(page.project), ": ", Link(url=page.url, text=shorten(page.url, 100)))]
    blocks.append(say(*_stands(page, zone)))
    blocks += _bullets([_row(one) for one in page.newest], page.count, "hand-off")
    blocks += _bullets([_outcome(one) for one in page.decided], page.decisions, "decision")
    if _to_confirm(page):
        button = Button(name=CONFIRM, text="It is current", value=page.value)
        blocks.append(Buttons(buttons=(button,)))
    return blocks


def _to_confirm(page: Page) -> bool:
    return bool(page.count or page.decisions or page.at is None)


def _bullets(rows: list[Spans], count: int, noun: str) -> list[Block]:
    left = count - len(rows)
    more = [words(f"and {count_words(left, f'more {noun}')}")] if rows and left > 0 else []
    return [Bullets(items=(*rows, *more))] if rows else []


def _without(page: Page) -> list[Block]:
    how = Text(text=f"/sunrelay page https://… {page.project}", code=True)
    return [say(bold(page.project), ": no landing page yet. ", how, " in the channel gives it one.")]


def _stands(page: Page, zone: str) -> Spans:
    counts = ((page.count, "hand-off"), (page.decisions, "decision"))
    many = list_words([count_words(count, noun) for count, noun in counts if count])
    if page.at is None:
        written = f" {many} {'was' if page.count + page.decisions == 1 else 'were'} written so far."
        return words(f"Nobody has confirmed yet that it is current.{written if many else ''}")
    since = f"Since then: {many}." if many else "Nothing was written since."
    return words(f"Confirmed by {page.by}, ", When(at=page.at, zone=zone, style="day_time"), f". {since}")


def _outcome(one: View) -> Spans:
    at = When(at=one.decision.closed_at or one.decision.closes_at, zone=one.zone, style="day")
    title = PostLink(key=f"{POSTED}/{one.decision.id}", text=one.title)
    return words("Decision: ", title, f", {outcome_words(one)}, ", at)


def _row(one: Written) -> Spans:
    what = f"{STATE_WORDS[one.state]}, from {one.author}, {one.day:%a} {one.day.day} {one.day:%b}"
    return words(PostLink(key=one.key, text=what) if one.key else what)
