"""What whoever runs the bot asks it over HTTP: whether it is alive, whether it is well, and its figures."""
