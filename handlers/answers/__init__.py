"""What becomes of an answer before a feature keeps it: what it answers, whether somebody else changed the same."""
