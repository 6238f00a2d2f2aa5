"""What the bot remembers: tables, one shelf of queries a feature, timers, outbox, inbox, migrations."""
