"""What Slack's client offers of the app: its slash commands and message shortcuts, from the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.shapes import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Commands and message shortcuts, as the page shows them."""

    commands: tuple[Json, ...] = ()
    shortcuts: tuple[Json, ...] = ()

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> "Menu":
        """Those that the app of this manifest registers."""
        features = manifest.get("features", {})
        return cls(
            commands=tuple(
                {
                    "name": one["command"],
                    "usage": one.get("usage_hint", ""),
                    "description": one.get("description", ""),
                }
                for one in features.get("slash_commands", ())
            ),
            shortcuts=tuple(
                {"callback_id": one["callback_id"], "name": one["name"]}
                for one in features.get("shortcuts", ())
                if one.get("type", "message") == "message"
            ),
        )
