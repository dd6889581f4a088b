"""Files that people send: a plan, or a table of numbers."""
