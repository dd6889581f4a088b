"""What the simulation's tests share."""

import asyncio
from pathlib import Path

import pytest

from tests.simulation.district import make_template


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database to be copied for each seed."""
    file = tmp_path_factory.mktemp("simulation") / "district.db"
    asyncio.run(make_template(file))
    return file
