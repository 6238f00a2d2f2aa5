"""Forms as people fill them in: what they mean to say, and something wherever something must stand."""

from collections.abc import Mapping
from random import Random

from bot.domain.identity import UserRef
from bot.messages.answer import Answer, Ask
from bot.messages.form import ChoiceField, Form, TextField, Value
from handlers.event import Changed, Submitted


def filled(form: Form, given: Mapping[str, Value]) -> dict[str, Value]:
    """What stands in it once it is filled in."""
    values: dict[str, Value] = dict(form.values)
    for one in form.fields:
        if not isinstance(one, TextField | ChoiceField) and getattr(one, "name", "") not in given:
            continue
        name = one.name  # type: ignore[union-attr]
        if name in given:
            values[name] = given[name]
        elif isinstance(one, TextField) and one.required and not values.get(name):
            values[name] = "As it stands in the plan."
    return values


def sent(by: UserRef, form: Form, given: Mapping[str, Value]) -> Submitted:
    """It is filled in and sent."""
    return Submitted(by=by, form=form.name, token=form.token, values=filled(form, given))


def chosen(by: UserRef, form: Form, name: str, value: str) -> Changed:
    """A choice that draws the form anew."""
    return Changed(
        by=by,
        name=name,
        value=value,
        form=form.name,
        token=form.token,
        values={**form.values, name: value},
    )


def one_of(form: Form, name: str, rng: Random, *, but: str) -> str:
    """One of what a field offers besides that; "" where it offers nothing else."""
    found = form.named(name)
    choices = (
        [one.value for one in found.choices if one.value != but] if isinstance(found, ChoiceField) else []
    )
    return rng.choice(choices) if choices else ""


def form_of(answer: Answer | None) -> Form | None:
    """The form that an answer opens, if it does."""
    return answer.form if isinstance(answer, Ask) else None
