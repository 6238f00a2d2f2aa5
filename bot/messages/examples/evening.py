"""Examples of what the evening says."""

from dataclasses import replace

from bot.messages import evening
from bot.messages.document import words
from bot.messages.evening import Sent
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, DAY, LONG, long_name

_AT_ONCE = words("It reaches New York within the hour.")
_TOMORROW = words("Kolkata reads it at 09:00 there, in 11 h 20 min.")
_HINTS = (
    "It is blocked: add a link to what blocks it, such as the ticket or the pull request.",
    "“Vouchers”: start with a verb, so that it is clear what to do.",
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_questions(), *_receipts())


def _questions() -> tuple[Example, ...]:
    ask = {"one team": ("Atlas",), "two teams": ("Atlas", "Borealis"), "long names": _long_names()}
    ask["awkward names"] = (AWKWARD, AWKWARD)
    prompts = (
        example(variant, evening.prompt, day=DAY, teams=teams, ends_at=AT, zone=BERLIN, locale="en")
        for variant, teams in ask.items()
    )
    return (
        *prompts,
        example("", evening.reminder, day=DAY, teams=("Atlas",), locale="en"),
        example("long names", evening.reminder, day=DAY, teams=_long_names(), locale="en"),
        example("", evening.asked_again, day=DAY, teams=("Atlas", "Borealis"), locale="en"),
        example("", evening.snoozed, day=DAY, until=AT, zone=BERLIN, locale="en"),
    )


def _receipts() -> tuple[Example, ...]:
    plain = Sent(team="Atlas", project="Checkout", state="at_risk", steps=1, reaches=_AT_ONCE)
    return (
        _receipt("one hand-off", plain),
        _receipt("two, and one missing", plain, _sent("Borealis", "Borealis"), missing=("Cirrus",)),
        _receipt("nothing for the rest", plain, nothing=True, missing=("Cirrus",)),
        _receipt("nothing at all", nothing=True),
        _receipt("files that go along", replace(plain, files=2)),
        _receipt("hints", _sent("Atlas", "Checkout", hints=_HINTS)),
        _receipt("awkward names", _sent(AWKWARD, AWKWARD, hints=(AWKWARD,)), missing=(AWKWARD,)),
        _receipt(
            "twenty long names", *(_sent(one, LONG, hints=_HINTS) for one in _long_names()), missing=(LONG,)
        ),
        example("", evening.answered_above, day=DAY, key="prompt/1", locale="en"),
        example("", evening.off, day=DAY, locale="en"),
        example("", evening.closed, day=DAY, locale="en"),
    )


def _receipt(variant: str, *sent: Sent, nothing: bool = False, missing: tuple[str, ...] = ()) -> Example:
    return example(
        variant, evening.receipt, day=DAY, sent=sent, nothing=nothing, missing=missing, locale="en"
    )


def _sent(team: str, project: str, *, hints: tuple[str, ...] = ()) -> Sent:
    return Sent(team=team, project=project, state="blocked", steps=0, reaches=_TOMORROW, hints=hints)


def _long_names() -> tuple[str, ...]:
    return tuple(long_name(number) for number in range(20))
