"""The feature that the files of this folder add their routes to."""

from handlers.kit.routes import Feature

feature = Feature("newyear", ahead=True)
