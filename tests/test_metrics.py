"""The figures: names and labels that stay, a registry for each process, a format that Prometheus reads."""

from datetime import timedelta

import pytest

from bot.metrics import Metrics
from tests.support.figures import figure, samples

BOUNDED = {"kind", "outcome", "platform", "le"}


def full() -> Metrics:
    """All of it has happened once."""
    metrics = Metrics()
    metrics.expect(events={"Pressed"}, timers={"prompt"}, platforms={"slack"})
    metrics.heard("Pressed", "answered")
    metrics.passed_over()
    metrics.acknowledged(0.002)
    metrics.transacted("write", "busy", seconds=2.0, retries=3)
    metrics.timers_ran("prompt", [timedelta(seconds=4), timedelta(hours=3)], skipped=1)
    metrics.timer_put_off("prompt")
    metrics.letter("slack", "dead")
    metrics.lagged(0.3)
    metrics.backlog(waiting=7, timer_overdue=timedelta(seconds=9), letter_overdue=timedelta(minutes=1))
    metrics.standing(listening=True, ready=False)
    return metrics


def test_what_happened_is_in_the_figures() -> None:
    metrics = full()
    assert figure(metrics, "sunrelay_events_total", kind="Pressed", outcome="answered") == 1
    assert figure(metrics, "sunrelay_events_total", kind="other", outcome="passed_over") == 1
    assert figure(metrics, "sunrelay_acknowledgement_seconds_bucket", le="0.0025") == 1
    assert figure(metrics, "sunrelay_acknowledgement_seconds_bucket", le="0.001") == 0
    assert figure(metrics, "sunrelay_transactions_total", kind="write", outcome="busy") == 1
    assert figure(metrics, "sunrelay_transaction_retries_total", kind="write") == 3
    assert figure(metrics, "sunrelay_timers_run_total", kind="prompt") == 2
    assert figure(metrics, "sunrelay_timer_late_seconds_bucket", kind="prompt", le="5.0") == 1
    assert figure(metrics, "sunrelay_prompts_skipped_late_total") == 1
    assert figure(metrics, "sunrelay_timers_put_off_total", kind="prompt") == 1
    assert figure(metrics, "sunrelay_letters_total", platform="slack", outcome="dead") == 1
    assert figure(metrics, "sunrelay_outbox_waiting") == 7
    assert figure(metrics, "sunrelay_outbox_overdue_seconds") == 60
    assert figure(metrics, "sunrelay_timer_overdue_seconds") == 9
    assert figure(metrics, "sunrelay_database_up") == 1
    assert (figure(metrics, "sunrelay_listening"), figure(metrics, "sunrelay_ready")) == (1, 0)
    assert figure(metrics, "process_resident_memory_bytes") > 1_000_000


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("sunrelay_letters_total", {"platform": "slack", "outcome": "dead"}),
        ("sunrelay_timers_put_off_total", {"kind": "prompt"}),
        ("sunrelay_events_total", {"kind": "Pressed", "outcome": "not_saved"}),
    ],
)
def test_what_may_happen_begins_at_nought_so_that_its_first_time_is_an_increase(
    name: str, labels: dict[str, str]
) -> None:
    metrics = Metrics()
    assert (name, labels) not in [(one.name, one.labels) for one in samples(metrics)]
    metrics.expect(events={"Pressed"}, timers={"prompt"}, platforms={"slack"})
    assert (name, labels, 0.0) in [(one.name, one.labels, one.value) for one in samples(metrics)]


def test_no_label_grows_with_the_people_or_workspaces_there_are() -> None:
    assert {label for one in samples(full()) for label in one.labels} == BOUNDED


def test_two_processes_share_nothing() -> None:
    one, other = full(), Metrics()
    assert figure(one, "sunrelay_outbox_waiting") == 7
    assert figure(other, "sunrelay_outbox_waiting") == 0
    assert one.names() == other.names()


def test_the_names_are_those_of_the_exposition() -> None:
    metrics = full()
    text = metrics.exposition().decode()
    assert {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")} == metrics.names()


def test_without_a_database_nothing_is_said_of_what_waits() -> None:
    metrics = full()
    metrics.no_backlog()
    metrics.standing(listening=None, ready=False)
    unknown = {one.name for one in samples(metrics) if one.value != one.value}
    assert figure(metrics, "sunrelay_database_up") == 0
    assert unknown == {
        "sunrelay_outbox_waiting",
        "sunrelay_outbox_overdue_seconds",
        "sunrelay_timer_overdue_seconds",
        "sunrelay_listening",
    }
