"""The rubric on a day: what the round still waits for, from whom, and who records what was agreed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.framework_file import builtin, builtin_links
from pdsa.goals import Goal
from pdsa.measures import Rating
from pdsa.people import Member, Role
from pdsa.rubric_progress import RubricSheet, by_rater, is_rater, key_of, matching_lines
from pdsa.rubric_ratings import AgreedRating, Moment, OwnRating, lines, round_on
from tests.pdsa.riverbend_year import CYCLE, GOALS, ana, bernadette, maribel, ruth

_NEW, FRAMEWORK = builtin()
MENU, COLLABORATION = "Professional Learning", "Collaboration"
START, STUDY, ACT = CYCLE.year.first_day, CYCLE.phases.study, CYCLE.phases.act
NOON = datetime(2026, 9, 1, 18, tzinfo=UTC)


def sheet(today: date, *ratings: Rating, goals: tuple[Goal, ...] = (), start: str = "") -> RubricSheet:
    agreed = {(start, Moment.START): AgreedRating(start, Moment.START, 1, "", 1, NOON)} if start else {}
    return RubricSheet(
        CYCLE,
        today,
        FRAMEWORK,
        lines(FRAMEWORK, ratings, goals),
        goals,
        agreed,
        round_on(CYCLE, today),
        recorder=ana.id,
    )


def texts(rubric: RubricSheet) -> list[str]:
    return [line.text for line in rubric.open]


@pytest.mark.parametrize(
    ("today", "open_items"),
    [
        (date(2026, 8, 16), []),  # the day before the year
        (START, [MENU]),  # the plan brought a level: what it speaks of
        (CYCLE.phases.do, []),  # no day in the middle is set
        (STUDY, [COLLABORATION, MENU]),
    ],
)
def test_what_a_round_waits_for(today: date, open_items: list[str]) -> None:
    assert texts(sheet(today, Rating(MENU), Rating(COLLABORATION, 2, 3))) == open_items


def test_levels_on_which_the_team_agreed_in_chat_leave_the_whole_rubric_open() -> None:
    assert len(texts(sheet(START, Rating(MENU, 2, 3), start=MENU))) == len(FRAMEWORK.items) - 1
    assert texts(sheet(START, Rating(MENU, 2, 3))) == []


def test_a_goal_is_waited_for_until_there_is_one() -> None:
    bare, aimed = sheet(START, Rating(MENU, 2)), sheet(START, Rating(MENU, 2), Rating(COLLABORATION, 2, 3))
    assert bare.wants(bare.lines[0]) == (Moment.START, Moment.GOAL)
    assert [bare.wants(line) for line in bare.lines if line.text == MENU] == [(Moment.GOAL,)]
    assert [aimed.wants(line) for line in aimed.lines if line.text == MENU] == [()]
    assert (bare.any_goal, aimed.any_goal) == (False, True)
    nothing = sheet(CYCLE.phases.do, Rating(MENU))
    assert nothing.wants(nothing.lines[0]) == ()


def own(item: str, moment: Moment, member: Member) -> OwnRating:
    return OwnRating(item, moment, member.id, 2)


def test_ones_own_levels_are_open_until_given_and_then_wait_for_the_team() -> None:
    study = sheet(STUDY, Rating(MENU, 1), Rating(COLLABORATION, 1))
    votes = [
        own(MENU, Moment.YEAR_END, ana),
        own(COLLABORATION, Moment.START, ana),
        own(COLLABORATION, Moment.GOAL, maribel),
    ]
    assert [line.text for line in study.open_for(votes, ana.id)] == [COLLABORATION]
    assert {line.text for line in study.open_for(votes, maribel.id)} == {MENU, COLLABORATION}
    assert [line.text for line in study.rated(votes)] == [MENU]
    assert study.rated([]) == ()
    assert by_rater(votes) == {ana.id: votes[:2], maribel.id: votes[2:]}


@pytest.mark.parametrize(
    ("person", "rates", "records"),
    [
        (maribel, True, True),
        (ana, True, True),  # whom a lead named
        (replace(ana, id=77), True, False),
        (bernadette, False, False),
        (ruth, False, False),
        (replace(ana, district_team=False), False, False),
        (replace(ana, active=False), False, False),
        (replace(ana, role=Role.OBSERVER), False, False),
    ],
)
def test_who_rates_and_who_records(person: Member, rates: bool, records: bool) -> None:
    assert (is_rater(person), sheet(STUDY).records(person)) == (rates, records)


@pytest.mark.parametrize(
    ("moment", "today", "may"),
    [
        (Moment.START, START, True),
        (Moment.GOAL, START, True),
        (Moment.YEAR_END, STUDY, True),
        (Moment.YEAR_END, date(2027, 4, 30), False),
        (Moment.MID_YEAR, STUDY, False),
    ],
)
def test_nothing_is_rated_before_its_time(moment: Moment, today: date, may: bool) -> None:
    assert sheet(today).may_rate(moment) is may


def test_an_item_is_found_by_its_key_and_by_words() -> None:
    rubric = sheet(STUDY, Rating(MENU, 1), Rating("Something of our own", 2))
    ours = next(line for line in rubric.lines if line.item is None)
    assert rubric.line(key_of(ours)) == ours
    assert rubric.line("gone") is None
    assert len(key_of(ours)) == 12
    assert [line.text for line in matching_lines("professional learning", rubric)] == [MENU]
    assert matching_lines("own  Something", rubric) == (ours,)
    assert matching_lines("", rubric) == ()
    assert matching_lines("own nothing", rubric) == ()


def test_an_activity_of_several_items_means_them_all() -> None:
    newer = replace(sheet(STUDY), framework=_NEW, lines=lines(_NEW, (), GOALS))
    several = next(activity for activity in _NEW.activities if len(activity.items) > 1)
    found = matching_lines(several.name, newer)
    assert {line.item.activity for line in found if line.item} == {several.name}
    assert len(found) == len(several.items)


def test_the_bot_brings_its_own_addresses_along() -> None:
    assert {item.link for item in FRAMEWORK.items} <= builtin_links()


def test_a_section_is_the_next_items_of_one_focus_area_a_screen_at_most() -> None:
    rubric = sheet(START, Rating(MENU, 2, 3), start=MENU)
    sections, after = [], ""
    while section := rubric.section(rubric.open, after):
        sections.append(section)
        after = key_of(section[-1])
    assert [line for section in sections for line in section] == list(rubric.open)
    assert all(len({line.area for line in section}) == 1 and len(section) <= 6 for section in sections)
    assert rubric.section(rubric.open, "no item's key") == sections[0]


def test_ones_own_level_can_be_given_until_the_team_has_agreed_and_never_before_its_moment() -> None:
    early, late = sheet(START, Rating(MENU, 2, 3)), sheet(STUDY, Rating(MENU, 2, 3), Rating(COLLABORATION))
    menu = next(line for line in early.lines if line.text == MENU)
    assert early.may_vote(menu) == ()
    assert late.may_vote(menu) == (Moment.YEAR_END,)
    other = next(line for line in late.lines if line.text == COLLABORATION)
    assert late.may_vote(other) == (Moment.START, Moment.GOAL, Moment.YEAR_END)
