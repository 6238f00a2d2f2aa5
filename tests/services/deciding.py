"""Decisions through the services alone: proposed on three pages, voted on, and closed by the clock."""

from datetime import datetime

from sqlalchemy import update

from bot.domain.decision import Choice, Decision
from bot.domain.identity import DecisionId
from bot.messages.answer import Answer, Ask
from bot.messages.form import Form, Value
from bot.services import decision_draft, decision_vote, team
from bot.services.platform import Channel
from storage import decisions
from storage.tables import places
from storage.transaction import Tx
from tests.services.asking import atlas
from tests.services.given import Relay, channel, profile, user

TITLE, PROBLEM = "One rate for vouchers", "Two rates apply, and the checkout shows both."
PROPOSAL, WHY_NOT = "Use the API's rate everywhere.", "Canada has a rate of its own."

ATLAS = atlas()


async def opened(relay: Relay, name: str, title: str = TITLE, *, here: bool = True) -> Form:
    """The first page."""
    answer = await relay.store.transact(
        decision_draft.open_form, user(name), title=title, channel=ATLAS if here else None, now=relay.now
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def goes_on(relay: Relay, name: str, form: Form, *who: str, **values: Value) -> Answer:
    """Send the first page: the second, or what to mend."""
    return await goes_on_in(ATLAS, relay, name, form, *who, **values)


async def goes_on_in(
    there: Channel | None, relay: Relay, name: str, form: Form, /, *who: str, **values: Value
) -> Answer:
    """The same, the channel as it is then."""
    filled: dict[str, Value] = {"problem": PROBLEM, "proposal": PROPOSAL}
    filled["deciders"] = tuple(user(one).id for one in who)
    return await relay.store.transact(
        decision_draft.proposed,
        user(name),
        token=form.token,
        values={**form.values, **filled, **values},
        profiles=[profile(one) for one in who],
        channel=there,
        now=relay.now,
    )


async def sends(relay: Relay, name: str, form: Form, **values: Value) -> Answer:
    """Send the second page and, where nothing is to be mended, the preview."""
    return await sends_in(ATLAS, relay, name, form, **values)


async def sends_in(there: Channel | None, relay: Relay, name: str, form: Form, /, **values: Value) -> Answer:
    """The same, the channel as it is then."""
    preview = await previews(relay, name, form, **values)
    return await posts_in(there, relay, name, preview.form) if isinstance(preview, Ask) else preview


async def previews(relay: Relay, name: str, form: Form, **values: Value) -> Answer:
    """Send the second page: the preview, or what to mend."""
    return await relay.store.transact(
        decision_draft.windowed,
        user(name),
        token=form.token,
        values={**form.values, **values},
        now=relay.now,
    )


async def posts_in(
    there: Channel | None, relay: Relay, name: str, form: Form, *, commented: bool = False
) -> Answer:
    """Send the preview, the channel as it is then."""
    return await relay.store.transact(
        decision_draft.sent, user(name), token=form.token, channel=there, commented=commented, now=relay.now
    )


async def proposes(
    relay: Relay, name: str, *who: str, team: str = "", title: str = TITLE, **values: Value
) -> Decision:
    """All pages; returns what was posted."""
    first = await opened(relay, name, title)
    more: dict[str, Value] = {"team": team} if team else {}
    second = await goes_on(relay, name, first, *who, **more)
    assert isinstance(second, Ask), second
    await sends(relay, name, second.form, **values)
    return await newest(relay)


async def votes(
    relay: Relay, name: str, choice: Choice, number: int = 1, *, read: Decision | None = None
) -> Answer:
    """read: the decision as they have read it; as it stands, unless given."""
    seen = read or await stands(relay, number)
    return await relay.store.transact(
        decision_vote.vote, user(name), seen.id, choice, edition=seen.edition, now=relay.now
    )


async def objects(
    relay: Relay, name: str, why: str = WHY_NOT, number: int = 1, *, read: Decision | None = None
) -> Answer:
    """Press *Object*, and send the reason where a form asks for it. read: as in `votes`."""
    answer = await presses_object(relay, name, number, read=read)
    return await sends_reason(relay, name, answer.form, why) if isinstance(answer, Ask) else answer


async def presses_object(relay: Relay, name: str, number: int = 1, *, read: Decision | None = None) -> Answer:
    seen = read or await stands(relay, number)
    return await relay.store.transact(
        decision_vote.object_to, user(name), seen.id, edition=seen.edition, now=relay.now
    )


async def sends_reason(relay: Relay, name: str, form: Form, why: str = WHY_NOT) -> Answer:
    return await relay.store.transact(
        decision_vote.objected, user(name), token=form.token, values={"reason": why}, now=relay.now
    )


async def stands(relay: Relay, number: int = 1) -> Decision:
    found = await relay.store.read(decisions.get, DecisionId(number))
    assert found is not None
    return found


async def newest(relay: Relay) -> Decision:
    """The one that was proposed last."""
    number = 1
    while await relay.store.read(decisions.get, DecisionId(number + 1)) is not None:
        number += 1
    return await stands(relay, number)


async def closes(relay: Relay, one: Decision) -> datetime:
    """Let its window end."""
    await relay.until(one.closes_at)
    await relay.tick()
    return one.closes_at


def make_private(tx: Tx) -> None:
    tx.run(update(places).values(kind="private"))


async def leaves_channel(relay: Relay, name: str) -> None:
    await relay.store.transact(team.left_channel, user(name), place=channel("atlas"), now=relay.now)
