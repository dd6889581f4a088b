"""What an import left out of the plan, until a lead says what becomes of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from storage.store import Store

ABOUT = "left out"


@dataclass(frozen=True)
class LeftOut:
    """Codes and e-mails that stand in the database and no longer in the plan's file.

    `kept` are those ("strategy:S3") of which a lead said that they stay; a later import does not list them again.
    """

    goals: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.goals) + len(self.strategies) + len(self.people)


NAMES = {"goal": "goals", "strategy": "strategies", "person": "people"}


async def left_out(store: Store) -> LeftOut:
    """What waits for a word of a lead: of the current cycle."""
    stored: Any = await store.newest(ABOUT, _about(store))
    if not isinstance(stored, dict):
        return LeftOut()
    return LeftOut(**{name: tuple(stored.get(name, ())) for name in LeftOut.__dataclass_fields__})


async def note_left_out(
    store: Store, *, goals: Iterable[str], strategies: Iterable[str], people: Iterable[str]
) -> None:
    """Keep what an import left out; what a lead decided to keep stays decided for as long as it is left out."""
    before = await left_out(store)
    codes_by_kind = {"goal": tuple(goals), "strategy": tuple(strategies), "person": tuple(people)}
    everything = {f"{kind}:{code}" for kind, codes in codes_by_kind.items() for code in codes}
    still_kept = tuple(each for each in before.kept if each in everything)
    asked = {kind: tuple(c for c in codes if f"{kind}:{c}" not in still_kept) for kind, codes in codes_by_kind.items()}
    await _write(store, before, LeftOut(asked["goal"], asked["strategy"], asked["person"], still_kept))


async def settle_left_out(store: Store, kind: str, code: str, *, kept: bool) -> None:
    """A lead said what becomes of a `goal`, `strategy` or `person`: it is no longer listed."""
    before = await left_out(store)
    name = NAMES[kind]
    rest = tuple(each for each in getattr(before, name) if each != code)
    after = replace(before, **{name: rest})
    if kept and f"{kind}:{code}" not in before.kept:
        after = replace(after, kept=(*before.kept, f"{kind}:{code}"))
    await _write(store, before, after)


async def _write(store: Store, before: LeftOut, after: LeftOut) -> None:
    if before != after:
        await store.record(ABOUT, _about(store), before=asdict(before), after=asdict(after))


def _about(store: Store) -> str:
    return f"cycle {store.cycle.id if store.cycle else 0}"
