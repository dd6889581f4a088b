"""The launch: what becomes of each strategy and goal, line by line, and the next year laid out from that.

It is not started by that, and nobody is messaged.
"""

from collections.abc import Sequence
from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, replace_card, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.newyear.overview import audiences_parts, counted, overview_card, preparing, the_turn
from handlers.wording.days_and_hours import day_off, stretch_words
from handlers.wording.earlier_years import remembered_words
from handlers.wording.measures import group_words
from handlers.wording.strategy import path_name, to_take_up_parts, value_words
from pdsa.alike_strategies import Remembered
from pdsa.cycle import Cycle
from pdsa.decisions import Path
from pdsa.errors import Refusal
from pdsa.measures import Observation
from pdsa.newyear import GoalNote, NextGoal, NextStrategy, NextYear
from pdsa.people import LEADS
from pdsa.text import _, ngettext
from storage.store import YearStore
from storage.year_launch import carry_audiences, draft_next, launch, to_take_up


def strategy_line(next_strategy: NextStrategy, today: date) -> Words:
    """What becomes of a strategy."""
    return say("*{title}*: {fate}", title=clip(next_strategy.title, 120), fate=fate_of(next_strategy, today))


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
    decision = next_strategy.decision
    if decision and decision.path is Path.EXPAND and decision.details.where_to:
        template = _("goes on, from {day} ({path}, to: {where}; please check where it is done)")
        return template.format(day=begins, path=path, where=clip(decision.details.where_to, 60))
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
        Button(_("Decide on these"), "newyear.choose", theirs, main=True) if shown.start < len(old) else None,
        Button(_("Change one"), "newyear.pick"),
        *shown.ways("newyear.strategies"),
        Button(_("The next year"), "newyear"),
    )


def _strategy_parts(each: NextStrategy, found: Remembered | None, today: date) -> list[Part]:
    told = [Items((_short(found),))] if found and (found.held or found.learned) else []
    return [Text(strategy_line(each, today)), *told]


def _added(draft: NextYear) -> list[list[Part]]:
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
    places = (each.new.carried_from for each in draft.parts if each.new)
    return next((each.partition(":")[0] for each in places if each), "")


def goals_page(draft: NextYear, today: date, start: int) -> Card:
    """Some goals, and the way to the others."""
    title = Title(_("Goals on their way to {year}").format(year=draft.cycle.label))
    lines = [line for each in draft.goals if (line := goal_line(each, today, draft.cycle.district))]
    shown = page_at(lines, start, word_count, LONGEST - words_on((title,)))
    return card(
        title,
        Items(tuple(shown.items)) if lines else Text(_("The plan has no goals.")),
        Button(_("Change one"), "newyear.pick", main=True),
        *shown.ways("newyear.goals"),
        Button(_("The next year"), "newyear"),
    )


router = Router()


@router.button("newyear.launch", who=LEADS, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """What the launch does, and the button that does it."""
    old, draft = await _ready(turn, store)
    told = _(
        "People, channels and rhythm go on as they are. Predictions are asked anew. {old} stays as it is, to be read. "
        "Nobody is messaged before a lead presses Start."
    )
    title, dates = Title(_("Launch {year}?").format(year=draft.cycle.label)), Text(_dates(draft.cycle, turn))
    stays = Text(say(told, old=old.label))
    return say_card(
        title,
        Items(at_first(counted(draft), LONGEST - words_on((title, dates, stays)))),
        dates,
        stays,
        Button(_("Launch now"), "newyear.launch.now", draft.cycle.label, main=True),
        Button(_("The days off"), "newyear.daysoff") if draft.cycle.year.days_off else None,
        Button(_("Not yet"), "newyear"),
    )


@router.button("newyear.daysoff", who=LEADS, writes=False)
async def days_off(turn: Turn, store: YearStore) -> Replies:
    """The days off that the launch proposes."""
    _old, draft = await _ready(turn, store)
    title = Title(_("Days off proposed for {year}").format(year=draft.cycle.label))
    lines = [say("{name}: {day}", name=clip(day_off(off.name), 80), day=stretch_words(off.first, off.last, turn.today))
             for off in draft.cycle.year.days_off]  # fmt: skip
    page = page_at(lines, whole(turn.value) or 0, word_count, LONGEST - words_on((title,)))
    back = Button(_("Launch {year}").format(year=draft.cycle.label), "newyear.launch", main=True)
    return replace_card(title, Items(tuple(page.items)), *page.ways("newyear.daysoff"), back)


async def _ready(turn: Turn, store: YearStore) -> tuple[Cycle, NextYear]:
    """The old year and the draft. Raises Refusal where it is too early, or where a plan for that year is there."""
    turning = await preparing(turn, store)
    if turn.today < turning.launches_from():
        template = _(
            "The launch waits for {day}, the last school day: what is still asked this year would stop before."
        )
        raise Refusal(template.format(day=when(turning.launches_from(), turn.today)))
    draft = await draft_next(store, turning.old, turn.today)
    if any(each.label == draft.cycle.label for each in await store.cycles.all()):
        template = _("There is a plan for {year} already. `plan` shows it.")
        raise Refusal(template.format(year=draft.cycle.label))
    return turning.old, draft


def _dates(cycle: Cycle, turn: Turn) -> Words:
    first, last = when(cycle.year.first_day, turn.today), when(cycle.year.last_day, turn.today)
    told = _(
        "*The dates are last year's, moved on by 52 weeks:* {first} to {last}. Please check them. The days off "
        "are proposals: nothing is told of them before a lead has said in `setup` that they are right."
    )
    return say(told, first=first, last=last)


@router.button("newyear.launch.now", who=LEADS)
async def now(turn: Turn, store: YearStore) -> Replies:
    """Lays the year out; who presses second sees what the first one did."""
    old, draft = await _ready(turn, store)
    new = await launch(store, old, draft, turn.person.id)
    lines = len(await store.year(old).sharing.all())
    return Replace(launched_card(old, new, draft, turn, await to_take_up(store, old, new), lines))


def launched_card(
    old: Cycle, new: Cycle, draft: NextYear, turn: Turn, take_up: Sequence[str] = (), lines: int = 0
) -> Card:
    """What is there now, and what comes next. `lines` are those of communication plans that could be taken along."""
    strategies = [*(each.new for each in draft.strategies if each.new is not None), *draft.added]
    aimless = sum(each.lacks_target for each in draft.goals)
    lacking = sum(bool(each.missing) for each in strategies)
    told = _("Its plan has {n} and begins at the last levels and numbers of {old}.")
    to_do = [
        say(_("*Check the dates:* they were moved on by 52 weeks. *Confirm the days off:* they are proposals.")),
        say(_("*Say anew* what the district committed itself to.")) if old.commitment else (),
        say(_filled(lacking), n=lacking),
        say(_aimed(aimless), n=aimless) if aimless else (),
        say(_("*Share it* before {day}, the first school day."), day=when(new.year.first_day, turn.today)),
        say(_("*Press Start* when it is time: nobody is messaged before.")),
    ]
    return card(
        Title(_("{year} is laid out").format(year=new.label)),
        Text(say(told, n=count("{n} strategy", "{n} strategies", len(strategies)), old=old.label)),
        Items(tuple(words for words in to_do if words)),
        *to_take_up_parts(take_up),
        *audiences_parts(old, lines),
        buttons(
            Button(_("Check the days off"), "setup.daysoff"),
            Button(_("All of setup"), "setup"),
            Button(_("The plan"), "plan", main=True),
            Button(_("Share the new plan"), "newyear.share"),
            Button(_("Close {year}").format(year=old.label), "newyear"),
        ),
        buttons(Button(_("What is missing"), "plan.missing") if lacking or aimless else None),
    )


def _filled(lacking: int) -> str:
    if not lacking:
        return _("*Look at the plan:* it can be changed until school begins, and after.")
    return ngettext(
        "*Fill the plan:* {n} strategy still needs a word, above all a prediction.",
        "*Fill the plan:* {n} strategies still need a word, above all a prediction.",
        lacking,
    )


def _aimed(aimless: int) -> str:
    return ngettext("*Set a target:* {n} goal has none yet.", "*Set targets:* {n} goals have none yet.", aimless)


@router.button("newyear.audiences", who=LEADS)
async def audiences(turn: Turn, store: YearStore) -> Replies:
    """Last year's communication plans go on: unsent, their days moved on; teams that have lines keep their own."""
    turning = await the_turn(turn, store)
    if turning.new is None:
        raise Refusal(_("The next year has to be launched first: `newyear` shows from when on that is possible."))
    taken = await carry_audiences(store, turning.old, turning.new)
    told = _("Taken along: {n}. Their days were moved on by 52 weeks; nothing is sent by it. `share` shows them.")
    if turning.new.started_at is None:
        told = _("Taken along: {n}, their days moved on by 52 weeks. `share` shows them once the year is started.")
    none = _("Nothing to take along: each team that had a communication plan has one in the new year.")
    words = say(told, n=count("{n} line", "{n} lines", taken)) if taken else say(none)
    return Replace(await overview_card(turn, store, words))
