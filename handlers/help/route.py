"""The feature that the doors of help, plain words and home belong to."""

from handlers.kit.routes import Feature

feature = Feature("help", ahead=True)
