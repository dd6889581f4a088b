"""All routes of `/sel rate`."""

from handlers.kit.routes import Feature
from handlers.rate import agree, compare, framework, notifications, overview, own, settings

feature = Feature("rate")
feature.include(
    agree.router,
    compare.router,
    framework.router,
    notifications.router,
    overview.router,
    own.router,
    settings.router,
)
