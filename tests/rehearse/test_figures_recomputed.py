"""Figures in what was posted, in both years, are what the messages, the page and the year's workbook say.

Each post says as of when it is known; what was answered or measured later does not count in it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from tests.rehearse.conftest import Row, Year
from tests.rehearse.recounting import AS_OF, DAY, MONTHS, Facts, as_of, bare, day_in, known_at, told, went

pytestmark = pytest.mark.timeout(600)

Figure = tuple[str, str, object, object]
"""Where it stands, what it counts, what is told, what was recounted."""
TITLE = re.compile(rf"Social and emotional learning \(SEL\) in ({'|'.join(MONTHS)}) (\d{{4}})")
CAME = re.compile(r"(\d+) check-ins? came in(?:: ([^.]+))?\.")
LATER = re.compile(r"(\d+) more check-ins? came in for earlier months\.")
LATEST = re.compile(rf"(?:from \S+ to|latest) ([\d.,]+)%? \((?:latest, )?{DAY}\)")
WEEKS = re.compile(r"(\d+) check-ins(?: on (\d+) strategies)?: ([^.]+)\.")
COUNTS_ALL = ("How the weeks went", "How we know")
"""Details that count the year's answers of all strategies together."""
RUBRIC = re.compile(r"(\d+) of (\d+) rubric items (?:are at their|is at its) goal")
MEASURED = re.compile(r"• ([^:•]+): measured (?:(\d+) times|once)")
TYPICAL = re.compile(r"around its typical ([\d.]+), and nothing shows that it changed \((\d+) points\)")
POINTS = re.compile(rf"(\d+) points from {DAY} to {DAY}")
SPAN = re.compile(rf"(?:week of|From|week,) {DAY} to {DAY}")
ASKED = re.compile(
    r"We asked about (\d+) strateg\w+(?:,? and| [a-z ]+):? ?(?:(\d+) check-ins?(?:,| came in:) )?([^.]*)\."
)
NO_WORD = re.compile(r"(\d+) ha(?:s|ve) no word yet")
MONTHLY = re.compile(r"The monthly summaries told of (\d+)")
PREDICTED = (("no", "did not hold"), ("partly", "held in part"), ("yes", "held"), ("no data", "cannot be told"))
COMPARED = re.compile(r"(\d+) predictions compared: did it hold\? ([^.]+)\.")
BASELINE = re.compile(rf"\(([^():]+): ([\d.]+)%? \({DAY}\) → ")


@pytest.fixture(scope="module", params=["samples", "second"])
def facts(request: pytest.FixtureRequest) -> Facts:
    year: Year = request.getfixturevalue(request.param)
    return Facts(year)


def posts(facts: Facts, *kinds: str) -> list[Row]:
    return [row for row in facts.year.of(*kinds) if row.to.startswith("#")]


def place(row: Row) -> str:
    return f"{row.kind} {row.to} {row.at:%Y-%m-%d}"


def month_of(row: Row) -> date:
    title = TITLE.search(row.text)
    assert title, row.text
    return date(int(title[2]), MONTHS.index(title[1]) + 1, 1)


def monthly(facts: Facts) -> Iterator[Figure]:
    """A month's check-ins, and how many came in for the months told before since these were told."""
    before: dict[str, list[tuple[date, int]]] = {}
    for row in posts(facts, "digest-monthly"):
        month, moment = month_of(row), known_at(row)
        came, later, answers = CAME.search(row.text), LATER.search(row.text), facts.month(moment, month)
        total, late = int(came[1]) if came else 0, int(later[1]) if later else 0
        yield place(row), "check-ins", total, answers.total()
        if came and came[2]:
            yield place(row), "how they went", told(came[2]), answers
        earlier = before.setdefault(row.to, [])
        now = sum(facts.month(moment, month).total() for month, _n in earlier)
        yield place(row), "late check-ins", late, now - sum(n for _month, n in earlier)
        earlier.append((month, total + late))


def measures(facts: Facts) -> Iterator[Figure]:
    """The latest number of each measure, its day, its points: in months, in the year, and in what a chart says."""
    for row in posts(facts, "digest-monthly", "digest-year", "digest-year-detail"):
        moment = known_at(row) if row.kind != "digest-year-detail" else row.at.replace(tzinfo=None)
        until = date.max
        if row.kind == "digest-monthly":
            until = (month_of(row) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        for name in facts.measures:
            start = 0 if row.text.startswith(name) else row.text.find(f"• {name}")
            said = LATEST.search(row.text, start)
            if start < 0 or not said or "measured" in row.text[start : said.start()]:
                continue
            values = facts.numbers(name, moment, until)
            yield (
                place(row),
                f"latest of {name}",
                (day_in((said[2], said[3]), moment.date()), float(said[1])),
                max(values.items()),
            )
            line = TYPICAL.search(row.text, start)
            if line and line.start() - said.end() < 60:
                ordered = sorted(values.values())
                yield place(row), f"points of {name}", int(line[2]), len(values)
                middle = (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
                yield place(row), f"typical of {name}", float(line[1]), pytest.approx(middle, abs=0.006)
            if start == 0 and (line := POINTS.search(row.text)):
                first, last = (day_in((line[at], line[at + 1]), moment.date()) for at in (2, 4))
                yield (
                    place(row),
                    f"chart of {name}",
                    (int(line[1]), first, last),
                    (len(values), min(values), max(values)),
                )


def year_end(facts: Facts) -> Iterator[Figure]:
    for row in posts(facts, "digest-year-detail"):
        moment = row.at.replace(tzinfo=None)
        if row.text.startswith(COUNTS_ALL) and (came := WEEKS.search(row.text)):
            answers = facts.answered(moment)
            yield place(row), "the year's check-ins", (int(came[1]), told(came[3])), (len(answers), went(answers))
            if came[2]:
                yield place(row), "strategies with a word", int(came[2]), len({each["Strategy"] for each in answers})
        if rubric := RUBRIC.search(row.text):
            rated = [each for each in facts.sheet("Rubric") if each["Goal"] and each["Year-end rating"]]
            there = sum(each["Year-end rating"] >= each["Goal"] for each in rated)
            yield place(row), "rubric", (int(rubric[1]), int(rubric[2])), (there, len(rated))
        for name, times in MEASURED.findall(row.text):
            whole = next(each for each in facts.measures if name.startswith(each))
            yield place(row), f"times of {whole}", int(times or 1), len(facts.numbers(whole, moment))
        for code, title in facts.titles.items():
            own = [each for each in facts.answered(moment) if each["Strategy"] == code]
            for count in re.findall(rf"{re.escape(title)}: (\d+ check-ins: [^•]+)", row.text):
                yield place(row), f"weeks of {code}", (int(count.split()[0]), told(count)), (len(own), went(own))


def in_numbers(facts: Facts) -> Iterator[Figure]:
    """The year's message, as the page shows it whole: the year, its months together, and its predictions."""
    page = re.sub(r"<[^>]+>", " ", facts.year.text("year.html"))
    for match in {
        each[0]: each for each in re.finditer(rf"In numbers:[^…]{{200,1500}}?{AS_OF.pattern}", page)
    }.values():
        at = AS_OF.search(match[0])
        assert at
        moment = as_of(at, facts.year.plan.last.year)
        if f"{moment:%a}" != at[0].removeprefix("As known on ")[:3]:
            continue  # the other year's
        came, months, where = CAME.search(match[0]), MONTHLY.search(match[0]), f"In numbers, {moment:%Y-%m-%d}"
        answers, verdicts = facts.answered(moment), facts.verdicts(moment)
        assert came
        yield where, "the year's check-ins", (int(came[1]), told(came[2])), (len(answers), went(answers))
        posted = [row for row in posts(facts, "digest-monthly") if row.to == "#staff" and known_at(row) <= moment]
        till_then = {month_of(row): max(known_at(each) for each in posted) for row in posted}
        summaries = sum(facts.month(last, month).total() for month, last in till_then.items())
        yield where, "what the months told together", int((months or came)[1]), summaries
        for verdict, words in PREDICTED:
            line = re.search(rf"(\d+) {words}(?! in part)", match[0])
            yield where, f"predictions that {words}", int(line[1]) if line else 0, verdicts[verdict]


def weekly(facts: Facts) -> Iterator[Figure]:
    """What was asked about, answered and not: who was asked stands in the notifications that went out."""
    for row in posts(facts, "digest-weekly"):
        span, said = SPAN.search(row.text), ASKED.search(row.text)
        if not span or not said:
            continue
        first, last = (day_in((span[at], span[at + 1]), row.at.date()) for at in (1, 3))
        answers = facts.answered(row.at.replace(tzinfo=None), first, last)
        heard = {each["Strategy"] for each in answers}
        notifications = " ".join(each.text for each in facts.year.of("checkin") if first <= each.at.date() <= last)
        asked = {code for code, title in facts.titles.items() if title in notifications}
        yield place(row), "strategies asked about", int(said[1]), len(asked | heard)
        yield place(row), "how they went", told(said[3]), went(answers)
        if said[2]:
            yield place(row), "check-ins", int(said[2]), len(answers)
        if "quiet week" not in row.text.casefold():
            silent = NO_WORD.search(row.text)
            yield place(row), "no word yet", int(silent[1]) if silent else 0, len(asked - heard)


def conclusions(facts: Facts) -> Iterator[Figure]:
    for row in posts(facts, "conclusions"):
        compared = COMPARED.search(row.text)
        assert compared
        verdicts = facts.verdicts(row.at.replace(tzinfo=None))
        said = {
            name.removeprefix("with ").removesuffix(" to tell by"): int(n)
            for n, name in re.findall(r"(\d+) ([^,]+)", compared[2])
        }
        yield place(row), "predictions", (int(compared[1]), Counter(said)), (verdicts.total(), verdicts)


def right(figures: list[Figure], least: int) -> None:
    wrong = [each for each in figures if each[2] != each[3]]
    assert not wrong, wrong
    assert len(figures) >= least


def test_the_months_are_what_the_workbook_says_and_what_came_late_is_told_by_the_next(facts: Facts) -> None:
    right([*monthly(facts)], 40)


def test_the_year_adds_up_wherever_it_is_counted(facts: Facts) -> None:
    right([*year_end(facts), *in_numbers(facts), *conclusions(facts)], 35)


def test_each_measure_has_one_latest_number_on_a_day_wherever_it_is_told(facts: Facts) -> None:
    """Staff and leadership, a month, the year, and the words that stand for a chart."""
    right([*measures(facts)], 25)


def test_the_weekly_note_counts_whom_the_notifications_asked(facts: Facts) -> None:
    right([*weekly(facts)], 50)


def test_the_next_year_begins_where_this_one_ended(samples: Year, second: Year) -> None:
    """The draft's baselines and the shared plan tell the latest numbers, of the same day."""
    ended, begun = Facts(samples), Facts(second)
    last = {
        name: max(ended.numbers(name, datetime.combine(samples.plan.last, time.max)).items()) for name in ended.measures
    }
    aims = {bare(row["Measure"]): row["Baseline"] for row in begun.sheet("Goals") if row["Measure"]}
    assert aims
    assert aims == {name: last[name][1] for name in aims}
    said = [found for row in posts(begun, "plan-shared", "plan-shared-detail") for found in BASELINE.findall(row.text)]
    assert len(said) >= 4
    for name, value, *day in said:
        whole = next(each for each in last if name.startswith(each))
        assert (day_in((day[0], day[1]), samples.plan.last), float(value)) == last[whole], name
