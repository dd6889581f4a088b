"""What happens when somebody speaks or the clock strikes: one verb, one file."""
