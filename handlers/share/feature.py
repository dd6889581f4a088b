"""The feature that all of share's routes belong to."""

from handlers.kit.routes import Feature

feature = Feature("share")
