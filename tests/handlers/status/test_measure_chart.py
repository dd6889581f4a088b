"""`/sel chart` of a measure: its findings in sentences, what happened around it, what is kept back, and the ways on."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.kit.card import Card, Chart
from handlers.kit.form import Pick
from handlers.status.routes import feature
from pdsa.circumstances import Circumstance
from pdsa.decisions import Path as Way
from pdsa.measure_lookup import key_of
from pdsa.measures import Better, Observation, Setting
from pdsa.picture import RunChart
from pdsa.plan import Plan
from pdsa.small_cycle import SmallCycle
from tests.handlers.desk import Desk, moment, open_desk, routes_of, text
from tests.people import BERNADETTE, KOFI, PRIYA, RUTH

REFERRALS = "Office referrals per 100 students per week"
COUNTED = "Families at evenings"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        await made.start()
        made.at = moment("2027-05-25 10:00")
        yield made


def picture(card: Card) -> RunChart:
    (run_chart,) = [part.picture for part in card.parts if isinstance(part, Chart)]
    assert isinstance(run_chart, RunChart)
    return run_chart


async def counted(desk: Desk, *values: float, n: int | None = None) -> None:
    days = [date(2026, 11, 6) + timedelta(weeks=week) for week in range(len(values))]
    async with desk.store(writes=True) as store:
        found = [Observation(COUNTED, day, value, n) for day, value in zip(days, values, strict=True)]
        await store.plans.put_observations(found)


async def test_findings_are_sentences_and_better_is_what_research_said(desk: Desk) -> None:
    await counted(desk, 5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1)
    went = (
        "Around Fri 18 Dec its typical number went from about 5 to about 1{way} and stayed there; chance alone seldom "
    )
    went += "does that (12 points)."
    assert went.format(way="") in text(await desk.card(PRIYA, "chart", COUNTED))
    assert picture(await desk.card(PRIYA, "chart", COUNTED)).note == went.format(way="")
    for better, way in ((Better.LOWER, ", as hoped,"), (Better.HIGHER, ", the wrong way,")):
        async with desk.store(writes=True) as store:
            await store.measures.put(Setting(COUNTED, better), 1)
        assert picture(await desk.card(PRIYA, "chart", COUNTED)).note == went.format(way=way)


async def test_what_reads_the_same_is_the_same(desk: Desk) -> None:
    await counted(desk, *[4.2] * 6, *[4.199999999999999] * 6)
    note = picture(await desk.card(PRIYA, "chart", COUNTED)).note
    assert note == "More than half of the points read 4.2, so a chart cannot show a change. A finer measure might."


async def test_the_alt_text_has_the_figures_and_leaves_the_sentence_to_what_stands_below(desk: Desk) -> None:
    card = await desk.card(RUTH, "chart", REFERRALS)
    alt = picture(card).alt
    assert alt.startswith(f"Chart: {REFERRALS}, Mesa Verde Middle School, 36 points from Fri 21 Aug to Fri 21 May.")
    assert "Latest 2.83. Typical: 3.67. Goal 3. Marked: Mon 14 Sep" in alt
    assert "It moved around" not in alt
    assert text(card).count("From 4.2 to 2.83 (latest, Fri 21 May), the goal is 3. It moved around") == 1


async def test_of_one_number_the_day_is_said(desk: Desk) -> None:
    await counted(desk, 5)
    assert picture(await desk.card(PRIYA, "chart", COUNTED)).alt == f"Chart: {COUNTED}, 1 point on Fri 6 Nov. Latest 5."


async def test_of_mostly_zeros_the_days_between_are_counted(desk: Desk) -> None:
    await counted(desk, *[0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 3, 0])
    note = picture(await desk.card(PRIYA, "chart", COUNTED)).note
    assert note == "More than half of the points are 0, so a chart cannot show a change. Count the days between."


async def begin_calm(desk: Desk, day: date) -> None:
    """The strategies for fewer referrals begin on a day, the calm corner first."""
    async with desk.store(writes=True) as store:
        calm, talks = (each for each in await store.plans.strategies() if each.code in ("S11", "S12"))
        await store.plans.put_strategy(replace(calm, start=day))
        await store.plans.put_strategy(replace(talks, start=day + timedelta(weeks=3)))


async def test_where_a_start_is_known_the_line_is_held_at_the_points_before_it(desk: Desk) -> None:
    await begin_calm(desk, date(2026, 11, 16))
    run_chart = picture(await desk.card(PRIYA, "chart", REFERRALS))
    assert run_chart.held_from == date(2026, 11, 16)
    assert run_chart.median is not None
    assert run_chart.median.label.startswith("Typical before: ")
    assert run_chart.note.startswith(
        "After “Calm corner and two-minute reset before a referral” began (Mon 16 Nov) its"
    )
    assert "points before, " in run_chart.note
    assert "Of 100 such lines over numbers that stay the same, " in run_chart.note


async def test_without_twelve_points_before_the_start_the_year_is_its_own_line(desk: Desk) -> None:
    run_chart = picture(await desk.card(PRIYA, "chart", REFERRALS))
    assert run_chart.held_from is None
    assert run_chart.median is not None
    assert run_chart.median.label.startswith("Typical: ")


async def test_too_early_is_said_and_nothing_is_guessed(desk: Desk) -> None:
    await counted(desk, 1, 2, 3, 4, 5, 6, 7)
    card = await desk.card(KOFI, "chart", COUNTED)
    assert picture(card).note == "7 of the 10 points we need: too early to say."
    assert picture(card).median is None
    assert "in a row" not in text(card)


async def test_what_happened_is_marked(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.small_cycle.put(
            SmallCycle("S11.1", "S11", "A calm corner", date(2026, 10, 5), 1, desk.at, prediction="Fewer")
        )
        await store.context.add(Circumstance.BUDGET, date(2027, 1, 20), "A tenth less", "", 1)
        desk_day = moment("2027-02-04 10:00")
        await store.learning.propose(
            strategy="S12", path=Way.STOP, reason="No time", next_step="", owner="", due=None, evidence="", by=1,
            confirmed=True,
        )  # fmt: skip
        assert desk_day < desk.at
    marks = [mark.label for mark in picture(await desk.card(RUTH, "chart", "G8")).marks]
    assert "Mon 5 Oct: a small try, A calm corner" in marks
    assert "Wed 20 Jan: A tenth less" in marks
    assert "Mon 14 Sep: start of Calm corner and two-minute reset before a referral" in marks
    assert "Marked: " in picture(await desk.card(RUTH, "chart", "G8")).alt
    outside = [mark.label for mark in picture(await desk.card(BERNADETTE, "chart", "G8")).marks]
    assert "Wed 20 Jan: The budget changed" in outside, "who only reads gets the kind, not the words"


async def test_what_may_mean_a_strategy_or_a_measure_is_asked(desk: Desk) -> None:
    form = await desk.form(PRIYA, "chart", "staff")
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert [each.label for each in pick.options] == [
        "Staff who agree they can support SEL (%)", "S3: Five-minute adult practice at the start of staff meetings",
    ]  # fmt: skip


async def test_what_is_kept_back_is_said(desk: Desk) -> None:
    said = text(await desk.card(PRIYA, "chart", "G7"))
    assert "Kept back: the numbers of 2 groups, because a group under 10 people could be worked out." in said
    assert "Alternative program" not in said


async def test_the_ways_on_are_for_those_who_may_go_them(desk: Desk) -> None:
    assert routes_of(await desk.card(PRIYA, "chart", "G8")) == ["log.number", "log.entries", "log.measure"]
    assert routes_of(await desk.card(RUTH, "chart", "G8")) == ["log.number", "log.entries"]
    assert routes_of(await desk.card(KOFI, "chart", "G8")) == []
    assert picture(await desk.card(PRIYA, "chart", key_of(REFERRALS))).title.startswith(REFERRALS)


async def test_many_marks_are_fewer_than_can_be_read_and_it_is_said(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(1, 41):
            day = date(2026, 10, 1) + timedelta(days=n)
            await store.small_cycle.put(SmallCycle(f"S11.{n}", "S11", "x" * 300, day, 1, desk.at, prediction="y"))
    card = await desk.card(RUTH, "chart", "G8")
    assert len(picture(card).marks) == 16
    assert "more marks would not fit" in text(card)
    assert any("start of Calm corner" in mark.label for mark in picture(card).marks), "small cycles give way first"


def test_charts_are_of_the_year_that_runs_while_the_next_one_is_prepared(desk: Desk) -> None:
    assert {name: desk.routes[name].ahead for name in ("status", "chart", "chart.one")} == {
        "status": True, "chart": False, "chart.one": False,
    }  # fmt: skip
