"""The school year: the district's name, its first and last day, the time zone, how small groups are hidden."""

import re
from dataclasses import replace
from datetime import date

from handlers.kit.form import Day, Form, Line, Number, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import when
from handlers.setup.checklist import checklist
from handlers.wording.rhythms import zone_chosen, zone_options
from pdsa.calendar import SchoolYear
from pdsa.cycle import Channels, Cycle, Rhythm
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.plan_merge import phases_for
from pdsa.text import _
from pdsa.zones import is_region
from storage.store import YearStore

router = Router()
LONGEST_YEAR = 400
MOST_MINIMUM = 100
USUAL_MINIMUM = 10
LABEL = re.compile(r"(20\d\d)(?:\s*[-/–—]\s*(?:20)?(\d\d))?")


@router.button("setup.year", who=LEADS, writes=False, early=True)
async def open_year(turn: Turn, store: YearStore) -> Replies:
    return Ask(year_form(store.cycle, turn.today))


def year_form(cycle: Cycle | None, today: date) -> Form:
    """The year as it stands, or an empty one."""
    guess = f"{today.year}-{(today.year + 1) % 100:02d}" if today.month >= 3 else f"{today.year - 1}-{today.year % 100}"
    zone = cycle.zone if cycle and is_region(cycle.zone) else None
    return form(
        "setup.year.keep",
        _("School year"),
        Line("district", _("District"), cycle.district if cycle else "", optional=False, most=200),
        Line(
            "label", _("School year"), cycle.label if cycle else guess, optional=False, most=20, hint=_("Like 2026-27")
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
        send=_("Keep"),
        about=cycle.label if cycle else "",
    )


@router.form("setup.year.keep", who=LEADS, early=True, now=open_year)
async def keep_year(turn: Turn, store: YearStore) -> Replies:
    first, last = _days(turn)
    label = _label(turn)
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


def _label(turn: Turn) -> str:
    """The year as "2026-27", however it was written."""
    match = LABEL.fullmatch(turn.required("label", _("Write the school year as 2026-27.")))
    if match is None or (match[2] and int(match[2]) != (int(match[1]) + 1) % 100):
        raise Refusal(_("Write the school year as 2026-27."), field="label")
    return f"{match[1]}-{match[2]}" if match[2] else match[1]


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
