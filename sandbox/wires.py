"""What a person's side of the sandbox is connected to."""

from dataclasses import dataclass

from sandbox.courier import Courier
from sandbox.response_url import ResponseUrls
from sandbox.triggers import Triggers
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Wires:
    """The workspace, and the ways in which an act reaches the app."""

    workspace: Workspace
    courier: Courier
    triggers: Triggers
    response_urls: ResponseUrls
