"""The attention budget at work: which of the notifications that are due are written now, and which wait or are left
out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from handlers.kit.routes import RouteTable
from pdsa.attention_budget import A_DAY, USUAL, Admission, Cost, Wanted, Week, Worth, decide
from pdsa.calendar import ONE_DAY, ONE_WEEK, instant, local, local_day, monday_of
from pdsa.cycle import Cycle
from pdsa.people import Member
from storage.notification_states import Draft
from storage.store import YearStore

AROUND = timedelta(days=15)
"""Notifications so far from now lie in other weeks than those that are looked at."""


@dataclass
class Decided:
    """What is written: `go` are the notifications as they will go out, `left` those that are left out."""

    go: list[Draft] = field(default_factory=list)
    left: list[Draft] = field(default_factory=list)


@dataclass(frozen=True)
class _Reader:
    """Somebody with what they were asked already: seconds by week, notifications by day."""

    member: Member
    cycle: Cycle
    now: datetime
    costs: Mapping[str, Cost]
    weeks: Counter[date]
    days: Counter[date]

    @property
    def zone(self) -> str:
        return self.member.zone or self.cycle.zone

    def day(self, draft: Draft) -> date:
        """The day on which a notification goes out, if it goes when it is due."""
        return local_day(max(draft.at, self.now), self.zone)

    def wanted(self, draft: Draft) -> Wanted:
        cost = self.costs.get(draft.kind, USUAL)
        worth = cost.worth if draft.prompt else Worth.ALWAYS
        return Wanted(draft.key, cost.of(len(draft.about)), worth, self.later(draft) is not None)

    def later(self, draft: Draft) -> datetime | None:
        """The same hour a week later, or on the last working day before; None where it makes no sense any more."""
        day, hour = self.day(draft) + ONE_WEEK, local(max(draft.at, self.now), self.zone).time()
        first = monday_of(day)
        while day >= first and not self.cycle.year.is_working(day):
            day -= ONE_DAY
        return self._if_still(draft, instant(day, hour, self.zone)) if day >= first else None

    def next_morning(self, draft: Draft) -> datetime | None:
        day = self.cycle.year.after(self.day(draft), 1)
        at = instant(day, self.cycle.rhythm.prompt_time, self.zone) if day else None
        return at and self._if_still(draft, at)

    def _if_still(self, draft: Draft, at: datetime) -> datetime | None:
        return at if draft.expires is None or at < draft.expires else None


async def within_budget(due: Sequence[Draft], coming: Sequence[Draft], store: YearStore, routes: RouteTable) -> Decided:
    """Decide what becomes of the notifications that are due; `coming` are those that will be in the next seven days."""
    decided = Decided([draft for draft in due if draft.member is None])
    cycle = store.cycle
    theirs: dict[int, list[Draft]] = defaultdict(list)
    for draft in due:
        if draft.member is not None:
            theirs[draft.member].append(draft)
    if cycle is None:
        return Decided(list(due))
    people = await store.people.by_ids(theirs)
    known = await store.outbox.committed(store.now - AROUND, store.now + AROUND)
    for member, drafts in theirs.items():
        if member not in people:
            decided.go += drafts
            continue
        reader = _reader(people[member], known.get(member, ()), cycle, store.now, routes.costs)
        _decide(reader, drafts, [draft for draft in coming if draft.member == member], decided)
    return decided


def _reader(
    member: Member, known: Iterable[tuple[str, int, datetime]], cycle: Cycle, now: datetime, costs: Mapping[str, Cost]
) -> _Reader:
    weeks: Counter[date] = Counter()
    days: Counter[date] = Counter()
    for kind, about, at in known:
        day = local_day(at, member.zone or cycle.zone)
        weeks[monday_of(day)] += costs.get(kind, USUAL).of(about)
        days[day] += 1
    return _Reader(member, cycle, now, costs, weeks, days)


def _decide(reader: _Reader, drafts: Sequence[Draft], coming: Sequence[Draft], decided: Decided) -> None:
    week = monday_of(local_day(reader.now, reader.zone))
    ahead = [draft for draft in coming if monday_of(reader.day(draft)) == week]
    known = Week(
        reader.cycle.attention,
        reader.weeks[week],
        reader.weeks[week + ONE_WEEK],
        tuple(reader.wanted(draft) for draft in ahead),
    )
    verdicts = decide((reader.wanted(draft) for draft in drafts), known)
    going: list[Draft] = []
    for draft in drafts:
        verdict = verdicts[draft.key]
        later = reader.later(draft) if verdict is Admission.WAIT else None
        if verdict is Admission.GO:
            going.append(draft)
        elif later is not None:
            decided.go.append(replace(draft, at=later))
        else:
            decided.left.append(draft)
    decided.go += _gathered(reader, going)


def _gathered(reader: _Reader, going: Sequence[Draft]) -> Iterable[Draft]:
    """At most so many notifications a day: the least useful of more wait for the next morning."""
    there: Counter[date] = Counter(reader.days)
    for draft in sorted(going, key=lambda each: -reader.wanted(each).worth):
        day, later = reader.day(draft), reader.next_morning(draft)
        held = reader.wanted(draft).worth is not Worth.ALWAYS and there[day] >= A_DAY and later is not None
        there[day] += not held
        yield replace(draft, at=later) if held and later else draft
