"""What the evening's prompt turns into once something was answered, and how far each hand-off has to go."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.completeness import hints
from bot.domain.evening import Evening, prompt_key, reminder_key, snooze_key
from bot.domain.handoff import Draft, Handoff, Step, StepDraft
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.region import at_work
from bot.domain.team import Team
from bot.domain.zone import zone_of
from bot.messages import evening as messages
from bot.messages.document import Document, Spans, words
from bot.messages.team import in_words
from bot.services.posting import change, letter_to
from bot.services.region import reading
from storage import evenings, handoffs, outbox, posts, steps
from storage.transaction import Tx


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
            _sent(mine[one.team], one, their_steps[one.id], zone=person.zone, now=now)
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
    above = messages.answered_above(day=evening.day, locale=person.locale)
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
    team: Team, handoff: Handoff, their_steps: Sequence[Step], *, zone: str, now: datetime
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
        reaches=reaches(team, handoff, now=now),
        hints=hints(draft, zone=zone),
    )
