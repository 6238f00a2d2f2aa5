"""What Slack's client makes of typed words: mentions, channels, links, entities, as text and rich text."""

import re
from collections.abc import Iterator

from sandbox.mentions import escaped
from sandbox.shapes import Json
from sandbox.workspace import Workspace

LINK = r"https?://[^\s<>]+"
BROADCASTS = ("here", "channel", "everyone")


def typed(words: str, workspace: Workspace) -> tuple[str, tuple[Json, ...]]:
    """The `text` and `blocks` of a message someone typed. `@handle`, `@Full Name`, `@here`, `#channel` and
    addresses mean something; everything else, `<!channel>` too, is nothing but words."""
    pieces = list(_pieces(words, workspace))
    text = "".join(_as_text(piece) for piece in pieces)
    section = {"type": "rich_text_section", "elements": pieces}
    return text, ({"type": "rich_text", "block_id": "typed", "elements": [section]},)


def _pieces(words: str, workspace: Workspace) -> Iterator[Json]:
    people = {name: user.id for user in workspace.people.all.values() for name in (user.real_name, user.name)}
    rooms = {room.name: room.id for room in workspace.rooms.all.values() if room.name}
    at = 0
    for found in _pattern(people, rooms).finditer(words):
        if found.start() > at:
            yield {"type": "text", "text": words[at : found.start()]}
        yield _piece(found.group(), people, rooms)
        at = found.end()
    if at < len(words):
        yield {"type": "text", "text": words[at:]}


def _pattern(people: dict[str, str], rooms: dict[str, str]) -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in (*people, *BROADCASTS) if name), key=len, reverse=True)
    places = "|".join(sorted(map(re.escape, rooms), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"{LINK}|(?<!\w)@(?:{'|'.join(names)})(?![\w-])|(?<!\w)#(?:{places})(?![\w-])")


def _piece(found: str, people: dict[str, str], rooms: dict[str, str]) -> Json:
    name = found[1:]
    if found[0] == "#":
        return {"type": "channel", "channel_id": rooms[name]}
    if found[0] != "@":
        return {"type": "link", "url": found}
    if name in people:
        return {"type": "user", "user_id": people[name]}
    return {"type": "broadcast", "range": name}


def _as_text(piece: Json) -> str:
    match piece["type"]:
        case "user":
            return f"<@{piece['user_id']}>"
        case "channel":
            return f"<#{piece['channel_id']}>"
        case "link":
            return f"<{piece['url']}>"
        case "broadcast":
            return f"<!{piece['range']}>"
        case _:
            return escaped(piece["text"])
