"""What the bot has set of somebody's status, and what stood there before, as it is kept in JSON."""

from datetime import datetime
from typing import Any

from bot.domain.presence import Shown, Status


def written(shown: Shown | None) -> dict[str, Any] | None:
    """As it is kept; None for nothing."""
    if shown is None:
        return None
    return {
        "until": shown.until.isoformat(),
        "text": shown.before.text,
        "emoji": shown.before.emoji,
        "text_until": _text(shown.before.until),
        "quiet": _text(shown.quiet),
        "quiet_before": _text(shown.quiet_before),
        "done": shown.done,
    }


def read(kept: dict[str, Any]) -> Shown:
    """The fact again."""
    before = Status(text=kept["text"], emoji=kept["emoji"], until=_instant(kept["text_until"]))
    return Shown(
        until=datetime.fromisoformat(kept["until"]),
        before=before,
        quiet=_instant(kept["quiet"]),
        quiet_before=_instant(kept["quiet_before"]),
        done=kept["done"],
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
