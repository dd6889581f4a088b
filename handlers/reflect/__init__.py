"""Reflect: what a strategy did, whether its prediction held, and what was learned; then straight on to decide."""
