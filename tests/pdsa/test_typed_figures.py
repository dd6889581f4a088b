"""A figure as people type it: its measure, number, day and people, and what is doubtful about them."""

from datetime import date

import pytest

from pdsa.goals import Goal, GoalKind
from pdsa.measure_lookup import YearMeasures
from pdsa.typed_figures import Unclear, UnclearWords, read_figure
from pdsa.written_dates import DayTrouble, NotADay
from pdsa.written_numbers import NotANumber, NumberTrouble

REFERRALS = "Office referrals per 100 students per week"
SUPPORTED = "Staff who agree they can support SEL (%)"
GRADE_3 = "Families of Grade 3"
YEAR = YearMeasures.of(
    [Goal("G8", GoalKind.OUTCOME, "Fewer referrals", measure=REFERRALS),
     Goal("G9", GoalKind.OUTCOME, "More support", measure=SUPPORTED),
     Goal("G10", GoalKind.OUTCOME, "More families", measure=GRADE_3)],
    (), (), {},
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "measures", "value", "day", "n"),
    [
        ("referrals 4.2", (REFERRALS,), "4.2", None, None),
        ("G8 4,2", (REFERRALS,), "4,2", None, None),
        ("38% staff agree", (SUPPORTED,), "38%", None, None),
        ("referrals 4.2 2026-11-02 n = 400", (REFERRALS,), "4.2", date(2026, 11, 2), 400),
        ("referrals 4.2 11/2/2026", (REFERRALS,), "4.2", date(2026, 11, 2), None),
        ("Office referrals per 100 students per week", (REFERRALS,), "", None, None),
        ("referrals per 100 students 3", (REFERRALS,), "3", None, None),
        ("nothing of it", (), "", None, None),
        ("referrals 4.2 on 1 Oct", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("referrals 4.2 1 Oct 2026", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("referrals on Oct 1st 4.2", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("referrals 4 on Thu 1 Oct", (REFERRALS,), "4", date(2026, 10, 1), None),
        ("54% on 9/14 staff agree", (SUPPORTED,), "54%", date(2026, 9, 14), None),
        ("staff agree 54 % for 14 Sep 2026, n: 1,204", (SUPPORTED,), "54%", date(2026, 9, 14), 1204),
        ("referrals: 4.2 yesterday", (REFERRALS,), "4.2", date(2026, 11, 4), None),
        ("referrals was 4.2, 2026‑10‑01", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("referrals 1 204", (REFERRALS,), "1204", None, None),
        ("referrals 1\u202f204,5 on 10/30", (REFERRALS,), "1204.5", date(2026, 10, 30), None),
        ("referrals 12 345 678 n=1 204", (REFERRALS,), "12345678", None, 1204),
        ("referrals 1,204", (REFERRALS,), "1,204", None, None),
        ("“office referrals per 100  students per week” 4.2 on 1 Oct", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("'referrals' 4.2", (REFERRALS,), "4.2", None, None),
        ("referrals 1 Oct 204", (REFERRALS,), "204", date(2026, 10, 1), None),
        ("referrals on 1 Oct: 4.2!", (REFERRALS,), "4.2", date(2026, 10, 1), None),
        ("referrals 4.2 (1 Oct) (n=120)", (REFERRALS,), "4.2", date(2026, 10, 1), 120),
        ("54 percent on Oct 1 at 9:00 am staff agree.", (SUPPORTED,), "54%", date(2026, 10, 1), None),
        ("referrals 4.2 on Tuesday", (REFERRALS,), "4.2", date(2026, 11, 3), None),
        ("referrals 4.2 last Thursday", (REFERRALS,), "4.2", date(2026, 10, 29), None),
        ("referrals 3 1/2", (REFERRALS,), "3 1/2", None, None),
        ("referrals 4 on 1/2", (REFERRALS,), "4", date(2026, 1, 2), None),
        ("54 PERCENT staff agree", (SUPPORTED,), "54%", None, None),
        ("54 per cent staff agree", (SUPPORTED,), "54%", None, None),
        ("referrals 1 Oct 54", (REFERRALS,), "54", date(2026, 10, 1), None),
        ("[referrals]: 4.2;", (REFERRALS,), "4.2", None, None),
        ("referrals 4.2 n=0", (REFERRALS,), "4.2", None, 0),
    ],
)
def test_what_was_typed(said: str, measures: tuple[str, ...], value: str, day: date | None, n: int | None) -> None:
    typed = read_figure(said, YEAR, date(2026, 11, 5))
    assert (typed.measures, typed.value, typed.day, typed.n) == (measures, value, day, n)


@pytest.mark.parametrize(
    ("said", "value", "day", "why"),
    [
        ("referrals 12,345,6", "12,345,6", None, NumberTrouble.UNCLEAR),
        ("referrals 4.2*", "4.2*", None, NumberTrouble.MARKED),
        ("referrals <10", "<10", None, NumberTrouble.HIDDEN),
        ("referrals 4.2 on 30 Feb", "4.2", None, DayTrouble.NO_SUCH_DAY),
        ("referrals 4.2 on 9/10", "4.2", date(2026, 9, 10), DayTrouble.TWO_WAYS),
        ("referrals 4.2 for Q1 2026", "4.2", None, DayTrouble.STRETCH),
        ("referrals 4.2 on 1820-10-01", "4.2", None, DayTrouble.OUTSIDE),
        ("referrals 4 Oct 1", "1", date(2026, 10, 4), Unclear.OTHER_DAY),
        ("referrals 4.2 of 120", "", None, Unclear.NUMBERS),
        ("referrals n=1 204", "", None, Unclear.PEOPLE),
        ("referrals 4.2 n=-1", "4.2", None, Unclear.PEOPLE),
        ("referrals 4.2 n=1.5", "4.2", None, Unclear.PEOPLE),
    ],
)
def test_what_is_doubtful(said: str, value: str, day: date | None, why: DayTrouble | NumberTrouble | Unclear) -> None:
    typed = read_figure(said, YEAR, date(2026, 11, 5))
    assert (typed.measures, typed.value, typed.day, typed.n) == ((REFERRALS,), value, day, None)
    (doubt,) = typed.doubts
    assert why is (doubt.why if isinstance(doubt, UnclearWords) else doubt.trouble)
    assert typed.ask_day is (isinstance(doubt, NotADay) and day is None)
    assert isinstance(doubt, UnclearWords | NotADay | NotANumber)


def test_a_number_in_a_measures_name_is_not_its_value() -> None:
    typed = read_figure("families of grade 3", YEAR, date(2026, 11, 5))
    assert (typed.measures, typed.value) == ((GRADE_3,), "")
    typed = read_figure("families of grade 3 204", YEAR, date(2026, 11, 5))
    assert (typed.measures, typed.value) == ((GRADE_3,), "204")
