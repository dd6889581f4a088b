"""The features that the routes of help and home, and those of plain words, belong to."""

from handlers.kit.routes import Feature

feature = Feature("help", ahead=True)
words = Feature("words")
"""What is typed answers the questions of the year that runs, whatever is prepared beside it."""
