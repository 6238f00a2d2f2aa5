"""What the evening's prompt turns into once something was answered, and how far each hand-off has to go."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.completeness import hints
from bot.domain.evening import Evening, prompt_key, reminder_key, snooze_key
from bot.domain.handoff import Draft, Handoff, OnePerson, Step, StepDraft
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.region import at_work
from bot.domain.team import Member, Team
from bot.domain.text import shorten
from bot.domain.zone import zone_of
from bot.messages import evening as messages
from bot.messages.document import Document, Spans, words
from bot.messages.team import in_words
from bot.services.posting import change, letter_to
from bot.services.region import reading
from storage import evenings, handoffs, outbox, posts, steps
from storage.transaction import Tx

# Whoever works again within this time is asleep or at lunch rather than away.
_SOON = timedelta(hours=24)
_QUOTED = 40


def missing(tx: Tx, of: Sequence[Team], person: PersonId, day: date) -> list[Team]:
    """Those of the teams that have no hand-off of that evening."""
    sent = {handoff.team for handoff in handoffs.of_day(tx, person, day)}
    return [team for team in of if team.id not in sent]


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
        missing=[team.name for team in missing(tx, teams, person.id, day)] if evening else (),
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


def reaches(team: Team, handoff: Handoff, *, now: datetime) -> Spans:
    """What happens next: when the region that inherits it reads it, on its own clock and as a wait."""
    if handoff.to_region is None:
        return words("Nobody else is in this team yet; it is kept for you.")
    region = team.region(handoff.to_region)
    if handoff.carried_at is not None:
        edited = handoff.edited_at > handoff.carried_at
        return words(f"{region.name} has it" + (", what you changed marked as such." if edited else "."))
    reads = reading(team, region.id, author=handoff.author, now=now)
    if reads is None:
        return words(f"{region.name} has no working day ahead; it is kept until it has.")
    if reads.handed_over and at_work(region, now):
        return words(f"It reaches {region.name} within the hour.")
    there = reads.at.astimezone(zone_of(region.zone))
    return words(f"{region.name} reads it at {there:%H:%M} there, {in_words(reads.at, now=now)}.")


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
        reaches=reaches(team, handoff, now=now),
        hints=(*_for_away(tx, team, their_steps, now=now), *hints(draft, zone=zone)),
    )


def _for_away(tx: Tx, team: Team, their_steps: Sequence[Step], *, now: datetime) -> list[str]:
    """A warning for each step that waits for one person who is away."""
    waiting = [
        (step, member)
        for step in their_steps
        if step.state == "open" and isinstance(step.owner, OnePerson) and step.person is not None
        if (member := team.member(step.person)) is not None
    ]
    off_until = _off_until(tx, team, [member for _, member in waiting], now=now)
    found: list[str] = []
    for step, member in waiting:
        off = off_until.get(member.person.id)
        back = team.calendar(member).next_working_instant(off or now)
        if off is not None or back is None or back - now > _SOON:
            found.append(_warning(step, member.person, back))
    return found


def _off_until(tx: Tx, team: Team, members: Sequence[Member], *, now: datetime) -> dict[PersonId, datetime]:
    """When the working day ends that it is for them, of those who said that they are off for it."""
    shifts = {
        one.person.id: shift for one in members if (shift := team.calendar(one).shift_for(now)) is not None
    }
    days = [(person, shift.day) for person, shift in shifts.items()]
    said = evenings.many(tx, days) if days else {}
    return {
        person: max(now, shifts[person].ends_at)
        for (person, _), evening in said.items()
        if (evening.state, evening.why) == ("skipped", "away")
    }


def _warning(step: Step, person: Person, back: datetime | None) -> str:
    lead = f"“{shorten(step.text, _QUOTED)}” is for {person.name}, who"
    if back is None:
        return f"{lead} has no working day ahead: address a region instead."
    there = back.astimezone(zone_of(person.zone))
    return f"{lead} works again {there:%a %H:%M} there: address a region if it cannot wait."
