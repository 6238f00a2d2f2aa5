"""Slack's dialect, all of it."""
