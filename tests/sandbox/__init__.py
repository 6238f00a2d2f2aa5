"""The workspace in a box is as strict as Slack."""
