"""The hand-off form: what it holds, and how what came back is read."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.handoff import (
    MOST_STEPS,
    STATES,
    Awake,
    Content,
    Draft,
    File,
    Me,
    OnePerson,
    OneRegion,
    Owner,
    StepDraft,
)
from bot.domain.identity import PersonId, RegionId
from bot.domain.team import Team
from bot.messages.document import Paragraph, plain_text
from bot.messages.examples.given import DAY
from bot.messages.examples.teams import ATLAS, CROWD, team
from bot.messages.form import ChoiceField, ChoicesField, Form, FormButton, Note, Values
from bot.messages.handoff_form import Draw, form
from bot.messages.handoff_values import (
    ALL_TEAMS,
    FILES,
    MOST_FILES,
    UPLOADS,
    filled,
    read,
    rows_in,
    ticked,
)
from bot.slack.views import modal
from sandbox.checks import view_problems

LENA = PersonId(3)
GOOD = {"state": "on_track", "summary": "Vouchers work.", "steps.0.what": "", "steps.0.owner": "me"}


def drawn(
    values: Values,
    *,
    rows: int = 2,
    editing: bool = False,
    all_teams: bool = False,
    files: tuple[File, ...] = (),
) -> Form:
    return form(
        Draw(
            team=ATLAS,
            teams=(ATLAS, CROWD),
            author=LENA,
            all_teams=all_teams,
            editing=editing,
            rows=rows,
            values={"team": str(ATLAS.id), **values},
            day=DAY,
            files=files,
        )
    )


def choices(drawn_form: Form, name: str) -> dict[str, str]:
    field = drawn_form.named(name)
    assert isinstance(field, ChoiceField)
    return {one.value: one.text for one in field.choices}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"state": ""}, {"state": "Choose a state: on track, at risk or blocked."}),
        ({"state": "fine"}, {"state": "Choose a state: on track, at risk or blocked."}),
        ({"summary": " \n "}, {"summary": "Say in a sentence or two where it stands."}),
        (
            {"state": "blocked"},
            {"steps.0.what": "When work is blocked, name at least one next step."},
        ),
        (
            {"state": "at_risk", "steps.0.what": "  "},
            {"steps.0.what": "When work is at risk, name at least one next step."},
        ),
        (
            {"steps.3.what": "Look", "steps.3.owner": "anyone"},
            {"steps.3.owner": "Choose who this step is for."},
        ),
        (
            {"steps.1.what": "Look", "steps.1.owner": "person:99"},
            {"steps.1.owner": "That person is no longer in this team. Choose someone else."},
        ),
        (
            {"state": "blocked", "steps.1.what": "Look", "steps.1.owner": "region:99"},
            {"steps.1.owner": "That region is no longer in this team. Choose another."},
        ),
        (
            {"links": "https://fine.example.com\nthe ticket"},
            {"links": "Not an address: the ticket. Start each line with https://"},
        ),
        (
            {"links": "javascript:alert(1)"},
            {"links": "Not an address: javascript:alert(1). Start each line with https://"},
        ),
        (
            {"recording": "on my desk"},
            {"recording": "Paste the recording's address; it starts with https://"},
        ),
        (
            {"state": "", "summary": "", "links": "x"},
            {
                "state": "Choose a state: on track, at risk or blocked.",
                "summary": "Say in a sentence or two where it stands.",
                "links": "Not an address: x. Start each line with https://",
            },
        ),
    ],
    ids=[
        "no state",
        "an unknown state",
        "a blank summary",
        "blocked without a step",
        "at risk with a blank step",
        "an unknown owner",
        "someone who left",
        "a region that is gone",
        "words for an address",
        "an address that is none of the web",
        "a recording without an address",
        "several at once",
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed: Values, errors: dict[str, str]) -> None:
    assert read({**GOOD, **typed}, ATLAS) == errors


def test_a_form_is_read_as_it_was_filled_in() -> None:
    typed = {
        "state": "blocked",
        "summary": "  The bank answers nothing.\n\nSince noon. ",
        "done": "Asked twice\n\n  Wrote the test  ",
        "watch": "If they call, ask for Ana",
        "links": "https://one.example.com\n\n https://two.example.com ",
        "recording": " https://video.example.com/1 ",
        "steps.0.what": " Call  the\nbank ",
        "steps.0.owner": "region:1",
        "steps.4.what": "Write it down",
        "steps.4.owner": "person:1",
        "steps.9.what": "Rest",
    }
    assert read(typed, ATLAS) == Draft(
        state="blocked",
        content=Content(
            summary="The bank answers nothing.\n\nSince noon.",
            done=("Asked twice", "Wrote the test"),
            watch="If they call, ask for Ana",
            links=("https://one.example.com", "https://two.example.com"),
            recording="https://video.example.com/1",
        ),
        steps=(
            StepDraft(text="Call the bank", owner=OneRegion(region=RegionId(1))),
            StepDraft(text="Write it down", owner=OnePerson(person=PersonId(1))),
            StepDraft(text="Rest", owner=Awake()),
        ),
    )


_WORDS = st.text(st.sampled_from("abc <>&*`"), min_size=1, max_size=30).map(str.strip).filter(bool)
_STEPS = st.builds(
    StepDraft,
    text=_WORDS.map(lambda text: " ".join(text.split())),
    owner=st.sampled_from([Me(), Awake(), OneRegion(region=RegionId(1)), OnePerson(person=PersonId(1))]),
)
_DRAFTS = st.builds(
    Draft,
    state=st.sampled_from(STATES),
    content=st.builds(
        Content,
        summary=_WORDS,
        done=st.lists(_WORDS, max_size=4).map(tuple),
        watch=_WORDS,
        links=st.lists(st.just("https://one.example.com/?a=1&b=2"), max_size=3).map(tuple),
        recording=st.sampled_from(["", "https://video.example.com"]),
    ),
    steps=st.lists(_STEPS, min_size=1, max_size=MOST_STEPS).map(tuple),
)


@given(_DRAFTS)
def test_a_form_holds_a_hand_off_as_it_was_sent(draft: Draft) -> None:
    values = drawn(filled(draft), rows=rows_in(filled(draft))).values
    assert read(values, ATLAS) == draft


@pytest.mark.parametrize(
    ("used", "rows"),
    [((), 2), ((0,), 2), ((2,), 3), ((0, 9), 10)],
    ids=["none", "one", "the third alone", "the last"],
)
def test_a_form_has_a_row_for_each_step_and_at_least_two(used: tuple[int, ...], rows: int) -> None:
    assert rows_in({f"steps.{row}.what": "Look" for row in used}) == rows


def test_a_step_can_be_for_oneself_whoever_is_awake_a_region_or_a_colleague() -> None:
    assert choices(drawn({}), "steps.0.owner") == {
        "me": "Me, next working day",
        "awake": "Whoever is awake next",
        "region:1": "Atlas",
        "person:2": "Arjun Rao",
        "person:4": "Maya Brooks",
        "person:1": "Mia Walker",
        "person:5": "Sam Ortiz",
    }


def test_for_all_teams_at_once_nobody_of_one_team_is_named() -> None:
    everywhere = drawn({"team": ALL_TEAMS}, all_teams=True)
    assert list(choices(everywhere, "steps.0.owner")) == ["me", "awake"]
    assert everywhere.named("project") is None
    assert ALL_TEAMS in choices(everywhere, "team")


def test_all_teams_at_once_is_offered_only_when_it_is_asked_for() -> None:
    assert ALL_TEAMS not in choices(drawn({}), "team")


@pytest.mark.parametrize("unsaid", [{}, {"steps.0.owner": ""}, {"steps.0.owner": " "}], ids=str)
@pytest.mark.parametrize(
    ("state", "owner"),
    [("on_track", Me()), ("at_risk", Awake()), ("blocked", Awake())],
    ids=["on track", "at risk", "blocked"],
)
def test_a_step_that_says_nothing_is_for_oneself_unless_work_is_in_trouble(
    state: str, owner: Owner, unsaid: Values
) -> None:
    draft = read({"state": state, "summary": "So it is.", "steps.0.what": "Look", **unsaid}, ATLAS)
    assert isinstance(draft, Draft)
    assert draft.steps == (StepDraft(text="Look", owner=owner),)


def test_a_step_that_says_for_whom_it_is_keeps_it_in_any_state() -> None:
    typed = {"state": "blocked", "summary": "Stuck.", "steps.0.what": "Look", "steps.0.owner": "me"}
    draft = read(typed, ATLAS)
    assert isinstance(draft, Draft)
    assert draft.steps == (StepDraft(text="Look", owner=Me()),)


def test_a_fresh_row_is_for_nobody_chosen_and_says_for_whom_then() -> None:
    fresh = drawn({"state": "blocked"}, rows=3)
    assert [name for name in fresh.values if name.endswith(".owner")] == []
    field = fresh.named("steps.0.owner")
    assert isinstance(field, ChoiceField)
    assert (
        field.hint == "Left empty, a step is for you when work is on track, else for whoever is awake next."
    )


def big(size: int, name: Callable[[int], str]) -> Team:
    return team(9, name="Big", people=tuple(name(one) for one in range(1, size + 1)), projects=("Sea",))


def of_team(
    one: Team, values: Values, *, rows: int, back: Mapping[PersonId, date] = MappingProxyType({})
) -> Form:
    draw = Draw(
        team=one,
        teams=(one,),
        author=LENA,
        all_teams=False,
        editing=False,
        rows=rows,
        values={"team": str(one.id), "state": "blocked", **values},
        day=DAY,
        back=back,
    )
    return form(draw)


def test_who_is_off_today_is_shown_with_the_day_on_which_they_are_back() -> None:
    number = PersonId(4)
    shown = of_team(big(6, "Person {}".format), {}, rows=1, back={number: date(2026, 12, 3)})
    named = choices(shown, "steps.0.owner")
    assert named["person:4"] == "Person 4 (away, back Thu 3 Dec)"
    assert named["person:5"] == "Person 5"
    long = of_team(big(6, lambda one: f"{one:03} " * 30), {}, rows=1, back={number: date(2026, 12, 3)})
    named = choices(long, "steps.0.owner")
    assert len(named["person:4"]) == 75
    assert named["person:4"].endswith("… (away, back Thu 3 Dec)")


def notes(drawn_form: Form) -> list[str]:
    blocks = [block for one in drawn_form.fields if isinstance(one, Note) for block in one.blocks]
    return [plain_text(block.spans) for block in blocks if isinstance(block, Paragraph)]


def people_in(drawn_form: Form, row: int = 0) -> list[str]:
    return [one for one in choices(drawn_form, f"steps.{row}.owner") if one.startswith("person:")]


_NAMES: dict[str, Callable[[int], str]] = {
    "ordinary": lambda one: f"Firstname Longlastname {one:03}",
    "long": lambda one: f"{one:03} " * 30,
    "Japanese": lambda one: "漢字" * 35 + f"{one:03}",
    "beyond": lambda one: "👍🏽" * 35 + f"{one:03}",
}


@pytest.mark.parametrize("rows", [2, 5, MOST_STEPS])
@pytest.mark.parametrize("name", _NAMES.values(), ids=list(_NAMES))
def test_slack_takes_the_form_of_a_crowd_with_every_field_full(name: Callable[[int], str], rows: int) -> None:
    owners = {f"steps.{row}.owner": f"person:{250 - row}" for row in range(rows)}
    typed = {f"steps.{row}.what": "w" * 500 for row in range(rows)}
    prose = dict.fromkeys(("summary", "done", "watch", "links", "recording"), "é" * 3000)
    view = modal(of_team(big(250, name), {**owners, **typed, **prose}, rows=rows))
    assert view_problems(view) == []
    assert len(json.dumps(view, ensure_ascii=False).encode()) < 250_000
    initial = [
        one["element"].get("initial_option", {}).get("value")
        for one in view["blocks"][:-1]
        if "element" in one
    ]
    assert [one for one in initial if str(one).startswith("person:")] == list(owners.values())


@pytest.mark.parametrize(
    ("size", "rows"), [(250, 2), (250, 4), (100, MOST_STEPS)], ids=["two rows", "four rows", "a hundred"]
)
def test_everyone_is_listed_while_there_is_room(size: int, rows: int) -> None:
    everyone = of_team(big(size, "Person {:03}".format), {}, rows=rows)
    assert len(people_in(everyone)) == size - 1
    assert notes(everyone) == []


def test_who_is_not_listed_for_want_of_room_is_counted_and_a_way_is_named() -> None:
    crowd = of_team(big(250, "Person {:03}".format), {}, rows=MOST_STEPS)
    listed = people_in(crowd)
    assert 100 < len(listed) < 130
    assert listed == [f"person:{one}" for one in range(1, len(listed) + 2) if one != LENA]
    [note] = notes(crowd)
    assert note.startswith(f"{249 - len(listed)} people of this team are not listed below")
    assert "choose their region" in note
    assert choices(crowd, "steps.9.owner")["region:1"] == "Big"


def test_who_is_chosen_in_any_row_is_listed_in_all_however_little_room_there_is() -> None:
    crowd = of_team(big(250, "Person {:03}".format), {"steps.4.owner": "person:249"}, rows=MOST_STEPS)
    assert people_in(crowd, 0)[-1] == "person:249"
    assert people_in(crowd, 4) == people_in(crowd, 0)
    assert crowd.values["steps.4.owner"] == "person:249"


def test_a_step_can_be_added_until_there_are_enough() -> None:
    assert isinstance(drawn({}, rows=MOST_STEPS - 1).named("handoff.add_step"), FormButton)
    assert drawn({}, rows=MOST_STEPS).named("handoff.add_step") is None


@pytest.mark.parametrize(
    ("editing", "title"), [(False, "Hand-off"), (True, "Edit hand-off")], ids=["new", "again"]
)
def test_the_title_says_whether_it_is_an_edit(editing: bool, title: str) -> None:
    assert drawn({}, editing=editing).title == title


CLIP, LOG = File(id="F1", name="clip.mp4", size=12_400_000), File(id="F2", name="worker.log")


def test_only_where_there_are_files_are_they_listed() -> None:
    assert drawn({}).named(FILES) is None
    listing = drawn({}, files=(CLIP, LOG)).named(FILES)
    assert isinstance(listing, ChoicesField)
    assert [(one.value, one.text) for one in listing.choices] == [
        ("0", "clip.mp4 (12 MB)"),
        ("1", "worker.log"),
    ]


@pytest.mark.parametrize(
    ("ticks", "uploads", "files"),
    [
        ((), (), ()),
        (("1",), (), (LOG,)),
        (("0", "1"), (), (CLIP, LOG)),
        (("7", "x", ""), (), ()),
        (("1",), (CLIP,), (LOG, CLIP)),
        (("0",), (CLIP,), (CLIP,)),
    ],
    ids=["none", "one", "both", "what is not listed", "one ticked and one put in", "the same one twice"],
)
def test_the_files_that_are_ticked_or_put_in_go_along_each_once(
    ticks: tuple[str, ...], uploads: tuple[File, ...], files: tuple[File, ...]
) -> None:
    draft = read({**GOOD, FILES: ticks}, ATLAS, offered=(CLIP, LOG), uploads=uploads)
    assert isinstance(draft, Draft)
    assert draft.content.files == files


@pytest.mark.parametrize("offered", [0, 10], ids=["all put in", "some listed"])
def test_too_many_files_are_said_at_their_field(offered: int) -> None:
    many = tuple(File(id=f"F{number}", name=f"{number}.log") for number in range(MOST_FILES + 1))
    values: Values = {**GOOD, FILES: ticked(range(offered))}
    errors = read(values, ATLAS, offered=many[:offered], uploads=many[offered:])
    assert errors == {
        FILES if offered else UPLOADS: f"These are {MOST_FILES + 1} files. "
        f"Send at most {MOST_FILES} along; link the others."
    }
