"""An old plan file brings nothing back that was deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pdsa.plan import Plan
from storage.deletion_sweep import Whose
from storage.exporting import take_out
from storage.importing import bring_in
from tests.handlers.desk import moment, open_desk
from tests.people import ANA_LUCIA


async def test_what_was_deleted_does_not_come_back_with_the_old_file(tmp_path: Path, plan: Plan) -> None:
    """Ana Lucía entered a number and said where it is from; a file of that time brings it once more."""
    (first, *others) = plan.observations
    said = replace(plan, observations=(replace(first, source="Counted by hand at the back door"), *others))
    async with open_desk(tmp_path, None, plan) as desk:
        ana = await desk.person(ANA_LUCIA)
        async with desk.store(writes=True, actor=ana.id) as opened:
            store = opened.year((await bring_in(opened, said)).cycle)
        async with desk.store(writes=True, actor=ana.id) as store:
            assert (await store.removals.delete(Whose(ana.id, store.now))).entries["observations"] >= 1
        desk.at += timedelta(days=1)
        for _again in range(2):
            async with desk.store(writes=True, actor=ana.id) as opened:
                store = opened.year((await bring_in(opened, said)).cycle)
        async with desk.store() as store:
            sources = {each.source for each in (await take_out(store))[0].observations}
            trail = repr(await store.audit_entries_of(ana.id, moment("2026-01-01 00:00"), store.now, most=500))
        assert "removed" in sources
        assert "back door" not in repr(sources) + trail
