"""A stack trace picked up from a message: what goes into the form of a request, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.handoff import File
from bot.domain.text import list_words
from bot.messages.file import named

# The shortcut in the menu of any message.
PICK = "request.stuck"

# What a trace is called that is too long for its field.
NAME = "trace.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A message that somebody is stuck on.

    text: what it says; files: those on it that can be had, and `said` what the first of them holds that is
    text; unread: those that cannot. own: whether it is theirs. link: where it is, "" to leave that out.
    kept_out: it is a colleague's and not open to everyone, so that nothing but the link is taken.
    """

    own: bool = False
    text: str = ""
    files: tuple[File, ...] = ()
    said: str = ""
    unread: tuple[File, ...] = ()
    link: str = ""
    kept_out: bool = False


def told(
    one: Picked, *, along: Sequence[File], left: Sequence[File] = (), whole: int = 0, locale: str
) -> str:
    """What was taken of it and what was not, a line each.

    left: files for which there is no room beside the others; whole: characters of a trace made a file.
    """
    lines = (_whole(whole), _along(along, whole), _left(left, len(along)), _unread(one), _kept_out(one))
    return "\n".join(line for line in lines if line)


def not_kept(*, along: bool, locale: str) -> str:
    """In the place of all that, where the form is opened by a button: the words are gone by then."""
    return (
        "What stood in that message is not kept, so the fields below are empty: use “I'm stuck on this” on "
        "it once more to fill them, or write what happens yourself."
        + (" What is ticked under “Files to send along” still goes along." if along else "")
    )


def _whole(characters: int) -> str:
    if not characters:
        return ""
    return (
        f"{characters:,} characters go along as {NAME}, letter for letter, while it is ticked under “Files "
        "to send along”. Its first and last lines stand below; change them as you like."
    )


def _along(files: Sequence[File], whole: int) -> str:
    """Those beside the trace."""
    rest = files[1:] if whole else files
    if not rest:
        return ""
    verb, it = ("goes", "it is") if len(rest) == 1 else ("go", "they are")
    names = list_words([named(one) for one in rest])
    return f"{names} {verb} along, whole, while {it} ticked under “Files to send along”."


def _left(files: Sequence[File], most: int) -> str:
    if not files:
        return ""
    verb, it = ("is", "it") if len(files) == 1 else ("are", "them")
    names = list_words([named(one) for one in files])
    return (
        f"{names} {verb} listed under “Files to send along” and not ticked, as at most {most} go along: to "
        f"send {it}, untick another."
    )


def _unread(one: Picked) -> str:
    if not one.unread:
        return ""
    names, it = list_words([named(each) for each in one.unread]), "it" if len(one.unread) == 1 else "them"
    return (
        f"I cannot fetch {names} from where that message stands. Download {it}, and put {it} under “Log, "
        "trace or screenshot as a file”; or paste the end of it below."
    )


def _kept_out(one: Picked) -> str:
    if not one.kept_out:
        return ""
    return (
        "That message is somebody else's and not open to everyone, so I took no word of it: only its link, "
        "which opens for those who take part there. If they agree, paste the trace yourself."
    )
