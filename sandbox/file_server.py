"""Where files are fetched from and sent to: the addresses that files.info and getUploadURLExternal give."""

import hashlib
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.activity import Activity
from sandbox.desk import Desk
from sandbox.file import PIECE, Content, File
from sandbox.files import Upload
from sandbox.methods import Method
from sandbox.mishaps import Mishaps
from sandbox.shapes import Refusal
from sandbox.tokens import Tokens

# The names by which faults of these two are asked for.
DOWNLOAD: Final = "files.download"
UPLOAD: Final = "files.upload"
# What is not here already is kept up to this size: nobody needs more in a box.
MOST_KEPT: Final = 1_048_576


class FileServer:
    """Hands out what the app may have, and takes what it announced."""

    def __init__(self, *, desk: Desk, tokens: Tokens, activity: Activity, mishaps: Mishaps) -> None:
        self._desk, self._tokens, self._activity, self._mishaps = desk, tokens, activity, mishaps

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for the bot's token with files:read; anyone else is led to the sign-in page."""
        with self._activity.one():
            early = await self._mishaps.before(DOWNLOAD, request)
            if early is not None:
                return early
            file = self._allowed(request)
            if file is None:
                return web.Response(
                    status=302, headers={"Location": f"{self._desk.workspace.files.base}/signin"}
                )
            return await _sent(file, request)

    async def sign_in(self, _request: web.Request) -> web.Response:
        """A page, and status 200: what is fetched without a token looks as if it had been had."""
        return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take the bytes, raw or as a form; they must be as many as was announced."""
        with self._activity.one():
            early = await self._mishaps.before(UPLOAD, request)
            if early is not None:
                return early
            upload = self._desk.workspace.files.announced(request.match_info["file"])
            answered = await self._received(upload, request)
        return await self._mishaps.after(UPLOAD, request, answered)

    async def _received(self, upload: Upload | None, request: web.Request) -> web.Response:
        if upload is None or upload.content is not None:
            return web.Response(status=404, text="no such upload")
        kept, size, digest = bytearray(), 0, hashlib.sha256()
        async for piece in _pieces(request):
            size += len(piece)
            digest.update(piece)
            kept += piece if size <= MOST_KEPT else b""
        if size != upload.length:
            return web.Response(status=400, text=f"{size} bytes came, {upload.length} were announced")
        content = self._desk.workspace.files.same(digest.hexdigest())
        if content is None and size > MOST_KEPT:
            return web.Response(status=413, text="the box keeps large files only if it had them before")
        self._desk.workspace.files.receive(upload, content or Content(bytes(kept)))
        return web.Response(text=f"OK - {size}")

    def _allowed(self, request: web.Request) -> File | None:
        header = request.headers.get("Authorization", "")
        needs = Method(answer=lambda _desk, _call: {}, tier=0, scopes=("files:read",))
        try:
            self._tokens.check(needs, header.removeprefix("Bearer ").strip())
            self._desk.need(*needs.scopes)
            return self._desk.workspace.files.for_app(request.match_info["file"])
        except Refusal:
            return None


async def _sent(file: File, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": file.mimetype})
    answer.content_length = file.content.size
    await answer.prepare(request)
    for piece in file.content.pieces():
        await answer.write(piece)
    await answer.write_eof()
    return answer


async def _pieces(request: web.Request) -> AsyncIterator[bytes]:
    if request.content_type != "multipart/form-data":
        async for piece in request.content.iter_chunked(PIECE):
            yield piece
        return
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.filename:
            while piece := await part.read_chunk(PIECE):
                yield piece
