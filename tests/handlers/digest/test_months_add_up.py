"""What the months tell adds up to what the year tells, late answers included, or it is said why not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest import facts, month_and_year
from handlers.kit.card_pages import as_text
from handlers.wording.measures import bare_name
from pdsa.checkin import Went
from pdsa.digest import Monthly
from pdsa.digest_days import MONTHLY
from pdsa.digest_readers import Readers
from pdsa.measures import Observation
from pdsa.plan import Plan
from storage.digests import dump
from storage.store import YearStore
from tests.handlers.desk import Desk, moment
from tests.handlers.digest.a_year import answer, started, told

MONTHS = [date(2026, month, 1) for month in range(8, 13)] + [date(2027, month, 1) for month in range(1, 6)]
LATE = date(2026, 10, 29)
AGREE = "Staff who agree they can support SEL"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with started(tmp_path, plan) as made:
        yield made


async def post(desk: Desk, month: date) -> Monthly:
    """A month's summary, approved and posted as it is known now."""
    async with desk.store(writes=True) as store:
        summary = await facts.month_so_far(store, month)
        occasion = f"{month:%Y-%m}"
        await store.digests.draft(MONTHLY, occasion, dump(summary))
        await store.digests.approve(MONTHLY, occasion, 1, {})
        await store.digests.posted(MONTHLY, occasion)
    return summary


async def answer_late(desk: Desk) -> None:
    """A word for a week of October that had none."""
    async with desk.store(writes=True) as store:
        asked = [each.code for each in await store.plans.strategies() if each.under_way(LATE)]
        answered = await store.checkins.of_week(LATE)
        silent = next(code for code in asked if code not in answered)
        await store.checkins.put(told(silent, LATE, 1, Went.PARTLY))


async def test_the_months_and_the_year_add_up(desk: Desk) -> None:
    await answer(desk, date(2026, 8, 17), date(2027, 5, 27))
    desk.at = moment("2027-06-02 09:00")
    posted = [await post(desk, month) for month in MONTHS]
    async with desk.store() as store:
        year = await facts.year_so_far(store)
    assert sum(each.tally.total for each in posted) == year.tally.total == year.told_monthly > 100
    assert not year.changed_since
    for goal in year.goals:
        for strategy in goal.strategies:
            in_months = (
                s.tally.total for m in posted for g in m.goals for s in g.strategies if s.code == strategy.code
            )
            assert sum(in_months) == strategy.tally.total
    assert "monthly summaries" not in as_text(month_and_year.report(year, Readers.LEADERSHIP))


async def test_what_came_late_is_told_by_the_next_month_and_then_adds_up(desk: Desk) -> None:
    await answer(desk, date(2026, 8, 17), date(2026, 11, 26))
    desk.at = moment("2026-11-02 09:00")
    posted = [await post(desk, month) for month in MONTHS[:3]]
    await answer_late(desk)
    desk.at = moment("2026-12-01 09:00")
    november = await post(desk, MONTHS[3])
    assert november.later == 1
    said = as_text(month_and_year.summary(november, "Riverbend", Readers.LEADERSHIP))
    assert "1 more check-in came in for earlier months." in said
    async with desk.store() as store:
        year = await facts.year_so_far(store)
        december = await facts.month_so_far(store, MONTHS[4])
    assert sum(each.tally.total for each in posted) + november.tally.total + november.later == year.tally.total
    assert december.later == 0, "it is told once"


async def test_a_number_that_came_late_is_told_by_the_next_month_and_once(desk: Desk) -> None:
    """A monthly number is counted when its month is over: the summary of that month cannot know it."""
    desk.at = moment("2026-11-02 09:00")
    october = await post(desk, MONTHS[2])
    assert AGREE not in october.late
    desk.at = moment("2026-11-05 09:00")
    async with desk.store(writes=True) as store:
        await store.plans.put_observations([Observation(AGREE, date(2026, 10, 30), 55, 400)])
    desk.at = moment("2026-12-01 09:00")
    november = await post(desk, MONTHS[3])
    assert november.late == (AGREE,)
    said = as_text(month_and_year.summary(november, "Riverbend", Readers.LEADERSHIP))
    assert f"{AGREE}: latest 55 (Fri 30 Oct)." in said
    desk.at = moment("2027-01-04 09:00")
    async with desk.store() as store:
        assert (await facts.month_so_far(store, MONTHS[4])).late == (), "it is told once"


async def correct(store: YearStore) -> None:
    """September's number of staff was typed in wrong."""
    (before,) = [each for each in await store.plans.observations(date(2026, 9, 30)) if bare_name(each.measure) == AGREE]
    await store.plans.put_observations([replace(before, value=56)])


async def test_a_number_corrected_after_its_summary_is_told_again_and_why(desk: Desk) -> None:
    desk.at = moment("2026-10-01 09:00")
    september = await post(desk, MONTHS[1])
    assert "54%" in as_text(month_and_year.summary(september, "Riverbend", Readers.LEADERSHIP))
    desk.at = moment("2026-10-07 09:00")
    async with desk.store(writes=True) as store:
        await correct(store)
    desk.at = moment("2026-11-02 09:00")
    october = await post(desk, MONTHS[2])
    async with desk.store() as store:
        november, year = await facts.month_so_far(store, MONTHS[3]), await facts.year_so_far(store)
    for readers in Readers:
        said = as_text(month_and_year.summary(october, "Riverbend", readers))
        why = "It was corrected after an earlier summary. 1 of"
        assert f"{AGREE}: from 54% to 56% (latest, Fri 25 Sep), the goal is 70%. {why}" in said
        assert AGREE not in as_text(month_and_year.summary(november, "Riverbend", readers)), "it is told once"
    assert year.corrected == (), "the last summary has told of it"


async def test_a_number_corrected_after_the_last_summary_is_said_to_be_where_it_is_told_how_we_know(desk: Desk) -> None:
    desk.at = moment("2026-10-01 09:00")
    await post(desk, MONTHS[1])
    async with desk.store(writes=True) as store:
        await correct(store)
    async with desk.store() as store:
        year = await facts.year_so_far(store)
    for readers in Readers:
        known = as_text(month_and_year.report(year, readers).details[-1])
        assert "; the latest number was corrected after a month's summary had told of it" in known


async def test_a_month_without_a_summary_is_why_the_year_tells_more(desk: Desk) -> None:
    await answer(desk, date(2026, 8, 17), date(2026, 11, 26))
    desk.at = moment("2026-12-01 09:00")
    october = await post(desk, MONTHS[2])
    async with desk.store() as store:
        year = await facts.year_so_far(store)
    why = "The monthly summaries told of {n}; the others came in later, or for months without a summary."
    assert why.format(n=october.tally.total) in as_text(month_and_year.report(year, Readers.LEADERSHIP))


@pytest.mark.parametrize("went", [Went.PARTLY, Went.NOTHING_DUE])
async def test_an_answer_changed_after_its_summary_is_why_the_year_tells_another(desk: Desk, went: Went) -> None:
    """Wherever the year's answers are counted, its readers learn why the months add up to something else."""
    await answer(desk, date(2026, 8, 17), date(2026, 11, 26))
    desk.at = moment("2026-12-01 09:00")
    posted = [await post(desk, month) for month in MONTHS[:4]]
    async with desk.store(writes=True) as store:
        answers = (await store.checkins.of_week(LATE)).values()
        change = next(each for each in answers if each.went is Went.AS_PLANNED)
        await store.checkins.put(replace(change, went=went))
    async with desk.store() as store:
        year = await facts.year_so_far(store)
    assert sum(each.tally.as_planned for each in posted) == year.tally.as_planned + 1
    changed, taken_back = (
        "Some were changed or taken back after a month's summary",
        "some of these were taken back since",
    )
    for readers in Readers:
        whole = month_and_year.report(year, readers)
        counted = [
            as_text(each) for each in (whole, *whole.details) if f"{year.tally.total} check-ins" in as_text(each)
        ]
        explained = [said for said in counted if (changed if went is Went.PARTLY else taken_back) in said]
        assert len(explained) == 2, "in the message, and where it is said how we know"


async def test_a_schools_own_answers_are_not_in_the_districts_total(desk: Desk) -> None:
    await answer(desk, date(2026, 9, 14), date(2026, 10, 30))
    desk.at = moment("2026-11-02 09:00")
    async with desk.store(writes=True) as store:
        before = await facts.month_so_far(store, MONTHS[2])
        await store.checkins.put(told("S99", LATE, 1, Went.PARTLY))
    async with desk.store() as store:
        after = await facts.month_so_far(store, MONTHS[2])
    assert after.tally == before.tally
    told_of = sum(strategy.tally.total for goal in after.goals for strategy in goal.strategies)
    assert after.tally.total == told_of
