"""What was said in private is made public with everyone's consent; one who declines is told of to nobody."""

from asyncio import gather

from tests.support.shown import Shown
from tests.support.somebody import Somebody
from tests.support.world import CORNER, World

PUBLIC, DECISION = "publication.make", "decision.make"
QUOTE, OTHERS = "What is quoted?", "Who else is in this conversation?"
WORDS = "The API rounds per line, the checkout once per basket."
SAID = f"{WORDS} But do not tell anyone that Otto built it."
STAYS = "Nothing is published of what"


async def wants(
    world: World, asker: Somebody, author: Somebody, *others: str, shortcut: str = PUBLIC, words: str = WORDS
) -> Shown:
    """Monday, 11 in Berlin: asker uses the shortcut on what author said, and sends the form."""
    await world.team("Atlas", writes=["lena", "nora", "maya", "sam"])
    await world.until(asker.at("Mon 11:00"))
    said = await author.says(SAID, where=CORNER)
    await asker.uses(shortcut, on=said)
    assert asker.form.values[QUOTE] == SAID
    await asker.fills({QUOTE: words, **({OTHERS: others} if others else {})})
    await asker.sends()
    assert not asker.has_form or shortcut == DECISION, asker.wrong
    return said


def nothing_posted(world: World) -> bool:
    """Whether no channel has had any of it."""
    return not [one for one in world.happenings() if (one.to or "").startswith("#") and WORDS in one.text]


async def test_once_all_agree_exactly_what_they_saw_is_posted(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody
) -> None:
    await wants(world, lena, nora, "maya")
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("consent")
    assert WORDS in asked.text
    assert "Otto" not in asked.text, "it was shortened"
    assert "#atlas" in asked.text
    assert maya.all_of("consent") == [], "it is five in the morning there"
    await gather(nora.presses("Agree", on=asked), nora.presses("Agree", on=asked))
    assert (
        "You agree that what you wrote may stand in #atlas. That happens only if everyone"
        in nora.told[-1].text
    )
    assert nothing_posted(world)

    await world.until(maya.at("Mon 09:01"))
    await maya.presses("Agree")
    await world.until(maya.at("Mon 09:02"))
    (post,) = lena.all_of("published", where="atlas")
    assert WORDS in post.text
    assert "Nora Lindt" in post.text
    assert "Otto" not in post.text
    assert post.pings == set()
    assert "is published in #atlas" in lena.sees("consent_receipt").text
    assert "is published in #atlas" in nora.now(asked).text
    assert nora.now(asked).buttons == ()


async def test_one_who_declines_is_told_of_to_nobody_and_cannot_be_told_from_one_who_is_silent(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await wants(world, lena, nora, "maya", "sam")
    await world.until(maya.at("Mon 09:01"))
    receipt, at_maya = lena.sees("consent_receipt"), maya.sees("consent")
    await nora.presses("Rather not")
    assert STAYS in nora.sees("consent").text
    await maya.presses("Agree", on=at_maya)
    assert "That happens only if everyone who is asked agrees by" in maya.told[-1].text, (
        "as if nobody had declined"
    )
    await world.until(lena.at("next Mon 10:59"))
    assert lena.now(receipt) == receipt
    assert maya.now(at_maya) == at_maya
    assert sam.all_of("consent") == [], "he was asleep when there was something to ask"

    await world.until(lena.at("next Mon 11:01"))
    assert "not everyone who was asked agreed in time" in lena.now(receipt).text
    assert lena.now(receipt).buttons == ()
    assert maya.now(at_maya).text == nora.sees("consent").text, "the same words for both"
    assert nothing_posted(world)
    assert maya.now(at_maya).buttons == ()


async def test_silence_publishes_nothing(world: World, lena: Somebody, nora: Somebody) -> None:
    await wants(world, lena, nora)
    await world.until(lena.at("next Mon 11:01"))
    assert "not everyone who was asked agreed in time" in lena.sees("consent_receipt").text
    assert STAYS in nora.sees("consent").text
    assert nothing_posted(world)


async def test_who_agreed_may_take_it_back_until_it_is_published(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody
) -> None:
    await wants(world, lena, nora, "maya")
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("consent")
    await nora.presses("Agree", on=asked)
    await nora.presses("Rather not", on=asked)
    assert STAYS in nora.now(asked).text
    await world.until(maya.at("Mon 09:01"))
    assert maya.all_of("consent") == [], "nobody is asked for nothing"
    assert nothing_posted(world)


async def test_whoever_asks_withdraws(world: World, lena: Somebody, nora: Somebody) -> None:
    await wants(world, lena, nora)
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("consent")
    await lena.presses("Withdraw")
    assert "Nothing is published" in lena.told[-1].text
    await world.until(lena.at("Mon 11:02"))
    assert STAYS in nora.now(asked).text
    assert nora.now(asked).buttons == ()


async def test_ones_own_words_need_nobody_elses_consent(world: World, lena: Somebody, nora: Somebody) -> None:
    await wants(world, lena, lena)
    assert "they stand in #atlas now" in lena.told[-1].text
    (post,) = nora.all_of("published", where="atlas")
    assert WORDS in post.text
    assert nora.all_of("consent") == []


async def test_about_one_message_one_asks_once(world: World, lena: Somebody, nora: Somebody) -> None:
    said = await wants(world, lena, nora)
    await lena.uses(PUBLIC, on=said)
    assert not lena.has_form
    assert "You have asked about this message already" in lena.told[-1].text


async def test_what_is_public_already_is_linked_to(world: World, lena: Somebody, nora: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "nora"])
    await world.until(lena.at("Mon 11:00"))
    said = await nora.says(WORDS, where="borealis")
    await lena.uses(PUBLIC, on=said)
    assert not lena.has_form
    assert "in a public channel already" in lena.told[-1].text


async def test_from_a_public_message_a_decision_begins_with_what_was_said(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "nora"])
    await world.until(lena.at("Mon 11:00"))
    said = await nora.says(WORDS, where="atlas")
    await lena.uses(DECISION, on=said)
    problem = lena.form.values["What is the problem?"]
    assert f"Nora Lindt: “{WORDS}”" in problem
    assert "https://" in problem
    await proposes(lena)
    assert WORDS in nora.sees("decision", where="atlas").text


async def test_from_a_private_message_a_decision_is_proposed_once_all_agree(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await wants(world, lena, nora, shortcut=DECISION)
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("consent")
    assert "propose a decision" in asked.text
    await nora.presses("Agree", on=asked)
    await world.until(lena.at("Mon 11:02"))
    assert nothing_posted(world)
    ready = lena.sees("consent_ready")
    await lena.presses("Propose it", on=ready)
    assert WORDS in lena.form.values["What is the problem?"]
    await proposes(lena)
    await world.until(lena.at("Mon 11:03"))
    assert WORDS in nora.sees("decision", where="atlas").text
    assert "was proposed as a decision in #atlas" in nora.now(asked).text
    assert lena.now(ready).buttons == ()


async def test_whoever_asks_may_withdraw_until_the_decision_is_posted(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await wants(world, lena, nora, shortcut=DECISION)
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("consent")
    await nora.presses("Agree", on=asked)
    await world.until(lena.at("Mon 11:02"))
    ready = lena.sees("consent_ready")
    await lena.presses("Withdraw", on=ready)
    assert "Nothing is published" in lena.told[-1].text
    await world.until(lena.at("Mon 11:03"))
    assert lena.now(ready).buttons == ()
    assert STAYS in nora.now(asked).text


async def test_a_consent_that_is_taken_back_in_time_keeps_the_decision_from_being_posted(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await wants(world, lena, nora, shortcut=DECISION)
    await world.until(lena.at("Mon 11:01"))
    await nora.presses("Agree")
    await world.until(lena.at("Mon 11:02"))
    await lena.presses("Propose it")
    await fills_first(lena)
    await nora.presses("Rather not")
    await lena.sends()
    assert "may not be quoted any more" in lena.told[-1].text
    assert "Round it per line everywhere." in lena.told[-1].text, "what was typed is not lost"
    assert lena.all_of("decision", where="atlas") == []
    assert nothing_posted(world)


async def proposes(who: Somebody) -> None:
    """All pages of the decision's form that is open."""
    await fills_first(who)
    for _ in ("what it is about", "until when"):
        await who.sends()
        assert who.has_form, who.told
    await who.sends()
    assert not who.has_form, who.wrong


async def fills_first(who: Somebody) -> None:
    """The first page of the decision's form."""
    await who.fills({"What is to be decided?": "One rounding"})
    await who.fills({"What do you propose?": "Round it per line everywhere.", "Who decides?": ("nora",)})
