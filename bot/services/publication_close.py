"""It comes out, or it is over: what everyone agreed to, what was withdrawn, and what ran out of time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.identity import PersonId, PublicationId
from bot.domain.publication import WINDOW, Publication, State
from bot.services import publication_letters
from bot.services.decision_subject import KIND as DRAFT
from bot.services.platform import Channel
from storage import forms, people, publications, timers
from storage.timers import Timer
from storage.transaction import Tx

# The timer of its end.
CLOSE: Final = "publication_close"


def plan(tx: Tx, one: Publication) -> None:
    """It is over when its time is."""
    timers.set(tx, CLOSE, f"{one.id}", one.closes_at)


def due(tx: Tx, some: Sequence[Timer], *, now: datetime) -> None:
    """Whoever declined, and whoever said nothing, cannot be told apart: it ends for both at the same time."""
    for number in [PublicationId(int(timer.subject)) for timer in some]:
        one = publications.claim(tx, number)
        if one is not None and one.open:
            end(tx, one, "over", now=now)


def end(tx: Tx, one: Publication, state: State, *, now: datetime) -> None:
    """It is over, and says so wherever it was asked. The words are kept no longer, nor what quotes them."""
    publications.end(tx, one.id, state)
    timers.drop(tx, CLOSE, f"{one.id}")
    if state != "published":
        _empty_drafts(tx, one)
    publication_letters.show_end(tx, replace(one, state=state, text=""), now=now)


def come_out(tx: Tx, one: Publication, *, channel: Channel | None, now: datetime) -> None:
    """Everyone agrees: it is posted, or whoever asks may propose a decision from it for a while.

    channel: where it is to be read, as it is now; None where the bot is not in it.
    """
    if one.purpose == "note":
        _post(tx, one, channel, now=now)
        return
    until = now + WINDOW
    publications.ready(tx, one.id, until=until)
    agreed = replace(one, state="agreed", closes_at=until)
    plan(tx, agreed)
    publication_letters.say_ready(tx, agreed, now=now)


def turned_public(one: Publication, channel: Channel | None) -> bool:
    """Whether everyone may read now what they agreed to let the members of a private channel read."""
    return channel is not None and channel.kind == "public" and one.place.kind == "private"


def of_decision(tx: Tx, number: int | None, *, now: datetime) -> Publication | None:
    """What all have agreed to, and nobody has taken back."""
    one = publications.claim(tx, PublicationId(number)) if number is not None else None
    return one if one is not None and one.state == "agreed" and now < one.closes_at else None


def lost(tx: Tx, number: int | None, *, now: datetime) -> bool:
    """Whether a form quotes words that may be quoted no more. number: what it quotes, if anything."""
    return number is not None and of_decision(tx, number, now=now) is None


def forget(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """Nobody can consent for who is forgotten: what is open and concerns them is over, posts are emptied."""
    for number in publications.open_with(tx, person):
        one = publications.claim(tx, number)
        if one is not None and one.open:
            end(tx, one, "over", now=now)
    publication_letters.empty_posts(tx, person)


def _post(tx: Tx, one: Publication, channel: Channel | None, *, now: datetime) -> None:
    """In the channel that they were asked about, where whoever asks still is."""
    asker = people.many(tx, [one.requester])[one.requester]
    if channel is None:
        end(tx, one, "unposted", now=now)
        publication_letters.say_unposted(tx, replace(one, state="unposted", text=""), now=now)
    elif asker.user not in channel.members or turned_public(one, channel):
        end(tx, one, "over", now=now)
    else:
        publication_letters.post_note(tx, one, now=now)
        end(tx, one, "published", now=now)


def _empty_drafts(tx: Tx, one: Publication) -> None:
    """The open forms of a decision that quotes it lose all that was filled in."""
    for form in forms.of_person(tx, one.requester, DRAFT):
        if form.subject.get("publication") == one.id and form.subject.get("decision") is None:
            left = {name: each for name, each in form.subject.items() if name not in ("typed", "window")}
            forms.change_subject(tx, form.token, left)
