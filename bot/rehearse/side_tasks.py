"""What the sample cast does unasked: it tells successes, passes voices on, tries small cycles, asks other schools."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from bot.rehearse.drawn_year import How, drawn
from bot.rehearse.strategy_fortunes import goal_to_decide, runs
from pdsa.goals import Strategy
from pdsa.people import PROMPTED, Role
from pdsa.plan import Plan, PlanMember

MONTH = timedelta(days=30)
TRIED = timedelta(days=24)
"""So long a small cycle takes."""
NUMBERS_SET, MID_YEAR_SET, DECIDED = 0.08, 0.16, 0.97
"""Shares of the year after which research and leads do what they do once in it."""
Schedule = Callable[[date, PlanMember, str, Sequence[str]], None]
"""On a day, somebody types a word and then presses these routes one after the other, filling in what opens."""


class SideTasks:
    """Lays out a year's errands: few, spread over the people, the same for the same seed."""

    def __init__(self, plan: Plan, seed: int, schedule: Schedule) -> None:
        self._plan = plan
        self._seed = seed
        self._chance = Random(f"{seed}:errands")
        self._schedule = schedule
        self._people = {person.email: person for person in plan.team}
        self._length = (plan.last_day - plan.first_day).days

    def lay_out(self) -> None:
        self._sets_up()
        self._tell()
        self._changes()
        self._decides()
        self._small_cycles()
        self._schools()

    def _day(self, share: float) -> date:
        """A day at this share of the year."""
        return self._plan.first_day + timedelta(days=round(self._length * share))

    def _some(self, roles: frozenset[Role] = PROMPTED) -> PlanMember | None:
        found = [person for person in self._plan.team if person.role in roles]
        return self._chance.choice(found) if found else None

    def _sets_up(self) -> None:
        """Once, in the first year: a day for rating in between, and a number that is due each month."""
        if any(each.carried_from for each in self._plan.goals):
            return
        lead, research = self._some(frozenset({Role.LEAD})), self._some(frozenset({Role.RESEARCH}))
        measures = [each.measure for each in self._plan.goals if each.measure]
        if lead is not None:
            self._schedule(self._day(MID_YEAR_SET), lead, "/sel rate", ("rate.midyear",))
        if research is not None and measures:
            self._schedule(self._day(NUMBERS_SET), research, f"/sel chart {measures[-1]}", ("log.measure",))

    def _tell(self) -> None:
        """A success now and then, and what students and families said, by those whose work goes on then."""
        for month in range(1, self._length // MONTH.days):
            word = "/sel win" if month % 2 else "/sel voice"
            day = self._plan.first_day + month * MONTH
            owners = [
                self._people[strategy.owner]
                for strategy in self._plan.strategies
                if strategy.owner in self._people and runs(strategy, day)
            ]
            who = self._chance.choice(owners) if owners else self._some()
            if who is not None:
                self._schedule(day, who, word, ())

    def _changes(self) -> None:
        """Something changes around the team in winter."""
        lead = self._some(frozenset({Role.LEAD}))
        if lead is not None:
            self._schedule(self._day(0.55), lead, "/sel context", ())

    def _decides(self) -> None:
        """A goal that no strategy answers for is decided on by a lead."""
        lead, goal = self._some(frozenset({Role.LEAD})), goal_to_decide(self._plan)
        if lead is not None and goal is not None:
            self._schedule(self._day(DECIDED), lead, f"/sel decide goal:{goal.code}", ())

    def _small_cycles(self) -> None:
        """One strategy, of those that take place, is tried in two small cycles, each looked at when it is over."""
        hows = drawn(self._plan, self._seed)
        able = [each for each in self._plan.strategies if self._fits(each) and hows[each.code] is not How.HARDLY]
        if not able:
            return
        chosen = self._chance.choice(able)
        owner, start = self._people[chosen.owner], max(chosen.start or self._plan.first_day, self._plan.first_day)
        for number, route in enumerate(("cycle.new", "cycle.next")):
            begun = start + timedelta(days=14) + number * (TRIED + timedelta(days=10))
            self._schedule(begun, owner, f"/sel cycle {chosen.code}", (route,))
            self._schedule(begun + TRIED, owner, f"/sel cycle {chosen.code}", ("cycle.end",))

    def _fits(self, strategy: Strategy) -> bool:
        if strategy.owner not in self._people or strategy.start is None or strategy.end is None:
            return False
        return strategy.end - strategy.start > 4 * TRIED

    def _schools(self) -> None:
        """Schools plan whom they tell, and one of them asks the others something: each year another one."""
        leads = [person for person in self._plan.team if person.role is Role.SCHOOL_LEAD]
        for number, lead in enumerate(leads[:2]):
            self._schedule(self._day(0.6) + timedelta(days=7 * number), lead, "/sel share", ("share.new",))
        if leads:
            asks = leads[self._plan.first_day.year % len(leads)]
            self._schedule(self._day(0.45), asks, "/sel school", ("school.questions", "school.ask"))
