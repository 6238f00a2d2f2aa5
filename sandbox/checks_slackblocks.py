"""A payload rebuilt in slackblocks' classes, whose constructors refuse wrong lengths, counts and types."""

import inspect
from collections.abc import Callable
from typing import Any

from slackblocks import blocks, elements, objects, views
from slackblocks.rich_text import elements as span
from slackblocks.rich_text import objects as structure

Made = Callable[..., Any]

_BLOCKS: dict[str, Made] = {
    "actions": blocks.ActionsBlock,
    "context": blocks.ContextBlock,
    "divider": blocks.DividerBlock,
    "file": blocks.FileBlock,
    "header": blocks.HeaderBlock,
    "image": blocks.ImageBlock,
    "input": blocks.InputBlock,
    "markdown": blocks.MarkdownBlock,
    "rich_text": blocks.RichTextBlock,
    "section": blocks.SectionBlock,
    "table": blocks.TableBlock,
    "video": blocks.VideoBlock,
}
_BY_TYPE: dict[str, Made] = {
    "button": elements.Button,
    "channel": span.RichTextChannel,
    "channels_select": elements.ChannelSelectMenu,
    "checkboxes": elements.CheckboxGroup,
    "conversations_select": elements.ConversationSelectMenu,
    "datepicker": elements.DatePicker,
    "datetimepicker": elements.DateTimePicker,
    "email_text_input": elements.EmailInput,
    "emoji": span.RichTextEmoji,
    "external_select": elements.ExternalSelectMenu,
    "file_input": elements.FileInput,
    "image": elements.Image,
    "link": span.RichTextLink,
    "multi_channels_select": elements.ChannelMultiSelectMenu,
    "multi_conversations_select": elements.ConversationMultiSelectMenu,
    "multi_external_select": elements.ExternalMultiSelectMenu,
    "multi_static_select": elements.StaticMultiSelectMenu,
    "multi_users_select": elements.UserMultiSelectMenu,
    "number_input": elements.NumberInput,
    "overflow": elements.OverflowMenu,
    "plain_text_input": elements.PlainTextInput,
    "radio_buttons": elements.RadioButtonGroup,
    "raw_text": objects.RawText,
    "rich_text": blocks.RichTextBlock,
    "rich_text_input": elements.RichTextInput,
    "rich_text_list": structure.RichTextList,
    "rich_text_preformatted": structure.RichTextCodeBlock,
    "rich_text_quote": structure.RichTextQuote,
    "rich_text_section": structure.RichTextSection,
    "static_select": elements.StaticSelectMenu,
    "text": span.RichText,
    "timepicker": elements.TimePicker,
    "url_text_input": elements.URLInput,
    "user": span.RichTextUser,
    "usergroup": span.RichTextUserGroup,
    "users_select": elements.UserSelectMenu,
    "workflow_button": elements.WorkflowButton,
}
_BY_KEY: dict[str, Made] = {
    "column_settings": objects.ColumnSettings,
    "confirm": objects.ConfirmationDialogue,
    "customizable_input_parameters": objects.InputParameter,
    "dispatch_action_config": objects.DispatchActionConfiguration,
    "filter": objects.ConversationFilter,
    "initial_option": objects.Option,
    "initial_options": objects.Option,
    "option_groups": objects.OptionGroup,
    "options": objects.Option,
    "slack_file": objects.SlackFile,
    "trigger": objects.Trigger,
    "workflow": objects.Workflow,
}
_RENAMED = {"initial_date_time": "initial_datetime", "usergroup_id": "user_group_id"}


def rebuild(value: dict[str, Any], key: str = "", *, top: bool = False) -> Any:
    """The object of the library for this one; `key` names those without a type. Raises what it raises."""
    kind = value.get("type")
    if kind in ("plain_text", "mrkdwn"):
        return _text(value)
    if key == "rows" and kind == "rich_text":
        return objects.RawText(" ")  # documented as a cell, yet the library takes only its parts
    if kind == "multi_static_select" and "option_groups" in value:
        kind = "static_select"  # the library wants plain options of a menu of several, besides its groups
    if "option_groups" in value and "initial_option" in value:
        # Documented as one of the options in the groups, yet the library takes only a group.
        value = {name: part for name, part in value.items() if name != "initial_option"}
    if kind is None:
        return _made(_BY_KEY[key], value)
    return _made((_BLOCKS if top else _BY_TYPE).get(kind, _stand_in), value)


def rebuild_view(view: dict[str, Any]) -> Any:
    """The modal or Home view, its blocks included."""
    made: Made = views.HomeTabView if view["type"] == "home" else views.ModalView
    shell = {key: part for key, part in view.items() if key != "blocks"}
    return _made(made, shell, blocks=[rebuild(block, top=True) for block in view["blocks"]])


def _stand_in() -> Any:
    """In place of rich text newer than the library (dates, broadcasts, colours), for its neighbours' sake."""
    return span.RichText(" ")


def _text(value: dict[str, Any]) -> objects.Text:
    kind = objects.TextType(value["type"])
    return objects.Text(value["text"], kind, value.get("emoji", False), value.get("verbatim", False))


def _made(made: Made, value: dict[str, Any], **given: Any) -> Any:
    takes = inspect.signature(made).parameters
    told = _told(value) | given
    known = {name: told[name] for name in takes if name in told}  # keys newer than it are ours to check
    for name, parameter in takes.items():
        if parameter.default is parameter.empty and name not in known:
            known[name] = None  # it demands what Slack leaves open, such as an action_id
    return made(**known)


def _told(value: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, part in value.items():
        if key == "style" and isinstance(part, dict):
            told |= part
        elif key == "elements" and part == []:
            told[key] = [_stand_in()]  # Slack takes an empty section, the library does not
        else:
            told[_RENAMED.get(key, key)] = _part(key, part)
    return told


def _part(key: str, part: Any) -> Any:
    if isinstance(part, dict):
        return rebuild(part, key)
    if isinstance(part, list):
        return [_part(key, item) for item in part]
    return part
