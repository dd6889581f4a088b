"""All routes of `/sel newyear`: whoever imports this has them all."""

from handlers.newyear import choosing, close, compare, launch, notifications, overview, sharing
from handlers.newyear.feature import feature

__all__ = ["choosing", "close", "compare", "feature", "launch", "notifications", "overview", "sharing"]
