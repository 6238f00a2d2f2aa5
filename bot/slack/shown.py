"""A form as it stands in front of a person: which fields it has, under which ids, and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.handoff import File
from bot.messages.form import Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field of a view: the block it stands in and what the person put there."""

    block_id: str
    value: Value
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A view as Slack reports it. `draw`: how often it was drawn before; `title`: what stands above it."""

    draw: int = 0
    title: str = ""
    fields: Mapping[str, ShownField] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        """What the person filled in, by field name."""
        return {name: one.value for name, one in self.fields.items()}

    @property
    def files(self) -> Mapping[str, tuple[File, ...]]:
        """What Slack says of the files in its fields, by field name."""
        return {name: one.files for name, one in self.fields.items() if one.files}
