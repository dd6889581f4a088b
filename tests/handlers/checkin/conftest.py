"""Riverbend on the Thursday on which the week's questions have just gone out."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.checkin.routes import feature
from pdsa.plan import Plan
from tests.handlers.checkin.thursday import THURSDAY
from tests.handlers.desk import Desk
from tests.handlers.notifications import goes_to
from tests.handlers.ready_desk_databases import open_copy, prepared


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    async def prepare(desk: Desk) -> None:
        await desk.start()
        await goes_to(desk, feature, THURSDAY)

    return prepared(tmp_path_factory.mktemp("asked"), feature, plan, "2026-09-22 08:00", prepare)


@pytest.fixture
async def desk(tmp_path: Path, asked: Path) -> AsyncIterator[Desk]:
    """Riverbend on a Thursday at two: the week's questions have just gone out."""
    async with open_copy(asked, tmp_path, feature, THURSDAY) as made:
        yield made
