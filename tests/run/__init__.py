"""The bot as it runs: in processes of its own, on bad days of the database, of Slack and of its own."""
