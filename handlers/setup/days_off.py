"""Days off: seen as a list, added and taken out in one form."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.form import Day, Form, Line, Note, Option, Pick, PickMany, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, _, clip, say, when
from handlers.setup.route import feature
from pdsa.calendar import DayOff
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import LEADS
from storage.store import Store

SHOWN = 30
LONGEST = 120
AROUND = timedelta(days=120)


@feature.button("setup.daysoff", who=LEADS, writes=False)
async def show(turn: Turn, store: Store) -> Replies:
    start = whole(turn.value) or 0
    shown = days_card(turn.cycle, turn.today, start)
    return Replace(shown) if turn.value else Say(shown)


def days_card(cycle: Cycle, today: date, start: int = 0, first: str = "") -> Card:
    """The year's days off, thirty at a time."""
    days = cycle.year.days_off
    lines = tuple(_line(off, today) for off in days[start : start + SHOWN])
    return card(
        Text(first) if first else None,
        Title(_("Days off in {year}").format(year=cycle.label)),
        Items(lines) if lines else Text(_("None yet.")),
        Text(_("On days off for everybody nobody is asked. A day off for students alone is a working day.")),
        buttons(
            Button(_("Add or take out"), "setup.daysoff.open", main=not days),
            Button(_("Back"), "setup.daysoff", str(max(0, start - SHOWN))) if start else None,
            Button(_("More"), "setup.daysoff", str(start + SHOWN)) if len(days) > start + SHOWN else None,
            Button(_("All of setup"), "setup"),
        ),
    )


def _line(off: DayOff, today: date) -> Words:
    days = when(off.first, today)
    if off.last != off.first:
        days = _("{first} to {last}").format(first=days, last=when(off.last, today))
    told = _("*{name}*: {days}") if off.for_all else _("*{name}*: {days}, students only")
    return say(told, name=clip(off.name, 120), days=days)


@feature.button("setup.daysoff.open", who=LEADS, writes=False)
async def open_days(turn: Turn, store: Store) -> Replies:
    return Ask(days_form(turn.cycle, turn.today))


def days_form(cycle: Cycle, today: date) -> Form:
    """One form for both: add a stretch, take others out."""
    options = tuple(Option(_key(off), f"{off.name}, {when(off.first, today)}") for off in cycle.year.days_off)
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
        send=_("Keep"),
    )


def _key(off: DayOff) -> str:
    return f"{off.first.isoformat()} {off.last.isoformat()} {off.name}"[:150]


@feature.form("setup.daysoff.keep", who=LEADS)
async def keep_days(turn: Turn, store: Store) -> Replies:
    cycle = turn.cycle
    out = set(turn.many("out"))
    kept = [off for off in cycle.year.days_off if _key(off) not in out]
    new = _new(turn, cycle)
    if new is not None and new not in kept:
        kept.append(new)
    ordered = tuple(sorted(kept, key=lambda off: (off.first, off.last, off.name)))
    store.attach(await store.cycles.put(replace(cycle, year=replace(cycle.year, days_off=ordered))))
    told = _("Kept.") if ordered != cycle.year.days_off else _("Nothing was changed.")
    return Say(days_card(store.cycle or cycle, turn.today, first=told))


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
