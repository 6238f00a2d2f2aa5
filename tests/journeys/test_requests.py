"""What somebody asks reaches the others in their hours, with a promise; the answer comes once."""

from tests.support.shown import Shown
from tests.support.somebody import Somebody
from tests.support.world import World

PROBLEM, PROPOSAL = "What is the problem?", "What do you propose?"
NEED, REPLY = "What do you need from them?", "Your answer"
RATES = "Two rates apply to vouchers, and the log shows both."


async def asks(who: Somebody, command: str, *, where: str | None = None, **more: str) -> None:
    await who.opens(command, where=where)
    await who.fills({PROBLEM: RATES, NEED: "Which of the two?"})
    await who.fills(more)
    await who.sends()
    assert not who.has_form, who.wrong


async def answers(who: Somebody, words: str, *, on: Shown) -> None:
    await who.presses("Answer", on=on)
    await who.fills({REPLY: words})
    await who.sends()
    assert not who.has_form, who.wrong


async def test_asked_on_friday_night_it_waits_for_mondays_note_and_its_answer_comes_once(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(maya.at("Fri 19:00"))
    await asks(lena, "/ask @Maya Brooks")
    told = lena.told[-1].text
    assert "Maya Brooks reads it when their day begins" in told
    assert "Expect an answer by" in told
    assert "Maya Brooks will have had four hours of work for it" in told
    receipt = lena.sees("ask_receipt")
    assert receipt.buttons == ("Withdraw",)
    assert maya.all_of("ask") == []

    await world.until(maya.at("next Mon 09:05"))
    note = maya.sees("note")
    assert maya.when(note) == "Mon 09:00"
    assert f"{lena.shown_name} asks you a question" in note.text
    assert RATES in note.text
    await answers(maya, "The second one.", on=note)
    assert "Answer" not in maya.now(note).buttons

    await world.until(lena.at("next Mon 15:20"))
    reply = lena.sees("ask_reply")
    assert f"{maya.shown_name} answered you" in reply.text
    assert "The second one." in reply.text
    assert lena.now(receipt).buttons == ()
    assert world.count("ask_reply", to="lena") == 1


async def test_in_a_channel_it_mentions_who_works_and_anyone_there_may_answer(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await asks(sam, "/ask @Maya @Lena", where="atlas", Where="In #atlas, where others learn from it")
    post = maya.sees("ask_here", where="atlas")
    assert f"{sam.shown_name} asks" in post.text
    assert post.pings == {"maya"}, "it is evening in Berlin"
    assert maya.all_of("ask") == [], "once is enough"
    assert "Answer" in post.buttons

    arjun = world.person("arjun")
    await answers(arjun, "I know: the first.", on=post)
    await world.until(sam.at("Mon 10:05"))
    assert f"{arjun.shown_name} answered" in maya.now(post, where="atlas").text
    assert "I know: the first." in sam.sees("ask_reply").text
    await world.until(lena.at("Tue 09:05"))
    assert lena.all_of("ask") == []
    assert [one for one in lena.all_of("note") if RATES in one.text] == [], "nothing is left to do"


async def test_each_shape_has_its_own_fields_and_nothing_typed_is_lost(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.opens("/ask @Maya it fails when I deploy")
    assert sam.form.values[PROBLEM] == "it fails when I deploy"
    await sam.fills({"What is it?": "I'm stuck"})
    assert sam.form.values["What happens?"] == "it fails when I deploy"
    assert NEED not in sam.form.values
    error = "Traceback (most recent call last):\n    deploy()\nKeyError: <rate>"
    await sam.fills({"Error or stack trace": error, "Recording or screenshot": "my desk"})
    await sam.sends()
    assert "have you tried" in sam.wrong or "tried" in sam.wrong
    await sam.fills({"What is it?": "A review"})
    await sam.fills({"What is it?": "I'm stuck"})
    assert sam.form.values["Error or stack trace"] == error
    await sam.fills({"What have you tried?": "Twice.", "Recording or screenshot": "https://video.example/1"})
    await sam.sends()
    assert not sam.has_form, sam.wrong
    asked = maya.sees("ask")
    assert f"{sam.shown_name} is stuck and asks you for help" in asked.text
    assert error in asked.text, "letter for letter"
    assert asked.buttons == ("Answer",)


async def test_withdrawn_it_is_left_to_nobody_and_can_be_asked_again(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await asks(sam, "/ask @Maya")
    asked, receipt = maya.sees("ask"), sam.sees("ask_receipt")
    await sam.presses("Withdraw", on=receipt)
    assert "nothing is left to do" in maya.now(asked).text
    assert maya.now(asked).buttons == ()
    await sam.presses("Ask again", on=receipt)
    assert sam.form.values[PROBLEM] == RATES
    await sam.fills({NEED: "Only a yes or no."})
    await sam.sends()
    assert not sam.has_form, sam.wrong
    await world.until(sam.at("Mon 10:05"))
    assert "Only a yes or no." in maya.sees("ask").text
    assert world.count("ask", to="maya") == 2


async def test_the_list_says_what_waits_on_whom(world: World, sam: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.commands("/ask", "list")
    assert "Nothing waits on you, and you are waiting for no answer" in sam.told[-1].text
    await asks(sam, "/ask @Maya")
    await sam.commands("/ask", "list")
    assert "To Maya Brooks: answer expected by" in sam.told[-1].text
    assert sam.told[-1].buttons == ("Withdraw",)
    home = await maya.opens_home()
    assert "1 request waits for your answer" in home.text
    await maya.presses("Requests", on=home)
    await answers(maya, "The second.", on=maya.told[-1])
    await maya.presses("Ask somebody", on=maya.home)
    assert maya.form.values[PROBLEM] == ""
    await maya.closes()
    await sam.commands("/ask", "list")
    assert "answered by Maya Brooks" in sam.told[-1].text


async def test_a_promise_that_ends_without_an_answer_is_overdue_and_reminds_once(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await asks(sam, "/ask @Maya")
    asked, receipt = maya.sees("ask"), sam.sees("ask_receipt")
    await world.until(sam.at("Tue 10:01"))
    assert f"{sam.shown_name} still waits for it" in maya.now(asked).text
    assert "You still wait for it" in sam.now(receipt).text
    await sam.commands("/ask", "list")
    assert "overdue since" in sam.told[-1].text
    await world.until(maya.at("Thu 12:00"))
    reminders = [one for one in maya.all_of("note") if RATES in one.text]
    assert [maya.when(one) for one in reminders] == ["Wed 09:00"]
    await answers(maya, "The second.", on=reminders[0])
    assert "The second." in sam.sees("ask_reply").text


async def test_a_region_is_asked_in_its_teams_channel_and_whoever_is_first_answers(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await world.until(sam.at("Mon 10:00"))
    await asks(sam, "/ask Berlin")
    post = lena.sees("ask_here", where="atlas")
    assert f"{sam.shown_name} asks Berlin a question" in post.text
    assert post.pings == set(), "it is evening in Berlin"
    await world.until(nora.at("Tue 09:05"))
    note = nora.sees("note")
    assert RATES in note.text
    await answers(nora, "The second one.", on=note)
    assert f"{nora.shown_name} answered" in lena.now(post, where="atlas").text
    assert f"{nora.shown_name} answered" in lena.now(lena.sees("note")).text
    await world.until(sam.at("Tue 09:05"))
    assert "The second one." in sam.sees("note").text


async def test_what_nobody_answers_is_passed_on_to_the_region_awake_next_once(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await asks(sam, "/ask @Maya")
    asked = maya.sees("ask")
    await world.until(sam.at("Thu 09:05"))
    offer = sam.sees("note")
    assert "You can pass it on to whichever region of Atlas is awake next" in offer.text
    await sam.presses("Pass it on", on=offer)
    assert sam.told[-1].text.startswith("Passed on to Berlin")
    await world.until(sam.at("Thu 09:10"))
    post = lena.sees("ask_here", where="atlas")
    assert f"{sam.shown_name} asks Berlin a question" in post.text
    assert post.pings == set(), "it is evening in Berlin"
    assert "Passed on to Berlin: you need not answer any more." in maya.now(asked).text
    assert maya.now(asked).buttons == sam.now(offer).buttons == ()
    assert world.count("ask_here") == 1
    await world.until(lena.at("Fri 09:05"))
    await answers(lena, "The second one.", on=lena.sees("note"))
    await world.until(sam.at("Fri 09:05"))
    assert "The second one." in sam.sees("note").text


async def test_a_stack_trace_too_long_to_paste_comes_whole_as_a_file(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    """Put into the form where the platform can do that, and sent to the bot before where it cannot."""
    trace = ("trace.txt", 20_000)
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    if not sam.attaches_files:
        await sam.writes("", files=[trace])
    await sam.opens("/ask @Maya it fails when I deploy")
    await sam.fills({"What is it?": "I'm stuck"})
    await sam.fills({"Error or stack trace": "KeyError: <rate>", "What have you tried?": "Twice."})
    if sam.attaches_files:
        await sam.attaches("Log, trace or screenshot as a file", trace)
    else:
        await sam.fills({"Files to send along": ("trace.txt (20 kB)",)})
    await sam.sends()
    assert not sam.has_form, sam.wrong
    await world.until(sam.at("Mon 10:05"))
    asked = maya.sees("ask")
    assert "trace.txt (20 kB), in the thread" in asked.text
    [shown] = [one for one in maya.private if one.files]
    assert (shown.under, shown.files) == (asked.id, ("trace.txt",))
