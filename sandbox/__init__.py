"""A Slack workspace in a box: for trying the bot without Slack, and for every end-to-end test."""

from sandbox.app import App
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.clock import MachineClock, SteppedClock
from sandbox.elements import NotPossible
from sandbox.file import File
from sandbox.journal import Entry
from sandbox.message import Message
from sandbox.outcomes import Done, Submission
from sandbox.person import Person
from sandbox.pings import pings
from sandbox.reading import Reader
from sandbox.team import Team
from sandbox.user import User
from sandbox.views import View

__all__ = [
    "Sandbox",
    "Team",
    "User",
    "Channel",
    "App",
    "SteppedClock",
    "MachineClock",
    "Person",
    "Message",
    "View",
    "File",
    "Entry",
    "Done",
    "Submission",
    "NotPossible",
    "Reader",
    "pings",
]
