"""The five colleagues of the demo, and what each of them does, evening by evening."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sandbox.channel import Channel
from sandbox.user import User

TEAM = "Atlas"
CHANNEL = "atlas"
PROJECT = "Checkout"
PAGE = "https://wiki.example.com/atlas"

PEOPLE = (
    User(name="mia", real_name="Mia Walker", tz="Australia/Sydney"),
    User(name="arjun", real_name="Arjun Rao", tz="Asia/Kolkata"),
    User(name="lena", real_name="Lena Vogel", tz="Europe/Berlin"),
    User(name="maya", real_name="Maya Brooks", tz="America/New_York"),
    User(name="sam", real_name="Sam Ortiz", tz="America/Los_Angeles"),
)


def channel() -> Channel:
    """Where their team lives."""
    return Channel(name=CHANNEL, members=tuple(one.name for one in PEOPLE), with_bot=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What someone answers. after: minutes from the prompt until they do; fields: of the form, by label.

    snooze: they press *In 30 minutes* first.
    """

    act: Literal["write", "nothing", "silent"] = "write"
    after: int = 6
    snooze: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def _wrote(summary: str, *, after: int = 6, snooze: bool = False, **fields: str) -> Evening:
    labelled = {"Where it stands": summary, **{LABELS[name]: text for name, text in fields.items()}}
    return Evening(after=after, snooze=snooze, fields=labelled)


LABELS = {
    "state": "State",
    "done": "Done today",
    "step": "Next step 1",
    "whom": "Step 1 is for",
    "watch": "Watch out",
    "links": "Links",
}
AWAKE = "Whoever is awake next"
TICKET = "https://tickets.example.com/ATL-"

# From Monday to Friday, every week the same.
EVENINGS: Mapping[str, tuple[Evening, ...]] = {
    "mia": (
        _wrote(
            "The new payment form is behind the flag in staging. Card payments pass, vouchers do not.",
            done="Built the voucher field\nMoved the flag to staging",
            state="At risk",
            step="Find out why vouchers over 100 are refused in staging",
            whom=AWAKE,
            watch="If staging is slow, restart the worker before measuring anything.",
            links=f"{TICKET}311",
        ),
        _wrote("Vouchers pass in staging. The flag is ready to go to five in a hundred.", after=9),
        Evening(act="nothing", after=4),
        _wrote(
            "Refund mails go out twice when the queue restarts.",
            state="Blocked",
            step="Ask the mail provider for the log of message 8841",
            whom="Lena Vogel",
            links=f"{TICKET}342",
        ),
        _wrote("Quiet day: reviewed the refund fix, nothing open from my side.", snooze=True),
    ),
    "arjun": (
        _wrote(
            "Voucher limit was a stale config value in staging. Fix is in review.",
            done="Found the stale limit\nOpened the fix for review",
            state="At risk",
            step="Review and merge the limit fix",
            whom=AWAKE,
            links=f"{TICKET}311",
        ),
        _wrote(
            "Load test at 400 orders a minute holds; the database sits at 60 percent.", after=8, snooze=True
        ),
        _wrote(
            "Index on orders.created_at is built in staging, not yet in production.",
            state="At risk",
            step="Build the index in production at the quiet hour",
            whom="Maya Brooks",
        ),
        Evening(act="silent"),
        _wrote("Index is live everywhere. Slowest page went from 900 to 120 ms.", after=5),
    ),
    "lena": (
        _wrote(
            "Limit fix is merged and deployed to staging. The voucher test runs green.",
            done="Merged the limit fix\nAdded a test for vouchers over 100",
            step="Watch the error rate of the voucher page for an hour",
            whom=AWAKE,
        ),
        _wrote(
            "Copy for the German voucher page is with legal.",
            state="At risk",
            step="Chase legal for the voucher text",
            whom="Me, next working day",
        ),
        _wrote("Legal answered: two words change. Text is in.", after=12),
        Evening(act="nothing", after=3),
        _wrote(
            "Mail provider confirms the duplicates are on their side; they patch tonight.",
            state="At risk",
            step="Check that refund mails go out once after the patch",
            whom=AWAKE,
            links=f"{TICKET}342",
        ),
    ),
    "maya": (
        _wrote(
            "Error rate of the voucher page is flat since the deploy. Dashboard is linked.",
            after=7,
            links="https://dash.example.com/vouchers",
        ),
        _wrote(
            "Flag is at five in a hundred. Conversions are up by two points so far.",
            step="Raise the flag to twenty if the error rate stays under one percent",
            whom=AWAKE,
        ),
        _wrote("Index was built in production in four minutes, no lock waits.", after=10),
        _wrote(
            "Flag is at twenty. One report of a voucher used twice.",
            state="At risk",
            step="Look into the voucher that was used twice",
            whom=AWAKE,
            links=f"{TICKET}350",
        ),
        _wrote(
            "Voucher replay was a double click. Fix is written, needs a reviewer.",
            step="Review the double-click fix",
            whom=AWAKE,
            links=f"{TICKET}350",
        ),
    ),
    "sam": (
        _wrote(
            "Wrote the runbook for turning vouchers off in a hurry.",
            done="Runbook for the kill switch",
            after=5,
        ),
        _wrote(
            "Raised the flag to twenty, then back to five: latency spiked at noon.",
            state="At risk",
            step="Compare the latency with the load test from yesterday",
            whom=AWAKE,
        ),
        Evening(act="silent"),
        _wrote(
            "Reproduced the double voucher on my phone: two taps within half a second.",
            after=14,
            links=f"{TICKET}350",
        ),
        _wrote("Cleaned up the old checkout's routes. Nothing for anyone to do.", snooze=True),
    ),
}


def evening(name: str, day: date) -> Evening:
    """What someone does on the evening of that day."""
    script = EVENINGS[name]
    return script[day.weekday() % len(script)]


Handling = Literal["do", "say back", "ask", "give back", "not needed", "leave"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What someone does about the newest step that waits. words: of the question, or to say it back."""

    act: Handling = "do"
    words: str = ""


# By name and weekday, Monday being 0, for the first message of a day that brings steps; any other step they
# pick up and get done. On Monday one waits for Sydney still, for whoever sits in front of the page.
MORNINGS: Mapping[tuple[str, int], Morning] = {
    ("arjun", 0): Morning(act="ask", words="What have you tried already, and where do I find the log of it?"),
    ("lena", 0): Morning(act="say back", words="I read the fix, merge it and see it run in staging."),
    ("mia", 0): Morning(act="leave"),
    ("mia", 2): Morning(act="not needed"),
    ("mia", 4): Morning(act="give back"),
    ("arjun", 4): Morning(act="say back", words="I find out how one voucher could count twice."),
    ("sam", 4): Morning(act="leave"),
}

# What whoever is asked answers, by weekday.
ANSWERS = (
    "Nothing but the order form so far. The log is in staging under payments/vouchers.",
    "Only the smaller ones, which pass. The log is in staging under payments/vouchers; look for code 431.",
)


def morning(name: str, day: date) -> Morning:
    """What someone does about a step on that day."""
    return MORNINGS.get((name, day.weekday()), Morning())


def answer(day: date) -> str:
    """What someone answers on that day."""
    return ANSWERS[day.weekday() % len(ANSWERS)]


# In minutes: how long after a message that shows a step someone acts on it, and then on the next; says it
# back, gives it back, is done with it; and how long after a question they answer.
PICKED_UP_AFTER = 12
NEXT_STEP_AFTER = 8
SAID_BACK_AFTER = 3
GIVEN_BACK_AFTER = 40
DONE_AFTER = 95
ANSWERED_AFTER = 20
