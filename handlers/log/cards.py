"""What is said of a number once it is kept, and what was said of it before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.kit.card import Button, Card, FactSet, Items, Part, Text, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, number, say, when
from handlers.log.forms import entry_key, group_words
from handlers.wording.figures import judged_words
from handlers.wording.strategy import value_words
from pdsa.calendar import local_day
from pdsa.findings import MeasureFinding
from pdsa.measures import Observation
from pdsa.names import same
from pdsa.permissions import enters_all
from pdsa.text import _
from pdsa.year_measures import key_of

Trail = Sequence[tuple[datetime, int | None, str, Any, Any]]


def kept_card(observation: Observation, before: Observation | None, seen: MeasureFinding, turn: Turn) -> Card:
    """What was kept, what it took the place of, and what the series says with it."""
    told = _("Kept: *{measure}*, {value} on {day}, {group}.")
    return card(
        Text(
            say(
                told,
                measure=observation.measure,
                value=value_words(observation.measure, observation.value),
                day=when(observation.day, turn.today),
                group=group_words(observation.group),
            )
        ),
        Text(_before_words(before, observation))
        if before and (before.value, before.n) != (observation.value, observation.n)
        else None,
        *_says(observation, seen, turn.cycle.minimum_group),
        _ways_on(observation, turn),
    )


def typed_card(observation: Observation, turn: Turn, back: Button) -> Card:
    """A number that was typed in answer to a notification, with the ways to change it and to take it back."""
    told = _("Kept: *{measure}*, {value} on {day}, {group}.")
    values = {"value": value_words(observation.measure, observation.value), "day": when(observation.day, turn.today)}
    return card(
        Text(say(told, measure=observation.measure, group=group_words(observation.group), **values)),
        buttons(Button(_("Change"), "log.change", entry_key(observation)), back),
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
        Text(
            say(
                told,
                measure=clip(observation.measure, 300),
                value=value_words(observation.measure, observation.value),
                day=when(observation.day, turn.today),
                group=group_words(observation.group),
            )
        ),
        buttons(Button(_("Enter it again"), "log", key), Button(_("Chart"), "chart", key)),
    )
