"""Setting a relay up as a person does: the bot is brought into a channel, pages are read and sent."""

from bot.domain.identity import UserRef
from handlers.event import Membership
from sandbox.reading import Reader
from tests.support.awkward.bot import AwkwardBot
from tests.support.awkward.office import rows
from tests.support.awkward.world import AwkwardWorld
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Filled, Somebody
from tests.support.world import World

BOT = "sunrelay"
PAGES = 3

WRITES, RECEIVES = "Write and receive hand-offs", "Receive only"


async def invites(world: World, who: Somebody, channel: str) -> None:
    """They bring the bot into a channel, where it has not been."""
    match world:
        case SlackWorld(box=box):
            box.remove(channel, BOT)
            await world.rests()
            await box.person(who.name).invite(channel, BOT)
        case AwkwardWorld():
            place = world.place(channel)
            bot = UserRef(platform=place.platform, tenant=place.tenant, id="28:the bot; @x")
            by = world.user(who.name)
            came = Membership(user=bot, place=place, change="joined", bot=True, inviter=by)
            assert isinstance(world.bot, AwkwardBot), "the office runs its own"
            await world.bot.front.hears_event(came)
        case _:
            raise AssertionError("nobody invites a bot there")
    await world.rests()


async def sends_pages(who: Somebody, *pages: dict[str, Filled]) -> None:
    """Fill in and send page after page; each must be taken, and the last closes the form."""
    for number in range(PAGES):
        await who.fills(pages[number] if number < len(pages) else {})
        await who.sends()
        assert not who.wrong, who.wrong
    assert not who.has_form, "the last page is not the last"


async def sets_up(who: Somebody, where: str, *pages: dict[str, Filled]) -> None:
    """Set up or change the relay of a channel by its command."""
    await who.opens("/sunrelay setup", where=where)
    await sends_pages(who, *pages)


def page_words(world: World, who: Somebody) -> str:
    """What stands in the open form between its fields."""
    match world:
        case SlackWorld(box=box):
            person = box.person(who.name)
            reader = Reader.of(person.user, box.workspace)
            plain = (one for one in person.form.blocks if one["type"] not in ("input", "actions"))
            return "\n".join(reader.block(one) for one in plain)
        case AwkwardWorld(office=office):
            blocks = (
                block
                for one in office.screens[world.user(who.name).id].form.fields
                for block in getattr(one, "blocks", ())
            )
            return "\n".join(row for block in blocks for row in rows(block) if isinstance(row, str))
        case _:
            raise AssertionError("nobody reads there")
