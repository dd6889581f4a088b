"""`/sel setup`: the school year, its days off, phases and rhythm, the channels, the people, and Start."""
