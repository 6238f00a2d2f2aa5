"""What a hand-off form holds: the values that a draft fills it with, and how what came back is read."""

from collections.abc import Iterable, Sequence
from typing import cast

from bot.domain.handoff import (
    MOST_STEPS,
    STATE_WORDS,
    Content,
    Draft,
    File,
    OnePerson,
    OneRegion,
    State,
    StepDraft,
    owner_from,
    owner_text,
)
from bot.domain.team import Team
from bot.domain.text import lines, shorten, valid_url
from bot.messages.form import Errors, Values

TEAM = "team"
PROJECT = "project"
FILES = "files"
UPLOADS = "uploads"
ALL_TEAMS = "all"
FIRST_ROWS = 2

# Characters of "Done today", and lines.
MOST_DONE = 3000
MOST_LINES = 50

# Characters of "Links", and files that go along with one hand-off.
MOST_LINKS = 3000
MOST_FILES = 20


def filled(draft: Draft) -> dict[str, str]:
    """The values of a form that holds this draft."""
    values = {
        "state": draft.state,
        "summary": draft.content.summary,
        "done": "\n".join(draft.content.done),
        "watch": draft.content.watch,
        "links": "\n".join(draft.content.links),
        "recording": draft.content.recording,
    }
    for row, step in enumerate(draft.steps):
        values[f"steps.{row}.what"] = step.text
        values[f"steps.{row}.owner"] = owner_text(step.owner)
    return values


def rows_in(values: Values) -> int:
    """How many step rows a form needs for these values: those filled and at least two."""
    used = [row for row in range(MOST_STEPS) if text(values, f"steps.{row}.what")]
    return max(FIRST_ROWS, used[-1] + 1 if used else 0)


def ticked(places: Iterable[int]) -> tuple[str, ...]:
    """The value of `FILES` when those of the files that are in these places are to be sent along."""
    return tuple(str(place) for place in places)


def chosen_files(values: Values, offered: Sequence[File], uploads: Sequence[File]) -> tuple[File, ...]:
    """The files to be sent along: those ticked and those put into the form, each once."""
    wanted = values.get(FILES, ())
    ticks = [one for place, one in enumerate(offered) if str(place) in wanted]
    return tuple({one.id: one for one in (*ticks, *uploads)}.values())


def read(
    values: Values, team: Team, *, offered: Sequence[File] = (), uploads: Sequence[File] = ()
) -> Draft | Errors:
    """The draft that was filled in, or what to mend by field.

    offered: the files that the form listed; uploads: those that were put into it.
    """
    state = cast(State, text(values, "state"))
    links = lines(text(values, "links"))
    steps, errors = _read_steps(values, team, unsaid="me" if state == "on_track" else "awake")
    if state not in STATE_WORDS:
        errors["state"] = "Choose a state: on track, at risk or blocked."
    elif state != "on_track" and not steps and not errors:
        errors["steps.0.what"] = f"When work is {STATE_WORDS[state].lower()}, name at least one next step."
    done = lines(text(values, "done"))
    if len(done) > MOST_LINES:
        errors["done"] = f"These are {len(done)} lines. Say it in at most {MOST_LINES}."
    if not text(values, "summary"):
        errors["summary"] = "Say in a sentence or two where it stands."
    errors.update(_wrong_addresses(values, links))
    files = chosen_files(values, offered, uploads)
    if len(files) > MOST_FILES:
        where = FILES if offered else UPLOADS
        errors[where] = f"These are {len(files)} files. Send at most {MOST_FILES} along; link the others."
    if errors:
        return errors
    content = Content(
        summary=text(values, "summary"),
        done=tuple(done),
        watch=text(values, "watch"),
        links=tuple(links),
        recording=text(values, "recording"),
        files=files,
    )
    return Draft(state=state, content=content, steps=tuple(steps))


def text(values: Values, name: str) -> str:
    """A text value, trimmed; "" if there is none."""
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def typed(values: Values) -> str:
    """All that was typed into a form, to be handed back, in its order."""
    rows = [f"steps.{row}.what" for row in range(MOST_STEPS)]
    found = (text(values, name) for name in ("summary", "done", *rows, "watch", "links", "recording"))
    return "\n".join(one for one in found if one)


def _read_steps(values: Values, team: Team, *, unsaid: str) -> tuple[list[StepDraft], dict[str, str]]:
    """The rows that hold something; `unsaid` is whom a step is for whose row does not say."""
    steps: list[StepDraft] = []
    errors: dict[str, str] = {}
    for row in range(MOST_STEPS):
        what = " ".join(text(values, f"steps.{row}.what").split())
        owner = owner_from(text(values, f"steps.{row}.owner") or unsaid)
        if not what:
            continue
        match owner:
            case None:
                errors[f"steps.{row}.owner"] = "Choose who this step is for."
            case OnePerson(person=person) if team.member(person) is None:
                errors[f"steps.{row}.owner"] = "That person is no longer in this team. Choose someone else."
            case OneRegion(region=region) if all(one.id != region for one in team.regions):
                errors[f"steps.{row}.owner"] = "That region is no longer in this team. Choose another."
            case _:
                steps.append(StepDraft(text=what, owner=owner))
    return steps, errors


def _wrong_addresses(values: Values, links: Sequence[str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    wrong = [one for one in links if not valid_url(one)]
    if wrong:
        errors["links"] = f"Not an address: {shorten(wrong[0], 60)}. Start each line with https://"
    recording = text(values, "recording")
    if recording and not valid_url(recording):
        errors["recording"] = "Paste the recording's address; it starts with https://"
    return errors
