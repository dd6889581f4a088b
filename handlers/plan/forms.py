"""The forms in which strategies are written, and their answers, checked and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.kit.form import Day, Field, Form, InputField, Line, Note, Option, Pick, PickMany, Saying, form
from handlers.kit.form_values import opened, read
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say, when
from handlers.wording.days_and_hours import rhythm_fields, rhythm_from
from handlers.wording.role_and_team_names import role_name
from pdsa.errors import Refusal
from pdsa.framework import Framework
from pdsa.goals import Goal, Link, Strategy, next_code
from pdsa.names import among, same
from pdsa.people import PROMPTED, Member
from pdsa.permissions import in_sight, leads, of_school, plan_of
from pdsa.tags import TAGS, known_tags
from pdsa.text import _
from storage.store import YearStore

NOBODY = "-"


DISTRICT = "District"


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
    title, start, end, *others = opened(strategy_fields(choices.places), strategy)
    asked = [
        _goal_pick(strategy, choices) if by_lead else None,
        title,
        owner_pick(strategy.owner, choices) if by_lead else None,
        start,
        end,
        _prediction(strategy, today),
        *others,
        *rhythm_fields(strategy),
        PickMany(
            "tags",
            _("What it is about"),
            tuple(Option(tag, tag) for tag in TAGS),
            chosen=known_tags(strategy.tags),
            hint=_("Fitting guidance and examples are found by these."),
        ),
    ]
    fields = {field.name: field for field in asked if isinstance(field, InputField)}
    missing = [name for name in strategy.missing if name in fields] if strategy.code else []
    return form(
        "plan.strategy.keep",
        clip(_("Change the strategy") if strategy.code else _("New strategy"), 24),
        *_about_prediction(strategy, today),
        *(fields[name] for name in dict.fromkeys((*missing, *fields))),
        carry={"code": strategy.code},
        about=strategy.code,
    )


def strategy_fields(places: Sequence[str] = ()) -> list[Field | None]:
    """What a strategy holds as it is answered; its title, start and end come first."""
    where = _("The district, or one of the teams: {places}").format(places=", ".join(places[:8])) if places else ""
    return [
        Line("title", _("What we will do"), most=300, needed=_("Say in a few words what you will do.")),
        Day("start", _("Start"), hint=_("From this day on I ask how it goes.")),
        Day("end", _("End")),
        Line("where", _("Where"), most=200, hint=where),
        Line("partners", _("Partners"), most=500),
        Line("resources", _("Resources"), most=500),
        Line(
            "measure",
            _("A number to ask for each week"),
            most=200,
            hint=_("For example: families who came. Leave it empty where there is nothing to count."),
        ),
    ]


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


def _about_prediction(strategy: Strategy, today: date) -> tuple[Field, ...]:
    if strategy.start is None or strategy.start > today:
        return (Note(_("You can reword the prediction until the strategy starts. From then on it stays as it is.")),)
    told, day = _("It began on {day}: a prediction that you write now stays."), when(strategy.start, today)
    if not strategy.locked(today):
        return (Note(say(told, day=day)),)
    told = _("It began on {day}. From that day on the prediction stays as it was, word for word:")
    return Note(say(told, day=day)), Saying(strategy.prediction)


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


async def choices(
    store: YearStore, person: Member, school: str = "", owner: str = "", before: Strategy | None = None
) -> Choices:
    """What somebody can choose from now, in the district's plan or a school's: a school's lead chooses among their own
    team and whoever owns it already, and among their school's goals and the district's.

    A strategy of which something was said stays in its plan: the words are for that plan's leads.
    """
    people = await store.people.with_roles(PROMPTED)
    if not person.is_lead:
        people = [each for each in people if of_school(each, person.team) or each.email == owner.lower()]
    ours = plan_of(person)
    stays = before is not None and await _spoken_of(before, store)
    plans = {before.school} if stays and before else {"", school or ours}
    goals = [each for each in await store.plans.goals() if among(each.school, plans) and in_sight(person, each.school)]
    teams = dict.fromkeys(each.team for each in people if each.team and not each.district_team)
    return Choices(
        goals=tuple(sorted(goals, key=lambda each: not same(each.school, school or ours))),
        people=tuple(sorted(people, key=lambda each: each.name.casefold())),
        places=(DISTRICT, *teams) if person.is_lead else (ours,),
        links=tuple(await store.plans.links()),
        framework=await store.frameworks.get(store.cycle.framework) if store.cycle else None,
        stays=stays,
    )


async def _spoken_of(strategy: Strategy, store: YearStore) -> bool:
    """Whether anybody has said how a strategy goes, or looked back at it."""
    return strategy.code in {*await store.checkins.tallies(), *await store.schools.studied()}


async def strategy_from(turn: Turn, store: YearStore, before: Strategy | None) -> Strategy:
    """The strategy as answered; raises Refusal under the field that will not do."""
    codes = [each.code for each in await store.plans.strategies(dropped=True)]
    old = before or Strategy(code=next_code("S", codes), goal="", title="")
    # a form from before the lock has the one field for the wording, a later form the other
    wording = turn.text("prediction") if "prediction" in turn.answers else turn.text("later") or old.prediction
    new = replace(
        old,
        **read(strategy_fields(), turn),
        prediction=wording,
        rhythm=rhythm_from(turn, old.rhythm),
        tags=known_tags(turn.many("tags")) if "tags" in turn.answers else old.tags,
    )
    if before is None or leads(turn.person, before):
        new = await _led(new, turn, store, before)
    _check_days(turn, old, new)
    return new


async def _led(new: Strategy, turn: Turn, store: YearStore, before: Strategy | None) -> Strategy:
    """What only leads say: for which goal, and whose it is. What a school's lead adds to a district goal is done at
    their school.
    """
    code = await _goal_of(turn, store, before)
    school = next((each.school for each in await store.plans.goals(dropped=True) if each.code == code), "")
    where = new.where if turn.person.is_lead or school else turn.person.team
    return replace(new, goal=code, school=school, where=where, owner=await owner_from(turn, store, new.owner))


async def _goal_of(turn: Turn, store: YearStore, before: Strategy | None) -> str:
    offered = await choices(store, turn.person, before.school if before else "", before=before)
    goals = {goal.code for goal in offered.goals}
    if before is not None and not goals:
        return before.goal
    code = turn.required("goal", _("Choose the goal that it serves."))
    if code not in goals and offered.stays:
        told = _("What was said of it is for the leads of its own plan. Choose a goal of that plan, or add it anew.")
        raise Refusal(told, field="goal")
    if code not in goals:
        raise Refusal(_("That goal is no longer in the plan: choose another one."), field="goal")
    return code


async def owner_from(turn: Turn, store: YearStore, before: str = "") -> str:
    """The e-mail of the chosen owner, empty for nobody. A school's lead chooses from their own team."""
    email = turn.text("owner")
    if email in ("", NOBODY):
        return ""
    person = await store.people.by_email(email)
    if person is None or not person.active:
        raise Refusal(_("They are no longer in the plan: choose somebody else."), field="owner")
    if not person.prompted:
        told = _("{name} is here as {role}, who is never asked about a strategy. Choose somebody else.")
        raise Refusal(told.format(name=person.name, role=role_name(person.role).lower()), field="owner")
    if not (turn.person.is_lead or of_school(person, turn.person.team) or person.email == before.lower()):
        raise Refusal(_("Choose somebody of your school's team: a lead of the district can ask others."), field="owner")
    return person.email


def _check_days(turn: Turn, old: Strategy, new: Strategy) -> None:
    if new.start and new.end and new.end < new.start:
        text = _("It cannot end before it starts, on {day}.").format(day=when(new.start, turn.today))
        raise Refusal(text, field="end")
    if old.locked(turn.today) and (new.start is None or new.start > turn.today):
        text = _("It has begun, and its prediction stays from then on: Start can be earlier, but not a day to come.")
        raise Refusal(text, field="start")
