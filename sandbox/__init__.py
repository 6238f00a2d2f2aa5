"""A Slack workspace in a box: for trying the bot without Slack, and for every end-to-end test."""
