"""A month of a team of forty in five regions: who they are, what they do, and what must hold of it."""
