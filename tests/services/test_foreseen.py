"""What the preview of a set-up promises is what is then set, and what then happens."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.person import Profile
from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.answer import Ask
from bot.messages.form import Form, Value
from bot.services import setup
from bot.services.setup_people import Facts
from storage import timers
from tests.services.given import Relay, at, profile
from tests.services.test_setup_regions import CAST, confirms, everyone_in, sends, words_of

HOUR = timedelta(hours=1)


async def foreseen(
    relay: Relay, *some: Profile, receives: tuple[Profile, ...] = (), second: dict[str, Value] | None = None
) -> Form:
    """The third page of a form for these."""
    here = everyone_in(CAST["lena"], *some, *receives)
    asked = await relay.store.transact(
        setup.open_form, Facts(asker=CAST["lena"], channel=here), now=relay.now
    )
    assert isinstance(asked, Ask), asked
    picks: dict[str, Value] = {
        "writes": tuple(one.user.id for one in some),
        "receives": tuple(one.user.id for one in receives),
    }
    facts = Facts(asker=CAST["lena"], channel=here, picked=[*some, *receives])
    regions = await relay.store.transact(
        setup.people_sent,
        facts,
        token=asked.form.token,
        values={**asked.form.values, **picks},
        now=relay.now,
    )
    assert isinstance(regions, Ask), regions
    preview = await sends(relay, regions.form, second or {})
    assert isinstance(preview, Ask), preview
    return preview.form


async def asked_at(relay: Relay, name: str) -> str:
    """When somebody is asked next, as the preview writes it."""
    due_at = await relay.prompt_at(name)
    assert due_at is not None
    whole = await relay.person(name)
    return f"{due_at.astimezone(ZoneInfo(whole.zone)):%a %H:%M}"


async def test_the_lead_of_a_team_that_somebody_only_receives_in_counts_for_nothing(relay: Relay) -> None:
    await relay.team("maya", receives=["lena"], name="globe", policy=Policy(lead=HOUR))
    form = await foreseen(relay, CAST["lena"])
    said = words_of(form)
    await confirms(relay, form, CAST["lena"])
    await relay.until(relay.now + timedelta(minutes=1))
    assert f"asked {await asked_at(relay, 'lena')} there" in said


async def test_the_week_of_a_team_that_somebody_only_receives_in_counts_for_nothing(relay: Relay) -> None:
    policy = Policy(week=parse_week("mon-fri 8-14"))
    await relay.team("maya", receives=["lena"], name="globe", policy=policy)
    form = await foreseen(relay, CAST["lena"])
    said = words_of(form)
    await confirms(relay, form, CAST["lena"])
    await relay.until(at("lena", "Mon 12:00"))
    assert f"asked {await asked_at(relay, 'lena')} there" in said


async def test_a_region_whose_zone_changes_is_told_by_its_new_zone(relay: Relay) -> None:
    ana, ben = profile("ana", zone="Europe/London"), profile("ben", zone="Europe/London")
    await relay.team("lena")
    form = await foreseen(relay, CAST["lena"], ana, ben)
    said = words_of(form)
    await confirms(relay, form, CAST["lena"], ana, ben)
    (region,) = (await relay.whole()).regions
    timer = await relay.store.read(timers.get, "digest", str(region.id))
    assert timer is not None
    assert region.zone == "Europe/London"
    assert "Mon 09:00 in London, 10:00 (Berlin) yours" in said
    assert timer.due_at == at("lena", "Mon 10:00")


async def test_who_was_asked_today_is_not_asked_again_by_another_lead(relay: Relay) -> None:
    await relay.team("lena")
    await relay.until(at("lena", "Mon 17:16"))
    form = await foreseen(relay, CAST["lena"], second={"lead": "300"})
    said = words_of(form)
    await confirms(relay, form, CAST["lena"])
    assert f"asked {await asked_at(relay, 'lena')} there" in said


async def test_who_is_to_be_asked_today_still_is_where_the_new_time_has_passed(relay: Relay) -> None:
    await relay.team("lena")
    await relay.until(at("lena", "Mon 16:45"))
    form = await foreseen(relay, CAST["lena"], second={"lead": "3600"})
    said = words_of(form)
    await confirms(relay, form, CAST["lena"])
    assert f"asked {await asked_at(relay, 'lena')} there" in said


async def test_who_was_welcomed_elsewhere_today_is_welcomed_tomorrow(relay: Relay) -> None:
    await relay.team("lena", "maya", name="globe", welcome=True)
    await relay.until(at("maya", "Mon 10:00"))
    form = await foreseen(relay, CAST["lena"], profile("maya"))
    said = words_of(form)
    await confirms(relay, form, CAST["lena"], profile("maya"))
    await relay.until(at("maya", "Fri 10:00"))
    maya = next(one for one in (await relay.whole()).members if one.person.name == "Maya")
    assert maya.welcomed_at == at("maya", "Tue 09:00")
    assert "Maya, New York: welcomed Tue 09:00" in said
