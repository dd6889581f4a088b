"""Cycle: small Plan-Do-Study-Act turns inside a strategy, one after the other."""
