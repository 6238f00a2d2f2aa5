"""What was said around a message: looked at once, and kept nowhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.identity import MessageRef, UserRef
from bot.services.platform import Around, Spoken
from bot.slack.spans import PLATFORM
from bot.slack.web import Web
from bot.slack.words import cleaned, plain_words

Json = dict[str, Any]

_BEFORE = timedelta(days=1)
_MOST = 200

# Written by people, beside plain messages.
_WRITTEN = frozenset({"", "file_share", "me_message", "thread_broadcast"})
_JOINED = frozenset({"channel_join", "group_join"})


async def around(web: Web, message: MessageRef, *, until: datetime) -> Around:
    """The message and what is around it, up to `until`. Raises what the call raises."""
    at = datetime.fromtimestamp(float(message.id), UTC)
    answer = await web.call(
        "conversations.history",
        channel=message.place.id,
        oldest=f"{(at - _BEFORE).timestamp():.6f}",
        latest=f"{until.timestamp():.6f}",
        inclusive=True,
        limit=_MOST,
    )
    rows = sorted(answer.get("messages", ()), key=lambda row: float(row.get("ts", 0)))
    same = next((row for row in rows if row.get("ts") == message.id), None)
    spoken = [(row, _spoken(row, message.place.tenant)) for row in rows if row is not same]
    earlier = [one for row, one in spoken if one is not None and float(row["ts"]) < float(message.id)]
    later = [one for row, one in spoken if one is not None and float(row["ts"]) > float(message.id)]
    there = _spoken(same, message.place.tenant) if same is not None else None
    return Around(message=there, before=tuple(earlier), after=tuple(later))


def _spoken(row: Json, tenant: str) -> Spoken | None:
    """None for what nobody said: a topic that was set, an integration that was added."""
    subtype = str(row.get("subtype") or "")
    by_bot = bool(row.get("bot_id"))
    if not (by_bot or subtype in _WRITTEN or subtype in _JOINED):
        return None
    author = str(row.get("user") or "")
    return Spoken(
        at=datetime.fromtimestamp(float(row["ts"]), UTC),
        by=UserRef(platform=PLATFORM, tenant=tenant, id=author) if author and not by_bot else None,
        text=plain_words(str(cleaned(row.get("text") or ""))),
        joined=subtype in _JOINED,
        edited=bool(row.get("edited")),
        answered=bool(row.get("reply_count") or row.get("reactions")),
    )
