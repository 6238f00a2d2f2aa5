"""Everything the bot says, by meaning, in no platform's dialect."""
