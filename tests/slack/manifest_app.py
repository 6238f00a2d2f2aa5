"""The app that the manifest installs."""

from bot.slack.manifest import manifest
from sandbox import App

INSTALLED = App.from_manifest(manifest())
