"""A bot in a process of its own that is killed at a counted point, and the road on which it is."""
