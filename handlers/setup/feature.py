"""The feature that all of setup's routes belong to."""

from handlers.kit.routes import Feature

feature = Feature("setup", ahead=True)
