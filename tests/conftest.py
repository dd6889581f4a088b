"""Fixtures for all floors: the Riverbend plan and a room to tell stories in."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

os.environ["OPENPYXL_LXML"] = "False"  # as in the child process (storage/files/child.py): before openpyxl comes in

from hypothesis import settings

from pdsa.plan import Plan
from storage.files.sheets.plan_reading import read
from storage.files.workbook_in_child import example
from tests.room import Room, open_room

# The same examples in every run, and none that fails because the machine is busy.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Riverbend's plan for 2026-27."""
    reading = read(example())
    assert reading.plan is not None, reading
    return reading.plan


@pytest.fixture
async def room(tmp_path: Path, plan: Plan) -> AsyncIterator[Room]:
    """Riverbend on its first school day at eight in the morning, not started yet."""
    async with open_room(tmp_path, plan) as made:
        yield made
