"""A month in which forty people ask, answer, press and decide: who they are, what they do, what must hold."""
