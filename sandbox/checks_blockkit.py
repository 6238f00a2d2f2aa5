"""A payload rebuilt in blockkit's classes, whose `build()` refuses wrong lengths, counts and types."""

import inspect
from typing import Any

from blockkit import core

_BY_TYPE: dict[str, type[core.Component]] = {
    "actions": core.Actions,
    "broadcast": core.RichBroadcastEl,
    "button": core.Button,
    "channel": core.RichChannelEl,
    "channels_select": core.ChannelsSelect,
    "checkboxes": core.Checkboxes,
    "color": core.RichColorEl,
    "context": core.Context,
    "conversations_select": core.ConversationsSelect,
    "date": core.RichDateEl,
    "datepicker": core.DatePicker,
    "datetimepicker": core.DatetimePicker,
    "divider": core.Divider,
    "email_text_input": core.EmailInput,
    "emoji": core.RichEmojiEl,
    "external_select": core.ExternalSelect,
    "file": core.File,
    "file_input": core.FileInput,
    "header": core.Header,
    "home": core.Home,
    "image": core.ImageEl,
    "input": core.Input,
    "link": core.RichLinkEl,
    "markdown": core.Markdown,
    "modal": core.Modal,
    "multi_channels_select": core.MultiChannelsSelect,
    "multi_conversations_select": core.MultiConversationsSelect,
    "multi_external_select": core.MultiExternalSelect,
    "multi_static_select": core.MultiStaticSelect,
    "multi_users_select": core.MultiUsersSelect,
    "number_input": core.NumberInput,
    "overflow": core.Overflow,
    "plain_text_input": core.PlainTextInput,
    "radio_buttons": core.RadioButtons,
    "raw_text": core.RawText,
    "rich_text": core.RichText,
    "rich_text_input": core.RichTextInput,
    "rich_text_list": core.RichTextList,
    "rich_text_preformatted": core.RichTextPreformatted,
    "rich_text_quote": core.RichTextQuote,
    "rich_text_section": core.RichTextSection,
    "section": core.Section,
    "static_select": core.StaticSelect,
    "table": core.Table,
    "text": core.RichTextEl,
    "timepicker": core.TimePicker,
    "url_text_input": core.UrlInput,
    "user": core.RichUserEl,
    "usergroup": core.RichUserGroupEl,
    "users_select": core.UsersSelect,
    "video": core.Video,
    "workflow_button": core.WorkflowButton,
}
_BY_KEY: dict[str, type[core.Component]] = {
    "column_settings": core.ColumnSettings,
    "confirm": core.Confirm,
    "customizable_input_parameters": core.InputParameter,
    "dispatch_action_config": core.DispatchActionConfig,
    "filter": core.ConversationFilter,
    "initial_option": core.Option,
    "initial_options": core.Option,
    "option_groups": core.OptionGroup,
    "options": core.Option,
    "slack_file": core.SlackFile,
    "style": core.RichStyle,
    "trigger": core.Trigger,
    "workflow": core.Workflow,
}


def rebuild(value: dict[str, Any], key: str = "", *, top: bool = False) -> Any:
    """The component for this object; `key` names the ones without a type. Raises what blockkit raises."""
    kind = value.get("type")
    if kind in ("plain_text", "mrkdwn"):
        return _text(value)
    if kind is None:
        component = _BY_KEY[key]()
    elif top and kind == "image":
        component = core.Image()
    else:
        component = _BY_TYPE.get(kind, _stand_in)()
    # It compares what is chosen with the groups themselves, not with the options in them.
    left_out = {"initial_option", "initial_options"} if "option_groups" in value else set()
    for name, part in value.items():
        if name not in left_out | {"type"} and hasattr(component, name):  # newer keys are ours to check
            _set(component, name, part)
    return component


def _stand_in() -> core.Component:
    """In place of a rich text element newer than the library (`team`), so that its neighbours are seen."""
    return core.RichTextEl(" ")


def _text(value: dict[str, Any]) -> core.Text:
    return core.Text(value["text"], value.get("emoji"), value.get("verbatim"), value["type"])


def _set(component: core.Component, name: str, part: Any) -> None:
    setter = getattr(component, name)
    rebuilt = _part(name, _told(component, name, part))
    takes_many = any(
        parameter.kind is parameter.VAR_POSITIONAL
        for parameter in inspect.signature(setter).parameters.values()
    )
    if takes_many:
        setter(*rebuilt)
    else:
        setter(rebuilt)


def _part(name: str, part: Any) -> Any:
    if isinstance(part, dict):
        return rebuild(part, name)
    if isinstance(part, list):
        return [_part(name, item) for item in part]
    return part


def _told(component: core.Component, name: str, part: Any) -> Any:
    """The part as blockkit is to hear it, where it is stricter than Slack's documentation."""
    match component, name:
        case core.Option(), "text":  # it wants plain text; checkboxes and radio buttons take mrkdwn
            return {"type": "plain_text", "text": part["text"]}
        case (
            (core.Image() | core.ImageEl()),
            "alt_text",
        ):  # it says 255; Slack, slack_sdk and slackblocks 2,000
            return part[:255]
        case (
            (core.EmailInput() | core.UrlInput()),
            "initial_value",
        ):  # it says 74; Slack states no such limit
            return part[:74]
        case core.Actions(), "elements":  # it knows no datetimepicker there; the documentation does
            return [element for element in part if element["type"] != "datetimepicker"]
        case core.NumberInput(), (
            "initial_value" | "min_value" | "max_value"
        ):  # it wants numbers, Slack text
            return float(part) if component._get_field_value("is_decimal_allowed") else int(part)
        case ((core.RichTextEl() | core.RichLinkEl()), "style"):  # documented for text, unknown to it
            marks = ("highlight", "client_highlight", "unlink")
            return {mark: on for mark, on in part.items() if mark not in marks}
        case ((core.Modal() | core.Home()), "private_metadata"):  # it refuses none at all written as ""
            return part or None
        case _, "min_query_length":  # it refuses the documented 0
            return part or None
        case _:
            return part
