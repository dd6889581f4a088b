"""Levels and frameworks at rest: what is kept, what stays in the trail, and what others read of it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pdsa.framework import Item
from pdsa.framework_file import builtin, content_of
from pdsa.measures import Rating
from pdsa.plan import Plan
from pdsa.rubric_ratings import Moment, OwnRating
from storage.frameworks import FRAMEWORKS
from storage.importing import bring_in
from tests.handlers.desk import Desk, open_desk
from tests.people import ANA_LUCIA, MARIBEL

NEW, OLD = builtin()
ITEM = "Professional Learning"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, None, plan) as made:
        yield made


async def number(desk: Desk, email: str) -> int:
    async with desk.store() as store:
        member = await store.people.by_email(email)
        assert member
        return member.id


async def test_ones_own_level_is_kept_once_and_the_trail_does_not_say_it(desk: Desk) -> None:
    ana = await number(desk, ANA_LUCIA)
    async with desk.store(writes=True) as store:
        await store.rubric.vote(OwnRating(ITEM, Moment.START, ana, 2, "Few came"))
        await store.rubric.vote(OwnRating(ITEM, Moment.START, ana, 3))
        await store.rubric.vote(OwnRating(ITEM, Moment.GOAL, ana, 4))
    async with desk.store(writes=True) as store:
        assert [(each.moment, each.level) for each in await store.rubric.votes(member=ana)] == [
            (Moment.GOAL, 4), (Moment.START, 3),
        ]  # fmt: skip
        assert [each.level for each in await store.rubric.votes(Moment.START)] == [3]
        assert await store.rubric.votes(member=ana + 1) == []
        said = [after for *_facts, action, _before, after in await store.trail(ITEM) if action == "own level"]
        assert said == [{"moment": "start"}, {"moment": "start"}, {"moment": "goal"}]
        await store.rubric.withdraw(ITEM, Moment.START, ana)
        assert await store.rubric.votes(Moment.START) == []


async def test_what_is_agreed_stands_in_the_plans_ratings_and_a_correction_keeps_the_old(desk: Desk) -> None:
    maribel = await number(desk, MARIBEL)
    async with desk.store(writes=True) as store:
        before = {each.activity: each for each in await store.plans.ratings()}[ITEM]
        await store.rubric.agree(ITEM, Moment.YEAR_END, 3, "Six workshops", maribel)
        await store.rubric.agree(ITEM, Moment.YEAR_END, 2, "", maribel)
        await store.rubric.agree(ITEM, Moment.YEAR_END, 2, "", maribel)
        await store.rubric.agree("Money, people and time for SEL", Moment.START, 1, "Asked", maribel)
    async with desk.store() as store:
        ratings_by_activity = {each.activity: each for each in await store.plans.ratings()}
        assert ratings_by_activity[ITEM] == replace(before, year_end=2, evidence="Six workshops")
        assert ratings_by_activity["Money, people and time for SEL"] == Rating("Money, people and time for SEL", 1)
        agreed = (await store.rubric.consensus())[ITEM, Moment.YEAR_END]
        assert (agreed.level, agreed.member, agreed.at) == (2, maribel, desk.at)
        trail = [(b, a) for *_facts, action, b, a in await store.trail(ITEM) if action == "consensus"]
        assert [(b["level"], a["level"]) for b, a in trail] == [(2, 3), (3, 2)]  # type: ignore[index]


async def test_who_records_is_the_year_s_own_setting(desk: Desk) -> None:
    ana = await number(desk, ANA_LUCIA)
    async with desk.store(writes=True) as store:
        assert await store.rubric.recorder() is None
        await store.rubric.name_recorder(ana)
    async with desk.store(writes=True) as store:
        assert await store.rubric.recorder() == ana
        await store.rubric.name_recorder(None)
        assert await store.rubric.recorder() is None


async def test_a_changed_framework_stands_for_ours_in_all_years(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        assert await store.frameworks.get(OLD.name) == OLD
        changed = OLD.with_item("Clear aims for every grade", Item("Aims", "Everybody knows them."))
        await store.frameworks.put(changed)
        await store.frameworks.put(changed)
        await store.frameworks.put(replace(NEW, name="Ours"))
    async with desk.store() as store:
        assert await store.frameworks.get("16") == changed
        assert (await store.frameworks.get("ours")).name == "Ours"
        assert [each.name for each in await store.frameworks.all()] == [OLD.name, "Ours", NEW.name]
        (first,) = [(b, a) for *_facts, action, b, a in await store.trail(OLD.name) if action == "framework"]
        assert first[0] != first[1]


async def test_an_import_leaves_the_day_in_the_middle(desk: Desk, plan: Plan) -> None:
    async with desk.store(writes=True) as opened:
        assert opened.cycle
        newest = opened.year(await opened.cycles.put(replace(opened.cycle, midyear=plan.first_day)))
        store = newest.year((await bring_in(newest, replace(plan, commitment="New"))).cycle)
        assert store.cycle.midyear == plan.first_day


BADLY_TYPED = {
    "numbers for names": lambda content: content["areas"][0]["activities"][0].update(also=[1, 2]),
    "a number for a definition": lambda content: content["areas"][0]["activities"][0]["items"][0].update(definition=4),
    "a number for a title": lambda content: content["areas"][0]["activities"][0]["items"][0].update(title=7),
    "levels that are numbers": lambda content: content.update(levels=[1, 2, 3, 4]),
    "no such phase": lambda content: content["areas"][0].update(asked="WINTER"),
    "an area that is none": lambda content: content["areas"].append("more"),
    "items that are none": lambda content: content["areas"][0]["activities"][0].update(items=3),
    "nothing": lambda content: content.clear(),
}


@pytest.mark.parametrize("name", BADLY_TYPED)
async def test_a_framework_that_was_kept_badly_typed_breaks_nothing(desk: Desk, name: str) -> None:
    content = json.loads(json.dumps(content_of(OLD)))  # as it rests
    BADLY_TYPED[name](content)
    async with desk.store(writes=True) as store:
        await store.frameworks.put(replace(OLD, link="https://x.example"))
        await store.frameworks._t.run(FRAMEWORKS.update().values(content=content))
    async with desk.store() as store:
        framework = await store.frameworks.get(OLD.name)
        assert len(framework.levels) == 4
        assert all(
            isinstance(text, str) for each in framework.items for text in (each.title, each.definition, *each.also)
        )
        assert framework.item("SEL Standards") is not None
        (await store.frameworks.all())[0].item("anything")
