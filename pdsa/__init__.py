"""The work itself: what a year of improvement is. Standard library only."""
