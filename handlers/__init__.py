"""Chat speaks: one file a feature, each with its table of the neutral names it hears."""
