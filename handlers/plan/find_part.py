"""Finding a part of the plan, and showing it to somebody as they may see it."""

from handlers.kit.card import Card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip
from handlers.plan.cards import goal_card, strategy_card
from handlers.plan.logic_cards import element_card
from handlers.plan.view import PlanView, lead_names, school_lead_names
from handlers.wording.earlier_years import beside, memories
from handlers.wording.figures import group_words, latest_words
from pdsa.errors import Refusal
from pdsa.goals import Goal, Strategy
from pdsa.names import folded
from pdsa.people import Member
from pdsa.permissions import edits, in_sight, owns, plan_of
from pdsa.text import _
from storage.measured import figures_of
from storage.store import YearStore


async def whole_plan(store: YearStore, turn: Turn) -> PlanView:
    """The plan as cards show it."""
    left = await store.imports.left_out()
    person = turn.person
    return PlanView(
        label=turn.cycle.label,
        zone=turn.cycle.zone,
        goals=tuple(each for each in await store.plans.goals() if in_sight(person, each.school)),
        strategies=tuple(each for each in await store.plans.strategies() if sees(person, each)),
        links=tuple(await store.plans.links()),
        names=await store.people.names(),
        leads=await lead_names(store),
        school_leads=await school_lead_names(store, plan_of(person)),
        left_out=len(left.goals) + len(left.strategies),
        mine=plan_of(person),
        elements=tuple(await store.logic.elements()),
        parked=await store.parked.waiting(),
    )


def sees(person: Member, part: Goal | Strategy) -> bool:
    """Whether somebody sees a part of the plan: of their own plan and the district's, and whatever they own."""
    return in_sight(person, part.school) or (isinstance(part, Strategy) and owns(person, part))


def named_in(wanted: str, whole: PlanView) -> str:
    """The code of the one part that is meant by its code or by words of its own; empty where none is."""
    parts = {each.code.casefold(): each.code for each in whole.parts}
    found = like(wanted, whole)
    return parts.get(code_of(wanted)) or (found[0].code if len(found) == 1 else "")


def like(wanted: str, whole: PlanView) -> list[Goal | Strategy]:
    """The strategies with all these words in their titles, then the goals with them in theirs."""
    words = folded(wanted).split()
    parts: list[Goal | Strategy] = [*whole.strategies, *whole.goals]
    return [each for each in parts if words and all(word in folded(each.title) for word in words)]


def code_of(said: str) -> str:
    return "".join(said.split()).strip(".,:;!?").casefold()


async def part_card(wanted: str, whole: PlanView, turn: Turn, store: YearStore, first: Words | None = None) -> Card:
    """The card of the goal or strategy with this code, however it is spelled."""
    code = code_of(wanted)
    strategy = next((s for s in await store.plans.strategies(dropped=True) if s.code.casefold() == code), None)
    if strategy is not None and sees(turn.person, strategy):
        shown = strategy_card(whole, strategy, turn, editable=edits(turn.person, strategy), first=first)
        return beside(shown, await memories(strategy, turn.person, store))
    goal = next((g for g in whole.goals if g.code.casefold() == code), None)
    element = next((e for e in whole.elements if e.code.casefold() == code), None)
    if goal is None and element is not None:
        return element_card(element, whole.model, turn)
    if goal is None:
        told = _("I find no goal or strategy {code} in the plan. `plan` shows them all.")
        raise Refusal(told.format(code=clip(wanted, 40)))
    return goal_card(whole, goal, turn, first=first, latest=await _latest(goal, turn, store))


async def _latest(goal: Goal, turn: Turn, store: YearStore) -> str:
    """A measured goal's latest number and whose it is; empty before there is one that may be shown."""
    if not goal.measure:
        return ""
    finding, _hidden = (await figures_of(store, turn.cycle, turn.today)).of(goal.measure)
    if not finding.series:
        return ""
    series = finding.series[0]
    told = latest_words(finding, series)
    group = group_words(series.group, turn.cycle.district)
    return capital(f"{told}, {group}" if group else told)


async def the_strategy(code: str, store: YearStore) -> Strategy:
    strategy = await store.plans.strategy(code)
    if strategy is None:
        raise Refusal(_("I find no strategy {code} in the plan. `plan` shows them all.").format(code=clip(code, 40)))
    return strategy


async def the_goal(code: str, store: YearStore) -> Goal:
    goal = {each.code: each for each in await store.plans.goals(dropped=True)}.get(code)
    if goal is None:
        raise Refusal(_("I find no goal {code} in the plan. `plan` shows them all.").format(code=clip(code, 40)))
    return goal


async def the_part(kind: str, code: str, store: YearStore) -> Goal | Strategy:
    """The part of this kind ("goal" or "strategy"), set aside or not. Raises Refusal."""
    return await the_strategy(code, store) if kind == "strategy" else await the_goal(code, store)
