"""Messages that many see are kept current: as steps and hand-offs change, what shows them is rewritten."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.handoff import Handoff, Step
from bot.domain.identity import HandoffId
from bot.domain.region import Region
from bot.domain.team import Team
from bot.messages import digest as messages
from bot.messages.letter import Letter
from bot.services import absent
from bot.services.compose import Found, Frame, compose
from bot.services.found import of_carried
from bot.services.posting import keep_current, post, tenant_of
from bot.services.step_lines import mentioned
from storage import digests, people, steps, teams
from storage.transaction import Tx


def keep_handoffs_current(tx: Tx, ids: Sequence[HandoffId], *, now: datetime) -> None:
    """These hand-offs were edited: the messages that show them are rewritten."""
    whole = digests.showing(tx, ids, in_full=True)
    for key in sorted({*whole.values(), *digests.lines_of(tx, ids)}):
        rewrite(tx, key, now=now)


def rewrite(tx: Tx, key: str, *, now: datetime) -> None:
    """Say again what a digest or hand-over says, as things stand; many changes make one edit."""
    carried = digests.get(tx, key)
    if carried is None:
        return
    team = teams.of_regions(tx, [carried.region])[carried.region]
    region = team.region(carried.region)
    found = of_carried(tx, carried)
    frame = Frame(kind=carried.kind, team=team, region=region, day=carried.day, at=carried.composed_at)
    document = messages.digest(compose(tx, frame, found), locale="")
    letter = Letter(key=key, tenant=tenant_of(team.where), to=team.where, document=document)
    parts = keep_current(tx, letter, parts=carried.parts, tenant=team.tenant, now=now)
    if parts != carried.parts:
        digests.grow(tx, key, parts)
    show(tx, key, region, found)


def show(tx: Tx, key: str, region: Region, found: Found) -> None:
    """Note which steps a message shows to a region."""
    theirs = steps.of_handoffs(tx, [one.id for one in found.new])
    inside = [step.id for some in theirs.values() for step in some]
    steps.show(tx, key, region.id, [*inside, *(step.id for step in found.waiting)])


def linked(tx: Tx, key: str, *, now: datetime) -> None:
    """A digest is there: others that named its hand-offs before can link them now."""
    for other in digests.lines_of(tx, digests.seen_in(tx, key, in_full=True)):
        rewrite(tx, other, now=now)


def tell_holders(tx: Tx, team: Team, edited: Handoff, changed: Sequence[Step], *, now: datetime) -> None:
    """A hand-off was edited after a message had shown it: those whose picked-up steps changed are told there.

    Whoever is working now is mentioned, the others are named and find it in their morning note.
    """
    holders = {step.holder for step in changed if step.holder is not None and step.holder != edited.author}
    key = _read_in(tx, edited, changed) if holders else None
    if key is None:
        return
    known = people.many(tx, [*holders, edited.author])
    document = messages.changed(
        author=known[edited.author].name,
        holders=[mentioned(team, known[one], now) for one in sorted(holders)],
        steps=[step.text for step in changed if step.holder in holders],
        day=edited.day,
        locale="",
    )
    letter = Letter(
        key=f"changed/{key}/{edited.id}/{edited.revision + 1}",
        tenant=tenant_of(team.where),
        to=team.where,
        document=document,
        under=key,
    )
    post(tx, letter, tenant=team.tenant, now=now)
    absent.tell_holders(tx, team, [step for step in changed if step.holder in holders], now=now)


def _read_in(tx: Tx, edited: Handoff, changed: Sequence[Step]) -> str | None:
    """The message in which it was read: where the hand-off stands in full, else where its steps do."""
    whole = digests.showing(tx, [edited.id], in_full=True).get(edited.id)
    posted = (key for key in steps.showing(tx, [step.id for step in changed]) if digests.get(tx, key))
    return whole or next(posted, None)
