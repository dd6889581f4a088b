"""A strategy so far, in words and pictures: the same wherever it is shown."""

from collections.abc import Sequence
from datetime import date

from handlers.kit.words import Words, clip, count, join, month_short, number, say, when
from pdsa.checkin import CheckIn, Tally, Went, tally
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.picture import Dated, Weeks, month_starts
from pdsa.reflection import Held
from pdsa.silence import NOTHING_HEARD, Heard
from pdsa.strategy_weeks import Drift, drift, marks, numbers
from pdsa.text import _


def went_words(went: Went) -> str:
    """An answer in a sentence: "as planned"."""
    return {
        Went.AS_PLANNED: _("as planned"),
        Went.PARTLY: _("partly"),
        Went.NOT: _("not done"),
        Went.NOTHING_DUE: _("nothing was due"),
    }[went]


def held_words(held: Held) -> str:
    """Whether a prediction turned out, as people say it."""
    return {
        Held.YES: _("yes"),
        Held.PARTLY: _("partly"),
        Held.NO: _("no"),
        Held.UNKNOWN: _("can't tell yet"),
        Held.NO_DATA: _("no data to tell by"),
    }[held]


def outcome_words(strategy: Strategy, held: Held) -> str:
    """Whether it turned out, in a sentence: as predicted, or as hoped where nobody wrote a prediction down."""
    told = _("Did the prediction hold? {held}.") if strategy.prediction else _("Did it turn out as hoped? {held}.")
    return told.format(held=sentence(held_words(held)))


def tally_words(counts: Tally) -> str:
    """How the weeks went, counted: "22 check-ins (14 as planned, 6 partly, 2 not).\""""
    if not counts.total:
        return _("No check-ins yet.")
    parts = [
        (counts.as_planned, _("{n} as planned")),
        (counts.partly, _("{n} partly")),
        (counts.not_done, _("{n} not")),
    ]
    told = ", ".join(words.format(n=n) for n, words in parts if n)
    return _("{checkins} ({told}).").format(checkins=count("{n} check-in", "{n} check-ins", counts.total), told=told)


def drift_words(found: Drift) -> str:
    """Where the weeks are leading, without a grade."""
    return {
        Drift.TOO_EARLY: _("too early to see a direction"),
        Drift.MORE: _("lately closer to the plan than before"),
        Drift.SAME: _("lately about as before"),
        Drift.LESS: _("lately further from the plan than before"),
    }[found]


def value_words(measure: str, value: float) -> str:
    """A measure's value with its unit where its name says that it counts per cent."""
    return f"{number(value)}%" if measure.rstrip().endswith("(%)") else number(value)


def so_far(strategy: Strategy, checkins: Sequence[CheckIn]) -> str:
    """A strategy's weeks in brief: counted, and the last number that they brought."""
    parts = [tally_words(tally(checkins))]
    if (found := numbers(strategy, checkins)) is not None:
        last = found.points[-1]
        parts.append(
            _("Latest number from its check-ins: {value} ({day}).").format(
                value=value_words(strategy.measure, last.value), day=when(last.day)
            )
        )
    return " ".join(parts)


def prediction_words(strategy: Strategy, today: date) -> Words:
    """What introduces a prediction: it is quoted word for word after this."""
    if strategy.start is None or strategy.start > today:
        return say(_("The prediction for *{strategy}*:"), strategy=strategy.title)
    return say(
        _("The prediction for *{strategy}*, as it stood at the start ({day}):"),
        strategy=strategy.title,
        day=when(strategy.start),
    )


def weeks_picture(
    strategy: Strategy,
    checkins: Sequence[CheckIn],
    cycle: Cycle,
    owner: Member | None,
    today: date,
    heard: Heard = NOTHING_HEARD,
) -> Weeks | None:
    """The strategy week by week; None before the first week."""
    weeks = marks(strategy, checkins, cycle, owner, today, heard)
    if not weeks:
        return None
    return Weeks(
        title=clip(strategy.title, 90),
        alt=_("{strategy}: {told}").format(strategy=clip(strategy.title, 150), told=_direction(checkins)),
        weeks=weeks,
        as_planned=_("as planned"),
        partly=_("partly"),
        not_done=_("not done"),
        no_word=_("no word"),
        ticks=months(weeks[0].day, weeks[-1].day),
    )


def _direction(checkins: Sequence[CheckIn]) -> str:
    """The weeks counted, and where they lead; nothing leads anywhere before the first."""
    told = tally_words(tally(checkins))
    return f"{told} {sentence(drift_words(drift(checkins)))}." if checkins else told


def sentence(words: str) -> str:
    """The words with a capital, as a sentence begins."""
    return words[:1].upper() + words[1:]


def months(first: date, last: date) -> tuple[Dated, ...]:
    """The months of a time axis."""
    return tuple(Dated(day, month_short(day)) for day in month_starts(first, last))


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names as people list them; beyond `most`, how many more there are. Names with commas stand between semicolons."""
    split = any("," in name for name in names[:most])
    if len(names) <= most:
        return "; ".join(names) if split else join(list(names))
    if split:
        return _("{some}; and {n} more").format(some="; ".join(names[:most]), n=len(names) - most)
    return _("{some} and {n} more").format(some=", ".join(names[:most]), n=len(names) - most)
