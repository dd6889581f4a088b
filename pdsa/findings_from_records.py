"""The year's records, and the findings that follow from them.

The functions are pure: they look at what is handed in, and at nothing that is dated after the day they are asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, Tally
from pdsa.circumstances import ContextChange
from pdsa.cycle import Cycle
from pdsa.decisions import Decision, Path
from pdsa.findings import (
    DecisionFinding,
    GoalFinding,
    Lesson,
    MeasureFinding,
    ReleasedQuote,
    RubricFinding,
    StrategyFinding,
)
from pdsa.goals import Goal, Link, Strategy
from pdsa.measure_figures import Figures, MeasureYear
from pdsa.measures import Observation, Rating, Setting, rated
from pdsa.names import folded, same
from pdsa.parked_goals import Parked
from pdsa.people import Member
from pdsa.reflection import Held, Reflection
from pdsa.retention import still_said
from pdsa.silence import Heard
from pdsa.small_groups import Hidden
from pdsa.visible import ANYBODY, Reader, parts, visible
from pdsa.voice_entries import Voice

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class YearSoFar:
    """The records that a digest is made from.

    `tallies` count the answers of the span that is told, by a strategy's code, so that storage can count them.
    `ever` are all goals, those that were set aside, too; `on_goals` the decisions on goals; `parked` the goals that
    wait now, by code. `last_ask` is what the year before asked for when it ended.
    """

    cycle: Cycle
    members: Sequence[Member]
    goals: Sequence[Goal]
    strategies: Sequence[Strategy]
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    observations: Sequence[Observation] = ()
    ratings: Sequence[Rating] = ()
    reflections: Sequence[Reflection] = ()
    decisions: Sequence[Decision] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    voices: Sequence[Voice] = ()
    ever: Sequence[Goal] = ()
    on_goals: Sequence[Decision] = ()
    parked: Mapping[str, Parked] = field(default_factory=dict)
    changes: Sequence[ContextChange] = ()
    last_ask: str = ""
    links: Sequence[Link] = ()
    before: Sequence[MeasureYear] = ()
    heard: Heard | None = None
    published: Sequence[Observation] = ()

    def figures(self, day: date) -> Figures:
        """What its measures show on a day; `before` are earlier years."""
        year = MeasureYear(self.cycle, self.goals, self.strategies, self.links, self.observations, self.published)
        return Figures(year, day, self.settings, self.before)

    def owner(self, email: str) -> str:
        """The name behind an e-mail; the e-mail itself where nobody has it."""
        return next((m.name for m in self.members if m.email.casefold() == email.casefold()), email)

    def author(self, member: int) -> str:
        return next((m.name for m in self.members if m.id == member), "")

    def title(self, strategy: str) -> str:
        return next((s.title for s in self.strategies if s.code == strategy), strategy)


def quotes(
    year: YearSoFar, checkins: Iterable[CheckIn], first: date, last: date, *, wins_only: bool = False
) -> tuple[ReleasedQuote, ...]:
    """The sentences that their authors released: successes and voices from `first` to `last`, then the check-ins',
    oldest first. Calls for help are never among them.
    """
    voices = [visible(voice, ANYBODY) for voice in year.voices if first <= voice.day <= last]
    found = [
        ReleasedQuote(voice.strategy, year.title(voice.strategy), year.author(voice.member), voice.text.strip(),
              voice.day, speaker=voice.who.value if voice.who else "")
        for voice in sorted(voices, key=lambda voice: (voice.day, voice.id))
        if voice.text and not voice.withdrawn
    ]  # fmt: skip
    for source in sorted((visible(each, ANYBODY) for each in checkins), key=lambda c: (c.week, c.at)):
        said = [(source.well, True)] if wins_only else [(source.well, True), (source.in_way, False)]
        found += [
            ReleasedQuote(
                source.strategy,
                year.title(source.strategy),
                year.author(source.member),
                text.strip(),
                source.week,
                well,
            )
            for text, well in said
            if text.strip()
        ]
    return tuple(found)


def measures(year: YearSoFar, day: date, until: date) -> tuple[tuple[MeasureFinding, ...], tuple[Hidden, ...]]:
    """Every measure with its points up to `until`, and what is kept back by what is known on `day`."""
    figures = year.figures(day)
    names: dict[str, str] = {}
    for name in [g.measure for g in year.goals if g.measure] + [o.measure for o in year.observations]:
        names.setdefault(folded(name), name)
    marked = {folded(name) for name, setting in year.settings.items() if setting.worth_telling}
    findings: list[MeasureFinding] = []
    hidden: list[Hidden] = []
    for key, name in sorted(names.items(), key=lambda each: each[0] not in marked):
        finding, kept_back = figures.of(name, until)
        finding = replace(finding, worth_telling=key in marked)
        hidden += kept_back
        if finding.series or finding.goals:
            findings.append(finding)
    return tuple(findings), tuple(hidden)


def goals(year: YearSoFar, day: date, keep: Callable[[Strategy], bool]) -> tuple[GoalFinding, ...]:
    """The goals in the plan's order, each with those of its strategies that `keep` keeps."""
    held = {strategy: each.held for strategy, each in latest_reflections(year, day).items()}
    paths = {strategy: each.path for strategy, each in standing(year, day).items()}
    strategies = [s for s in year.strategies if keep(s)]

    def of(goal: str) -> tuple[StrategyFinding, ...]:
        return tuple(_strategy(year, s, held.get(s.code), paths.get(s.code)) for s in strategies if s.goal == goal)

    codes = {goal.code for goal in year.goals}
    strays = tuple(s for code in dict.fromkeys(s.goal for s in strategies if s.goal not in codes) for s in of(code))
    found = tuple(_goal(year, goal, of(goal.code)) for goal in year.goals)
    return (*found, GoalFinding("", "", strays)) if strays else found


def _goal(year: YearSoFar, goal: Goal, strategies: tuple[StrategyFinding, ...]) -> GoalFinding:
    return GoalFinding(
        goal.code,
        goal.statement,
        strategies,
        goal.kind,
        goal.activity,
        goal.measure,
        None if goal.measure else goal.baseline,
        goal.target,
        goal.due,
        year.owner(goal.owner),
    )


def _strategy(year: YearSoFar, strategy: Strategy, held: Held | None, path: Path | None) -> StrategyFinding:
    return StrategyFinding(
        strategy.code,
        strategy.title,
        year.owner(strategy.owner),
        year.tallies.get(strategy.code, Tally()),
        strategy.start,
        strategy.end,
        strategy.prediction,
        held,
        path,
        strategy.dropped,
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one."""
    each = list(tallies)
    return Tally(sum(t.as_planned for t in each), sum(t.partly for t in each), sum(t.not_done for t in each))


def rubric(year: YearSoFar, day: date) -> tuple[RubricFinding, ...]:
    """The rubric's items in the order of their ratings, then items that only a goal names."""
    ratings = {r.activity: r for r in rated(year.ratings, day, year.cycle.phases.study)}
    aims = {g.activity: g for g in reversed(year.goals) if g.activity}
    for activity, goal in reversed(aims.items()):
        ratings.setdefault(activity, Rating(activity, _level(goal.baseline), _level(goal.target)))
    return tuple(
        RubricFinding(
            r.activity,
            tuple(g.code for g in year.goals if same(g.activity, r.activity)),
            r.initial,
            r.goal,
            r.year_end,
            r.status,
            r.evidence,
        )
        for r in ratings.values()
    )


def _level(value: float | None) -> int | None:
    return int(value) if value in (1, 2, 3, 4) else None


def latest_reflections(year: YearSoFar, day: date) -> dict[str, Reflection]:
    """The last reflection on each strategy by `day`, by the strategy's code."""
    return {r.strategy: r for r in _by(year, day, year.reflections, lambda r: r.at)}


def standing(year: YearSoFar, day: date) -> dict[str, Decision]:
    """The decision that stands on each strategy by `day`: the last one that a lead confirmed."""
    return stands(year, day, year.decisions)


def stands(year: YearSoFar, day: date, decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Of these decisions the last that a lead confirmed by `day`, by what it is about, in the order of confirming, with
    what digests may tell of it.
    """
    reader = Reader(None, parts(year.strategies, (*year.goals, *year.ever)))
    confirmed = [d for d in decisions if d.stands]
    return {d.strategy: visible(d, reader) for d in _by(year, day, confirmed, confirmed_at)}


def confirmed_at(decision: Decision) -> datetime:
    return decision.confirmed_at or decision.at


def _by(year: YearSoFar, day: date, records: Iterable[Kept], at: Callable[[Kept], datetime]) -> Iterator[Kept]:
    return (r for r in sorted(records, key=at) if local_day(at(r), year.cycle.zone) <= day)


def lessons(year: YearSoFar, day: date) -> tuple[tuple[Lesson, ...], int]:
    """What was learned, in released words, in the plan's order; and how many reflections have words that were not."""
    latest = latest_reflections(year, day)
    ordered = [latest[s.code] for s in year.strategies if s.code in latest]
    seen = [visible(each, ANYBODY) for each in ordered]
    told = tuple(
        Lesson(r.strategy, year.title(r.strategy), year.author(r.member), r.learned, r.people, r.partners, r.tools,
               r.in_way)
        for r in seen if r.learned
    )  # fmt: skip
    unshared = sum(
        bool(still_said(kept.learned)) and not shown.learned for kept, shown in zip(ordered, seen, strict=True)
    )
    return told, unshared


def decisions(year: YearSoFar, day: date, since: date = date.min) -> tuple[DecisionFinding, ...]:
    """The decisions that stand and were confirmed from `since` on, in the plan's order."""
    decisions_by_strategy = standing(year, day)
    ordered = [
        decisions_by_strategy[s.code]
        for s in year.strategies
        if s.code in decisions_by_strategy
        and local_day(confirmed_at(decisions_by_strategy[s.code]), year.cycle.zone) >= since
    ]
    return tuple(
        DecisionFinding(d.strategy, year.title(d.strategy), d.path, d.next_step, year.owner(d.owner), d.due)
        for d in ordered
    )
