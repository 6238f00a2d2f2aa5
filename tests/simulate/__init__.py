"""What the clock says and what follows."""
