"""The feature that its routes belong to."""

from handlers.kit.routes import Feature

feature = Feature("file", ahead=True)
