"""The operations endpoint: what it answers, on a real store and over real HTTP."""
