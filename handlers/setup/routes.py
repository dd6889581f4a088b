"""All routes of `/sel setup`."""

from handlers.kit.routes import Feature
from handlers.setup import channels, checklist, days_off, left_out, member, people, rhythm, start, year

feature = Feature("setup", ahead=True)
feature.include(
    channels.router,
    checklist.router,
    days_off.router,
    left_out.router,
    member.router,
    people.router,
    rhythm.router,
    start.router,
    year.router,
)
