"""Killed twenty times while five hundred notifications go out, with lost replies and errors: each arrives once."""

import pytest

from tests.bot.fanout import EMAILS, START, Fanout
from tests.databases import Database

KILLS = 20
SECONDS = 500.0
"""Until it is given up, on a very busy machine."""


@pytest.fixture(scope="module", autouse=True)
def ready_made() -> None:
    """Processes are forked from one that has imported everything: starting one takes no time."""
    START.set_forkserver_preload(["tests.bot.sending_process"])


@pytest.mark.timeout(560)
@pytest.mark.parametrize("processes", [1, 2])
async def test_five_hundred_notifications_arrive_once_each(database: Database, processes: int) -> None:
    fanout = Fanout(database, seed=processes)
    async with fanout.workspace:
        await fanout.prepare()
        fanout.trouble()
        await fanout.run(processes=processes, kills=KILLS, deadline=SECONDS)
        assert fanout.kills == KILLS
        assert await fanout.delivered() == [(email, 1, True) for email in EMAILS]
