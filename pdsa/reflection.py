"""What a strategy did and what was learned: the STUDY of one strategy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pdsa.calendar import SchoolYear, month_end
from pdsa.field_privacy import Copied, ForAuthor, Plain, Quotable, Shareable
from pdsa.goals import Strategy
from pdsa.obstacles import Obstacle
from pdsa.typed_words import Short


class Held(StrEnum):
    """Whether a prediction turned out."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "can't tell yet"
    NO_DATA = "no data"
    """Its day has passed, and nothing says whether it did."""


TYPED: Mapping[str, Held] = {
    Short.YES: Held.YES,
    Short.PLANNED: Held.YES,
    Short.DONE: Held.YES,
    Short.PARTLY: Held.PARTLY,
    Short.NO: Held.NO,
    Short.NOT: Held.NO,
}
"""What a short answer says of a prediction."""

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BY_WHEN = re.compile(
    r"\b(?i:by|until|till|before|in|of|early|late|mid|this|next|\d{1,2}(?:st|nd|rd|th)?)[\s-]+(?:"
    r"((?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)|May)|((?i:fall|autumn|winter|spring)))\b"
)
"""A month or a season by which something is expected; "may" is the month only where it is written so."""
SEASON_ENDS = {"fall": 11, "autumn": 11, "winter": 2, "spring": 5}
"""The months with which seasons end."""


def predicted_for(prediction: str, year: SchoolYear) -> date | None:
    """The last day of the months and seasons that a prediction names: "60% come by April" is known once April is over.
    None where it names none.
    """
    named = [MONTH_NAMES.index(month[:3].lower()) + 1 if month else SEASON_ENDS[season.lower()]
             for month, season in BY_WHEN.findall(prediction)]  # fmt: skip
    first = year.first_day
    return max((month_end(date(first.year + (month < first.month), month, 1)) for month in named), default=None)


def verdicts(strategy: Strategy, today: date, year: SchoolYear) -> tuple[Held, ...]:
    """What can be said of a strategy's prediction: while its day has not passed that it is too early, after it that
    there are no data. Its day is the one that it names, and no later than the strategy's end.
    """
    days = (strategy.end, predicted_for(strategy.prediction, year))
    over = any(day is not None and day < today for day in days)
    return tuple(each for each in Held if each is not (Held.UNKNOWN if over else Held.NO_DATA))


def contradicted(held: Held, told: Iterable[bool | None]) -> bool:
    """Whether the numbers say otherwise than a verdict: `told` says of each measure that the strategy works for whether
    it is at its goal, None where nobody can say. One that is enough for neither side contradicts nothing.
    """
    known = [each for each in told if each is not None]
    return bool(known) and ((held is Held.YES and not any(known)) or (held is Held.NO and all(known)))


@dataclass(frozen=True)
class Evidence:
    """Something that somebody chose as evidence, as it read at the time.

    `ref` says where it comes from: "weeks" for the weeks counted, "numbers" for the strategy's own numbers,
    "measure:GOAL" for a goal's measure, "2027-04-15:well" and "2027-04-15:in_way" for a sentence of that week.
    """

    ref: Plain
    text: Annotated[str, Copied()]

    @property
    def week(self) -> date | None:
        """The week of a sentence; None where the evidence is no sentence."""
        day, colon, _which = self.ref.partition(":")
        try:
            return date.fromisoformat(day) if colon else None
        except ValueError:
            return None


@dataclass(frozen=True)
class BegunReflection:
    """A reflection's first half, kept as soon as it is said: what happened, before what was learned."""

    strategy: Plain
    member: int
    at: datetime
    happened: Annotated[str, ForAuthor()]
    held: Held
    missing: Annotated[str, ForAuthor()]
    evidence: Annotated[tuple[Evidence, ...], Copied("member")] = ()


@dataclass(frozen=True)
class Reflection:
    """One reflection on one strategy; a later one supersedes it and both stay.

    `people`, `partners` and `tools` say what made it work; `obstacles` and `in_way` what did not let it. `missing` says
    who is missing from these data (domain.md 4.5), `voice` whether students and families were heard, and how.
    `shared` is set where a school agreed that other schools see what it learned.
    """

    strategy: Plain
    member: int
    at: datetime
    happened: Quotable
    held: Held
    learned: Shareable
    people: Quotable = ""
    partners: Quotable = ""
    tools: Quotable = ""
    in_way: Quotable = ""
    quotable: bool = False
    missing: Quotable = ""
    voice: Quotable = ""
    evidence: Annotated[tuple[Evidence, ...], Copied("member", released_by="quotable")] = ()
    obstacles: tuple[Obstacle, ...] = ()
    shared: bool = False


def unconcluded(
    strategies: Iterable[Strategy], reflections: Mapping[str, Reflection], today: date
) -> tuple[Strategy, ...]:
    """The strategies that have begun and of which nobody has said since what was learned.

    The key activity of reporting and reflecting is done once there are none (domain.md 8(a), row 11).
    """
    return tuple(
        strategy
        for strategy in strategies
        if strategy.start is not None
        and strategy.start <= today
        and not strategy.dropped
        and not _since(strategy, reflections)
    )


def _since(strategy: Strategy, reflections: Mapping[str, Reflection]) -> bool:
    """Whether somebody looked back after the start: before it there is nothing to conclude."""
    found = reflections.get(strategy.code)
    return found is not None and (strategy.start is None or found.at.date() >= strategy.start)
