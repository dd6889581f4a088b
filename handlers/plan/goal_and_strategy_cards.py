"""A goal or strategy of the plan: found, in one line, and with all that the plan says of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, capital, clip, number, say, typed, when
from handlers.plan.goal_forms import smartie_parts
from handlers.plan.logic_cards import element_card
from handlers.plan.reader_view import ROWS, PlanView, lead_names, school_lead_names
from handlers.wording.days_and_hours import rhythm_words
from handlers.wording.earlier_years import beside, memories
from handlers.wording.measures import group_words, latest_words
from handlers.wording.strategy import listed
from handlers.wording.waiting import missing_words
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.names import folded
from pdsa.parked_goals import Parked
from pdsa.people import LEADING, Member
from pdsa.permissions import carries_out, edits, edits_goal, in_sight, leads, owns, plan_of
from pdsa.plan_order import above
from pdsa.text import _
from storage.figures_of_year import figures_of
from storage.store import YearStore


def goal_line(whole: PlanView, goal: Goal, today: date) -> Words:
    """A goal in a line: its kind, words, figures, date, and what it leads to."""
    told = _("↳ {code} {kind}: {statement}") if above(goal, whole.goals) else _("{code} {kind}: {statement}")
    pieces = [say(told, code=typed(goal.code), kind=kind_word(goal), statement=clip(goal.statement, 160))]
    if figures := goal_figures(goal):
        pieces.append(say(" ({figures})", figures=clip(figures, 120)))
    if goal.parent:
        pieces.append(say(_(" · serves *{goal}*"), goal=clip(whole.words(goal.parent), 60)))
    if leads_to := whole.leads_to(goal):
        pieces.append(
            say(_(" · leads to {others}"), others=listed([clip(whole.words(each), 60) for each in leads_to], 3))
        )
    if goal.due:
        pieces.append(say(_(" · due {day}"), day=when(goal.due, today)))
    if goal.code in whole.parked:
        pieces.append(say(_(" · waits {until}"), until=clip(waits_until(whole.parked[goal.code], today), 120)))
    return tuple(span for piece in pieces for span in piece)


def waits_until(parked: Parked, today: date) -> str:
    """What a parked goal waits for."""
    if parked.until is None:
        return _("until this holds: {condition}").format(condition=parked.condition)
    day = when(parked.until, today)
    if not parked.condition:
        return _("until {day}").format(day=day)
    return _("until {day}, or until this holds: {condition}").format(day=day, condition=parked.condition)


def kind_word(goal: Goal) -> str:
    return {
        GoalKind.LONG_TERM: _("Long-term"),
        GoalKind.IMPLEMENTATION: _("Implementation"),
        GoalKind.OUTCOME: _("Outcome"),
    }[goal.kind]


def goal_figures(goal: Goal) -> str:
    """What a goal is measured by, from where to where; empty where it has no figures."""
    what = goal.activity or goal.measure
    if goal.baseline is None and goal.target is None:
        return what
    unknown = _("not known yet")
    start = unknown if goal.baseline is None else number(goal.baseline)
    end = unknown if goal.target is None else number(goal.target)
    return _("{what}: {start} → {end}").format(what=what or _("from"), start=start, end=end)


def strategy_line(whole: PlanView, strategy: Strategy, today: date) -> Words:
    """A strategy in a line: its title, owner and dates, and what it still needs."""
    line = say(
        _("{code} {title} ({owner}, {dates})"),
        code=typed(strategy.code),
        title=clip(strategy.title, 120),
        owner=clip(whole.name(strategy.owner), 60),
        dates=dates(strategy, today),
    )
    return line if not strategy.missing else (*line, *say(_(" needs {missing}"), missing=missing_words(strategy)))


def dates(strategy: Strategy, today: date) -> str:
    """From when to when, as far as it is known."""
    open_end = _("no date yet")
    start = when(strategy.start, today) if strategy.start else open_end
    end = when(strategy.end, today) if strategy.end else open_end
    return _("{start} to {end}").format(start=start, end=end) if strategy.start or strategy.end else open_end


def strategy_card(
    whole: PlanView, strategy: Strategy, turn: Turn, *, editable: bool, first: Words | None = None
) -> Card:
    """Everything that the plan says of one strategy. `first` is a sentence that comes before."""
    goal = next((each for each in whole.goals if each.code == strategy.goal), None)
    facts: list[tuple[str, Words | str]] = [
        (_("Goal"), clip(goal.statement, 200) if goal else _goal_elsewhere(strategy)),
        (_("Owner"), whole.name(strategy.owner)),
        (_("Dates"), dates(strategy, turn.today)),
        (_("Asked"), rhythm_words(strategy, turn.today)),
        (_("To type"), typed(f"plan {strategy.code}")),
    ]
    more = {
        _("Where"): strategy.where,
        _("Partners"): strategy.partners,
        _("Resources"): strategy.resources,
        _("Asked each week"): strategy.measure,
        _("About"): ", ".join(strategy.tags),
    }
    facts += [(name, clip(text, 500)) for name, text in more.items() if text]
    return card(
        Text(first) if first else None,
        Title(strategy.title),
        FactSet(tuple(facts)),
        *_prediction(whole, strategy, turn.today),
        Text(still_needs(strategy, turn.today)) if strategy.missing else None,
        Text(_("It has been set aside: nobody is asked about it any more.")) if strategy.dropped else None,
        buttons(
            Button(_("Change it"), "plan.strategy", strategy.code) if editable else None,
            Button(_("Take it up again"), "plan.back", f"strategy:{strategy.code}")
            if strategy.dropped and leads(turn.person, strategy)
            else None,
            _set_aside("strategy", strategy.code) if leads(turn.person, strategy) and not strategy.dropped else None,
            Button(_("Small cycles"), "cycle", strategy.code) if carries_out(turn.person, strategy) else None,
        ),
        buttons(
            Button(_("History"), "plan.past", f"strategy:{strategy.code}"),
            Button(_("Resources"), "resources", strategy.tags[0]) if strategy.tags else None,
            Button(_("The whole plan"), "plan"),
        ),
    )


def _goal_elsewhere(strategy: Strategy) -> str:
    """What stands for a goal that the reader does not see: another school's, or one that is not in the plan."""
    if strategy.school:
        return _("one of {school}'s own").format(school=clip(strategy.school, 150))
    return _("none of the plan's goals")


def still_needs(strategy: Strategy, today: date) -> Words:
    """What a strategy lacks, and what that means once its days have come."""
    missing = missing_words(strategy)
    if strategy.held_up(today):
        told = _("Its start has come, and it still needs {missing}. Until then nobody is asked about its weeks.")
        return say(told, missing=missing)
    return say(_("It still needs {missing}."), missing=missing)


def _set_aside(kind: str, code: str) -> Button:
    guard = _("Nobody is asked about it any more. What was said of it stays. Set it aside?")
    if kind == "goal":
        guard = _("It is not shown any more. Its strategies stay as they are. Set it aside?")
    return Button(_("Set aside"), "plan.aside", f"{kind}:{code}", ask_first=guard)


def _prediction(whole: PlanView, strategy: Strategy, today: date) -> list[Part]:
    if not strategy.prediction:
        return []
    heading = say(_("The prediction:"))
    if strategy.locked(today) and strategy.start:
        heading = say(_("The prediction, as it stood when it began on {day}:"), day=when(strategy.start, today))
    parts: list[Part] = [Text(heading), Quote(strategy.prediction)]
    for later in strategy.amendments[-3:]:
        day = when(local_day(later.at, whole.zone), today)
        parts += [Text(say(_("A later wording, kept beside it on {day}:"), day=day)), Quote(later.text)]
    return parts


def goal_card(whole: PlanView, goal: Goal, turn: Turn, *, first: Words | None = None, latest: str = "") -> Card:
    """Everything that the plan says of one goal, and the `latest` number of its measure."""
    facts: list[tuple[str, Words | str]] = [(_("Kind"), kind_word(goal)), (_("Owner"), whole.name(goal.owner))]
    more = {
        _("School"): goal.school,
        _("Measured by"): goal_figures(goal),
        _("So far"): latest,
        _("Due"): when(goal.due, turn.today) if goal.due else "",
        _("Leads to"): listed([clip(whole.words(each), 80) for each in whole.leads_to(goal)]),
        _("What leads to it"): listed([clip(whole.words(each), 80) for each in whole.led_to_by(goal)]),
        _("Serves"): whole.words(goal.parent) if goal.parent else "",
        _("Waits"): waits_until(whole.parked[goal.code], turn.today) if goal.code in whole.parked else "",
    }
    facts += [(name, clip(text, 300)) for name, text in more.items() if text]
    facts.append((_("To type"), typed(f"plan {goal.code}")))
    theirs = [each for each in whole.strategies if each.goal == goal.code]
    lines = tuple(strategy_line(whole, each, turn.today) for each in theirs[:ROWS])
    lead = edits_goal(turn.person, goal)
    adds = lead or turn.person.role in LEADING
    return card(
        Text(first) if first else None,
        Title(_("Goal: {statement}").format(statement=clip(goal.statement, 130))),
        Text(as_written(goal.statement)) if len(goal.statement) > 130 else None,
        FactSet(tuple(facts)),
        *_below(whole, goal, turn),
        Items(lines) if lines else None,
        *_alone(whole, goal, lines),
        Button(_("Change it"), "plan.goal", goal.code) if lead else None,
        Button(_("Add a strategy"), "plan.strategy.new", goal.code) if adds else None,
        _set_aside("goal", goal.code) if lead else None,
        Button(_("History"), "plan.past", f"goal:{goal.code}"),
        Button(_("The whole plan"), "plan"),
    )


def _below(whole: PlanView, goal: Goal, turn: Turn) -> list[Part]:
    """What a long-term goal says of itself, letter by letter, and the goals of the year that serve it."""
    if goal.kind is not GoalKind.LONG_TERM:
        return []
    serving = [each for each in whole.goals if each.parent == goal.code]
    lines = tuple(goal_line(whole, each, turn.today) for each in serving[:ROWS])
    parts: list[Part] = list(smartie_parts(goal))
    return [*parts, Text(_("This year it is served by:")), Items(lines)] if lines else parts


def _alone(whole: PlanView, goal: Goal, lines: Sequence[Words]) -> Iterator[Part]:
    """What does not reach a goal, or what it does not reach: said plainly, with the way to change it."""
    if goal.kind is GoalKind.LONG_TERM:
        if not lines and not any(each.parent == goal.code for each in whole.goals):
            yield Text(_("No goal of this year serves it yet."))
        return
    if goal in whole.model.orphans:
        yield Text(_("No implementation goal leads to it: nothing in the plan says how it should come about."))
    elif goal in whole.model.dead_ends:
        yield Text(_("It leads to no outcome goal: nothing in the plan says what it is good for."))
    if not lines and goal.kind is GoalKind.IMPLEMENTATION:
        yield Text(_("No strategy serves it yet."))


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
