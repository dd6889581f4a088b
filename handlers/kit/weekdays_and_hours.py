"""How days of the week and hours are said, and what can be chosen of them."""

from datetime import date, time, timedelta

from handlers.kit.form import Option
from handlers.kit.words import at_time, count, weekday_name

A_MONDAY = date(2024, 1, 1)


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
