"""A strategy's rhythm in words and in forms."""

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.kit.form import Line, Option, Pick
from handlers.kit.turn import Turn
from handlers.kit.unclear_date_or_number import day_words
from handlers.kit.words import clip, join, month_alone, when
from pdsa.cadence import Occasion, Often, cadence, given_days
from pdsa.calendar import monday_of
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.text import _
from pdsa.written_dates import DayTrouble, NotADay, read_days

RHYTHM, DAYS = "rhythm", "rhythm_days"
FEW = 6


def for_week(week: date, today: date) -> str:
    """Which week something is said of, after a noun: "for this week", "for the week of Mon 5 Oct"."""
    near = {0: _("for this week"), 1: _("for last week")}
    monday = monday_of(week)
    return near.get((monday_of(today) - monday).days // 7) or _("for the week of {day}").format(day=when(monday, today))


def for_occasion(about: Occasion, week: date, today: date) -> str:
    """What a question is about, after a noun: "for this week", "for November", "for this term"."""
    days = about.days
    match about.often:
        case Often.MONTHLY:
            return _("for {months}").format(months=months(days))
        case Often.TERMLY if today <= days[-1]:
            return _("for this term")
        case Often.TERMLY:
            return _("for the term that ended on {day}").format(day=when(days[-1], today))
        case Often.DAYS:
            return _("for {days}").format(days=join([when(day, today) for day in days]))
        case Often.FORTNIGHTLY if monday_of(today) == monday_of(week):
            return _("for the last two weeks")
        case Often.FORTNIGHTLY:
            return _("for the two weeks to {day}").format(day=when(week, today))
    return for_week(week, today)


def for_occasions(about: Iterable[Occasion], week: date, today: date) -> str:
    """What several questions are about, where that is one and the same time; else nothing."""
    times = {for_occasion(each, week, today) for each in about}
    return times.pop() if len(times) == 1 else ""


def months(days: Sequence[date]) -> str:
    """The months that days are in, by their names."""
    return join([month_alone(day) for day in days])


def often_words(often: Often) -> str:
    """How often, as people say it in a sentence: "every week"."""
    return {
        Often.WEEKLY: _("every week"),
        Often.FORTNIGHTLY: _("every second week"),
        Often.MONTHLY: _("every month"),
        Often.TERMLY: _("every term"),
        Often.DAYS: _("on given days"),
        Often.PAUSED: _("not asked about just now"),
    }[often]


def rhythm_words(strategy: Strategy, today: date) -> str:
    """A strategy's rhythm in a few words."""
    rhythm = cadence(strategy.rhythm)
    if rhythm.often is not Often.DAYS:
        return often_words(rhythm.often)
    days = [when(day, today) for day in rhythm.days]
    if len(days) > FEW:
        days = [*days[:FEW], _("{n} more").format(n=len(days) - FEW)]
    return _("after {days}").format(days=join(days))


def rhythm_fields(strategy: Strategy) -> tuple[Pick, Line]:
    """The choice of a rhythm, and the line for days that are given."""
    rhythm = cadence(strategy.rhythm)
    labels = {
        Often.WEEKLY: _("Every week"),
        Often.FORTNIGHTLY: _("Every second week"),
        Often.MONTHLY: _("Every month, in its last week"),
        Often.TERMLY: _("Every term, in its last week"),
        Often.DAYS: _("On days that I give"),
        Often.PAUSED: _("Not for now"),
    }
    options = tuple(Option(each.value, label) for each, label in labels.items())
    return (
        Pick(RHYTHM, _("How often I ask about it"), options, chosen=rhythm.often.value),
        Line(
            DAYS,
            _("The days, if you give them"),
            rhythm.text if rhythm.days else "",
            most=400,
            hint=_("Like 2026-10-15, 2027-01-21. I ask in the week of each, or in the next one."),
        ),
    )


def rhythm_from(turn: Turn, before: str) -> str:
    """The rhythm as answered, as it rests in the table. Raises Refusal under the field that will not do."""
    if RHYTHM not in turn.answers:
        return before
    chosen = turn.text(RHYTHM)
    if chosen != Often.DAYS.value:
        return before if chosen == cadence(before).text else chosen
    days = days_of_year(turn, DAYS)
    if not days:
        raise Refusal(_("Write the days, with commas between: 2026-10-15, 2027-01-21."), field=DAYS)
    return given_days(days).text


def days_of_year(turn: Turn, name: str) -> tuple[date, ...]:
    """A list of days as answered; one without its year lies in the school year. Raises Refusal under the field."""
    try:
        return read_days(turn.text(name), turn.cycle.year.first_day, turn.cycle.year.last_day)
    except NotADay as trouble:
        told = day_words(trouble, turn.today)
        if trouble.trouble is DayTrouble.NO_DATE:
            told = _("I do not know “{day}” as a day. Write it like 2026-10-15.").format(day=clip(trouble.text, 60))
        raise Refusal(told, field=name) from None
