"""Digests as values: what a week, a month and a year tell, and what they keep to themselves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import TypeAdapter

from pdsa.checkin import Tally, Went
from pdsa.decisions import Decision, Path
from pdsa.digest import Coming, ComingKind, Monthly, Named, Weekly, YearEnd, monthly, people_asked, weekly, year_end
from pdsa.findings import ReleasedQuote
from pdsa.findings_from_records import YearSoFar, quotes
from pdsa.goals import Strategy
from pdsa.measures import Better
from pdsa.people import Away
from pdsa.reflection import Held, Reflection
from pdsa.runchart import Verdict
from pdsa.voice_entries import Speaker, Voice, VoiceKind
from tests.pdsa.riverbend_year import (
    CYCLE,
    GOALS,
    MEMBERS,
    RATINGS,
    REFERRALS,
    STRATEGIES,
    TRUST,
    TRUSTED,
    ana,
    answer,
    at,
    calm,
    evenings,
    jerome,
    maribel,
    ruth,
    workshops,
)

THURSDAY = date(2026, 10, 8)
MONDAY = date(2026, 10, 12)
JUNE = date(2027, 5, 21)
PLANNED = YearSoFar(CYCLE, MEMBERS, GOALS, STRATEGIES, observations=(*TRUST, *REFERRALS), ratings=RATINGS)


def decision(strategy: Strategy, path: Path, day: date, confirmed: bool = True) -> Decision:
    by = maribel.id if confirmed else None
    sure = at(day) if confirmed else None
    return Decision(
        1, strategy.code, path, "Why", "Plan it", ana.email, date(2027, 9, 1), ana.id, at(day), "", by, sure
    )


def reflection(strategy: Strategy, day: date, learned: str, quotable: bool = False) -> Reflection:
    return Reflection(
        strategy.code, ana.id, at(day), "It ran", Held.PARTLY, learned, "Wei Chen", "Library", "", "", quotable
    )


YEAR_DONE = replace(
    PLANNED,
    tallies={"S1": Tally(14, 6, 2), "S8": Tally(20, 1, 0)},
    reflections=(
        reflection(workshops, date(2027, 5, 3), "First thoughts", quotable=True),
        reflection(workshops, date(2027, 5, 10), "Evenings suit more people", quotable=True),
        reflection(evenings, date(2027, 5, 4), "Only for the team"),
    ),
    decisions=(
        decision(workshops, Path.EXTEND, date(2027, 5, 5)),
        decision(workshops, Path.EXPAND, date(2027, 5, 11)),
        decision(workshops, Path.STOP, date(2027, 5, 12), confirmed=False),
        decision(evenings, Path.SUSTAIN, date(2027, 6, 2)),
    ),
)


def test_owners_who_are_there_are_asked():
    assert people_asked(STRATEGIES, MEMBERS, THURSDAY, CYCLE) == (ana, jerome, ruth)
    away = [replace(m, away=(Away(THURSDAY, MONDAY),)) if m is jerome else m for m in MEMBERS]
    assert people_asked(STRATEGIES, away, THURSDAY, CYCLE) == (ana, ruth)
    assert people_asked(STRATEGIES, MEMBERS, date(2026, 11, 26), CYCLE) == ()  # Thanksgiving
    assert people_asked(STRATEGIES, MEMBERS, date(2026, 9, 10), CYCLE) == ()  # nothing is under way


def test_the_weekly_note_counts_the_week_before():
    week = (
        answer(workshops, ana, THURSDAY, Went.PARTLY, "Two new faces came"),
        replace(answer(calm, ruth, THURSDAY, well="Calmer", went=Went.AS_PLANNED), quotable=True, in_way="Noise"),
        replace(answer(evenings, jerome, THURSDAY - timedelta(weeks=1)), help="Interpreters"),
    )
    note = weekly(PLANNED, week, MONDAY)
    assert (note.first, note.last) == (date(2026, 10, 5), date(2026, 10, 11))
    assert (note.asked, note.answered) == (3, 2)
    assert [(s.code, s.owner, s.tally, s.silent) for s in note.strategies] == [
        ("S1", "Ana-Lucía Peña", Tally(partly=1), False),
        ("S8", "Jerome Little Elk", Tally(), True),
        ("S11", "Ruth Yazzie", Tally(as_planned=1), False),
    ]
    assert [(q.author, q.text, q.well) for q in note.quotes] == [
        ("Ruth Yazzie", "Calmer", True),
        ("Ruth Yazzie", "Noise", False),
    ]
    assert note.calls_for_help == 0  # that call was of the week before


def test_the_weekly_note_counts_calls_for_help_and_says_none_of_their_words():
    call = replace(answer(workshops, ana, THURSDAY), help="I cannot do this alone", quotable=True)
    note = weekly(PLANNED, [call], MONDAY)
    assert note.calls_for_help == 1
    assert "alone" not in repr(note)


def test_somebody_away_is_neither_asked_nor_counted():
    away = replace(PLANNED, members=[replace(m, away=(Away(THURSDAY, MONDAY),)) if m is jerome else m for m in MEMBERS])
    unasked = weekly(away, [], MONDAY)
    assert (unasked.asked, unasked.answered) == (2, 0)
    assert [s.code for s in unasked.strategies] == ["S1", "S11"]
    answered_all_the_same = weekly(away, [answer(evenings, jerome, THURSDAY)], MONDAY)
    assert (answered_all_the_same.asked, answered_all_the_same.answered) == (2, 0)
    assert answered_all_the_same.strategies[1].tally == Tally(1)


def test_the_weekly_note_says_what_starts_and_ends_this_week():
    assert weekly(PLANNED, [], date(2026, 9, 14)).starting == (
        Named("S1", workshops.title, date(2026, 9, 14)),
        Named("S11", calm.title, date(2026, 9, 14)),
    )
    assert [s.code for s in weekly(PLANNED, [], date(2027, 4, 26)).ending] == ["S1", "S8"]


def test_what_is_held_up_neither_begins_nor_ends():
    bare = replace(workshops, prediction="")
    held_up = replace(PLANNED, strategies=[bare if each is workshops else each for each in PLANNED.strategies])
    assert [each.code for each in weekly(held_up, [], date(2026, 9, 14)).starting] == ["S11"]
    assert [each.code for each in weekly(held_up, [], date(2027, 4, 26)).ending] == ["S8"]


def test_nobody_is_asked_in_a_week_of_holidays():
    assert not weekly(PLANNED, [], date(2027, 1, 4)).asked
    assert weekly(PLANNED, [], MONDAY).asked


def test_a_note_after_a_break_can_tell_of_the_weeks_that_no_note_told():
    last_before = date(2026, 12, 17)
    note = weekly(PLANNED, [answer(workshops, ana, last_before)], date(2027, 1, 4), since=date(2026, 12, 14))
    assert (note.first, note.last, note.asked, note.answered) == (date(2026, 12, 14), date(2027, 1, 3), 3, 1)


def test_the_month_counts_its_answers_and_tells_its_wins():
    said = [
        replace(answer(workshops, ana, date(2026, 10, 8), well="Full room"), quotable=True, in_way="Heating"),
        answer(workshops, ana, date(2026, 10, 15), well="Not for others"),
        replace(answer(workshops, ana, date(2026, 11, 5), well="Next month"), quotable=True),
    ]
    month = monthly(
        replace(PLANNED, tallies={"S1": Tally(3, 1, 1), "S11": Tally(2)}), said, date(2026, 10, 1), date(2026, 11, 2)
    )
    assert (month.first, month.last, month.tally) == (date(2026, 10, 1), date(2026, 10, 31), Tally(5, 1, 1))
    assert [q.text for q in month.quotes] == ["Full room"]
    assert {s.code: s.tally for g in month.goals for s in g.strategies} == {
        "S1": Tally(3, 1, 1), "S8": Tally(), "S11": Tally(2)
    }  # fmt: skip


def test_the_month_tells_only_what_was_measured_in_it_or_before():
    month = monthly(PLANNED, [], date(2026, 10, 1), date(2026, 11, 2))
    trusted = next(m for m in month.measures if m.measure == TRUSTED)
    assert [(p.day, p.value) for p in trusted.series[0].points] == [(date(2026, 10, 9), 61)]
    assert (trusted.baseline, trusted.target, trusted.way) == (61, 70, Better.HIGHER)
    assert (trusted.series[0].says.verdict, trusted.series[0].reached) == (Verdict.TOO_EARLY, False)
    september = monthly(PLANNED, [], date(2026, 9, 1), date(2026, 10, 12))
    assert next(m for m in september.measures if m.measure == TRUSTED).series == ()


def test_the_month_says_what_the_next_one_brings():
    april = monthly(PLANNED, [], date(2027, 4, 1), date(2027, 5, 3))
    assert april.coming == (
        Coming(date(2027, 5, 3), ComingKind.PHASE, "STUDY"),
        Coming(date(2027, 5, 24), ComingKind.PHASE, "ACT"),
        Coming(date(2027, 5, 28), ComingKind.END, calm.title),
        Coming(date(2027, 5, 28), ComingKind.DUE, "Fewer are sent out"),
        Coming(date(2027, 5, 31), ComingKind.BREAK, "Memorial Day", date(2027, 5, 31)),
    )
    september = monthly(PLANNED, [], date(2026, 9, 1), date(2026, 10, 1)).coming
    assert [c.title for c in september] == [evenings.title]  # a day off for students alone is no break


def test_the_small_group_is_hidden_in_every_digest():
    month = monthly(PLANNED, [], date(2027, 5, 1), date(2027, 6, 1))
    year = year_end(YEAR_DONE, JUNE)
    for digest in (month, year):
        assert {h.group for h in digest.hidden} == {"Alternative program", "All other schools"}
        assert "71" not in repr([m.series for m in digest.measures])
        trusted = next(m for m in digest.measures if m.measure == TRUSTED)
        assert [s.group for s in trusted.series] == ["District"]


def test_a_measure_hidden_whole_tells_no_baseline():
    tiny = [replace(o, n=7) for o in REFERRALS]
    year = year_end(replace(PLANNED, observations=tiny), JUNE)
    referrals = next(m for m in year.measures if m.measure == "Referrals")
    assert (referrals.series, referrals.baseline, referrals.target) == ((), None, 3)
    assert next(g for g in year.goals if g.code == "G8").baseline is None
    assert next(g for g in year.goals if g.code == "G2").baseline == 1


def test_the_year_says_what_came_of_each_strategy():
    year = year_end(YEAR_DONE, JUNE)
    found = {s.code: (s.tally, s.held, s.path) for s in year.strategies}
    assert found == {
        "S1": (Tally(14, 6, 2), Held.PARTLY, Path.EXPAND),  # the last that a lead confirmed
        "S8": (Tally(20, 1, 0), Held.PARTLY, None),  # decided later than this day
        "S11": (Tally(), None, None),
    }
    assert year.tally == Tally(34, 7, 2)
    assert [s.code for s in year.undecided] == ["S8", "S11"]
    assert year.predictions[0].prediction == "60% of staff attend at least two by April"
    assert [(d.title, d.path, d.owner) for d in year.decisions] == [(workshops.title, Path.EXPAND, "Ana-Lucía Peña")]


def test_the_year_tells_the_last_reflection_and_only_released_words():
    year = year_end(YEAR_DONE, JUNE)
    assert [(lesson.strategy, lesson.learned) for lesson in year.lessons] == [("S1", "Evenings suit more people")]
    assert year.unshared == 1
    assert "Only for the team" not in repr(year)
    deleted = [r if r.quotable else replace(r, learned="removed") for r in YEAR_DONE.reflections]
    assert year_end(replace(YEAR_DONE, reflections=deleted), JUNE).unshared == 0


def test_the_rubric_goes_from_start_to_goal_to_year_end():
    rubric = year_end(YEAR_DONE, JUNE).rubric
    assert [(r.activity, r.initial, r.goal, r.year_end, r.status, r.goals) for r in rubric] == [
        ("Shared Vision and Plan", 3, 3, 3, "met", ()),
        ("Professional Learning", 1, 3, 2, "partly", ("G2",)),
        ("Family and Community Partnerships", 1, 2, None, "not rated", ("G5",)),  # only the goal names it
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "visible"), [(date(2027, 4, 30), False), (date(2027, 5, 1), True)])
def test_year_end_ratings_wait_for_study(day, visible):
    rubric = year_end(YEAR_DONE, day).rubric
    assert any(r.year_end for r in rubric) is visible
    assert any(r.evidence for r in rubric) is visible


def test_strategies_without_a_goal_are_not_lost():
    stray = replace(workshops, code="S99", goal="G99")
    year = year_end(replace(PLANNED, strategies=(*STRATEGIES, stray)), JUNE)
    assert [s.code for s in year.goals[-1].strategies] == ["S99"]
    assert year.goals[-1].code == ""


def test_what_was_dropped_is_told_only_if_it_was_tried():
    dropped = [replace(s, dropped=True) for s in STRATEGIES]
    year = year_end(replace(YEAR_DONE, strategies=dropped), JUNE)
    assert [(s.code, s.dropped) for s in year.strategies] == [("S1", True), ("S8", True)]
    assert year.undecided == ()
    looked = {s.code for s in year.strategies if s.held is not None and s.prediction}
    assert {s.code for s in year.predictions} == looked, "as the team's own counts have it"


def test_digests_are_kept_as_json_and_read_back_equal():
    said = [replace(answer(workshops, ana, THURSDAY, well="Full room"), quotable=True)]
    for kind, digest in (
        (Weekly, weekly(PLANNED, said, MONDAY)),
        (Monthly, monthly(YEAR_DONE, said, date(2026, 10, 1), date(2026, 11, 2))),
        (YearEnd, year_end(YEAR_DONE, JUNE)),
    ):
        adapter = TypeAdapter(kind)
        assert adapter.validate_json(adapter.dump_json(digest)) == digest
        assert adapter.validate_python(adapter.dump_python(digest, mode="json")) == digest


def test_an_empty_year_can_be_told():
    nothing = YearSoFar(CYCLE, (), (), ())
    assert weekly(nothing, [], MONDAY).strategies == ()
    assert monthly(nothing, [], MONDAY, MONDAY).goals == ()
    assert year_end(nothing, JUNE).strategies == ()


def test_a_quote_is_told_with_its_strategy_author_and_day_and_a_voice_with_its_speaker() -> None:
    voice = Voice(
        VoiceKind.VOICE, date(2026, 10, 5), " We are heard ", ana.id, at(THURSDAY), Speaker.STUDENTS, "S1", True
    )
    win = replace(voice, kind=VoiceKind.WIN, who=None, strategy="", day=date(2026, 10, 11), text="A full room", id=1)
    outside = [replace(win, day=date(2026, 10, 4)), replace(win, day=MONDAY), replace(win, withdrawn=True)]
    answers = [replace(answer(calm, ruth, THURSDAY, well=" Calmer "), quotable=True, in_way="Noise")]
    year = replace(PLANNED, voices=[win, voice, *outside])
    said = quotes(year, answers, date(2026, 10, 5), date(2026, 10, 11))
    assert said == (
        ReleasedQuote("S1", workshops.title, ana.name, "We are heard", date(2026, 10, 5), speaker="students"),
        ReleasedQuote("", "", ana.name, "A full room", date(2026, 10, 11), speaker=""),
        ReleasedQuote("S11", calm.title, ruth.name, "Calmer", THURSDAY, True),
        ReleasedQuote("S11", calm.title, ruth.name, "Noise", THURSDAY, False),
    )
    assert quotes(year, answers, THURSDAY, THURSDAY, wins_only=True) == said[2:3]


def test_the_week_counts_from_monday_to_sunday_and_looks_no_further() -> None:
    days = (date(2026, 10, 4), date(2026, 10, 5), date(2026, 10, 11), MONDAY)
    counted = [weekly(PLANNED, [replace(answer(workshops, ana, THURSDAY), week=day)], MONDAY) for day in days]
    assert [sum(each.tally.total for each in note.strategies) for note in counted] == [0, 1, 1, 0]


def test_the_year_asks_again_what_the_last_one_asked_for_and_names_who_decided_what_until_when() -> None:
    year = year_end(replace(YEAR_DONE, last_ask="Two more coaches"), JUNE)
    assert year.last_ask == "Two more coaches"
    assert [(each.strategy, each.owner, each.due) for each in year.decisions] == [
        ("S1", "Ana-Lucía Peña", date(2027, 9, 1))
    ]
    goal = next(each for each in year.goals if each.code == "G8")
    assert goal.owner == "Ruth Yazzie"
    assert [each.start for each in goal.strategies] == [calm.start]
    assert PLANNED.title("S99") == "S99"
    assert PLANNED.owner("gone@riverbend.example") == "gone@riverbend.example"
