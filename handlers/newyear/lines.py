"""The next year's parts line by line: what becomes of each strategy and goal, and why."""

from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.words import Words, clip, say, when
from handlers.wording.earlier_years import remembered_words
from handlers.wording.figures import group_words
from handlers.wording.strategy import path_name, value_words
from pdsa.decisions import Path
from pdsa.measures import Observation
from pdsa.memory import Remembered
from pdsa.newyear import GoalNote, NextGoal, NextStrategy, NextYear
from pdsa.text import _


def strategy_line(next_strategy: NextStrategy, today: date) -> Words:
    """What becomes of a strategy."""
    head = say("*{title}*: ", title=clip(next_strategy.old.title, 120))
    return head + say("{fate}", fate=fate_of(next_strategy, today))


def fate_of(next_strategy: NextStrategy, today: date) -> str:
    """Whether a strategy goes on, and on what grounds."""
    path = path_name(next_strategy.decision.path) if next_strategy.decision else ""
    if next_strategy.new is None:
        return _("is left ({path})").format(path=path) if path else _("is left")
    if next_strategy.new.code != next_strategy.old.code:
        return _("“{title}” takes its place").format(title=clip(next_strategy.new.title, 120))
    begins = when(next_strategy.new.start, today) if next_strategy.new.start else _("no date yet")
    if next_strategy.asked and path:
        template = _("goes on, from {day}; decided was “{path}”, and also that it is part of next year: which counts?")
        return template.format(day=begins, path=path)
    if next_strategy.asked:
        return _("goes on, from {day}; nobody has decided yet").format(day=begins)
    if not path:
        return _("goes on, from {day}").format(day=begins)
    if (
        next_strategy.decision
        and next_strategy.decision.path is Path.EXPAND
        and next_strategy.decision.details.where_to
    ):
        template = _("goes on, from {day} ({path}, to: {where}; please check where it is done)")
        return template.format(day=begins, path=path, where=clip(next_strategy.decision.details.where_to, 60))
    return _("goes on, from {day} ({path})").format(day=begins, path=path)


def goal_line(next_goal: NextGoal, today: date, district: str = "") -> Words:
    """What becomes of a goal: its new figures and date, and what there is to say of them."""
    shown = next_goal.new or next_goal.old
    if shown is None:
        return ()
    head = say("*{statement}*: ", statement=clip(shown.statement, 120))
    if next_goal.new is None:
        return head + say(_("is reached") if GoalNote.REACHED in next_goal.notes else _("is left"))
    parts = []
    what = next_goal.new.activity or next_goal.new.measure
    if what and next_goal.new.target is not None:
        start = _("not known yet") if next_goal.new.baseline is None else value_words(what, next_goal.new.baseline)
        parts.append(_("{start} → {target}").format(start=start, target=value_words(what, next_goal.new.target)))
    elif what and next_goal.new.baseline is not None:
        parts.append(_("now at {start}; it needs a target").format(start=value_words(what, next_goal.new.baseline)))
    if next_goal.latest is not None:
        parts.append(_latest(next_goal.latest, district, today))
    if next_goal.new.due:
        parts.append(_("due {day}").format(day=when(next_goal.new.due, today)))
    parts += [_note(note, next_goal, today) for note in next_goal.notes]
    return head + say("{told}", told="; ".join(parts) or _("goes on"))


def _latest(latest: Observation, district: str, today: date) -> str:
    """Where a new baseline comes from: whose number it is, and of which day."""
    group, day = group_words(latest.group, district), when(latest.day, today)
    if not group:
        return _("the baseline is the latest number, of {day}").format(day=day)
    return _("the baseline is the latest number of {group}, of {day}").format(group=group, day=day)


def _note(note: GoalNote, next_goal: NextGoal, today: date) -> str:
    return {
        GoalNote.NOT_RATED: _("no level at the year's end, so it starts where last year did"),
        GoalNote.NO_NUMBER: _("no number that can be shown, so last year's baseline stays"),
        GoalNote.REACHED: _("reached: a new target may be due"),
        GoalNote.NEW_DUE: _("with the new date that was decided"),
        GoalNote.NEW_TARGET: _("with the new target that was decided"),
        GoalNote.PARKED: _waits(next_goal, today),
        GoalNote.FIRST: _("new: a decision puts it first") if next_goal.first else _("a decision puts it first"),
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


def _short(remembered: Remembered) -> Words:
    if remembered.learned:
        return say(_("Learned: “{learned}”"), learned=clip(remembered.learned, 250))
    return remembered_words(remembered)


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
