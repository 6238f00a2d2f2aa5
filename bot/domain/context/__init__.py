"""Whether a message asks for attention and gives nothing to act on: by its words, and by what is around it.

Deterministic, offline, and pure: `reading` judges the words of one message, `rules` what was said around it.
"""
