"""What happens, on both databases."""
