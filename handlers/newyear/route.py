"""The feature that the files of this folder add their doors to."""

from handlers.kit.routes import Feature

feature = Feature("newyear", ahead=True)
