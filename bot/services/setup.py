"""The set-up form of a channel, three pages in one window: nothing changes before the last is sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.text import shorten
from bot.messages import notice
from bot.messages import setup as messages
from bot.messages import team as team_messages
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.form import Errors, Form, Values
from bot.messages.setup_form import OPENS, PEOPLE, SLOW, typed
from bot.messages.setup_preview import PREVIEW, preview_page
from bot.services import setup_people, setup_regions, steward
from bot.services.border import crosses
from bot.services.outline import Outline
from bot.services.person import profiles_changed
from bot.services.plan import Home, Plan
from bot.services.preview import preview
from bot.services.setup_people import Facts
from bot.services.setup_regions import Arranged
from bot.services.team import set_up
from storage import forms, people, teams
from storage.forms import OpenForm
from storage.transaction import Tx

KIND = "team"

# What a platform shows of an error beside its field.
MOST_ERROR = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An open form of somebody's, with the team as it is now."""

    kept: OpenForm
    person: Person
    outline: Outline
    team: Team | None

    @property
    def editing(self) -> bool:
        """Whether there is a team already."""
        return self.team is not None


def open_form(tx: Tx, facts: Facts, *, now: datetime) -> Answer:
    """The form for the channel's team, holding what is there; stewards only, once it has some."""
    channel, asker = facts.channel, facts.asker
    if channel is None:
        return Tell(document=team_messages.not_here(locale=asker.locale))
    if not asker.eligible:
        return Tell(document=team_messages.not_eligible(locale=asker.locale))
    if asker.user not in channel.members:
        return Tell(document=messages.not_in_channel(locale=asker.locale))
    profiles_changed(tx, [asker], now=now)
    (person,) = people.keep(tx, [asker], now=now)
    team = teams.at(tx, channel.place)
    if team is not None and (refused := steward.refusal(team, person)) is not None:
        return refused
    outline = setup_people.start(channel, team)
    token = forms.make(tx, person=person.id, kind=KIND, subject=outline.as_json(), now=now)
    return _asked(setup_people.draw(outline, editing=team is not None), token)


def place_of(tx: Tx, by: UserRef, token: str) -> Place | None:
    """The channel that an open form is for, if it is this person's."""
    one = _open(tx, by, token)
    return one.outline.place if one is not None else None


def picked_in(tx: Tx, by: UserRef, token: str) -> tuple[str, ...]:
    """Whom an open form holds as picked, by the platform's ids."""
    one = _open(tx, by, token)
    return one.outline.picked("writes", "receives") if one is not None else ()


def place_of_team(tx: Tx, by: UserRef, team: TeamId) -> Place | None:
    """The channel of a team of their workspace."""
    whole = teams.get(tx, team)
    return whole.where if whole is not None and not crosses(by, whole) else None


def people_sent(tx: Tx, facts: Facts, *, token: str, values: Values, now: datetime) -> Answer:
    """The first page: on to the second, or what to mend."""
    one = _open(tx, facts.asker.user, token)
    if one is None or facts.channel is None:
        return _lost(one, values)
    outline = replace(one.outline.with_first(values), profiles=tuple(facts.picked))
    forms.change_subject(tx, token, outline.as_json())
    if refused := _refused(one, facts):
        return refused
    errors = setup_people.problems(facts, facts.channel, outline, one.team)
    if errors:
        return _mend(setup_people.draw(outline, editing=one.editing), token, errors, outline.values)
    return _second(tx, replace(one, outline=outline), now=now)


def regions_sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The second page: on to the preview, or what to mend."""
    one = _open(tx, by, token)
    if one is None:
        return _lost(None, values)
    one = replace(one, outline=one.outline.with_second(values))
    forms.change_subject(tx, token, one.outline.as_json())
    if refused := _refused(one):
        return refused
    found = _arranged(tx, one, now=now)
    if found.errors:
        page = setup_regions.draw(tx, one.outline, one.team, asker=by, now=now)
        return _mend(page, token, found.errors, page.values)
    return _asked(_preview(tx, one, found, now=now), token)


def confirmed(tx: Tx, facts: Facts, *, token: str, now: datetime) -> Answer:
    """The last page: now it happens. Sent again, it is answered alike and changes nothing.

    Who may not take part any more, or has left the channel since, is named, and nothing happens.
    """
    one = _open(tx, facts.asker.user, token)
    if one is None or facts.channel is None:
        return _lost(one, {})
    if one.kept.used_at is not None and one.team is not None:
        return _saved(one.team, one)
    if refused := _refused(one, facts):
        return refused
    there = replace(one.outline.place, kind=facts.channel.kind)
    one = replace(one, outline=replace(one.outline, place=there, profiles=tuple(facts.picked)))
    found = _arranged(tx, one, now=now)
    wrong = setup_people.problems(facts, facts.channel, one.outline, one.team) or found.errors
    if wrong:
        page = _preview(tx, one, found, now=now)
        return _mend(page, token, {"": f"Go back to mend this. {' '.join(wrong.values())}"}, {})
    profiles_changed(tx, facts.picked, now=now)  # a flight that nobody told of is noticed as any other
    made = set_up(tx, _plan(facts, one, found), by=facts.asker.user, now=now)
    forms.use(tx, token, now=now)
    return _saved(teams.many(tx, [made])[made], one)


def back(tx: Tx, by: UserRef, *, form: str, token: str, values: Values, now: datetime) -> Answer:
    """*Back*: the page before, holding what was typed there; what stands on this one is kept too."""
    one = _open(tx, by, token)
    if one is None:
        return Nothing()
    if form == PREVIEW:
        return _second(tx, one, now=now)
    outline = one.outline if form == PEOPLE else one.outline.with_second(values)
    forms.change_subject(tx, token, outline.as_json())
    return _asked(setup_people.draw(outline, editing=one.editing), token)


def again(tx: Tx, by: UserRef, *, form: str, token: str, values: Values, now: datetime) -> Answer:
    """The page as it was sent, when the platform was too slow to say who was picked."""
    one = _open(tx, by, token)
    if one is None:
        return _lost(None, values)
    if form == PREVIEW:
        page = _preview(tx, one, _arranged(tx, one, now=now), now=now)
        return _mend(page, token, {"": SLOW.format(button=page.submit)}, {})
    page = setup_people.draw(one.outline.with_first(values), editing=one.editing)
    return _mend(page, token, {"": SLOW.format(button=page.submit)}, values)


def _open(tx: Tx, by: UserRef, token: str) -> _Open | None:
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    outline = Outline.read(kept.subject)
    return _Open(kept=kept, person=person, outline=outline, team=teams.at(tx, outline.place))


def _refused(one: _Open, facts: Facts | None = None) -> Answer | None:
    """Why they may not go on. `facts`: what the platform says by now, where it was asked."""
    if facts is not None and facts.channel is not None and facts.asker.user not in facts.channel.members:
        return Tell(document=messages.not_in_channel(locale=one.person.locale))
    if facts is not None and not facts.asker.eligible:
        return Tell(document=team_messages.not_eligible(locale=one.person.locale))
    return steward.refusal(one.team, one.person) if one.team is not None else None


def _lost(one: _Open | None, values: Values) -> Answer:
    """It is not their form, or its channel is out of reach."""
    if one is not None:
        return Tell(document=team_messages.not_here(locale=one.person.locale))
    return not_theirs(values)


def not_theirs(values: Values) -> Answer:
    """It is not their form, or no longer: what they typed is handed back."""
    return Tell(document=notice.not_your_form(typed=typed(values), command=OPENS, locale=""))


def _arranged(tx: Tx, one: _Open, *, now: datetime) -> Arranged:
    return setup_regions.arranged(tx, one.outline, one.team, asker=one.person.user, now=now)


def _second(tx: Tx, one: _Open, *, now: datetime) -> Answer:
    page = setup_regions.draw(tx, one.outline, one.team, asker=one.person.user, now=now)
    outline = replace(one.outline, drawn=setup_regions.names_in(page))
    forms.change_subject(tx, one.kept.token, outline.as_json())
    return _asked(page, one.kept.token)


def _preview(tx: Tx, one: _Open, found: Arranged, *, now: datetime) -> Form:
    shown = preview(tx, found.spots, zone=one.person.zone, now=now)
    return preview_page(preview=shown, name=one.outline.text("name"), editing=one.editing)


def _plan(facts: Facts, one: _Open, found: Arranged) -> Plan:
    outline, team = one.outline, one.team
    writes = outline.picked("writes")
    receives = [each for each in outline.picked("receives") if each not in writes]
    known = {each.user for each in found.everyone}
    leavers = {each.person.user for each in (team.members if team else ()) if each.person.user not in known}
    return Plan(
        place=outline.place,
        name=outline.text("name"),
        projects=setup_people.projects(outline, team),
        writes=tuple(each for each in facts.picked if each.user.id in writes),
        receives=tuple(each for each in facts.picked if each.user.id in receives),
        leavers=frozenset(leavers) if team is not None else None,
        homes=tuple(
            Home(
                id=spot.id,
                name=spot.name,
                zone=spot.zone,
                digest_minute=spot.digest_minute,
                users=frozenset(each.user for each in spot.members),
            )
            for spot in found.spots
        ),
        stewards=frozenset(each.user for each in found.everyone if each.user.id in found.stewards),
        policy=found.policy,
    )


def _asked(form: Form, token: str) -> Answer:
    return Ask(form=replace(form, token=token))


def _mend(form: Form, token: str, errors: Errors, values: Values) -> Answer:
    short = {name: shorten(text, MOST_ERROR) if name else text for name, text in errors.items()}
    return Fix(form=replace(form, token=token), errors=short, values=values)


def _saved(whole: Team, one: _Open) -> Answer:
    document = messages.saved(
        name=whole.name,
        people=len(whole.members),
        changed=bool(one.outline.projects),
        fresh=sum(each.welcomed_at is None for each in whole.members),
        locale=one.person.locale,
    )
    return Tell(document=document)
