"""What is marked on a measure's time axis."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.circumstances import Circumstance, ContextChange
from pdsa.decisions import Decision, Path
from pdsa.events_around_measure import Event, happenings, strategies_for
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.small_cycle import SmallCycle

AT = datetime(2027, 2, 4, 17, tzinfo=UTC)
JUNE = date(2027, 6, 1)
WORKSHOPS = Strategy("S1", "G2", "Workshops", start=date(2026, 9, 14), end=date(2027, 4, 30))
GOALS = (
    Goal("G2", GoalKind.IMPLEMENTATION, "Learn", "Professional Learning", 1, 3),
    Goal("G6", GoalKind.OUTCOME, "Able staff", measure="Able (%)", baseline=54, target=70),
)


def decided(path: Path, confirmed: datetime | None = AT) -> Decision:
    return Decision(
        1, "S1", path, "why", "", "", None, 1, AT, confirmed_by=1 if confirmed else None, confirmed_at=confirmed
    )


def marked(
    *decisions: Decision, today: date = JUNE, changes: tuple[ContextChange, ...] = ()
) -> list[tuple[Event, date]]:
    cycles = [
        SmallCycle("S1.1", "S1", "Try", date(2026, 10, 5), 1, AT),
        SmallCycle("S2.1", "S2", "Try", date(2026, 10, 5), 1, AT),
    ]
    found = happenings([WORKSHOPS], decisions, cycles, changes, today, "America/Denver")
    return [(each.event, each.day) for each in found]


def test_a_measure_is_moved_by_its_goals_strategies_and_by_those_that_lead_to_it() -> None:
    other = replace(WORKSHOPS, code="S2", goal="G3")
    counting = replace(WORKSHOPS, code="S3", goal="G3", measure="Able (%)")
    links = [Link("G2", "G6")]
    assert [s.code for s in strategies_for("Able (%)", GOALS, links, [WORKSHOPS, other, counting])] == ["S1", "S3"]
    assert strategies_for("Able (%)", GOALS, [], [WORKSHOPS, other]) == []


def test_began_tried_changed_and_ended_in_their_order() -> None:
    assert marked(decided(Path.EXPAND)) == [
        (Event.BEGAN, date(2026, 9, 14)),
        (Event.CYCLE, date(2026, 10, 5)),
        (Event.CHANGED, date(2027, 2, 4)),
        (Event.ENDED, date(2027, 4, 30)),
    ]


@pytest.mark.parametrize("path", [Path.SUSTAIN, Path.KEEP])
def test_what_goes_on_as_it_is_is_no_mark(path: Path) -> None:
    assert Event.CHANGED not in [event for event, _day in marked(decided(path))]


def test_what_was_stopped_does_not_end_once_more() -> None:
    events = [event for event, _day in marked(decided(Path.STOP))]
    assert events == [Event.BEGAN, Event.CYCLE, Event.STOPPED]


def test_a_proposal_and_what_is_still_to_come_are_no_marks() -> None:
    assert marked(decided(Path.STOP, None), today=date(2026, 9, 30)) == [(Event.BEGAN, date(2026, 9, 14))]


def test_changed_circumstances_unless_they_were_withdrawn() -> None:
    change = ContextChange(1, Circumstance.BUDGET, date(2027, 1, 20), "A tenth less", 1, AT)
    found = marked(changes=(change, replace(change, id=2, withdrawn=True)))
    assert [day for event, day in found if event is Event.CONTEXT] == [date(2027, 1, 20)]
