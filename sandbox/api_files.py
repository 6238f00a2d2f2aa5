"""files.info, getUploadURLExternal and completeUploadExternal."""

from typing import Any

from sandbox.api_chat import LONGEST_TEXT, thread_of, writable
from sandbox.arguments import Arguments
from sandbox.blocks import blocks_of
from sandbox.channel import Channel
from sandbox.desk import Desk
from sandbox.file import File
from sandbox.files import LARGEST
from sandbox.message import Message
from sandbox.shapes import Json, Refusal


def info(desk: Desk, call: Arguments) -> Json:
    """files.info: a file that the app may have.

    What kind of file it is, and where it was shared, may be known only a moment later.
    """
    files = desk.workspace.files
    file = files.for_app(call.required("file"))
    late = desk.faults.take("late", "files.info") is not None
    shares = {} if late else files.shares(file.id)
    told = files.told(file) | {"shares": shares, "channels": list(shares.get("public", {}))}
    if late:
        told |= {"mimetype": "", "filetype": "", "pretty_type": ""}
    else:
        files.look_at(file.id)
    return {"file": told, "comments": [], "response_metadata": {"next_cursor": ""}}


def upload_url(desk: Desk, call: Arguments) -> Json:
    """files.getUploadURLExternal: where a file of that name and length is to be sent."""
    name, length = call.required("filename"), call.number("length", default=0)
    if length <= 0:
        raise Refusal("missing_argument")
    if length > LARGEST:
        raise Refusal("file_upload_size_restricted")
    files = desk.workspace.files
    file_id = files.announce(name, length)
    return {"upload_url": f"{files.base}/upload/v1/{file_id}", "file_id": file_id}


def complete(desk: Desk, call: Arguments) -> Json:
    """files.completeUploadExternal: shows what was sent; without a channel it stays private.

    Its answer does not say which message that is.
    """
    wanted = _wanted(call.json("files"))
    channel = writable(desk, call.required("channel_id")) if call.has("channel_id") else None
    thread_ts = thread_of(desk, channel, call.text("thread_ts")) if channel is not None else None
    content = _content(call)
    files = [desk.workspace.files.complete(one["id"], title=str(one.get("title", ""))) for one in wanted]
    if channel is not None:
        _share(desk, channel, files, thread_ts=thread_ts, content=content)
    return {"files": [{"id": one.id, "title": one.title} for one in files]}


def _wanted(files: Any) -> list[Json]:
    if not isinstance(files, list) or not files or not all(isinstance(one, dict) for one in files):
        raise Refusal("invalid_arguments", messages=["files must be a list of objects [json-pointer:/files]"])
    if not all(isinstance(one.get("id"), str) for one in files):
        raise Refusal("invalid_arguments", messages=["missing required field: id [json-pointer:/files/0/id]"])
    return files


def _content(call: Arguments) -> dict[str, Any]:
    """Words above the files: with a comment, blocks are not looked at."""
    if call.text("initial_comment"):
        return {"text": str(call.text("initial_comment"))[:LONGEST_TEXT]}
    return {"blocks": blocks_of(call.json("blocks"))} if call.has("blocks") else {}


def _share(
    desk: Desk, channel: Channel, files: list[File], *, thread_ts: str | None, content: dict[str, Any]
) -> None:
    told = [desk.workspace.files.told(one) for one in files]
    desk.workspace.timeline.post(
        Message(
            channel=channel.id,
            ts="",
            user=desk.app.bot_user,
            by_bot=True,
            subtype="file_share",
            thread_ts=thread_ts,
            extra={"files": told, "upload": False},
            **content,
        )
    )
