"""The figures of a process, as Prometheus reads them."""

from collections.abc import Iterator, Mapping

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.metrics import Metrics


def samples(metrics: Metrics) -> Iterator[Sample]:
    """All there are."""
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        yield from family.samples


def figure(metrics: Metrics, name: str, **labels: str) -> float:
    """One figure; nought where there is none of these labels."""
    found = {_key(one.name, one.labels): one.value for one in samples(metrics)}
    return found.get(_key(name, labels), 0.0)


def _key(name: str, labels: Mapping[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())
