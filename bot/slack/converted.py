"""What Slack says in a channel as it is made private, or public: a message with a subtype of its own."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.identity import Place, PlaceKind, UserRef
from bot.slack.heard import Bot, Heard, Way
from bot.slack.payload import Message
from bot.slack.spans import PLATFORM
from handlers.event import Converted

CONVERTS: Final[Mapping[str, PlaceKind]] = {
    "channel_convert_to_private": "private",
    "channel_convert_to_public": "public",
}


def converted(event: Mapping[str, Any], bot: Bot) -> Heard:
    """It keeps its id; who did it is left aside."""
    one = Message.model_validate(event)
    place = Place(platform=PLATFORM, tenant=bot.tenant, kind=CONVERTS[one.subtype], id=one.channel)
    user = UserRef(platform=PLATFORM, tenant=bot.tenant, id=one.user or bot.user)
    return Heard(event=Converted(place=place), way=Way(user=user))
