"""What only the audit trail knew until version 0017: each state written then is honoured after the upgrade."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path as File
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.logic import Stage
from pdsa.people import Role
from pdsa.plan_merge import ImportedSheets, LeftOut
from storage.database import connect
from storage.migrate import migrate
from storage.notification_states import Draft
from storage.posts import PostSaid
from storage.store import YearStore, open_newest_year, open_store
from tests.bot.fanout import a_year
from tests.bot.test_upgrades import columns_there, empty, fill, rows_of  # noqa: F401  (a fixture among them)
from tests.databases import moment

BEFORE = "0016"
SPRING, SUMMER = moment("2027-03-01 10:00"), moment("2027-03-20 10:00")
ANA, BEN = 1, 2
STRATEGY = Strategy("S1", "G1", "Workshops", "ana@x.example", date(2027, 2, 1), date(2027, 5, 1), "Half of them come")
SHEETS = ImportedSheets({"zone": "UTC"}, {}, {"ana@x.example": {"name": "ana"}}, {}, {"S1": {}}, [], {}, {}, {})
LEFT = LeftOut(strategies=("S9",), people=("gone@x.example",))
POST, ASKED = "digest-weekly:2027-03-01:#team", "fill-in:2027-03-01:2"
Write = Callable[[YearStore], Awaitable[Any]]
Ask = Callable[[YearStore], Awaitable[Any]]


@dataclass(frozen=True)
class State:
    """How a state comes about, and how it is asked for."""

    write: Write
    ask: Ask


async def moved_on(store: YearStore) -> None:
    await store.plans.put_strategy(STRATEGY)
    await store.plans.put_strategy(replace(STRATEGY, start=date(2027, 4, 1)))


async def reworded(store: YearStore) -> tuple[str, list[str]]:
    """A prediction whose Start had come, and another wording for it."""
    async with store.taken_back():
        strategy = await store.plans.put_strategy(replace(STRATEGY, start=date(2027, 4, 1), prediction="All come"))
    return strategy.prediction, [each.text for each in strategy.amendments]


async def changed_logic(store: YearStore) -> None:
    await store.logic.add(Stage.INPUT, "Stipends")
    await store.logic.add(Stage.INPUT, "Rooms")


async def undone(store: YearStore) -> tuple[Any, bool, list[str]]:
    """The last change of the model, which can be taken back once."""
    change = await store.logic.newest_change()
    assert change is not None
    async with store.taken_back():
        done = await store.logic.take_back(change.number)
        return (change.at, change.by), done, [each.words for each in await store.logic.elements()]


async def hand_back(store: YearStore) -> None:
    proposal = await store.learning.propose(
        strategy="S1", path=Path.EXPAND, reason="It works", next_step="More", owner="ana@x.example", due=None,
        evidence="", by=BEN, confirmed=False,
    )  # fmt: skip
    await store.learning.hand_back(proposal.id, "Say more")


async def pass_on(store: YearStore) -> None:
    for subject, action, text in (
        ("ask 2", "asked the leads", "More time"), ("help S1:2027-02-25", "help answered", "Call me"),
    ):  # fmt: skip
        await store.passed_on.keep(subject, ANA, text)
        await store.record(action, subject, after={"words": text})


async def passed_on(store: YearStore) -> list[tuple[int, str, str, Any]]:
    lists = [await store.passed_on.about(subject) for subject in ("ask 2", "help S1:2027-02-25")]
    return [(each.member, each.text, each.word, each.at) for words in lists for each in words]


async def ask_to_fill_in(store: YearStore) -> None:
    await store.outbox.write([Draft("fill-in", "2027-03-01", store.now, BEN, about=("S1",), asked_by=ANA)])
    await store.record("asked to fill in", ASKED, after=["S1"])


async def asked_by(store: YearStore) -> int | None:
    notification = await store.outbox.by_key(ASKED)
    return notification.asked_by if notification else None


async def leave_unsent(store: YearStore) -> None:
    await store.outbox.write([Draft("digest-weekly", "2027-03-01", store.now, channel="#team", prompt=False)])
    await store.posts.answer(POST, PostSaid.AGAIN)
    await store.posts.answer(POST, PostSaid.LEFT)


async def reworded_note(store: YearStore) -> list[Any]:
    """A typed note that is changed: the trail goes on telling of it."""
    async with store.taken_back():
        (word,) = await store.typed.of(ANA)
        await store.typed.change(word, "Rain, again")
        return [after for *_facts, after in await store.trail("S1:2027-02-25 checkin")]


STATES = {
    "who records": State(lambda store: store.rubric.name_recorder(BEN), lambda store: store.rubric.recorder()),
    "the last file": State(
        lambda store: store.imports.keep_sheets(None, SHEETS), lambda store: store.imports.last_sheets()
    ),
    "what a file left out": State(
        lambda store: store.imports.keep_left_out(LeftOut(), LEFT), lambda store: store.imports.left_out()
    ),
    "a plan to share": State(
        lambda store: store.years.approve_plan({"label": "2026-27", "lessons": []}),
        lambda store: store.years.approved_plan(),
    ),
    "what helps": State(
        lambda store: store.schools.say_what_helps(ANA, "Fewer requests"), lambda store: store.schools.helps()
    ),
    "a locked prediction": State(moved_on, reworded),
    "when a strategy changed": State(moved_on, lambda store: store.plans.changed_at("S1")),
    "a change of the model": State(changed_logic, undone),
    "who handed back": State(hand_back, lambda store: store.learning.returned_by(1)),
    "words passed on": State(pass_on, passed_on),
    "who asked": State(ask_to_fill_in, asked_by),
    "what was said of a post": State(leave_unsent, lambda store: store.posts.answered(POST)),
    "a note": State(
        lambda store: store.typed.put(ANA, "checkin", "S1:2027-02-25", "Rain", strategy="S1"), reworded_note
    ),
    "a jump of the clock": State(
        lambda store: store.clock_errors.note(timedelta(hours=3), jumped=True),
        lambda store: store.clock_errors.since(SPRING - timedelta(days=1)),
    ),
}


async def test_a_state_from_before_the_upgrade_is_honoured_after_it(empty: AsyncEngine, tmp_path: File) -> None:  # noqa: F811
    made = connect(f"sqlite:///{tmp_path / 'made.db'}")
    await migrate(made)
    async with open_store(made, SPRING, writes=True) as store:
        await store.cycles.put(a_year())
        for name in ("ana", "ben"):
            email = f"{name}@x.example"
            await store.people.put(email, name=name, role=Role.LEAD, team="T", district_team=True, zone=None)
    async with open_newest_year(made, SPRING, actor=ANA, writes=True) as store:
        await store.plans.put_goal(Goal("G1", GoalKind.IMPLEMENTATION, "Every school has a team"))
        for state in STATES.values():
            await state.write(store)
    wanted = await answers(made)
    await migrate(empty, BEFORE)
    async with empty.connect() as connection:
        there = await connection.run_sync(columns_there)
    await fill(empty, await rows_of(made, there), there)
    await made.dispose()
    await migrate(empty)
    assert await answers(empty) == wanted
    assert all(answer for answer in wanted.values())
    assert wanted["a locked prediction"] == ("Half of them come", ["All come"])
    assert wanted["a change of the model"][1:] == (True, ["Stipends"])


async def answers(engine: AsyncEngine) -> dict[str, Any]:
    async with open_newest_year(engine, SUMMER, actor=BEN, writes=True) as store:
        return {name: await state.ask(store) for name, state in STATES.items()}
