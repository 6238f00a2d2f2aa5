"""What was said in private and may be made public: who is asked, who asks, and where it is posted."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.identity import PersonId
from bot.domain.publication import Publication
from bot.domain.text import list_words
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Link,
    PostLink,
    Quote,
    When,
    bold,
    say,
    words,
)

# Kinds: to each who is asked, to whoever asks, and in the channel.
ASKED, RECEIPT, READY, PUBLISHED = "consent", "consent_receipt", "consent_ready", "published"
UNREACHED, UNPOSTED = "consent_unreached", "consent_unposted"

AGREE = "consent.agree"
REFUSE = "consent.refuse"
WITHDRAW = "consent.withdraw"
PROPOSE = "consent.propose"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One as somebody reads it. zone: theirs; reader: None for all in a channel."""

    publication: Publication
    names: Mapping[PersonId, str]
    zone: str
    reader: PersonId | None = None

    @property
    def requester(self) -> str:
        """Whoever asks."""
        return self.names[self.publication.requester]

    @property
    def author(self) -> str:
        """Whoever is quoted."""
        return self.names[self.publication.author]

    @property
    def closes(self) -> When:
        """Until when it may be answered."""
        return When(at=self.publication.closes_at, zone=self.zone, style="day_time")

    @property
    def whose(self) -> str:
        """What is quoted, as the reader calls it."""
        if self.reader == self.publication.author:
            return "what you wrote"
        own = self.publication.author == self.publication.requester
        return "what they wrote themselves" if own else f"what {self.author} wrote"

    @property
    def quoted(self) -> str:
        """What is quoted, where nobody was named before."""
        return "what you wrote" if self.reader == self.publication.author else f"what {self.author} wrote"

    @property
    def stands(self) -> str:
        """What may become of it: a verb and where."""
        decision = self.publication.purpose == "decision"
        return f"{'be quoted in a decision' if decision else 'stand'} in #{self.publication.where}"


def asked(one: View, *, link: str, locale: str) -> Document:
    """One who is asked sees exactly what would be read, and where. It stays as it is until it is over."""
    decision = one.publication.purpose == "decision"
    wish = (
        f" would like to propose a decision in #{one.publication.where} from "
        if decision
        else f" would like everyone in #{one.publication.where} to read "
    )
    there = "" if one.reader == one.publication.author else " that you are in"
    first = words(bold(one.requester), wish, f"{one.whose} in a private conversation{there}:")
    quoted = f"{_is_quoted(one)} with these words and no others. " if not decision else ""
    rule = say(
        f"{quoted}Nothing of it is published unless everyone who is asked agrees by ",
        one.closes,
        ". If you would rather not, or do nothing, it stays private, and nobody is told whether you "
        "declined or did not answer.",
    )
    buttons = (
        Button(name=AGREE, text="Agree", value=f"{one.publication.id}", style="primary"),
        Button(name=REFUSE, text="Rather not", value=f"{one.publication.id}"),
    )
    blocks: tuple[Block, ...] = (
        say(*first),
        Quote(spans=words(one.publication.text)),
        rule,
        *_where(link),
        Buttons(buttons=buttons),
    )
    summary = f"{one.requester} asks whether something from a private conversation may be published."
    return Document(blocks=blocks, summary=summary, kind=ASKED)


def stays_private(one: View, *, locale: str) -> Document:
    """What stands instead once it is over, or they have declined: the same whatever the reason."""
    told = f"Nothing is published of what {one.requester} asked you about. Nobody is told who said what."
    return Document(blocks=(say(told),), summary=told, kind=ASKED)


def came_out(one: View, *, locale: str) -> Document:
    """What stands instead for those who agreed, once it is published."""
    told = f"What {one.requester} asked you about {_stands(one)}, as everyone who was asked agreed."
    return Document(blocks=(say(told), *_post(one)), summary=told, kind=ASKED)


def receipt(one: View, *, locale: str) -> Document:
    """To whoever asks: what happens next, or what has come of it. Who said what never stands in it."""
    if one.publication.state == "waiting":
        return _waits(one)
    told = _came_of(one)
    more = (" Propose it from my other message, until ", one.closes, ".")
    agreed = more if one.publication.state == "agreed" else ()
    posted = _post(one) if one.publication.state == "published" else ()
    return Document(blocks=(say(told, *agreed), *posted), summary=told, kind=RECEIPT)


def ready(one: View, *, locale: str) -> Document:
    """To whoever asks: a decision may be proposed from it now, for a while."""
    where = one.publication.where
    told = f"Everyone who was asked agrees: you may propose a decision in #{where} from {one.whose}"
    buttons = (
        Button(name=PROPOSE, text="Propose it", value=f"{one.publication.id}", style="primary"),
        _withdraw(one),
    )
    until = say(f"{told}, until ", one.closes, ". Anyone may still take it back until it is posted.")
    return Document(blocks=(until, Buttons(buttons=buttons)), summary=f"{told}.", kind=READY)


def ready_no_more(*, locale: str) -> Document:
    """What stands instead once it is proposed, or may not be any more."""
    told = (
        "These words can be proposed no more: it is done or withdrawn, the time is over, or a consent was "
        "taken back."
    )
    return Document(blocks=(say(told),), summary=told, kind=READY)


def published(one: View, *, locale: str) -> Document:
    """In the channel: who said it, and who brought it here. Names ping nobody."""
    own = one.publication.author == one.publication.requester
    by = (
        f"{one.author} shares this from a private conversation."
        if own
        else (f"Shared by {one.requester} from a private conversation, with the consent of everyone asked.")
    )
    blocks = (
        say(bold(one.author), ":"),
        Quote(spans=words(one.publication.text)),
        say(by, small=True),
    )
    summary = f"{one.author}: {one.publication.text}"[:200]
    return Document(blocks=blocks, summary=summary, kind=PUBLISHED)


def removed(*, locale: str) -> Document:
    """In the channel, once whoever said it or brought it there was forgotten."""
    told = "(removed: somebody whom this concerned was forgotten)"
    return Document(blocks=(say(told),), summary=told, kind=PUBLISHED)


def not_reached(*, name: str, locale: str) -> Document:
    """To whoever asks: the platform takes no private message for one of those who have to agree."""
    told = (
        f"I could not ask {name}, who takes no private messages from me, so nothing will be published. Talk "
        "to them yourself; what you want to say in your own words needs no consent."
    )
    return Document(blocks=(say(told),), summary=told, kind=UNREACHED)


def not_posted(one: View, *, locale: str) -> Document:
    """To whoever asks: the channel takes no message from the bot."""
    told = (
        f"Everyone agreed, but I could not post in #{one.publication.where}, and have kept nothing. Invite "
        "me there and use Make it public once more."
    )
    return Document(blocks=(say(told),), summary=told, kind=UNPOSTED)


def _came_of(one: View) -> str:
    where = one.publication.where
    match one.publication.state:
        case "agreed":
            return f"Everyone agrees that {one.whose} may {one.stands}."
        case "published":
            return f"{one.whose[:1].upper()}{one.whose[1:]} {_stands(one)}."
        case "withdrawn":
            return "You have withdrawn this. Nothing is published."
        case "unposted":
            return (
                f"Everyone agreed, but I could not post in #{where}: nothing is published. Invite me there "
                "and use Make it public once more."
            )
        case _:
            return (
                f"Nothing is published of {one.whose}: not everyone who was asked agreed in time, or you "
                f"have left #{where}{_or_public(one)}. What you want to say of it yourself, you can always "
                "write in your own words."
            )


def _or_public(one: View) -> str:
    return ", or it has become public" if one.publication.place.kind == "private" else ""


def _waits(one: View) -> Document:
    asked_of = list_words([one.names[each] for each in one.publication.answers])
    then = "you may propose the decision" if one.publication.purpose == "decision" else "it is posted"
    told = f"I ask {asked_of} whether {one.whose} may {one.stands}"
    first = f"{told}, each in their working hours. As soon as all agree, {then}. If they have not by "
    rest = ", this message says so, but never who said what."
    blocks: tuple[Block, ...] = (say(first, one.closes, rest), Buttons(buttons=(_withdraw(one),)))
    return Document(blocks=blocks, summary=f"{told}.", kind=RECEIPT)


def _is_quoted(one: View) -> str:
    return "You are quoted" if one.reader == one.publication.author else f"{one.author} is quoted"


def _withdraw(one: View) -> Button:
    return Button(name=WITHDRAW, text="Withdraw", value=f"{one.publication.id}")


def _stands(one: View) -> str:
    if one.publication.purpose == "decision":
        return f"was proposed as a decision in #{one.publication.where}"
    return f"is published in #{one.publication.where}"


def _post(one: View) -> tuple[Block, ...]:
    if one.publication.purpose == "decision":
        return ()
    return (say(PostLink(key=f"{PUBLISHED}/{one.publication.id}", text="There it stands"), small=True),)


def _where(link: str) -> tuple[Block, ...]:
    return (say(Link(url=link, text="The message in its conversation"), small=True),) if link else ()
