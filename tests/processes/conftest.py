"""A plan whose year goes on today, wherever and whenever the tests run."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pdsa.plan import Plan
from storage.files.child import Child
from storage.files.workbook import Happened, write_plan

IN_DO = date(2026, 10, 7)
"""A working day of the example plan on which strategies are under way."""


@pytest.fixture
async def plan_file(tmp_path: Path, plan: Plan) -> Path:
    """The example's plan, moved to today and to where it is about noon, without days off."""
    now = datetime.now(UTC)
    east = 12 - now.hour  # Etc/GMT-3 lies three hours east
    here = replace(
        _moved(plan, now.date() - IN_DO),
        zone=f"Etc/GMT{-east:+d}" if east else "Etc/UTC",
        days_off=(),
    )
    here = replace(here, school_year=f"{here.first_day.year}-{here.first_day.year % 100 + 1:02d}")
    path = tmp_path / "plan.xlsx"
    async with Child(workers=1) as child:
        path.write_bytes(await write_plan(here, Happened(), child))
    return path


def _moved(value: Any, by: timedelta) -> Any:
    """The value with all days in it moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(each, by) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _moved(getattr(value, each.name), by) for each in fields(value)})
    return value
