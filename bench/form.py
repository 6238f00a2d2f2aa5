"""One form submission: from the store's door to the commit, the receipt in the outbox."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bench import town
from bench.floor import Floor
from bench.measure import Figure, pairs
from bot.domain.identity import UserRef
from bot.messages.answer import Ask, Nothing
from bot.services import handoff

COUNT = 101
VALUES = {
    "state": "at_risk",
    "summary": "The new payment form is behind the flag in staging. Card payments pass, vouchers do not.",
    "done": "Built the voucher field\nMoved the flag to staging",
    "steps.0.what": "Find out why vouchers over 100 are refused",
    "steps.0.owner": "me",
}


async def submission(folder: Path) -> Figure:
    """A hundred people, one after the other; the floor is one row on the disk."""
    store = town.build(folder, count=200)
    now = town.START + timedelta(days=1)
    floor = Floor(folder / "form-floor.db")
    tokens: list[tuple[UserRef, str]] = []
    for number in range(1, COUNT + 1):
        by = UserRef(platform="slack", tenant="T1", id=f"U{number}")
        opened = await store.transact(handoff.open_form, by, day=None, place=None, now=now)
        assert isinstance(opened, Ask), opened
        tokens.append((by, opened.form.token))
    turns: Iterator[tuple[UserRef, str]] = iter(tokens)

    async def submit() -> None:
        by, token = next(turns)
        answer = await store.transact(handoff.answer, by, token=token, values=VALUES, now=now)
        assert isinstance(answer, Nothing), answer

    try:
        row = [("row", "row", 1)]
        return await pairs("form submission", submit, lambda: floor.write(row), count=COUNT)
    finally:
        floor.close()
        await store.close()
