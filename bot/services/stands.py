"""One step as it stands, for who pressed a button of a copy that nothing keeps current."""

from datetime import datetime

from bot.domain.identity import StepId, UserRef
from bot.messages.answer import Answer, Tell
from bot.messages.document import Document
from bot.messages.step_line import as_it_stands
from bot.services.acting import found, whole
from bot.services.step_lines import Readers, StepLines
from storage.transaction import Tx


def show(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """It, with what can be done about it now; whoever may not see it is told so."""
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    team = whole(tx, one)
    member = team.member(one.person.id)
    assert member is not None, "who acts on a step is a member"
    readers = Readers(region=member.region, here=frozenset(), zone=one.person.zone, at=now)
    line = StepLines(tx, team, readers, [one.step]).line(one.step)
    return Tell(document=as_it_stands(line, locale=one.person.locale))
