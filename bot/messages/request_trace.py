"""A stack trace picked up from a message: what goes into the form of a request, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.handoff import File
from bot.domain.text import count_words, list_words, shorten
from bot.messages.file import named

# The shortcut in the menu of any message.
PICK = "request.stuck"

# What a trace is called that is too long for its field.
NAME = "trace.txt"

# So much of a file's name is enough to know which one it is.
_NAMED = 30


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
        f"The trace ({characters:,} characters) goes along whole, as {NAME}. Its first and last lines stand "
        "below: change them as you like."
    )


def _along(files: Sequence[File], whole: int) -> str:
    """Those beside the trace."""
    rest = files[1:] if whole else files
    if not rest:
        return ""
    verb = "goes" if len(rest) == 1 else "go"
    return f"{count_words(len(rest), 'file')} of that message {verb} along whole."


def _left(files: Sequence[File], most: int) -> str:
    if not files:
        return ""
    verb, it = ("is", "it") if len(files) == 1 else ("are", "one of them")
    return (
        f"{len(files)} more {verb} listed under “Files to send along” and not ticked, as at most {most} go "
        f"along: to send {it}, untick another."
    )


def _unread(one: Picked) -> str:
    if not one.unread:
        return ""
    names = list_words([named(replace(each, name=shorten(each.name, _NAMED))) for each in one.unread])
    it = "it" if len(one.unread) == 1 else "them"
    return (
        f"I cannot fetch {names} from where that message stands. Download {it}, and put {it} under “Log, "
        "trace or screenshot as a file”; or paste the end of it below."
    )


def _kept_out(one: Picked) -> str:
    if not one.kept_out:
        return ""
    return (
        "That message is somebody else's and not open to everyone, so I took no word of it: only its link. "
        "If they agree, paste the trace yourself."
    )
