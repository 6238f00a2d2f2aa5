"""Private words are kept only while their consents are waited for, and come out once or not at all."""

from asyncio import gather
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.publication import WINDOW
from bot.messages.answer import Answer, Ask, Fix, Replace, Tell
from bot.services import publication
from bot.services.forget import forget
from bot.services.person_export import export
from storage import retention
from storage.retention import Retention
from storage.tables import consents, forms, outbox, publications
from storage.transaction import Tx
from tests.services.given import Relay, at, told, user
from tests.services.publishing import ATLAS, WORDS, opened, opens, presses, sends, stands, wants

PART = "The API rounds"


@pytest.fixture
async def there(relay: Relay) -> Relay:
    """Monday, eleven in Berlin; Lena and Mia write for Atlas with others."""
    await relay.team("lena", "maya", "sam", "arjun")
    await relay.until(at("lena", "Mon 11:00"))
    return relay


def kept(tx: Tx) -> set[str]:
    """In which of the tables the words stand."""
    rows = {
        "forms": [f"{one.subject}" for one in tx.all(select(forms.c.subject))],
        "publications": [f"{one.text}" for one in tx.all(select(publications.c.text))],
        "outbox": [f"{one.letter}" for one in tx.all(select(outbox.c.letter))],
    }
    return {name for name, texts in rows.items() if any(PART in one for one in texts)}


async def has_words(relay: Relay) -> set[str]:
    return await relay.store.read(kept)


async def test_an_open_form_keeps_nothing_of_the_words(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    assert form.values["text"] == WORDS
    assert await has_words(there) == set()


async def test_who_declines_has_the_words_erased_at_once_and_nobody_else_is_written_to(there: Relay) -> None:
    one = await wants(there, "lena", "arjun", "sam")
    await there.delivers()
    assert await has_words(there) == {"publications", "outbox"}
    before = len(await there.posted()) + len(await there.posted(edits=True))
    answer = await presses(there, "arjun", "refuse", one)
    assert isinstance(answer, Replace)
    await there.delivers()
    assert await has_words(there) == set()
    assert len(await there.posted()) + len(await there.posted(edits=True)) == before
    assert (await stands(there, one)).state == "waiting", "as far as anyone can tell"


async def test_once_declined_nobody_who_was_asleep_is_asked(there: Relay) -> None:
    one = await wants(there, "lena", "arjun", "sam")
    await there.delivers()
    await presses(there, "arjun", "refuse", one)
    await there.until(at("sam", "Tue 12:00"))
    assert [each.state for each in await there.posted("consent", to="sam")] == ["dropped"]


@pytest.mark.parametrize("declines", [True, False])
async def test_refusal_and_silence_look_the_same_to_whoever_asks(there: Relay, declines: bool) -> None:
    one = await wants(there, "lena", "arjun")
    await there.delivers()
    receipt = await there.stands(f"consent_receipt/{one}")
    if declines:
        await presses(there, "arjun", "refuse", one)
    await there.until(there.now + WINDOW - timedelta(minutes=1))
    assert await there.stands(f"consent_receipt/{one}") == receipt
    await there.until(there.now + timedelta(minutes=2))
    assert await there.stands(f"consent_receipt/{one}") == (
        "Nothing is published of what Arjun wrote: not everyone who was asked agreed in time, or you "
        "have left #atlas. What you want to say of it yourself, you can always write in your own words."
    )
    assert await has_words(there) == set()
    assert await there.store.read(lambda tx: tx.value(select(func.count()).select_from(consents))) == 0


async def test_the_last_two_who_agree_at_once_publish_it_once(there: Relay) -> None:
    one = await wants(there, "lena", "arjun", "maya")
    await there.delivers()
    await gather(*(presses(there, name, "agree", one) for name in ("arjun", "maya", "arjun", "maya")))
    await there.delivers()
    [post] = await there.posted("published")
    assert WORDS in post.text
    assert (await stands(there, one)).state == "published"
    assert await has_words(there) == {"outbox"}, "the post itself"


async def test_no_one_answers_who_was_not_asked(there: Relay) -> None:
    one = await wants(there, "lena", "arjun")
    for name in ("maya", "lena", "nobody"):
        assert "This is over" in told(await presses(there, name, "agree", one))
    assert "nothing to withdraw" in told(await presses(there, "arjun", "withdraw", one))
    assert "may not be quoted" in told(await presses(there, "lena", "propose", one))


async def test_declining_is_final(there: Relay) -> None:
    one = await wants(there, "lena", "arjun")
    await presses(there, "arjun", "refuse", one)
    assert "it stays so" in told(await presses(there, "arjun", "agree", one))
    assert await there.posted("published") == []


async def test_nobody_is_quoted_who_cannot_be_asked(there: Relay) -> None:
    assert "Say it in your own words" in told(await opens(there, "lena", "otto", guest="otto"))


async def test_a_guest_makes_nothing_public(there: Relay) -> None:
    assert "Only members" in told(await opens(there, "otto", "arjun", guest="otto"))


async def test_whoever_is_in_no_team_is_told_where_it_could_be_read(there: Relay) -> None:
    assert "in none now" in told(await opens(there, "mia", "arjun"))


async def test_whoever_has_left_their_only_team_meanwhile_is_told_and_what_was_typed_stays(
    there: Relay,
) -> None:
    form = await opened(there, "lena", "arjun")
    await there.leaves("lena")
    answer = await sends(there, "lena", form)
    assert "in none now" in told(answer)
    assert WORDS in told(answer)
    assert "in none now" in told(await there.store.read(publication.resume, user("lena"), token=form.token))
    assert await has_words(there) == set()


async def test_what_is_wrong_is_said_and_what_was_typed_stays(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    answer = await sends(there, "lena", form, text=" ")
    assert isinstance(answer, Fix)
    assert answer.errors.keys() == {"text"}
    answer = await sends(there, "lena", form, there=None)
    assert isinstance(answer, Fix)
    assert ([*answer.errors], answer.values["text"]) == (["where"], WORDS)
    assert await has_words(there) == set(), "it was not taken"


async def test_a_named_guest_cannot_be_asked(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    answer = await there.store.transact(
        publication.sent,
        user("lena"),
        token=form.token,
        values={**form.values, "others": ("UGUEST",)},
        profiles=[],
        channel=ATLAS,
        now=there.now,
    )
    assert isinstance(answer, Fix)
    assert answer.errors.keys() == {"others"}


async def test_a_form_that_is_not_theirs_gives_the_words_back(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    answer = await sends(there, "maya", form)
    assert WORDS in told(answer)
    assert await there.posted("consent") == []


async def test_a_form_that_could_not_be_opened_is_opened_without_the_words(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    again: Answer = await there.store.read(publication.resume, user("lena"), token=form.token)
    assert isinstance(again, Ask)
    assert "text" not in again.form.values
    await sends(there, "lena", form)
    assert "sent already" in told(await there.store.read(publication.resume, user("lena"), token=form.token))


async def test_sent_twice_everyone_is_asked_once(there: Relay) -> None:
    form = await opened(there, "lena", "arjun")
    assert await sends(there, "lena", form, "maya") == await sends(there, "lena", form, "maya")
    await there.delivers()
    assert len(await there.posted("consent")) == 2


async def test_two_forms_about_one_message_ask_once_and_the_second_is_given_back(there: Relay) -> None:
    first, second = [await opened(there, "lena", "arjun") for _ in range(2)]
    await sends(there, "lena", first)
    answer = await sends(there, "lena", second)
    assert isinstance(answer, Tell)
    assert "asked about this message already" in told(answer)
    assert WORDS in told(answer)
    await there.until(there.now + WINDOW + timedelta(minutes=1))
    await opened(there, "lena", "arjun")


async def test_who_takes_no_private_messages_is_named_to_whoever_asks(there: Relay) -> None:
    await wants(there, "lena", "arjun")
    await there.delivers(refuses="consent/")
    [told_so] = await there.posted("consent_unreached", to="lena")
    assert "I could not ask Arjun" in told_so.text


async def test_where_the_channel_takes_no_message_whoever_asks_hears_so_and_may_ask_anew(
    there: Relay,
) -> None:
    one = await wants(there, "lena", "arjun")
    await there.delivers()
    await presses(there, "arjun", "agree", one)
    await there.delivers(refuses="published/")
    await there.delivers()
    [asked] = await there.posted("consent", to="arjun")
    assert "Nothing is published" in await there.stands(asked.key)
    assert "could not post in #atlas: nothing is published" in await there.stands(f"consent_receipt/{one}")
    [told_so] = await there.posted("consent_unposted", to="lena")
    assert "Invite me there" in told_so.text
    assert await has_words(there) == set()
    await opened(there, "lena", "arjun")


async def test_of_whoever_is_forgotten_nothing_comes_out_and_the_post_says_so(there: Relay) -> None:
    out = await wants(there, "lena", "lena", message="1.1")
    pending = await wants(there, "lena", "arjun", message="1.2")
    asked = await wants(there, "maya", "sam", "lena", message="1.3")
    await there.delivers()
    await there.store.transact(forget, (await there.person("lena")).id, now=there.now)
    await there.until(there.now + timedelta(minutes=1))
    assert {(await stands(there, one)).state for one in (pending, asked)} == {"over"}
    assert "was forgotten" in await there.stands(f"published/{out}")
    assert await has_words(there) == set()


async def test_an_export_does_not_tell_who_declined(there: Relay) -> None:
    one = await wants(there, "lena", "arjun", "maya", "sam")
    await there.delivers()
    people = {name: (await there.person(name)).id for name in ("lena", "arjun", "maya", "sam")}

    async def exported(name: str) -> tuple[object, ...]:
        found = await there.store.read(export, people[name], now=there.now)
        letters = [each for each in found["outbox"] if each["kind"].startswith("consent")]
        return found["publications"], found["consents"], letters

    others = ("lena", "maya", "sam")
    before = [await exported(name) for name in others]
    assert before[2][2], "Sam is asleep, and is to be asked"
    await presses(there, "arjun", "refuse", one)
    assert [await exported(name) for name in others] == before
    _, theirs, _ = await exported("arjun")
    assert "refused" in f"{theirs}"


async def test_what_is_over_is_forgotten_after_half_a_year_and_what_was_published_is_not(
    there: Relay,
) -> None:
    await wants(there, "lena", "lena", message="1.1")
    over = await wants(there, "lena", "arjun", message="1.2")
    await there.until(there.now + WINDOW + timedelta(minutes=1))
    assert (await stands(there, over)).state == "over"
    later = there.now + timedelta(days=200)
    await there.store.transact(retention.sweep, now=later)
    assert await there.store.read(states) == ["published"]
    limited = Retention(handoffs=timedelta(days=30))
    await there.store.transact(retention.sweep, now=later, keep=limited)
    assert await there.store.read(states) == []


def states(tx: Tx) -> list[str]:
    return [one.state for one in tx.all(select(publications.c.state))]
