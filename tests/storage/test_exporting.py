"""What is taken out can be brought in again, and tells what happened."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.decisions import Subject
from pdsa.errors import Refusal
from pdsa.logic import Element, Stage
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from pdsa.voice_entries import Voice, VoiceKind
from storage.exporting import take_out
from storage.files.sheets.plan_reading import read
from storage.files.sheets.workbook_contents import PostState
from storage.files.sheets.writing import written
from storage.notification_states import Draft
from tests.handlers.desk import Desk, open_desk
from tests.people import ANA_LUCIA, MARIBEL


async def exported(desk: Desk) -> bytes:
    async with desk.store() as store:
        return written(*await take_out(store))


async def test_before_any_plan_there_is_nothing_to_take_out(tmp_path: Path) -> None:
    async with open_desk(tmp_path, None) as desk, desk.store() as store:
        with pytest.raises(Refusal, match="nothing to export"):
            await take_out(store)


async def test_the_export_is_the_plan_that_came_in(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        again = read(await exported(desk)).plan
        assert again is not None
        assert replace(again, observations=(), links=()) == replace(plan, observations=(), links=())
        assert set(again.observations) == set(plan.observations)
        assert set(again.links) == set(plan.links)


async def test_elements_come_back_with_what_they_lead_to_and_come_from(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        elements = (
            Element("L1", Stage.INPUT, "=A coach", leads_to=("L2",)),
            Element("L2", Stage.OUTPUT, "Workshops held", ("G6",), ("G2", "G4")),
        )
        async with desk.store(writes=True) as store:
            model = await store.logic.model()
            for each in elements:
                model = model.having(each)
            await store.logic.keep(model)
            stored = await store.logic.elements()
        assert stored[1].led_by == ("G2", "G4")
        again = read(await exported(desk)).plan
        assert again is not None
        assert again.elements == tuple(stored)


async def test_an_export_imports_again_after_people_left_and_strategies_were_set_aside(
    tmp_path: Path, plan: Plan
) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        async with desk.store(writes=True) as store:
            ana = await store.people.by_email(ANA_LUCIA)
            assert ana
            await store.people.retire(ana)
            await store.plans.drop("strategy", "S5")
            await store.plans.drop("goal", "G6")
            await store.plans.drop("goal", "G8")
            s8 = await store.plans.strategy("S8")
            assert s8
            await store.plans.put_strategy(replace(s8, measure="Families who came"))
        again = read(await exported(desk))
        assert again.plan is not None, again.problems
        await desk.bring(again.plan)
        async with desk.store() as store:
            assert "S5" not in {each.code for each in await store.plans.strategies()}
            s1, s8 = await store.plans.strategy("S1"), await store.plans.strategy("S8")
            assert {"G6", "G8"}.isdisjoint({each.code for each in await store.plans.goals()})
        assert s1
        assert s1.owner == ""
        assert s8
        assert s8.measure == "Families who came"


async def test_what_happened_is_taken_out_with_names(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        async with desk.store(writes=True) as store:
            ana, maribel = await store.people.by_email(ANA_LUCIA), await store.people.by_email(MARIBEL)
            assert ana
            assert maribel
            await store.checkins.put(CheckIn("S1", date(2026, 9, 17), ana.id, Went.PARTLY, desk.at, in_way="Buses"))
            await store.learning.reflect(Reflection("S1", ana.id, desk.at, "It ran", Held.PARTLY, "Start earlier"))
            await store.learning.propose(
                strategy="S1", path=Way.EXPAND, reason="It works", next_step="Two more schools", owner=ANA_LUCIA,
                due=None, evidence="", by=ana.id, confirmed=False,
            )  # fmt: skip
            await store.digests.draft("digest-monthly", "2026-09", {})
            await store.outbox.write([Draft("digest-weekly", "2026-09-21", desk.at, channel="#sel-team")])
            await store.people.retire(ana)
        async with desk.store() as store:
            _plan, happened = await take_out(store)
    assert [each.in_way for each in happened.checkins] == ["Buses"]
    assert [each.learned for each in happened.reflections] == ["Start earlier"]
    assert [each.path for each in happened.decisions] == [Way.EXPAND]
    assert happened.members[ana.id] == "Ana-Lucía Peña"
    assert sorted((each.kind, each.channel, each.state) for each in happened.digests) == [
        ("digest-monthly", "", PostState.DRAFT),
        ("digest-weekly", "#sel-team", PostState.ON_ITS_WAY),
    ]


async def test_sentences_that_are_not_for_the_reader_stay_out_and_taps_do_not(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan, at="2026-10-01 14:00") as desk, desk.store(writes=True) as store:
        strategy = (await store.plans.strategies())[0]
        goal = next(each for each in await store.plans.goals() if each.code == strategy.goal)
        await store.plans.put_goal(replace(goal, school="Cottonwood Elementary"))
        ana, maribel = await store.people.by_email(ANA_LUCIA), await store.people.by_email(MARIBEL)
        assert ana
        assert maribel
        said = CheckIn(strategy.code, date(2026, 10, 1), ana.id, Went.PARTLY, desk.at, well="ours alone", number=3.0)
        await store.checkins.put(said)
        await store.learning.reflect(Reflection(strategy.code, ana.id, desk.at, "ours", Held.YES, "ours"))
        for subject, code in ((Subject.STRATEGY, strategy.code), (Subject.GOAL, goal.code)):
            await store.learning.propose(
                strategy=code, path=Way.SUSTAIN, reason="ours alone", next_step="ours", owner=ANA_LUCIA, due=None,
                evidence="", by=ana.id, confirmed=False, subject=subject,
            )  # fmt: skip
        await store.voices.put(
            Voice(VoiceKind.WIN, date(2026, 10, 1), "ours alone", ana.id, desk.at, strategy=strategy.code)
        )
        _plan, whole = await take_out(store)
        _plan, hers = await take_out(store, maribel)
        assert whole.checkins[0].well == "ours alone"
        assert (hers.checkins[0].well, hers.checkins[0].went, hers.checkins[0].number) == ("", Went.PARTLY, 3.0)
        assert (hers.reflections[0].happened, hers.reflections[0].held) == ("", Held.YES)
        assert [each.reason for each in whole.decisions] == ["ours alone", "ours alone"]
        assert {(each.reason, each.next_step, each.path) for each in hers.decisions} == {("", "", Way.SUSTAIN)}
        assert (len(whole.voices), len(hers.voices)) == (1, 0)
