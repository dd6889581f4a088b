"""What leads say of the parts before the launch: carry or leave, a page at a time; and change one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.answers.edit_conflicts import reopened
from handlers.kit.form import Day, Field, Form, Line, Note, Number, Option, Pick, Saying, form
from handlers.kit.form_values import opened, read
from handlers.kit.reply import Ask, Replace, Replies, Say, Then, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, say
from handlers.newyear.launch import fate_of, goals_page, strategies_page
from handlers.newyear.overview import overview_card, preparing
from handlers.wording.earlier_years import remembered_words
from pdsa.alike_strategies import Remembered
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.newyear import LaunchChoice, NextGoal, NextStrategy, NextYear, OldYear
from pdsa.old_year_promises import Turning
from pdsa.people import LEADS
from pdsa.text import _
from pdsa.year_draft import part_with
from storage.store import YearStore
from storage.year_launch import draft_next, old_year

router = Router()
CARRY, LEAVE, WAIT = "carry", "leave", "wait"
AT_ONCE = 8
"""So many strategies are asked about on one screen."""


async def _drafted(turn: Turn, store: YearStore) -> NextYear:
    """The draft as it stands. Raises Refusal once the next year is there."""
    return await draft_next(store, (await preparing(turn, store)).old, turn.today)


async def _learned(turning: Turning, turn: Turn, store: YearStore, codes: list[str]) -> dict[str, Remembered]:
    """What this year says of its strategies, as the next year will remember it."""
    places = [f"{turning.old.label}:{code}" for code in codes]
    return await store.year(turning.old).memory.of(places, turn.person, now=True)


@router.button("newyear.strategies", who=LEADS, writes=False)
async def strategies(turn: Turn, store: YearStore) -> Replies:
    turning = await preparing(turn, store)
    draft = await draft_next(store, turning.old, turn.today)
    if not draft.strategies:
        raise Refusal(_("The plan has no strategies. The next year can have new ones: `plan`, once it is launched."))
    codes = [each.old.code for each in draft.strategies]
    learned = await _learned(turning, turn, store, codes)
    return Replace(strategies_page(draft, learned, turn.today, whole(turn.value) or 0))


@router.button("newyear.goals", who=LEADS, writes=False)
async def goals(turn: Turn, store: YearStore) -> Replies:
    return Replace(goals_page(await _drafted(turn, store), turn.today, whole(turn.value) or 0))


@router.button("newyear.choose", who=LEADS, writes=False)
async def choose(turn: Turn, store: YearStore) -> Replies:
    """Some strategies, each to be carried or left."""
    return Ask(choose_form(await _drafted(turn, store), turn))


def choose_form(draft: NextYear, turn: Turn) -> Form:
    """The form for some of them: from a place on, to another where one is named; "open" are those undecided."""
    named, place, end = (*(turn.value or "open:0").split(":"), "", "")[:3]
    which = "all" if named == "all" else "open"
    open_ones = draft.asked if which == "open" else draft.strategies
    if not open_ones:
        raise Refusal(_("Nothing waits here any more. `newyear` shows how it stands."))
    start = whole(place) or 0
    start = start if start < len(open_ones) else 0
    shown = open_ones[start : min(whole(end) or start + AT_ONCE, start + AT_ONCE)]
    return _fates(which, shown or open_ones[start : start + AT_ONCE], start, len(open_ones), turn)


def _fates(which: str, shown: Sequence[NextStrategy], start: int, all_of_them: int, turn: Turn) -> Form:
    options = (Option(CARRY, _("Goes on")), Option(LEAVE, _("Is left")))
    asked: list[Field] = [
        Pick(
            next_strategy.old.code,
            clip(next_strategy.old.title, 140),
            options,
            CARRY if next_strategy.new is not None else LEAVE,
            few=True,
            hint=fate_of(next_strategy, turn.today)[:150],
        )
        for next_strategy in shown
    ]
    end = start + len(shown)
    more = which == "all" and end < all_of_them
    told = _("{first} to {last} of {n}. What was learned stays either way.")
    return form(
        "newyear.choose.keep",
        _("Goes on, or is left"),
        Note(told.format(first=start + 1, last=end, n=all_of_them)),
        *asked,
        send=_("Keep, next page") if more else _("Keep"),
        carry={"which": which, "end": str(end), "codes": " ".join(each.old.code for each in shown)},
        about=tuple(each.part for each in shown),
    )


async def _as_said(turn: Turn, store: YearStore) -> Replies:
    """The form of the strategies that a form carries, as it reads now."""
    codes = turn.carry.get("codes", "").split()
    shown = [each for each in (await _drafted(turn, store)).strategies if each.old.code in codes]
    return Ask(_fates(turn.carry.get("which", ""), shown, 0, len(shown), turn))


@router.form("newyear.choose.keep", who=LEADS, now=_as_said)
async def keep_choice(turn: Turn, store: YearStore) -> Replies:
    turning = await preparing(turn, store)
    draft = await draft_next(store, turning.old, turn.today)
    here = store.year(turning.old).years
    said = await here.choices()
    for next_strategy in draft.strategies:
        answer = turn.text(next_strategy.old.code)
        if answer in (CARRY, LEAVE) and next_strategy.old.code in turn.carry.get("codes", "").split():
            part = next_strategy.part
            if next_strategy.asked or (answer == CARRY) != (next_strategy.new is not None):
                await here.say(part, replace(said.get(part, LaunchChoice()), carry=answer == CARRY))
    which, end = turn.carry.get("which", "open"), whole(turn.carry.get("end", "")) or 0
    if which == "open" and (await _drafted(turn, store)).asked:
        return Then("newyear.choose", value="open:0")
    if which == "open":
        return Say(await overview_card(turn, store, say(_("Kept. Everything has its way on now."))))
    if 0 < end < len(draft.strategies):
        return Then("newyear.choose", value=f"all:{end}")
    return Say(await overview_card(turn, store, say(_("Kept."))))


# -- one part ------------------------------------------------------------------------------------


@router.button("newyear.pick", who=LEADS, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    """The choice of a strategy or goal to change before the launch."""
    draft = await _drafted(turn, store)
    options = [Option(each.part, each.title) for each in draft.parts]
    if not options:
        raise Refusal(_("The plan is empty: there is nothing to change. `plan` fills the next year once it is there."))
    return ask_form("newyear.picked", _("Change one"), Pick("part", _("Which one?"), tuple(options)), send=_("Next"))


@router.form("newyear.picked", who=LEADS, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    """The form of the one that was chosen."""
    return await _change(turn.required("part", _("Please choose one.")), turn, store)


@router.button("newyear.change", who=LEADS, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    """The form of the one that a button names."""
    return await _change(turn.value, turn, store)


async def _change(part: str, turn: Turn, store: YearStore) -> Replies:
    turning = await preparing(turn, store)
    old = await old_year(store, turning.old, turn.today)
    before = old.choices.get(part, LaunchChoice())
    wished = _going_on(part, old)
    if isinstance(wished, NextGoal):
        return Ask(_goal_form(wished, _by_decision(part, old), before.carry))
    learned = await _learned(turning, turn, store, [wished.old.code])
    stands = part_with(old, part, before)
    going = stands is not None and stands.new is not None
    return Ask(_strategy_form(wished, going, next(iter(learned.values()), None)))


def _going_on(part: str, old: OldYear) -> NextStrategy | NextGoal:
    """The part as it would be if it went on. Raises Refusal for an unknown one."""
    wished = part_with(old, part, replace(old.choices.get(part, LaunchChoice()), carry=True))
    if wished is None:
        raise Refusal(_("I do not find that in the plan any more. `newyear` shows what there is."), field="part")
    return wished


def _by_decision(part: str, old: OldYear) -> NextGoal:
    """A goal as decisions and numbers alone would have it."""
    decided = part_with(old, part, replace(old.choices.get(part, LaunchChoice()), carry=None))
    assert isinstance(decided, NextGoal)
    return decided


def _fate(chosen: str, *waits: Option) -> Pick:
    options = (*waits, Option(CARRY, _("Goes on")), Option(LEAVE, _("Is left")))
    return Pick("carry", _("What becomes of it?"), options, chosen, few=True)


def _strategy_form(next_strategy: NextStrategy, going: bool, learned: Remembered | None) -> Form:
    return form(
        "newyear.change.keep",
        _("For the next year"),
        Note(remembered_words(learned)) if learned else Note(say("*{title}*", title=next_strategy.title)),
        Saying(learned.learned) if learned and learned.learned else None,
        _fate(CARRY if going else LEAVE),
        *opened(_strategy_fields(_expands(next_strategy)), next_strategy.new or next_strategy.old),
        Note(_("The prediction is asked anew: the old one was about another year.")),
        carry={"part": next_strategy.part},
        about=next_strategy.part,
    )


def _strategy_fields(where: str = "") -> list[Field | None]:
    """What leads may change of a strategy; `where` is a hint."""
    return [
        Line("title", _("What will be done?"), most=300, needed=_("Say in a few words what you will do.")),
        Line("where", _("Where is it done?"), most=300, hint=where),
        Day("start", _("From")),
        Day("end", _("Until")),
    ]


def _expands(each: NextStrategy) -> str:
    """Where a decision wants it to be taken, to be confirmed."""
    to = each.decision.details.where_to if each.decision else ""
    return _("It was decided to take it to: {where}").format(where=clip(to, 200)) if to else ""


def _goal_fate(decided: NextGoal, said: bool | None) -> Pick:
    """Whether a goal goes on, waits as it was decided, or is left: as leads said before, else as it stands."""
    going = decided.new is not None if said is None else said
    chosen = CARRY if going else LEAVE
    if decided.parked is None:
        return _fate(chosen)
    return _fate(WAIT if said is None else chosen, Option(WAIT, _("Waits, as it was decided")))


def _goal_form(next_goal: NextGoal, decided: NextGoal, said: bool | None) -> Form:
    new = next_goal.new or next_goal.old
    assert new is not None  # a goal is one of the two
    return form(
        "newyear.change.keep",
        _("For the next year"),
        Note(say(_("*{item}*: a decision puts it first."), item=next_goal.first)) if next_goal.first else None,
        _goal_fate(decided, said),
        *opened(_goal_fields(new.kind), new),
        carry={"part": next_goal.part},
        about=next_goal.part,
    )


def _goal_fields(kind: GoalKind) -> list[Field | None]:
    measured = kind is not GoalKind.LONG_TERM
    levels = _("A level of the rubric, 1 to 4.") if kind is GoalKind.IMPLEMENTATION else ""
    needed = _("Say in a sentence what you want to reach.")
    return [
        Line("statement", _("What do you want to reach?"), long=True, most=1000, needed=needed),
        Number("baseline", _("Where it stands now")) if measured else None,
        Number("target", _("Where it should be"), hint=levels) if measured else None,
        Day("due", _("By when?")),
    ]


@router.form("newyear.change.keep", who=LEADS, now=reopened(change, "part"))
async def keep_change(turn: Turn, store: YearStore) -> Replies:
    """Keeps what differs from the draft, so that the rest still follows decisions and numbers."""
    turning = await preparing(turn, store)
    part, old = turn.carry.get("part", ""), await old_year(store, turning.old, turn.today)
    wished, bare = _going_on(part, old), part_with(old, part, LaunchChoice(carry=True))
    assert bare is not None  # it is there, whatever leads say of it
    plain = bare.new or bare.old
    answers = _goal_answers(turn, plain) if isinstance(plain, Goal) else _strategy_answers(turn)
    changes = {name: value for name, value in answers.items() if value != getattr(plain, name)}
    carry = turn.text("carry")
    going = old.choices.get(part, LaunchChoice()).carry
    if carry in (CARRY, LEAVE, WAIT):
        going = None if carry == WAIT else carry == CARRY
    if going and isinstance(wished, NextGoal):
        decided = _by_decision(part, old)
        going = None if decided.new is not None and decided.parked is None else True
    await store.year(turning.old).years.say(part, LaunchChoice(going, changes))
    return Say(await overview_card(turn, store, say(_("Kept for *{name}*."), name=clip(wished.title, 100))))


def _strategy_answers(turn: Turn) -> dict[str, str | float | date | None]:
    answers = read(_strategy_fields(), turn)
    if answers["start"] and answers["end"] and answers["end"] < answers["start"]:
        raise Refusal(_("It cannot end before it starts."), field="end")
    return answers


def _goal_answers(turn: Turn, goal: Goal) -> dict[str, str | float | date | None]:
    answers = read(_goal_fields(goal.kind), turn)
    for name in ("baseline", "target") if goal.kind is GoalKind.IMPLEMENTATION else ():
        if answers[name] is not None and not 1 <= answers[name] <= 4:
            raise Refusal(_("A level on the rubric is from 1 to 4."), field=name)
    return answers
