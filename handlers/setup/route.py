"""The feature that all of setup's doors belong to."""

from handlers.kit.routes import Feature

feature = Feature("setup", ahead=True)
