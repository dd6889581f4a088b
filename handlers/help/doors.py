"""All doors of help: whoever imports this has them all."""

from handlers.help import guide, home, spoken
from handlers.help.route import feature

__all__ = ["feature", "guide", "home", "spoken"]
