"""One file a step, newest last."""
