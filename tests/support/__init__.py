"""What the tests stand on: clock, databases, the second front."""
