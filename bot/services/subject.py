"""What an open hand-off form is about, from one drawing and sending to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from bot.domain.identity import ProjectId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an open form is about; kept with its token.

    lines: the id of the last kept line that it shows. wrote: where it was sent to already, by team.
    """

    day: date
    team: TeamId
    project: ProjectId
    rows: int = 0
    lines: int = 0
    wrote: Mapping[TeamId, ProjectId] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "day": f"{self.day}",
            "team": self.team,
            "project": self.project,
            "rows": self.rows,
            "lines": self.lines,
            "wrote": [[team, project] for team, project in self.wrote.items()],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As it was stored, maybe before lines and where it was sent to were noted."""
        return cls(
            day=date.fromisoformat(kept["day"]),
            team=TeamId(kept["team"]),
            project=ProjectId(kept["project"]),
            rows=kept["rows"],
            lines=kept.get("lines", 0),
            wrote={TeamId(team): ProjectId(project) for team, project in kept.get("wrote", ())},
        )
