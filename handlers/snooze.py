"""Snooze: not now. What waits comes back once, when one says so; reminders wait until then."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from handlers.kit.card import Button, Card, Items, Text, buttons, card
from handlers.kit.declared import Group
from handlers.kit.form import Day, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature, TimeSpan
from handlers.kit.turn import Turn
from handlers.kit.words import clock, say, when
from handlers.wording.rhythms import today_of
from handlers.wording.waiting import waiting_for
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import MORNING, ONE_DAY, instant, local_day, midnight_after
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import PROMPTED
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore

feature = Feature("snooze")
ON_A_DAY = "day"
TOMORROW, IN_TWO, NEXT_WEEK = USUAL = "1", "2", "week"
LONGEST = timedelta(days=60)
AFTERNOON = time(14, 0)


@feature.command(
    "snooze",
    help=_l("Not now: be asked again when it suits you"),
    who=PROMPTED,
    label=_l("Later"),
    group=Group.FOR_YOU,
    synonyms="later remind reminder",
)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """When shall what waits come back? There are three usual days, and any other."""
    put_off = await store.snoozes.of(turn.person.id)
    days = {day: key for key in USUAL if (day := _usual(key, turn)) is not None}
    usual = {key: day for day, key in sorted(days.items())}
    names = {TOMORROW: _("The next school day"), IN_TWO: _("In two school days"), NEXT_WEEK: _("Next week")}
    options = [Option(key, f"{names[key]}: {when(day, turn.today)}") for key, day in usual.items()]
    already = _("What waits comes back on {moment} already. A new day takes its place.")
    return Ask(
        form(
            "snooze.keep",
            _("Not now"),
            Note(already.format(moment=clock(put_off, turn.zone))) if put_off else None,
            Note(_("Until then I send no reminders. New weekly questions still come; `away` stops those, too.")),
            Pick("until", _("When shall I come back to it?"), (*options, Option(ON_A_DAY, _("On another day"))),
                 next(iter(usual), ON_A_DAY), few=True),
            Day("day", _("Which day, if another?")),
            Pick("hour", _("At what time?"), (Option("morning", _("In the morning, at 9")), Option("afternoon",
                 _("In the afternoon, at 2"))), "morning", few=True),
            send=_("Set"),
        )
    )  # fmt: skip


def _usual(key: str, turn: Turn) -> date | None:
    """A usual day: the next working ones, or next week's first; None where the year ends before it."""
    year = turn.cycle.year
    if key == NEXT_WEEK:
        monday = turn.today + timedelta(days=7 - turn.today.weekday())
        return year.first_working(monday, min(monday + timedelta(days=6), year.last_day))
    return year.after(turn.today, int(key))


@feature.form("snooze.keep", who=PROMPTED)
async def keep(turn: Turn, store: YearStore) -> Replies:
    chosen = turn.text("until")
    day = turn.day("day") if chosen == ON_A_DAY else _usual(chosen, turn) if chosen in USUAL else None
    if day is None:
        raise Refusal(_("Which day shall it be?"), field="day" if chosen == ON_A_DAY else "until")
    if not turn.today < day <= turn.today + LONGEST:
        told = _("A day between tomorrow and {last}, please. `away` is for longer.")
        raise Refusal(told.format(last=when(turn.today + LONGEST, turn.today)), field="day")
    hour = AFTERNOON if turn.text("hour") == "afternoon" else MORNING
    until = instant(day, hour, turn.zone)
    await store.snoozes.put(turn.person.id, until)
    words = say(_("Good. I come back to what waits on *{moment}*, your time."), moment=clock(until, turn.zone))
    return Say(card(Text(words), buttons(Button(_("Now after all"), "snooze.over"))))


@feature.button("snooze.over", who=PROMPTED)
async def over(turn: Turn, store: YearStore) -> Replies:
    """Nothing is put off any more: what waits, at once."""
    await store.snoozes.end(turn.person.id)
    return Replace(await waiting_card(turn.today, store, turn.person.id))


@feature.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """Those whose day has come."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    people = await store.people.by_ids(ending := await store.snoozes.ending(span.since, span.until))
    return [_draft(ending[person.id], person.id, person.zone or cycle.zone, cycle)
            for person in people.values() if person.prompted]  # fmt: skip


def _draft(until: datetime, member: int, zone: str, cycle: Cycle) -> Draft:
    day = local_day(until, zone)
    last = cycle.year.after(day, 1) or day + ONE_DAY
    return Draft("again", until.isoformat(timespec="minutes"), until, member, expires=midnight_after(last, zone))


@feature.notification("again", Cost(30, Worth.ALWAYS), about=_l("what waits, on the day that somebody named"))
async def again(notification: Notification, store: YearStore) -> Card | None:
    """What waits now; None where it was all done meanwhile, or its reader is away."""
    reader = notification.reader
    today = today_of(reader, store)
    if notification.sent_at is None and (reader.is_away(today) or not await waiting_for(store, reader, today)):
        return None
    return await waiting_card(today, store, reader.id)


async def waiting_card(today: date, store: YearStore, member: int) -> Card:
    """What waits for somebody, with its buttons."""
    person = await store.people.by_id(member)
    assert person is not None  # whoever put something off is there
    waiting = await waiting_for(store, person, today)
    if not waiting:
        return card(Text(_("Nothing waits for you any more.")))
    return card(
        Text(_("You asked me to come back to this:")),
        Items(tuple(each.words for each in waiting[:10])),
        buttons(*(Button(each.label, each.route, each.value) for each in waiting[:4] if each.label),
                Button(_("Later"), "snooze")),
    )  # fmt: skip
