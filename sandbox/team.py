"""The workspace itself, as team.info tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One workspace."""

    id: str = "T000000001"
    name: str = "Relay Works"
    domain: str = "relay-works"
