"""The same paths again, plus what the tests stand on and whole journeys."""
