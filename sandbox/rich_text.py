"""Rich text in plain words, as one reader sees it."""

from sandbox.mrkdwn import Names, dated
from sandbox.shapes import Json


def plain(block: Json, *, names: Names, tz: str | None) -> str:
    """One `rich_text` block, a line for every line that is shown."""
    lines = [line for part in block["elements"] for line in _part(part, names, tz)]
    return "\n".join(lines)


def _part(part: Json, names: Names, tz: str | None) -> list[str]:
    match part["type"]:
        case "rich_text_list":
            return _list(part, names, tz)
        case "rich_text_quote":
            return [f"> {line}" for line in _inline(part, names, tz).splitlines()]
        case _:
            return [_inline(part, names, tz).rstrip("\n")]


def _list(part: Json, names: Names, tz: str | None) -> list[str]:
    indent = "  " * part.get("indent", 0)
    first = part.get("offset", 0) + 1
    ordered = part.get("style") == "ordered"
    return [
        f"{indent}{f'{number}.' if ordered else '•'} {_inline(item, names, tz)}"
        for number, item in enumerate(part["elements"], start=first)
    ]


def _inline(section: Json, names: Names, tz: str | None) -> str:
    return "".join(_piece(piece, names, tz) for piece in section["elements"])


def _piece(piece: Json, names: Names, tz: str | None) -> str:
    match piece["type"]:
        case "user":
            return f"@{names.user(piece['user_id'])}"
        case "channel":
            return f"#{names.channel(piece['channel_id'])}"
        case "broadcast":
            return f"@{piece['range']}"
        case "usergroup":
            return f"@{piece['usergroup_id']}"
        case "link":
            label = piece.get("text")
            return f"{label} ({piece['url']})" if label and label != piece["url"] else str(piece["url"])
        case "date":
            return dated(int(piece["timestamp"]), piece["format"], tz=tz)
        case "emoji":
            return f":{piece['name']}:"
        case _:
            return str(piece.get("text") or piece.get("value") or "")
