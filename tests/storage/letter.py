"""Short letters for tests of the outbox."""

from bot.domain.identity import Place, TenantRef, UserRef
from bot.messages.document import Document, say
from bot.messages.letter import Letter

ACME = TenantRef(platform="slack", id="T1")
CHANNEL = Place(platform="slack", tenant="T1", kind="public", id="C1")
ELSEWHERE = Place(platform="slack", tenant="T1", kind="public", id="C2")
LENA = UserRef(platform="slack", tenant="T1", id="U3")


def letter(
    key: str,
    *,
    to: UserRef | Place = CHANNEL,
    text: str = "What does New York need to go on?",
    under: str = "",
    replaces: str = "",
    kind: str = "note",
    tenant: TenantRef = ACME,
) -> Letter:
    """A letter of one line."""
    document = Document(blocks=(say(text),), summary=text, kind=kind)
    return Letter(key=key, tenant=tenant, to=to, document=document, under=under, replaces=replaces)


def edit(of: str, text: str, *, to: UserRef | Place = CHANNEL) -> Letter:
    """An edit of the message with that key."""
    return letter(f"edit/{of}", to=to, text=text, replaces=of)
