"""All routes of `/sel setup`: whoever imports this has them all."""

from handlers.setup import channels, checklist, days_off, left_out, member, people, rhythm, start, year
from handlers.setup.feature import feature

__all__ = ["channels", "checklist", "days_off", "feature", "left_out", "member", "people", "rhythm", "start", "year"]
