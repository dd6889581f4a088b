"""Pictures as values: what they refuse, and that they can be kept as JSON."""

from datetime import date
from math import inf, nan

import pytest
from pydantic import TypeAdapter

from pdsa.checkin import Tally, Went
from pdsa.picture import (
    Bar,
    Bars,
    Box,
    Column,
    Dated,
    Dot,
    Dumbbell,
    Flow,
    Level,
    Picture,
    Rated,
    RunChart,
    WeekMark,
    Weeks,
    month_starts,
)

DAY = date(2026, 9, 17)
WORDS = ("As planned", "Partly", "Not this week")
LEVELS = ("not begun", "partly", "mostly", "fully")
PICTURES = (
    RunChart("Referrals", "Fewer", (Dot(DAY, 4.2, "4.2"),), (Dated(DAY, "Sep"),), "", Level(4.2, "Median 4.2")),
    Dumbbell("Rubric", "One item met", (Rated("Collaboration", 2, 3, None),), LEVELS, "Start", "Goal", "End"),
    Weeks("Workshops", "One week partly", (WeekMark(DAY, Went.PARTLY), WeekMark(DAY, None)), *WORDS, "No word"),
    Bars("Weeks", "One strategy", (Bar("Workshops", Tally(1, 2, 3)),), *WORDS),
    Flow("Logic", "One leads to two", (Column("In", (Box("L1", "Money"),)), Column("Out", (Box("G6", "Able"),))),
         (("L1", "G6"),)),
)  # fmt: skip


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_are_kept_as_json_and_read_back_equal(picture):
    kept = TypeAdapter(Picture)
    assert kept.validate_json(kept.dump_json(picture)) == picture


@pytest.mark.parametrize(
    "make",
    [
        lambda: RunChart("T", "a", ()),
        lambda: RunChart("T", "a", (Dot(DAY, nan, "?"),)),
        lambda: RunChart("T", "a", (Dot(DAY, 1, "1"),), target=Level(inf, "far")),
        lambda: Dumbbell("T", "a", (), LEVELS, "s", "g", "e"),
        lambda: Dumbbell("T", "a", (Rated("x"),), LEVELS[:3], "s", "g", "e"),
        lambda: Rated("x", 0),
        lambda: Rated("x", 1, 5),
        lambda: Weeks("T", "a", (), *WORDS, "No word"),
        lambda: Bars("T", "a", (), *WORDS),
        lambda: Flow("T", "a", (Column("In", ()),), ()),
        lambda: Flow("T", "a", (Column("In", (Box("a", "x"), Box("a", "y"))),), ()),
        lambda: Flow("T", "a", (Column("In", (Box("a", "x"),)), Column("Out", (Box("b", "y"),))), (("b", "a"),)),
        lambda: Flow("T", "a", (Column("In", (Box("a", "x"),)),), (("a", "c"),)),
    ],
)
def test_a_picture_of_nothing_is_refused(make):
    with pytest.raises(ValueError, match=r"needs|number|level|levels"):
        make()


def test_a_time_axis_is_labelled_where_months_begin():
    starts = list(month_starts(DAY, date(2026, 12, 1)))
    assert starts == [DAY, date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]
