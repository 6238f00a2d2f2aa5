"""Hostile and broken input: what Slack sent on a real road, and what an enemy makes of it."""
