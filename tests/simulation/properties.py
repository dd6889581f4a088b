"""What must hold after every run, told from what the chat really holds. Each gives a sentence for what does not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.dispatch import Call
from handlers.kit.card_pages import as_text
from handlers.kit.reply import Say
from handlers.wording.notifications import TOO_LATE, UNKNOWN_FATE, is_settled
from pdsa.calendar import is_quiet, local_day
from pdsa.checkin import CheckIn, daytime
from pdsa.cycle import Cycle
from storage.notification_states import Notification, State
from storage.store import open_newest_year
from tests.people import MARIBEL
from tests.simulation.chat import Message
from tests.simulation.said_and_told import Said
from tests.simulation.world import World

SETTLED = (State.SENT, State.RESTING, State.GONE)
BROKE = "something broke while it was being written"
OFF = "has a chat account that is switched off"
NOT_IN = "I am not in that channel"
A_MOMENT = timedelta(minutes=3)
"""A notification that is handed over at the last moment of the day may arrive a little after it."""


async def broken(world: World) -> list[str]:
    """All that does not hold."""
    engine = next(iter(world.processes.values())).engine
    async with open_newest_year(engine, world.now()) as store:
        notifications = await store.outbox.all()
        answers = await store.checkins.between(date.min, date.max)
        cycle = store.cycle
    assert cycle is not None
    return [
        *world.complaints.found,
        *_arrived_once(notifications, world),
        *_settled(notifications, world),
        *await _told(notifications, world),
        *_by_day(notifications, cycle, world),
        *_kept(answers, world),
    ]


def _arrived_once(notifications: list[Notification], world: World) -> Iterator[str]:
    """What somebody asked for anew after a restore is another notification than what was said before it."""
    anew = {
        notification.key: notification.at
        for notification in notifications
        if notification.member is not None and not notification.prompt
    }
    again = {key: max((back for _copied, back in world.lost if back <= at), default=None) for key, at in anew.items()}
    said = Counter(m.key for m in world.chat.live() if not ((back := again.get(m.key)) and m.begun <= back))
    for key, times in said.items():
        if times > 1:
            yield f"{key} stands there {times} times"


def _settled(notifications: list[Notification], world: World) -> Iterator[str]:
    there = {message.key: message for message in world.chat.live()}
    known = {notification.key for notification in notifications}
    for notification in notifications:
        message = there.get(notification.key)
        if wrong := _wrong(notification, message, notifications, world):
            yield f"{notification.key} is {notification.state} ({notification.reason or 'no reason'}): {wrong}"
    for key in sorted(there.keys() - known):
        if not _is_forgotten(there[key], world):
            yield f"{key} was said, and no letter knows of it"


def _is_forgotten(message: Message, world: World) -> bool:
    """Whether it was said in a time of which the database knows nothing any more."""
    return any(copied <= message.at + A_MOMENT and message.begun <= back for copied, back in world.lost)


def _wrong(notification: Notification, message: Message | None, notifications: list[Notification], world: World) -> str:
    match notification.state:
        case State.SENT if message is None:
            return "nothing arrived"
        case State.SENT if notification.channel and not notification.message:
            return ""  # somebody looked, and said that it is there
        case State.SENT if (message.conversation, message.id) != (notification.conversation, notification.message):
            return f"it stands elsewhere ({message.conversation}, {message.id})"
        case State.READY if notification.at > world.now():
            return "it is there already" if message else ""
        case State.RESTING if notification.channel and notification.reason == TOO_LATE and world.lost:
            return ""  # it is over, and nobody has to ask whether it was there before
        case State.RESTING if message is not None and _is_forgotten(message, world):
            return _untrue(notification, notifications, world)  # whoever has it sent again, has it looked up first
        case State.RESTING if message is not None and notification.reason != UNKNOWN_FATE:
            return "it arrived"
        case State.RESTING:
            return _untrue(notification, notifications, world)
        case State.READY | State.CLAIMED | State.UNSURE:
            return "it never came to rest"
    return ""


def _untrue(notification: Notification, notifications: list[Notification], world: World) -> str:
    """What is wrong with a reason."""
    if notification.reason == TOO_LATE:
        return (
            ""
            if notification.expires is not None and notification.expires < world.now() + timedelta(days=4)
            else "it had time"
        )
    if notification.reason == UNKNOWN_FATE:
        asked = [each for each in notifications if each.kind == "is-it-there" and notification.key in each.about]
        return "" if asked or notification.member is not None else "nobody was asked whether it is there"
    if is_settled(notification.reason):
        return ""
    if notification.reason == BROKE:
        return "" if world.fate.weather.database + world.fate.weather.chat else "nothing broke"
    account = world.chat.account(notification.member.email) if notification.member else None
    if account is not None and notification.reason == OFF:
        return "" if account.was_off else "it never was"
    if notification.channel and notification.reason == NOT_IN:
        return "" if world.chat.rooms[notification.channel] in world.chat.was_closed else "it never was put out of it"
    return "who says so?"


async def _told(notifications: list[Notification], world: World) -> list[str]:
    """Whoever can do something about a notification that rests is told of it: in a question about a post, in
    `status`.
    """
    resting = [each for each in notifications if each.state is State.RESTING and not is_settled(each.reason)]
    asked = {key for each in notifications if each.kind in ("is-it-there", "undelivered") for key in each.about}
    silent = [f"{each.key}: nobody was asked" for each in resting if each.channel and each.key not in asked]
    if any(each.member for each in resting):
        lead = world.chat.account(MARIBEL)
        lead.active = True  # where her account was switched off, she looks once she is back
        replies = await next(iter(world.processes.values())).dispatch.turn(Call("status.unsent", lead.profile.address))
        shown = "\n".join(as_text(reply.card) for reply in replies if isinstance(reply, Say))
        silent += [
            f"{notification.key}: no lead can see it in {shown}"
            for notification in resting
            if notification.member and notification.member.name not in shown
        ]
    return silent


def _by_day(notifications: list[Notification], cycle: Cycle, world: World) -> Iterator[str]:
    """Nobody is asked at night or on a day off."""
    prompts = {
        notification.key: notification.reader
        for notification in notifications
        if notification.prompt and notification.member is not None
    }
    for message in world.chat.messages:
        reader = prompts.get(message.key)
        if reader is None:
            continue
        zone = reader.zone or cycle.zone
        moments = (message.begun - A_MOMENT, message.begun)
        if all(is_quiet(at, zone, daytime(reader)) for at in moments):
            yield f"{message.key} came at night ({message.begun:%c} UTC, {zone})"
        if all(cycle.year.is_day_off(local_day(at, zone)) for at in moments):
            yield f"{message.key} came on a day off ({message.begun:%c} UTC, {zone})"


def _kept(answers: Sequence[CheckIn], world: World) -> Iterator[str]:
    """What somebody was told is kept is there, unless they said something else since."""
    stands = {f"{each.strategy}:{each.week}": each for each in answers}
    acknowledged = [said for said in world.answers if said.told is not None]
    for subject in sorted({said.subject for said in acknowledged}):
        theirs = [said for said in world.answers if said.is_about(subject)]
        there = stands.get(subject)
        last = max((said for said in acknowledged if said.subject == subject and said.went), key=_begun, default=None)
        if last is not None:
            since = [said.went for said in theirs if said.went and said.may_come_after(last)]
            if there is None or there.went.value not in since:
                yield f"{subject}: {since} was kept, and {there and there.went} stands there"
        text = f"{there.well}\n{there.in_way}\n{there.help}" if there else ""
        for said in acknowledged:
            gave_way = any(
                other.author != said.author and other.sentence and other.may_come_after(said) for other in theirs
            )
            if said.subject == subject and said.sentence not in text and not gave_way:
                yield f"{subject}: {said.sentence!r} was kept, and {text!r} stands there"


def _begun(said: Said) -> datetime:
    return said.begun
