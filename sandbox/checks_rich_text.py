"""The rich_text block: sections, lists, quotes and preformatted text, and what stands in them."""

from sandbox.checks_shape import Check, flag, many, one_of, shape, string, typed, whole
from sandbox.checks_text import SECONDS, address, date_format

_STYLE: dict[str, Check] = {key: flag for key in ("bold", "italic", "strike", "underline")}
_MARKED: dict[str, Check] = {key: flag for key in ("highlight", "client_highlight", "unlink")}
_WORDS = {"style": shape({}, _STYLE | _MARKED | {"code": flag})}
_NAMES = {"style": shape({}, _STYLE | _MARKED)}

_TEXT = shape({"text": string()}, _WORDS)
_LINK = shape({"url": address()}, {"text": string(), "unsafe": flag} | _WORDS)
_ELEMENT = typed(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": shape({"user_id": string(pattern=r"[UW][A-Z0-9]*")}, _NAMES),
        "channel": shape({"channel_id": string(pattern=r"[CGD][A-Z0-9]*")}, _NAMES),
        "usergroup": shape({"usergroup_id": string(pattern=r"S[A-Z0-9]*")}, _NAMES),
        "team": shape({"team_id": string(pattern=r"[TE][A-Z0-9]*")}, _NAMES),
        "emoji": shape(
            {"name": string(pattern=r"[^\s:]+(::skin-tone-[2-6])?")},
            {"unicode": string(pattern=r"[0-9a-f-]+"), "skin_tone": whole(1, 6)} | _NAMES,
        ),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _NAMES),
        "color": shape({"value": string(pattern=r"#[0-9A-Fa-f]{6}")}, _NAMES),
        "date": shape(
            {"timestamp": SECONDS, "format": date_format},
            {"url": address(), "fallback": string(), "timezone": string()} | _NAMES,
        ),
    }
)
_MOST = 10_000  # Slack states no count; the message's own size ends it sooner
_BORDER: dict[str, Check] = {"border": whole(0, 1)}
# Empty sections are taken: slack_sdk lists the four as its exceptions from "no empty arrays".
_SECTION = shape({"elements": many(_ELEMENT, _MOST, least=0)})

RICH_TEXT = many(
    typed(
        {
            "rich_text_section": _SECTION,
            "rich_text_quote": shape({"elements": many(_ELEMENT, _MOST, least=0)}, _BORDER),
            "rich_text_preformatted": shape(
                {"elements": many(typed({"text": _TEXT, "link": _LINK}), _MOST, least=0)},
                _BORDER | {"language": string()},
            ),
            "rich_text_list": shape(
                {
                    "style": one_of("bullet", "ordered"),
                    "elements": many(typed({"rich_text_section": _SECTION}), _MOST, least=0),
                },
                _BORDER | {"indent": whole(0, 8), "offset": whole(0)},
            ),
        }
    ),
    _MOST,
)
