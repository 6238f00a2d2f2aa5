"""Slack's dialect."""
