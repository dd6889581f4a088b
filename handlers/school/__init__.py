"""School: a school team's own page, the board of schools, and schools that learn from one another."""
