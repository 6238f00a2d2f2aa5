"""What chat says and what it gets back."""
