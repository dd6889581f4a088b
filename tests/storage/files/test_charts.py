"""Pictures become PNGs: small, wide enough, the same each time, whatever people wrote in them."""

import subprocess
import sys
import warnings
from datetime import date, timedelta
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from pdsa.checkin import Tally, Went
from pdsa.measures import LEVELS
from pdsa.picture import Bar, Bars, Dated, Dot, Dumbbell, Level, Picture, Rated, RunChart, WeekMark, Weeks, month_starts
from storage.files.charts import draw
from storage.files.child import Child
from storage.files.drawing.lettering import clean, lines, width
from storage.files.drawing.page import ROOM, TEXT, fitting
from storage.files.drawing.run_chart import (
    Scale,
    moved_apart,
    named_or_numbered,
    step_words,
    value_range,
    values_beside,
)

FIRST = date(2026, 8, 21)
WORDS = ("As planned", "Partly", "Not this week")
STRANGE = {
    "formula": "Stipends of $50 to $100, x_1^2 and \\frac{1}{2}",
    "broken formula": "$\\notacommand{",
    "navajo": "Táá hwó’ ají t’éego: Diné bizaad bee ółtaʼ",
    "spanish": "¿Más apoyo? Niños, familias y señas",
    "right to left": "שלום וגם مرحبا بكم",
    "chinese": "社会情感学习",
    "emoji": "Calm corner 🎉👩🏽‍🏫",
    "controls": "a\x00b\u202ec\nd\te",
    "one long word": "Wir" * 200,
    "long": "Monthly planning table of curriculum, equity and special education " * 20,
    "nothing": "",
    "half a pair": "x\ud83dy",
}


def run(count: int, words: str = "Office referrals per 100 students per week") -> RunChart:
    dots = tuple(
        Dot(FIRST + timedelta(weeks=week), 4.5 - week * 0.04 + (week * 7 % 5) / 5, "4.5") for week in range(count)
    )
    ticks = tuple(Dated(day, f"{day:%b}") for day in month_starts(FIRST, dots[-1].day))
    median = Level(3.66, f"Median {words}"[:200]) if count >= 10 else None
    return RunChart(words, words, dots, ticks, words, median, Level(3, words), (Dated(date(2026, 9, 14), words),))


def rubric(words: str, *levels: int | None) -> Dumbbell:
    return Dumbbell(
        words, words, (Rated(words, *levels, status=words),) * 6, tuple(LEVELS.values()), words, words, words, words
    )


def weeks(words: str, count: int) -> Weeks:
    went = (Went.AS_PLANNED, Went.PARTLY, Went.NOT, None)
    marks = tuple(WeekMark(FIRST + timedelta(weeks=n), went[n % 4]) for n in range(count))
    return Weeks(words, words, marks, words, words, words, words, (Dated(FIRST, words),), words)


def bars(words: str, *tallies: Tally) -> Bars:
    return Bars(words, words, tuple(Bar(words, tally) for tally in tallies), words, words, words, words)


def seen(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def margins_are_white(image: Image.Image) -> bool:
    """Nothing reaches the paper's edge, so nothing is cut off there."""
    pixels = np.asarray(image)
    edges = (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:])
    return all((edge > 250).all() for edge in edges)


@pytest.mark.parametrize(
    "picture",
    [
        run(1),
        run(2),
        run(3),
        run(9),
        run(10),
        run(40),
        rubric("Professional Learning", 1, 3, 2),
        rubric("Family and Community Partnerships", 1, 2, 1),
        rubric("Not rated yet", None, None, None),
        weeks("After-school and virtual workshops", 1),
        weeks("After-school and virtual workshops", 36),
        bars("Peer visits", Tally(14, 6, 2), Tally(), Tally(0, 0, 1), Tally(500, 1, 1)),
        bars("Twelve strategies, one after another", *[Tally(n, 3, 1) for n in range(12)]),
    ],
)
def test_pictures_fit_into_chat(picture: Picture):
    png = draw(picture)
    image = seen(png)
    assert png.startswith(b"\x89PNG")
    assert len(png) < 100_000
    assert image.width == 1080
    assert 300 < image.height < 3000
    assert margins_are_white(image)
    assert len(image.getcolors(1 << 24) or []) > 4


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE.keys())
def test_whatever_people_wrote_is_drawn_as_text_and_not_cut_off(words: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns where it would draw a box for a letter
        for picture in (run(12, words), rubric(words, 1, 3, 2), weeks(words, 12), bars(words, Tally(3, 2, 1))):
            assert margins_are_white(seen(draw(picture)))


def test_the_same_picture_is_the_same_bytes():
    assert draw(run(12)) == draw(run(12))
    assert draw(run(12)) != draw(run(11))
    metadata = Image.open(BytesIO(draw(run(12)))).info
    assert not {"Software", "Creation Time", "date:create"} & set(metadata)


@pytest.mark.parametrize(
    "values",
    [(0, 0, 0), (-3, 2, -1), (1e12, 3e12), (1e-7,) * 12, (5,) * 40, (50, *[0.1] * 20)],
)
def test_unusual_numbers_are_drawn(values: tuple[float, ...]):
    dots = tuple(Dot(FIRST + timedelta(days=n), value, f"{value:g}") for n, value in enumerate(values))
    assert margins_are_white(seen(draw(RunChart("T", "a", dots, target=Level(values[0], "Target")))))


def test_two_numbers_of_one_day_are_drawn():
    dots = (Dot(FIRST, 1, "1"), Dot(FIRST, 2, "2"))
    assert draw(RunChart("T", "a", dots)).startswith(b"\x89PNG")


def test_what_is_no_picture_is_refused():
    with pytest.raises(TypeError, match="no picture: str"):
        draw("a chart, please")  # type: ignore[arg-type]


async def test_a_child_process_draws():
    async with Child(workers=1) as child:
        png = await child.run(draw, run(12), seconds=60)
    assert png == draw(run(12))


def test_asking_for_a_drawing_does_not_load_the_drawing_tools():
    code = "import sys, storage.files.charts, pdsa.picture; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("values", "levels", "low", "high"),
    [
        ((4.5, 3.2), (3,), 0, 4.65),  # far apart: from zero
        ((61, 63), (70,), 55, 76),  # close together: never so near that a step looks like a leap
        ((94.0, 96.0) * 10, (), 89, 101),
        ((0, 0), (), 0, 1.1),
        ((5, 5), (), 4, 6),  # a count: at least two
    ],
)
def test_the_axis_is_honest(values, levels, low, high):
    found_low, found_high, steps = value_range(values, levels)
    assert found_low == pytest.approx(low, abs=1)
    assert found_high == pytest.approx(high, abs=1)
    assert 2 <= len(steps) <= 7
    assert all(found_low <= step <= found_high for step in steps)
    assert all(step.is_integer() for step in steps) or not all(float(value).is_integer() for value in values)


def test_steps_are_written_as_the_numbers_beside_them():
    assert step_words(1_500_000, [0, 500_000, 1_500_000], ".") == "1,500,000"
    assert step_words(1_500.5, [0, 1_500.5], ",") == "1.500,5"


@pytest.mark.parametrize(
    ("days", "values", "said"),
    [
        ((0, 7, 14), (3, 5, 4), ["4", "3", "5"]),
        ((0, 1, 2, 200), (12, 13, 14, 22), ["22", "12", "14"]),  # no room for the one between
        ((0, 0, 200), (3, 5, 4), ["4", "3", "5"]),
    ],
)
def test_no_value_is_written_over_a_point_the_axis_or_another_value(days, values, said):
    scale = Scale(100, 900, 100, FIRST, FIRST + timedelta(days=200), 0, 25)
    dots = [Dot(FIRST + timedelta(days=day), value, str(value)) for day, value in zip(days, values, strict=True)]
    placed = values_beside(scale, dots, [(scale.x(dot.day), scale.y(dot.value)) for dot in dots])
    assert [words for _x, _y, words in placed] == said
    low = values_beside(scale, [Dot(FIRST, 0, "0")], [(scale.x(FIRST), scale.y(0))])
    assert all(y < scale.bottom for _x, y, _words in low)


def test_text_is_cleaned():
    assert clean("a\x00b\u202ec\nd\te") == "abc d e"
    assert clean("社会情感学习 now") in {"社会情感学习 now", "… now"}
    assert clean("  ") == ""
    assert clean("Pen\u0303a") == "Peña"


def test_lines_fit_and_lose_nothing():
    text = STRANGE["long"][:150]
    wrapped = lines(text, ROOM, TEXT)
    assert all(width(line, TEXT) <= ROOM for line in wrapped)
    assert " ".join(wrapped) == " ".join(text.split())
    assert lines("", ROOM, TEXT) == []
    assert "".join(lines("x" * 100, 300, TEXT, most=20)) == "x" * 100


def test_what_is_too_long_ends_in_an_ellipsis():
    wrapped = lines("word " * 300, ROOM, TEXT, most=2)
    assert (len(wrapped), wrapped[-1][-1]) == (2, "…")
    assert width(wrapped[-1], TEXT) <= ROOM


def test_labels_give_way_where_they_would_touch():
    near = [(10.0 * nth, f"Month {nth}") for nth in range(30)]
    kept = fitting(near)
    assert 1 < len(kept) < 30
    assert fitting([(0.0, "September"), (20.0, "October"), (400.0, "November")])[0][1] == "October"
    assert fitting([]) == []


def test_words_beside_each_other_are_moved_apart():
    assert moved_apart([10, 12, 14], [20, 20, 20], 500) == [10, 30, 50]
    assert moved_apart([470, 480], [20, 20], 500) == [460, 480]
    assert moved_apart([], [], 500) == []


def test_few_marks_have_their_words_and_many_are_numbered_and_explained() -> None:
    few = [Dated(FIRST + timedelta(days=n), f"S{n} began") for n in range(4)]
    assert named_or_numbered(few) == (few, [])
    many = [*few, Dated(FIRST, "The superintendent will leave at the end of the year, the board said " * 3)]
    marks, legend = named_or_numbered(many)
    assert [mark.label for mark in marks] == ["1", "2", "3", "4", "5"]
    assert legend[0] == ["1) S0 began"]
    assert all(len(each) <= 2 for each in legend)
    assert named_or_numbered(many[4:])[0][0].label == "1", "one with many words is explained below, too"


@pytest.mark.parametrize("words", [STRANGE["long"], STRANGE["chinese"], ""], ids=["long", "chinese", "nothing"])
def test_forty_points_and_sixteen_marks_can_be_drawn(words: str) -> None:
    marks = tuple(Dated(FIRST + timedelta(days=n * n), words) for n in range(16))
    chart = run(40)
    drawn = draw(
        RunChart(chart.title, chart.alt, chart.dots, chart.ticks, chart.note, chart.median, chart.target, marks)
    )
    assert Image.open(BytesIO(drawn)).width == 1080
