"""Whole days, driven through two fronts."""
