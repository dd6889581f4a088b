"""Left in peace for a while: `away` until a day, for oneself and by a lead for others; `snooze` until later."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from handlers.kit.card import Button, Buttons, Card, Items, Text, card
from handlers.kit.declared import Group
from handlers.kit.form import Day, Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, clock, join, say, when
from handlers.wording.days_and_hours import today_of
from handlers.wording.waiting import waiting_for
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import MORNING, ONE_DAY, instant, local_day, midnight_after
from pdsa.cycle import Cycle
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import EVERYONE, PROMPTED, Away, Member
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from pdsa.typed_absences import TypedDays, days_away
from pdsa.written_dates import DayTrouble
from storage.notification_states import Draft, Notification
from storage.store import YearStore

feature, later = Feature("away"), Feature("snooze")
LONGEST_AWAY = timedelta(days=400)
ON_A_DAY = "day"
TOMORROW, IN_TWO, NEXT_WEEK = USUAL = "1", "2", "week"
LONGEST_SNOOZE = timedelta(days=60)
AFTERNOON = time(14, 0)


@feature.command(
    "away",
    help=_l("Be left in peace until a day you name"),
    who=EVERYONE,
    writes=True,
    example="until 14 Jan",
    own=True,
    label=_l("Away"),
    group=Group.FOR_YOU,
    always=4,
    synonyms="pause vacation holiday sick leave break vacaciones out ooo absent",
)
async def away(turn: Turn, store: YearStore) -> Replies:
    """Typed words that are clear are kept at once; anything else opens the form."""
    words = turn.words or turn.value
    typed_days = days_away(words, turn.today) if words.strip() else TypedDays(clear=False)
    if typed_days.over:
        return Say(await _end(turn.person, turn, store))
    if typed_days.clear and typed_days.back is not None:
        return Say(await _keep(turn.person, typed_days.since, typed_days.back, turn, store))
    return Ask(await _form(typed_days, words, turn, store))


async def _form(typed_days: TypedDays, words: str, turn: Turn, store: YearStore) -> Form:
    person = turn.person
    running = _running(person, turn.today)
    people = [each for each in await store.people.all() if each.prompted] if person.is_lead else []
    listed = [person, *(each for each in people if each.id != person.id)]
    who = Pick(
        "who",
        _("Who is away?"),
        tuple(Option(str(each.id), each.name) for each in listed),
        chosen=str(person.id),
    )
    already = _("You are away until {day} already. A new day takes its place.")
    return form(
        "away.set",
        _("Away"),
        Note(already.format(day=when(running.back, turn.today))) if running else None,
        Note(_unclear(typed_days, words, turn.today)) if words.strip() else None,
        who if people else None,
        Day("back", _("First day back"), typed_days.back, optional=False),
        Day("since", _("First day away"), typed_days.since, hint=_("Leave it empty for today.")),
        send=_("Set"),
    )


def _unclear(typed_days: TypedDays, words: str, today: date) -> str:
    """What was not understood of somebody's words, so that it is asked and never passed over."""
    typed = clip(words, 80)
    if typed_days.doubt and typed_days.doubt.trouble is DayTrouble.NO_SUCH_DAY:
        return _("The calendar has no day like “{typed}”. Which day do you mean?").format(typed=typed)
    if typed_days.doubt and typed_days.doubt.trouble is DayTrouble.TWO_WAYS:
        first, second = (when(day, today) for day in typed_days.doubt.readings[:2])
        told = _("“{typed}” can be {first} or {second}. I filled in {first}: please check.")
        return told.format(typed=typed, first=first, second=second)
    if typed_days.back:
        return _("I filled in {day} for “{typed}”: please check.").format(day=when(typed_days.back, today), typed=typed)
    return _("I could not read a day in “{typed}”. Which day do you mean?").format(typed=typed)


@feature.form("away.set", who=EVERYONE)
async def set_away(turn: Turn, store: YearStore) -> Replies:
    """What the form said."""
    person = await _whom(turn.text("who"), turn, store)
    back = turn.day("back")
    if back is None:
        raise Refusal(_("Which is the first day back?"), field="back")
    return Say(await _keep(person, turn.day("since"), back, turn, store))


@feature.button("away.back", who=EVERYONE)
async def come_back(turn: Turn, store: YearStore) -> Replies:
    """Here again."""
    return Replace(await _end(await _whom(turn.value, turn, store), turn, store))


async def _whom(number: str, turn: Turn, store: YearStore) -> Member:
    """The member that is meant: oneself, or for a lead anybody."""
    if number in ("", str(turn.person.id)):
        return turn.person
    member = await store.people.by_id(whole(number) or 0)
    if member is None or not member.active:
        raise Refusal(_("I do not find that person in the plan any more."), field="who")
    if not turn.person.is_lead:
        leads = join([lead.name for lead in await store.people.leads()])
        raise NotAllowed(_("Only {name} or a lead can change that. Ask {leads}.").format(name=member.name, leads=leads))
    return member


def _running(person: Member, today: date) -> Away | None:
    return next((each for each in person.away if each.covers(today)), None)


def _first_day(person: Member, since: date | None, back: date, today: date) -> date:
    """The first day away, once both days are checked. An absence that runs already keeps its own. Raises Refusal."""
    if back <= today:
        raise Refusal(
            _("{day} has come already. Name the first day back, from {tomorrow} on; `away off` says that you are back.")
            .format(day=when(back, today), tomorrow=when(today + timedelta(days=1), today)),
            field="back",
        )  # fmt: skip
    if back - today > LONGEST_AWAY:
        raise Refusal(
            _("{day} is more than a year away. Name a nearer day; a lead can take somebody off the team for good.")
            .format(day=when(back, today)),
            field="back",
        )  # fmt: skip
    running = _running(person, today)
    first = since or today
    if running and first <= running.back:
        first = min(first, running.since)
    if first >= back:
        raise Refusal(
            _("The first day away, {since}, has to come before the first day back, {back}.").format(
                since=when(first, today), back=when(back, today)
            ),
            field="since",
        )
    return first


async def _keep(person: Member, since: date | None, back: date, turn: Turn, store: YearStore) -> Card:
    """Keep it, and say what it means. Raises Refusal."""
    today = turn.today
    first = _first_day(person, since, back, today)
    await store.people.set_away(person, first, back)
    values = {"name": person.name, "since": when(first, today), "back": when(back, today)}
    own = person.id == turn.person.id
    if own and first <= today:
        words = say(_("I won't ask you anything until *{back}*. You don't count as missing."), **values)
    elif own:
        words = say(_("I won't ask you anything from *{since}* until *{back}*. You don't count as missing."), **values)
    elif first <= today:
        words = say(_("I won't ask {name} anything until *{back}*. {name} doesn't count as missing."), **values)
    else:
        words = say(
            _("I won't ask {name} anything from *{since}* until *{back}*. {name} doesn't count as missing."), **values
        )
    label = _("I'm back") if own else _("{name} is back").format(name=person.first_name)
    return card(Text(words), Buttons((Button(label, "away.back", str(person.id)),)))


async def _end(person: Member, turn: Turn, store: YearStore) -> Card:
    """End running and coming absences."""
    own = person.id == turn.person.id
    if not any(each.back > turn.today for each in person.away):
        here = _("You are not away, as far as I know. `away` takes the day until which you will be.")
        return card(Text(here if own else _("{name} is not away.").format(name=person.name)))
    await store.people.set_back(person, turn.today)
    if own:
        return card(Text(_("Good to have you back. The next question comes when it is due.")))
    return card(Text(_("{name} is back: the next question comes when it is due.").format(name=person.name)))


@later.command(
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
    return ask_form(
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
        )  # fmt: skip


def _usual(key: str, turn: Turn) -> date | None:
    """A usual day: the next working ones, or next week's first; None where the year ends before it."""
    year = turn.cycle.year
    if key == NEXT_WEEK:
        monday = turn.today + timedelta(days=7 - turn.today.weekday())
        return year.first_working(monday, min(monday + timedelta(days=6), year.last_day))
    return year.after(turn.today, int(key))


@later.form("snooze.keep", who=PROMPTED)
async def keep(turn: Turn, store: YearStore) -> Replies:
    chosen = turn.text("until")
    day = turn.day("day") if chosen == ON_A_DAY else _usual(chosen, turn) if chosen in USUAL else None
    if day is None:
        raise Refusal(_("Which day shall it be?"), field="day" if chosen == ON_A_DAY else "until")
    if not turn.today < day <= turn.today + LONGEST_SNOOZE:
        told = _("A day between tomorrow and {last}, please. `away` is for longer.")
        raise Refusal(told.format(last=when(turn.today + LONGEST_SNOOZE, turn.today)), field="day")
    hour = AFTERNOON if turn.text("hour") == "afternoon" else MORNING
    until = instant(day, hour, turn.zone)
    await store.snoozes.put(turn.person.id, until)
    words = say(_("Good. I come back to what waits on *{moment}*, your time."), moment=clock(until, turn.zone))
    return say_card(Text(words), Button(_("Now after all"), "snooze.over"))


@later.button("snooze.over", who=PROMPTED)
async def over(turn: Turn, store: YearStore) -> Replies:
    """Nothing is put off any more: what waits, at once."""
    await store.snoozes.end(turn.person.id)
    return Replace(await waiting_card(turn.today, store, turn.person.id))


@later.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """Those whose day has come."""
    people = await store.people.by_ids(ending := await store.snoozes.ending(span.since, span.until))
    return [_draft(ending[person.id], person.id, person.zone or cycle.zone, cycle)
            for person in people.values() if person.prompted]  # fmt: skip


def _draft(until: datetime, member: int, zone: str, cycle: Cycle) -> Draft:
    day = local_day(until, zone)
    last = cycle.year.after(day, 1) or day + ONE_DAY
    return Draft("again", until.isoformat(timespec="minutes"), until, member, expires=midnight_after(last, zone))


@later.notification("again", Cost(30, Worth.ALWAYS), about=_l("what waits, on the day that somebody named"))
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
        *(Button(each.label, each.route, each.value) for each in waiting[:4] if each.label),
                Button(_("Later"), "snooze"),
    )  # fmt: skip
