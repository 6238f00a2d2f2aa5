"""Decisions as files of a handbook: what stands in them, what is left out, and that they stay the same."""

from typing import Any

import pytest
import yaml
from sqlalchemy import update

from bot.domain.identity import TenantId
from bot.messages.answer import Ask
from bot.services import decision_export
from storage import pages
from storage.tables import places
from storage.transaction import Tx
from tests.services.deciding import TITLE, WHY_NOT, closes, goes_on, objects, opened, proposes, sends, votes
from tests.services.editing import NEW, edited
from tests.services.given import Relay, at
from tests.storage.two_tenants import MINE, OTHERS, fill

FILE = "2026-11-02-one-rate-for-vouchers-1.md"


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


def make_private(tx: Tx) -> None:
    tx.run(update(places).values(kind="private"))


async def exported(relay: Relay, *, private: bool = False) -> dict[str, Any]:
    tenant: TenantId = (await relay.whole()).tenant
    return await relay.store.read(decision_export.export, tenant, private=private)


async def files(relay: Relay) -> dict[str, str]:
    found: dict[str, str] = (await exported(relay))["files"]
    return found


ADOPTED = """\
---
sunrelay: decision 1
title: "One rate for vouchers"
state: adopted
proposed: 2026-11-02T17:15:00Z
closed: 2026-11-03T17:15:00Z
---

# One rate for vouchers

**Adopted, as Maya approved and nobody objected.**

- Proposed by Sam, 2026-11-02T17:15:00Z
- Closed 2026-11-03T17:15:00Z
- Deciders: Lena and Maya
- The close is the earliest that is fair to all: 24 hours after it was posted. By then all who decide have \
had eight working hours of their own for it.
- Adopted if somebody approves and nobody objects.

## Problem

Two rates apply, and the checkout shows both.

## Proposal

Use the API's rate everywhere.

## Votes

- Approve: Maya
- Did not vote: 1 of 2
"""


async def test_a_decision_is_a_file_with_all_that_came_of_it(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    assert (await files(relay))[FILE] == ADOPTED


async def test_nothing_in_them_changes_with_the_time(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    before = await exported(relay)
    relay.clock.move_to(at("maya", "Mon 18:00"))
    assert await exported(relay) == before


async def test_an_edit_is_told_with_the_votes_that_it_reset(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await objects(relay, "lena")
    await edited(relay)
    text = (await files(relay))[FILE]
    assert NEW in text
    assert "## Edits\n\nEdited 2026-11-02T17:15:00Z: the proposal. 2 votes reset.\n\n" in text
    assert "- Lena had objected\n- Maya had approved\n" in text
    assert f"### Lena, 2026-11-02T17:15:00Z\n\n{WHY_NOT}" in text
    assert "- Not voted yet: 2 of 2" in text


async def test_an_open_one_says_until_when(relay: Relay) -> None:
    first = await opened(relay, "sam", TITLE)
    second = await goes_on(relay, "sam", first, "maya", "lena", alternatives="Keep both.")
    assert isinstance(second, Ask)
    await sends(relay, "sam", second.form)
    text = (await files(relay))[FILE]
    assert "**Open, votes are taken.**" in text
    assert "- Closes 2026-11-03T17:15:00Z\n- Deciders: Lena and Maya" in text
    assert "## Alternatives\n\nKeep both.\n" in text
    assert "- Not voted yet: 2 of 2" in text


async def test_a_sooner_close_says_why_and_what_had_been_fair(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena", close="Mon 17:00", sooner="The sale starts.")
    text = (await files(relay))[FILE]
    why = "## Why it closes sooner than is fair to all\n\nThe sale starts.\n\n"
    assert f"{why}Fair to all would have been 2026-11-03T17:15:00Z." in text


async def test_an_objection_stands_with_its_reason_and_a_late_one_as_such(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await objects(relay, "lena", f"{WHY_NOT}\n# Really")
    text = (await files(relay))[FILE]
    said = "### Lena, 2026-11-03T17:15:00Z\n\nCanada has a rate of its own.  \n&#35; Really"
    assert f"## Objections\n\n{said}" in text
    late = "Lena objected after it was adopted, and it was opened again: 2026-11-03T17:15:00Z."
    assert f"## Late objection\n\n{late}" in text


async def test_of_a_team_its_size_is_told_and_nobody_who_was_silent(relay: Relay) -> None:
    await proposes(relay, "sam", team=f"team:{(await relay.whole()).id}")
    text = (await files(relay))[FILE]
    assert "- Deciders: Atlas (3 members)" in text
    assert "Maya" not in text


async def test_what_was_typed_opens_no_front_matter_and_no_heading(relay: Relay) -> None:
    title = '"]: --- # <script>'
    await proposes(relay, "sam", "maya", title=title, problem="---\n# Mine\n<!-- -->")
    [(name, text)] = [one for one in (await files(relay)).items() if one[0] != "index.md"]
    assert name == "2026-11-02-script-1.md"
    _, front, body = text.split("---\n", 2)
    assert yaml.safe_load(front)["title"] == title
    assert [one for one in body.splitlines() if one.startswith("#")] == [
        '# "\\]: --- # &#60;script&#62;', "## Problem", "## Proposal", "## Votes",
    ]  # fmt: skip
    assert "<" not in body


async def test_a_title_in_other_letters_still_has_a_name_of_its_own(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", title="二つのキュー")
    await proposes(relay, "sam", "maya", title="Größe / É../")
    assert set(await files(relay)) == {
        "2026-11-02-decision-1.md", "2026-11-02-grosse-e-2.md", "index.md",
    }  # fmt: skip


async def test_the_index_leads_to_each_decision_and_landing_page(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await proposes(relay, "sam", "maya", title="Use [two] queues")
    assert (
        (await files(relay))["index.md"]
        == f"""\
---
sunrelay: index
title: "Decisions"
---

# Decisions

- 2026-11-02 [Use \\[two\\] queues](2026-11-02-use-two-queues-2.md): Open, votes are taken
- 2026-11-02 [One rate for vouchers]({FILE}): Open, votes are taken

## Landing pages

- Atlas, Atlas: [https://pages.example.com/atlas](https://pages.example.com/atlas)
"""
    )


async def test_a_page_that_was_confirmed_says_when_and_by_whom(relay: Relay) -> None:
    [project] = (await relay.whole()).projects
    maya = (await relay.person("maya")).id
    await relay.store.transact(pages.confirm, project.id, by=maya, at=relay.now)
    assert "(current as of 2026-11-02T17:15:00Z, says Maya)" in (await files(relay))["index.md"]


async def test_what_stands_in_a_private_channel_is_left_out_and_counted(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    found = await exported(relay)
    assert found["left_out"] == {"decisions": 1, "projects": 1}
    assert set(found["files"]) == {"index.md"}
    assert "vouchers" not in found["files"]["index.md"]
    assert "pages.example.com" not in found["files"]["index.md"]
    everything = await exported(relay, private=True)
    assert everything["left_out"] == {"decisions": 0, "projects": 0}
    assert set(everything["files"]) == {FILE, "index.md"}


async def test_another_workspaces_are_not_in_it(relay: Relay) -> None:
    def filled(tx: Tx) -> None:
        for side in (MINE, OTHERS):
            fill(tx, side, seed=1)

    await relay.store.transact(filled)
    found = await relay.store.read(decision_export.export, TenantId(MINE.id), private=True)
    text = "".join(f"{name}\n{text}" for name, text in found["files"].items())
    assert MINE.shows(text)
    assert not OTHERS.shows(text)
    assert "vouchers" not in text
