"""Meeting: the data-reflection meeting, its days, its document, and the conclusions told again before planning."""
