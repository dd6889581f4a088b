"""What is said of a date or number that was not understood: what stands there, and how to write it."""

from datetime import date

from handlers.kit.words import clip, when
from pdsa.text import _
from pdsa.written_dates import DayTrouble, NotADay
from pdsa.written_numbers import NotANumber, NumberTrouble

SHOWN = 60


def day_words(trouble: NotADay, today: date) -> str:
    """Why a text is no day that I can keep."""
    said = clip(trouble.text, SHOWN)
    match trouble.trouble:
        case DayTrouble.NO_SUCH_DAY:
            return _("The calendar has no “{said}”. Write a day like 2027-01-14.").format(said=said)
        case DayTrouble.TWO_WAYS:
            first, second = (when(each, today) for each in trouble.readings[:2])
            told = _("“{said}” can be {first} or {second}. Write it like {example}.")
            return told.format(said=said, first=first, second=second, example=trouble.readings[0].isoformat())
        case DayTrouble.STRETCH:
            return _("“{said}” is longer than a day. Write one day, like 2027-01-14.").format(said=said)
        case DayTrouble.NO_YEAR:
            return _("“{said}” has no year. Write it like 2027-01-14.").format(said=said)
        case DayTrouble.OUTSIDE:
            return _("“{said}” is long ago or far ahead. Is the year right?").format(said=said)
        case _:
            return _("I need a date here, like 2027-01-14.")


def number_words(trouble: NotANumber) -> str:
    """Why a text is no number that I can keep."""
    said = clip(trouble.text, SHOWN)
    match trouble.trouble:
        case NumberTrouble.UNCLEAR:
            told = _("I cannot tell which number “{said}” is. Write it like 1234.5, with a point and no commas.")
            return told.format(said=said)
        case NumberTrouble.HIDDEN:
            return _("“{said}” stands for a number that is hidden. I need the number itself, or none.").format(
                said=said
            )
        case NumberTrouble.MARKED:
            return _("“{said}” has a mark beside the number. Write the number alone, like 38 or 4.2.").format(said=said)
        case _:
            return _("I need a number here, like 38 or 4.2.")
