"""The forms in which goals and strategies are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.form import Day, Field, Form, Line, Note, Number, Option, Pick, PickMany, Saying, form
from handlers.kit.words import _, say, when
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.people import Member

NOBODY = "-"
NO_CODE = ""


@dataclass(frozen=True)
class Choices:
    """What the forms let people choose from. `people` may own; `places` are team names."""

    goals: tuple[Goal, ...]
    people: tuple[Member, ...]
    places: tuple[str, ...]
    links: tuple[Link, ...] = ()


def pick_form(goals: Sequence[Goal], strategies: Sequence[Strategy]) -> Form:
    """Which part of the plan to open."""
    options = [Option(each.code, f"{each.code} {each.title}") for each in strategies]
    options += [Option(each.code, f"{each.code} {each.statement}") for each in goals]
    return form("plan.picked", _("Open a part"), Pick("code", _("Which one?"), tuple(options)), send=_("Open"))


def strategy_form(strategy: Strategy, choices: Choices, today: date, *, by_lead: bool) -> Form:
    """A strategy's fields, those first that are still missing. A new one has an empty code."""
    fields: dict[str, Field | None] = {
        "goal": _goal_pick(strategy, choices) if by_lead else None,
        "title": Line("title", _("What we will do"), strategy.title, optional=False, most=300),
        "owner": owner_pick(strategy.owner, choices) if by_lead else None,
        "start": Day("start", _("Start"), strategy.start, hint=_("From this day on the weekly question comes.")),
        "end": Day("end", _("End"), strategy.end),
        "prediction": _prediction(strategy, today),
        "where": _where(strategy, choices),
        "partners": Line("partners", _("Partners"), strategy.partners, most=500),
        "resources": Line("resources", _("Resources"), strategy.resources, most=500),
        "measure": Line(
            "measure",
            _("A number to ask for each week"),
            strategy.measure,
            most=200,
            hint=_("For example: families who came. Leave it empty where there is nothing to count."),
        ),
    }
    missing = [name for name in strategy.missing if fields[name] is not None]
    order = [*missing, *(name for name in fields if name not in missing)] if strategy.code else list(fields)
    title = _("Strategy {code}").format(code=strategy.code) if strategy.code else _("New strategy")
    return form(
        "plan.strategy.keep",
        title[:24],
        *_about_prediction(strategy, today),
        *(fields[name] for name in order),
        send=_("Keep"),
        carry={"code": strategy.code},
    )


def _goal_pick(strategy: Strategy, choices: Choices) -> Pick | None:
    """None where every goal was set aside: the strategy stays with the one that it has."""
    if not choices.goals:
        return None
    options = tuple(Option(goal.code, f"{goal.code} {goal.statement}") for goal in choices.goals)
    return Pick("goal", _("For which goal"), options, chosen=strategy.goal or None)


def owner_pick(owner: str, choices: Choices) -> Pick:
    """Who owns it, among those who can be asked."""
    options = (Option(NOBODY, _("Nobody yet")), *(Option(m.email, f"{m.name}, {m.team}") for m in choices.people))
    return Pick("owner", _("Owner"), options, chosen=owner.lower() or NOBODY)


def _where(strategy: Strategy, choices: Choices) -> Line:
    places = ", ".join(choices.places[:8])
    hint = _("The district, or one of the teams: {places}").format(places=places) if places else ""
    return Line("where", _("Where"), strategy.where, most=200, hint=hint)


def _about_prediction(strategy: Strategy, today: date) -> tuple[Field, ...]:
    if strategy.locked(today) and strategy.start:
        told = say(
            _("It began on {day}. From that day on the prediction stays as it was, word for word:"),
            day=when(strategy.start, today),
        )
        return (Note(told), Saying(strategy.prediction))
    if strategy.start and strategy.start <= today:
        return (
            Note(
                say(
                    _(
                        "It began on {day}: a prediction that you write now stays.",
                    ),
                    day=when(strategy.start, today),
                )
            ),
        )
    return (Note(_("You can reword the prediction until the strategy starts. From then on it stays as it is.")),)


def _prediction(strategy: Strategy, today: date) -> Line:
    if strategy.locked(today):
        return Line(
            "later",
            _("A later wording"),
            long=True,
            hint=_("Kept beside the prediction, with today's date. Leave it empty if nothing changed."),
        )
    return Line(
        "prediction",
        _("We predict"),
        strategy.prediction,
        long=True,
        hint=_("What will be different, by when? It is quoted word for word when the strategy is studied."),
    )


def kind_form() -> Form:
    """Which kind of goal is added."""
    told = {
        GoalKind.LONG_TERM: _("Long-term: where the district wants to be in years"),
        GoalKind.IMPLEMENTATION: _("Implementation: what adults do, a rubric item from 1 to 4"),
        GoalKind.OUTCOME: _("Outcome: what changes for people, a measure"),
    }
    options = tuple(Option(kind.value, label) for kind, label in told.items())
    kind = Pick("kind", _("What kind of goal?"), options, few=True)
    return form("plan.goal.kind", _("New goal"), kind, send=_("Next"))


def goal_form(goal: Goal, choices: Choices) -> Form:
    """A goal's fields, as its kind has them. A new one has an empty code."""
    title = _("Goal {code}").format(code=goal.code) if goal.code else _("New goal")
    return form(
        "plan.goal.keep",
        title[:24],
        Line("statement", _("The goal"), goal.statement, long=True, optional=False),
        *_kind_fields(goal, choices),
        Day("due", _("Due"), goal.due),
        owner_pick(goal.owner, choices),
        send=_("Keep"),
        carry={"code": goal.code, "kind": goal.kind.value},
    )


def _kind_fields(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    if goal.kind is GoalKind.LONG_TERM:
        return ()
    if goal.kind is GoalKind.IMPLEMENTATION:
        level = _("A level from 1 to 4")
        return (
            Line("activity", _("Key activity (rubric item)"), goal.activity, most=200),
            Number("baseline", _("Where we are"), goal.baseline, hint=level),
            Number("target", _("Where we want to be"), goal.target, hint=level),
            *_leads_to(goal, choices),
        )
    return (
        Line("measure", _("What we measure"), goal.measure, most=200),
        Number("baseline", _("Where we are"), goal.baseline),
        Number("target", _("Where we want to be"), goal.target),
        *_led_to_by(goal, choices),
    )


def _leads_to(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    linked = {link.outcome for link in choices.links if link.implementation == goal.code}
    return _links(choices, GoalKind.OUTCOME, _("Which outcome goals does it lead to?"), linked)


def _led_to_by(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    linked = {link.implementation for link in choices.links if link.outcome == goal.code}
    return _links(choices, GoalKind.IMPLEMENTATION, _("Which implementation goals lead to it?"), linked)


def _links(choices: Choices, kind: GoalKind, label: str, linked: set[str]) -> tuple[Field, ...]:
    others = [each for each in choices.goals if each.kind is kind]
    if not others:
        return ()
    options = tuple(Option(each.code, f"{each.code} {each.statement}") for each in others)
    chosen = tuple(each.code for each in others if each.code in linked)
    return (PickMany("links", label, options, chosen=chosen),)
