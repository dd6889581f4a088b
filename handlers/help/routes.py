"""Help and home, and plain words."""

from handlers.help import ask_leads, guide, home, spoken, typed_answers
from handlers.kit.routes import Feature

feature = Feature("help", ahead=True)
feature.include(ask_leads.router, guide.router, home.router)
words = Feature("words")
"""What is typed answers the questions of the year that runs, whatever is prepared beside it."""
words.include(spoken.router, typed_answers.router)
