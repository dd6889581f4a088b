"""Log: a number for a measure, its corrections, and what is due."""
