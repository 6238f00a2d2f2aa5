"""What is answered where the bot is not installed, or cannot tell now: it takes no token."""

from typing import Any, Final

from bot.slack.views import noticed

Json = dict[str, Any]

NOT_HERE: Final = "Sunrelay is not installed in this workspace any more."
INSTALL: Final = "Whoever may install apps here can bring it back: {url}"
LATER: Final = "That could not be done just now. Please try again."


def absent(body: Json, *, install_url: str, passing: bool) -> Json | str:
    """The body of the acknowledgement: words for who typed a command or sent a form, nothing for the rest."""
    invites = f" {INSTALL.format(url=install_url)}" if install_url else ""
    text = LATER if passing else f"{NOT_HERE}{invites}"
    if "command" in body:
        return {"response_type": "ephemeral", "text": text}
    if body.get("type") == "view_submission":
        return _marked(body, text) if passing else {"response_action": "update", "view": _page(text)}
    return ""


def _marked(body: Json, text: str) -> Json | str:
    """The form stays as it stands, with all that was typed; one without fields says so at its top."""
    view = body.get("view")
    blocks = view.get("blocks") if isinstance(view, dict) else None
    if not isinstance(view, dict) or not isinstance(blocks, list):
        return ""
    inputs = [one for one in blocks if isinstance(one, dict) and one.get("type") == "input"]
    if inputs:
        return {"response_action": "errors", "errors": {inputs[0]["block_id"]: text}}
    return {"response_action": "update", "view": noticed(view, text)}


def _page(text: str) -> Json:
    words = {"type": "plain_text", "text": text}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Sunrelay"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [{"type": "section", "text": words}],
    }
