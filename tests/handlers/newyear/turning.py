"""The turn of the years at a desk: launched, shared, posted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from handlers.newyear.routes import feature as newyear
from handlers.plan.routes import feature as plan_feature
from handlers.setup.routes import feature as setup
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, text
from tests.handlers.notifications import LEASE
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL

LAST_DAY = "2027-06-04 12:00"
REASON = "The board met late"


@asynccontextmanager
async def turn_desk(year: Path, folder: Path) -> AsyncIterator[Desk]:
    """Riverbend's year as it was lived, on its last school day."""
    async with open_copy(year, folder, newyear, at=LAST_DAY) as made:
        for feature in (plan_feature, setup):
            made.routes |= {route.name: route for route in feature.routes}
        yield made


async def launch(desk: Desk) -> None:
    await desk.enter(MARIBEL, "newyear.launch.now")


async def share(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "newyear.share")
    approve = next(each for each in buttons_of(card) if each.route == "newyear.share.now")
    await desk.enter(MARIBEL, approve.route, value=approve.value)


async def posted(desk: Desk, key: str, cycle: str) -> None:
    """A room's notification arrived."""
    async with desk.store(writes=True) as store:
        found = next(each for each in await store.cycles.all() if each.label == cycle)
        here = store.year(found)
        notification = await here.outbox.by_key(key)
        assert notification is not None, key
        for claim in await store.outbox.claim("test", 50, LEASE, 99.0):
            if claim.notification.key == key:
                assert await store.outbox.sent(claim.notification, "C1", key)
            else:
                await store.outbox.again(claim.notification, claim.notification.at)


async def conclude(desk: Desk) -> None:
    """The year's digest was posted."""
    async with desk.store(writes=True) as store:
        await store.outbox.write([Draft("digest-year", "2026-27", store.now, channel="#leadership", prompt=False)])
    await posted(desk, "digest-year:2026-27:#leadership", "2026-27")


async def show(desk: Desk) -> str:
    return text(await desk.card(MARIBEL, "newyear"))
