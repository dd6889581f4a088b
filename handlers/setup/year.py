"""The school year: its first and last day, its days off, the time zone, how small groups are hidden."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.form import Day, Form, Line, Note, Number, Option, Pick, PickMany, form
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say, when
from handlers.setup.checklist import checklist
from handlers.wording.days_and_hours import day_off, zone_chosen, zone_options
from pdsa.calendar import DayOff, SchoolYear
from pdsa.cycle import Channels, Cycle, Rhythm
from pdsa.errors import Refusal
from pdsa.newyear import label_around, label_in
from pdsa.people import LEADS
from pdsa.plan_merge import phases_for
from pdsa.text import _
from pdsa.zones import is_region
from storage.public_holidays import public_days
from storage.store import YearStore

router = Router()
LONGEST_YEAR = 400
MOST_MINIMUM = 100
USUAL_MINIMUM = 10


SHOWN = 30
LONGEST = 120
AROUND = timedelta(days=120)


@router.button("setup.year", who=LEADS, writes=False, early=True)
async def open_year(turn: Turn, store: YearStore) -> Replies:
    return Ask(year_form(store.cycle, turn.today))


def year_form(cycle: Cycle | None, today: date) -> Form:
    """The year as it stands, or an empty one."""
    zone = cycle.zone if cycle and is_region(cycle.zone) else None
    return form(
        "setup.year.keep",
        _("School year"),
        Line("district", _("District"), cycle.district if cycle else "", optional=False, most=200),
        Line(
            "label",
            _("School year"),
            cycle.label if cycle else label_around(today),
            optional=False,
            most=20,
            hint=_("Like 2026-27"),
        ),
        Day("first", _("First day of school"), cycle.year.first_day if cycle else None, optional=False),
        Day("last", _("Last day of school"), cycle.year.last_day if cycle else None, optional=False),
        Pick("zone", _("Time zone"), zone_options(), chosen=zone, hint=_("People can have a zone of their own.")),
        Number(
            "minimum",
            _("Smallest group to show"),
            cycle.minimum_group if cycle else USUAL_MINIMUM,
            hint=_("Figures of smaller groups are hidden wherever others read, so that nobody can be recognized."),
        ),
        Line(
            "commitment",
            _("What the district committed itself to"),
            cycle.commitment if cycle else "",
            long=True,
            most=2000,
            hint=_("A sentence or two for reports. It can wait."),
        ),
        about=cycle.label if cycle else "",
    )


@router.form("setup.year.keep", who=LEADS, early=True, now=open_year)
async def keep_year(turn: Turn, store: YearStore) -> Replies:
    first, last = _days(turn)
    label = label_in(turn.required("label", _("Write the school year as 2026-27.")))
    if label is None:
        raise Refusal(_("Write the school year as 2026-27."), field="label")
    before = await _before(store, label, first, last)
    zone = zone_chosen(turn.required("zone", _("Choose the district's time zone.")))
    cycle = before or Cycle(
        id=0,
        district="",
        label=label,
        year=SchoolYear(first, last, zone),
        phases=phases_for(None, first, last),
        rhythm=Rhythm(),
        channels=Channels(),
        framework="",
        commitment="",
        minimum_group=USUAL_MINIMUM,
    )
    moved = replace(
        cycle,
        district=turn.required("district", _("Write the district's name.")),
        year=replace(cycle.year, first_day=first, last_day=last, zone=zone),
        phases=phases_for(before, first, last),
        commitment=turn.text("commitment"),
        minimum_group=_minimum(turn),
    )
    changed = store.year(await store.cycles.put(moved))
    told = _("Kept.")
    if before and before.phases != moved.phases:
        told = _("Kept. The phases moved with the year: look at their dates below.")
    return Say(await checklist(changed, turn.today, told))


def _days(turn: Turn) -> tuple[date, date]:
    first, last = turn.day("first"), turn.day("last")
    if first is None:
        raise Refusal(_("Choose the first day of school."), field="first")
    if last is None or last <= first:
        raise Refusal(_("The last day comes after the first: {day}.").format(day=when(first, turn.today)), field="last")
    if (last - first).days > LONGEST_YEAR:
        told = _("A school year ends within {n} days of its first day: check the year.")
        raise Refusal(told.format(n=LONGEST_YEAR), field="last")
    return first, last


async def _before(store: YearStore, label: str, first: date, last: date) -> Cycle | None:
    """The cycle that is changed; None where there is none yet."""
    current = store.cycle
    if current is None:
        return None
    overlaps = first <= current.year.last_day and current.year.first_day <= last
    if current.started_at is not None and not overlaps:
        told = _(
            "{year} has been started, and these days lie outside it. `newyear` lays out the next year; its plan can "
            "come in as a file, too: see `file`."
        )
        raise Refusal(told.format(year=current.label), field="first")
    await _beside_the_others(store, current, label, first)
    return await store.cycles.rename(current, label) if label != current.label else current


async def _beside_the_others(store: YearStore, current: Cycle, label: str, first: date) -> None:
    """Raises Refusal where the year would take another one's name, or begin before the last one ends."""
    for cycle in await store.cycles.all():
        if cycle.id == current.id:
            continue
        if cycle.label == label:
            raise Refusal(_("There is a year {year} already: this one needs its own name.").format(year=label),
                          field="label")  # fmt: skip
        if cycle.year.first_day < current.year.first_day and first <= cycle.year.last_day:
            told = _("{year} goes on until {day}: the new year begins after it.")
            raise Refusal(told.format(year=cycle.label, day=when(cycle.year.last_day)), field="first")


def _minimum(turn: Turn) -> int:
    figure = turn.figure("minimum")
    if figure is None:
        return USUAL_MINIMUM
    if figure != int(figure) or not 1 <= figure <= MOST_MINIMUM:
        raise Refusal(_("Write a whole number from 1 to {n}.").format(n=MOST_MINIMUM), field="minimum")
    return int(figure)


@router.button("setup.daysoff", who=LEADS, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    start = whole(turn.value) or 0
    shown = days_card(turn.cycle, turn.today, start)
    return Replace(shown) if turn.value else Say(shown)


def days_card(cycle: Cycle, today: date, start: int = 0, first: str = "") -> Card:
    """The year's days off, thirty at a time."""
    days = cycle.year.days_off
    lines = tuple(_line(off, today) for off in days[start : start + SHOWN])
    proposed = any(off.proposed for off in days)
    return card(
        Text(first) if first else None,
        Title(_("Days off in {year}").format(year=cycle.label)),
        Items(lines) if lines else Text(_("None yet.")),
        Text(
            _(
                "Those marked as proposed were worked out from last year's and from public holidays. Nothing is told "
                "of them until a lead says that they are right."
            )
        )
        if proposed
        else None,
        Text(_("On days off for everybody nobody is asked. A day off for students alone is a working day.")),
        Button(_("They are right"), "setup.daysoff.confirm", cycle.label, main=True) if proposed else None,
        Button(_("Add or take out"), "setup.daysoff.open", main=not days),
        Button(_("Public holidays"), "setup.daysoff.public"),
        Button(_("Back"), "setup.daysoff", str(max(0, start - SHOWN))) if start else None,
        Button(_("More"), "setup.daysoff", str(start + SHOWN)) if len(days) > start + SHOWN else None,
        Button(_("All of setup"), "setup"),
    )


def _line(off: DayOff, today: date) -> Words:
    days = when(off.first, today)
    if off.last != off.first:
        days = _("{first} to {last}").format(first=days, last=when(off.last, today))
    told = _("*{name}*: {days}") if off.for_all else _("*{name}*: {days}, students only")
    line = say(told, name=clip(day_off(off.name), 120), days=days)
    return (*line, *say(_(" (proposed)"))) if off.proposed else line


@router.button("setup.daysoff.confirm", who=LEADS)
async def confirm(turn: Turn, store: YearStore) -> Replies:
    """A lead says that the proposed days are right: from then on they are told as they are."""
    cycle = turn.cycle
    if turn.value and turn.value != cycle.label:
        raise Refusal(_("These are days of {year}. `setup` shows the days off as they stand.").format(year=turn.value))
    days = tuple(replace(off, proposed=False) for off in cycle.year.days_off)
    told = _("Kept: these are the days off.") if days != cycle.year.days_off else _("They are confirmed already.")
    return Replace(days_card(await _kept(days, cycle, store), turn.today, first=told))


@router.button("setup.daysoff.public", who=LEADS, writes=False)
async def open_public(turn: Turn, store: YearStore) -> Replies:
    """The public holidays of the year that are not among its days off yet."""
    options = _options(_public(turn.cycle), turn.today)
    if not options:
        raise Refusal(_("I know no public holiday on a school day of this year that is not among its days off."))
    told = _("Your own calendar has the last word.")
    chosen = PickMany("days", _("Which of these are days off?"), options, hint=told)
    title = _("Public holidays")
    return ask_form("setup.daysoff.public.keep", title, chosen, send=_("Add them"))


@router.form("setup.daysoff.public.keep", who=LEADS)
async def keep_public(turn: Turn, store: YearStore) -> Replies:
    wanted = set(turn.many("days"))
    new = [replace(off, proposed=False) for off in _public(turn.cycle) if _key(off) in wanted]
    if not new:
        return Say(days_card(turn.cycle, turn.today, first=_("Nothing was changed.")))
    cycle = await _kept((*turn.cycle.year.days_off, *new), turn.cycle, store)
    return Say(days_card(cycle, turn.today, first=_("Kept.")))


def _public(cycle: Cycle) -> list[DayOff]:
    year = cycle.year
    found = public_days(cycle.zone, year.first_day, year.last_day)
    return [each for each in found if not any(off.covers(each.first) for off in year.days_off)]


async def _kept(days: Sequence[DayOff], cycle: Cycle, store: YearStore) -> Cycle:
    ordered = tuple(sorted(days, key=lambda off: (off.first, off.last, off.name)))
    return await store.cycles.put(replace(cycle, year=replace(cycle.year, days_off=ordered)))


@router.button("setup.daysoff.open", who=LEADS, writes=False)
async def open_days(turn: Turn, store: YearStore) -> Replies:
    return Ask(days_form(turn.cycle, turn.today))


def days_form(cycle: Cycle, today: date) -> Form:
    """One form for both: add a stretch, take others out."""
    options = _options(cycle.year.days_off, today)
    who = (Option("all", _("Everybody")), Option("students", _("Students only")))
    return form(
        "setup.daysoff.keep",
        _("Days off"),
        Note(_("Add a stretch:")),
        Line("name", _("What is it?"), most=200, hint=_("Winter break, for example")),
        Day("first", _("First day off")),
        Day("last", _("Last day off"), hint=_("Empty for a single day")),
        Pick("who", _("Who is off?"), who, chosen="all", few=True),
        PickMany("out", _("Take out"), options) if options else None,
    )


def _options(days: Sequence[DayOff], today: date) -> tuple[Option, ...]:
    return tuple(Option(_key(off), f"{day_off(off.name)}, {when(off.first, today)}") for off in days)


def _key(off: DayOff) -> str:
    return f"{off.first.isoformat()} {off.last.isoformat()} {off.name}"[:150]


@router.form("setup.daysoff.keep", who=LEADS)
async def keep_days(turn: Turn, store: YearStore) -> Replies:
    cycle = turn.cycle
    out = set(turn.many("out"))
    days_off = [off for off in cycle.year.days_off if _key(off) not in out]
    new = _new(turn, cycle)
    if new is not None and new not in days_off:
        days_off.append(new)
    after = await _kept(days_off, cycle, store)
    told = _("Kept.") if after.year.days_off != cycle.year.days_off else _("Nothing was changed.")
    return Say(days_card(after, turn.today, first=told))


def _new(turn: Turn, cycle: Cycle) -> DayOff | None:
    name, first, last = turn.text("name"), turn.day("first"), turn.day("last")
    if not name and first is None and last is None:
        return None
    if not name:
        raise Refusal(_("Say what it is, for example Winter break."), field="name")
    if first is None:
        raise Refusal(_("Choose the first day off."), field="first")
    last = last or first
    if last < first:
        raise Refusal(_("The last day off does not come before the first."), field="last")
    if (last - first).days >= LONGEST:
        raise Refusal(_("At most {n} days in one stretch: check both dates.").format(n=LONGEST), field="last")
    if not cycle.year.first_day - AROUND <= first <= last <= cycle.year.last_day + AROUND:
        told = _("That is far from the school year, {first} to {last}: check the year.")
        days = {"first": cycle.year.first_day.isoformat(), "last": cycle.year.last_day.isoformat()}
        raise Refusal(told.format(**days), field="first")
    return DayOff(name, first, last, turn.text("who") != "students")
