"""`/sel plan`: see, add and edit goals, the strategies that serve them, and what their owners predict."""
