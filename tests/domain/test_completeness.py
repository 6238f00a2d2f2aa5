"""Hints say what to add, are right about plain cases, and keep quiet in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.completeness import MOST_HINTS, hints
from bot.domain.english import has_verb, language_of
from bot.domain.handoff import Content, Draft, Me, State, StepDraft
from bot.domain.moment import names_zone, vague_time
from tests.domain.given import ALL, ARJUN, LENA

ENGLISH = "The migration is done and the tests are green."
GERMAN = "Die Migration ist fertig und die Tests sind noch nicht grün."
LINK = "https://tickets.example/42"


def draft(
    *steps: str,
    summary: str = ENGLISH,
    state: State = "at_risk",
    links: tuple[str, ...] = (),
    watch: str = "",
) -> Draft:
    return Draft(
        state=state,
        content=Content(summary=summary, links=links, watch=watch),
        steps=tuple(StepDraft(text=step, owner=Me()) for step in steps),
    )


@pytest.mark.parametrize(
    "step",
    """
    Review PR 42
    Deploy to staging
    Please check the logs
    @sam review the PR
    Sam review the PR
    Sam to test the login
    Canary the release
    Re-run the flaky job
    Rollback if errors rise
    API: test login
    [api] deploy
    1. Merge PR 7
    - Merge PR 7
    Follow up with legal
    Spin up a new box
    Parametrize the fixture
    If CI is red, ping Lena
    Needs sign-off from legal
    Double-check the numbers
    Waiting for legal
    Tests to be written
    Onboard Ana
    Let's ship
    We shouldn't wait
    Cherry-pick abc123 onto release
    Sanity check the numbers
    Login fails on Safari
    Reviewed by Ana already?
    Unblock Ana
    Fix https://tickets.example/42
    """.strip().splitlines(),
    ids=str.strip,
)
def test_a_step_that_says_what_to_do_gets_no_hint(step: str) -> None:
    assert has_verb(step)
    assert hints(draft(step.strip()), zone=LENA) == ()


@pytest.mark.parametrize(
    "step",
    """
    Staging database
    Login bug
    The migration
    PR 42
    Flaky login test
    Docs
    Same as yesterday
    Customer call with Acme
    Access for Ana
    Q4 roadmap
    https://tickets.example/42
    """.strip().splitlines(),
    ids=str.strip,
)
def test_a_step_without_a_verb_is_named(step: str) -> None:
    (hint,) = hints(draft(step.strip()), zone=LENA)
    assert hint == f"“{step.strip()}”: start with a verb, so that it is clear what to do."


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([ENGLISH], "english"),
        (["Deploy the API", "Check the logs"], "english"),
        ([GERMAN], "other"),
        (["La migración no está lista para el cliente"], "other"),
        (["La migration est finie mais les tests sont rouges"], "other"),
        (["迁移还没有完成 测试是红色的"], "other"),
        (["Миграция закончена"], "other"),
        (["ok"], "unclear"),
        ([""], "unclear"),
    ],
    ids=["English", "two steps", "German", "Spanish", "French", "Chinese", "Russian", "short", "nothing"],
)
def test_a_language_is_told_or_left_open(texts: list[str], language: str) -> None:
    assert language_of(texts) == language


@pytest.mark.parametrize(
    ("summary", "step"),
    [(GERMAN, "Datenbank bis 14:00"), ("ok", "Datenbank"), ("数据库迁移还没有完成", "数据库 14:00")],
    ids=["German", "too short to tell", "Chinese"],
)
def test_other_languages_are_not_judged(summary: str, step: str) -> None:
    assert hints(draft(step, summary=summary), zone=LENA) == ()


BLOCKED = "It is blocked: add a link to what blocks it, such as the ticket or the pull request."


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (draft("Ask legal", state="blocked"), (BLOCKED,)),
        (draft("数据库", summary="迁移还没有完成", state="blocked"), (BLOCKED,)),
        (draft("Ask legal", state="blocked", links=(LINK,)), ()),
        (draft(f"Ask about {LINK}", state="blocked"), ()),
        (draft("Ask legal", state="blocked", summary=f"Legal has not signed: {LINK}"), ()),
        (draft("Ask legal", state="at_risk"), ()),
        (draft("Ship, blocked by legal"), ("“Ship, blocked by legal”: add a link to what blocks it.",)),
        (draft(f"Ship, blocked by {LINK}"), ()),
    ],
    ids=[
        "no link",
        "no link, in Chinese",
        "links",
        "a link in a step",
        "a link in the summary",
        "not blocked",
        "a blocked step",
        "a blocked step with its link",
    ],
)
def test_what_blocks_is_linked(made: Draft, found: tuple[str, ...]) -> None:
    assert hints(made, zone=LENA) == found


@pytest.mark.parametrize(
    ("step", "away"),
    [
        ("Fix it, see thread", "see thread"),
        ("See the slack thread and answer", "See the slack thread"),
        ("Deploy as discussed", "as discussed"),
        ("Deploy like we agreed", "like we agreed"),
        ("Deploy per our call", "per our call"),
    ],
    ids=lambda value: value,
)
def test_what_is_elsewhere_is_linked(step: str, away: str) -> None:
    assert hints(draft(step), zone=LENA) == (
        f"“{step}”: add a link, or say in a line what “{away}” refers to.",
    )
    assert hints(draft(f"{step} {LINK}"), zone=LENA) == ()
    assert hints(draft(step, links=(LINK,)), zone=LENA) == ()


def test_what_has_a_number_is_found_without_a_link() -> None:
    assert hints(draft("See ticket ABC-123 and answer", "See PR #42 and answer"), zone=LENA) == ()


@pytest.mark.parametrize(
    ("text", "time", "instead"),
    [
        ("Fix it by EOD", "EOD", "17:30 Berlin time"),
        ("Fix it by end of day", "end of day", "17:30 Berlin time"),
        ("Fix it by EOW", "EOW", "Friday 17:30 Berlin time"),
        ("Ship it tomorrow", "tomorrow", "tomorrow 12:00 Berlin time"),
        ("Ship it tonight", "tonight", "tonight 20:00 Berlin time"),
        ("Call Bob at 2pm", "2pm", "2pm Berlin time"),
        ("Call Bob at 2:30 PM", "2:30 PM", "2:30 PM Berlin time"),
        ("Call Bob at 14:00", "14:00", "14:00 Berlin time"),
        ("Call Bob at 14:00 local time", "14:00", "14:00 Berlin time"),
        ("Call Bob between 09:00-12:00", "09:00", "09:00 Berlin time"),
        ("Send it by Friday", "by Friday", "Friday 17:30 Berlin time"),
        ("Send it next Tuesday", "next Tuesday", "next Tuesday 17:30 Berlin time"),
        ("Ask the CI/CD team by fri", "by fri", "fri 17:30 Berlin time"),
    ],
    ids=lambda value: value,
)
def test_a_time_without_a_zone_is_asked_about(text: str, time: str, instead: str) -> None:
    (hint,) = hints(draft(text), zone=LENA)
    assert hint == f"“{text}”: “{time}” differs from place to place; write “{instead}”, say."


@pytest.mark.parametrize(
    "text",
    """
    Call Bob at 14:00 CET
    Call Bob at 14:00 UTC
    Call Bob at 14:00Z
    Call Bob at 14:00+02:00
    Call Bob at 14:00 +2
    Call Bob at 2pm PST
    Call Bob at 14:00 Berlin time
    Call Bob at 14:00 my time
    Call Bob at 14:00 in New York
    Call Bob at 14:00 (Europe/Berlin)
    Send it by Friday 17:00 Sydney
    Send it by Friday, end of day in San Francisco
    Look at the log from 10:30:22
    Make a 16:9 video
    Look at foo.py:10:30
    Read `cron 14:00` again
    Open https://example.com/14:00/tomorrow
    Use node:18 and redis 7.2
    Answer within 24 hours
    Ask again on call day
    """.strip().splitlines(),
    ids=str.strip,
)
def test_a_time_with_a_zone_or_no_time_gets_no_hint(text: str) -> None:
    assert hints(draft(text.strip()), zone=LENA) == ()


@pytest.mark.parametrize("zone", [*ALL[::25], ARJUN, "UTC", "America/St_Johns", "Etc/GMT+5", "EST5EDT"])
def test_the_time_that_a_hint_suggests_names_its_zone(zone: str) -> None:
    vague = vague_time("Ship it by Friday", zone=zone)
    assert vague is not None
    assert names_zone(vague.instead)


def test_the_summary_and_what_to_watch_are_read_too() -> None:
    found = hints(
        draft(summary="The launch is tomorrow, as discussed.", watch="If it is red at 14:00"), zone=LENA
    )
    assert [hint.partition(":")[0] for hint in found] == [
        "“The launch is tomorrow, as discussed.”",
        "“The launch is tomorrow, as discussed.”",
        "“If it is red at 14",
    ]


def test_a_long_step_is_quoted_shortly() -> None:
    (hint,) = hints(draft("database " * 50), zone=LENA)
    assert len(hint) < 110


def test_there_are_never_many_hints() -> None:
    assert len(hints(draft(*["Docs by EOD"] * 10), zone=LENA)) == MOST_HINTS


@given(
    steps=st.lists(st.text(max_size=80), max_size=4), summary=st.text(max_size=80), watch=st.text(max_size=80)
)
def test_any_text_can_be_checked(steps: list[str], summary: str, watch: str) -> None:
    found = hints(draft(*steps, summary=summary, watch=watch), zone=LENA)
    assert all("\n" not in hint and hint.endswith(".") for hint in found)
    assert found == hints(draft(*steps, summary=summary, watch=watch), zone=LENA)
