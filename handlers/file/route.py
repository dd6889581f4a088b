"""The feature that its doors belong to."""

from handlers.kit.routes import Feature

feature = Feature("file", ahead=True)
