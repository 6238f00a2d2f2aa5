"""Floors and figures: what the bot costs, as a multiple of what the database alone costs in the same run."""
