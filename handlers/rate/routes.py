"""All routes of `/sel rate`: whoever imports this has them all."""

from handlers.rate import agree, compare, framework, notifications, overview, own, settings, typed_note
from handlers.rate.feature import feature

__all__ = ["agree", "compare", "feature", "framework", "notifications", "overview", "own", "settings", "typed_note"]
