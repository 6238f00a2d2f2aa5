"""What is counted and measured as the bot runs, as Prometheus takes it in; docs/operations.md tells each."""

import math
from collections.abc import Collection
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

Transaction = Literal["read", "write"]
EventOutcome = Literal["answered", "not_saved", "failed"]
TransactionOutcome = Literal["done", "busy", "unavailable", "failed"]
LetterOutcome = Literal["sent", "refused", "dead", "dropped", "throttled", "unknown", "not_there"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# In seconds. Slack waits three for an acknowledgement; a prompt that is hours late is skipped.
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
LATE = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 7200)


class Metrics:
    """The figures of one process, in a registry of their own.

    Labels have few values, all known to the code: no workspace and no person is among them.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second figure beside each, of no use
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._events = Counter("sunrelay_events", "What was heard", ["kind", "outcome"], registry=registry)
        self._nothing = self._events.labels("other", "passed_over")
        self._acknowledgements = Histogram(
            "sunrelay_acknowledgement_seconds",
            "From a payload's arrival to its acknowledgement",
            buckets=QUICK,
            registry=registry,
        )
        self._transactions = Counter(
            "sunrelay_transactions", "Work done in the database", ["kind", "outcome"], registry=registry
        )
        self._retries = Counter(
            "sunrelay_transaction_retries", "Work that was run once more", ["kind"], registry=registry
        )
        self._transaction_seconds = Histogram(
            "sunrelay_transaction_seconds",
            "From asking for work in the database to its end, waiting included",
            ["kind"],
            buckets=QUICK,
            registry=registry,
        )
        # A label is looked up under a lock, and these are counted with whatever somebody does.
        self._event = cache(self._events.labels)
        self._transaction = cache(self._transactions.labels)
        self._transaction_took = cache(self._transaction_seconds.labels)
        self._timers(registry)
        self._outbox(registry)
        self._process(registry)

    def _timers(self, registry: CollectorRegistry) -> None:
        self._timers_run = Counter("sunrelay_timers_run", "Timers settled", ["kind"], registry=registry)
        self._timers_put_off = Counter(
            "sunrelay_timers_put_off", "Timers that could not be settled", ["kind"], registry=registry
        )
        self._timers_late = Histogram(
            "sunrelay_timer_late_seconds",
            "From the instant a timer was due to its settling",
            ["kind"],
            buckets=LATE,
            registry=registry,
        )
        self._skipped = Counter(
            "sunrelay_prompts_skipped_late", "Prompts left out, too late", registry=registry
        )
        self._timer_overdue = Gauge(
            "sunrelay_timer_overdue_seconds", "Since when the oldest timer is due", registry=registry
        )

    def _outbox(self, registry: CollectorRegistry) -> None:
        self._letters = Counter(
            "sunrelay_letters", "Attempts to send a letter", ["platform", "outcome"], registry=registry
        )
        self._waiting = Gauge("sunrelay_outbox_waiting", "Letters not sent yet", registry=registry)
        self._letter_overdue = Gauge(
            "sunrelay_outbox_overdue_seconds",
            "Since when a letter could leave and none did",
            registry=registry,
        )

    def _process(self, registry: CollectorRegistry) -> None:
        self._lag = Histogram(
            "sunrelay_loop_lag_seconds",
            "By how much the event loop was late",
            buckets=QUICK,
            registry=registry,
        )
        self._database = Gauge("sunrelay_database_up", "Whether the database answers", registry=registry)
        self._listening = Gauge("sunrelay_listening", "Whether the platform is heard", registry=registry)
        self._ready = Gauge("sunrelay_ready", "Whether all is well", registry=registry)

    def expect(self, *, events: Collection[str], timers: Collection[str], platforms: Collection[str]) -> None:
        """Begin at nought what may happen, so that its first time is seen as an increase."""
        for event, event_outcome in product(events, get_args(EventOutcome)):
            self._events.labels(event, event_outcome)
        for kind, outcome in product(get_args(Transaction), get_args(TransactionOutcome)):
            self._transactions.labels(kind, outcome)
            self._retries.labels(kind)
        for platform, letter_outcome in product(platforms, get_args(LetterOutcome)):
            self._letters.labels(platform, letter_outcome)
        for timer in timers:
            self._timers_run.labels(timer)
            self._timers_put_off.labels(timer)

    def heard(self, kind: str, outcome: EventOutcome) -> None:
        """One event; kind: the name of its class."""
        self._event(kind, outcome).inc()

    def passed_over(self) -> None:
        """A payload with nothing to answer in it: most of what a busy channel says."""
        self._nothing.inc()

    def acknowledged(self, seconds: float) -> None:
        """A payload was acknowledged so long after it came."""
        self._acknowledgements.observe(seconds)

    def transacted(
        self, kind: Transaction, outcome: TransactionOutcome, *, seconds: float, retries: int
    ) -> None:
        """Work in the database came to its end."""
        self._transaction(kind, outcome).inc()
        self._transaction_took(kind).observe(seconds)
        if retries:
            self._retries.labels(kind).inc(retries)

    def timers_ran(self, kind: str, late: Collection[timedelta], *, skipped: int) -> None:
        """A batch of timers was settled, each so late; for some it was too late to ask."""
        self._timers_run.labels(kind).inc(len(late))
        seconds = self._timers_late.labels(kind)
        for one in late:
            seconds.observe(max(0.0, one.total_seconds()))
        self._skipped.inc(skipped)

    def timer_put_off(self, kind: str) -> None:
        """A timer could not be settled."""
        self._timers_put_off.labels(kind).inc()

    def letter(self, platform: str, outcome: LetterOutcome) -> None:
        """What became of an attempt to send a letter; refused or dead, nothing more is tried."""
        self._letters.labels(platform, outcome).inc()

    def lagged(self, seconds: float) -> None:
        """The event loop came back so much later than asked for."""
        self._lag.observe(seconds)

    def backlog(self, *, waiting: int, timer_overdue: timedelta, letter_overdue: timedelta) -> None:
        """What waits in the database, which answered."""
        self._database.set(1)
        self._waiting.set(waiting)
        self._timer_overdue.set(timer_overdue.total_seconds())
        self._letter_overdue.set(letter_overdue.total_seconds())

    def no_backlog(self) -> None:
        """The database did not answer, so nothing is known of what waits."""
        self._database.set(0)
        for gauge in (self._waiting, self._timer_overdue, self._letter_overdue):
            gauge.set(math.nan)

    def standing(self, *, listening: bool | None, ready: bool) -> None:
        """Whether the platform is heard (None: that is not this process's part), and whether all is well."""
        self._listening.set(math.nan if listening is None else listening)
        self._ready.set(ready)

    def exposition(self) -> bytes:
        """All of it, in Prometheus's text format. May be called in any thread."""
        return generate_latest(self._registry)

    def names(self) -> frozenset[str]:
        """The name of every metric, as it stands in the exposition."""
        return frozenset(
            f"{one.name}_total" if one.type == "counter" else one.name for one in self._registry.collect()
        )
