"""Whom a message would notify."""

from typing import Any

import pytest

from sandbox import Message, Sandbox, pings
from sandbox.mentions import escaped, unescaped
from tests.sandbox.shapes import plain, section

NASTY = "<!channel> <@U000000001> <!here|here> <!subteam^S1> *bold* `code` <https://x.org|y> &amp;"


def said(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


@pytest.mark.parametrize(
    ("message", "who"),
    [
        ({"text": NASTY}, {"@channel", "U000000001", "@here", "@S1"}),
        ({"text": escaped(NASTY)}, set()),
        ({"text": "x", "blocks": [section(NASTY)]}, {"@channel", "U000000001", "@here", "@S1"}),
        ({"text": NASTY, "blocks": [section("x")]}, {"@channel", "U000000001", "@here", "@S1"}),
        ({"text": "x", "blocks": [{"type": "section", "text": plain(NASTY)}]}, set()),
        ({"text": "x", "blocks": [{"type": "header", "text": plain(NASTY)}]}, set()),
        ({"text": "x", "blocks": [said({"type": "text", "text": NASTY})]}, set()),
        ({"text": "x", "blocks": [said({"type": "user", "user_id": "U000000002"})]}, {"U000000002"}),
        ({"text": "x", "blocks": [said({"type": "broadcast", "range": "everyone"})]}, {"@everyone"}),
        ({"text": "x", "blocks": [said({"type": "usergroup", "usergroup_id": "S2"})]}, {"@S2"}),
        ({"text": "x", "blocks": [said({"type": "link", "url": "https://x", "text": NASTY})]}, set()),
        ({"text": "x", "blocks": [section("x", fields=[{"type": "mrkdwn", "text": "<!here>"}])]}, {"@here"}),
        (
            {
                "text": "x",
                "blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "<@W0A>"}]}],
            },
            {"W0A"},
        ),
        ({"text": "x", "blocks": [{"type": "markdown", "text": "<!channel>"}]}, {"@channel"}),
        ({"text": "x", "attachments": [{"fallback": "<!here>", "color": "<!channel>"}]}, {"@here"}),
    ],
    ids=[
        "text", "escaped text", "mrkdwn", "fallback", "plain text", "header", "rich text words", "rich user",
        "rich broadcast", "rich group", "rich link", "field", "context", "markdown", "attachment",
    ],
)  # fmt: skip
def test_what_slack_reads_as_a_mention_notifies(message: dict[str, Any], who: set[str]) -> None:
    assert pings(message) == who


async def test_what_a_person_types_means_only_what_slacks_client_makes_of_it(box: Sandbox) -> None:
    mia = box.person("mia")
    assert pings(await mia.post("relay", NASTY)) == set()
    assert pings(await mia.post("relay", "@lena and @here")) == {box.person("lena").id, "@here"}
    assert pings(await mia.post("relay", "mail lena@here.org, @lenas")) == set()


def test_escaping_is_undone_exactly() -> None:
    assert unescaped(escaped(NASTY)) == NASTY
    assert pings(Message(channel="C1", ts="1.000000", user="U1", text=escaped(NASTY))) == set()
