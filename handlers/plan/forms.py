"""The forms in which goals and strategies are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, PickMany, Saying, form
from handlers.kit.words import Words, clip, say, when
from handlers.wording.rhythms import rhythm_fields
from pdsa.framework import Framework
from pdsa.goals import Goal, Link, Strategy
from pdsa.people import Member
from pdsa.tags import TAGS, known_tags
from pdsa.text import _

NOBODY = "-"


@dataclass(frozen=True)
class Choices:
    """What the forms let people choose from. `people` may own; `places` are team names; `framework` has the rubric
    items. `stays` says that a strategy cannot go over to another plan's goals.
    """

    goals: tuple[Goal, ...]
    people: tuple[Member, ...]
    places: tuple[str, ...]
    links: tuple[Link, ...] = ()
    framework: Framework | None = None
    stays: bool = False


def pick_form(goals: Sequence[Goal], strategies: Sequence[Strategy], told: Words | None = None) -> Form:
    """Which part of the plan to open. `told` says why it is asked, if there is a reason."""
    options = [Option(each.code, each.title) for each in strategies]
    options += [Option(each.code, each.statement) for each in goals]
    why = Note(told) if told else None
    return form("plan.picked", _("Open a part"), why, Pick("code", _("Which one?"), tuple(options)), send=_("Open"))


def strategy_form(strategy: Strategy, choices: Choices, today: date, *, by_lead: bool) -> Form:
    """A strategy's fields, those first that are still missing. A new one has an empty code."""
    fields: dict[str, Field | None] = {
        "goal": _goal_pick(strategy, choices) if by_lead else None,
        "title": Line("title", _("What we will do"), strategy.title, optional=False, most=300),
        "owner": owner_pick(strategy.owner, choices) if by_lead else None,
        "start": Day("start", _("Start"), strategy.start, hint=_("From this day on I ask how it goes.")),
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
        **{field.name: field for field in rhythm_fields(strategy)},
        "tags": PickMany(
            "tags",
            _("What it is about"),
            tuple(Option(tag, tag) for tag in TAGS),
            chosen=known_tags(strategy.tags),
            hint=_("Fitting guidance and examples are found by these."),
        ),
    }
    missing = [name for name in strategy.missing if fields[name] is not None]
    order = [*missing, *(name for name in fields if name not in missing)] if strategy.code else list(fields)
    title = _("Change the strategy") if strategy.code else _("New strategy")
    return form(
        "plan.strategy.keep",
        clip(title, 24),
        *_about_prediction(strategy, today),
        *(fields[name] for name in order),
        send=_("Keep"),
        carry={"code": strategy.code},
        about=strategy.code,
    )


def _goal_pick(strategy: Strategy, choices: Choices) -> Pick | None:
    """None where every goal was set aside: the strategy stays with the one that it has."""
    if not choices.goals:
        return None
    options = tuple(Option(goal.code, goal.statement) for goal in choices.goals)
    hint = _("Goals of its own plan: what was said of it is for that plan's leads.") if choices.stays else ""
    return Pick("goal", _("For which goal"), options, chosen=strategy.goal or None, hint=hint)


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
