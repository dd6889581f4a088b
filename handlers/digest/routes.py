"""The routes of digests: the word, the drafts' buttons, what falls due and is posted, and what went wrong with it."""

from handlers.digest import (
    approval,
    correcting,
    failed_posts,
    later,
    lessons,
    notifications,
    overview,
    taking_back,
)
from handlers.kit.routes import Feature

feature = Feature("digest")
feature.include(
    overview.router,
    notifications.router,
    approval.router,
    lessons.router,
    later.router,
    taking_back.router,
    correcting.router,
    failed_posts.router,
)
