"""The feature that the routes of this folder hang on, and who may enter which."""

from handlers.kit.routes import Feature
from pdsa.people import LEADS, SCHOOL_ROLES, Role

feature = Feature("school")
BOARD = LEADS | {Role.SUPERVISOR}
"""Who sees schools side by side."""
TEAMS = LEADS | SCHOOL_ROLES
"""Who reads and answers what schools ask one another."""
