"""What happens: load, decide, remember; one transaction a call."""
