"""*Pass it on*: what nobody has answered in time goes to the region that is awake next, as a new request."""

from dataclasses import replace
from datetime import datetime

from bot.domain.identity import Place, RequestId, TeamId, UserRef
from bot.domain.request import NewRequest, Request
from bot.messages import request_told as messages
from bot.messages.answer import Answer, Tell
from bot.services import request_letters, request_new, request_overdue
from bot.services.request_onward import Way, way
from bot.services.request_view import view
from storage import people, requests
from storage.transaction import Tx


def pass_on(
    tx: Tx,
    by: UserRef,
    number: RequestId,
    *,
    team: TeamId,
    hidden: frozenset[Place] = frozenset(),
    now: datetime,
) -> Answer:
    """For whoever asked, once they are offered it. Those who had it need not answer; a second time: a no.

    hidden: private channels that they cannot be told to be in now: it goes to none of those.
    """
    request, person = requests.get(tx, number), people.by_ref(tx, by)
    if request is None or person is None or request.asker != person.id or request.offered_at is None:
        return Tell(document=messages.gone(locale=""))
    if not request.open:
        return Tell(document=messages.answered_already(view(tx, request, person), locale=person.locale))
    passed = _passed(tx, request, way(tx, request, team, hidden=hidden), now=now)
    if passed is None:
        return Tell(document=messages.nowhere_to_pass(locale=person.locale))
    return Tell(document=messages.passed_on(view(tx, passed, person), locale=person.locale))


def _passed(tx: Tx, request: Request, found: Way | None, *, now: datetime) -> Request | None:
    """To the region awake next, in its team's channel: in the thread where it stood, if that is there.

    Urgent it is no more: a region is never woken.
    """
    region = found.region(now) if found is not None else None
    if found is None or region is None:
        return None
    stood = request.place if request.place is not None and request.place.id == found.team.where.id else None
    requests.pass_on(tx, request.id, to=region.name, place=found.team.where)
    request_overdue.drop(tx, request.id)
    request_letters.keep_current(tx, request.id, now=now)
    new = NewRequest(
        asker=request.asker,
        shape=request.shape,
        content=replace(request.content, urgent=""),
        to=tuple(one.person for one in region.members),
        place=stood or found.team.where,
        label=region.name,
    )
    return request_new.begin(tx, new, policy=found.team.policy, now=now)
