"""How often, on which days, at which hours and where: in words, and as choices of a form."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from functools import cache

from handlers.kit.form import Line, Option, Pick
from handlers.kit.turn import Turn
from handlers.kit.unclear_date_or_number import day_words
from handlers.kit.words import at_time, clip, count, join, month_alone, weekday_name, when
from pdsa.cadence import Occasion, Often, cadence, given_days
from pdsa.calendar import local_day, monday_of
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.text import _, noted
from pdsa.written_dates import DayTrouble, NotADay, read_days
from pdsa.zones import USUAL_ZONES, region, regions, regions_meant
from storage.store import YearStore

A_MONDAY = date(2024, 1, 1)


NAMES = frozenset(
    (
        noted("Christmas Day"), noted("Columbus Day"), noted("Independence Day"),
        noted("Juneteenth National Independence Day"), noted("Labor Day"), noted("Martin Luther King Jr. Day"),
        noted("Memorial Day"), noted("New Year's Day"), noted("Thanksgiving Day"), noted("Veterans Day"),
        noted("Washington's Birthday"),
    )
)  # fmt: skip
"""As storage/public_holidays.py proposes them."""
RHYTHM, DAYS = "rhythm", "rhythm_days"
FEW = 6


def weekday(number: int) -> str:
    """A weekday's name; Monday is 0."""
    return weekday_name(A_MONDAY + timedelta(days=number))


def weekday_options() -> tuple[Option, ...]:
    return tuple(Option(str(number), weekday(number)) for number in range(5))


def time_options(kept: time) -> tuple[Option, ...]:
    """The half hours in which people may be asked; a time kept otherwise can stay."""
    halves = {time(hour, minute) for hour in range(7, 19) for minute in (0, 30)}
    return tuple(Option(at.isoformat("minutes"), at_time(at)) for at in sorted(halves | {kept}))


def minute_options(seconds: int) -> tuple[Option, ...]:
    """How much of a week the bot may ask for; a cap kept otherwise can stay."""
    found = sorted({2, 3, 5, 8, 10, 15, seconds // 60})
    return tuple(Option(str(n), count("{n} minute", "{n} minutes", n)) for n in found)


def hour_options(first: time, last: time) -> tuple[Option, ...]:
    """The full hours between two, both included."""
    hours = (time(hour) for hour in range(first.hour, last.hour + 1))
    return tuple(Option(at.isoformat("minutes"), at_time(at)) for at in hours)


def zone_of(person: Member, store: YearStore) -> str:
    """Somebody's own zone, else the district's, else UTC."""
    return person.zone or (store.cycle.zone if store.cycle else "UTC")


def today_of(person: Member, store: YearStore) -> date:
    """The date where somebody is: a notification's day is its reader's."""
    return local_day(store.now, zone_of(person, store))


@cache
def zones() -> tuple[str, ...]:
    """The names of all regions' zones, the country's own first."""
    return (*USUAL_ZONES, *(name for name in regions() if name not in USUAL_ZONES))


def zone_options() -> tuple[Option, ...]:
    """All zones to choose from."""
    return tuple(Option(name, name.replace("_", " ")) for name in zones())


def zone_chosen(said: str) -> str:
    """The region's zone that was chosen or typed. Raises Refusal, with the regions that may be meant, for what is none:
    "EST" knows no summer time, and "localtime" no place.
    """
    if found := region(said):
        return found
    meant = regions_meant(said)
    if not meant:
        raise Refusal(_("Choose a time zone from the list, by its region."), field="zone")
    told = _("“{said}” is no region's time zone. Did you mean {meant}?")
    raise Refusal(told.format(said=clip(said, 40), meant=_(" or ").join(meant)), field="zone")


def day_off(name: str) -> str:
    return _(name) if name in NAMES else name


def stretch_words(first: date, last: date, today: date | None = None) -> str:
    """From which day to which; a single day by itself."""
    if first == last:
        return when(first, today)
    return _("{first} to {last}").format(first=when(first, today), last=when(last, today))


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
