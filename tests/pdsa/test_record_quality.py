"""How well a year is written down: each sign counted, nothing after the day that is asked for, nobody compared."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.checkin import CheckIn, Went
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation
from pdsa.record_quality import Sign, YearRecords, documentation, over_time
from pdsa.reflection import Held, Reflection, unconcluded
from pdsa.small_cycle import SmallCycle
from tests.pdsa.riverbend_year import CYCLE

AT = datetime(2026, 10, 1, 16, tzinfo=UTC)
S1 = Strategy("S1", "G1", "Workshops", start=date(2026, 9, 14), end=date(2027, 4, 30), prediction="60% come")
S2 = Strategy("S2", "G1", "Visits", start=date(2026, 9, 14), end=date(2027, 4, 30))
LATER = Strategy("S3", "G1", "Evenings", start=date(2027, 1, 11), prediction="Many come")
G1 = Goal("G1", GoalKind.OUTCOME, "Fewer referrals", measure="Referrals")
DAY = date(2026, 10, 16)
STUDY = date(2027, 5, 3)


def kept(**more: object) -> YearRecords:
    made = YearRecords(
        replace(CYCLE, started_at=datetime(2026, 8, 17, 15, tzinfo=UTC)), (G1,), (S1, S2, LATER), (), {}, (), (), {}
    )
    return replace(made, **more)  # type: ignore[arg-type]


def sign(which: Sign, day: date = DAY, **more: object) -> tuple[int, int, tuple[str, ...]]:
    (found,) = [each for each in documentation(kept(**more), day).signs if each.sign is which]
    return found.have, found.of, found.open


def said(strategy: str, held: Held = Held.YES) -> dict[str, Reflection]:
    return {strategy: Reflection(strategy, 1, AT, "It ran", held, "Much")}


def small(code: str, follows: str = "", **more: object) -> SmallCycle:
    made = SmallCycle(code, "S1", f"Try {code}", date(2026, 10, 1), 1, AT, follows=follows)
    return replace(made, **more)  # type: ignore[arg-type]


def test_what_has_begun_is_asked_for_its_prediction() -> None:
    assert sign(Sign.PREDICTED) == (1, 2, ("Visits",))
    assert sign(Sign.PREDICTED, STUDY) == (2, 3, ("Visits",))
    tries = (small("S1.1", prediction="Ten come"), small("S1.2"))
    assert sign(Sign.PREDICTED, cycles=tries) == (1, 2, ("Visits",)), "a small cycle is no strategy"


def test_what_was_said_before_a_start_is_no_conclusion() -> None:
    assert unconcluded((S1, LATER), said("S1") | said("S3"), STUDY) == (LATER,)
    assert unconcluded((S1, LATER), said("S1"), DAY) == (), "what has not begun needs none"


def test_predictions_are_compared_from_study_on_or_once_they_are_over() -> None:
    assert sign(Sign.COMPARED) == (0, 0, ())
    assert sign(Sign.COMPARED, reflections=said("S1")) == (1, 1, ())
    assert sign(Sign.COMPARED, STUDY, reflections=said("S3")) == (1, 2, ("Workshops",))
    short = replace(S1, end=date(2026, 10, 9))
    assert sign(Sign.COMPARED, strategies=(short,)) == (0, 1, ("Workshops",))


def test_weekly_questions_count_once_their_window_is_over() -> None:
    week = date(2026, 9, 17)
    answers = tuple(CheckIn("S1", week + timedelta(weeks=n), 1, Went.PARTLY, AT) for n in range(4))
    asked = tuple(replace(each, owner="a@x.example", prediction="Many come") for each in (S1, S2))
    assert sign(Sign.WEEKS, checkins=answers, strategies=asked) == (4, 8, ("Visits",))


@pytest.mark.parametrize(
    ("cycles", "counted", "in_place"),
    [
        ((), (0, 0), False),
        ((small("S1.1"), small("S1.2")), (0, 2), False),
        ((small("S1.1"), small("S1.2", "S1.1")), (1, 2), True),
        ((small("S1.1"), small("S1.2", "S1.1", started=date(2026, 11, 2))), (0, 1), False),
    ],
    ids=["none", "two that stand alone", "a ramp", "the second lies ahead"],
)
def test_small_cycles_that_follow_one_another(
    cycles: tuple[SmallCycle, ...], counted: tuple[int, int], in_place: bool
) -> None:
    (found,) = [each for each in documentation(kept(cycles=cycles), DAY).signs if each.sign is Sign.LINKED]
    assert ((found.have, found.of), found.in_place) == (counted, in_place)


@pytest.mark.parametrize(
    ("months", "there"),
    [((9, 10), False), ((9, 10, 11), True), ((1, 6, 11), False), (tuple(range(1, 12)), True)],
    ids=["two say nothing", "monthly", "twice a year", "eleven"],
)
def test_data_over_time(months: tuple[int, ...], there: bool) -> None:
    assert over_time([date(2026, month, 1) for month in months]) is there


def test_a_goals_measure_counts_by_its_largest_group_and_only_what_is_past() -> None:
    points = tuple(Observation("Referrals", date(2026, month, 1), 4.0) for month in (8, 9, 10, 11, 12))
    assert sign(Sign.OVER_TIME, observations=points) == (1, 1, ())
    assert sign(Sign.OVER_TIME, observations=points[1:]) == (0, 1, ("Referrals",))


def test_how_predictions_turned_out() -> None:
    documented = documentation(
        kept(
            reflections=said("S1", Held.PARTLY) | said("S2", Held.YES),
            cycles=(small("S1.1", prediction="Ten come", ended=date(2026, 10, 9), held=Held.NO),),
        ),
        DAY,
    )
    assert (documented.compared, documented.held) == (1, {Held.PARTLY: 1})
    assert documented.small == 1, "small cycles are counted by themselves"


def test_what_was_set_aside_counts_where_it_was_looked_back_on() -> None:
    gone = (replace(S1, code="S8", dropped=True), replace(S1, code="S9", dropped=True, school="Cottonwood"))
    documented = documentation(kept(set_aside=gone, reflections=said("S1") | said("S9", Held.NO)), DAY)
    assert (documented.compared, documented.held, documented.of_schools) == (2, {Held.YES: 1, Held.NO: 1}, 1)
    compared = next(each for each in documented.signs if each.sign is Sign.COMPARED)
    assert (compared.have, compared.of) == (2, 2)


@given(st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True), st.dates(date(2026, 8, 1), date(2027, 6, 30)))
def test_no_sign_has_more_than_there_is_and_open_ones_are_what_lacks(codes: list[str], day: date) -> None:
    reflections = {code: said(code)[code] for code in codes}
    documented = documentation(kept(reflections=reflections, cycles=(small("S1.1"), small("S1.2", "S1.1"))), day)
    assert 0 <= documented.in_place <= documented.begun <= len(Sign)
    for counted in documented.signs:
        assert 0 <= counted.have <= counted.of
        if counted.sign in (Sign.PREDICTED, Sign.COMPARED, Sign.OVER_TIME):
            assert len(counted.open) == counted.of - counted.have
    assert documented.compared <= len(codes)


@given(st.lists(st.dates(date(2026, 8, 1), date(2027, 6, 30)), unique=True, max_size=14).map(sorted))
def test_one_more_point_in_between_never_makes_data_less_over_time(days: list[date]) -> None:
    if over_time(days):
        between = {days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days)} - set(days)
        if between:
            assert over_time(sorted([*days, min(between)]))
