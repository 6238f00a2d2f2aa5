"""A picture in an answer: uploaded as nobody's but the bot's, shown once Slack takes it, never in the way."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from slack_sdk.errors import SlackApiError

from bot.domain.identity import Place, UserRef
from bot.drawing import NotDrawn
from bot.messages.answer import Tell
from bot.messages.chart import DayChart, day_chart
from bot.messages.document import notice
from bot.slack.carry import NotToBeHad
from bot.slack.heard import Way
from bot.slack.pictures import Pictures
from bot.slack.stage import Stage
from bot.slack.web import Web
from sandbox import Person, Sandbox
from tests.domain.given import LENA, utc

PNG = b"\x89PNG\r\n\x1a\n0000"
NO_WAIT = (0.0, 0.0, 0.0)
CHART = day_chart(
    team="Atlas <!channel>", rows=[], zone=LENA, day=date(2026, 11, 2), now=utc("2026-11-02 09:00")
)


class Pen:
    """Draws the same thing each time, and counts."""

    def __init__(self, error: Exception | None = None) -> None:
        self.drawn: list[datetime] = []
        self._error = error

    async def draw(self, chart: DayChart) -> bytes:
        self.drawn.append(chart.now)
        if self._error:
            raise self._error
        return PNG


@pytest.fixture
def pen() -> Pen:
    return Pen()


@pytest.fixture
def pictures(web: Web, pen: Pen) -> Pictures:
    return Pictures(web, draws=pen.draw, waits=NO_WAIT)


def way(sandbox: Sandbox, lena: Person) -> Way:
    """Lena has mentioned the bot in the channel."""
    team = sandbox.app.team_id
    user = UserRef(platform="slack", tenant=team, id=lena.id)
    channel = sandbox.channel("relay").id
    return Way(user=user, place=Place(platform="slack", tenant=team, kind="public", id=channel))


def whispered(lena: Person) -> Iterator[list[str]]:
    return ([block["type"] for block in one.blocks] for one in lena.ephemerals)


async def test_it_is_shown_to_who_asked_after_the_words(
    sandbox: Sandbox, web: Web, lena: Person, pictures: Pictures
) -> None:
    stage = Stage(web, pictures=pictures)
    await stage.show(Tell(document=notice("3 of 5 at work."), picture=CHART), way(sandbox, lena))
    assert list(whispered(lena)) == [["rich_text"], ["image"]]
    (block,) = lena.ephemerals[-1].blocks
    file = sandbox.workspace.files.found(block["slack_file"]["id"])
    assert b"".join(file.content.pieces()) == PNG
    assert block["alt_text"] == CHART.alt
    assert sandbox.workspace.files.shares(file.id) == {}
    assert [one for one in sandbox.messages("relay") if one.by_bot] == []


async def test_it_waits_until_slack_has_looked_at_it(sandbox: Sandbox, web: Web, pictures: Pictures) -> None:
    sandbox.faults.share_late(times=2)
    block = await pictures.block(CHART)
    assert block["slack_file"]["id"].startswith("F")


async def test_what_slack_does_not_look_at_in_time_is_not_shown(
    sandbox: Sandbox, web: Web, lena: Person, pictures: Pictures
) -> None:
    sandbox.faults.share_late(times=None)
    with pytest.raises(NotToBeHad):
        await pictures.block(CHART)
    await Stage(web, pictures=pictures).show(
        Tell(document=notice("Words."), picture=CHART), way(sandbox, lena)
    )
    assert list(whispered(lena)) == [["rich_text"]]


async def test_the_same_picture_is_drawn_and_sent_once(pictures: Pictures, pen: Pen) -> None:
    first, again = await pictures.block(CHART), await pictures.block(CHART)
    assert first == again
    assert len(pen.drawn) == 1


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"]
)
async def test_the_words_stand_where_the_picture_is_refused(
    sandbox: Sandbox, web: Web, lena: Person, pictures: Pictures, method: str
) -> None:
    sandbox.faults.refuse(method, "team_quota_exceeded", times=None)
    with pytest.raises(SlackApiError):
        await pictures.block(CHART)
    await Stage(web, pictures=pictures).show(
        Tell(document=notice("Words."), picture=CHART), way(sandbox, lena)
    )
    assert list(whispered(lena)) == [["rich_text"]]


async def test_the_words_stand_where_nothing_could_be_drawn(sandbox: Sandbox, web: Web, lena: Person) -> None:
    stage = Stage(web, pictures=Pictures(web, draws=Pen(NotDrawn("too slow")).draw, waits=NO_WAIT))
    await stage.show(Tell(document=notice("Words."), picture=CHART), way(sandbox, lena))
    assert list(whispered(lena)) == [["rich_text"]]
