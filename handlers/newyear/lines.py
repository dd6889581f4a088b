"""The next year's parts line by line: what becomes of each strategy and goal, and why."""

from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.figures import group_words
from handlers.kit.lengths import LONGEST, page_at, word_count, words_on
from handlers.kit.paths import path_name
from handlers.kit.remembered import remembered_words
from handlers.kit.strategy_text import value_words
from handlers.kit.words import Words, clip, say, when
from pdsa.decisions import Path
from pdsa.measures import Observation
from pdsa.memory import Remembered
from pdsa.newyear import NextGoal, NextStrategy, NextYear, Note
from pdsa.text import _


def strategy_line(each: NextStrategy, today: date) -> Words:
    """What becomes of a strategy."""
    head = say("*{title}*: ", title=clip(each.old.title, 120))
    return head + say("{fate}", fate=fate_of(each, today))


def fate_of(each: NextStrategy, today: date) -> str:
    """Whether a strategy goes on, and on what grounds."""
    path = path_name(each.decision.path) if each.decision else ""
    if each.new is None:
        return _("is left ({path})").format(path=path) if path else _("is left")
    if each.new.code != each.old.code:
        return _("“{title}” takes its place").format(title=clip(each.new.title, 120))
    begins = when(each.new.start, today) if each.new.start else _("no date yet")
    if each.asked and path:
        told = _("goes on, from {day}; decided was “{path}”, and also that it is part of next year: which counts?")
        return told.format(day=begins, path=path)
    if each.asked:
        return _("goes on, from {day}; nobody has decided yet").format(day=begins)
    if not path:
        return _("goes on, from {day}").format(day=begins)
    if each.decision and each.decision.path is Path.EXPAND and each.decision.details.where_to:
        told = _("goes on, from {day} ({path}, to: {where}; please check where it is done)")
        return told.format(day=begins, path=path, where=clip(each.decision.details.where_to, 60))
    return _("goes on, from {day} ({path})").format(day=begins, path=path)


def goal_line(each: NextGoal, today: date, district: str = "") -> Words:
    """What becomes of a goal: its new figures and date, and what there is to say of them."""
    shown = each.new or each.old
    if shown is None:
        return ()
    head = say("*{statement}*: ", statement=clip(shown.statement, 120))
    if each.new is None:
        return head + say(_("is reached") if Note.REACHED in each.notes else _("is left"))
    told = []
    what = each.new.activity or each.new.measure
    if what and each.new.target is not None:
        start = _("not known yet") if each.new.baseline is None else value_words(what, each.new.baseline)
        told.append(_("{start} → {target}").format(start=start, target=value_words(what, each.new.target)))
    elif what and each.new.baseline is not None:
        told.append(_("now at {start}; it needs a target").format(start=value_words(what, each.new.baseline)))
    if each.latest is not None:
        told.append(_latest(each.latest, district, today))
    if each.new.due:
        told.append(_("due {day}").format(day=when(each.new.due, today)))
    told += [_note(note, each, today) for note in each.notes]
    return head + say("{told}", told="; ".join(told) or _("goes on"))


def _latest(latest: Observation, district: str, today: date) -> str:
    """Where a new baseline comes from: whose number it is, and of which day."""
    group, day = group_words(latest.group, district), when(latest.day, today)
    if not group:
        return _("the baseline is the latest number, of {day}").format(day=day)
    return _("the baseline is the latest number of {group}, of {day}").format(group=group, day=day)


def _note(note: Note, each: NextGoal, today: date) -> str:
    return {
        Note.NOT_RATED: _("no level at the year's end, so it starts where last year did"),
        Note.NO_NUMBER: _("no number that can be shown, so last year's baseline stays"),
        Note.REACHED: _("reached: a new target may be due"),
        Note.NEW_DUE: _("with the new date that was decided"),
        Note.NEW_TARGET: _("with the new target that was decided"),
        Note.PARKED: _waits(each, today),
        Note.FIRST: _("new: a decision puts it first") if each.first else _("a decision puts it first"),
    }[note]


def _waits(each: NextGoal, today: date) -> str:
    parked = each.parked
    if parked and parked.until:
        return _("waits until {day}").format(day=when(parked.until, today))
    if parked and parked.condition:
        return _("waits until “{condition}” holds").format(condition=clip(parked.condition, 120))
    return _("waits")


def strategies_page(draft: NextYear, learned: dict[str, Remembered], today: date, start: int) -> Card:
    """Some strategies with what was learned of each, and the way to the others."""
    title = Title(_("Strategies on their way to {year}").format(year=draft.cycle.label))
    old = [_strategy_parts(each, learned.get(f"{draft_year(draft)}:{each.old.code}"), today)
           for each in draft.strategies]  # fmt: skip
    shown = page_at([*old, *_added(draft)], start, words_on, LONGEST - words_on((title,)))
    theirs = f"all:{shown.start}:{shown.start + len(shown.items)}"
    return card(
        title,
        *(part for parts in shown.items for part in parts),
        buttons(
            Button(_("Decide on these"), "newyear.choose", theirs, main=True) if shown.start < len(old) else None,
            Button(_("Change one"), "newyear.pick"),
            *shown.ways("newyear.strategies"),
            Button(_("The next year"), "newyear"),
        ),
    )


def _strategy_parts(each: NextStrategy, found: Remembered | None, today: date) -> list[Part]:
    """What becomes of a strategy, and what was learned of it."""
    told = Items((_short(found),)) if found and (found.held or found.learned) else None
    return [Text(strategy_line(each, today)), *([told] if told else [])]


def _added(draft: NextYear) -> list[list[Part]]:
    """The strategies that decisions bring for a goal."""
    told = _("*{title}*: new, decided on for the goal “{goal}”")
    goals = {shown.code: shown.statement for goal in draft.goals for shown in (goal.old, goal.new) if shown}
    return [[Text(say(told, title=clip(each.title, 120), goal=clip(goals.get(each.goal, each.goal), 100)))]
            for each in draft.added]  # fmt: skip


def _short(found: Remembered) -> Words:
    if found.learned:
        return say(_("Learned: “{learned}”"), learned=clip(found.learned, 250))
    return remembered_words(found)


def draft_year(draft: NextYear) -> str:
    """The label of the year that a draft comes from."""
    places = [each.new.carried_from for each in draft.carried if each.new] + [
        each.new.carried_from for each in draft.goals if each.new
    ]
    return next((each.partition(":")[0] for each in places if each), "")


def goals_page(draft: NextYear, today: date, start: int) -> Card:
    """Some goals, and the way to the others."""
    title = Title(_("Goals on their way to {year}").format(year=draft.cycle.label))
    lines = [line for each in draft.goals if (line := goal_line(each, today, draft.cycle.district))]
    shown = page_at(lines, start, word_count, LONGEST - words_on((title,)))
    return card(
        title,
        Items(tuple(shown.items)) if lines else Text(_("The plan has no goals.")),
        buttons(
            Button(_("Change one"), "newyear.pick", main=True),
            *shown.ways("newyear.goals"),
            Button(_("The next year"), "newyear"),
        ),
    )
