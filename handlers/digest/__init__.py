"""Digests: the weekly note, the month and the year, drafted, approved, posted."""
