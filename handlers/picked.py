"""Whom somebody picked in a form, as the platform has them now."""

from bot.domain.identity import UserRef
from bot.domain.person import Profile
from bot.messages.form import Values
from bot.messages.request_values import people_in
from bot.services.platform import House


async def picked(by: UserRef, values: Values, field: str, house: House) -> list[Profile]:
    """Those whom `field` holds, without those whom the platform does not know. Raises `Unreachable`."""
    users = [UserRef(platform=by.platform, tenant=by.tenant, id=one) for one in people_in(values, field)]
    return await house.directory.profiles(users) if users else []
