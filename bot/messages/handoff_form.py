"""The hand-off form, after I-PASS and SBAR: how it is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.handoff import MOST_STEPS, STATE_WORDS, File, OnePerson, OneRegion, owner_text
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.text import shorten
from bot.messages.document import Button, say
from bot.messages.evening import WRITE
from bot.messages.file import named
from bot.messages.form import (
    Choice,
    ChoiceField,
    ChoicesField,
    Field,
    FileField,
    Form,
    FormButton,
    Note,
    TextField,
    Values,
)
from bot.messages.handoff_values import ALL_TEAMS, FILES, MOST_DONE, MOST_LINKS, PROJECT, TEAM, UPLOADS, text

NAME = "handoff.submit"
ADD_STEP = "handoff.add_step"

# Files that one form takes at once.
_MOST_UPLOADS = 5

# Each row names everyone anew, and a platform takes only so much of one form (Slack 250 kB in all). This is
# what people may take in all rows together, in bytes; ordinary names fill it with some 1,200 choices.
_ROOM_FOR_PEOPLE = 130_000
_BESIDE_A_NAME = 95


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What a form is drawn from. `teams` are those the person writes for; `all_teams` offers them at once.

    files: those that can be sent along; which of them are, is in `values` by their place in this list.
    back: when those are who are off today, on their own date.
    """

    team: Team
    teams: Sequence[Team]
    author: PersonId
    all_teams: bool
    editing: bool
    rows: int
    values: Values
    day: date
    files: Sequence[File] = ()
    back: Mapping[PersonId, date] = field(default_factory=dict)


def form(draw: Draw) -> Form:
    """The form for one team (or all of the evening), holding `draw.values`."""
    fields: list[Field] = [*_where(draw), *_state(draw), *_steps(draw)]
    if draw.rows < MOST_STEPS:
        fields.append(FormButton(name=ADD_STEP, text="Add a step", value=str(draw.rows)))
    fields.extend(_rest(draw))
    return Form(
        name=NAME,
        title="Edit hand-off" if draw.editing else "Hand-off",
        submit="Save" if draw.editing else "Hand over",
        fields=tuple(fields),
        values={"state": "on_track", **draw.values},
        opener=Button(name=WRITE, text="Write hand-off", value=f"{draw.day}", style="primary"),
    )


def _where(draw: Draw) -> list[Field]:
    teams = [Choice(value=str(one.id), text=shorten(one.name, 75)) for one in draw.teams]
    if draw.all_teams:
        teams.append(Choice(value=ALL_TEAMS, text="All of them, the same"))
    projects = tuple(Choice(value=str(one.id), text=shorten(one.name, 75)) for one in draw.team.projects)
    fields: list[Field] = [
        ChoiceField(name=TEAM, label="Team", choices=tuple(teams), required=True, redraws=True)
    ]
    if text(draw.values, TEAM) != ALL_TEAMS:
        fields.append(
            ChoiceField(name=PROJECT, label="Project", choices=projects, required=True, redraws=True)
        )
    return fields


def _state(draw: Draw) -> list[Field]:
    states = tuple(Choice(value=state, text=STATE_WORDS[state]) for state in reversed(list(STATE_WORDS)))
    return [
        ChoiceField(name="state", label="State", choices=states, required=True),
        TextField(
            name="summary",
            label="Where it stands",
            required=True,
            multiline=True,
            placeholder="What someone needs to know who was asleep all day",
        ),
        TextField(
            name="done", label="Done today", multiline=True, max_length=MOST_DONE, hint="One line each."
        ),
    ]


def _steps(draw: Draw) -> list[Field]:
    """The rows of the steps, after a word on who is missing from their lists."""
    by_name = _colleagues(draw)
    listed = {one.id for one in _that_fit(draw, by_name)}
    choices = _choices(draw, [one for one in by_name if one.id in listed])
    fields: list[Field] = []
    if len(listed) < len(by_name):
        fields.append(_not_listed(len(by_name) - len(listed)))
    for row in range(draw.rows):
        fields.extend(_step_row(row, choices))
    return fields


def _step_row(row: int, choices: tuple[Choice, ...]) -> list[Field]:
    unsaid = "Left empty, a step is for you when work is on track, else for whoever is awake next."
    return [
        TextField(
            name=f"steps.{row}.what",
            label=f"Next step {row + 1}",
            max_length=500,
            placeholder="Start with a verb: what is to be done?",
        ),
        ChoiceField(
            name=f"steps.{row}.owner",
            label=f"Step {row + 1} is for",
            choices=choices,
            hint="" if row else unsaid,
        ),
    ]


def _colleagues(draw: Draw) -> list[Person]:
    """Whom a step can be for, by name; nobody of one team when the form is for all."""
    if text(draw.values, TEAM) == ALL_TEAMS:
        return []
    others = (one.person for one in draw.team.members if one.person.id != draw.author)
    return sorted(others, key=lambda one: one.name)


def _that_fit(draw: Draw, by_name: Sequence[Person]) -> Iterator[Person]:
    """Those there is room for in every row: whoever is chosen in one of them, then by name."""
    chosen = {text(draw.values, f"steps.{row}.owner") for row in range(MOST_STEPS)}
    left = _ROOM_FOR_PEOPLE // max(1, draw.rows)
    for one in sorted(by_name, key=lambda one: _value(one) not in chosen):
        left -= _BESIDE_A_NAME + len(_named(draw, one).encode("ascii", "backslashreplace"))
        if left >= 0 or _value(one) in chosen:
            yield one


def _not_listed(count: int) -> Note:
    people = "1 person of this team is" if count == 1 else f"{count} people of this team are"
    words = (
        f"{people} not listed below: for so many steps there is no room for everyone. To reach someone who "
        "is missing, choose their region and name them in the step; with fewer steps, more people are listed."
    )
    return Note(blocks=(say(words, small=True),))


def _choices(draw: Draw, people: Sequence[Person]) -> tuple[Choice, ...]:
    shown: list[Choice] = [
        Choice(value="me", text="Me, next working day", group="By time"),
        Choice(value="awake", text="Whoever is awake next", group="By time"),
    ]
    if text(draw.values, TEAM) == ALL_TEAMS:
        return tuple(shown)
    shown.extend(
        Choice(value=owner_text(OneRegion(region=one.id)), text=shorten(one.name, 75), group="A region")
        for one in draw.team.regions
    )
    shown.extend(Choice(value=_value(one), text=_named(draw, one), group="A person") for one in people)
    return tuple(shown)


def _named(draw: Draw, person: Person) -> str:
    """Their name, and when they are back who are off today."""
    day = draw.back.get(person.id)
    back = f" (away, back {day:%a} {day.day} {day:%b})" if day is not None else ""
    return shorten(person.name, 75 - len(back)) + back


def _value(person: Person) -> str:
    return owner_text(OnePerson(person=person.id))


def _rest(draw: Draw) -> list[Field]:
    choices = tuple(Choice(value=f"{place}", text=named(one)) for place, one in enumerate(draw.files))
    files = ChoicesField(name=FILES, label="Files to send along", choices=choices)
    return [
        TextField(name="watch", label="Watch out", multiline=True, placeholder="If X happens, then do Y"),
        TextField(
            name="links", label="Links", multiline=True, max_length=MOST_LINKS, hint="One address a line."
        ),
        TextField(name="recording", label="Link to a recording", hint="If you made a short video."),
        *([files] if choices else []),
        FileField(
            name=UPLOADS,
            label="Files or clips",
            most=_MOST_UPLOADS,
            hint=f"Up to {_MOST_UPLOADS} of at most 10 MB each; send me larger ones as a message.",
        ),
    ]
