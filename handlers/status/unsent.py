"""What could not be delivered: who did not get what, why, and how it is sent again."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime, timedelta

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.form import Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.notifications import UNKNOWN_FATE, is_settled, kind_words
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.text import _, kept_words
from storage.notification_states import Notification
from storage.posts import PostSaid
from storage.store import YearStore

router = Router()
FIELD = "letter"
TWO_WEEKS = timedelta(weeks=2)
MOST = 8
CHOICE = 100
"""So many notifications has a menu at most."""


async def not_reached(turn: Turn, store: YearStore) -> list[Notification]:
    """What rests for a reason that somebody can do something about, the newest last."""
    resting = await store.outbox.resting(turn.now - TWO_WEEKS)
    return [notification for notification in resting if not is_settled(notification.reason)]


def by_reader(notifications: Sequence[Notification]) -> list[str]:
    """A line for each reader and reason."""
    counts: dict[tuple[str, str], int] = {}
    for notification in notifications:
        key = _reader(notification), notification.reason
        counts[key] = counts.get(key, 0) + 1
    return [
        _("{reader}: {reason} ({notifications}).").format(
            reader=reader, reason=kept_words(reason), notifications=count("{n} message", "{n} messages", n)
        )
        for (reader, reason), n in counts.items()
    ]


@router.button("status.unsent", who=LEADS, writes=False)
async def unsent(turn: Turn, store: YearStore) -> Replies:
    """What did not arrive, one by one, and the ways to send it again."""
    return Say(_card(await not_reached(turn, store), turn))


def _card(notifications: Sequence[Notification], turn: Turn, above: Words | str = "") -> Card:
    if not notifications:
        return card(Text(above) if above else None, Text(_("Nothing is left that could not be delivered.")))
    lines = [_line(notification, turn) for notification in notifications[:MOST]]
    if len(notifications) > MOST:
        lines.append(say(_("and {n} more"), n=len(notifications) - MOST))
    again = [notification for notification in notifications if _certain(notification)]
    unclear = len(notifications) - len(again)
    told = _("What may have arrived is not among what is sent again: its own question asks whether it is there.")
    return card(
        Text(above) if above else None,
        Title(_("What did not arrive")),
        Items(tuple(lines)),
        Text(told) if unclear else None,
        Button(_("Send all of it again"), "status.send-all", main=True) if again else None,
        Button(_("One of them"), "status.pick-unsent") if len(again) > 1 else None,
    )


def _line(notification: Notification, turn: Turn) -> Words:
    what, day = kind_words(notification.kind, turn), when(local_day(notification.at, turn.zone), turn.today)
    return say(
        _("*{reader}*: {what}, {day} ({reason})"),
        reader=_reader(notification),
        what=what,
        day=day,
        reason=kept_words(notification.reason),
    )


@router.button("status.pick-unsent", who=LEADS, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    """The choice of one."""
    notifications = [notification for notification in await not_reached(turn, store) if _certain(notification)]
    if not notifications:
        return Say(_card((), turn))
    options = tuple(
        Option(str(notification.id), _label(notification, turn)) for notification in reversed(notifications[-CHOICE:])
    )
    return ask_form("status.send-one", _("Send again"), Pick(FIELD, _("Which one?"), options), send=_("Send again"))


def _label(notification: Notification, turn: Turn) -> str:
    day = when(local_day(notification.at, turn.zone), turn.today)
    return f"{clip(_reader(notification), 30)}: {clip(kind_words(notification.kind, turn), 30)}, {day}"


@router.form("status.send-one", who=LEADS)
async def send_one(turn: Turn, store: YearStore) -> Replies:
    """The one that was chosen."""
    number = turn.required(FIELD, _("Please choose one."))
    notifications = [notification for notification in await not_reached(turn, store) if str(notification.id) == number]
    if not notifications:
        raise Refusal(_("That one is on its way, or settled, by now. `status` shows what is left."), field=FIELD)
    return Say(await _send(notifications, turn, store))


@router.button("status.send-all", who=LEADS)
async def send_all(turn: Turn, store: YearStore) -> Replies:
    """All that certainly did not arrive."""
    return Replace(await _send(await not_reached(turn, store), turn, store))


async def _send(notifications: Sequence[Notification], turn: Turn, store: YearStore) -> Card:
    """Into the outbox again: in time, and to a channel that the plan still names."""
    channels = astuple(turn.cycle.channels)
    sent = late = elsewhere = 0
    for notification in notifications:
        if not _certain(notification):
            continue
        if _is_over(notification, turn.now):
            late += 1
        elif notification.channel and notification.channel not in channels:
            elsewhere += 1
        elif await store.outbox.wake(notification.key):
            sent += 1
            await store.posts.answer(notification.key, PostSaid.AGAIN)
    sentences = [count("{n} message is on its way again.", "{n} messages are on their way again.", sent)]
    if late:
        sentences.append(count("{n} is out of date by now and stays.", "{n} are out of date by now and stay.", late))
    if elsewhere:
        sentences.append(
            _("What was for a channel that the plan names no more stays: `digest` sends it to the right one.")
        )
    return _card([each for each in await not_reached(turn, store) if not _is_over(each, turn.now)], turn,
                 " ".join(sentences))  # fmt: skip


def _is_over(notification: Notification, now: datetime) -> bool:
    return notification.expires is not None and now > notification.expires


def _certain(notification: Notification) -> bool:
    """Whether it certainly did not arrive."""
    return notification.reason != UNKNOWN_FATE


def _reader(notification: Notification) -> str:
    return notification.member.name if notification.member else notification.channel
