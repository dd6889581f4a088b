"""The feature to which all doors of this folder belong."""

from handlers.kit.routes import Feature

feature = Feature("rate")
