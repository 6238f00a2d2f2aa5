"""The preview of somebody's own hours: the evenings that they would have, before anything changes."""

from collections.abc import Sequence

from bot.messages.document import Block, Bullets, Heading, say, words
from bot.messages.form import Form, FormButton, Note
from bot.messages.week import Coming, Hours, change_button, clock_of, said_of

PREVIEW = "week.preview"
BACK = "week.back"


def preview(hours: Hours, *, token: str, locale: str) -> Form:
    """What would follow; nothing has changed yet."""
    return Form(
        name=PREVIEW,
        title="My working hours",
        submit="Save",
        fields=(
            Note(blocks=(say("Nothing has changed yet. ", *said_of(hours)), *_coming(hours))),
            FormButton(name=BACK, text="Back"),
        ),
        token=token,
        opener=change_button(),
    )


def _coming(hours: Hours) -> Sequence[Block]:
    if not hours.writes:
        return (say("You are asked for no hand-offs. Outside these hours I keep quiet."),)
    if not hours.coming:
        return (say("These weeks have no working day, so nothing is asked of you."),)
    rows = tuple(words(_row(one, hours.zone)) for one in hours.coming)
    return (Heading(text="Your next evenings"), Bullets(items=rows))


def _row(one: Coming, zone: str) -> str:
    label = f"{one.day:%a} {one.day.day} {one.day:%b}"
    if one.reason is not None:
        return f"{label}: not asked, {_off(one.reason)}"
    return f"{label}: asked at {clock_of(one, zone)}"


def _off(reason: str) -> str:
    """`Christmas Day` rather than what the ledger calls it."""
    return "you are away" if reason == "away" else reason.removeprefix("holiday: ")
