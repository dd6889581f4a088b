"""The next year's plan, drafted from the old one: what goes on, what changes, what is left, and what is still asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pdsa.cycle import Cycle
from pdsa.decisions import GOES_ON, Decision, Path, Subject
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Better, Rating, better, reached
from pdsa.names import folded
from pdsa.newyear import Addition, NextGoal, NextStrategy, NextYear, Note, OldYear, Said, next_cycle, shift_of
from pdsa.parking import Parked

PARKS = frozenset({Path.CHANGE_FOCUS, Path.PREPARE, Path.SHIFT})
"""Paths that let the goal wait for another key activity."""


def next_year(old: OldYear) -> NextYear:
    """The whole draft (year.md, "launch"; domain.md 8(a), rows 12-23 and 34)."""
    return _Draft(old).whole()


class _Draft:
    """One draft in the making: strategies first, since goals go on for them."""

    def __init__(self, old: OldYear) -> None:
        self._old = old
        self._shift = shift_of(old.cycle)
        self._goal_codes = [goal.code for goal in old.goals]
        self._strategy_codes = [strategy.code for strategy in old.strategies]
        self._followed = {each.follows: each for each in old.strategies if each.follows}
        self._levels = {folded(each.activity): each for each in old.ratings}

    def whole(self) -> NextYear:
        strategies = tuple(self._strategy(each) for each in self._old.strategies)
        served = {each.new.goal for each in strategies if each.new is not None}
        goals = [self._goal(each, served) for each in self._old.goals]
        goals += self._first_goals(goals)
        going = {each.new.code: each for each in goals if each.new is not None}
        targets = {folded(g.new.activity): g.new.target for g in going.values() if g.new and g.new.activity}
        return NextYear(
            cycle=next_cycle(self._old.cycle),
            goals=tuple(goals),
            strategies=strategies,
            links=tuple(
                each
                for each in self._old.links
                if all(code in going and going[code].parked is None for code in (each.implementation, each.outcome))
            ),
            ratings=tuple(
                Rating(each.activity, each.year_end or each.initial, _level(targets.get(folded(each.activity))))
                for each in self._old.ratings
            ),
            additions=self._additions(),
        )

    # -- strategies ----------------------------------------------------------------------------

    def _strategy(self, old: Strategy) -> NextStrategy:
        decision = self._old.decisions.get(old.code)
        said = self._old.said.get(f"strategy:{old.code}", Said())
        goal = self._old.said.get(f"goal:{old.goal}", Said())
        other = decision is not None and decision.path is Path.OTHER_STRATEGY
        goes_on = decision is None or decision.path in GOES_ON or other
        both = decision is not None and not goes_on and decision.part_of_next is True
        if decision is not None and decision.part_of_next is not None:
            goes_on = decision.part_of_next
        if goal.carry is False:
            goes_on = False
        if said.carry is not None:
            goes_on = said.carry
        open_still = (decision is None and not old.follows) or both
        asked = open_still and said.carry is None and goal.carry is not False
        if not goes_on:
            return NextStrategy(old, None, decision)
        if decision is not None and other:
            drafted = decision.details.new_strategy or old.code in self._followed
            return NextStrategy(old, None if drafted else self._other(old, decision, said), decision)
        return NextStrategy(old, self._moved(old, decision, said), decision, asked)

    def _moved(self, old: Strategy, decision: Decision | None, said: Said) -> Strategy:
        """The same strategy a year later. A prediction is asked anew: the old one was about another year."""
        new = replace(
            old,
            start=self._later(old.start),
            end=self._later(old.end),
            prediction="",
            amendments=(),
            where=self._where(old, decision),
            carried_from=_from(self._old.cycle, old.follows or old.code),
        )
        return replace(new, **said.changes)  # type: ignore[arg-type]

    def _where(self, old: Strategy, decision: Decision | None) -> str:
        """Where it is done, with where it is taken to."""
        to = decision.details.where_to if decision is not None and decision.path is Path.EXPAND else ""
        if not to or folded(to) in folded(old.where) or folded(old.where) in {folded(team) for team in self._old.teams}:
            return old.where
        return f"{old.where}, {to}" if old.where else to

    def _other(self, old: Strategy, decision: Decision, said: Said) -> Strategy:
        """The strategy that was decided on instead, as the next step of a ramp."""
        code = _next_code("S", self._strategy_codes)
        self._strategy_codes.append(code)
        new = Strategy(
            code=code,
            goal=old.goal,
            title=decision.details.new_strategy_title or decision.next_step or old.title,
            owner=decision.owner or old.owner,
            where=old.where,
            start=self._later(old.start),
            end=self._later(old.end),
            follows=old.code,
            carried_from=_from(self._old.cycle, old.code),
            tags=old.tags,
        )
        return replace(new, **said.changes)  # type: ignore[arg-type]

    def _later(self, day: date | None) -> date | None:
        """A day of the old year a year later; one that lies beyond it stays."""
        return day if day is None or day > self._old.cycle.year.last_day else day + self._shift

    def _additions(self) -> tuple[Addition, ...]:
        """What was decided to be added to the logic model and is not in it yet, each once."""
        goals = {each.code: each.goal for each in self._old.strategies} | {each: each for each in self._goal_codes}
        found: dict[str, Addition] = {}
        for code, each in self._old.decisions.items():
            if each.path is Path.REALIGN and not each.details.applied:
                for words in each.details.additions:
                    found.setdefault(folded(words), Addition(words, goals.get(code, "")))
        return tuple(found.values())

    # -- goals ---------------------------------------------------------------------------------

    def _goal(self, old: Goal, served: set[str]) -> NextGoal:
        said = self._old.said.get(f"goal:{old.code}", Said())
        if said.carry is False:
            return NextGoal(old, None)
        new = replace(old, carried_from=_from(self._old.cycle, old.code))
        if old.kind is GoalKind.LONG_TERM:
            return NextGoal(old, replace(new, **said.changes))  # type: ignore[arg-type]
        decisions = self._decisions_on(old)
        new, notes = self._revised(new, decisions)
        if self._reached(new):
            notes.append(Note.REACHED)
            if old.code not in served and said.carry is None:
                return NextGoal(old, None, tuple(notes))
        parked = self._parked(old, decisions) if said.carry is None else None
        if parked:
            notes.append(Note.PARKED)
        return NextGoal(old, replace(new, **said.changes), tuple(notes), parked)  # type: ignore[arg-type]

    def _decisions_on(self, goal: Goal) -> list[Decision]:
        """The decisions that bear on a goal, oldest first: its own, and those on its strategies."""
        mine = {each.code for each in self._old.strategies if each.goal == goal.code}
        found = [
            each
            for code, each in self._old.decisions.items()
            if each.details.goal == goal.code
            or (not each.details.goal and (code in mine or (each.subject is Subject.GOAL and code == goal.code)))
        ]
        return sorted(found, key=lambda each: each.confirmed_at or each.at)

    def _revised(self, goal: Goal, decisions: Sequence[Decision]) -> tuple[Goal, list[Note]]:
        """The goal with its new baseline, and with what was decided on its date and target."""
        baseline, missing = self._baseline(goal)
        notes = [missing] if missing else []
        target, due = goal.target, self._later(goal.due)
        for each in decisions:
            if each.path is Path.EXTEND and each.details.new_due:
                due = each.details.new_due
                notes.append(Note.NEW_DUE)
            if each.path is Path.REVISE and each.details.new_target is not None:
                target = each.details.new_target
                notes.append(Note.NEW_TARGET)
        return replace(goal, baseline=baseline, target=target, due=due), list(dict.fromkeys(notes))

    def _baseline(self, goal: Goal) -> tuple[float | None, Note | None]:
        if goal.measure:
            last = self._old.actuals.get(goal.measure)
            return (goal.baseline, Note.NO_NUMBER) if last is None else (last, None)
        if not goal.activity:
            return goal.baseline, None
        rating = self._levels.get(folded(goal.activity))
        if rating is None or rating.year_end is None:
            return goal.baseline, Note.NOT_RATED
        return float(rating.year_end), None

    def _reached(self, goal: Goal) -> bool:
        if goal.baseline is None or goal.target is None:
            return False
        if goal.activity and not goal.measure:
            return goal.baseline >= goal.target
        before = next(each.baseline for each in self._old.goals if each.code == goal.code)
        way = better(before, goal.target)
        return way is not Better.UNKNOWN and bool(reached(goal.baseline, goal.target, way))

    def _parked(self, goal: Goal, decisions: Sequence[Decision]) -> Parked | None:
        """How a goal waits: as it does already, or as was decided last of it."""
        if goal.code in self._old.parked:
            return self._old.parked[goal.code]
        last = next((each for each in reversed(decisions) if each.path in PARKS and not each.details.applied), None)
        if last is None:
            return None
        said = last.details
        return Parked(0, goal.code, last.proposed_by, last.at, last.id, said.first_activity, said.until, said.condition)

    def _first_goals(self, goals: Sequence[NextGoal]) -> list[NextGoal]:
        """The key activities that come first by a decision, as goals, where no goal names them yet."""
        known = {folded(each.new.activity) for each in goals if each.new is not None and each.parked is None}
        found: list[NextGoal] = []
        for each in goals:
            first = each.parked.first if each.parked else ""
            if each.old is None or not first or folded(first) in known:
                continue
            known.add(folded(first))
            code = _next_code("G", self._goal_codes)
            self._goal_codes.append(code)
            rating = self._levels.get(folded(first))
            level = (rating.year_end or rating.initial) if rating else None
            new = Goal(
                code, GoalKind.IMPLEMENTATION, first, first, level, None,
                due=next_cycle(self._old.cycle).year.last_day, owner=each.old.owner, parent=each.old.parent,
                school=each.old.school,
            )  # fmt: skip
            found.append(NextGoal(None, new, (Note.FIRST,)))
        return found


def _from(cycle: Cycle, code: str) -> str:
    return f"{cycle.label}:{code}"


def _level(value: float | None) -> int | None:
    return int(value) if value in (1, 2, 3, 4) else None


def _next_code(letter: str, codes: Iterable[str]) -> str:
    """The code after the highest of its kind."""
    numbers = [int(code[1:]) for code in codes if code[:1].upper() == letter and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
