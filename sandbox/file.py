"""A file someone sent or put into a form, what it holds, and how Slack describes it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from mimetypes import guess_type
from pathlib import PurePosixPath
from urllib.parse import quote

from sandbox.shapes import Json
from sandbox.team import Team

PIECE = 65_536


class Content:
    """What a file holds. Of large ones only a seed is kept, from which the same bytes are made each time."""

    def __init__(self, held: bytes | None = None, *, size: int = 0, seed: str = "") -> None:
        self._held = held
        self.size = len(held) if held is not None else size
        self._piece = b"" if held is not None else hashlib.sha256(seed.encode()).digest() * (PIECE // 32)

    def pieces(self) -> Iterator[bytes]:
        """All its bytes, a piece at a time."""
        if self._held is not None:
            yield self._held
            return
        for start in range(0, self.size, PIECE):
            yield self._piece[: self.size - start]

    @cached_property
    def digest(self) -> str:
        """Its SHA-256, by which two of the same bytes are known."""
        found = hashlib.sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file. by_bot: uploaded by the app under test. created: in epoch seconds."""

    id: str
    user: str
    name: str
    title: str
    content: Content
    created: int
    media: str = ""
    by_bot: bool = False

    @property
    def mimetype(self) -> str:
        """What kind of file it is: as was said, else by its name."""
        return self.media or guess_type(self.name)[0] or "application/octet-stream"

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return quote(self.name.lower().replace(" ", "_"))


def file_object(file: File, team: Team, *, base: str) -> Json:
    """What messages, forms and files.info carry of it; `base`: the address of the server that has it."""
    kind = PurePosixPath(file.name).suffix.removeprefix(".").lower() or "binary"
    at = f"{base}/files-pri/{team.id}-{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": team.id,
        "editable": False,
        "size": file.content.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{at}/{file.slug}",
        "url_private_download": f"{at}/download/{file.slug}",
        "permalink": f"https://{team.domain}.slack.com/files/{file.user}/{file.id}/{file.slug}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
