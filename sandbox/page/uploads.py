"""Files that the person in front of the page picks, and the same files shown again."""

from aiohttp import BodyPartReader, web

from sandbox.page.office import Office
from sandbox.page.refused import Refused
from sandbox.person import Person
from sandbox.shapes import Json

# Larger than what the bot shows again, so that its answer to a larger one can be tried.
LARGEST = 64_000_000

# What a browser shows by itself; anything else is saved, never opened as a page of this server.
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "video/", "audio/", "text/plain")


async def taken(request: web.Request, person: Person) -> Json:
    """Keep the one file of a form as this person's; how the page names it from then on."""
    if request.content_type != "multipart/form-data":
        raise Refused("Send the file as a form.", status=415)
    try:
        part = await (await request.multipart()).next()
    except ValueError:
        raise Refused("That is no form.") from None
    if not isinstance(part, BodyPartReader) or not part.filename:
        raise Refused("Send one file.")
    content = await _read(part)
    if not content:
        raise Refused(f"{part.filename} is empty.")
    file = person.upload(part.filename, content, media=part.headers.get("Content-Type", ""))
    return {"id": file.id, "name": file.name}


async def shown(request: web.Request, office: Office) -> web.StreamResponse:
    """The bytes of a file, whoever sent it: whoever sits here plays all of them."""
    try:
        file = office.box.workspace.files.found(request.match_info["file"])
    except KeyError:
        raise Refused("There is no such file.", status=404) from None
    opens = file.mimetype.startswith(SHOWN)
    headers = {
        "Content-Type": file.mimetype,
        "Content-Security-Policy": "sandbox",
        "Content-Disposition": "inline" if opens else "attachment",
    }
    answer = web.StreamResponse(headers=headers)
    answer.content_length = file.content.size
    await answer.prepare(request)
    for piece in file.content.pieces():
        await answer.write(piece)
    await answer.write_eof()
    return answer


async def _read(part: BodyPartReader) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(1 << 16):
        content += piece
        if len(content) > LARGEST:
            raise Refused(f"{part.filename} is larger than {LARGEST // 1_000_000} MB.", status=413)
    return bytes(content)
