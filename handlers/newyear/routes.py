"""All routes of `/sel newyear`."""

from handlers.kit.routes import Feature
from handlers.newyear import choosing, close, compare, launch, notifications, overview, sharing

feature = Feature("newyear", ahead=True)
feature.include(
    choosing.router, close.router, compare.router, launch.router, notifications.router, overview.router, sharing.router
)
