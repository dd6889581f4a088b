"""A small cycle on the screen: what is tried and expected, what came of it, and a strategy's ramps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, Saying, form
from handlers.kit.form_values import opened
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, typed, when
from handlers.wording.strategy import held_words
from pdsa.calendar import local_day
from pdsa.decisions import Triad
from pdsa.goals import Strategy
from pdsa.reflection import Held
from pdsa.small_cycle import SmallCycle, ramps
from pdsa.text import _

LONG = 1000


SHOWN = 12
WORDS = ("objective", "question", "prediction", "result", "learned", "held", "act", "started", "ended")


def triad_words(act: Triad) -> str:
    """What becomes of a small cycle, as people say it."""
    return {
        Triad.ADOPT: _("adopt: do it from now on, or for more people"),
        Triad.ADAPT: _("adapt: change it and try again"),
        Triad.ABANDON: _("abandon: drop it, try something else"),
    }[act]


def plan_form(strategy: Strategy, today: date, before: SmallCycle | None, last: SmallCycle | None) -> Form:
    """What is to be tried: a new cycle, the next after `last`, or a change of `before`."""
    follow_up = replace(last, prediction="", started=today) if last else None
    carry = {"strategy": strategy.code, "follows": last.code if last else "", "code": before.code if before else ""}
    return form(
        "cycle.keep",
        _("A small cycle"),
        Note(say(_("A small try inside *{strategy}*: days or weeks, not the whole year."), strategy=strategy.title)),
        *_learned(last),
        *opened(plan_fields(before, today), before or follow_up),
        carry=carry,
        about=before.code if before else "",
    )


def plan_fields(before: SmallCycle | None, today: date) -> list[Field | None]:
    """What is asked of a new cycle, or of one to be changed: what is expected until its first day."""
    return [
        Line("objective", _("What will you try, with whom?"), long=True, most=LONG,
             needed=_("Say in a few words what you will try.")),
        Line("question", _("What do you want to find out?"), most=LONG),
        *_prediction(before, today),
        Day("started", _("It begins on"), today, needed=_("On which day does it begin?")),
    ]  # fmt: skip


def _learned(last: SmallCycle | None) -> list[Field]:
    """What the one before taught, to be built on."""
    if last is None:
        return []
    told = _("After *{words}* ({day}). What it taught:")
    note = Note(say(told, words=clip(last.objective, 160), day=when(last.started)))
    return [note, Saying(last.learned)] if last.learned else [note]


def _prediction(before: SmallCycle | None, today: date) -> list[Field]:
    """The prediction: asked before the first day, quoted from then on."""
    if before is not None and before.locked(today):
        return [Note(_("What you expected, as it stood on the first day:")), Saying(before.prediction)]
    hint = _("Locked on the first day, and quoted when you look back.")
    needed = _("A sentence will do: what do you expect to see?")
    return [Line("prediction", _("What do you expect?"), long=True, most=LONG, hint=hint, needed=needed)]


def end_form(cycle: SmallCycle, today: date) -> Form:
    """What came of it, against what was expected."""
    return form(
        "cycle.end.keep",
        _("How it went"),
        Note(say("*{objective}*", objective=clip(cycle.objective, 300))),
        Note(_("You expected:")),
        Saying(cycle.prediction or _("nothing was written down")),
        *opened(outcome_fields(today), cycle),
        carry={"code": cycle.code},
        about=cycle.code,
    )


def outcome_fields(today: date) -> list[Field | None]:
    """What is asked of a cycle that is over."""
    held = tuple(Option(each.value, held_words(each).capitalize(), each) for each in Held)
    acts = tuple(Option(each.value, triad_words(each).capitalize(), each) for each in Triad)
    unsure = _("Please choose one; “can't tell yet” is an answer, too.")
    saw = _("A sentence will do: what did you see?")
    differently = _("A sentence will do: what would you do differently?")
    return [
        Line("result", _("What came of it?"), long=True, most=LONG, needed=saw),
        Pick("held", _("As expected?"), held, few=True, needed=unsure),
        Line("learned", _("What was learned?"), long=True, most=LONG, needed=differently),
        Pick("act", _("And now?"), acts, few=True, needed=_("Please choose one of the three.")),
        Day("ended", _("It ended on"), today, optional=False),
    ]


def pick_form(cycles: Sequence[SmallCycle]) -> Form:
    """Which of a strategy's cycles is meant."""
    options = tuple(Option(each.code, each.objective) for each in cycles)
    return form("cycle.one", _("Small cycles"), Pick("code", _("Which one?"), options), send=_("Show"))


Trail = Sequence[tuple[datetime, int | None, str, Any, Any]]


def ramp_card(strategy: Strategy, cycles: Sequence[SmallCycle], today: date) -> Card:
    """A strategy's cycles, ramp by ramp, the newest at the end."""
    if not cycles:
        told = _("No small cycle yet. Try a change with a few people first, for days or weeks, and learn from it.")
        return card(Title(strategy.title), Text(told), _ways_on(strategy, cycles, today))
    parts: list[Part] = []
    room = SHOWN
    for ramp in reversed(ramps(cycles)):
        if room and len(ramp) > 1:
            parts.append(Text(count("A ramp of {n} cycle:", "A ramp of {n} cycles:", len(ramp))))
        if room:
            shown = ramp[-room:]
            parts.append(Items(tuple(line(each, today) for each in shown)))
            room -= len(shown)
    if left := len(cycles) - (SHOWN - room):
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
        (_("Follows"), clip(before, 200)),
        (_("To find out"), small_cycle.question),
    ]
    return card(
        Text(first) if first else None,
        Text(say("*{objective}*", objective=small_cycle.objective)),
        FactSet(tuple(row for row in rows if row[1])),
        *_said(_("Expected:"), small_cycle.prediction),
        *_said(_("What came of it:"), small_cycle.result),
        Text(say(_("As expected? *{held}*."), held=held_words(small_cycle.held))) if small_cycle.held else None,
        *_said(_("Learned:"), small_cycle.learned),
        Text(say(_("And now: *{act}*."), act=triad_words(small_cycle.act))) if small_cycle.act else None,
        _routes(small_cycle, turn.today),
    )


def _span(small_cycle: SmallCycle, today: date) -> str:
    start = when(small_cycle.started, today)
    return _("{start} to {end}").format(start=start, end=when(small_cycle.ended, today)) if small_cycle.ended else start


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
