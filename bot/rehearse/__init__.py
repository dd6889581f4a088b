"""A rehearsal: the whole school year, played through the real path in under a minute, and written down."""
