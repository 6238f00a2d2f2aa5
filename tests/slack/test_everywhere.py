"""What is kept for one workspace never goes by the token of another."""

from dataclasses import replace

import pytest

from bot.clock import SystemClock
from bot.domain.identity import TenantRef, UserRef
from bot.messages.letter import Letter
from bot.services.platform import Refused, Sent, Unreachable
from bot.slack.everywhere import NOT_INSTALLED, EveryDirectory, EverySender
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from sandbox import Sandbox
from tests.slack.relay import document


@pytest.fixture
def only(web: Web) -> OneWorkspace:
    """The workspace of the one token."""
    return OneWorkspace(web, Manner(clock=SystemClock(), commands=()))


async def test_a_letter_of_another_workspace_is_refused(only: OneWorkspace, sandbox: Sandbox) -> None:
    lena = UserRef(platform="slack", tenant=sandbox.app.team_id, id=sandbox.person("lena").id)
    letter = Letter(
        key="a", tenant=TenantRef(platform="slack", id=lena.tenant), to=lena, document=document("Hi")
    )
    elsewhere = replace(letter, tenant=TenantRef(platform="slack", id="T9"), to=replace(lena, tenant="T9"))
    sender = EverySender(only)
    assert await sender.send(elsewhere, known={}) == Refused(why=NOT_INSTALLED)
    assert isinstance(await sender.send(letter, known={}), Sent)
    assert len(sandbox.person("lena").dms) == 1


async def test_people_of_another_workspace_are_not_looked_up_here(
    only: OneWorkspace, sandbox: Sandbox
) -> None:
    lena = UserRef(platform="slack", tenant=sandbox.app.team_id, id=sandbox.person("lena").id)
    elsewhere = replace(lena, tenant="T9")
    directory = EveryDirectory(only)
    assert [one.user for one in await directory.profiles([elsewhere, lena])] == [lena]
    assert list(await directory.do_not_disturb([elsewhere, lena])) == [lena]
    with pytest.raises(Unreachable):
        await directory.profiles([elsewhere])
