"""The second page of the set-up form: regions, times and stewards; drawn, and read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from bot.domain.daytime import parse_minute
from bot.domain.identity import UserRef
from bot.domain.team import Policy, ReadBack, Team
from bot.domain.text import shorten
from bot.domain.turnout import RULES
from bot.domain.wait import WAITS
from bot.domain.week import parse_week
from bot.messages import setup_form as messages
from bot.messages.change import some_names
from bot.messages.form import Form, FormButton, Note
from bot.services import layout
from bot.services.candidate import Candidate, called, candidates
from bot.services.layout import Spot
from bot.services.outline import FIRST, Outline
from storage.transaction import Tx

LENGTHS = ("lead", "reminder", "snooze", "gather")
READ_BACKS: tuple[ReadBack, ...] = ("off", "optional", "required")
MOST = timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """A team as the second page would have it. errors: what is to be mended, by field."""

    everyone: tuple[Candidate, ...]
    policy: Policy
    spots: tuple[Spot, ...]
    stewards: tuple[str, ...]
    errors: dict[str, str]


def draw(tx: Tx, outline: Outline, team: Team | None, *, asker: UserRef, now: datetime) -> Form:
    """The page: regions as they are proposed, holding what has been typed."""
    policy, _ = _policy(outline, team)
    everyone = candidates(tx, outline, team, policy)
    proposed = layout.lay_out(team, everyone, policy, now=now)
    moved = {one.key: one for one in layout.moved(proposed, _wanted(outline, everyone))}
    return messages.regions_page(
        regions=[_row(one, moved[one.key]) for one in proposed],
        choices=_choices(proposed, everyone, now=now),
        policy=(team.policy if team else Policy()),
        stewards=_stewards(outline, team, everyone, asker),
        values={name: value for name, value in outline.values.items() if name not in FIRST},
        editing=team is not None,
    )


def names_in(form: Form) -> tuple[str, ...]:
    """The fields that somebody fills in."""
    return tuple(one.name for one in form.fields if not isinstance(one, Note | FormButton))


def arranged(tx: Tx, outline: Outline, team: Team | None, *, asker: UserRef, now: datetime) -> Arranged:
    """What was sent, read; what it did not show is as proposed."""
    policy, errors = _policy(outline, team)
    everyone = candidates(tx, outline, team, policy)
    proposed = layout.lay_out(team, everyone, policy, now=now)
    moved = layout.moved(proposed, _wanted(outline, everyone))
    spots = tuple(_named(one, outline, errors) for one in moved if one.members)
    _refuse_twins(spots, outline, errors)
    for one in spots:
        _refuse_far(one, outline, errors, now=now)
    stewards = _stewards(outline, team, everyone, asker)
    _refuse_strangers(stewards, outline, everyone, errors)
    return Arranged(everyone=everyone, policy=policy, spots=spots, stewards=stewards, errors=errors)


def _policy(outline: Outline, team: Team | None) -> tuple[Policy, dict[str, str]]:
    """The policy as typed; what is no policy leaves it as it is."""
    policy = team.policy if team else Policy()
    for name in LENGTHS:
        length = _length(outline.text(name))
        policy = replace(policy, **cast(Any, {name: length})) if length else policy
    chosen = next((one for one in READ_BACKS if one == outline.text("read_back")), policy.read_back)
    promise = _length(outline.text("promise"), most=WAITS[-1])
    wait = promise if promise in WAITS else policy.promise
    decides = next((one for one in RULES if one == outline.text("decides")), policy.decides)
    policy = replace(policy, read_back=chosen, promise=wait, decides=decides)
    if "week" not in outline.values:
        return policy, {}
    try:
        return replace(policy, week=parse_week(outline.text("week"))), {}
    except ValueError as wrong:
        return policy, {"week": f"{wrong}"}


def _length(seconds: str, *, most: timedelta = MOST) -> timedelta | None:
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 7):
        return None
    length = timedelta(seconds=int(seconds))
    return length if timedelta() < length <= most else None


def _wanted(outline: Outline, everyone: Sequence[Candidate]) -> dict[UserRef, str]:
    return {one.user: key for one in everyone if (key := outline.text(f"home.{one.user.id}"))}


def _choices(
    spots: Sequence[Spot], everyone: Sequence[Candidate], *, now: datetime
) -> list[messages.ChoiceRow]:
    """Only those whom more than one region would suit have a choice."""
    found: list[messages.ChoiceRow] = []
    for one in everyone:
        options = layout.could_be_in(spots, one, now=now)
        if len(options) > 1:
            home = next(spot.key for spot in spots if spot.has(one))
            keys = tuple(spot.key for spot in options)
            row = messages.ChoiceRow(user=one.user.id, name=one.name, zone=one.zone, home=home, options=keys)
            found.append(row)
    return found


def _row(proposed: Spot, moved: Spot) -> messages.RegionRow:
    return messages.RegionRow(
        key=proposed.key,
        name=proposed.name,
        zone=proposed.zone,
        minute=proposed.digest_minute,
        people=tuple(one.name for one in moved.members),
        fresh=proposed.id is None,
    )


def _named(spot: Spot, outline: Outline, errors: dict[str, str]) -> Spot:
    """With the name and the digest time that were typed."""
    name, digest = f"{spot.key}.name", f"{spot.key}.digest"
    if name in outline.drawn:
        if not outline.text(name):
            errors[name] = "Give the region a name."
        spot = replace(spot, name=outline.text(name) or spot.name)
    if digest in outline.drawn:
        try:
            spot = replace(spot, digest_minute=parse_minute(outline.text(digest)))
        except ValueError as wrong:
            errors[digest] = f"{wrong}"
    return spot


def _refuse_twins(spots: Sequence[Spot], outline: Outline, errors: dict[str, str]) -> None:
    seen: set[str] = set()
    for one in spots:
        key = " ".join(one.name.split()).casefold()
        if key in seen and f"{one.key}.name" in outline.drawn:
            errors[f"{one.key}.name"] = f"Another region is called {one.name}; give each its own name."
        seen.add(key)


def _refuse_far(spot: Spot, outline: Outline, errors: dict[str, str], *, now: datetime) -> None:
    """A region's days start less than three hours apart."""
    pair = layout.too_far(spot, now=now)
    if pair is None:
        return
    fields = [f"home.{one.user.id}" for one in (*reversed(pair), *spot.members)]
    field = next((one for one in fields if one in outline.drawn), f"{spot.key}.name")
    one, other = pair
    errors[field] = (
        f"{shorten(one.name, 40)} and {shorten(other.name, 40)} start their days three hours or more apart, "
        "too far for one region: choose another for one of them."
    )


def _stewards(
    outline: Outline, team: Team | None, everyone: tuple[Candidate, ...], asker: UserRef
) -> tuple[str, ...]:
    """Those typed; before that those there are, else who sets it up, if they take part."""
    if "stewards" in outline.values:
        return outline.picked("stewards")
    known = called(everyone)
    there = [one.person.user.id for one in (team.members if team else ()) if one.steward]
    return tuple(one for one in there or [asker.id] if one in known)


def _refuse_strangers(
    stewards: Sequence[str], outline: Outline, everyone: tuple[Candidate, ...], errors: dict[str, str]
) -> None:
    known = called(everyone)
    names = {one.user.id: one.name for one in outline.profiles}
    strangers = [names.get(one, "someone who is not in it") for one in stewards if one not in known]
    if strangers:
        errors["stewards"] = (
            f"Stewards take part in the relay: go back and add {some_names(strangers)}, or choose another."
        )
    elif not stewards:
        errors["stewards"] = "Choose at least one steward among those who take part."
