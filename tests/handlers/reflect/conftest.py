"""The desk at which the files of this folder try `reflect`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.reflect.routes import feature
from pdsa.plan import Plan
from tests.handlers.desk import Desk, moment, open_desk


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2027-05-03 10:00") as made:
        await made.start()
        made.at = moment("2027-05-03 10:00")
        yield made
