"""How the schema came to be, one step a file; the old version survives each while it runs."""
