"""What an open hand-off form is about, from one drawing and sending to the next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from bot.domain.handoff import File
from bot.domain.identity import ProjectId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an open form is about; kept with its token.

    lines: the ids of the kept lines that it shows. files: those that it lists, by whose places there they
    are ticked. wrote: where it was sent to already, by team.
    """

    day: date
    team: TeamId
    project: ProjectId
    rows: int = 0
    lines: tuple[int, ...] = ()
    files: tuple[File, ...] = ()
    wrote: Mapping[TeamId, ProjectId] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "day": f"{self.day}",
            "team": self.team,
            "project": self.project,
            "rows": self.rows,
            "lines": list(self.lines),
            "files": [asdict(one) for one in self.files],
            "wrote": [[team, project] for team, project in self.wrote.items()],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As it was stored, maybe before lines, files and where it was sent to were noted."""
        return cls(
            day=date.fromisoformat(kept["day"]),
            team=TeamId(kept["team"]),
            project=ProjectId(kept["project"]),
            rows=kept["rows"],
            lines=tuple(kept.get("lines", ())),
            files=tuple(File(**one) for one in kept.get("files", ())),
            wrote={TeamId(team): ProjectId(project) for team, project in kept.get("wrote", ())},
        )
