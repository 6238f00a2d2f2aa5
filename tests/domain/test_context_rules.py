"""What is around an empty message decides whether it is worth a nudge: when unsure, silent."""

from dataclasses import replace

import pytest

from bot.domain.context.reading import reader
from bot.domain.context.rules import RULES, Message, Said, Verdict, adds_substance, judge, mentioned

REPORT = "the staging build has been red since the new eslint rule"
HELP = Message(text="can anyone help me?", surface="channel")
HELLO = Message(text="hello", surface="channel")
THERE = Message(text="<@U0000000A> you there?", surface="channel")


def verdict(message: Message) -> Verdict:
    return judge(message, reader=reader())


def quiet_by(message: Message) -> str | None:
    """The rule that keeps silent about it; None where it is flagged."""
    found = verdict(message)
    assert found.text_flag is True
    return None if found.flag else found.reason.partition("; ")[2]


@pytest.mark.parametrize(
    "message",
    [
        HELP,
        HELLO,
        THERE,
        replace(HELP, in_thread=None),
        replace(HELP, follow_ups=("u there?", "??", "pls", "it's about vpn")),
        replace(HELP, own_earlier=(Said(60, True, "hi all"), Said(30, True, "hmm ok"))),
        replace(HELP, own_earlier=(Said(601, True, REPORT),)),
        replace(THERE, own_earlier=(Said(60, True, f"<@U0000000B> {REPORT}"),)),
        replace(THERE, earlier=(Said(5, False, "sounds good"),)),
        replace(HELLO, earlier=(Said(60, False, "hi"), Said(30, True, "hey"))),
        replace(HELLO, earlier=(Said(86_401, False, "<@U0000000B> has joined the channel"),)),
        Message(
            text="can someone help with docker", surface="channel", own_earlier=(Said(60, True, REPORT),)
        ),
        Message(text="good morning Dana", surface="dm"),
        Message(text="bump", surface="dm"),
    ],
    ids=[
        "asks everybody",
        "a greeting",
        "asks one",
        "nobody knows whether it is in a thread",
        "goes on as emptily",
        "was as empty before",
        "explained too long ago",
        "explained something to somebody else",
        "speaks to one, whoever else is speaking",
        "greets again, since nobody went on",
        "greets long after somebody joined",
        "names a topic that was not talked about",
        "a good morning to one",
        "a chaser in private",
    ],
)
def test_an_empty_message_is_flagged(message: Message) -> None:
    assert quiet_by(message) is None


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        (replace(HELP, in_thread=True), "thread"),
        (replace(HELP, follow_ups=(REPORT,)), "wait"),
        (replace(HELP, follow_ups=("it fails on", "the second login")), "wait"),
        (replace(HELP, follow_ups=("https://ci.example.com/812",)), "wait"),
        (replace(HELP, follow_ups=("```\nTraceback\n```",)), "wait"),
        (replace(HELP, own_earlier=(Said(600, True, REPORT),)), "look_back"),
        (replace(HELP, earlier=(Said(60, True, REPORT), Said(9, False, "hm"))), "look_back"),
        (replace(THERE, own_earlier=(Said(60, True, f"<@U0000000A> {REPORT}"),)), "look_back"),
        (replace(HELLO, earlier=(Said(7200, False, "hi everyone"),)), "exchange"),
        (replace(HELLO, earlier=(Said(60, False, "welcome to the team!"),)), "exchange"),
        (replace(HELLO, earlier=(Said(60, False, "o/"),)), "exchange"),
        (replace(HELLO, earlier=(Said(80000, False, "<@U0000000B> has joined the channel"),)), "exchange"),
        (replace(HELLO, earlier=(Said(60, True, "hey <@U0000000B>"),)), "exchange"),
        (Message(text="good morning", surface="channel"), "social"),
        (Message(text="how are you?", surface="channel"), "social"),
        (Message(text="any news?", surface="channel"), "social"),
        (Message(text="???", surface="channel"), "social"),
        (Message(text="ping", surface="channel"), "social"),
        (Message(text="<@U0000000A> it doesn't work", surface="channel"), "social"),
        (
            Message(text="are you free?", surface="channel", earlier=(Said(60, False, "we could pair"),)),
            "conversation",
        ),
        (
            Message(
                text="can someone help with docker",
                surface="channel",
                own_earlier=(Said(60, True, "docker eats all of my disk"),),
            ),
            "look_back",
        ),
        (Message(text="<@U0000000A>", surface="channel", follow_ups=("passwd",)), "wait"),
        (
            Message(
                text="<@U0000000A>",
                surface="channel",
                own_earlier=(Said(9, True, f"<@U0000000B> {REPORT}"),),
            ),
            "look_back",
        ),
    ],
)
def test_what_is_around_it_keeps_silent(message: Message, rule: str) -> None:
    assert quiet_by(message) == rule
    assert judge(message, reader=reader(), rules=RULES - {rule}).flag is True


@pytest.mark.parametrize(
    "text",
    [
        "hi all",
        "Hey everyone!",
        "thanks!",
        "hey <@U0000000A>, welcome to the team!",
        "need help?",
        "any questions?",
        "yes, call me",
        "sure, let's talk",
        "prod is down",
        "500s on /checkout",
        "can we talk about the retry logic? I propose capping it",
    ],
)
def test_what_is_no_empty_request_is_not_flagged_anywhere(text: str) -> None:
    for surface in ("dm", "channel"):
        found = judge(
            Message(text=text, surface="dm" if surface == "dm" else "channel"),
            reader=reader(),
            rules=frozenset(),
        )
        assert (found.flag, found.text_flag) == (False, False)


def test_what_gives_something_to_act_on_is_told_from_what_does_not() -> None:
    empty = ["u there?", "??", "hello?", "pls", "it's about vpn", "ok", "help", "urgent!!", "在吗", "kya hua"]
    assert [one for one in empty if adds_substance((one,), reader=reader())] == []
    full = [
        "grub does not find my kernel",
        "der Build ist rot",
        "la build est rouge",
        "ビルドが落ちています",
        "https://example.com",
        "`make` fails",
        "我的电脑打不开报表了",
        "构建失败了",
    ]
    assert [one for one in full if not adds_substance((one,), reader=reader())] == []
    assert adds_substance(("it's about vpn", "and certificates"), reader=reader())


def test_whom_a_message_names() -> None:
    assert mentioned("<@U0000000A> and <@U0000000B|bo>: ask @carla, not @here or a@example.com") == {
        "U0000000A",
        "U0000000B",
        "carla",
    }
