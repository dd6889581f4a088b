"""The feature that all of plan's routes belong to."""

from handlers.kit.routes import Feature

feature = Feature("plan", ahead=True)
