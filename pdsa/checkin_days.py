"""On which days somebody is asked about the weeks of their strategies, reminded of them, or a lead told of silence."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from pdsa.cadence import is_due
from pdsa.checkin import asked_on, closes, question_days
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.silence import PATIENCE, Heard, PendingQuestion

LATEST = timedelta(days=21)
"""A question's window closes within this time, and no reminder of it comes later, whatever breaks lie in it."""
Asked = Mapping[str, Mapping[date, PendingQuestion]]
"""What somebody is asked: by strategy's code and week."""


def nudge_days(
    weeks: Iterable[date], first: date, last: date, cycle: Cycle, member: Member | None = None
) -> dict[date, date]:
    """The days of reminders in a stretch -> the week they remind of: two school days after somebody was asked."""
    days = ((cycle.year.nudge_day(asked_on(week, cycle, member)), week) for week in weeks)
    return {day: week for day, week in days if day is not None and first <= day <= last}


def asked_in(
    strategy: Strategy, weeks: Collection[date], heard: Heard, cycle: Cycle, member: Member
) -> dict[date, PendingQuestion]:
    """Those of the weeks in which a strategy is asked about."""
    if not any(is_due(strategy, week, cycle) for week in weeks):
        return {}
    asked = heard.questions_about(strategy, cycle, member, max(weeks))
    return {each.day: each for each in asked if each.day in weeks}


def reminded_of(week: date, asked: Asked, heard: Heard, member: Member) -> tuple[str, ...]:
    """The strategies of a week without a word, but those that offer to ask less often; none where it was skipped."""
    if any(word.week == week for word in heard.skips.get(member.id, ())):
        return ()
    codes = [code for code, weeks in asked.items() if week in weeks and not weeks[week].offers]
    return tuple(code for code in codes if all(word.week != week for word in heard.strategies.get(code, ())))


def silence_days(first: date, last: date, cycle: Cycle) -> dict[date, date]:
    """The days of a stretch on which a lead may be told of silence -> the week whose window closed the school day
    before.
    """
    weeks = question_days(first - LATEST, last, cycle)
    days = ((cycle.year.after(closes(week, cycle.year), 1), week) for week in weeks)
    return {day: week for day, week in days if day is not None and first <= day <= last}


def begins_to_offer(strategy: Strategy, week: date, heard: Heard, cycle: Cycle, owner: Member) -> bool:
    """Whether a week's question offered to come less often for the first time, and nobody has answered it."""
    if any(word.week == week for word in heard.of(strategy, owner)):
        return False
    asked = heard.questions_about(strategy, cycle, owner, week)
    return any(each.day == week and each.silent == PATIENCE for each in asked)


def offers_in(strategy: Strategy, week: date, heard: Heard, cycle: Cycle, reader: Member) -> int:
    """How often a strategy was asked about without a word where its question of a week offers to come less often, and
    another one would follow; else 0.
    """
    last = strategy.end or cycle.year.last_day
    asked = heard.questions_about(strategy, cycle, reader, max(last, week))
    now = next((each for each in asked if each.day == week and each.offers), None)
    return now.silent if now is not None and any(week < each.day <= last for each in asked) else 0
