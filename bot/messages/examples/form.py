"""Examples of the hand-off form."""

from dataclasses import replace

from bot.domain.handoff import MOST_STEPS, Content, Draft, File, Me, OnePerson, OneRegion, StepDraft
from bot.domain.identity import PersonId, RegionId
from bot.domain.team import Team
from bot.messages import handoff_form
from bot.messages.examples.digest import WRITTEN
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, DAY, ENTITIES, LONG, PAGE
from bot.messages.examples.teams import ATLAS, CROWD, ODD
from bot.messages.form import Values
from bot.messages.handoff_form import Draw
from bot.messages.handoff_values import ALL_TEAMS, FILES, UPLOADS, filled, ticked

LENA = PersonId(3)


_DRAFT = Draft(
    state="at_risk",
    content=WRITTEN,
    steps=(
        StepDraft(text="Find out why vouchers are refused", owner=OneRegion(region=RegionId(1))),
        StepDraft(text="Ask the bank for a test card", owner=OnePerson(person=PersonId(1))),
        StepDraft(text="Write the release note", owner=Me()),
    ),
)
_CLIP = File(id="F1", name="walkthrough.mp4", media="video/mp4", size=12_400_000)
_MANY = tuple(File(id=f"F{number}", name=f"{AWKWARD} {LONG}.mp4", size=number) for number in range(20))
_WORDS = Content(summary=ENTITIES, done=(AWKWARD,), watch=ENTITIES, links=(PAGE,) * 30, recording=PAGE)


def examples() -> tuple[Example, ...]:
    """All of them."""
    whole = filled(_DRAFT)
    rows = tuple(StepDraft(text=f"{AWKWARD} {number}", owner=Me()) for number in range(MOST_STEPS))
    awkward = filled(replace(_DRAFT, content=_WORDS, steps=rows))
    return (
        _form("empty", ATLAS, {}),
        _form("filled", ATLAS, whole, rows=3, editing=True),
        _form("a step more", ATLAS, whole, rows=4),
        _form(
            "a file that goes along", ATLAS, {**whole, FILES: ticked([0]), UPLOADS: ("F9",)}, files=(_CLIP,)
        ),
        _form("many files with long names", ATLAS, {**whole, FILES: ticked(range(0, 20, 2))}, files=_MANY),
        _form("all teams at once", ATLAS, {"team": ALL_TEAMS}, all_teams=True),
        _form("a crowd with long names", CROWD, whole, rows=3),
        _form("awkward words and every step", ODD, awkward, rows=MOST_STEPS),
    )


def _form(
    variant: str,
    one: Team,
    values: Values,
    *,
    rows: int = 2,
    editing: bool = False,
    all_teams: bool = False,
    files: tuple[File, ...] = (),
) -> Example:
    draw = Draw(
        team=one,
        teams=(one, CROWD) if all_teams else (one,),
        author=LENA,
        all_teams=all_teams,
        editing=editing,
        rows=rows,
        values={"team": str(one.id), "project": "1", **values},
        day=DAY,
        files=files,
    )
    return example(variant, handoff_form.form, draw)
