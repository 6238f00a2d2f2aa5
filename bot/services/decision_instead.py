"""Somebody is chosen to decide in place of who went away: they get their own hours, openly."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.decision import Decision
from bot.domain.identity import DecisionId, PersonId, Place, UserRef
from bot.domain.person import Person, Profile
from bot.domain.window import window
from bot.messages import decision_away as messages
from bot.messages import decision_told as told
from bot.messages import notice
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.decision_away import WHO
from bot.messages.document import Document
from bot.messages.form import Errors, Values
from bot.services import decision_away_letters, decision_close, decision_letters, hours
from bot.services.decision_view import view
from bot.services.platform import Channel
from storage import decision_away, decisions, forms, people
from storage.transaction import Tx

KIND = "decide.instead"


def open_form(tx: Tx, by: UserRef, number: DecisionId, who: PersonId, *, now: datetime) -> Answer:
    """*Choose somebody*, for whoever proposed it."""
    found = _choosable(tx, by, number, who, now=now)
    if isinstance(found, Document):
        return Tell(document=found)
    decision, person = found
    token = forms.make(tx, person=person.id, kind=KIND, subject={"decision": number, "who": who}, now=now)
    one = view(tx, decision, person)
    return Ask(form=messages.form(one, who, values={}, token=token, locale=person.locale))


def place_of(tx: Tx, by: UserRef, token: str) -> Place | None:
    """Where the decision stands that an open form is about."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    decision = decisions.get(tx, DecisionId(kept.subject["decision"]))
    return decision.place if decision is not None else None


def chosen(
    tx: Tx,
    by: UserRef,
    *,
    token: str,
    values: Values,
    profiles: Sequence[Profile],
    channel: Channel | None,
    now: datetime,
) -> Answer:
    """Somebody was picked. profiles: of them; channel: where it stands, as it is now. Twice is once."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return Tell(document=notice.not_your_form(typed="", command="/decide list", locale=""))
    number, who = DecisionId(kept.subject["decision"]), PersonId(kept.subject["who"])
    found = _choosable(tx, by, number, who, sent=True, now=now)
    if isinstance(found, Document):
        return Tell(document=found)
    decision, _ = found
    if decision.replaced(who) is None:
        errors = _ask(tx, decision, who, profiles, channel=channel, now=now)
        if errors:
            one = view(tx, decision, person)
            form = messages.form(one, who, values=values, token=token, locale=person.locale)
            return Fix(form=form, errors=errors, values=values)
        forms.use(tx, token, now=now)
    again = decisions.get(tx, number)
    assert again is not None, "somebody was chosen for it a moment ago"
    return Tell(document=messages.chosen(view(tx, again, person), who, locale=person.locale))


def _choosable(
    tx: Tx, by: UserRef, number: DecisionId, who: PersonId, *, sent: bool = False, now: datetime
) -> tuple[Decision, Person] | Document:
    """sent: somebody may be chosen already, by this form sent before."""
    decision, person = decisions.claim(tx, number), people.by_ref(tx, by)
    if decision is None or person is None or decision.tenant != person.tenant:
        return told.gone(locale="")
    one = view(tx, decision, person)
    if decision.proposer != person.id:
        return told.not_yours(one, locale=person.locale)
    if not decision.open or decision.closes_at <= now:
        return told.closed_already(one, locale=person.locale)
    if not messages.may_choose(one, who) and not (sent and decision.replaced(who) is not None):
        return messages.needless(one, who, locale=person.locale)
    return decision, person


def _ask(
    tx: Tx,
    decision: Decision,
    who: PersonId,
    profiles: Sequence[Profile],
    *,
    channel: Channel | None,
    now: datetime,
) -> Errors:
    """Whoever was picked decides from now on; or what to mend."""
    if len(profiles) != 1 or not profiles[0].eligible:
        return {WHO: "Choose one member of this workspace: no guest, and no app."}
    if channel is None or profiles[0].user not in channel.members:
        return {WHO: "They are not in its channel, or I am not. Invite them there first, or choose another."}
    [other] = people.keep(tx, profiles, now=now)
    if other.id in (*decision.deciders, *decision.left_out, *decision.votes):
        return {WHO: f"{other.name} is asked already, or left out. Choose another."}
    found = window(hours.promising(tx, [other], now=now), now)
    if found is None:
        return {WHO: f"{other.name} is away for more than three working days, too. Choose another."}
    closes_at = max(decision.closes_at, found.closes_at)
    decision_away.replace(tx, decision.id, who, other.id, closes_at=closes_at, now=now)
    after = decisions.get(tx, decision.id)
    assert after is not None, "it was there a moment ago"
    decision_close.plan(tx, after)
    decision_letters.ask(tx, after, [other.id], now=now)
    decision_letters.keep_current(tx, after.id, now=now)
    decision_away_letters.tell(tx, after, who, now=now)
    return {}
