"""Status: where the year stands, what waits for whom, and how each strategy is going."""
