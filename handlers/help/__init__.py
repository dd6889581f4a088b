"""`help`, plain words, and the home tab: what somebody can do now, and what waits for them."""
