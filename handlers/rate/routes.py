"""All routes of `/sel rate`: whoever imports this has them all."""

from handlers.rate import agree, asking, compare, framework, notifications, overview, own, typed
from handlers.rate.feature import feature

__all__ = ["agree", "asking", "compare", "feature", "framework", "notifications", "overview", "own", "typed"]
