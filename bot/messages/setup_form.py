"""The first two pages of the set-up form: who takes part in what, then regions, times and stewards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.team import Policy
from bot.domain.text import shorten
from bot.domain.turnout import RULES
from bot.domain.wait import WAITS, wait_words
from bot.domain.week import week_text
from bot.messages.change import clock, minutes_words, some_names
from bot.messages.decision_rule import RULE_WORDS
from bot.messages.document import Button, bold, say
from bot.messages.form import (
    Choice,
    ChoiceField,
    Field,
    Form,
    FormButton,
    Note,
    PeopleField,
    TextField,
    Values,
)
from bot.messages.team import SETUP

PEOPLE = "team.people"
REGIONS = "team.regions"
BACK = "team.back"

_PROJECT_HINT = "What its hand-offs are about; the team's own name will do."

# What fits into the field of the projects after the first.
MOST_PROJECTS = 3000

# So that the page stays within what a form takes: more regions, or people with a choice, are told in words.
MOST_REGIONS = 12
MOST_CHOICES = 30

OPENS = "/sunrelay setup, in the channel,"

SLOW = "The workspace took too long to answer just now. Nothing is lost: press {button} again."


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """A region that can be edited. `fresh`: proposed, not there yet; `people`: by name."""

    key: str
    name: str
    zone: str
    minute: int
    people: tuple[str, ...]
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """Somebody whom several regions would suit. home, options: keys of regions."""

    user: str
    name: str
    zone: str
    home: str
    options: tuple[str, ...]


def people_page(*, channel: str, values: Values, editing: bool) -> Form:
    """The first page. Nobody is preselected for a new relay: who takes part is picked."""
    note = (
        "1 of 3: people and projects. Whoever writes is asked for a hand-off at the end of their own day. "
        "Everyone reads a digest at their region's morning. Nobody else hears from me, and nothing happens "
        "before you confirm it on the third page."
    )
    return Form(
        name=PEOPLE,
        title=_title(editing),
        submit="Next: regions",
        fields=(
            Note(blocks=(say(note, small=True),)),
            TextField(name="name", label="Team name", required=True, max_length=80),
            _people("writes", "Write and receive hand-offs", values, hint="Members of this channel."),
            _people("receives", "Receive only", values),
            TextField(name="project", label="Project", required=True, max_length=80, hint=_PROJECT_HINT),
            TextField(
                name="page",
                label="Landing page",
                hint="The one address where the project's truth is kept. Every digest links it.",
            ),
            TextField(
                name="projects",
                label="More projects",
                multiline=True,
                max_length=MOST_PROJECTS,
                placeholder="Vouchers https://wiki.example.com/vouchers",
                hint="One a line: its name, then its landing page if it has one. A changed line renames its "
                "project; a line taken out leaves it, with its hand-offs.",
            ),
        ),
        values={"name": shorten(channel, 80), "project": shorten(channel, 80), **values},
        opener=Button(name=SETUP, text="Set up the relay", style="primary"),
    )


def typed(values: Values) -> str:
    """What was typed into the first page, to be handed back."""
    found = (values.get(name, "") for name in ("name", "project", "page", "projects"))
    return "\n".join(one.strip() for one in found if isinstance(one, str) and one.strip())


def regions_page(
    *,
    regions: Sequence[RegionRow],
    choices: Sequence[ChoiceRow],
    policy: Policy,
    stewards: Sequence[str],
    values: Values,
    editing: bool,
) -> Form:
    """The second page. `values`: what was typed in it before; `stewards`: who is proposed."""
    shown, more = regions[:MOST_REGIONS], regions[MOST_REGIONS:]
    rows, others = choices[:MOST_CHOICES], choices[MOST_CHOICES:]
    fields: list[Field] = [Note(blocks=(say(_ABOUT_REGIONS, small=True),))]
    for one in shown:
        fields += _region(one)
    fields += [_choice(one, regions) for one in rows]
    fields += _told_in_words(more, others)
    fields += [
        *_policy_fields(policy),
        _stewards(),
        FormButton(name=BACK, text="Back to people and projects"),
    ]
    defaults = {**_region_values(shown), **{f"home.{one.user}": one.home for one in rows}}
    return Form(
        name=REGIONS,
        title=_title(editing),
        submit="Next: preview",
        fields=tuple(fields),
        values={**defaults, **_policy_values(policy), "stewards": tuple(stewards), **values},
        opener=Button(name=SETUP, text="Set up the relay", style="primary"),
    )


_ABOUT_REGIONS = (
    "2 of 3: regions and times. A region is people whose days start less than three hours apart. These "
    "follow from everyone's time zone and week. Steps go to the next region awake, and each reads one digest "
    "at its own morning."
)


def _title(editing: bool) -> str:
    return "Change the relay" if editing else "Set up a relay"


def _people(name: str, label: str, values: Values, *, hint: str = "") -> PeopleField:
    """A field that says so where it cannot show everyone."""
    field = PeopleField(name=name, label=label, hint=hint)
    there = len(values.get(name, ()))
    if there <= field.most:
        return field
    more = (
        f"The first {field.most} of {there} are shown; the others stay. Whoever finds no room here joins in "
        "the channel with /sunrelay join, and leaves with /sunrelay leave."
    )
    return replace(field, hint=f"{hint} {more}".strip())


def _region(one: RegionRow) -> list[Field]:
    fresh = ", proposed" if one.fresh else ""
    return [
        Note(blocks=(say(bold(one.name), f" ({one.zone}{fresh}): {some_names(one.people)}"),)),
        TextField(name=f"{one.key}.name", label=f"{one.name}: name", required=True, max_length=80),
        TextField(
            name=f"{one.key}.digest",
            label=f"{one.name}: digest at",
            required=True,
            max_length=10,
            hint="On that region's own clocks.",
        ),
    ]


def _choice(one: ChoiceRow, regions: Sequence[RegionRow]) -> ChoiceField:
    names = {each.key: each.name for each in regions}
    return ChoiceField(
        name=f"home.{one.user}",
        label=f"{one.name} ({one.zone}) belongs to",
        choices=tuple(Choice(value=key, text=names[key]) for key in one.options),
        required=True,
    )


def _told_in_words(more: Sequence[RegionRow], others: Sequence[ChoiceRow]) -> list[Field]:
    found: list[Field] = []
    if more:
        rest = some_names(f"{one.name} (digest {clock(one.minute)})" for one in more)
        found.append(Note(blocks=(say(f"As they are, for want of room here: {rest}."),)))
    if others:
        rest = some_names(one.name for one in others)
        text = f"{len(others)} more would suit several regions; each is in the one that fits best: {rest}."
        found.append(Note(blocks=(say(text),)))
    return found


def _policy_fields(policy: Policy) -> list[Field]:
    return [
        _minutes("lead", "Ask for a hand-off before the day ends", (5, 10, 15, 20, 30, 45, 60), policy.lead),
        _minutes("reminder", "Remind once after the day ended", (15, 30, 45, 60, 90), policy.reminder),
        _minutes("snooze", "When snoozed, ask again after", (10, 15, 20, 30, 45, 60), policy.snooze),
        _minutes(
            "gather", "During a region's day, gather hand-offs for", (10, 15, 30, 45, 60), policy.gather
        ),
        ChoiceField(
            name="read_back",
            label="Saying a step back as it is picked up",
            choices=(
                Choice(value="off", text="Not asked for"),
                Choice(value="optional", text="Asked for, not required"),
                Choice(value="required", text="Required"),
            ),
            required=True,
            hint="Whoever picks a step up says in a line of their own what they will do.",
        ),
        ChoiceField(
            name="promise",
            label="Answers to requests within",
            choices=tuple(Choice(value=_seconds(one), text=wait_words(one)) for one in WAITS),
            required=True,
            hint="In working time, and after four hours of it. Anyone may set a time of their own.",
        ),
        ChoiceField(
            name="decides",
            label="Decisions of the team",
            choices=tuple(Choice(value=one, text=RULE_WORDS[one]) for one in RULES),
            required=True,
            hint="Where nobody objects. Whoever proposes one can choose otherwise for it.",
        ),
        TextField(
            name="week",
            label="Working week",
            required=True,
            max_length=300,
            placeholder="mon-thu 9-17:30, fri 9-13",
            hint="Of everyone who has set none of their own, on their own clocks.",
        ),
    ]


def _minutes(name: str, label: str, offered: Iterable[int], there: timedelta) -> ChoiceField:
    lengths = sorted({*(timedelta(minutes=one) for one in offered), there})
    return ChoiceField(
        name=name,
        label=label,
        choices=tuple(Choice(value=_seconds(one), text=minutes_words(one)) for one in lengths),
        required=True,
    )


def _stewards() -> PeopleField:
    return PeopleField(
        name="stewards",
        label="Stewards",
        required=True,
        hint="Who may change the relay: members of it. Admins of the workspace may too.",
    )


def _region_values(regions: Iterable[RegionRow]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in regions:
        found |= {f"{one.key}.name": one.name, f"{one.key}.digest": clock(one.minute)}
    return found


def _policy_values(policy: Policy) -> dict[str, str]:
    lengths = ("lead", "reminder", "snooze", "gather", "promise")
    return {
        **{name: _seconds(getattr(policy, name)) for name in lengths},
        "read_back": policy.read_back,
        "decides": policy.decides,
        "week": week_text(policy.week),
    }


def _seconds(length: timedelta) -> str:
    return str(round(length.total_seconds()))
