"""The figures of a digest, from what the YearStore knows today."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.digest.copies import cycle_of, show_again
from pdsa import digest
from pdsa.calendar import local_day, monday_of, month_end
from pdsa.changed_since_posted import answers_told, corrected_measures, late_measures, taken_back_since
from pdsa.checkin import CheckIn, Tally
from pdsa.decisions import Subject
from pdsa.digest import Monthly, Weekly, YearEnd
from pdsa.digest_days import MONTHLY, WEEKLY, YEARLY, month_of, told_since
from pdsa.findings_from_records import YearSoFar, total
from pdsa.names import folded
from storage.digests import Digest, DigestState, Figures, dump, load_month
from storage.figures_of_year import earlier_years
from storage.store import YearStore


def today_of(store: YearStore) -> date:
    """The district's date."""
    return local_day(store.now, cycle_of(store).zone)


async def weekly_note(store: YearStore, day: date) -> Weekly:
    """The note of a day, about all that no note in the channel has told yet."""
    cycle = cycle_of(store)
    monday = monday_of(day)
    since = told_since(cycle, day, await _noted_last(store, day))
    year = await _year(store, day, None)
    checkins = await store.checkins.between(since or monday - timedelta(weeks=1), monday)
    return digest.weekly(year, _told(year, checkins), monday if since else day, since)


async def _noted_last(store: YearStore, day: date) -> date | None:
    """The day of the last note that was posted before this one."""
    posts = [each for each in await store.posts.all() if each.kind == WEEKLY and each.taken_back_at is None]
    return max((found for each in posts if (found := date.fromisoformat(each.occasion)) < day), default=None)


async def month_so_far(store: YearStore, month: date) -> Monthly:
    """A month as it is known today."""
    day = today_of(store)
    span = month.replace(day=1), min(day, month_end(month))
    year = await _year(store, day, span)
    monthly = digest.monthly(year, _told(year, await store.checkins.between(*span)), month, day)
    posted = await _posted(store, monthly.first)
    later = (await _in_months(store, year, posted)).total - answers_told(posted)
    return replace(
        monthly,
        later=max(0, later),
        late=late_measures(monthly, posted),
        corrected=corrected_measures(monthly.measures, posted),
    )


async def year_so_far(store: YearStore) -> YearEnd:
    """The year as it is known today."""
    day = today_of(store)
    year = await _year(store, day, (date.min, day))
    posted = await _posted(store, date.max)
    year_end = digest.year_end(year, day)
    return replace(
        year_end,
        told_monthly=answers_told(posted),
        changed_since=taken_back_since(posted, await _in_months(store, year, posted)),
        corrected=corrected_measures(year_end.measures, posted),
    )


async def _posted(store: YearStore, until: date) -> list[Monthly]:
    """The summaries that were posted of the months before a day."""
    months = [
        load_month(summary.content)
        for summary in await store.digests.all()
        if summary.kind == MONTHLY and summary.state is DigestState.APPROVED and summary.posted_at is not None
    ]
    return [each for each in months if each.first < until]


async def _in_months(store: YearStore, year: YearSoFar, months: Iterable[Monthly]) -> Tally:
    """The answers that there are by now for the months of posted summaries: late ones came in since."""
    counted = [await store.checkins.tallies(each.first, each.last) for each in months]
    codes = {each.code for each in year.strategies}
    return total(tally for found in counted for code, tally in found.items() if code in codes)


async def figures(store: YearStore, kind: str, occasion: str) -> Figures:
    """What a digest of this kind would tell, drafted today."""
    return await month_so_far(store, month_of(occasion)) if kind == MONTHLY else await year_so_far(store)


async def drafted(store: YearStore, kind: str, occasion: str) -> Digest:
    """The digest as it was drafted; drafted now if nobody has. A month's summary that is new replaces older ones."""
    draft = await store.digests.find(kind, occasion)
    if draft is not None:
        return draft
    await store.digests.draft(kind, occasion, dump(await figures(store, kind, occasion)))
    if kind == MONTHLY:
        await _make_way(store, occasion)
    fresh = await store.digests.find(kind, occasion)
    assert fresh is not None  # just drafted
    return fresh


async def _make_way(store: YearStore, fresh: str) -> None:
    """A month's new summary replaces older ones that still wait; one that was missed gives way to a newer one."""
    months = [each for each in await store.digests.all() if each.kind == MONTHLY]
    missed = any(each.occasion > fresh for each in months)
    for summary in months:
        goes = summary.occasion == fresh if missed else summary.occasion < fresh
        if goes and summary.state is DigestState.DRAFT:
            await store.digests.give_way(summary.kind, summary.occasion)
            await show_again(store, summary)


async def replaced_by(store: YearStore, digest: Digest) -> Digest | None:
    """The summary of an earlier month that gave way to this one, the newest of them."""
    earlier = [each for each in await store.digests.all() if each.kind == MONTHLY and each.occasion < digest.occasion]
    newest = max(earlier, key=lambda each: each.occasion, default=None)
    return newest if digest.kind == MONTHLY and newest is not None and newest.replaced else None


def _told(year: YearSoFar, checkins: Sequence[CheckIn]) -> list[CheckIn]:
    """Those answers that are about the strategies of this year's records."""
    codes = {each.code for each in year.strategies}
    return [each for each in checkins if each.strategy in codes]


async def _year(store: YearStore, day: date, counted: tuple[date, date] | None) -> YearSoFar:
    """The records that digests are made from; `counted` is the span whose answers are tallied.

    A school's own plan is not told in the district's digests: the school decides who hears of it.
    """
    goals, ever = await store.plans.goals(), await store.plans.goals(dropped=True)
    strategies = [each for each in await store.plans.strategies(dropped=True) if not each.school]
    codes = {each.code for each in strategies}
    own_goals = {each.code for each in ever if not each.school}
    decisions = await store.learning.all_decisions()
    tallies = await store.checkins.tallies(*counted) if counted else {}
    theirs = {folded(g.measure) for g in ever if g.school} - {folded(g.measure) for g in ever if not g.school}
    return YearSoFar(
        cycle=cycle_of(store),
        members=await store.people.all(gone=True),
        goals=[each for each in goals if not each.school],
        strategies=strategies,
        links=await store.plans.links(),
        heard=await store.checkins.heard(),
        before=await earlier_years(store, cycle_of(store)),
        tallies={code: tally for code, tally in tallies.items() if code in codes},
        observations=[each for each in await store.plans.observations(until=day) if folded(each.measure) not in theirs],
        ratings=await store.plans.ratings(),
        reflections=[each for each in await store.learning.reflections() if each.strategy in codes],
        decisions=[each for each in decisions if each.subject is Subject.STRATEGY and each.strategy in codes],
        settings=await store.measures.settings(),
        voices=[each for each in await store.voices.between(date.min, day) if each.strategy in {"", *codes}],
        ever=[each for each in ever if not each.school],
        on_goals=[each for each in decisions if each.subject is Subject.GOAL and each.strategy in own_goals],
        parked=await store.parked.waiting(),
        changes=await store.context.all(),
        last_ask=await _last_ask(store),
        published=await store.posts.read_before(),
    )


async def _last_ask(store: YearStore) -> str:
    """What the digest of the year before asked for; empty where there was none, or where nobody approved it."""
    before = await store.cycles.before(cycle_of(store))
    if before is None:
        return ""
    found = await store.year(before).digests.find(YEARLY, before.label)
    return found.ask if found is not None and found.state is DigestState.APPROVED else ""
