"""A second platform, as awkward as they come, so that the core learns nothing from Slack alone."""
