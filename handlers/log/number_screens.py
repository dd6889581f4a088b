"""A number on the screen: entered, corrected, and what is said of it once it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.kit.card import Button, Card, FactSet, Items, Part, Text, buttons, card
from handlers.kit.form import Day, Field, Form, Line, Note, Number, Option, Pick, Saying, Tick, form
from handlers.kit.turn import Turn
from handlers.kit.unclear_date_or_number import day_words, number_words
from handlers.kit.words import Words, clip, number, say, when
from handlers.wording.measures import judged_words
from handlers.wording.strategy import value_words
from pdsa.calendar import local_day
from pdsa.findings import MeasureFinding
from pdsa.measure_lookup import entry_key, key_of
from pdsa.measures import Better, Every, Observation, Setting
from pdsa.names import same
from pdsa.permissions import enters_all
from pdsa.text import _
from pdsa.typed_figures import Doubt, Unclear, UnclearWords
from pdsa.written_dates import DayTrouble, NotADay
from pdsa.written_numbers import NotANumber, written
from storage.figures_of_year import figures_of
from storage.plans import trail_of
from storage.store import YearStore

EVERYBODY = "everybody"
AS_IN_PLAN = "as in the plan"
NOT_SET = "whenever"
LONGEST = 40
"""So many characters has a number at most."""


MOST = 50


@dataclass(frozen=True)
class Start:
    """What a form begins with; empty where nothing is known yet.

    `doubts` say what was typed and not surely understood; with `ask_day` no day is supposed.
    """

    value: str = ""
    day: date | None = None
    n: int | None = None
    group: str | None = None
    doubts: tuple[str, ...] = ()
    ask_day: bool = False


def doubt_words(doubt: Doubt, today: date) -> str:
    """What has to be looked at of a figure that was typed."""
    match doubt:
        case UnclearWords(why=Unclear.PEOPLE, text=text):
            return _("I cannot tell how many people “{said}” are.").format(said=clip(text, 40))
        case UnclearWords(why=Unclear.NUMBERS, text=text):
            return _("I found more than one number ({numbers}): which one is it?").format(numbers=clip(text, 60))
        case UnclearWords():
            return _("I may have taken the wrong words for the day: please check.")
        case NotADay(trouble=DayTrouble.TWO_WAYS):
            one, other = (when(each, today) for each in doubt.readings[:2])
            told = _("“{said}” can be {one} or {other}. I filled in {one}: please check.")
            return told.format(said=doubt.text, one=one, other=other)
        case NotADay():
            return day_words(doubt, today)
        case NotANumber():
            return number_words(doubt)


def choose_form(names: Sequence[str], start: Start, told: Words | str = "", *, new: str = "", may_add: bool) -> Form:
    """Which measure is meant; research and leads may name a new one."""
    options = tuple(Option(key_of(each), each) for each in names)
    return form(
        "log.choose",
        _("Log a number"),
        Note(told) if told else None,
        Pick("measure", _("What was measured?"), options, optional=may_add) if options else None,
        Line("new", _("Or something new"), new, most=200, hint=_("With its unit: “Families who came (%)”."))
        if may_add
        else None,
        send=_("Next"),
        carry=_carried(start),
    )


def number_form(measure: str, start: Start, groups: Sequence[str], last: Observation | None, today: date) -> Form:
    """The number with its day, its group, and how many people it comes from."""
    return form(
        "log.keep",
        _("Log a number"),
        Saying(measure),
        Note(_told(_("The latest number: {value} on {day}, {group}."), last, today)) if last else None,
        *(Note(doubt) for doubt in start.doubts),
        Line("value", _("The number"), start.value, optional=False, most=LONGEST),
        Day("day", _("Measured on"), start.day or (None if start.ask_day else today), optional=False),
        *_group_fields(start, groups),
        Number("n", _("How many people it comes from"), start.n, hint=_("Needed to keep small groups hidden.")),
        Line("source", _("Where it comes from"), most=200, hint=_("A survey, a system, a count.")),
        send=_("Keep it"),
        carry={"measure": measure},
    )


def change_form(observation: Observation, today: date) -> Form:
    """A number that was entered, to be corrected: its measure, group and day stay."""
    told = say(_("{day}, {group}"), day=when(observation.day, today), group=group_words(observation.group))
    return form(
        "log.change.keep",
        _("Correct a number"),
        Saying(observation.measure),
        Note(told),
        Line("value", _("The number"), written(observation.value), optional=False, most=40),
        Number("n", _("How many people it comes from"), observation.n),
        Line("source", _("Where it comes from"), observation.source, most=200),
        send=_("Keep it"),
        carry={"entry": entry_key(observation)},
        about=trail_of(observation),
    )


def entries_form(measure: str, entries: Sequence[Observation], today: date) -> Form:
    """The numbers of a measure, one of which is to be looked at."""
    options = tuple(Option(entry_key(each), _entry_words(each, today)) for each in entries)
    return form(
        "log.entry", _("Numbers so far"), Saying(measure), Pick("entry", _("Which one?"), options), send=_("Show")
    )


def setting_form(measure: str, setting: Setting, way: Better) -> Form:
    """How a measure is read, how often it is due, and whether it is worth telling."""
    from_goal = {
        Better.HIGHER: _("As the goal says: higher is better"),
        Better.LOWER: _("As the goal says: lower is better"),
        Better.UNKNOWN: _("Nobody has said"),
    }[way]
    ways = (
        Option(AS_IN_PLAN, from_goal),
        Option(Better.HIGHER, _("Higher is better")),
        Option(Better.LOWER, _("Lower is better")),
    )
    often = (
        Option(NOT_SET, _("When it comes: I don't ask")),
        Option(Every.WEEK, _("Every week")),
        Option(Every.MONTH, _("Every month")),
        Option(Every.TERM, _("Every term")),
    )
    chosen = AS_IN_PLAN if setting.better is Better.UNKNOWN else setting.better.value
    return form(
        "log.measure.keep",
        _("How it is read"),
        Saying(measure),
        Pick("better", _("Which way is better?"), ways, chosen, few=True),
        Pick("every", _("How often is a number due?"), often, setting.every or NOT_SET, few=True),
        Tick("worth", _("What it shows is worth telling"), setting.worth_telling),
        Line("note", _("Why it is worth telling"), setting.note, long=True, most=500,
             hint=_("For those who draft the digest of the year.")),
        carry={"measure": measure},
        about=measure,
    )  # fmt: skip


def _group_fields(start: Start, groups: Sequence[str]) -> list[Field]:
    """The group, chosen among those that there are or named anew."""
    group_names = dict.fromkeys(each for each in (*groups, start.group) if each)
    options = (Option(EVERYBODY, _("Everybody together")), *(Option(key_of(each), each) for each in group_names))
    hint = _("A school, a grade, a group of staff. Never a person.")
    if not group_names:
        return [Line("new_group", _("Whose number is it?"), "", most=100, hint=hint)]
    chosen = EVERYBODY if start.group == "" else key_of(start.group) if start.group else None
    return [
        Pick("group", _("Whose number is it?"), options, chosen, optional=True),
        Line("new_group", _("Or another group"), "", most=100, hint=hint),
    ]


def group_words(group: str) -> str:
    """A group's name; everybody together where it has none."""
    return group or _("everybody together")


def _entry_words(observation: Observation, today: date) -> str:
    told = f"{when(observation.day, today)}: {value_words(observation.measure, observation.value)}"
    return f"{told}, {clip(observation.group, 40)}" if observation.group else told


def _told(template: str, observation: Observation, today: date) -> Words:
    """A sentence of ours with a number in it: its measure, value, day and group."""
    return say(
        template,
        measure=clip(observation.measure, 300),
        value=value_words(observation.measure, observation.value),
        day=when(observation.day, today),
        group=group_words(observation.group),
    )


def _carried(start: Start) -> dict[str, str]:
    day = start.day.isoformat() if start.day else ""
    doubts = "\n".join(clip(each, 300) for each in start.doubts[:5])
    value = start.value if len(start.value) <= LONGEST else ""  # cut off, it would be another number
    return {"value": value, "day": day, "n": str(start.n or ""), "doubts": doubts, "ask": "yes" * start.ask_day}


async def groups_of(measure: str, observations: Iterable[Observation], turn: Turn, store: YearStore) -> tuple[str, ...]:
    """The groups that a number of a measure can be of, the likeliest first; empty for everybody. A measure keeps its
    school's name from year to year, so last year's groups stand there until a number has come in.
    """
    ours = [each.group for each in observations if same(each.measure, measure)]
    return tuple(dict.fromkeys(ours or await _last_years(measure, turn, store)))[:MOST]


async def _last_years(measure: str, turn: Turn, store: YearStore) -> Sequence[str]:
    """Those that others may see, the one that is told first in front."""
    before = await store.cycles.before(turn.cycle)
    if before is None:
        return ()
    seen = (await figures_of(store, before, before.year.last_day)).shown(measure)
    return [each.group for each in seen.series]


Trail = Sequence[tuple[datetime, int | None, str, Any, Any]]


def kept_card(observation: Observation, before: Observation | None, seen: MeasureFinding, turn: Turn) -> Card:
    """What was kept, what it took the place of, and what the series says with it."""
    return card(
        Text(_told(_("Kept: *{measure}*, {value} on {day}, {group}."), observation, turn.today)),
        Text(_before_words(before, observation))
        if before and (before.value, before.n) != (observation.value, observation.n)
        else None,
        *_says(observation, seen, turn.cycle.minimum_group),
        _ways_on(observation, turn),
    )


def typed_card(observation: Observation, turn: Turn, back: Button) -> Card:
    """A number that was typed in answer to a notification, with the ways to change it and to take it back."""
    return card(
        Text(_told(_("Kept: *{measure}*, {value} on {day}, {group}."), observation, turn.today)),
        Button(_("Change"), "log.change", entry_key(observation)),
        back,
    )


def _before_words(before: Observation, now: Observation) -> str:
    value = value_words(before.measure, before.value)
    if before.n not in (None, now.n):
        value = _("{value} (n = {n})").format(value=value, n=number(before.n))
    return _("Before, it was {value}. The earlier number stays in the history.").format(value=value)


def _says(observation: Observation, seen: MeasureFinding, minimum: int) -> list[Part]:
    """What the number's series says now; where it is kept back, that it is."""
    shown = next((series for series in seen.series if same(series.group, observation.group)), None)
    if shown is None:
        told = _(
            "Kept, but not shown to others: a group under {n} people could be worked out, or its size is not known."
        )
        return [Text(told.format(n=minimum))]
    return [Text(judged_words(observation.measure, shown.says))]


def _ways_on(observation: Observation, turn: Turn) -> Part | None:
    key, last = entry_key(observation), Button(_("Log another"), "log")
    if enters_all(turn.person):
        last = Button(_("How it is read"), "log.measure", key_of(observation.measure))
    return buttons(
        Button(_("Chart"), "chart", key_of(observation.measure)),
        Button(_("Correct it"), "log.change", key),
        Button(_("Take it out"), "log.out", key, ask_first=_("Take this number out? It stays in the history.")),
        Button(_("Earlier numbers"), "log.entries", key_of(observation.measure)),
        last,
    )


def entry_card(observation: Observation, trail: Trail, names: Mapping[int, str], turn: Turn) -> Card:
    """One number with where it comes from, and all that was changed of it."""
    rows: list[tuple[str, Words | str]] = [
        (_("Number"), value_words(observation.measure, observation.value)),
        (_("Measured on"), when(observation.day, turn.today)),
        (_("Whose"), group_words(observation.group)),
        (_("People"), str(observation.n) if observation.n is not None else _("not said")),
    ]
    if observation.source:
        rows.append((_("From"), observation.source))
    lines = [_kept_by(observation.measure, *entry, names=names, turn=turn) for entry in trail][-15:]
    return card(
        Text(say("*{measure}*", measure=observation.measure)),
        FactSet(tuple(rows)),
        Items(tuple(lines)) if lines else None,
        _ways_on(observation, turn),
    )


def _kept_by(
    measure: str,
    at: datetime,
    who: int | None,
    action: str,
    before: Any,
    after: Any,
    *,
    names: Mapping[int, str],
    turn: Turn,
) -> Words:
    """One line of a number's history."""
    day = when(local_day(at, turn.zone), turn.today)
    name = names.get(who, _("somebody")) if who is not None else _("a file")
    values = {"day": day, "name": name, "old": _value(measure, before), "new": _value(measure, after)}
    if action == "observation taken out":
        return say(_("{day}: {name} took out {old}"), **values)
    if before is None:
        return say(_("{day}: {name} entered {new}"), **values)
    if values["old"] == values["new"]:
        return say(_("{day}: {name} changed where {new} comes from"), **values)
    return say(_("{day}: {name} changed {old} to {new}"), **values)


def _value(measure: str, entry: Any) -> str:
    """A number as the trail has it, with its people where they were said."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("value"), int | float):
        return ""
    told = value_words(measure, entry["value"])
    return f"{told} (n = {number(entry['n'])})" if entry.get("n") is not None else told


def out_card(observation: Observation, turn: Turn) -> Card:
    """What was taken out, and the way back."""
    key = key_of(observation.measure)
    told = _("Taken out: *{measure}*, {value} on {day}, {group}. It stays in the history.")
    return card(
        Text(_told(told, observation, turn.today)),
        Button(_("Enter it again"), "log", key),
        Button(_("Chart"), "chart", key),
    )
