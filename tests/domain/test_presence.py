"""What is shown of somebody in focus: only what the bot has set changes, and what was there is put back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.presence import EMOJI, NOTHING, TEXT, Orders, Seen, Shown, Status, begun, changed, over

NOW = datetime(2026, 11, 2, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
END, LATER = NOW + 2 * HOUR, NOW + 3 * HOUR
LUNCH = Status(text="Out for lunch", emoji=":ramen:")
TRIP = Status(text="On a train", emoji=":train:", until=NOW + HOUR)
OURS = Status(text=TEXT, emoji=EMOJI, until=END)
SHOWN = Shown(until=END, before=LUNCH, quiet=END, quiet_before=None, done=True)


@pytest.mark.parametrize(
    ("there", "kept"),
    [
        (LUNCH, LUNCH),
        (TRIP, TRIP),
        (replace(TRIP, until=NOW), NOTHING),
        (NOTHING, NOTHING),
        (OURS, NOTHING),
    ],
    ids=["one for ever", "one for a while", "one that is gone", "none", "one of ours that was lost sight of"],
)
def test_as_it_begins_what_is_there_is_kept(there: Status, kept: Status) -> None:
    shown, orders = begun(Seen(status=there), END, now=NOW)
    assert shown == Shown(until=END, before=kept, quiet=END, quiet_before=None)
    assert orders == Orders(status=OURS, quiet=END)


@pytest.mark.parametrize(
    ("quiet", "ordered"), [(None, END), (NOW + HOUR, END), (END, "leave"), (LATER, "leave")]
)
def test_a_longer_quiet_of_their_own_is_left(quiet: datetime | None, ordered: object) -> None:
    shown, orders = begun(Seen(status=NOTHING, quiet_until=quiet), END, now=NOW)
    assert orders.quiet == ordered
    assert (shown.quiet, shown.quiet_before) == (END if ordered == END else None, quiet)


@pytest.mark.parametrize(
    ("shown", "seen", "now", "status"),
    [
        (SHOWN, OURS, NOW + HOUR, LUNCH),
        (SHOWN, NOTHING, END, LUNCH),
        (SHOWN, NOTHING, NOW + HOUR, None),
        (SHOWN, TRIP, NOW + HOUR, None),
        (SHOWN, LUNCH, NOW + HOUR, None),
        (replace(SHOWN, before=TRIP), OURS, NOW + HOUR / 2, TRIP),
        (replace(SHOWN, before=TRIP), OURS, NOW + HOUR, NOTHING),
        (replace(SHOWN, before=TRIP), NOTHING, END, None),
        (replace(SHOWN, done=False), LUNCH, END, None),
    ],
    ids=[
        "ours",
        "ours that has gone",
        "cleared by hand",
        "another by hand",
        "the same again by hand",
        "before that for a while",
        "before that gone by now",
        "before that gone as ours is",
        "never set",
    ],
)
def test_as_it_ends_only_ours_gives_way_to_what_was_there(
    shown: Shown, seen: Status, now: datetime, status: Status | None
) -> None:
    assert over(shown, Seen(status=seen.left(now)), now=now).status == status


@pytest.mark.parametrize(
    ("quiet", "before", "seen", "ordered"),
    [
        (END, None, END + timedelta(seconds=50), "end"),
        (END, NOW + 2 * HOUR - timedelta(minutes=10), END, NOW + 2 * HOUR - timedelta(minutes=10)),
        (END, NOW, END, "end"),
        (END, None, None, "leave"),
        (END, None, LATER, "leave"),
        (None, LATER, LATER, "leave"),
    ],
    ids=["ours", "theirs goes on", "theirs is over", "ended by hand", "another by hand", "never ours"],
)
def test_as_it_ends_only_our_quiet_does(
    quiet: datetime | None, before: datetime | None, seen: datetime | None, ordered: object
) -> None:
    shown = replace(SHOWN, quiet=quiet, quiet_before=before)
    assert over(shown, Seen(status=OURS, quiet_until=seen), now=NOW + HOUR).quiet == ordered


@pytest.mark.parametrize(
    ("shown", "seen", "orders"),
    [
        (SHOWN, Seen(status=OURS, quiet_until=END), Orders(status=replace(OURS, until=LATER), quiet=LATER)),
        (SHOWN, Seen(status=TRIP, quiet_until=END), Orders(quiet=LATER)),
        (SHOWN, Seen(status=OURS), Orders(status=replace(OURS, until=LATER))),
        (SHOWN, Seen(status=LUNCH), Orders()),
        (
            replace(SHOWN, done=False),
            Seen(status=LUNCH),
            Orders(status=replace(OURS, until=LATER), quiet=LATER),
        ),
        (replace(SHOWN, done=False), Seen(status=TRIP, quiet_until=LATER), Orders()),
    ],
    ids=[
        "ours",
        "a status by hand",
        "no quiet by hand",
        "both by hand",
        "not yet set",
        "not set, and by hand",
    ],
)
def test_as_it_is_lengthened_what_they_set_by_hand_stays(shown: Shown, seen: Seen, orders: Orders) -> None:
    after, ordered = changed(shown, seen, LATER, now=NOW + HOUR)
    assert ordered == orders
    assert (after.until, after.before, after.done) == (LATER, LUNCH, False)
