"""views.open, update and publish."""

from sandbox.arguments import Arguments
from sandbox.blocks import view_of
from sandbox.desk import Desk
from sandbox.shapes import Json, Refusal


def opened(desk: Desk, call: Arguments) -> Json:
    """views.open: a modal for whoever acted; the trigger works once, within three seconds."""
    trigger = call.required("trigger_id")
    payload = view_of(call.json("view"), "modal")
    _need_files(desk, payload)
    user_id = desk.triggers.spend(trigger)
    return {"view": desk.workspace.views.open(user_id, payload).described(desk.app)}


def update(desk: Desk, call: Arguments) -> Json:
    """views.update: an open view by id or external_id; `hash` refuses when it changed since."""
    views = desk.workspace.views
    payload = call.json("view")
    view = views.found(view_id=call.text("view_id"), external_id=call.text("external_id"))
    payload = view_of(payload, view.payload["type"])
    _need_files(desk, payload)
    expected = call.text("hash")
    if expected and expected != view.hash:
        raise Refusal("hash_conflict")
    return {"view": views.update(view, payload).described(desk.app)}


def publish(desk: Desk, call: Arguments) -> Json:
    """views.publish: someone's Home."""
    user = desk.workspace.people.known(call.required("user_id"))
    if user.is_bot or user.deleted:
        raise Refusal("invalid_arguments", messages=["user_id must be an active person"])
    payload = view_of(call.json("view"), "home")
    view = desk.workspace.views.publish(user.id, payload, expected=call.text("hash"))
    return {"view": view.described(desk.app)}


def _need_files(desk: Desk, payload: Json) -> None:
    """Files can be put into a form only where the app may read them."""
    inputs = (block.get("element", {}) for block in payload["blocks"] if block["type"] == "input")
    if any(one.get("type") == "file_input" for one in inputs):
        desk.need("files:read")
