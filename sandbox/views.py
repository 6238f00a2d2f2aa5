"""Modals and Homes: what is open on whose screen, what is filled in, and how one takes another's place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox import elements
from sandbox.app import App
from sandbox.blocks import named
from sandbox.message import elements as elements_of
from sandbox.shapes import Json, Refusal

State = dict[str, dict[str, Json]]
MOST_STACKED = 3


@dataclass(slots=True, kw_only=True)
class View:
    """One view on one person's screen. Its id stays while it is updated; its hash does not."""

    id: str
    user: str
    payload: Json
    hash: str
    state: State = field(default_factory=dict)
    root: str = ""
    previous: str | None = None
    is_open: bool = True

    @property
    def blocks(self) -> list[Json]:
        """Its blocks as they are now."""
        blocks: list[Json] = self.payload["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """What stands at its top."""
        return str(self.payload.get("title", {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The name the app gave it."""
        return str(self.payload.get("callback_id", ""))

    def elements(self) -> list[Json]:
        """Its interactive elements, each with its `block_id`, in order."""
        return elements_of(self.blocks)

    def holds(self, block_id: str, action_id: str) -> Any:
        """What is typed or chosen there now."""
        return elements.content(self.state[block_id][action_id])

    def show(self, payload: Json, new_hash: str) -> None:
        """Put this in its place; what was typed stays only under the same block_id and action_id."""
        typed = self.state
        self.payload, self.hash, self.state = payload, new_hash, {}
        for element in self.elements():
            if elements.stateful(element):
                block_id, action_id = element["block_id"], element["action_id"]
                kept = typed.get(block_id, {}).get(action_id)
                same = kept is not None and kept["type"] == element["type"]
                state = kept if same and kept is not None else elements.initial(element)
                self.state.setdefault(block_id, {})[action_id] = state

    def described(self, app: App) -> Json:
        """The `view` of answers and payloads."""
        told = {
            "id": self.id,
            "team_id": app.team_id,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "submit": None,
            "close": None,
            **self.payload,
        }
        return told | {
            "state": {"values": self.state},
            "hash": self.hash,
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous,
            "app_id": app.id,
            "app_installed_team_id": app.team_id,
            "bot_id": app.bot_id,
        }


class Views:
    """The stack of modals each person has open, and everyone's Home."""

    def __init__(self, *, app: App, changed: Callable[[], None]) -> None:
        self._app, self._changed = app, changed
        self._stacks: dict[str, list[View]] = {}
        self._made = self._hashes = 0
        self.homes: dict[str, View] = {}

    def stack(self, user_id: str) -> list[View]:
        """What this person has open, the top one last."""
        return list(self._stacks.get(user_id, ()))

    def open(self, user_id: str, payload: Json) -> View:
        """Show a modal, in place of any other that was open."""
        self._refuse_double(payload)
        for view in self.stack(user_id):
            self.close(view)
        view = self._made_view(user_id, payload)
        self._stacks[user_id] = [view]
        self._changed()
        return view

    def push(self, user_id: str, payload: Json) -> View:
        """Show a modal on top of the others, three at most."""
        stack = self._stacks.get(user_id, [])
        if len(stack) >= MOST_STACKED:
            raise Refusal("push_limit_reached")
        self._refuse_double(payload)
        view = self._made_view(user_id, payload)
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        self._stacks[user_id] = [*stack, view]
        self._changed()
        return view

    def update(self, view: View, payload: Json) -> View:
        """Put another payload in an open view."""
        view.show(named(payload), self._next_hash())
        self._changed()
        return view

    def publish(self, user_id: str, payload: Json, *, expected: str | None) -> View:
        """Show this as the person's Home. `expected`: refuse when it changed since that hash."""
        home = self.homes.get(user_id)
        if home is not None and expected is not None and expected != home.hash:
            raise Refusal("hash_conflict")
        if home is None:
            home = self.homes[user_id] = self._made_view(user_id, payload)
        else:
            home.show(named(payload), self._next_hash())
        self._changed()
        return home

    def close(self, view: View) -> None:
        """Take a modal off the screen; the one below shows again."""
        view.is_open = False
        self._stacks[view.user] = [one for one in self._stacks.get(view.user, ()) if one is not view]
        self._changed()

    def found(self, *, view_id: str | None, external_id: str | None) -> View:
        """The open view (or Home) with this id, else `not_found`."""
        shown = [*self.homes.values(), *(view for stack in self._stacks.values() for view in stack)]
        for view in shown:
            if view.id == view_id or (external_id and view.payload.get("external_id") == external_id):
                return view
        raise Refusal("not_found")

    def _refuse_double(self, payload: Json) -> None:
        external = payload.get("external_id")
        opened = (view.payload.get("external_id") for stack in self._stacks.values() for view in stack)
        if external and external in opened:
            raise Refusal("duplicate_external_id")

    def _made_view(self, user_id: str, payload: Json) -> View:
        self._made += 1
        view = View(id=f"V{self._made:09d}", user=user_id, payload={"blocks": []}, hash="")
        view.show(named(payload), self._next_hash())
        return view

    def _next_hash(self) -> str:
        self._hashes += 1
        return f"{1_700_000_000 + self._hashes}.{self._hashes:08x}"
