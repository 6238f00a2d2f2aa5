"""What the fields of a view hold, by their neutral names."""

from bot.messages.form import Value
from bot.slack.files import files_of
from bot.slack.payload import Held, View
from bot.slack.shown import Shown, ShownField

_SEVERAL = frozenset({"checkboxes", "multi_static_select", "multi_users_select"})


def shown(view: View, *, draw: int) -> Shown:
    """The view as it stands. A field's name is its element's `action_id`."""
    values = view.state.values if view.state else {}
    fields = {
        name: ShownField(block_id=block_id, value=value_of(held), files=files_of(held.files or ()))
        for block_id, block in values.items()
        for name, held in block.items()
    }
    return Shown(draw=draw, title=view.title.text if view.title else "", fields=fields)


def value_of(held: Held) -> Value:
    """What one element holds; "" for nothing, a tuple where several can be chosen."""
    if held.type == "file_input":
        return tuple(one.id for one in held.files or ())
    if held.type in _SEVERAL:
        return (*(held.selected_users or ()), *(one.value for one in held.selected_options or ()))
    if held.selected_option is not None:
        return held.selected_option.value
    return held.selected_user or held.value
