"""The card before Start: what is missing, and whom the bot finds by their e-mail."""

from dataclasses import replace

from tests.handlers.desk import Desk, text
from tests.people import MARIBEL


async def test_start_names_what_is_missing_and_apart_from_it_whom_it_finds_by_e_mail(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, rhythm="each term"))
        days = tuple(each for each in store.cycle.year.days_off if each.name != "Winter break")
        await store.cycles.put(replace(store.cycle, year=replace(store.cycle.year, days_off=days)))
    said = text(await desk.card(MARIBEL, "setup.start"))
    missing, found = said.split("When I first write to ")
    assert "The days on which terms end: After-school and virtual workshops, six a term." in missing
    assert "Priya Raman" not in missing.split("Still missing")[1]
    assert "I find them in chat by the e-mail in the plan." in found
    assert "daytime" not in said
