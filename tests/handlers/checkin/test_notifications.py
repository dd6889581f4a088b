"""When the weekly question and its reminder are due: a whole year counted against the calendar, and the odd days."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from handlers.checkin.notifications import due
from handlers.checkin.routes import feature
from pdsa.calendar import local
from pdsa.checkin import CheckIn, Went
from pdsa.goals import Strategy
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, moment, open_desk
from tests.handlers.ready_desk_databases import open_copy, prepared
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, RUTH, SIOBHAN, WEI

AUGUST = "2026-08-17 08:00"
YEAR = TimeSpan(moment("2026-08-17 00:00"), moment("2027-06-30 00:00"))
QUESTIONS = {
    ANA_LUCIA: 29,
    KOFI: 7,
    "h.eriksen@riverbend.example": 17,
    DEVON: 18,
    WEI: 6,
    "g.kim@riverbend.example": 13,
    "j.littleelk@riverbend.example": 7,
    "t.wieczorek@riverbend.example": 9,
    "l.archuleta@riverbend.example": 36,
    RUTH: 33,
    "o.haddad@riverbend.example": 26,
}
"""Thursdays between Start and End of one's strategies on which their rhythm asks, counted by hand."""
NUDGES = {
    ANA_LUCIA: 24,
    KOFI: 7,
    "h.eriksen@riverbend.example": 13,
    DEVON: 15,
    WEI: 5,
    "g.kim@riverbend.example": 10,
    "j.littleelk@riverbend.example": 7,
    "t.wieczorek@riverbend.example": 8,
    "l.archuleta@riverbend.example": 29,
    RUTH: 27,
    "o.haddad@riverbend.example": 20,
}
"""Those of them whose Friday and Monday are school days for adults."""


async def spoken(desk: Desk) -> None:
    """A year in which nobody answers a question, and something is said of each strategy every Wednesday."""
    await desk.start()
    async with desk.store(writes=True) as store:
        codes = [each.code for each in await store.plans.strategies()]
        for week in range(42):
            day = date(2026, 8, 19) + timedelta(weeks=week)
            for code in codes:
                await store.checkins.put(CheckIn(code, day, 1, Went.PARTLY, moment(f"{day} 12:00")))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    return prepared(tmp_path_factory.mktemp("started"), feature, plan, AUGUST, spoken)


@pytest.fixture
async def desk(tmp_path: Path, original: Path) -> AsyncIterator[Desk]:
    async with open_copy(original, tmp_path, feature, AUGUST) as made:
        yield made


async def drafts(desk: Desk, span: TimeSpan = YEAR) -> list[Draft]:
    async with desk.store() as store:
        return list(await due(span, store))


async def emails(desk: Desk) -> dict[int, str]:
    async with desk.store() as store:
        return {member.id: member.email for member in await store.people.all()}


async def of(desk: Desk, email: str, kind: str = "checkin", span: TimeSpan = YEAR) -> list[Draft]:
    names = await emails(desk)
    return [d for d in await drafts(desk, span) if d.kind == kind and d.member is not None and names[d.member] == email]


async def put(desk: Desk, strategy: Strategy) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.put_strategy(strategy)


async def test_a_year_counts_as_the_calendar_does(desk: Desk) -> None:
    names, all_drafts = await emails(desk), await drafts(desk)
    for kind, expected in (("checkin", QUESTIONS), ("nudge", NUDGES)):
        counted = Counter(names[d.member] for d in all_drafts if d.kind == kind and d.member is not None)
        assert counted == expected
    assert len({draft.key for draft in all_drafts}) == len(all_drafts) == 201 + 165


async def test_a_year_day_by_day_gives_the_same_notifications(desk: Desk) -> None:
    whole = {draft.key: draft for draft in await drafts(desk)}
    span, pieces = YEAR, {}
    step = (YEAR.until - YEAR.since) / 53
    for n in range(53):
        span = TimeSpan(YEAR.since + step * n, YEAR.since + step * (n + 1))
        for draft in await drafts(desk, span):
            assert draft.key not in pieces
            pieces[draft.key] = draft
    assert pieces == whole


async def test_questions_come_on_thursdays_at_two_and_reminders_on_mondays_at_nine_on_ones_own_clock(
    desk: Desk,
) -> None:
    for email, zone in ((ANA_LUCIA, "America/Denver"), (RUTH, "America/Phoenix")):
        for draft in await of(desk, email):
            here = local(draft.at, zone)
            assert (here.weekday(), here.time(), here.date().isoformat()) == (3, time(14), draft.occasion)
        for draft in await of(desk, email, "nudge"):
            here = local(draft.at, zone)
            assert (here.weekday(), here.time()) == (0, time(9))


async def test_phoenix_has_no_summer_time(desk: Desk) -> None:
    hours = {draft.occasion: draft.at.hour for draft in await of(desk, RUTH)}
    assert hours["2026-09-17"] == hours["2027-01-14"] == 21
    denver = {draft.occasion: draft.at.hour for draft in await of(desk, ANA_LUCIA)}
    assert (denver["2026-10-29"], denver["2026-11-05"]) == (20, 21)  # the clock goes back on 1 November
    assert (denver["2027-03-11"], denver["2027-03-18"]) == (21, 20)  # and forward on 14 March


async def test_dublin_is_asked_at_its_own_two_o_clock_on_both_sides_of_its_change(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, owner=SIOBHAN))
    at = {draft.occasion: draft.at for draft in await of(desk, SIOBHAN)}
    assert at["2026-10-22"] == datetime(2026, 10, 22, 13, tzinfo=UTC)
    assert at["2026-10-29"] == datetime(2026, 10, 29, 14, tzinfo=UTC)
    assert at["2027-04-01"] == datetime(2027, 4, 1, 13, tzinfo=UTC)


async def test_a_day_off_for_students_alone_is_a_working_day(desk: Desk) -> None:
    nudges = {draft.occasion: local(draft.at, "America/Denver").date() for draft in await of(desk, ANA_LUCIA, "nudge")}
    assert nudges["2026-10-08"] == date(2026, 10, 12)


async def test_a_reminder_that_a_break_would_delay_is_dropped(desk: Desk) -> None:
    asked = {draft.occasion for draft in await of(desk, ANA_LUCIA)}
    reminded = {draft.occasion for draft in await of(desk, ANA_LUCIA, "nudge")}
    assert asked - reminded == {"2026-11-19", "2026-12-17", "2027-01-14", "2027-02-11", "2027-03-18"}


async def test_nobody_is_asked_while_away_nor_reminded_of_what_was_not_asked(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.set_away(ana, date(2026, 10, 1), date(2026, 10, 12))  # two Thursdays, not the Monday
        await store.people.set_away(ana, date(2026, 10, 19), date(2026, 10, 20))  # the reminder's Monday alone
    asked = {draft.occasion for draft in await of(desk, ANA_LUCIA)}
    reminded = {draft.occasion for draft in await of(desk, ANA_LUCIA, "nudge")}
    assert "2026-09-24" in asked
    assert not asked & {"2026-10-01", "2026-10-08"}
    assert not reminded & {"2026-10-01", "2026-10-08", "2026-10-15"}
    assert len(asked) == QUESTIONS[ANA_LUCIA] - 2


async def test_one_notification_names_all_strategies_that_are_under_way(desk: Desk) -> None:
    about = {draft.occasion: draft.about for draft in await of(desk, DEVON)}
    assert about["2026-09-24"] == ("S4", "S5")
    assert about["2026-10-01"] == ("S5",)
    assert about["2026-12-03"] == ("S4", "S5")
    assert about["2027-01-07"] == ("S4",)


async def test_start_and_end_are_both_days_of_the_strategy(desk: Desk) -> None:
    await put(desk, Strategy("S20", "G2", "One day", WEI, date(2026, 9, 10), date(2026, 9, 10), "It helps"))
    first = await of(desk, WEI)
    assert first[0].about == ("S20",)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SUPERVISOR])
async def test_who_only_reads_is_never_asked(desk: Desk, role: Role) -> None:
    async with desk.store(writes=True) as store:
        await store.people.put(
            ANA_LUCIA, name="Ana-Lucía Peña", role=role, team="District SEL team", district_team=True, zone=None
        )
    assert await of(desk, ANA_LUCIA) == []
    assert await of(desk, BERNADETTE) == []


async def test_who_left_is_not_asked_and_a_strategy_set_aside_is_not_asked_about(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.retire(ana)
        await store.plans.drop("strategy", "S6")
    assert await drafts(desk) != []
    assert await of(desk, WEI) == []
    assert all("S1" not in draft.about for draft in await drafts(desk))


async def test_an_owner_is_known_however_the_e_mail_is_spelled(desk: Desk) -> None:
    await put(desk, Strategy("S20", "G2", "Shouted", SIOBHAN.upper(), date(2026, 9, 14), date(2026, 9, 30), "It helps"))
    assert len(await of(desk, SIOBHAN)) == 2


async def test_nothing_is_due_before_start(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan) as made:
        assert await drafts(made) == []
        made.at = moment("2026-10-16 08:00")
        await made.start()
        first = await of(made, ANA_LUCIA)
        assert first[0].occasion == "2026-10-22"
        reminded = await of(made, ANA_LUCIA, "nudge")
        assert reminded[0].occasion == "2026-10-22"  # Monday the 19th reminds of nothing that was asked


async def test_notifications_expire_with_their_window(desk: Desk) -> None:
    by_week = {draft.occasion: draft for draft in await of(desk, ANA_LUCIA)}
    assert by_week["2026-09-17"].expires == moment("2026-09-22 00:00")
    assert by_week["2026-11-19"].expires == moment("2026-12-01 00:00")
    nudge = next(iter(await of(desk, ANA_LUCIA, "nudge")))
    assert nudge.expires == moment("2026-09-22 00:00")


async def test_who_answered_or_skipped_is_not_reminded(desk: Desk) -> None:
    week = date(2026, 9, 24)
    async with desk.store(writes=True) as store:
        ana, devon, wei = [await store.people.by_email(email) for email in (ANA_LUCIA, DEVON, WEI)]
        assert ana is not None
        assert devon is not None
        assert wei is not None
        await store.checkins.put(CheckIn("S1", week, ana.id, Went.PARTLY, store.now))
        await store.checkins.put(CheckIn("S4", week, devon.id, Went.PARTLY, store.now))
        await store.checkins.skip(wei.id, date(2026, 10, 1))
    assert week.isoformat() not in {draft.occasion for draft in await of(desk, ANA_LUCIA, "nudge")}
    about = {draft.occasion: draft.about for draft in await of(desk, DEVON, "nudge")}
    assert about[week.isoformat()] == ("S5",)
    assert "2026-10-01" not in {draft.occasion for draft in await of(desk, WEI, "nudge")}


async def test_one_broken_row_does_not_cost_the_others_their_question(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.set_zone(ana, "Mars/Olympus")
    found = await drafts(desk)
    assert len([draft for draft in found if draft.kind == "checkin"]) == 201 - 29


def _days(found: Sequence[Draft]) -> list[str]:
    return [draft.occasion for draft in found]


async def test_a_span_holds_its_end_and_not_its_beginning(desk: Desk) -> None:
    at = moment("2026-09-17 14:00")
    assert "2026-09-17" in _days(await of(desk, ANA_LUCIA, span=TimeSpan(moment("2026-09-17 13:00"), at)))
    assert "2026-09-17" not in _days(await of(desk, ANA_LUCIA, span=TimeSpan(at, moment("2026-09-17 15:00"))))


@pytest.mark.parametrize("parked", ["2026-10-14 10:00", "2027-04-26 10:00"], ids=["in DO", "in STUDY"])
async def test_the_weeks_of_a_parked_goal_are_not_asked_about(desk: Desk, parked: str) -> None:
    """Lupe's strategy serves the one goal that waits for four weeks."""
    lupe, back = "l.archuleta@riverbend.example", moment(parked) + timedelta(weeks=4)
    before = set(_days(await of(desk, lupe)))
    desk.at = moment(parked)
    async with desk.store(writes=True) as store:
        rests = await store.parked.park("G7", 1, until=back.date())
    asked = await of(desk, lupe, span=TimeSpan(desk.at, back))
    assert asked == []
    assert await of(desk, lupe, "nudge", TimeSpan(desk.at, back)) == []
    desk.at = back
    async with desk.store(writes=True) as store:
        await store.parked.take_up(rests.id, 1)
        strategy, person = await store.plans.strategy("S10"), await store.people.by_email(lupe)
        assert strategy is not None
        assert store.cycle is not None
        weeks = (await store.checkins.heard()).questions_about(strategy, store.cycle, person, YEAR.until.date())
    left_out = before - {each.day.isoformat() for each in weeks}
    assert left_out == {day for day in before if parked[:10] <= day < back.date().isoformat()}
    assert len(left_out) == 4
