"""Slack's escapes become the words that were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.words import plain_words


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<http://example.com|example.com>", "example.com"),
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("<https://example.com/x|the plan>", "the plan (https://example.com/x)"),
        ("<@U1|mia> and <@U2>", "@mia and @U2"),
        ("<#C1|relay>", "#relay"),
        ("<!here> <!channel|@channel>", "@here @channel"),
        ("<!subteam^S1|@team>", "@team"),
        ("<!date^1^{time}|17:15>", "17:15"),
        ("a < b | c > d", "a < b | c > d"),
        ("*bold* `code`", "*bold* `code`"),
    ],
)
def test_words_are_as_they_were_typed(sent: str, typed: str) -> None:
    assert plain_words(sent) == typed


@given(st.text())
def test_what_slack_escapes_comes_out_whole(typed: str) -> None:
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_words(sent) == typed
