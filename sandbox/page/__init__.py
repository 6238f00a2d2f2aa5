"""The sandbox's page: the workspace in a browser, one colleague's screen at a time, with a clock to step."""

from sandbox.page.clockwork import Clockwork, Happened, Mode, NextEvent
from sandbox.page.menu import Menu
from sandbox.page.server import Page

__all__ = ["Page", "Clockwork", "Happened", "Menu", "Mode", "NextEvent"]
