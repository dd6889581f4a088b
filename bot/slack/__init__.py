"""Slack: what it says becomes a Turn, what we answer becomes Block Kit."""
