"""Everything the bot keeps by or about one person, table by table, as plain JSON values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.messages.document import Bullets, Document, Facts, Heading, Paragraph, Quote, plain_text
from bot.messages.publication import ASKED
from storage import letters, people, personal
from storage.personal import Rows
from storage.transaction import Tx

# Tables that are no part of it, and why.
LEFT_OUT: Final[Mapping[str, str]] = {
    "tenants": "a workspace, and the days it has in common",
    "installations": "the bot itself, and the id of whoever installed it",
    "places": "channels; a private conversation is known by its id alone",
    "teams": "a team's set-up; whoever is in it stands in members",
    "regions": "a team's set-up",
    "digests": "which messages a region had; the hand-offs in them are told",
    "seen": "which region has seen which hand-off",
    "shown": "which message shows which step",
    "digest_decisions": "which digest tells of which decision",
    "decision_edits": "when a decision was edited, and which parts; the votes that this reset are told",
    "decision_words": "the words of decisions once more, to find them by; the decisions are told",
    "senders": "which process sends",
    "posts": "where the bot's own messages stand",
    "inbox": "ids of messages that were heard, without who sent them",
}

# Letters that hold nothing but the bot's own words: other people's are in none of these.
OWN_WORDS = frozenset({"prompt", "reminder", "snooze", "welcome"})

# Whether these still hold the words, or were sent at all, would tell whether somebody else has declined.
UNTOLD = frozenset({ASKED})

# What stands in place of other people's words in a private channel that the person is not in.
WITHHELD = "(withheld: other people's words in a private channel)"
WITHHELD_YET = "(withheld until it is over, so that nobody can tell who declined)"


def export(tx: Tx, person: PersonId, *, now: datetime) -> dict[str, Any]:
    """By table: a list of rows, each by its columns' names; besides these `person`, `made_at` and `left_out`.

    Instants are ISO in UTC, days ISO. Other people's words from a private channel that the person is not in
    are withheld. Raises `LookupError` where there is no such person.
    """
    someone = people.get(tx, person)
    if someone is None:
        raise LookupError(f"there is no person {person}")
    veil = _Veil(tx, someone)
    found: dict[str, Any] = {
        "person": {"id": person, "member": someone.user.id, "workspace": someone.user.tenant},
        "made_at": personal.plain(now),
        "left_out": dict(LEFT_OUT),
    }
    for table in personal.TABLES:
        theirs = personal.rows(tx, table, someone)
        shape = veil.shapes.get(table.name)
        found[table.name] = [one for row in theirs if (one := shape(row) if shape else row) is not None]
    return found


class _Veil:
    """What of each row is the person's to see."""

    def __init__(self, tx: Tx, someone: Person) -> None:
        self._someone = someone
        self._closed = personal.closed(tx, someone.id)
        self._places = personal.closed_places(tx, someone.id)
        self._steps = personal.of_steps(tx, someone.id)
        self._all_open = not any(self._closed.values()) and not self._places
        self.shapes = {
            "people": self._profile,
            "grants": _grant,
            "steps": self._step,
            "step_events": self._event,
            "questions": self._question,
            "projects": self._project,
            "team_changes": self._change,
            "ledger_checks": self._check,
            "requests": self._request,
            "decisions": self._decision,
            "publications": self._publication,
            "nudges": self._nudge,
            "pressed": self._pressed,
            "outbox": self._letter,
            "timers": self._timer,
        }

    def _hides(self, step: int) -> bool:
        team, _ = self._steps[step]
        return self._closed.get(team, True)

    def _wrote(self, step: int) -> bool:
        return self._steps[step][1] == self._someone.id

    def _profile(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "week": row["week"], "days": personal.parsed(row["days"])}

    def _step(self, row: dict[str, Any]) -> dict[str, Any]:
        if not self._hides(row["id"]):
            return row
        text = row["text"] if self._wrote(row["id"]) else WITHHELD
        said_back = (
            row["read_back"] if row["holder_id"] == self._someone.id else row["read_back"] and WITHHELD
        )
        return {**row, "text": text, "read_back": said_back}

    def _event(self, row: dict[str, Any]) -> dict[str, Any]:
        before = row["before"]
        theirs = before.get("holder") == self._someone.id
        if theirs or not before.get("read_back") or not self._hides(row["step_id"]):
            return row
        return {**row, "before": {**before, "read_back": WITHHELD}}

    def _question(self, row: dict[str, Any]) -> dict[str, Any]:
        if not self._hides(row["step_id"]):
            return row
        asked = row["text"] if row["asker_id"] == self._someone.id else WITHHELD
        answered = row["answer"] if row["answerer_id"] == self._someone.id else row["answer"] and WITHHELD
        return {**row, "text": asked, "answer": answered}

    def _request(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["passed_place_id"] in self._places:
            row = {**row, "passed_to": WITHHELD}
        if row["place_id"] not in self._places:
            return row
        asked = row["content"] if row["asker_id"] == self._someone.id else {"about": WITHHELD}
        answered = row["answer"] if row["answerer_id"] == self._someone.id else row["answer"] and WITHHELD
        return {**row, "content": asked, "answer": answered}

    def _project(self, row: dict[str, Any]) -> dict[str, Any]:
        """That they have confirmed its landing page, and when."""
        if not self._closed.get(row["team_id"], True):
            return row
        return {**row, "name": WITHHELD, "page": row["page"] and WITHHELD}

    def _decision(self, row: dict[str, Any]) -> dict[str, Any]:
        theirs = row["proposer_id"] == self._someone.id
        hidden = row["place_id"] in self._places and not theirs
        return {**row, "content": {"title": WITHHELD}} if hidden else row

    def _publication(self, row: dict[str, Any]) -> dict[str, Any]:
        """Whether the words are still there would tell whether somebody has declined."""
        return {**row, "text": WITHHELD_YET if row["state"] == "waiting" else row["text"]}

    def _change(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """When, and how they themselves took part: the rest is the team's."""
        before, after = (self._seats(row[name]) for name in ("before", "after"))
        if not before and not after and row["by_id"] != self._someone.id:
            return None
        return {**row, "before": before, "after": after}

    def _seats(self, snapshot: dict[str, Any]) -> Rows:
        names = ("person_id", "part", "region_id", "steward", "joined_at", "welcomed_at")
        seats = snapshot.get("seats", [])
        return [dict(zip(names, one, strict=True)) for one in seats if one[0] == self._someone.id]

    def _check(self, row: dict[str, Any]) -> dict[str, Any] | None:
        theirs = [one for one in row["differences"] if one[0] == self._someone.id]
        return {"day": row["day"], "differences": theirs} if theirs else None

    def _nudge(self, row: dict[str, Any]) -> dict[str, Any]:
        """Their own; of a colleague's, whom alone a nudge is for, no more than that it named them."""
        named = [one for one in row["mentioned"] if one == self._someone.user.id]
        if row["person_id"] == self._someone.id:
            return {**row, "mentioned": named}
        shared = ("id", "asked_by_id", "heard_at", "link")
        return {name: row[name] for name in shared} | {"mentioned": named}

    def _pressed(self, row: dict[str, Any]) -> dict[str, Any]:
        """Their own; of a colleague's, who alone was told, no more than when, and a link left for them."""
        if row["person_id"] == self._someone.id:
            return row
        return {name: row[name] for name in ("id", "heard_at", "link")}

    def _timer(self, row: dict[str, Any]) -> dict[str, Any]:
        """Of what is due for many at once, no more than their part."""
        if "people" not in row["payload"]:
            return row
        mine = {**row["payload"], "people": [self._someone.id]}
        return {name: row[name] for name in ("kind", "due_at")} | {"payload": mine}

    def _letter(self, row: dict[str, Any]) -> dict[str, Any] | None:
        try:
            letter = letters.read(row.pop("letter"))
        except letters.Unreadable:
            return None
        if self._someone.user not in (letter.to, letter.only):
            return None
        if row["kind"] in UNTOLD:
            return {name: row[name] for name in ("key", "kind", "put_at")}
        tells = self._all_open or row["kind"] in OWN_WORDS
        return {**row, "words": words_of(letter.document) if tells else WITHHELD}


def _grant(row: dict[str, Any]) -> dict[str, Any]:
    """That they granted it, and what was set; never the token."""
    return {name: row[name] for name in ("person_id", "granted_at", "stopping", "shown")}


def words_of(document: Document) -> str:
    """A message as plain text, a paragraph or row a line, without its buttons."""
    lines: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(text=text):
                lines.append(text)
            case Paragraph(spans=spans) | Quote(spans=spans):
                lines.append(plain_text(spans))
            case Bullets(items=items):
                lines += [f"- {plain_text(one)}" for one in items]
            case Facts(pairs=pairs):
                lines += [f"{label}: {plain_text(value)}" for label, value in pairs]
            case _:
                pass
    return "\n".join(lines) or document.summary
