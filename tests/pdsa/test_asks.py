"""On which days somebody is asked about a strategy, reminded of it, and told that it cannot begin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from pdsa.calendar import instant
from pdsa.cycle import Phase
from pdsa.goals import Strategy
from pdsa.people import Away, Member
from pdsa.phase_asking import AskOnDay, PromptFacts, asks, asks_early
from pdsa.prompting import Asking
from pdsa.readiness import hearing_of, held_up_days
from pdsa.time_span import TimeSpan
from tests.pdsa.riverbend_year import CYCLE, ZONE, ana, calm, jerome, maribel, ruth, workshops

MADE = replace(CYCLE, started_at=datetime(2026, 8, 17, 14, tzinfo=UTC))
STUDY = Asking(MADE, Phase.STUDY)
MON, TUE, NEXT_MON, NEXT_TUE = date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 10), date(2027, 5, 11)
S2 = replace(workshops, code="S2")


def span(first: date, last: date) -> TimeSpan:
    return TimeSpan(instant(first, time(), ZONE), instant(last, time(23), ZONE))


def asked(
    strategies: Sequence[Strategy] = (workshops,),
    *before: AskOnDay,
    person: Member = ana,
    until: Mapping[str, date] | None = None,
    at: date = MON,
    last: date = date(2027, 5, 14),
) -> list[AskOnDay]:
    def needs(strategy: Strategy, day: date) -> bool:
        return day <= (until or {}).get(strategy.code, date.max)

    return list(asks(STUDY, person, strategies, needs, before, span(MON, last), instant(at, time(7), ZONE)))


FIRST = AskOnDay(MON, ("S1",))
REMINDER = AskOnDay(date(2027, 5, 7), ("S1",), reminds=True)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (partial(asked), [FIRST, REMINDER]),
        (partial(asked, (workshops,), FIRST), [REMINDER]),
        (partial(asked, (workshops,), replace(FIRST, resting=True)), []),
        (partial(asked, until={"S1": MON}), [FIRST]),
        (partial(asked, until={"S1": date(2027, 5, 2)}), []),
        (partial(asked, last=MON), [FIRST]),
        (
            partial(asked, (workshops, S2)),
            [AskOnDay(MON, ("S1", "S2")), AskOnDay(date(2027, 5, 7), ("S1", "S2"), reminds=True)],
        ),
        (
            partial(asked, (workshops, S2), FIRST),
            [AskOnDay(TUE, ("S2",)), REMINDER, AskOnDay(NEXT_MON, ("S2",), reminds=True)],
        ),
        (
            partial(asked, (workshops, S2), FIRST, AskOnDay(MON, ("S2",))),
            [AskOnDay(date(2027, 5, 7), ("S1", "S2"), reminds=True)],
        ),
        (partial(asked, person=replace(ana, away=(Away(MON, TUE),)), last=TUE), [AskOnDay(TUE, ("S1",))]),
        (partial(asked, at=TUE, last=TUE), [AskOnDay(TUE, ("S1",))]),
    ],
    ids=[
        "once, and one reminder",
        "the reminder of an earlier ask",
        "none of one that never went out",
        "none of what was answered",
        "nothing of what is not open",
        "only within the span",
        "two in one message",
        "what is new on the next day",
        "two asks meet in one reminder",
        "away on the first day",
        "days that are over ask nothing",
    ],
)
def test_a_strategy_is_asked_about_once_and_reminded_of_once(
    call: Callable[[], list[AskOnDay]], expected: list[AskOnDay]
) -> None:
    assert call() == expected


@pytest.mark.parametrize(
    ("end", "told", "expected"),
    [
        (date(2027, 1, 8), (), [AskOnDay(date(2027, 1, 11), ("S1",))]),
        (date(2027, 1, 8), ("S1",), []),
        (date(2027, 1, 20), (), []),
        (None, (), []),
    ],
)
def test_what_ended_early_is_looked_back_at_soon_and_once(
    end: date | None, told: tuple[str, ...], expected: list[AskOnDay]
) -> None:
    strategy = replace(workshops, end=end)
    facts = PromptFacts(MADE, (strategy,), {}, (), {}, {})
    week, now = span(date(2027, 1, 11), date(2027, 1, 15)), instant(date(2027, 1, 11), time(1), ZONE)
    assert list(asks_early(facts, ana, [strategy], told, week, now)) == expected


def test_owner_and_the_plans_leads_hear_that_something_is_missing() -> None:
    nobodys, theirs = replace(workshops, code="S2", owner=""), replace(calm, owner=jerome.email, school=ruth.team)
    found = hearing_of([workshops, nobodys, theirs], [maribel, ana, jerome, ruth])
    assert {reader: [each.code for each in strategies] for reader, strategies in found.items()} == {
        maribel.id: ["S1", "S2"],
        ana.id: ["S1"],
        jerome.id: [calm.code],
        ruth.id: [calm.code],
    }


def test_of_each_strategy_that_cannot_begin_it_is_told_once() -> None:
    first, later = (
        replace(workshops, code=code, prediction="", start=day)
        for code, day in (("S1", date(2026, 10, 5)), ("S2", date(2026, 10, 6)))
    )
    week = span(date(2026, 10, 5), date(2026, 10, 9))
    days = list(held_up_days([first, later, workshops], ana, MADE, week))
    assert days == [(date(2026, 10, 5), ("S1",)), (date(2026, 10, 6), ("S2",))]
    assert not list(held_up_days([replace(first, prediction="It helps")], ana, MADE, week))
