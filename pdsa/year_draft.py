"""The next year's plan, drafted from the old one: what goes on, what changes, what is left, and what is still asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pdsa.cadence import later_rhythm
from pdsa.cycle import Cycle
from pdsa.decision_effects import additions_of
from pdsa.decisions import GOES_ON, PUTS_FIRST, Decision, Path, Subject
from pdsa.framework import Framework
from pdsa.goals import Goal, GoalKind, Strategy, next_code
from pdsa.logic import Addition
from pdsa.measures import Better, Rating, better, reached
from pdsa.names import folded
from pdsa.newyear import FIRST, GoalNote, LaunchChoice, NextGoal, NextStrategy, NextYear, OldYear, next_cycle, shift_of
from pdsa.parked_goals import Parked


def to_take_up(decisions: Iterable[Decision], goals: Iterable[Goal], framework: Framework) -> list[str]:
    """The key activities that the decisions that stand want to be taken up, and that none of these goals names; each
    once, in the order in which they were decided.
    """
    newest = {(decision.subject, decision.strategy): decision for decision in decisions if decision.stands}
    wanted = [name for each in newest.values() if each.path is Path.REALIGN for name in each.details.activities]
    named: set[str] = set()
    for goal in goals:
        activity = framework.activity(goal.activity)
        named |= {folded(goal.activity), *({folded(activity.name)} if activity else ())}
    return [name for name in dict.fromkeys(wanted) if folded(name) not in named]


def next_year(old: OldYear) -> NextYear:
    """The whole draft (year.md, "launch"; domain.md 8(a), rows 12-23 and 34)."""
    return _Draft(old).whole()


def part_with(old: OldYear, part: str, choice: LaunchChoice) -> NextGoal | NextStrategy | None:
    """A goal or strategy of the next year as it would be if leads said this of it; None where there is no such part."""
    draft = next_year(replace(old, choices={**old.choices, part: choice}))
    return next((each for each in draft.parts if each.part == part), None)


class _Draft:
    """One draft in the making: strategies first, since goals go on for them."""

    def __init__(self, old: OldYear) -> None:
        self._old = old
        self._shift = shift_of(old.cycle)
        self._goal_codes = [goal.code for goal in old.goals]
        self._strategy_codes = [strategy.code for strategy in old.strategies]
        self._followed = {each.follows: each for each in old.strategies if each.follows}
        self._levels = {folded(each.activity): each for each in old.ratings}
        self._first = self._put_first()

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
                if all(code in going for code in (each.implementation, each.outcome))  # a parked goal keeps its links
            ),
            ratings=tuple(
                Rating(each.activity, each.year_end or each.initial, _level(targets.get(folded(each.activity))))
                for each in self._old.ratings
            ),
            additions=self._additions(),
            added=self._added(),
        )

    # -- strategies ----------------------------------------------------------------------------

    def _strategy(self, old: Strategy) -> NextStrategy:
        decision = self._old.decisions.get(old.code)
        choice = self._old.choices.get(f"strategy:{old.code}", LaunchChoice())
        goal = self._old.choices.get(f"goal:{old.goal}", LaunchChoice())
        other = decision is not None and decision.path is Path.OTHER_STRATEGY
        goes_on = decision is None or decision.path in GOES_ON or other
        both = decision is not None and not goes_on and decision.part_of_next is True
        if decision is not None and decision.part_of_next is not None:
            goes_on = decision.part_of_next
        if goal.carry is False or (decision is None and self._stopped(old.goal)):
            goes_on = False
        if choice.carry is not None:
            goes_on = choice.carry
        open_still = (decision is None and not old.follows) or both
        asked = open_still and goes_on and choice.carry is None
        if not goes_on:
            return NextStrategy(old, None, decision)
        if decision is not None and other:
            drafted = decision.details.new_strategy or old.code in self._followed
            return NextStrategy(old, None if drafted else self._other(old, decision, choice), decision)
        return NextStrategy(old, self._moved(old, decision, choice), decision, asked)

    def _moved(self, old: Strategy, decision: Decision | None, said: LaunchChoice) -> Strategy:
        """The same strategy a year later. A prediction is asked anew: the old one was about another year."""
        new = replace(
            old,
            start=self._later(old.start),
            end=self._later(old.end),
            prediction="",
            amendments=(),
            rhythm=later_rhythm(old.rhythm, self._shift),
            earlier_rhythms=(),
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

    def _other(self, old: Strategy, decision: Decision, said: LaunchChoice) -> Strategy:
        """The strategy that was decided on instead, as the next step of a ramp."""
        new = Strategy(
            code=next_code("S", self._strategy_codes),
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
        self._strategy_codes.append(new.code)
        return replace(new, **said.changes)  # type: ignore[arg-type]

    def _later(self, day: date | None) -> date | None:
        """A day of the old year a year later; one that lies beyond it stays."""
        return day if day is None or day > self._old.cycle.year.last_day else day + self._shift

    def _additions(self) -> tuple[Addition, ...]:
        """What was decided to be added to the logic model and is not in it yet, each once."""
        goals = {each.code: each.goal for each in self._old.strategies} | {code: code for code in self._goal_codes}
        additions: dict[str, Addition] = {}
        for code, decision in self._old.decisions.items():
            if decision.path is Path.REALIGN and not decision.details.applied:
                for addition in additions_of(decision.details, goals.get(code, "")):
                    additions.setdefault(folded(addition.words), addition)
        return tuple(additions.values())

    def _added(self) -> tuple[Strategy, ...]:
        """The strategies that were decided on for a goal itself: they take no other one's place."""
        goals = {each.code: each for each in self._old.goals}
        strategies: list[Strategy] = []
        for code, decision in self._old.decisions.items():
            known = decision.subject is Subject.GOAL and decision.path is Path.OTHER_STRATEGY and code in goals
            left = (
                decision.part_of_next is False or self._old.choices.get(f"goal:{code}", LaunchChoice()).carry is False
            )
            if known and not left and not decision.details.new_strategy:
                title = decision.details.new_strategy_title or decision.next_step
                new = Strategy(next_code("S", self._strategy_codes), code, title, decision.owner)
                self._strategy_codes.append(new.code)
                strategies.append(new)
        return tuple(strategies)

    # -- goals ---------------------------------------------------------------------------------

    def _goal(self, old: Goal, served: set[str]) -> NextGoal:
        choice = self._old.choices.get(f"goal:{old.code}", LaunchChoice())
        if choice.carry is False:
            return NextGoal(old, None)
        new = replace(old, carried_from=_from(self._old.cycle, old.code))
        if old.kind is GoalKind.LONG_TERM:
            return NextGoal(old, replace(new, **choice.changes))  # type: ignore[arg-type]
        decisions = self._decisions_on(old)
        new, notes = self._revised(new, decisions)
        first = old.activity and folded(old.activity) in self._first
        notes += [GoalNote.FIRST] if first else []
        if self._reached(new):
            notes.append(GoalNote.REACHED)
            if old.code not in served and choice.carry is None and not first:
                return NextGoal(old, None, tuple(notes))
        if choice.carry is None and old.code not in served and self._stopped(old.code):
            return NextGoal(old, None, tuple(notes))
        parked = self._parked(old, decisions) if choice.carry is None else None
        if parked:
            notes.append(GoalNote.PARKED)
        new = replace(new, **choice.changes)  # type: ignore[arg-type]
        latest = self._old.actuals.get(old.measure)
        taken = latest if latest is not None and latest.value == new.baseline else None
        return NextGoal(old, new, tuple(notes), parked, latest=taken)

    def _decisions_on(self, goal: Goal) -> list[Decision]:
        """The decisions that bear on a goal, oldest first: its own, and those on its strategies."""
        mine = {each.code for each in self._old.strategies if each.goal == goal.code}
        decisions = [
            decision
            for code, decision in self._old.decisions.items()
            if decision.details.goal == goal.code
            or (
                not decision.details.goal and (code in mine or (decision.subject is Subject.GOAL and code == goal.code))
            )
        ]
        return sorted(decisions, key=lambda each: each.confirmed_at or each.at)

    def _revised(self, goal: Goal, decisions: Sequence[Decision]) -> tuple[Goal, list[GoalNote]]:
        """The goal with its new baseline, and with what was decided on its date and target."""
        baseline, missing = self._baseline(goal)
        notes = [missing] if missing else []
        target, due = goal.target, self._later(goal.due)
        for decision in decisions:
            if decision.details.applied:
                continue  # the plan has it, and may have moved on since
            if decision.path is Path.EXTEND and decision.details.new_due:
                due = self._later(decision.details.new_due)
                notes.append(GoalNote.NEW_DUE)
            if decision.path is Path.REVISE and decision.details.new_target is not None:
                target = decision.details.new_target
                notes.append(GoalNote.NEW_TARGET)
        return replace(goal, baseline=baseline, target=target, due=due), list(dict.fromkeys(notes))

    def _baseline(self, goal: Goal) -> tuple[float | None, GoalNote | None]:
        if goal.measure:
            last = self._old.actuals.get(goal.measure)
            return (goal.baseline, GoalNote.NO_NUMBER) if last is None else (last.value, None)
        if not goal.activity:
            return goal.baseline, None
        rating = self._levels.get(folded(goal.activity))
        if rating is None or rating.year_end is None:
            return goal.baseline, GoalNote.NOT_RATED
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
        last = self._putting_first(decisions)
        if last is None:
            return None
        said = last.details
        return Parked(0, goal.code, last.proposed_by, last.at, last.id, said.first_activity, said.until, said.condition)

    def _putting_first(self, decisions: Sequence[Decision]) -> Decision | None:
        """The last of a goal's decisions that puts something else first and has not been carried out."""
        return next(
            (each for each in reversed(decisions) if each.path in PUTS_FIRST and not each.details.applied), None
        )

    def _stopped(self, goal: str) -> bool:
        """Whether a goal itself was decided to be stopped, or not to be part of the next year."""
        own = self._old.decisions.get(goal)
        if own is None or own.subject is not Subject.GOAL:
            return False
        return own.part_of_next is False if own.path in GOES_ON else own.path is Path.STOP and not own.part_of_next

    def _put_first(self) -> dict[str, tuple[str, Goal]]:
        """The key activities that come first by a decision, by their folded names, each with the goal that it comes
        before; none for a goal that leads let go on.
        """
        goals_by_activity: dict[str, tuple[str, Goal]] = {}
        for goal in self._old.goals:
            parked = self._old.parked.get(goal.code)
            last = self._putting_first(self._decisions_on(goal))
            first = parked.first if parked else last.details.first_activity if last else ""
            if first and not self._old.choices.get(f"goal:{goal.code}", LaunchChoice()).carry:
                goals_by_activity.setdefault(folded(first), (first, goal))
        return goals_by_activity

    def _first_goals(self, goals: Sequence[NextGoal]) -> list[NextGoal]:
        """The key activities that come first, as goals, where no goal names them yet."""
        known = {folded(each.new.activity) for each in goals if each.new is not None and each.parked is None}
        wanted = [each for name, each in self._first.items() if name not in known]
        return [self._first_goal(first, before) for first, before in wanted]

    def _first_goal(self, first: str, before: Goal) -> NextGoal:
        """A goal for a key activity, with what leads said of it; where it stands is known, its target is theirs."""
        choice = self._old.choices.get(f"{FIRST}{first}", LaunchChoice())
        rating = self._levels.get(folded(first))
        level = (rating.year_end or rating.initial) if rating else None
        new = Goal(
            next_code("G", self._goal_codes), GoalKind.IMPLEMENTATION, first, first, level, None,
            due=next_cycle(self._old.cycle).year.last_day, owner=before.owner, parent=before.parent,
            school=before.school,
        )  # fmt: skip
        self._goal_codes.append(new.code)
        changed = replace(new, **choice.changes)  # type: ignore[arg-type]
        return NextGoal(None, None if choice.carry is False else changed, (GoalNote.FIRST,), first=first)


def _from(cycle: Cycle, code: str) -> str:
    return f"{cycle.label}:{code}"


def _level(value: float | None) -> int | None:
    return int(value) if value in (1, 2, 3, 4) else None
