"""What the last imported file said, cell by cell: so that the next one changes only what changed in the file."""

from dataclasses import asdict, fields

from pdsa.plan_merge import ImportedSheets
from storage.store import YearStore

DEED = "import"


async def last_sheets(store: YearStore) -> ImportedSheets | None:
    """What the last file for this cycle said; None where there was none."""
    stored = await store.newest(DEED, _about(store))
    names = {each.name for each in fields(ImportedSheets)}
    if not isinstance(stored, dict) or not names - {"elements"} <= stored.keys():  # files from before had no elements
        return None
    return ImportedSheets(**{name: stored[name] for name in names & stored.keys()})


async def keep_sheets(store: YearStore, before: ImportedSheets | None, after: ImportedSheets) -> None:
    """Remember what this file said."""
    if before != after:
        await store.record(DEED, _about(store), after=asdict(after))


def _about(store: YearStore) -> str:
    return f"cycle {store.cycle.id if store.cycle else 0}"
