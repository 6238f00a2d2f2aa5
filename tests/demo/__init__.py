"""The demo: what it prints, and that it is the same each time."""
