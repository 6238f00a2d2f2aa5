"""What is said to whoever did something about making words public, and the refusals."""

from bot.domain.publication import Purpose
from bot.domain.text import list_words
from bot.messages.document import Block, Document, Link, Quote, notice, say, words
from bot.messages.publication import View

_OWN_WORDS = "Say it in your own words instead: /decide proposes a decision, and needs nobody's consent."


def sent(one: View, *, locale: str) -> Document:
    """What the form turns into."""
    asked_of = list_words([one.names[each] for each in one.publication.answers])
    return notice(
        f"Nothing is published yet. I ask {asked_of} in their working hours, and wait until ",
        one.closes,
        ". What comes of it stands in the message I have sent you, with a way to withdraw.",
    )


def published(*, where: str, locale: str) -> Document:
    """These were their own words, and everybody who was named agrees."""
    return notice(f"These are your own words: they stand in #{where} now.")


def sent_already(*, locale: str) -> Document:
    """The form was sent a second time."""
    return notice("This was sent already. What comes of it stands in the message I have sent you.")


def asked_lately(*, typed: str, locale: str) -> Document:
    """They have asked about that message in the last days."""
    told = notice(
        "You have asked about this message already in the last seven days. About one message I ask once in "
        f"that time, whatever comes of it. {_OWN_WORDS}"
    )
    return _with_typed(told, typed)


def public_already(*, link: str, locale: str) -> Document:
    """Everyone may read that message where it is."""
    there = Link(url=link, text="its link") if link else "its link"
    return notice(
        "That message stands in a public channel already: share ",
        there,
        " where you want it read, or use Make it a decision on it.",
    )


def nobody(*, locale: str) -> Document:
    """A bot's message, a guest's, somebody's who has left, or of another workspace."""
    return notice(
        "That was not said by a colleague of this workspace whom I could ask, so I cannot quote it. "
        f"{_OWN_WORDS}"
    )


def not_for_you(*, locale: str) -> Document:
    """Guests make nothing public."""
    return notice("Only members of this workspace can do this. Ask one who is in the conversation.")


def nowhere(*, purpose: Purpose, typed: str, locale: str) -> Document:
    """There is no channel for it. typed: what they wrote before, or ""."""
    what = "be proposed" if purpose == "decision" else "be read"
    told = notice(
        f"This can {what} in the channel of a team that you are in, and you are in none now. In your team's "
        "channel, /sunrelay join takes part in it and /sunrelay setup starts one."
    )
    return _with_typed(told, typed)


def agreed(one: View, *, locale: str) -> Document:
    """Noted, and it may be taken back; the last consent lets a decision be proposed."""
    if one.publication.state == "agreed":
        return notice(
            "You agree, and so does everyone else who was asked: until ",
            one.closes,
            f", {one.requester} may propose a decision in #{one.publication.where} from {one.quoted}. If you "
            "change your mind before it is posted, press Rather not above.",
        )
    return notice(
        f"You agree that {one.quoted} may {one.stands}. That happens only if everyone who is asked agrees "
        "by ",
        one.closes,
        ". Press Rather not above if you change your mind.",
    )


def declined_already(*, locale: str) -> Document:
    """They have declined, which stays so."""
    return notice("You would rather not, and it stays so: nothing is published. Nobody is told.")


def over(*, locale: str) -> Document:
    """It is over, or was never theirs to answer."""
    return notice("This is over: there is nothing to answer any more.")


def came_out(*, where: str, locale: str) -> Document:
    """They were the last to agree."""
    return notice(f"You agree, and so does everyone else who was asked: it is published in #{where}.")


def withdrawn(*, locale: str) -> Document:
    """It is asked no more."""
    return notice("Withdrawn. Nothing is published, and whoever was asked sees so.")


def cannot_withdraw(*, locale: str) -> Document:
    """It is over."""
    return notice("This is over, so there is nothing to withdraw.")


def left_channel(*, where: str, locale: str) -> Document:
    """Whoever proposes the decision that quotes it has left the channel that all agreed to."""
    return notice(
        f"Nothing was posted: you are not in #{where} any more, and these words may be quoted nowhere else. "
        "Join it again, and press Propose it once more."
    )


def no_longer_agreed(*, locale: str) -> Document:
    """The decision that quotes it cannot be proposed."""
    return notice(
        "These words may not be quoted any more: the time is over, or a consent was taken back. I keep "
        f"nothing that was written with them. {_OWN_WORDS}"
    )


def _with_typed(told: Document, typed: str) -> Document:
    kept: tuple[Block, ...] = (say("What you wrote:"), Quote(spans=words(typed))) if typed else ()
    return Document(blocks=(*told.blocks, *kept), summary=told.summary, kind=told.kind)
