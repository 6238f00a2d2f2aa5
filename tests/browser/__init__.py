"""The sandbox's page in a real browser, and pictures of all that Sunrelay says."""
