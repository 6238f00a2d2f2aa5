"""Floors and figures."""
