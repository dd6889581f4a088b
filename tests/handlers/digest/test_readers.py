"""What leadership and staff get: different posts, from one table, with all that a superintendent needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.digest import month_and_year
from handlers.digest.phrases import OwnWords
from handlers.kit.card import Card
from handlers.kit.card_pages import as_text
from pdsa.checkin import Tally
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.cycle import Phase
from pdsa.decisions import Path
from pdsa.digest import Monthly, YearEnd
from pdsa.digest_readers import MONTH, YEAR, DigestContents, Readers, Section
from pdsa.findings import (
    DecisionFinding,
    GoalDecided,
    GoalFinding,
    Hurdle,
    Lesson,
    MeasureFinding,
    Point,
    ReleasedQuote,
    RubricFinding,
    SeriesFinding,
    StrategyFinding,
)
from pdsa.goals import GoalKind
from pdsa.measures import Better
from pdsa.obstacles import Obstacle
from pdsa.reflection import Held
from pdsa.runchart import Verdict

DAY = date(2027, 5, 21)
VISITS, CORNER, EVENINGS = "Peer visits", "Calm corner", "Family evenings"
CHANGE = ContextChange(
    1, Circumstance.LEADERSHIP, date(2027, 1, 4), "A new superintendent", 1, datetime(2027, 1, 4, tzinfo=UTC)
)
DECISIONS = (
    DecisionFinding("S1", VISITS, Path.OTHER_STRATEGY, "Ask hosts for a time", "Kofi Mensah", date(2027, 8, 17)),
    DecisionFinding("S2", CORNER, Path.SUSTAIN, "", ""),
)
ON_GOALS = (
    GoalDecided("Staff feel able", Path.CHANGE_FOCUS, until=date(2027, 12, 3), first="Aligned Resources"),
    GoalDecided("Fewer are sent out", Path.EXTEND, due=date(2028, 6, 2)),
    GoalDecided("An adult to turn to", Path.REVISE, target=65, was=70, measure="Trusted adult (%)"),
    GoalDecided("A menu of learning", Path.PREPARE, condition="a coach is there", first="Collaboration"),
)
QUOTES = (
    ReleasedQuote("S2", CORNER, "Ruth Yazzie", "He asked for the corner himself.", date(2027, 2, 3)),
    ReleasedQuote("", "", "Wei Chen", "They want shorter letters.", date(2027, 3, 3), speaker="families"),
)


def measured(name: str, points: tuple[float, ...], start: float, goal: float, way: Better) -> MeasureFinding:
    values = tuple(Point(date(2027, 5, nth), value, 400) for nth, value in enumerate(points, start=1))
    series = SeriesFinding("", values)
    return MeasureFinding(name, ("G1",), (series,), start, goal, way)


MEASURES = (
    measured("Staff able (%)", (66,), 54, 70, Better.HIGHER),
    measured("Referrals", (4.8,), 4.2, 3, Better.LOWER),
    measured("Trusted adult (%)", (71,), 61, 70, Better.HIGHER),
)
GOALS = (
    GoalFinding(
        "G1",
        "Staff feel able",
        (
            StrategyFinding("S1", VISITS, "Kofi Mensah", Tally(10, 5, 5), prediction="All visit", held=Held.NO),
            StrategyFinding("S2", CORNER, "Ruth Yazzie", Tally(3), prediction="Fewer leave", held=Held.YES),
            StrategyFinding("S3", EVENINGS, "Jerome Little Elk", Tally(), prediction="40 come"),
        ),
        measure="Staff able (%)",
    ),
)
LESSONS = (
    Lesson("S1", VISITS, "Kofi Mensah", "Pairs bring more home."),
    Lesson("S2", CORNER, "Ruth Yazzie", "An adult has to walk over."),
)
FULL_YEAR = YearEnd(
    "Riverbend", "2026-27", DAY, "", GOALS, Tally(13, 5, 5), (), MEASURES, LESSONS, 1, DECISIONS, (), 10,
    QUOTES, ON_GOALS, (CHANGE,), (Hurdle(Obstacle.TIME, 3),), "12 release days",
)  # fmt: skip
EMPTY_YEAR = YearEnd("Riverbend", "2026-27", DAY, "", (), Tally(), (), (), (), 0, (), (), 10)
FULL_MONTH = Monthly(
    date(2027, 1, 1), date(2027, 1, 31), Phase.DO,
    GOALS, Tally(13, 5, 5), MEASURES, QUOTES, (), (), 10, DECISIONS, ON_GOALS, (CHANGE,), 2,
)  # fmt: skip
WORDS = OwnWords("A good year.", "12 release days for peer visits", "Eight were given.")


def year_for(readers: Readers, year: YearEnd = FULL_YEAR, words: OwnWords = WORDS) -> Card:
    return month_and_year.report(year, readers, words)


def month_for(readers: Readers, month: Monthly = FULL_MONTH, words: OwnWords = WORDS) -> Card:
    return month_and_year.summary(month, "Riverbend", readers, words)


def whole(card: Card) -> str:
    return "\n".join(as_text(each) for each in (card, *card.details))


@pytest.mark.parametrize("words", [WORDS, OwnWords()], ids=["own words", "none"])
def test_no_two_kinds_of_readers_get_the_same_post(words: OwnWords) -> None:
    for year in (FULL_YEAR, EMPTY_YEAR):
        assert len({whole(year_for(readers, year, words)) for readers in Readers}) == len(Readers)
    bare = Monthly(date(2027, 1, 1), date(2027, 1, 31), Phase.DO, (), Tally(), (), (), (), (), 10)
    for month in (FULL_MONTH, bare):
        assert len({as_text(month_for(readers, month, words)) for readers in Readers}) == len(Readers)


@pytest.mark.parametrize("table", [MONTH, YEAR], ids=["month", "year"])
def test_the_table_has_a_row_for_all_readers_and_words_for_each_section(
    table: Mapping[Readers, DigestContents],
) -> None:
    assert set(table) == set(Readers)
    message = {MONTH[Readers.LEADERSHIP]: month_and_year.MONTHLY, YEAR[Readers.LEADERSHIP]: month_and_year.YEARLY}
    known = message[table[Readers.LEADERSHIP]]
    for contents in table.values():
        assert len(set(contents.message)) == len(contents.message)
        assert set(contents.message) <= set(known)


def test_leadership_gets_the_ask_the_risk_and_what_becomes_of_goals() -> None:
    said = as_text(year_for(Readers.LEADERSHIP))
    for words in (
        "We ask for: 12 release days for peer visits",
        "Last year we asked for: “12 release days” Eight were given.",
        "Named most often this year: no time in the day, in 3 strategies.",
        "Staff feel able: it is put aside until Fri 3 Dec; first comes Aligned Resources.",
        "Fewer are sent out: it gets more time, until Fri 2 Jun 2028.",
        "An adult to turn to: its target is now 65%; it was 70%.",
        "A menu of learning: it is put aside until this holds: a coach is there; first comes Collaboration.",
        "A new superintendent",
        "“They want shorter letters.” (Families, told by Wei Chen)",
        "1 of 3 goals with numbers is reached; 1 is closer than at the start and 1 is further away than at the start.",
        "we try another way to the same goal. Next step: Ask hosts for a time (Kofi Mensah, by Tue 17 Aug).",
    ):
        assert words in said, words
    headline, ask, figures = said.index("goals with numbers"), said.index("We ask for"), said.index("• Referrals")
    assert headline < ask < figures < said.index("In numbers")


def test_staff_get_what_changes_for_them_before_all_figures() -> None:
    said = as_text(year_for(Readers.STAKEHOLDERS))
    assert "What changes for you\n• Peer visits: we try another way to the same goal. Next: Ask hosts for" in said
    assert "by Tue 17 Aug" not in said
    assert "What may get in the way" not in said
    assert "A new superintendent" not in said
    assert said.index("What changes for you") < said.index("goals with numbers") < said.index("asks leadership for")


def test_a_year_opens_with_what_was_learned_and_counts_come_after() -> None:
    for readers in Readers:
        said = as_text(year_for(readers, words=OwnWords()))
        assert said.split("\n")[1] == "What we learned"
        assert said.index("“Pairs bring more home.”") < said.index("goals with numbers") < said.index("In numbers:")
        assert "Predicted: “All visit”. Looking back, the team says it did not turn out that way. Staff able" in said


def rated(initial: int, goal: int, end: int) -> RubricFinding:
    status = "met" if end >= goal else "not met"
    return RubricFinding(f"Item {initial}{goal}{end}", (), initial, goal, end, status)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([(3, 3, 3), (2, 3, 3), (1, 3, 2)], "2 of 3 rubric items are at their goal, 1 of them from the start."),
        ([(3, 3, 3), (1, 3, 2)], "1 of 2 rubric items is at its goal, as at the start."),
        ([(2, 3, 3), (1, 2, 2)], "All 2 rubric items are at their goal."),
        ([(3, 3, 2), (2, 3, 3)], "1 of 2 rubric items is at its goal."),
    ],
)
def test_what_was_at_its_goal_from_the_start_is_no_gain(items: list[tuple[int, int, int]], said: str) -> None:
    year = replace(FULL_YEAR, rubric=tuple(rated(*each) for each in items))
    assert said in as_text(year_for(Readers.LEADERSHIP, year)), as_text(year_for(Readers.LEADERSHIP, year))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((20, 6, 6), "2 more are not told apart: that takes 10 answers, so that nobody's own can be made out."),
        ((20, 3, 0), "The strategies are not told apart: that takes 10 answers"),
        ((20, 10, 0), ""),
    ],
)
def test_what_is_not_told_apart_is_said_to_be(answers: tuple[int, ...], said: str) -> None:
    """Of a strategy without an answer nothing is said."""
    strategies = tuple(replace(each, tally=Tally(n)) for each, n in zip(GOALS[0].strategies, answers, strict=True))
    words = whole(year_for(Readers.LEADERSHIP, replace(FULL_YEAR, goals=(replace(GOALS[0], strategies=strategies),))))
    assert said in words, words
    assert ("not told apart" in words) is bool(said)


def test_a_lesson_stands_once_in_a_copy() -> None:
    for readers in Readers:
        assert whole(year_for(readers)).count("Pairs bring more home.") == 1


def test_a_number_stands_behind_one_lesson_and_the_next_has_its_own() -> None:
    said = as_text(year_for(Readers.LEADERSHIP, replace(FULL_YEAR, measures=MEASURES)))
    assert "Predicted: “Fewer leave”. Looking back, the team says it turned out that way. From 3 check-ins." in said


def test_what_was_asked_a_year_ago_and_never_answered_is_said() -> None:
    said = as_text(year_for(Readers.LEADERSHIP, words=OwnWords()))
    assert "Last year we asked for: “12 release days” What became of it is not written down." in said
    first_year = replace(FULL_YEAR, last_ask="")
    assert "Last year" not in as_text(year_for(Readers.LEADERSHIP, first_year, OwnWords()))


def test_what_we_tried_counts_what_has_a_word() -> None:
    assert "We tried 2 strategies." in as_text(year_for(Readers.LEADERSHIP))


def test_nobody_who_has_not_looked_back_or_decided_is_told_of() -> None:
    for readers in Readers:
        said = whole(year_for(readers))
        assert "40 come" not in said
        assert f"stands yet on: {EVENINGS}" not in said
    assert "1 prediction is not looked back on yet." in whole(year_for(Readers.LEADERSHIP))


def test_a_list_does_not_show_by_its_gaps_who_has_not_answered() -> None:
    many = replace(GOALS[0].strategies[0], tally=Tally(12))
    silent = replace(GOALS[0].strategies[2], prediction="", held=Held.YES)
    goal = replace(GOALS[0], strategies=(many, GOALS[0].strategies[1], silent))
    lesson = Lesson("S3", EVENINGS, "Jerome Little Elk", "Food helps.")
    told = replace(FULL_YEAR, goals=(goal,), tally=Tally(15), minimum=3, lessons=(lesson,), measures=())
    for minimum in (3, 5):
        said = "".join(whole(year_for(each, replace(told, minimum=minimum))) for each in Readers)
        assert "no check-in" not in said.casefold()
    assert f"{CORNER}\n" in said
    assert f"{EVENINGS}\n" in said, "few answers and none look alike"
    assert "No number stands behind it yet." in said


@pytest.mark.parametrize(
    ("statement", "start", "said"),
    [
        ("Plan together", 2.0, "Plan together (Collaboration: level 2 to 3)"),
        ("Collaboration", 2.0, "Collaboration (level 2 to 3)"),
        ("Collaboration", None, "Collaboration (goal level 3)"),
    ],
)
def test_a_goal_is_not_called_by_its_name_twice(statement: str, start: float | None, said: str) -> None:
    goal = GoalFinding("G1", statement, (), GoalKind.IMPLEMENTATION, "Collaboration", baseline=start, target=3)
    assert said in whole(year_for(Readers.LEADERSHIP, replace(FULL_YEAR, goals=(goal,))))


def test_a_handful_of_check_ins_is_not_told_apart() -> None:
    said = whole(year_for(Readers.LEADERSHIP)) + whole(month_for(Readers.LEADERSHIP))
    assert "Calm corner\n" in said
    assert "Peer visits\n" in said  # the total less these would be the three
    alone = replace(FULL_MONTH, goals=(replace(GOALS[0], strategies=GOALS[0].strategies[:1]),), tally=Tally(10, 5, 5))
    words = as_text(month_for(Readers.STAKEHOLDERS, alone))
    assert "20 check-ins came in." in words
    assert "as planned" not in words
    few = replace(FULL_YEAR, goals=(replace(GOALS[0], strategies=GOALS[0].strategies[1:2]),), tally=Tally(1, 2))
    for readers in Readers:
        words = whole(year_for(readers, few))
        assert "did it happen as planned? 3 check-ins.\n" in words
        assert "2 partly" not in words


def test_a_month_tells_leadership_its_decisions_and_what_holds_up() -> None:
    said = as_text(month_for(Readers.LEADERSHIP))
    assert "2 strategies should have begun by now and still lack an owner or a prediction." in said
    assert "Moving away" not in said  # one point tells nothing
    assert "Staff feel able: it is put aside until Fri 3 Dec" in said
    assert "should have begun" not in as_text(month_for(Readers.STAKEHOLDERS))


def test_successes_come_first_for_staff_and_voices_for_leadership() -> None:
    staff, leadership = (as_text(month_for(each)) for each in (Readers.STAKEHOLDERS, Readers.LEADERSHIP))
    assert staff.index("He asked for") < staff.index("They want shorter")
    assert leadership.index("They want shorter") < leadership.index("He asked for")


def test_only_sections_of_the_table_are_told() -> None:
    assert Section.ASK not in YEAR[Readers.STAKEHOLDERS].message
    assert "*We ask for" not in as_text(year_for(Readers.STAKEHOLDERS))


UP_AND_DOWN = (4.2, 3.1, 4.4, 3.4, 4.1, 3.3, 4.3, 3.2, 4.2, 3.5, 4.4, 3.4)


def test_what_moved_by_chance_alone_is_not_called_closer() -> None:
    steady = measured("Referrals", UP_AND_DOWN, 4.2, 3, Better.LOWER)
    year = replace(FULL_YEAR, measures=(MEASURES[0], steady, MEASURES[2]))
    said = as_text(year_for(Readers.LEADERSHIP, year))
    assert "1 of 3 goals with numbers is reached; 1 is closer than at the start and 1 shows no change." in said
    assert "nothing shows that it changed" in said


def test_a_month_warns_of_a_measure_that_gets_worse_by_more_than_chance() -> None:
    worse = measured("Referrals", (3, 3.1, 3.2, 3, 3.1, 3.2, 3, 5, 5.1, 5.2, 5, 5.1, 5.2, 5.3), 3, 2, Better.LOWER)
    series = replace(worse.series[0], judged=replace(worse.series[0].says, verdict=Verdict.WORSE))
    said = as_text(month_for(Readers.LEADERSHIP, replace(FULL_MONTH, measures=(replace(worse, series=(series,)),))))
    assert "Moving away from the goal, by more than chance: Referrals." in said
