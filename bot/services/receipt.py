"""What the evening's prompt turns into once something was answered, and how far each hand-off has to go."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.domain.ahead import off_until
from bot.domain.completeness import hints
from bot.domain.evening import Evening, prompt_key, reminder_key, snooze_key
from bot.domain.handoff import Draft, Handoff, OnePerson, Step, StepDraft
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.region import Region, at_work
from bot.domain.team import Team, TeamHead
from bot.domain.text import shorten
from bot.domain.zone import zone_of
from bot.messages import evening as messages
from bot.messages.document import Document, Spans, words
from bot.messages.team import in_words
from bot.services.posting import change, letter_to
from bot.services.region import reading
from bot.services.steward import looks_after
from bot.services.takeover import instead, nobody_until
from storage import evenings, handoffs, outbox, posts, steps
from storage.transaction import Tx

T = TypeVar("T", bound=TeamHead)

# Whoever works again within this time is asleep or at lunch rather than away.
_SOON = timedelta(hours=24)
_QUOTED = 40


def missing(tx: Tx, of: Sequence[T], person: PersonId, day: date) -> list[T]:
    """Those of the teams that have no hand-off of that evening."""
    return _without(of, handoffs.of_day(tx, person, day))


def _without(of: Sequence[T], sent: Sequence[Handoff]) -> list[T]:
    have = {handoff.team for handoff in sent}
    return [team for team in of if team.id not in have]


def show(tx: Tx, person: Person, teams: Sequence[Team], day: date, *, now: datetime) -> None:
    """Turn the prompt into the receipt; where nothing was asked, the receipt is a message of its own."""
    sent = handoffs.of_day(tx, person.id, day)
    evening = evenings.get(tx, person.id, day)
    mine = {team.id: team for team in teams}
    their_steps = steps.of_handoffs(tx, [one.id for one in sent])
    document = messages.receipt(
        day=day,
        sent=[
            _sent(tx, mine[one.team], one, their_steps[one.id], zone=person.zone, now=now)
            for one in sent
            if one.team in mine
        ],
        nothing=evening is not None and evening.why == "nothing",
        missing=[team.name for team in _without(teams, sent)] if evening else (),
        without_page=_without_page([(mine[one.team], one) for one in sent if one.team in mine], person),
        locale=person.locale,
    )
    if evening is not None and evening.asked_at is not None:
        replace_prompt(tx, person, evening, document, now=now)
    else:
        _show_unasked(tx, person, day, document, now=now)


def replace_prompt(tx: Tx, person: Person, evening: Evening, document: Document, *, now: datetime) -> None:
    """Put a document in the prompt's place, and let a reminder or a second prompt point to it.

    A prompt that has not left yet does not leave any more: the document is a message of its own.
    """
    prompt = prompt_key(person.id, evening.day)
    if outbox.drop_waiting(tx, prompt):
        _show_unasked(tx, person, evening.day, document, now=now)
        return
    change(tx, prompt, person.user, document, tenant=person.tenant, now=now)
    above = messages.answered_above(day=evening.day, key=prompt, locale=person.locale)
    for key in posts.get_many(tx, _asked_later(evening)):
        change(tx, key, person.user, above, tenant=person.tenant, now=now)


def reaches(team: Team, handoff: Handoff, *, zone: str, now: datetime) -> Spans:
    """What happens next: when the region that inherits it reads it, on its own clock and as a wait.

    zone: the author's, on whose clock it is told when nobody is at work until then.
    """
    if handoff.to_region is None:
        return words("Nobody else is in this team yet; it is kept for you.")
    region = team.region(handoff.to_region)
    if handoff.carried_at is not None:
        edited = handoff.edited_at > handoff.carried_at
        return words(f"{region.name} has it" + (", what you changed marked as such." if edited else "."))
    reads = reading(team, region.id, author=handoff.author, now=now)
    if reads is None:
        return words(f"{region.name} has no working day ahead; it is kept until it has.")
    ends_at = _ends_at(team, handoff)
    lead = _instead_of(team, handoff, region, ends_at=ends_at)
    if reads.handed_over and at_work(region, now):
        return words(f"{lead}It reaches {region.name} within the hour.")
    there = reads.at.astimezone(zone_of(region.zone))
    nobody = nobody_until(team, max(now, ends_at), reads.at, zone=zone)
    return words(
        f"{lead}{region.name} reads it at {there:%H:%M} there, {in_words(reads.at, now=now)}.",
        *((" ", *nobody) if nobody else ()),
    )


def _ends_at(team: Team, handoff: Handoff) -> datetime:
    """When the author's day ends that it is of."""
    author = team.member(handoff.author)
    shift = team.calendar(author).shift(handoff.day) if author else None
    return shift.ends_at if shift else handoff.sent_at


def _instead_of(team: Team, handoff: Handoff, region: Region, *, ends_at: datetime) -> str:
    """Which region would have it, were it not off; "" where it goes to whom it always goes."""
    author = team.member(handoff.author)
    if author is None:
        return ""
    why = instead(team, region.id, own=author.region, shift_ends_at=ends_at, sent_at=handoff.sent_at)
    return f"{why} " if why else ""


def _show_unasked(tx: Tx, person: Person, day: date, document: Document, *, now: datetime) -> None:
    key = f"receipt/{person.id}/{day}"
    if not outbox.put(tx, letter_to(person, document, key=key), tenant=person.tenant, now=now):
        change(tx, key, person.user, document, tenant=person.tenant, now=now)


def _asked_later(evening: Evening) -> list[str]:
    keys = [reminder_key(evening.person, evening.day)]
    if evening.snoozed_until is not None:
        keys.append(snooze_key(evening.person, evening.day, evening.snoozed_until))
    return keys


def _sent(
    tx: Tx, team: Team, handoff: Handoff, their_steps: Sequence[Step], *, zone: str, now: datetime
) -> messages.Sent:
    project = team.project(handoff.project)
    draft = Draft(
        state=handoff.state,
        content=handoff.content,
        steps=tuple(StepDraft(text=one.text, owner=one.owner) for one in their_steps),
    )
    return messages.Sent(
        team=team.name,
        project=project.name if project else team.name,
        state=handoff.state,
        steps=len(their_steps),
        files=len(handoff.content.files),
        reaches=reaches(team, handoff, zone=zone, now=now),
        hints=(*_for_away(team, their_steps, now=now), *hints(draft, zone=zone)),
    )


def _without_page(sent: Sequence[tuple[Team, Handoff]], person: Person) -> list[str]:
    """The projects of these hand-offs that have no landing page, where this person could give them one."""
    theirs = [team.project(one.project) for team, one in sent if looks_after(team, person)]
    return list(dict.fromkeys(one.name for one in theirs if one is not None and not one.page))


def _for_away(team: Team, their_steps: Sequence[Step], *, now: datetime) -> list[str]:
    """A warning for each step that waits for one person who is away."""
    waiting = [
        (step, member)
        for step in their_steps
        if step.state == "open" and isinstance(step.owner, OnePerson) and step.person is not None
        if (member := team.member(step.person)) is not None
    ]
    over = {
        member.person.id: until
        for _, member in waiting
        if (until := off_until(member.person, team.calendar(member), now)) is not None
    }
    found: list[str] = []
    for step, member in waiting:
        off = over.get(member.person.id)
        back = team.calendar(member).next_working_instant(off or now)
        if off is not None or back is None or back - now > _SOON:
            found.append(_warning(step, member.person, back))
    return found


def _warning(step: Step, person: Person, back: datetime | None) -> str:
    lead = f"“{shorten(step.text, _QUOTED)}” is for {person.name}, who"
    if back is None:
        return f"{lead} has no working day ahead: address a region instead."
    there = back.astimezone(zone_of(person.zone))
    return f"{lead} works again {there:%a %H:%M} there: address a region if it cannot wait."
