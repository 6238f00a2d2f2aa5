"""The question of a request's form when it is to reach them: in their hours, or now with a written reason."""

from collections.abc import Sequence

from bot.domain.request import MOST_URGENT
from bot.messages.form import Choice, ChoiceField, Field, TextField, Values

# On the first page, and on the second, which asks once more.
WHEN, SURE = "when", "sure"
WHY = "why"

HOURS, NOW = "hours", "now"

_TIMES = (
    Choice(value=HOURS, text="In their working hours"),
    Choice(value=NOW, text="Now, whatever time it is there: it is urgent"),
)
_WHY = TextField(
    name=WHY,
    label="Why can it not wait?",
    required=True,
    max_length=300,
    placeholder="Checkout has been down in Canada since 14:05",
    hint=f"They read this first. For at most {MOST_URGENT} people, picked by name; before it is sent you see "
    "what time it is for each.",
)


def when_fields(values: Values) -> Sequence[Field]:
    """When it is to reach them; of what is urgent, why that is so as well."""
    when = when_field(WHEN, redraws=True)
    return (when, _WHY) if values.get(WHEN) == NOW else (when,)


def when_field(name: str, *, redraws: bool = False) -> ChoiceField:
    """One of both."""
    return ChoiceField(
        name=name, label="When should it reach them?", choices=_TIMES, required=True, redraws=redraws
    )
