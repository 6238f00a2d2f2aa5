"""`/decide find`: decisions by the words in them, as far as somebody may read them."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.folding import words_of
from bot.domain.identity import DecisionId, Place, UserRef
from bot.messages import decision_find as messages
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Ask, Tell
from bot.services.decision_view import views
from storage import decisions, forms, people
from storage.transaction import Tx

KIND = "decision_find"


def form(tx: Tx, by: UserRef, *, place: Place | None, now: datetime) -> Answer:
    """*Find a decision*: what is looked for. place: where that is asked, whose decisions are found, too."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    there = {"place": place.id} if place is not None and place.kind == "private" else {}
    token = forms.make(tx, person=person.id, kind=KIND, subject=there, now=now)
    return Ask(form=messages.form(token=token, locale=person.locale))


def place_of(tx: Tx, by: UserRef, token: str) -> Place | None:
    """The private channel in which that form was asked for; whether they are in it is asked anew."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or "place" not in kept.subject:
        return None
    return Place(platform=by.platform, tenant=by.tenant, kind="private", id=kept.subject["place"])


def find(
    tx: Tx,
    by: UserRef,
    typed: str,
    *,
    within: Collection[Place],
    before: DecisionId | None = None,
    title: str = "",
) -> Answer:
    """The newest with all of these words, or the page after the decision `before`.

    title: what a decision would be called where nothing is found; these words, unless given.
    within: private channels that they are in; of others nothing is found but what they decide.
    """
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    title = title or typed
    typed, wanted, locale = " ".join(typed.split()), words_of(typed), person.locale
    if len(typed) > messages.MOST_TEXT or len(wanted) > messages.MOST_WORDS:
        return Tell(document=messages.too_much(typed=typed, title=title, locale=locale))
    if not wanted:
        return Tell(document=messages.nothing(typed=typed, title=title, locale=locale))
    some = decisions.find_in(
        tx,
        person.tenant,
        wanted,
        reader=person.id,
        inside={one.id for one in within},
        before=before,
        most=messages.MOST_SHOWN + 1,
    )
    if not some:
        if before is not None:
            return Tell(document=messages.no_more(typed=typed, locale=locale))
        return Tell(document=messages.nothing(typed=typed, title=title, locale=locale))
    page = some[: messages.MOST_SHOWN]
    more = f"{page[-1].id}:{typed}" if len(some) > len(page) else ""
    found = messages.Found(typed=typed, some=views(tx, page, person), more=more)
    return Tell(document=messages.found(found, locale=locale))
