"""Small cycles as they are shown: a strategy's ramps, and one cycle with its way on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.cycle.forms import triad_words
from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, typed, when
from handlers.wording.strategy import held_words
from pdsa.calendar import local_day
from pdsa.decisions import Triad
from pdsa.goals import Strategy
from pdsa.small_cycle import SmallCycle, ramps
from pdsa.text import _

SHOWN = 12
Trail = Sequence[tuple[datetime, int | None, str, Any, Any]]


def ramp_card(strategy: Strategy, cycles: Sequence[SmallCycle], today: date) -> Card:
    """A strategy's cycles, ramp by ramp, the newest at the end."""
    if not cycles:
        told = _("No small cycle yet. Try a change with a few people first, for days or weeks, and learn from it.")
        return card(Title(strategy.title), Text(told), _ways_on(strategy, cycles, today))
    found = ramps(cycles)
    parts: list[Part] = []
    left = len(cycles)
    for ramp in reversed(found):
        if len(cycles) - left >= SHOWN:
            break
        room = SHOWN - (len(cycles) - left)
        if len(ramp) > 1:
            parts.append(Text(count("A ramp of {n} cycle:", "A ramp of {n} cycles:", len(ramp))))
        parts.append(Items(tuple(line(each, today) for each in ramp[-room:])))
        left -= len(ramp[-room:])
    if left:
        parts.append(Text(say(_("And {n} more; “Look at one” has them all."), n=left)))
    return card(Title(_("Small cycles of {strategy}").format(strategy=strategy.title)), *parts,
                _ways_on(strategy, cycles, today))  # fmt: skip


def line(small_cycle: SmallCycle, today: date) -> Words:
    """A cycle in a line: what was tried, and what came of it."""
    if small_cycle.finished and small_cycle.act and small_cycle.held:
        told = _("*{day}*: {objective} As expected? {held}. Then: {act}.")
    elif small_cycle.started > today:
        told = _("Begins *{day}*: {objective}")
    else:
        told = _("Since *{day}*: {objective} Under way.")
    return say(
        told,
        day=when(small_cycle.started),
        objective=_ended(clip(small_cycle.objective, 160)),
        held=held_words(small_cycle.held).capitalize() if small_cycle.held else "",
        act=small_cycle.act or "",
    )


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _ways_on(strategy: Strategy, cycles: Sequence[SmallCycle], today: date) -> Part | None:
    open_ = [each for each in cycles if not each.finished and each.started <= today][-2:]
    done = [each for each in cycles if each.finished and each.act is not Triad.ABANDON]
    followed = {each.follows for each in cycles}
    last = next((each for each in reversed(done) if each.code not in followed), None)
    ended, following = _("How did it go: {words}"), _("Next after: {words}")
    return buttons(
        *(Button(ended.format(words=_short(each)), "cycle.end", each.code, main=True) for each in open_),
        Button(following.format(words=_short(last)), "cycle.next", last.code) if last else None,
        Button(_("Begin a new one"), "cycle.new", strategy.code),
        Button(_("Look at one"), "cycle.look", strategy.code) if cycles else None,
    )


def _short(each: SmallCycle) -> str:
    return clip(each.objective, 45)


def cycle_card(
    small_cycle: SmallCycle, strategy: Strategy, names: Mapping[int, str], turn: Turn, first: str = "", before: str = ""
) -> Card:
    """One cycle: what was expected, what came of it, and the ways on."""
    rows: list[tuple[str, Words | str]] = [
        (_("Inside"), clip(strategy.title, 200)),
        (_("From"), _span(small_cycle, turn.today)),
        (_("Written by"), names.get(small_cycle.member, _("somebody"))),
        (_("To type"), typed(f"cycle {small_cycle.code}")),
    ]
    if before:
        rows.append((_("Follows"), clip(before, 200)))
    if small_cycle.question:
        rows.append((_("To find out"), small_cycle.question))
    parts: list[Part | None] = [
        Text(first) if first else None,
        Text(say("*{objective}*", objective=small_cycle.objective)),
        FactSet(tuple(rows)),
        *_said(_("Expected:"), small_cycle.prediction),
        *_said(_("What came of it:"), small_cycle.result),
        Text(say(_("As expected? *{held}*."), held=held_words(small_cycle.held))) if small_cycle.held else None,
        *_said(_("Learned:"), small_cycle.learned),
        Text(say(_("And now: *{act}*."), act=triad_words(small_cycle.act))) if small_cycle.act else None,
        _routes(small_cycle, turn.today),
    ]
    return card(*parts)


def _span(small_cycle: SmallCycle, today: date) -> str:
    if small_cycle.ended:
        return _("{start} to {end}").format(start=when(small_cycle.started, today), end=when(small_cycle.ended, today))
    return when(small_cycle.started, today)


def _said(introduced: str, text: str) -> list[Part]:
    return [Text(introduced), Quote(text)] if text else []


def _routes(small_cycle: SmallCycle, today: date) -> Part | None:
    begun = small_cycle.started <= today
    went = _("Change how it went") if small_cycle.finished else _("Say how it went")
    return buttons(
        Button(went, "cycle.end", small_cycle.code, main=not small_cycle.finished) if begun else None,
        Button(_("Next try"), "cycle.next", small_cycle.code, main=True) if small_cycle.finished else None,
        Button(_("Change its plan"), "cycle.change", small_cycle.code),
        Button(_("History"), "cycle.history", small_cycle.code),
        Button(
            _("Set it aside"),
            "cycle.aside",
            small_cycle.code,
            ask_first=_("Set this cycle aside? It stays in the history."),
        ),
    )


WORDS = ("objective", "question", "prediction", "result", "learned", "held", "act", "started", "ended")


def history_card(each: SmallCycle, trail: Trail, names: Mapping[int, str], turn: Turn) -> Card:
    """What stood there before each change."""
    lines: list[Words] = []
    for at, who, _kept_by, before, after in trail:
        if not isinstance(before, Mapping) or not isinstance(after, Mapping):
            continue
        old = "; ".join(str(before[name]) for name in WORDS if before.get(name) and before.get(name) != after.get(name))
        name = names.get(who, _("somebody")) if who is not None else _("somebody")
        if old:
            told = _("{day}, {name}. Before: {old}")
            day = when(local_day(at, turn.zone), turn.today)
            lines.append(say(told, day=day, name=name, old=clip(old, 400)))
    intro = Text(say(_("Changes to *{words}*"), words=clip(each.objective, 160)))
    return card(intro, Items(tuple(lines[-15:])) if lines else Text(_("Nothing here was changed.")))
