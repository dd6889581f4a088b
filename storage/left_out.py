"""What an import left out of the plan, until a lead says what becomes of it."""

from dataclasses import asdict, fields
from typing import Any

from pdsa.plan_merge import LeftOut
from storage.store import YearStore

ABOUT = "left out"


async def left_out(store: YearStore) -> LeftOut:
    """What waits for a word of a lead: of the current cycle."""
    stored: Any = await store.newest(ABOUT, _about(store))
    if not isinstance(stored, dict):
        return LeftOut()
    return LeftOut(**{each.name: tuple(stored.get(each.name, ())) for each in fields(LeftOut)})


async def settle_left_out(store: YearStore, kind: str, code: str, *, kept: bool) -> None:
    """A lead said what becomes of a `goal`, `strategy` or `person`: it is no longer listed."""
    before = await left_out(store)
    await keep_left_out(store, before, before.settled(kind, code, kept=kept))


async def keep_left_out(store: YearStore, before: LeftOut, after: LeftOut) -> None:
    if before != after:
        await store.record(ABOUT, _about(store), before=asdict(before), after=asdict(after))


def _about(store: YearStore) -> str:
    return f"cycle {store.cycle.id if store.cycle else 0}"
