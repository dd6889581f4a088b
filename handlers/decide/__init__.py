"""Decide: what becomes of a strategy, proposed by somebody and confirmed by a lead."""
