"""What the sample cast does unasked: successes, voices, a change around them, small cycles, schools that ask."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from pdsa.goals import Strategy
from pdsa.people import PROMPTED, Role
from pdsa.plan import Person, Plan

MONTH = timedelta(days=30)
TRIED = timedelta(days=24)
"""So long a small cycle takes."""
Schedule = Callable[[date, Person, str, Sequence[str]], None]
"""On a day, somebody types a word and then presses these doors one after the other, filling in what opens."""


class Errands:
    """Lays out a year's errands: few, spread over the people, the same for the same seed."""

    def __init__(self, plan: Plan, seed: int, schedule: Schedule) -> None:
        self._plan = plan
        self._chance = Random(f"{seed}:errands")
        self._schedule = schedule
        self._people = {person.email: person for person in plan.team}
        self._length = (plan.last_day - plan.first_day).days

    def lay_out(self) -> None:
        self._tell()
        self._changes()
        self._small_cycles()
        self._schools()

    def _day(self, share: float) -> date:
        """A day at this share of the year."""
        return self._plan.first_day + timedelta(days=round(self._length * share))

    def _some(self, roles: frozenset[Role] = PROMPTED) -> Person | None:
        found = [person for person in self._plan.team if person.role in roles]
        return self._chance.choice(found) if found else None

    def _tell(self) -> None:
        """A success now and then, and what students and families said."""
        for month in range(1, self._length // MONTH.days):
            word = "/sel win" if month % 2 else "/sel voice"
            who = self._some()
            if who is not None:
                self._schedule(self._plan.first_day + month * MONTH, who, word, ())

    def _changes(self) -> None:
        """Something changes around the team in winter."""
        lead = self._some(frozenset({Role.LEAD}))
        if lead is not None:
            self._schedule(self._day(0.55), lead, "/sel context", ())

    def _small_cycles(self) -> None:
        """One strategy is tried in two small cycles, each looked at when it is over."""
        able = [each for each in self._plan.strategies if self._fits(each)]
        if not able:
            return
        chosen = self._chance.choice(able)
        owner, start = self._people[chosen.owner], max(chosen.start or self._plan.first_day, self._plan.first_day)
        for number, door in enumerate(("cycle.new", "cycle.next")):
            begun = start + timedelta(days=14) + number * (TRIED + timedelta(days=10))
            self._schedule(begun, owner, f"/sel cycle {chosen.code}", (door,))
            self._schedule(begun + TRIED, owner, f"/sel cycle {chosen.code}", ("cycle.end",))

    def _fits(self, strategy: Strategy) -> bool:
        if strategy.owner not in self._people or strategy.start is None or strategy.end is None:
            return False
        return strategy.end - strategy.start > 4 * TRIED

    def _schools(self) -> None:
        """A school plans whom it tells, and asks the others something."""
        leads = [person for person in self._plan.team if person.role is Role.SCHOOL_LEAD]
        for number, lead in enumerate(leads[:2]):
            self._schedule(self._day(0.6) + timedelta(days=7 * number), lead, "/sel share", ("share.new",))
        if leads:
            self._schedule(self._day(0.45), leads[0], "/sel school", ("school.questions", "school.ask"))
