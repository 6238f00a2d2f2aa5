"""Every file of the workspace, where it was shared, and who may have it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sandbox.app import App
from sandbox.clock import Clock, seconds
from sandbox.elements import NotPossible
from sandbox.file import Content, File, file_object
from sandbox.message import Message
from sandbox.rooms import Rooms
from sandbox.shapes import Json, Refusal
from sandbox.team import Team

LARGEST = 1_000_000_000

# What an image block takes.
PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file the app has announced; `content` once it came."""

    file: str
    name: str
    length: int
    content: Content | None = None


class Files:
    """Keeps files. `base`: the address of the server that hands them out, known once it listens."""

    def __init__(self, *, app: App, team: Team, clock: Clock, rooms: Rooms) -> None:
        self._app, self._team, self._clock, self._rooms = app, team, clock, rooms
        self._all: dict[str, File] = {}
        self._uploads: dict[str, Upload] = {}
        self._handed: set[str] = set()
        self._looked_at: set[str] = set()
        self._made = 0
        self.base = ""

    def keep(self, user: str, name: str, content: Content, *, media: str = "") -> File:
        """A file that someone has picked; nobody else sees it yet."""
        created = seconds(self._clock.now())
        kept = File(
            id=self._next_id(),
            user=user,
            name=name,
            title=name,
            content=content,
            created=created,
            media=media,
        )
        self._all[kept.id] = kept
        return kept

    def of(self, user: str, file: File | str) -> File:
        """This person's own file, by itself or its id; NotPossible for any other."""
        found = self._all.get(file if isinstance(file, str) else file.id)
        if found is None or found.user != user:
            raise NotPossible("that is not a file of theirs")
        return found

    def found(self, file_id: str) -> File:
        """Any file; KeyError where there is none."""
        return self._all[file_id]

    def told(self, file: File) -> Json:
        """The file as messages and forms carry it."""
        return file_object(file, self._team, base=self.base)

    # What the app may have.

    def hand_over(self, ids: Iterable[str]) -> None:
        """The app was sent a form that holds these."""
        self._handed.update(ids)

    def for_app(self, file_id: str) -> File:
        """A file of the app's own, of its forms, or shared where it is; any other is `file_not_found`."""
        file = self._all.get(file_id)
        if file is None or not (file.by_bot or file.id in self._handed or self._seen(file.id)):
            raise Refusal("file_not_found")
        return file

    def shares(self, file_id: str) -> Json:
        """Where it was shared, as files.info says it: conversations that are not for everyone are private."""
        told: dict[str, dict[str, list[Json]]] = {}
        for message in self._messages(file_id):
            room = self._rooms.all[message.channel]
            kind = told.setdefault("public" if room.kind == "public" else "private", {})
            thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
            share = {"ts": message.ts, "channel_name": room.name, "team_id": self._team.id, **thread}
            kind.setdefault(room.id, []).append(share)
        return told

    # What the app shows in blocks.

    def look_at(self, file_id: str) -> None:
        """It is known by now what kind of file it is: `files.info` has said so."""
        self._looked_at.add(file_id)

    def refuse_unusable(self, blocks: Iterable[Json]) -> None:
        """`invalid_blocks` where a picture is no file of the app's that is known to be one.

        Slack looks at an upload a moment after it took it, and refuses it in blocks until then. Here that
        moment is over once the app has been told so: one that never asks would be lucky there.
        """
        for number, block in enumerate(blocks):
            wanted = block.get("slack_file") if block.get("type") == "image" else None
            if wanted is not None and not self._usable(str(wanted.get("id", ""))):
                where = f"/blocks/{number}/slack_file"
                raise Refusal("invalid_blocks", messages=[f"invalid slack file [json-pointer:{where}]"])

    def _usable(self, file_id: str) -> bool:
        file = self._all.get(file_id)
        ours = file is not None and (file.by_bot or self._seen(file_id))
        return ours and file_id in self._looked_at and file is not None and file.mimetype in PICTURES

    # What the app uploads.

    def announce(self, name: str, length: int) -> str:
        """The id of a file that is to come, which also names where it is to be sent."""
        file_id = self._next_id()
        self._uploads[file_id] = Upload(file=file_id, name=name, length=length)
        return file_id

    def announced(self, file_id: str) -> Upload | None:
        """What is to come under this id."""
        return self._uploads.get(file_id)

    def receive(self, upload: Upload, content: Content) -> None:
        """It came."""
        self._uploads[upload.file] = replace(upload, content=content)

    def complete(self, file_id: str, *, title: str) -> File:
        """The upload becomes a file of the app's, once; `file_not_found` before it came, and after."""
        upload = self._uploads.get(file_id)
        if upload is None or upload.content is None:
            raise Refusal("file_not_found")
        del self._uploads[file_id]
        self._all[file_id] = File(
            id=file_id,
            user=self._app.bot_user,
            name=upload.name,
            title=title or upload.name,
            content=upload.content,
            created=seconds(self._clock.now()),
            by_bot=True,
        )
        return self._all[file_id]

    def same(self, digest: str) -> Content | None:
        """What is here already and has these very bytes."""
        return next((one.content for one in self._all.values() if one.content.digest == digest), None)

    def _next_id(self) -> str:
        self._made += 1
        return f"F{self._made:09d}"

    def _seen(self, file_id: str) -> bool:
        shared = (self._rooms.all[one.channel] for one in self._messages(file_id))
        return any(self._app.bot_user in room.members for room in shared)

    def _messages(self, file_id: str) -> list[Message]:
        timeline = self._rooms.timeline
        said = (message for room in self._rooms.all for message in timeline.of(room).values())
        return [one for one in said if any(file["id"] == file_id for file in one.files)]
