"""The feature that the files of this folder hang their routes into."""

from handlers.kit.routes import Feature

feature = Feature("meeting")
