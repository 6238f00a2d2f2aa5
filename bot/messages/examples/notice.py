"""Examples of the short private answers."""

from bot.messages import document, notice
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, ENTITIES, LINES, long_name


def examples() -> tuple[Example, ...]:
    """All of them."""
    many = tuple(long_name(number) for number in range(50))
    return (
        example("", document.notice, "One paragraph."),
        example("in no team", notice.not_a_writer, teams=(), locale="en"),
        example("receives only", notice.not_a_writer, teams=("Atlas", "Borealis"), locale="en"),
        example("in fifty teams", notice.not_a_writer, teams=many, locale="en"),
        example("", notice.no_working_day, locale="en"),
        example("nothing typed", notice.not_your_form, typed="", locale="en"),
        example("lines typed", notice.not_your_form, typed=LINES, locale="en"),
        example("awkward words typed", notice.not_your_form, typed=AWKWARD, locale="en"),
        example("entities typed", notice.not_your_form, typed=ENTITIES, locale="en"),
        example(
            "setting up",
            notice.not_your_form,
            typed="Atlas",
            command="/sunrelay setup, in the channel,",
            locale="en",
        ),
    )
