"""Groups under the minimum stay hidden, with whatever would give them away."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pdsa.measures import Observation, Series
from pdsa.small_groups import Hidden, Shown, WithheldReason, shown
from pdsa.whole_group_names import is_everybody
from tests.pdsa.riverbend_year import REFERRALS, TRUST, TRUSTED

CASES = Path(__file__).parent / "cases"
JUNE = date(2027, 6, 1)
MAY = date(2027, 5, 7)


def seen(observations, *, minimum: int = 10, today: date = JUNE, district: str = "") -> Shown:
    return shown(observations, observations[0].measure, minimum=minimum, today=today, district=district)


def groups(**sizes: int | None) -> list[Observation]:
    """One observation a group, all on one day; a keyword's underscores are spaces."""
    return [Observation("Safe", MAY, 60, n, name.replace("_", " ")) for name, n in sizes.items()]


def names(result: Shown) -> list[str]:
    return [each.group for each in result.series]


def test_the_breakdown_with_a_small_group_goes_whole_and_the_total_stays():
    result = seen(TRUST)
    assert names(result) == ["District"]
    assert result.series[0].values == (61, 63)
    assert set(result.hidden) == {
        Hidden(TRUSTED, "Alternative program", WithheldReason.SMALL),
        Hidden(TRUSTED, "All other schools", WithheldReason.BESIDE_SMALL),
    }


def test_nothing_is_hidden_before_the_small_group_was_measured():
    assert seen(TRUST, today=date(2027, 5, 6)) == Shown(TRUSTED, (Series(TRUSTED, "District", TRUST[:1]),))


def test_the_minimum_is_a_setting():
    assert names(seen(TRUST, minimum=7)) == ["District", "All other schools", "Alternative program"]
    assert names(seen(TRUST, minimum=8)) == ["District"]


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ({"District": 412}, ["District"]),
        ({"District": 9}, []),
        ({"District": 10}, ["District"]),
        ({"District": None}, ["District"]),  # everybody, however many
        ({"Cottonwood": 30}, ["Cottonwood"]),
        ({"Cottonwood": 9}, []),
        ({"Cottonwood": None}, []),  # who knows
        ({"District": 100, "Cottonwood": 40, "Mesa": 60}, ["District", "Mesa", "Cottonwood"]),
        ({"District": 100, "Cottonwood": 40, "Mesa": 9}, ["District"]),
        ({"District": 100, "Cottonwood": 40, "Mesa": None}, ["District"]),
        ({"District": None, "Cottonwood": 40, "Mesa": 60}, ["District"]),  # what is left cannot be known
        ({"District": 9, "Cottonwood": 40}, []),
        ({"Cottonwood": 40, "Mesa": 60}, ["Mesa", "Cottonwood"]),
        ({"Cottonwood": 40, "Mesa": 9}, []),
        ({"District": 0}, []),
        ({"District": 100, "Mesa": 10**15}, ["District"]),  # no group is so large
    ],
)
def test_what_stays(sizes, kept):
    result = seen(groups(**sizes))
    assert names(result) == kept
    assert {h.group for h in result.hidden} == set(sizes) - set(kept)


@pytest.mark.parametrize(
    ("sizes", "safe"),
    [
        ({"District": 3874, "All_other_schools": 3867}, False),  # seven are left
        ({"District": 3874, "All_other_schools": 3874}, True),  # nobody is left
        ({"District": 3874, "All_other_schools": 3864}, True),  # ten are left
        ({"District": 107, "Cottonwood": 60, "Mesa": 40}, False),  # together they leave seven
        ({"District": 150, "Cottonwood": 60, "Mesa": 40}, True),
        ({"District": 107, "Cottonwood": 60, "Mesa": 40, "Girls": 55, "Boys": 52}, False),  # two ways of cutting
        ({"District": 107, "Girls": 55, "Boys": 52}, True),
    ],
)
def test_subtraction_from_the_whole(sizes, safe):
    assert (len(names(seen(groups(**sizes)))) == len(sizes)) is safe


def test_sixteen_schools_are_checked_at_once():
    schools = {f"School_{nth}": 100 + nth for nth in range(16)}
    assert len(names(seen(groups(District=sum(schools.values()), **schools)))) == 17
    assert names(seen(groups(District=sum(schools.values()) + 3, **schools))) == ["District"]


def test_the_whole_is_known_by_its_name_or_by_its_sum():
    parts = {"Alternative_program": 7, "All_other_schools": 3867}
    for whole in ("", "DISTRICT", " district ", "Total", "All"):
        observations = [*groups(**parts), Observation("Safe", MAY, 60, 3874, whole)]
        assert names(seen(observations)) == [whole]
    named = [*groups(**parts), Observation("Safe", MAY, 60, 3900, "Riverbend Unified")]
    assert names(seen(named, district="Riverbend unified")) == ["Riverbend Unified"]
    assert names(seen(named)) == []
    summed = [*groups(**parts), Observation("Safe", MAY, 60, 3874, "Todas las escuelas")]
    assert names(seen(summed)) == ["Todas las escuelas"]


def test_a_group_once_small_stays_hidden_all_year():
    grown = Observation(TRUSTED, MAY + timedelta(weeks=2), 70, 12, "Alternative program")
    assert names(seen([*TRUST, grown])) == ["District"]


def test_subtraction_works_across_a_few_days_too():
    later = [replace(o, day=MAY + timedelta(days=3)) if o.group == "All other schools" else o for o in TRUST]
    assert names(seen([o for o in later if o.group != "Alternative program"])) == ["District"]


def test_one_school_alone_is_shown():
    result = seen(REFERRALS)
    assert (names(result), result.hidden) == (["Mesa Verde Middle School"], ())
    sizeless = [replace(o, n=None) for o in REFERRALS]
    assert seen(sizeless).hidden == (Hidden("Referrals", "Mesa Verde Middle School", WithheldReason.UNKNOWN),)


def test_a_point_without_an_n_counts_as_its_group_does():
    assert names(seen([*REFERRALS, replace(REFERRALS[-1], n=None)])) == ["Mesa Verde Middle School"]
    assert names(seen([*REFERRALS, replace(REFERRALS[-1], n=7), replace(REFERRALS[-1], n=None)])) == []
    later = [Observation(TRUSTED, MAY + timedelta(weeks=1), 64, None, "District")]
    assert names(seen([*TRUST[:2], *later, TRUST[3]])) == ["District"]


def test_a_measure_without_numbers_shows_nothing_and_hides_nothing():
    assert shown(TRUST, "Attendance", minimum=10, today=JUNE) == Shown("Attendance", ())


EVERYBODY = (
    "", "  ", "All", "ALL STUDENTS", "All  students", "all pupils", "All students (district)", "Total", "Grand total",
    "Overall", "Overall average", "Everyone", "everybody", "District", "Districtwide", "District-wide", "Whole school",
    "Whole-School", "The whole district", "School total", "All grades K-12", "All staff", "All schools", "Combined",
    "Todos", "Todos los estudiantes", "Todo el distrito", "Toda la escuela", "Total general", "Tous les élèves",
    "Ensemble", "Gesamt", "Alle Schüler", "Todos os alunos", "Totale", "全体学生", "所有学生", "전체 학생", "الكل",
    "Tất cả học sinh", "Все ученики", "Lahat", "Ｔｏｔａｌ",
    "All students¹", "All (n=312)", "AllStudents", "Total population", "Entire student body", "All racial groups",
    "Total tested", "All students [a]",
)  # fmt: skip
PARTS = (
    "All girls", "All other schools", "Students without disabilities", "Mesa Verde", "Grade 6", "Students", "Staff",
    "Allen Middle School", "General education", "Totem High", "District office", "English learners", "Overton",
    "General population", "Total SWD", "All Hispanic students", "All 6th graders", "Students tested",
)  # fmt: skip


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_usual_name_for_everybody(name):
    """Whoever is left out of a part could be counted by subtraction, however the table calls the whole."""
    leaky = [Observation("Safe", MAY, 60, 100, name), Observation("Safe", MAY, 62, 95, "Without disabilities")]
    assert names(seen(leaky)) == [name]
    assert is_everybody(name)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_not_everybody(name):
    assert not is_everybody(name)


def test_the_districts_own_name_is_everybody():
    assert is_everybody("RIVERBEND  Unified", "Riverbend Unified")


def test_all_students_never_stand_beside_all_but_a_few():
    with (CASES / "all-students-leak.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    observations = [
        Observation(row["Measure"], date.fromisoformat(row["Date"]), float(row["Value"]), int(row["n"]), row["Group"])
        for row in rows
    ]
    visible = seen(observations)
    assert names(visible) == ["All Students"]
    assert visible.hidden == (
        Hidden(observations[0].measure, "Students without disabilities", WithheldReason.BESIDE_SMALL),
    )


def test_the_largest_group_is_held_to_be_a_whole_whatever_its_name():
    visible = seen(groups(Middle_grades=100, Without_a_plan=95))
    assert names(visible) == []
    assert {each.why for each in visible.hidden} == {WithheldReason.BESIDE_SMALL}
    assert names(seen(groups(Middle_grades=100, Without_a_plan=60))) == ["Middle grades", "Without a plan"]


def test_of_two_usual_names_the_larger_is_the_whole():
    assert names(seen(groups(All_students=95, Total=100))) == ["Total"]


def test_a_second_group_called_everybody_gives_nobody_away():
    two = groups(Everyone=300, All_staff=95, Certified=90)
    assert names(seen(two)) == ["Everyone"]
    assert names(seen(groups(Everyone=300, All_staff=95, Certified=60))) == ["Everyone", "All staff", "Certified"]


@pytest.mark.parametrize(
    ("total", "parts", "kept"),
    [
        (101, [95], False),
        (96, [95], False),  # one is left
        (105, [95], True),  # ten are left
        (95, [95], True),
        (200, [95, 100], False),
        (205, [95, 100], True),
    ],
)
def test_the_whole_goes_where_what_was_posted_once_leaves_a_few(total: int, parts: list[int], kept: bool) -> None:
    posted = [Observation("Safe", MAY, 60, n, f"School {nth}") for nth, n in enumerate(parts)]
    now = groups(District=total, Mesa=9)
    result = shown(now, "Safe", minimum=10, today=JUNE, published=posted)
    assert names(result) == (["District"] if kept else [])
    assert names(shown(groups(District=None, Mesa=9), "Safe", minimum=10, today=JUNE, published=posted)) == ["District"]


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ({"Everyone_here": 100, "Mesa": 60, "Juniper": 40}, ["Everyone here", "Mesa", "Juniper"]),
        ({"Everyone_here": 100, "Mesa": 91, "Juniper": 9}, ["Everyone here"]),
        ({"Everyone_here": 101, "Mesa": 91, "Juniper": 9}, []),  # not their sum: a school as the others
        ({"Everyone_here": 100, "Mesa": 91, "Juniper": 9, "Pine": None}, ["Everyone here"]),
    ],
)
def test_who_counts_as_many_as_all_others_is_the_whole(sizes: dict[str, int | None], kept: list[str]) -> None:
    assert names(seen(groups(**sizes))) == kept
