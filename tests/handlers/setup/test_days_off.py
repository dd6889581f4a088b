"""Days off in `setup`: proposals and who confirms them, and public holidays on offer."""

from dataclasses import replace

import pytest

from pdsa.errors import Refusal
from tests.handlers.desk import Desk, fields, text
from tests.people import MARIBEL


async def send(desk: Desk, form: str, answers: dict[str, object]) -> str:
    return text(await desk.card(MARIBEL, form, answers=answers))


async def test_proposed_days_off_are_marked_until_a_lead_confirms_them(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        assert store.cycle
        days = tuple(replace(off, proposed=off.name != "Labor Day") for off in store.cycle.year.days_off)
        await store.cycles.put(replace(store.cycle, year=replace(store.cycle.year, days_off=days)))
    assert "8 stretches, 7 of them only proposed" in text(await desk.card(MARIBEL, "setup"))
    card = await desk.card(MARIBEL, "setup.daysoff")
    assert "Presidents Day: Mon 15 Feb (proposed)" in text(card)
    assert "Labor Day: Mon 7 Sep\n" in text(card)
    with pytest.raises(Refusal, match="days of 2025-26"):
        await desk.card(MARIBEL, "setup.daysoff.confirm", value="2025-26")
    said = text(await desk.card(MARIBEL, "setup.daysoff.confirm", value="2026-27"))
    assert "Kept: these are the days off." in said
    assert "(proposed)" not in said
    assert "confirmed already" in text(await desk.card(MARIBEL, "setup.daysoff.confirm", value="2026-27"))


async def test_public_holidays_are_offered_where_they_are_no_days_off_yet(desk: Desk) -> None:
    options = fields(await desk.form(MARIBEL, "setup.daysoff.public"))["days"].options  # type: ignore[attr-defined]
    names = [each.label for each in options]
    assert any(each.startswith("Veterans Day") for each in names)
    assert not any(each.startswith(("Labor Day", "Thanksgiving", "Christmas")) for each in names)
    wanted = tuple(each.value for each in options if each.label.startswith("Veterans Day"))
    assert "Veterans Day: Wed 11 Nov" in await send(desk, "setup.daysoff.public.keep", {"days": wanted})
    assert "Nothing was changed" in await send(desk, "setup.daysoff.public.keep", {"days": wanted})
