"""A plan whose year goes on today, wherever and whenever the tests run."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pdsa.plan import Plan
from pdsa.zones import regions
from storage.files.child import Child
from storage.files.sheets.workbook_contents import Happened
from storage.files.workbook_in_child import write_plan
from tests.databases import bare_url, postgres_server  # noqa: F401  (fixtures)

IN_DO = date(2026, 10, 7)
"""A working day of the example plan on which strategies are under way."""


@pytest.fixture
async def plan_file(tmp_path: Path, plan: Plan) -> Path:
    """The example's plan, moved to today and to where it is about noon, without days off."""
    now = datetime.now(UTC)
    noon = next(zone for zone in regions() if now.astimezone(ZoneInfo(zone)).hour == 12)
    here = replace(_moved(plan, now.astimezone(ZoneInfo(noon)).date() - IN_DO), zone=noon, days_off=())
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
