"""The cards on which a plan is seen: page by page, or one goal or strategy at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.kit.card import Button, Card, Facts, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.topics import to_take_up_parts
from handlers.kit.turn import Turn
from handlers.kit.waiting import missing_words
from handlers.kit.words import Words, _, as_written, clip, count, number, say, when
from handlers.plan.smartie import smartie_parts
from pdsa.calendar import local_day
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.logic import Element, LogicModel
from pdsa.parking import Parked
from pdsa.people import LEADING
from pdsa.reach import edits_goal, leads, works_on

ROWS = 20
"""Goals and strategies on one page of the plan."""


@dataclass(frozen=True)
class Whole:
    """The plan as the cards show it: all that its reader may see. `names` are people by e-mail; `mine` is the school in
    whose plan the reader's own goals stand, empty for the district's.
    """

    label: str
    zone: str
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    links: tuple[Link, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    leads: str = ""
    left_out: int = 0
    mine: str = ""
    elements: tuple[Element, ...] = ()
    parked: Mapping[str, Parked] = field(default_factory=dict)

    @property
    def model(self) -> LogicModel:
        return LogicModel(self.goals, self.links, self.elements)

    def name(self, email: str) -> str:
        return self.names.get(email.lower(), email) if email else _("nobody yet")

    def leads_to(self, goal: Goal) -> list[str]:
        return [link.outcome for link in self.links if link.implementation == goal.code]

    def led_to_by(self, goal: Goal) -> list[str]:
        return [link.implementation for link in self.links if link.outcome == goal.code]


Row = Goal | Strategy


def rows(whole: Whole) -> list[Row]:
    """Each goal with its strategies below it, the reader's own school's first and no other school's; what serves a
    long-term goal of the same plan follows it. Strategies of no goal of the plan come last.
    """
    found: list[Row] = []
    goals = [each for each in whole.goals if each.school in ("", whole.mine)]
    for goal in sorted(goals, key=lambda each: each.school != whole.mine):
        if above(whole, goal):
            continue
        for each in (goal, *(one for one in goals if above(whole, one) == goal)):
            found += [each, *(strategy for strategy in whole.strategies if strategy.goal == each.code)]
    known = {goal.code for goal in whole.goals}
    theirs = [each for each in whole.strategies if each.school in ("", whole.mine)]
    return [*found, *(each for each in theirs if each.goal not in known)]


def above(whole: Whole, goal: Goal) -> Goal | None:
    """The long-term goal of the same plan that a goal stands below."""
    if goal.kind is GoalKind.LONG_TERM or not goal.parent:
        return None
    tops = (each for each in whole.goals if each.kind is GoalKind.LONG_TERM and each.school == goal.school)
    return next((each for each in tops if each.code == goal.parent), None)


def overview(whole: Whole, turn: Turn, page: int = 0, take_up: Sequence[str] = ()) -> Card:
    """One page of the plan, and what can be done with it."""
    found = rows(whole)
    pages = max(1, -(-len(found) // ROWS))
    page = min(max(page, 0), pages - 1)
    shown = found[page * ROWS : (page + 1) * ROWS]
    adds = turn.person.role in LEADING
    return card(
        Title(_("The plan for {year}").format(year=whole.label)),
        _counts(whole),
        *_groups(whole, shown, turn.today),
        *to_take_up_parts(take_up),
        _who_can(whole, turn),
        buttons(
            Button(_("Open one"), "plan.pick") if found else None,
            Button(_("Add a strategy"), "plan.strategy.new") if adds and whole.goals else None,
            Button(_("Add a goal"), "plan.goal.new", main=not found) if adds else None,
            Button(_("Logic model"), "plan.logic") if found else None,
        ),
        buttons(
            Button(_("What is missing"), "plan.missing") if adds and found else None,
            Button(_("By file"), "file") if turn.person.is_lead else None,
            Button(_("Left out by an import"), "plan.left") if turn.person.is_lead and whole.left_out else None,
        ),
        buttons(
            Button(_("The rubric"), "rate"),
            Button(_("Back"), "plan.page", str(page - 1)) if page else None,
            Button(_("More"), "plan.page", str(page + 1)) if page + 1 < pages else None,
        ),
    )


def _counts(whole: Whole) -> Text:
    found = rows(whole)
    goals = sum(isinstance(each, Goal) for each in found)
    if not found:
        return Text(
            _("It is empty so far. A goal comes first, then what you will do for it; or a lead sends me a file.")
        )
    told = say(
        _("{goals} and {strategies}."),
        goals=count("{n} goal", "{n} goals", goals),
        strategies=count("{n} strategy", "{n} strategies", len(found) - goals),
    )
    schools = {each.school for each in whole.goals if each.school not in ("", whole.mine)}
    if schools:
        told += say(_(" Schools with goals of their own: {n}. `school` shows them."), n=len(schools))
    elif whole.mine and any(each.school == whole.mine for each in whole.goals):
        told += say(_(" Your school's own come first, then the district's."))
    return Text(told)


def _groups(whole: Whole, shown: Sequence[Row], today: date) -> list[Part]:
    """The rows as paragraphs for goals, with their strategies as lists below."""
    parts: list[Part] = []
    waiting: list[Words] = []
    for row in shown:
        if isinstance(row, Strategy):
            waiting.append(strategy_line(whole, row, today))
            continue
        if waiting:
            parts.append(Items(tuple(waiting)))
            waiting = []
        parts.append(Text(goal_line(whole, row, today)))
    return [*parts, Items(tuple(waiting))] if waiting else parts


def goal_line(whole: Whole, goal: Goal, today: date) -> Words:
    """A goal in a line: its kind, words, figures, date, and what it leads to."""
    told = _("↳ *{code}* {kind}: {statement}") if above(whole, goal) else _("*{code}* {kind}: {statement}")
    pieces = [say(told, code=goal.code, kind=kind_word(goal), statement=clip(goal.statement, 160))]
    if figures := goal_figures(goal):
        pieces.append(say(" ({figures})", figures=clip(figures, 120)))
    if goal.parent:
        pieces.append(say(_(" · serves {code}"), code=goal.parent))
    if leads_to := whole.leads_to(goal):
        pieces.append(say(_(" · {code} leads to {others}"), code=goal.code, others=clip(", ".join(leads_to), 60)))
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


def strategy_line(whole: Whole, strategy: Strategy, today: date) -> Words:
    """A strategy in a line: its title, owner and dates, and what it still needs."""
    line = say(
        _("*{code}* {title} ({owner}, {dates})"),
        code=strategy.code,
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


def _who_can(whole: Whole, turn: Turn) -> Text | None:
    if turn.person.is_lead:
        return None
    if turn.person.role in LEADING:
        told = _("You can add to your school's plan and change what stands there; {leads} can change all of it.")
        return Text(say(told, leads=whole.leads))
    if turn.person.prompted:
        return Text(say(_("You can change what you own; {leads} can change all of it."), leads=whole.leads))
    return Text(say(_("{leads} can change it."), leads=whole.leads))


def strategy_card(whole: Whole, strategy: Strategy, turn: Turn, *, editable: bool, first: Words | None = None) -> Card:
    """Everything that the plan says of one strategy. `first` is a sentence that comes before."""
    goal = next((each for each in whole.goals if each.code == strategy.goal), None)
    facts: list[tuple[str, Words | str]] = [
        (_("Goal"), f"{goal.code} {clip(goal.statement, 200)}" if goal else _("none of the plan's goals")),
        (_("Owner"), whole.name(strategy.owner)),
        (_("Dates"), dates(strategy, turn.today)),
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
        Title(f"{strategy.code} {strategy.title}"),
        Facts(tuple(facts)),
        *_prediction(whole, strategy, turn.today),
        Text(still_needs(strategy, turn.today)) if strategy.missing else None,
        Text(_("It has been set aside: nobody is asked about it any more.")) if strategy.dropped else None,
        buttons(
            Button(_("Change it"), "plan.strategy", strategy.code) if editable else None,
            Button(_("Take it up again"), "plan.back", f"strategy:{strategy.code}")
            if strategy.dropped and leads(turn.person, strategy)
            else None,
            _set_aside("strategy", strategy.code) if leads(turn.person, strategy) and not strategy.dropped else None,
            Button(_("Small cycles"), "cycle", strategy.code) if works_on(turn.person, strategy) else None,
        ),
        buttons(
            Button(_("History"), "plan.past", f"strategy:{strategy.code}"),
            Button(_("Resources"), "resources", strategy.tags[0]) if strategy.tags else None,
            Button(_("The whole plan"), "plan"),
        ),
    )


def still_needs(strategy: Strategy, today: date) -> Words:
    """What a strategy lacks, and what that means once its days have come."""
    missing = missing_words(strategy)
    if strategy.held_up(today):
        told = _("Its start has come, and it still needs {missing}. Until then nobody is asked about its weeks.")
        return say(told, missing=missing)
    return say(_("It still needs {missing}."), missing=missing)


def _set_aside(kind: str, code: str) -> Button:
    guard = _("Nobody is asked about {code} any more. What was said of it stays. Set it aside?")
    if kind == "goal":
        guard = _("{code} is not shown any more. Its strategies stay as they are. Set it aside?")
    return Button(_("Set aside"), "plan.aside", f"{kind}:{code}", ask_first=guard.format(code=code))


def _prediction(whole: Whole, strategy: Strategy, today: date) -> list[Part]:
    if not strategy.prediction:
        return []
    told = _("The prediction:")
    if strategy.locked(today) and strategy.start:
        told = _("The prediction, as it stood when it began on {day}:")
        parts: list[Part] = [Text(say(told, day=when(strategy.start, today)))]
    else:
        parts = [Text(told)]
    parts.append(Quote(strategy.prediction))
    for later in strategy.amendments[-3:]:
        day = when(local_day(later.at, whole.zone), today)
        parts += [Text(say(_("A later wording, kept beside it on {day}:"), day=day)), Quote(later.text)]
    return parts


def goal_card(whole: Whole, goal: Goal, turn: Turn, first: Words | None = None) -> Card:
    """Everything that the plan says of one goal."""
    facts: list[tuple[str, Words | str]] = [(_("Kind"), kind_word(goal)), (_("Owner"), whole.name(goal.owner))]
    more = {
        _("School"): goal.school,
        _("Measured by"): goal_figures(goal),
        _("Due"): when(goal.due, turn.today) if goal.due else "",
        _("Leads to"): ", ".join(whole.leads_to(goal)),
        _("Led to by"): ", ".join(whole.led_to_by(goal)),
        _("Serves"): _named(whole, goal.parent),
        _("Waits"): waits_until(whole.parked[goal.code], turn.today) if goal.code in whole.parked else "",
    }
    facts += [(name, clip(text, 300)) for name, text in more.items() if text]
    theirs = [each for each in whole.strategies if each.goal == goal.code]
    lines = tuple(strategy_line(whole, each, turn.today) for each in theirs[:ROWS])
    lead = edits_goal(turn.person, goal)
    adds = lead or turn.person.role in LEADING
    return card(
        Text(first) if first else None,
        Title(_("Goal {code}").format(code=goal.code)),
        Text(as_written(goal.statement)),
        Facts(tuple(facts)),
        *_below(whole, goal, turn),
        Items(lines) if lines else None,
        *_alone(whole, goal, lines),
        buttons(
            Button(_("Change it"), "plan.goal", goal.code) if lead else None,
            Button(_("Add a strategy"), "plan.strategy.new", goal.code) if adds else None,
            _set_aside("goal", goal.code) if lead else None,
            Button(_("History"), "plan.past", f"goal:{goal.code}"),
            Button(_("The whole plan"), "plan"),
        ),
    )


def _named(whole: Whole, code: str) -> str:
    """A goal by its code and words; the code alone where the reader does not see it."""
    found = next((each for each in whole.goals if each.code == code), None)
    return f"{code} {found.statement}" if found else code


def _below(whole: Whole, goal: Goal, turn: Turn) -> list[Part]:
    """What a long-term goal says of itself, letter by letter, and the goals of the year that serve it."""
    if goal.kind is not GoalKind.LONG_TERM:
        return []
    serving = [each for each in whole.goals if each.parent == goal.code]
    lines = tuple(goal_line(whole, each, turn.today) for each in serving[:ROWS])
    parts: list[Part] = list(smartie_parts(goal))
    return [*parts, Text(_("This year it is served by:")), Items(lines)] if lines else parts


def _alone(whole: Whole, goal: Goal, lines: Sequence[Words]) -> Iterator[Part]:
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
