"""Goals, strategies, the logic model, observations and ratings of one cycle."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, select

from pdsa.calendar import local_day
from pdsa.figure_table import spelled_alike
from pdsa.goals import Amendment, Goal, Link, Strategy, changed
from pdsa.measures import Observation, Rating
from pdsa.names import folded
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.figures import ObservationRow, RatingRow
from storage.tables.year_and_plan import AmendmentRow, GoalRow, LinkRow, StrategyRow
from storage.transaction import OfYear, Transaction, read_once, table

GOALS = table(GoalRow)
STRATEGIES = table(StrategyRow)
AMENDMENTS = table(AmendmentRow)
OBSERVED = ("cycle", "measure", "grouping", "day")
LINKS = table(LinkRow)
OBSERVATIONS = table(ObservationRow)
RATINGS = table(RatingRow)
_goal = partial(from_row, Goal)
SERVED = (GOALS.c.cycle == STRATEGIES.c.cycle) & (GOALS.c.code == STRATEGIES.c.goal)
WITH_SCHOOL = select(STRATEGIES, GOALS.c.school).select_from(STRATEGIES.outerjoin(GOALS, SERVED))
IN_ORDER = WITH_SCHOOL.where(STRATEGIES.c.cycle == bindparam("cycle")).order_by(STRATEGIES.c.position)
LATER = select(AMENDMENTS).where(AMENDMENTS.c.cycle == bindparam("cycle")).order_by(AMENDMENTS.c.id)
"""Asked in nearly every transaction, so they are made once."""


class Plans(OfYear):
    """Questions about what one cycle has planned and measured."""

    def __init__(self, transaction: Transaction, cycle: int, zone: str) -> None:
        super().__init__(transaction, cycle)
        self._zone = zone

    @cached(GOALS)
    async def goals(self, *, dropped: bool = False) -> list[Goal]:
        query = self._select(GOALS).order_by(GOALS.c.position)
        return [_goal(row) for row in await self._t.rows(query) if dropped or not row["dropped"]]

    async def put_goal(self, goal: Goal) -> None:
        """Add a goal or change the one with its code; the change is in the audit trail."""
        row = await self._t.first(self._select(GOALS, GOALS.c.code == goal.code))
        goal = replace(goal, measure=await self._spelled(goal.measure, goal.code))
        before = _goal(row) if row else None
        values = {**columns_of(goal), "dropped": False}
        position = await self._position(GOALS, goal.code)
        await self._put(GoalRow, {"position": position, **values})
        if before != goal or (row and row["dropped"]):
            await self._t.record("goal", goal.code, before=asdict(before) if before else None, after=values)

    @cached(STRATEGIES, GOALS, AMENDMENTS)
    async def strategies(self, *, dropped: bool = False) -> list[Strategy]:
        """The strategies in their order; those that a later import left out only with `dropped`."""
        own = {"cycle": self._cycle}
        amendments: dict[str, list[Amendment]] = {}
        for row in await self._t.rows(LATER, own):
            amendments.setdefault(row["strategy"], []).append(from_row(Amendment, row))
        rows = [row for row in await self._t.rows(IN_ORDER, own) if dropped or not row["dropped"]]
        return [strategy_in(row, tuple(amendments.get(row["code"], ()))) for row in rows]

    @cached(STRATEGIES, GOALS, AMENDMENTS)
    async def strategy(self, code: str) -> Strategy | None:
        """The strategy with this code, set aside or not."""
        row = await self._t.first(WITH_SCHOOL.where(*self._row(code)))
        if row is None:
            return None
        return strategy_in(row, await self._amendments(code))

    async def _amendments(self, code: str) -> tuple[Amendment, ...]:
        """The later wordings of a strategy's prediction, oldest first."""
        mine = AMENDMENTS.c.strategy == code
        return tuple(await self._all(partial(from_row, Amendment), AMENDMENTS, mine, by=[AMENDMENTS.c.id]))

    async def codes(self) -> tuple[str, ...]:
        """The codes of all goals and strategies, set aside or not: none is given twice."""
        goals, strategies = await self.goals(dropped=True), await self.strategies(dropped=True)
        return (*(goal.code for goal in goals), *(strategy.code for strategy in strategies))

    async def changed_at(self, code: str) -> datetime | None:
        """When a strategy came, or was changed last; None where nobody knows, or there is none."""
        at: datetime | None = await self._t.scalar(select(STRATEGIES.c.changed_at).where(*self._row(code)))
        return at

    async def owned(self, email: str) -> list[Strategy]:
        return [each for each in await self.strategies() if each.owner == email]

    async def put_strategy(self, strategy: Strategy) -> Strategy:
        """Add or change a strategy; returns it as it now stands, a new wording of a locked prediction beside it."""
        before = await self.strategy(strategy.code)
        wanted = replace(strategy, measure=await self._spelled(strategy.measure, strategy.code))
        was_locked = before is not None and await self._is_locked(strategy.code)
        change = changed(before, wanted, local_day(self._t.now, self._zone), was_locked=was_locked)
        if change.amendment:
            await self._amend(strategy.code, change.amendment)
        values = _strategy_columns(change.strategy)
        old = _strategy_columns(before) if before else None
        if before is None:
            place = {"cycle": self._cycle, "position": await self._end(STRATEGIES)}
            await self._t.run(STRATEGIES.insert().values(**place, **values, changed_at=self._t.now))
        elif old != values:
            state = {"prediction_locked": change.locked, "changed_at": self._t.now}
            await self._t.update(STRATEGIES, *self._row(strategy.code), **values, **state)
        if old != values:
            await self._t.record("strategy", strategy.code, before=old, after={**values, "cycle": self._cycle})
        amendments = await self._amendments(strategy.code) if before else ()
        return replace(change.strategy, amendments=amendments, school=await self._school(strategy.goal))

    async def _is_locked(self, code: str) -> bool:
        return bool(await self._t.scalar(select(STRATEGIES.c.prediction_locked).where(*self._row(code))))

    async def _school(self, goal: str) -> str:
        own = (GOALS.c.cycle == self._cycle, GOALS.c.code == goal)
        return str(await self._t.scalar(select(GOALS.c.school).where(*own)) or "")

    @cached(LINKS)
    async def links(self) -> list[Link]:
        rows = await self._t.rows(self._select(LINKS))
        return sorted((from_row(Link, row) for row in rows), key=lambda link: (link.implementation, link.outcome))

    async def set_links(self, links: Iterable[Link]) -> None:
        """Replace the logic model."""
        wanted = {(link.implementation, link.outcome) for link in links}
        before = {(link.implementation, link.outcome) for link in await self.links()}
        if wanted == before:
            return
        await self._delete(LINKS)
        rows = [{"cycle": self._cycle, "implementation": a, "outcome": b} for a, b in sorted(wanted)]
        await self._t.add_missing(LinkRow, ("cycle", "implementation", "outcome"), rows)
        await self._t.record("logic model", "links", before=sorted(before), after=sorted(wanted))

    @cached(OBSERVATIONS)
    async def observations(self, until: date) -> list[Observation]:
        """What was measured up to and including `until`, oldest first: later ones do not count yet."""
        order = [OBSERVATIONS.c.measure, OBSERVATIONS.c.day]
        return await self._all(observed, OBSERVATIONS, OBSERVATIONS.c.day <= until, by=order)

    async def put_observations(self, observations: Sequence[Observation]) -> int:
        """Add or correct observations, known by measure, group and date; returns how many changed."""
        existing = {observation.slot: observation for observation in await self.observations(date.max)}
        names, groups = await self._spellings(), [observation.group for observation in existing.values()]
        observations = spelled_alike(observations, names.values(), groups)
        changed = [observation for observation in observations if existing.get(observation.slot) != observation]
        new = [self._observed(observation) for observation in changed if observation.slot not in existing]
        await self._t.add_missing(ObservationRow, OBSERVED, new)
        for observation in changed:
            old = existing.get(observation.slot)
            if old is not None:
                await self._t.put(ObservationRow, OBSERVED, self._observed(observation))
            if old is not None or self._t.actor is not None:  # a file's rows say for themselves where they come from
                before = asdict(old) if old else None
                await self._t.record("observation", trail_of(observation), before=before, after=asdict(observation))
        return len(changed)

    async def _spellings(self, but: str = "") -> dict[str, str]:
        """How the year spells its measures, by what their spellings have in common: in its numbers, else in a goal or
        strategy other than `but`. So a name stays one, whatever quotes, dashes and capitals somebody's program types.
        """
        queries = [select(OBSERVATIONS.c.measure).distinct().where(OBSERVATIONS.c.cycle == self._cycle)]
        for made in (GOALS, STRATEGIES):
            own = (made.c.cycle == self._cycle, made.c.code != but, made.c.measure != "", made.c.dropped.is_(False))
            queries.append(select(made.c.measure).where(*own).order_by(made.c.position))
        spellings: dict[str, str] = {}
        for query in queries:
            for row in await self._t.rows(query):
                spellings.setdefault(folded(row["measure"]), row["measure"])
        return spellings

    async def _spelled(self, measure: str, but: str) -> str:
        return (await self._spellings(but)).get(folded(measure), measure) if measure else ""

    def _observed(self, observation: Observation) -> dict[str, Any]:
        columns = {"cycle": self._cycle, "grouping": observation.group, **columns_of(observation, "group")}
        return {**columns, "entered_by": self._t.actor, "entered_at": self._t.now}

    @read_once
    async def ratings(self) -> list[Rating]:
        return await self._all(partial(from_row, Rating), RATINGS, by=[RATINGS.c.position])

    async def put_rating(self, rating: Rating) -> None:
        before = {each.activity: each for each in await self.ratings()}.get(rating.activity)
        position = await self._position(RATINGS, rating.activity, RATINGS.c.activity)
        await self._put(RatingRow, {"position": position, **asdict(rating)})
        if before != rating:
            await self._t.record(
                "rating", rating.activity, before=asdict(before) if before else None, after=asdict(rating)
            )

    async def drop(self, kind: str, code: str) -> None:
        """Set a goal or strategy aside: nobody is asked about it any more, and all that was said of it stays."""
        made = GOALS if kind == "goal" else STRATEGIES
        await self._update(made, made.c.code == code, dropped=True)
        await self._t.record(f"{kind} dropped", code)

    async def take_up(self, kind: str, code: str) -> None:
        """What was set aside is part of the plan again."""
        made = GOALS if kind == "goal" else STRATEGIES
        await self._update(made, made.c.code == code, dropped=False)
        await self._t.record(f"{kind} taken up", code)

    def _row(self, code: str) -> tuple[Any, ...]:
        return (STRATEGIES.c.cycle == self._cycle, STRATEGIES.c.code == code)

    async def _amend(self, code: str, text: str) -> None:
        await self._t.add(AmendmentRow, {"cycle": self._cycle, "strategy": code, "text": text, "at": self._t.now})
        await self._t.record("prediction amended", code, after=text)

    async def _position(self, made: Any, key: str, column: Any = None) -> int:
        """Where a row stands: its own place, or the end of the list."""
        column = made.c.code if column is None else column
        own = await self._t.scalar(select(made.c.position).where(made.c.cycle == self._cycle, column == key))
        return int(own) if own is not None else await self._end(made)

    async def _end(self, made: Any) -> int:
        """The place after the last row."""
        last = await self._t.scalar(select(func.max(made.c.position)).where(made.c.cycle == self._cycle))
        return int(last or 0) + 1


def trail_of(observation: Observation) -> str:
    """What the audit trail calls an observation: its measure, group and day."""
    return " ".join(str(each) for each in (observation.measure, observation.group, observation.day) if each)


def observed(row: RowMapping) -> Observation:
    """The observation in a row."""
    return from_row(Observation, row, group=row["grouping"])


def strategy_in(row: RowMapping, amendments: tuple[Amendment, ...] = ()) -> Strategy:
    """The strategy in a row that has its goal's school beside it."""
    rhythms = tuple((date.fromisoformat(until), text) for until, text in row["earlier_rhythms"])
    kept = {"where": row["place"], "school": row["school"] or "", "earlier_rhythms": rhythms}
    return from_row(Strategy, row, amendments=amendments, **kept)


def _strategy_columns(strategy: Strategy) -> dict[str, Any]:
    earlier = [[until.isoformat(), text] for until, text in strategy.earlier_rhythms]
    columns = columns_of(strategy, "amendments", "where", "school")
    return {**columns, "place": strategy.where, "earlier_rhythms": earlier}
