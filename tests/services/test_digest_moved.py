"""A digest whose time is moved on a day that has had it: what comes later that day is told all the same."""

from bot.domain.identity import RegionId
from bot.services import region
from storage import teams
from storage.transaction import Tx
from tests.services.given import Relay, at


async def digest_at(relay: Relay, name: str, minute: int) -> None:
    """Berlin reads at another time from now on."""
    whole = await relay.whole()
    home = next(one for one in whole.plans if one.name == name)
    await relay.store.transact(_change, home.id, minute)
    await relay.store.transact(region.plan, await relay.whole(), now=relay.now)


def _change(tx: Tx, home: RegionId, minute: int) -> None:
    teams.change_region(tx, home, digest_minute=minute)


async def test_what_was_to_come_with_it_comes_under_the_digest_of_that_day(relay: Relay) -> None:
    await relay.team("lena", "arjun")
    await relay.until(at("arjun", "Mon 12:00"))
    await relay.hands_over("arjun", "Early.", where="atlas")
    await relay.until(at("lena", "Mon 10:00"))
    (digest,) = await relay.posted(to="atlas")
    await digest_at(relay, "Berlin", 14 * 60)
    await relay.until(at("lena", "Mon 13:50"))
    await relay.joins("mia")
    await relay.hands_over("mia", "Late.")
    (receipt,) = await relay.posted("receipt", to="mia")
    assert "Berlin reads it at 14:00" in receipt.text
    await relay.until(at("lena", "Mon 14:00"))
    (later,) = [one for one in await relay.posted(to="atlas") if "Late." in one.text]
    assert later.letter.under == digest.key


async def test_with_nothing_new_it_says_nothing(relay: Relay) -> None:
    await relay.team("lena", "mia")
    await relay.until(at("mia", "Mon 16:00"))
    await relay.hands_over("mia", "Early.")
    await relay.until(at("lena", "Mon 10:00"))
    await digest_at(relay, "Berlin", 14 * 60)
    await relay.until(at("lena", "Mon 18:00"))
    assert [one.kind for one in await relay.posted(to="atlas")] == ["digest"]
