"""A document with where it goes: what services put in the outbox and a platform's sender delivers."""

from bot.domain.handoff import File
from bot.domain.identity import Place, TenantRef, UserRef
from bot.domain.light import dataclass
from bot.messages.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message or one edit.

    key: names the intent (`prompt/7/2026-11-02`); a second letter of the same key is refused.
    to: a person (their private conversation with the bot) or a channel.
    under: the key of the message in whose thread this goes; `broadcast` shows it in the channel as well.
    replaces: the key of the message that this is put in place of; only the newest of several waiting is sent.
    file: a file of that platform to be shown there anew, with the document's summary as its words.
    only: it is shown in that channel to this member alone, kept nowhere, and never tried a second time.
    """

    key: str
    tenant: TenantRef
    to: UserRef | Place
    document: Document
    under: str = ""
    broadcast: bool = False
    replaces: str = ""
    file: File | None = None
    only: UserRef | None = None

    @property
    def conversation(self) -> str:
        """Letters of one conversation are delivered in the order in which they were put."""
        if self.only is not None:
            return f"{conversation_with(self.only)}/in"
        return conversation_with(self.to) if isinstance(self.to, UserRef) else f"in/{self.to.id}"


def conversation_with(user: UserRef) -> str:
    """Where someone's private letters are delivered."""
    return f"with/{user.id}"


def edit_key(key: str) -> str:
    """The key of the one pending edit of a message."""
    return f"edit/{key}"
