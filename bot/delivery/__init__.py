"""Empties the outbox through the platform, at the platform's pace."""
