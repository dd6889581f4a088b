"""What somebody said and did, by day: one's own, and for leads anybody's."""
