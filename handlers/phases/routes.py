"""What phases ask by themselves: the prompts of each phase, and looking back at what ended before STUDY."""

from handlers.kit.routes import Feature
from handlers.phases import ended_early, notifications

feature = Feature("phases")
feature.include(notifications.router, ended_early.router)
