"""All routes of help and of plain words: whoever imports this has them all."""

from handlers.help import answering, asking, guide, home, spoken
from handlers.help.feature import feature, words

__all__ = ["answering", "asking", "feature", "guide", "home", "spoken", "words"]
