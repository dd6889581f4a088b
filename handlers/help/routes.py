"""All routes of help and of plain words: whoever imports this has them all."""

from handlers.help import ask_leads, guide, home, spoken, typed_replies
from handlers.help.feature import feature, words

__all__ = ["ask_leads", "feature", "guide", "home", "spoken", "typed_replies", "words"]
