"""What a week asks of people, in words: minutes, what waits because it was full, and what was left out."""

from collections.abc import Sequence
from datetime import date, time

from handlers.kit.card import Items, Part, Text
from handlers.kit.notification_kind import UNKNOWN
from handlers.kit.turn import Turn
from handlers.kit.words import Words, month_short, say, when
from pdsa.calendar import ONE_WEEK, instant, local_day
from pdsa.text import _, noted
from storage.notifications import Notification, State
from storage.store import YearStore

MOST = 4


def week_was_full() -> str:
    """Why a notification was left out, where people read it."""
    return noted("the week was full")


def kind_words(kind: str, turn: Turn) -> str:
    """What a notification that can wait is about, in a few words."""
    return turn.kinds.get(kind, UNKNOWN).name()


async def held_back(turn: Turn, store: YearStore) -> Sequence[Notification]:
    """What waits for its reader or was left out lately, so that no week asks more than it may."""
    return await store.outbox.held_back(turn.person.id, week_was_full(), turn.now - ONE_WEEK)


def held_back_parts(notifications: Sequence[Notification], turn: Turn) -> Sequence[Part]:
    """For its reader: what waits or was left out."""
    if not notifications:
        return ()
    told = _("*Held back*, so that your week stays within {n} minutes:")
    return (
        Text(say(told, n=turn.cycle.attention // 60)),
        Items(tuple(_line(each, turn) for each in notifications[:MOST])),
    )


def _line(notification: Notification, turn: Turn) -> Words:
    if notification.state is State.RESTING:
        return say(_("{what}: left out"), what=kind_words(notification.kind, turn))
    day = when(local_day(notification.at, turn.zone), turn.today)
    return say(_("{what}: comes {day}"), what=kind_words(notification.kind, turn), day=day)


async def minutes_asked(turn: Turn, store: YearStore) -> list[Words]:
    """For leads: the minutes that notifications asked of each person, month by month, those first who were asked the
    most.
    """
    cycle = turn.cycle
    begun = instant(cycle.year.first_day - ONE_WEEK, time(), cycle.zone)
    known = await store.outbox.committed(begun, turn.now)
    rows: list[tuple[int, Words]] = []
    for member in await store.people.all():
        months: dict[date, int] = {}
        for kind, about, at in known.get(member.id, ()):
            month = local_day(at, cycle.zone).replace(day=1)
            months[month] = months.get(month, 0) + turn.kinds.get(kind, UNKNOWN).cost.of(about)
        by_month = ", ".join(_month(month, seconds) for month, seconds in sorted(months.items()))
        if by_month:
            rows.append((sum(months.values()), say(_("*{name}*: {months}"), name=member.name, months=by_month)))
    return [words for _seconds, words in sorted(rows, key=lambda each: -each[0])]


def _month(month: date, seconds: int) -> str:
    return f"{month_short(month)} {minutes(seconds)}"


def minutes(seconds: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(seconds / 60))
