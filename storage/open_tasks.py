"""Reads what is open in a year: a handful of queries, however many people are looked at."""

from datetime import date

from pdsa.checkin import newest_week
from pdsa.cycle import Cycle
from pdsa.old_year_promises import Turning, nears_its_end
from pdsa.open_tasks import Backlog
from pdsa.people import Member
from pdsa.permissions import owns
from storage.digests import DigestState
from storage.figures_of_year import numbers_due, rubric_sheet
from storage.store import YearStore
from storage.year_launch import turning


async def backlog(store: YearStore, today: date, reader: Member | None = None) -> Backlog | None:
    """What is open today, enough of it for one reader's tasks where one is named; None before there is a year."""
    cycle = store.cycle
    if cycle is None:
        return None
    week = newest_week(today, cycle.rhythm)
    rubric = await rubric_sheet(store, cycle, today)
    strategies = await store.plans.strategies()
    theirs = frozenset(strategy.code for strategy in strategies if reader is None or owns(reader, strategy))
    answered = frozenset(await store.checkins.of_week(week, theirs))
    return Backlog(
        cycle=cycle,
        today=today,
        now=store.now,
        people=tuple(await store.people.all()),
        strategies=tuple(strategies),
        goals=tuple(await store.plans.goals()),
        parked=tuple(await store.parked.all()),
        meetings=await store.meetings.days(),
        week=week,
        answered=answered,
        heard=await store.checkins.heard(theirs - answered),
        skipped=frozenset(await store.checkins.skipped(week)),
        reflected=frozenset(await store.learning.latest_reflections()),
        decided=frozenset(decision.strategy for decision in await store.learning.decisions()),
        proposals=tuple(await store.learning.waiting()),
        drafts=sum(digest.state is DigestState.DRAFT for digest in await store.digests.all()),
        numbers=await numbers_due(store, cycle, today) if cycle.started_at else (),
        turning=await _turning(cycle, store, today),
        rubric=rubric,
        ratings=tuple(await store.rubric.votes()) if rubric.open else (),
    )


async def _turning(cycle: Cycle, store: YearStore, today: date) -> Turning | None:
    """The turn of the years where somebody has to do something about it; nothing more is read in between."""
    before = await store.cycles.before(cycle)
    open_still = before is not None and before.closed_at is None
    return await turning(store, today) if open_still or nears_its_end(cycle, today) else None
