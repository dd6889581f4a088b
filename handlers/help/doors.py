"""All doors of help: whoever imports this has them all."""

from handlers.help import asking, guide, home, spoken
from handlers.help.route import feature

__all__ = ["asking", "feature", "guide", "home", "spoken"]
