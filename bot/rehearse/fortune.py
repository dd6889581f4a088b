"""How each strategy fares in the sample year, and what its people say of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sayings
from bot.rehearse.sayings import Arc, Theme
from pdsa.checkin import Went
from pdsa.decisions import Path
from pdsa.goals import Strategy
from pdsa.interview import Question, way_to
from pdsa.obstacles import Obstacle
from pdsa.plan import Plan

Json = dict[str, Any]
NOTED, HELP = 0.4, 0.12
"""How often an answer gets a sentence, and how often the sentence of a week that failed asks for help."""
RELEASED_WEEK, RELEASED_YEAR = 0.3, 0.6
"""How often a sentence of a week, and a reflection, may be quoted."""
HEARD = 0.5
"""How often something is said of students' and families' voice."""
SUMMER, A_YEAR = timedelta(days=80), timedelta(days=364)


@dataclass(frozen=True)
class Fortune:
    """One strategy's year: `ease` is the share of weeks that go as planned; `drawn`, from 0 to below 1, decides how it
    goes on.
    """

    ease: float
    theme: Theme
    partners: str = ""
    tools: str = ""
    drawn: float = 0.0

    @property
    def path(self) -> Path:
        """How it goes on: one of its arc's paths, the same on every screen that asks."""
        return self.arc.paths[int(self.drawn * len(self.arc.paths))]

    @property
    def arc(self) -> Arc:
        return sayings.GOOD if self.ease >= 0.75 else sayings.MIXED if self.ease >= 0.55 else sayings.HARD

    def went(self, chance: Random) -> Went:
        drawn = chance.random()
        if drawn < self.ease:
            return Went.AS_PLANNED
        return Went.PARTLY if drawn < self.ease + (1 - self.ease) * 0.6 else Went.NOT

    def week(self, went: Went, chance: Random) -> Json:
        """What is said of one week, as the form's fields."""
        said: Json = {"went": went.value, "quotable": ticked(chance.random() < RELEASED_WEEK)}
        if went is Went.AS_PLANNED:
            return said | {"well": chance.choice(self.theme.well)}
        return said | {"in_way": chance.choice(self.theme.in_way)}

    def call(self, chance: Random) -> Json:
        """A call for help, as the form's field."""
        return {"help": chance.choice(self.theme.help)}

    def happened(self, offered: list[str], chance: Random) -> Json:
        """What is said first when the strategy is looked back at; `offered` is what can be chosen as evidence."""
        return {
            "happened": chance.choice(self.arc.happened),
            "held": chance.choice(self.arc.held).value,
            "evidence": offered[: chance.randint(1, 3)],
            "missing": chance.choice(sayings.MISSING),
        }

    def learned(self, chance: Random) -> Json:
        """What is said then."""
        went_well = self.ease >= 0.75
        return {
            "learned": chance.choice(self.theme.learned),
            "people": chance.choice(self.theme.people) if self.ease >= 0.55 else "",
            "partners": self.partners if went_well else "",
            "tools": self.tools if went_well else "",
            "obstacles": [] if went_well else chance.sample([each.value for each in Obstacle], chance.randint(1, 2)),
            "in_way": "" if went_well else chance.choice(self.theme.in_way),
            "voice": chance.choice(sayings.VOICES) if chance.random() < HEARD else "",
            "quotable": ticked(chance.random() < RELEASED_YEAR),
        }

    def answer(self, question: str) -> Json:
        """The answer to one question of the interview, on the way to this strategy's path."""
        way = way_to(self.path, list(Obstacle)[int(self.drawn * len(Obstacle))])
        if question not in set(Question) or Question(question) not in way:
            return {}
        return {f"answer_{question}": way[Question(question)]}

    def details(self, chance: Random, last_day: date) -> Json:
        """What the end of the interview asks for, whichever end it is."""
        return {
            "people": chance.choice(self.theme.people),
            "partners": self.partners or sayings.NONE,
            "tools": self.tools or sayings.NONE,
            "keeps_going": chance.choice(sayings.KEEPS_GOING),
            "where_to": chance.choice(sayings.WHERE_TO),
            "new_due": (last_day + A_YEAR).isoformat(),
            "look_again": last_day.isoformat(),
            "until": (last_day + A_YEAR / 2).isoformat(),
            "new_strategy_title": chance.choice(sayings.ANOTHER_WAY),
            "learned": chance.choice(self.theme.learned),
            "instead": chance.choice(sayings.ANOTHER_WAY),
        }

    def decision(self, chance: Random, last_day: date) -> Json:
        """Why, and what comes next."""
        return {
            "reason": chance.choice(self.arc.reason),
            "step": sayings.FAREWELL if self.path is Path.STOP else chance.choice(self.arc.step),
            "due": (last_day + SUMMER).isoformat(),
        }


def fortunes(plan: Plan, seed: int) -> dict[str, Fortune]:
    """Each strategy's year by its code, the same for the same seed."""
    return {each.code: _fortune(each, Random(f"{seed}:ease:{each.code}")) for each in plan.strategies}


def nobody_knows() -> Fortune:
    """For a strategy that came into the plan later."""
    return Fortune(0.7, sayings.ANYTHING)


def ticked(on: bool) -> list[str]:
    """A box to tick, as a form takes it."""
    return ["on"] if on else []


def _fortune(strategy: Strategy, chance: Random) -> Fortune:
    words = strategy.title.casefold()
    theme = next((each for each in sayings.THEMES if any(word in words for word in each.known_by)), sayings.ANYTHING)
    ease = chance.uniform(0.4, 0.95)
    return Fortune(ease, theme, _sentence(strategy.partners), _sentence(strategy.resources), chance.random())


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
