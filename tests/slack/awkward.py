"""Words that bring renderers down: markup, mentions, other scripts, great length."""

import pytest

AWKWARD = [
    pytest.param("<!channel> <!here> <!everyone> @channel", id="broadcasts"),
    pytest.param("<@U1> <@U1|lena> <#C1> <!subteam^S1>", id="mentions"),
    pytest.param("*bold* _italic_ ~strike~ `code` ```block```", id="markup"),
    pytest.param("&lt; &amp; <b> > & < \" '", id="entities"),
    pytest.param("<http://evil.example|trust me> http://plain.example", id="links"),
    pytest.param("<!date^1392734382^{date}|x> {time}", id="dates"),
    pytest.param("مرحبا \u202eעולם\u202c שלום", id="right to left"),  # noqa: RUF001  # the sign itself
    pytest.param(":tada: 🎉 👩‍👩‍👧‍👦 e\u0301", id="emoji"),
    pytest.param("line one\nline two\n\n\ttabbed", id="lines"),
    pytest.param("日本語のとても長い文" * 300, id="3,000 of three bytes"),
    pytest.param("*`<!channel>`* " * 200, id="3,000 of markup"),
    pytest.param("x" * 3000, id="3,000"),
    pytest.param(" ", id="blank"),
]
