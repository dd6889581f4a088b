"""Notifications that several features write or bring up to date, and why one rests, waits or was left out."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zlib import crc32

from handlers.kit.card import Buttons, Card, Items, Part, Text
from handlers.kit.declared import UNKNOWN
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clock, join, month_short, say, when
from pdsa.calendar import ONE_WEEK, instant, local_day
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.text import _, noted
from storage.notification_states import Draft, Notification, State
from storage.outages_and_restores import PutBack
from storage.store import YearStore

log = logging.getLogger(__name__)
TRIED = "setup.tried"
"""The route of all buttons on a card that is only tried out."""
NEW_OWNER = "owner"
OWNER_GOOD_FOR = timedelta(days=7)
MOST = 4
WEEK_WAS_FULL = noted("the week was full")
"""Why a notification was left out, where people read it."""
NOT_WANTED = noted("no longer wanted")
"""What it speaks of was answered, or taken out."""
TOO_LATE = noted("its time had passed")
"""It made no sense any more."""
READER_AWAY = noted("away")
"""Its reader was not there until its time had passed."""
LEFT_THE_PLAN = noted("no longer in the plan")
"""Its reader takes no part any more."""
UNKNOWN_FATE = noted("nobody knows whether it arrived")
"""It may have arrived, and nobody can look."""
GUEST_WAITS = noted("is a guest in the chat: a lead has to say that it is them")
"""Its reader's account is a guest's, and no lead has said yet that it is theirs."""
GUEST_REFUSED = noted("is a guest in the chat, and a lead said not to write there")
"""A lead has said that the guest with this e-mail is not them."""


async def refresh_asked(store: YearStore, code: str, *kinds: str) -> None:
    """Make the notifications of these kinds that speak of this strategy again, in place, for all their readers."""
    notifications = await store.outbox.of_kind(*kinds)
    await store.outbox.refresh(*(notification.key for notification in notifications if code in notification.about))


def for_each(people: Iterable[Member], due: Callable[[Member], Iterable[Draft]]) -> Iterator[Draft]:
    """What is due for each of these people; somebody whose row cannot be read is passed over and logged by id."""
    for person in people:
        try:
            yield from list(due(person))
        except Exception:  # whatever is wrong with one row, the others go on
            log.exception("nothing could be worked out for member %s", person.id)


def told_about(notifications: Iterable[Notification]) -> dict[int, set[str]]:
    """What these notifications have spoken of already, by their reader's id."""
    about_by_reader: dict[int, set[str]] = {}
    for notification in notifications:
        if notification.member is not None:
            about_by_reader.setdefault(notification.member.id, set()).update(notification.about)
    return about_by_reader


async def owners(store: YearStore) -> dict[str, str]:
    """The e-mails of those who own a strategy now, by its code."""
    return {strategy.code: strategy.owner for strategy in await store.plans.strategies(dropped=True)}


async def tell_new_owners(before: Mapping[str, str], store: YearStore, by: int | None = None) -> None:
    """Write a notification to everybody who owns a strategy now and did not `before`, as `owners` gave it.

    Not to the member who did it (`by`), nor before Start, nor to somebody whose first message is still to come: that
    names what they own.
    """
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return
    today = local_day(store.now, cycle.zone)
    new = [each for each in await store.plans.strategies() if _is_news(each, before, today)]
    if not new:
        return
    unmet = set(await store.outbox.never_got("welcome", "first"))
    for person in await store.people.all():
        mine = tuple(each.code for each in new if each.owner == person.email)
        if mine and person.prompted and person.id not in {by, *unmet} and not await _greeting(person, store):
            expires, occasion = store.now + OWNER_GOOD_FOR, store.now.isoformat()
            await store.outbox.write([Draft(NEW_OWNER, occasion, store.now, person.id, about=mine, expires=expires)])


def _is_news(strategy: Strategy, before: Mapping[str, str], today: date) -> bool:
    """Whether somebody owns it who did not; what replaces a strategy of their own is none, nor what is over."""
    known = {before.get(strategy.code, ""), before.get(strategy.follows, "")}
    return bool(strategy.owner) and strategy.owner not in known and not (strategy.end and strategy.end < today)


async def _greeting(person: Member, store: YearStore) -> bool:
    """Whether somebody's first message is on its way."""
    first = await store.outbox.by_key(f"welcome:first:{person.id}")
    return first is not None and first.state is State.READY


def kind_words(kind: str, turn: Turn) -> str:
    """What a notification that can wait is about, in a few words."""
    return turn.kinds.get(kind, UNKNOWN).name()


async def held_back(turn: Turn, store: YearStore) -> Sequence[Notification]:
    """What waits for its reader or was left out lately, so that no week asks more than it may."""
    return await store.outbox.held_back(turn.person.id, WEEK_WAS_FULL, turn.now - ONE_WEEK)


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
        by_month = ", ".join(f"{month_short(month)} {minutes(seconds)}" for month, seconds in sorted(months.items()))
        if by_month:
            rows.append((sum(months.values()), say(_("*{name}*: {months}"), name=member.name, months=by_month)))
    return [words for _seconds, words in sorted(rows, key=lambda each: -each[0])]


def minutes(seconds: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(seconds / 60))


def is_settled(reason: str) -> bool:
    """Whether nobody has to do anything about a notification that rests for this reason."""
    return reason in ("", NOT_WANTED, TOO_LATE, READER_AWAY, LEFT_THE_PLAN, WEEK_WAS_FULL)


async def may_stand(since: datetime, store: YearStore) -> PutBack | None:
    """The restore before which something that could be posted since this moment may have been; None where none was."""
    found = await store.restores.last()
    return found if found is not None and since <= found.at else None


def state_of(put_back: PutBack, zone: str) -> str:
    """ "its state of Thu 8 Oct, 10:00 pm"."""
    if put_back.stand is None:
        return _("its state before anything happened")
    return _("its state of {at}").format(at=clock(put_back.stand, zone))


def look_first(found: PutBack, channels: Sequence[str], zone: str) -> Words:
    """What whoever approves something reads above it."""
    told = _("*Look into {channels} first:* the database was put back to {state}, and this may have been posted since.")
    return say(told, channels=join(list(channels)), state=state_of(found, zone))


def sure(found: PutBack, channels: Sequence[str], zone: str) -> str:
    """The question before it is posted."""
    told = _(
        "The database was put back to {state}, and this may have been posted since. If it stands in {channels} "
        "already, they get it twice. Did you look?"
    )
    return told.format(channels=join(list(channels)), state=state_of(found, zone))


def mark(found: PutBack | None) -> str:
    """Tells a button that was shown with this warning from one that was not."""
    return f"~{found.at.timestamp():.0f}" if found else ""


def stamp(shown: object, doubt: PutBack | None) -> str:
    """Tells one wording, as plain values, from another, so that nobody approves what they have not read; and one that
    was read with this doubt from one without.
    """
    return f"{crc32(json.dumps(shown, sort_keys=True).encode()):08x}{mark(doubt)}"


def as_test(card: Card) -> Card:
    """The card with a word before it that it is a test; none of its buttons does anything but say so."""
    told = Text(say(_("*A test, for you alone.* So it will look; nothing that you press here is kept.")))
    return Card((told, *(_still(part, number) for number, part in enumerate(card.parts))))


def _still(part: Part, number: int) -> Part:
    if not isinstance(part, Buttons):
        return part
    quiet = (replace(each, route=TRIED, value=f"{number}-{n}", ask_first="") for n, each in enumerate(part.buttons))
    return Buttons(tuple(quiet))
