"""The desk at which the files of this folder try `phases`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.phase_prompts import feature
from pdsa.plan import Plan
from tests.handlers.desk import Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        await made.start()
        yield made
