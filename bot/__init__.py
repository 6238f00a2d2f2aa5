"""Sunrelay: a chat bot that carries work round the globe."""
