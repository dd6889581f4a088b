"""Phrases that several features share, each said in one place; knows no feature."""
