"""The feature to which all routes of this folder belong."""

from handlers.kit.routes import Feature

feature = Feature("rate")
