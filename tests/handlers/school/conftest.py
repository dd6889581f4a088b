"""The desk at which the files of this folder try `school`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pdsa.plan import Plan
from tests.handlers.desk import Desk
from tests.handlers.school.a_school import open_school


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_school(tmp_path, plan) as made:
        yield made
