"""The desk at which the files of this folder try `newyear`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.desk import Desk
from tests.handlers.newyear.turning import turn_desk


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Riverbend's year as it was lived, on its last school day."""
    async with turn_desk(year, tmp_path) as made:
        yield made
