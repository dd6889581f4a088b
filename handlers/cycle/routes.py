"""`/sel cycle` and its routes: begin a small cycle, say how it went, follow it up."""

from dataclasses import replace

from handlers.answers.edit_conflicts import reopened
from handlers.cycle.screens import (
    cycle_card,
    end_form,
    history_card,
    outcome_fields,
    pick_form,
    plan_fields,
    plan_form,
    ramp_card,
)
from handlers.kit.card import Card
from handlers.kit.declared import Group, Reasons
from handlers.kit.form_values import read
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import clip, when
from handlers.wording.strategy import FIELD, choose, choose_form, sorted_for
from pdsa.cycle import Phase
from pdsa.decisions import Triad
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.permissions import carries_out, owns
from pdsa.small_cycle import SmallCycle, next_code, next_try
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("cycle")
LISTED = 500


@feature.command(
    "cycle",
    help=_l("Small tries inside a strategy: what you expect, what came of it"),
    who=PROMPTED,
    example="S3",
    label=_l("Small cycles"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.DO: 4},
    synonyms="cycles rapid tries pilot ramp pdsa",
    why=Reasons(
        what=_l("A small try inside a strategy: days or weeks, with what you expect and what came of it."),
        why=_l("Small tries are cheap when they go wrong, and each one makes the next better."),
        when=_l("Whenever you are not sure that a change will help."),
        who=_l("Whoever works on the strategy."),
        resource="rapid",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """A strategy's small cycles, one of them by its code, or the choice of a strategy."""
    said = "".join((turn.value or turn.words).split()).upper()
    small_cycles = await store.small_cycle.all()
    if meant := [each for each in small_cycles if each.code.upper() == said]:
        return Say(await _card(meant[0], turn, store))
    strategies = [each for each in await store.plans.strategies() if carries_out(turn.person, each)]
    if not strategies:
        raise Refusal(_("There is no strategy here that you work on. `plan` shows the plan."))
    cycles = {each.strategy for each in small_cycles}
    choice = choose(turn, sorted_for(strategies, lambda s: owns(turn.person, s), lambda s: s.code not in cycles))
    if choice.one is not None:
        return Say(ramp_card(choice.one, await store.small_cycle.of(choice.one.code), turn.today))
    question = _("Inside which strategy?")
    return Ask(choose_form("cycle.choose", _("Small cycles"), question, choice, lambda _s: "", send=_("Show")))


@feature.form("cycle.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    """The small cycles of the strategy that was chosen."""
    strategy = await _strategy(turn.required(FIELD, _("Please choose a strategy.")), turn, store)
    return Say(ramp_card(strategy, await store.small_cycle.of(strategy.code), turn.today))


@feature.button("cycle.new", who=PROMPTED, writes=False)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """The form of a new cycle."""
    return Ask(plan_form(await _strategy(turn.value, turn, store), turn.today, None, None))


@feature.button("cycle.next", who=PROMPTED, writes=False)
async def follow_up(turn: Turn, store: YearStore) -> Replies:
    """The form of the next cycle on a ramp, filled in from the last."""
    last, strategy = await _cycle(turn.value, turn, store)
    return Ask(plan_form(strategy, turn.today, None, last))


@feature.button("cycle.change", who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    """The form of what is tried, to be changed; the prediction stays from the first day on."""
    found, strategy = await _cycle(turn.value, turn, store)
    return Ask(plan_form(strategy, turn.today, found, None))


@feature.form("cycle.keep", who=PROMPTED, now=reopened(change, "code"))
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps what is tried and expected."""
    strategy = await _strategy(turn.carry.get("strategy", ""), turn, store)
    code = turn.carry.get("code", "")
    before = (await _cycle(code, turn, store))[0] if code else None
    cycle = await store.small_cycle.put(await _planned(before, strategy, turn, store))
    first = _("Kept. From the first day on, what you expect stays as it is.")
    return Say(await _card(cycle, turn, store, first))


async def _planned(before: SmallCycle | None, strategy: Strategy, turn: Turn, store: YearStore) -> SmallCycle:
    """The cycle as answered; raises Refusal under the field that will not do."""
    answers, base = read(plan_fields(before, turn.today), turn), before or await _fresh(strategy, turn, store)
    if before is not None and before.locked(turn.today) and answers["started"] > turn.today:
        raise Refusal(_("It has begun already: its first day cannot be still to come."), field="started")
    if base.ended is not None and base.ended < answers["started"]:
        raise Refusal(_("It cannot begin after it ended, on {day}.").format(day=when(base.ended)), field="started")
    return replace(base, **answers)


async def _fresh(strategy: Strategy, turn: Turn, store: YearStore) -> SmallCycle:
    """A new cycle, on the ramp of the one that it follows if there is one."""
    code = next_code(strategy.code, await store.small_cycle.codes(strategy.code))
    last = await store.small_cycle.one(turn.carry.get("follows", ""))
    if last is not None and last.strategy == strategy.code:
        return next_try(last, code, turn.today, turn.person.id, turn.now)
    return SmallCycle(code, strategy.code, "", turn.today, turn.person.id, turn.now)


@feature.button("cycle.end", who=PROMPTED, writes=False)
async def end(turn: Turn, store: YearStore) -> Replies:
    """The form of what came of it."""
    small_cycle, _inside = await _cycle(turn.value, turn, store)
    _has_begun(small_cycle, turn)
    return Ask(end_form(small_cycle, turn.today))


@feature.form("cycle.end.keep", who=PROMPTED, now=reopened(end, "code"))
async def ended(turn: Turn, store: YearStore) -> Replies:
    """Keeps what came of it; what stood there before stays in the history."""
    small_cycle, _inside = await _cycle(turn.carry.get("code", ""), turn, store)
    _has_begun(small_cycle, turn)
    cycle = await store.small_cycle.put(_outcome(small_cycle, turn))
    first = (
        _("Kept. The next try can build on it.") if cycle.act is not Triad.ABANDON else _("Kept, with what it taught.")
    )
    return Say(await _card(cycle, turn, store, first))


def _outcome(small_cycle: SmallCycle, turn: Turn) -> SmallCycle:
    answers = read(outcome_fields(turn.today), turn)
    day = answers["ended"] or turn.today
    if not small_cycle.started <= day <= turn.today:
        told = _("It ended between its first day, {day}, and today.")
        raise Refusal(told.format(day=when(small_cycle.started)), field="ended")
    return replace(small_cycle, **answers | {"ended": day})


@feature.button("cycle.look", who=PROMPTED, writes=False)
async def look(turn: Turn, store: YearStore) -> Replies:
    """The choice of one cycle."""
    strategy = await _strategy(turn.value, turn, store)
    cycles = await store.small_cycle.of(strategy.code)
    if not cycles:
        raise Refusal(_("There is no small cycle inside that strategy yet. `cycle` begins one."))
    return Ask(pick_form(cycles[-LISTED:]))


@feature.form("cycle.one", who=PROMPTED, writes=False)
async def one(turn: Turn, store: YearStore) -> Replies:
    """The cycle that was chosen."""
    found, _inside = await _cycle(turn.required("code", _("Choose one.")), turn, store)
    return Say(await _card(found, turn, store))


@feature.button("cycle.history", who=PROMPTED, writes=False)
async def history(turn: Turn, store: YearStore) -> Replies:
    """What stood there before."""
    found, _inside = await _cycle(turn.value, turn, store)
    return Say(history_card(found, await store.trail(found.code), await store.people.names_by_id(), turn))


@feature.button("cycle.aside", who=PROMPTED)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    """Sets a cycle aside that was written down by mistake."""
    found, strategy = await _cycle(turn.value, turn, store)
    await store.small_cycle.withdraw(found.code)
    return Replace(ramp_card(strategy, await store.small_cycle.of(strategy.code), turn.today))


def _has_begun(small_cycle: SmallCycle, turn: Turn) -> None:
    if small_cycle.started > turn.today:
        told = _("It begins on {day}. From then on you can say how it went.")
        raise Refusal(told.format(day=when(small_cycle.started, turn.today)))


async def _card(cycle: SmallCycle, turn: Turn, store: YearStore, first: str = "") -> Card:
    _found, strategy = await _cycle(cycle.code, turn, store)
    earlier = await store.small_cycle.of(strategy.code) if cycle.follows else []
    before = next((each.objective for each in earlier if each.code == cycle.follows), "")
    return cycle_card(cycle, strategy, await store.people.names_by_id(), turn, first, before)


async def _cycle(code: str, turn: Turn, store: YearStore) -> tuple[SmallCycle, Strategy]:
    """A cycle that this person may work on, with its strategy. Raises Refusal."""
    small_cycle = await store.small_cycle.one(code)
    if small_cycle is None:
        told = _("I find no small cycle {code}. `cycle` lists them.")
        raise Refusal(told.format(code=clip(code, 40) or "?"))
    return small_cycle, await _strategy(small_cycle.strategy, turn, store)


async def _strategy(code: str, turn: Turn, store: YearStore) -> Strategy:
    """A strategy that this person works on, set aside or not: what was tried in it stays. Raises Refusal."""
    strategy = await store.plans.strategy(code)
    if strategy is None:
        raise Refusal(_("That strategy is not in the plan. `cycle` lists those that you work on."))
    if not carries_out(turn.person, strategy):
        owner = (await store.people.names()).get(strategy.owner, "")
        told = _("Only its own team works on that strategy. {owner} can tell you more.")
        raise NotAllowed(told.format(owner=owner or _("A lead")))
    return strategy
