"""What the meeting's card and document tell: read once, as far as the whole team may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from handlers.kit.turn import Turn
from handlers.wording.measure_chart import Around, around
from handlers.wording.record_quality import documentation_of
from pdsa.calendar import ONE_WEEK
from pdsa.checkin import CheckIn, latest_week
from pdsa.cycle import Cycle
from pdsa.decisions import Path, Subject
from pdsa.goals import Strategy
from pdsa.measure_figures import Figures
from pdsa.meetings import Meetings
from pdsa.people import SCHOOL_ROLES, Member
from pdsa.permissions import in_sight, sees_schools, works_on
from pdsa.record_quality import Documentation
from pdsa.reflection import Reflection, unconcluded
from pdsa.silence import Heard
from pdsa.small_cycle import SmallCycle
from pdsa.visible import ANYBODY, reader_of, visible
from pdsa.voice_entries import Voice, VoiceKind
from storage.figures_of_year import figures_of
from storage.store import YearStore


@dataclass(frozen=True)
class Proposed:
    """What somebody proposed for a strategy or goal, by its `code`, and no lead has confirmed."""

    subject: Subject
    code: str
    title: str
    path: Path
    by: str


@dataclass(frozen=True)
class Conclusions:
    """What a plan's team may work on, and what was concluded of it: reflections by a strategy's code.

    The days are the district's; a school's team sets its own, outside of chat.
    """

    cycle: Cycle
    today: date
    zone: str
    team: str
    school: bool
    days: Meetings
    strategies: tuple[Strategy, ...]
    reflections: Mapping[str, Reflection]
    proposals: tuple[Proposed, ...]

    @property
    def tried(self) -> tuple[Strategy, ...]:
        """The strategies that have begun."""
        return tuple(each for each in self.strategies if each.start is not None and each.start <= self.today)

    @property
    def open(self) -> tuple[Strategy, ...]:
        """Those of which nobody has said yet what was learned."""
        return unconcluded(self.strategies, self.reflections, self.today)


@dataclass(frozen=True)
class YearConclusions(Conclusions):
    """The whole year as its team looks back on it. Weeks and small cycles by a strategy's code."""

    checkins: Mapping[str, Sequence[CheckIn]]
    small: Mapping[str, Sequence[SmallCycle]]
    figures: Figures
    near: Around
    owners: Mapping[str, Member]
    heard: Heard
    written: Documentation
    voices: tuple[Voice, ...]

    def owner(self, strategy: Strategy) -> Member | None:
        return self.owners.get(strategy.owner.casefold())


async def conclusions_for(reader: Member, today: date, zone: str, cycle: Cycle, store: YearStore) -> Conclusions:
    """Reads what was concluded: three queries, so that a notification to each of a large team stays quick."""
    strategies = tuple(each for each in await store.plans.strategies() if works_on(reader, each))
    codes = {each.code for each in strategies}
    return Conclusions(
        cycle=cycle,
        today=today,
        zone=zone,
        team=cycle.district if reader.district_team else reader.team,
        school=not reader.district_team,
        days=await store.meetings.days() if reader.district_team else Meetings(),
        strategies=strategies,
        reflections={code: kept for code, kept in (await store.learning.latest_reflections()).items() if code in codes},
        proposals=await _proposals(strategies, reader, store),
    )


async def _proposals(strategies: Sequence[Strategy], reader: Member, store: YearStore) -> tuple[Proposed, ...]:
    """What was proposed on what this team works on, and nobody has confirmed: its path, never its reason."""
    titles = {(Subject.STRATEGY, each.code): each.title for each in strategies}
    titles |= {
        (Subject.GOAL, each.code): each.statement for each in await store.plans.goals() if in_sight(reader, each.school)
    }
    waiting = [each for each in await store.learning.waiting() if (each.subject, each.strategy) in titles]
    people = await store.people.by_ids({each.proposed_by for each in waiting})
    return tuple(
        Proposed(
            proposal.subject,
            proposal.strategy,
            titles[proposal.subject, proposal.strategy],
            proposal.path,
            people[proposal.proposed_by].name,
        )
        for proposal in waiting
        if proposal.proposed_by in people
    )


async def year_of(turn: Turn, store: YearStore) -> YearConclusions:
    """Reads what this person's team looks back on: what they may work on."""
    return await year_for(turn.person, turn.today, turn.zone, turn.cycle, store)


async def year_for(reader: Member, today: date, zone: str, cycle: Cycle, store: YearStore) -> YearConclusions:
    """The same for somebody who does not ask just now."""
    conclusions = await conclusions_for(reader, today, zone, cycle, store)
    codes = {each.code for each in conclusions.strategies}
    checkins: dict[str, list[CheckIn]] = {}
    last = latest_week(today, cycle.rhythm)
    for checkin in await store.checkins.between(cycle.year.first_day - ONE_WEEK, last, codes):
        checkins.setdefault(checkin.strategy, []).append(checkin)
    small: dict[str, list[SmallCycle]] = {}
    tries = reader_of(reader, *conclusions.strategies)
    for small_cycle in await store.small_cycle.all():
        if small_cycle.started <= today and visible(small_cycle, tries).objective:
            small.setdefault(small_cycle.strategy, []).append(small_cycle)
    return YearConclusions(
        **{each.name: getattr(conclusions, each.name) for each in fields(conclusions)},
        checkins=checkins,
        small=small,
        figures=await figures_of(store, cycle, today),
        near=await around(today, cycle.zone, store, inner=True),
        owners={each.email.casefold(): each for each in await store.people.all()},
        heard=await store.checkins.heard(frozenset(codes)),
        written=await documentation_of(reader, cycle, today, store),
        voices=await _voices(reader, codes, today, cycle, store),
    )


async def _voices(reader: Member, codes: set[str], today: date, cycle: Cycle, store: YearStore) -> tuple[Voice, ...]:
    """What students, families and partners said, where it may be quoted; a school's team reads its strategies' own."""
    said = await store.voices.between(cycle.year.first_day, today, VoiceKind.VOICE)
    ours = [each for each in said if each.strategy in codes or (reader.district_team and not each.strategy)]
    return tuple(each for each in ours if visible(each, ANYBODY).text)


async def school_names(reader: Member, store: YearStore) -> tuple[str, ...]:
    """The schools whose session this person may prepare: a lead's all, a supervisor's own."""
    teams = {each.team for each in await store.people.all() if each.role in SCHOOL_ROLES and each.team.strip()}
    return sees_schools(reader, sorted(teams, key=str.casefold))
