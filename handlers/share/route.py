"""The feature that all of share's doors belong to."""

from handlers.kit.routes import Feature

feature = Feature("share")
