"""`/sel plan`: the plan page by page; see a part, add to it, change it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from handlers.answers.edit_conflicts import reopened
from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Ask, Replace, Replies, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, typed, when
from handlers.plan import history, logic, missing, notifications
from handlers.plan.forms import choices, pick_form, strategy_form, strategy_from
from handlers.plan.goal_and_strategy_cards import (
    goal_line,
    like,
    named_in,
    part_card,
    strategy_line,
    the_goal,
    the_strategy,
    whole_plan,
)
from handlers.plan.goal_forms import goal_for, goal_form, goal_from, keep_links, kind_form
from handlers.plan.missing import ASKS
from handlers.plan.reader_view import ROWS, PlanView, only_its_leads, only_leads, owner_or_lead
from handlers.wording.measures import can_show_words
from handlers.wording.notifications import owners, refresh_asked, tell_new_owners
from handlers.wording.strategy import to_take_up_parts
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.names import folded, same
from pdsa.people import EVERYONE, LEADING, LEADS, PROMPTED, Member, Role
from pdsa.permissions import edits, edits_goal, in_sight, leads, plan_of
from pdsa.text import _, _l
from storage.store import YearStore
from storage.year_launch import to_take_up

feature = Feature("plan", ahead=True)
SIDE_BY_SIDE = LEADS | {Role.SUPERVISOR}
"""To whom `school` shows all schools."""


def overview(
    whole: PlanView, turn: Turn, page: int = 0, take_up: Sequence[str] = (), first: Words | None = None
) -> Card:
    """One page of the plan, and what can be done with it. `first` stands above it."""
    parts = whole.rows
    pages = max(1, -(-len(parts) // ROWS))
    page = min(max(page, 0), pages - 1)
    shown = parts[page * ROWS : (page + 1) * ROWS]
    adds = turn.person.role in LEADING
    return card(
        Text(first) if first else None,
        Title(_("The plan for {year}").format(year=whole.label)),
        _counts(whole, turn.person),
        *_groups(whole, shown, turn.today),
        *to_take_up_parts(take_up),
        _who_can(whole, turn),
        buttons(
            Button(_("Open one"), "plan.pick") if parts else None,
            Button(_("Add a strategy"), "plan.strategy.new") if adds and whole.goals else None,
            Button(_("Add a goal"), "plan.goal.new", main=not parts) if adds else None,
            Button(_("Logic model"), "plan.logic") if parts else None,
        ),
        buttons(
            Button(_("What is missing"), "plan.missing") if adds and parts else None,
            Button(_("By file"), "file") if turn.person.is_lead else None,
            Button(_("Left out by an import"), "plan.left") if turn.person.is_lead and whole.left_out else None,
        ),
        buttons(
            Button(_("The rubric"), "rate"),
            Button(_("Back"), "plan.page", str(page - 1)) if page else None,
            Button(_("More"), "plan.page", str(page + 1)) if page + 1 < pages else None,
        ),
    )


def _counts(whole: PlanView, person: Member) -> Text:
    parts = whole.rows
    goals = sum(isinstance(each, Goal) for each in parts)
    if not parts:
        return Text(
            _("It is empty so far. A goal comes first, then what you will do for it; or a lead sends me a file.")
        )
    told = say(
        _("{goals} and {strategies}."),
        goals=count("{n} goal", "{n} goals", goals),
        strategies=count("{n} strategy", "{n} strategies", len(parts) - goals),
    )
    schools = {folded(each.school) for each in whole.goals if each.school} - {folded(whole.mine)}
    if schools:
        told += say(_(" Schools with goals of their own: {n}."), n=len(schools))
        told += say(_(" `school` shows them side by side.")) if person.role in SIDE_BY_SIDE else ()
    elif whole.mine and any(same(each.school, whole.mine) for each in whole.goals):
        told += say(_(" Your school's own come first, then the district's."))
    return Text(told)


def _groups(whole: PlanView, shown: Sequence[Goal | Strategy], today: date) -> list[Part]:
    """The rows as paragraphs for goals, with their strategies as lists below."""
    parts: list[Part] = []
    for kind, rows in groupby(shown, key=type):
        lines = [
            goal_line(whole, row, today) if isinstance(row, Goal) else strategy_line(whole, row, today) for row in rows
        ]
        parts += [Text(line) for line in lines] if kind is Goal else [Items(tuple(lines))]
    return parts


def _who_can(whole: PlanView, turn: Turn) -> Text | None:
    if turn.person.is_lead:
        return None
    template = _("{leads} can change it.")
    if turn.person.role in LEADING:
        template = _("You can add to your school's plan and change what stands there; {leads} can change all of it.")
    elif turn.person.prompted and whole.school_leads:
        template = _("You can change what you own; {own} can change your school's plan, {leads} all of it.")
    elif turn.person.prompted:
        template = _("You can change what you own; {leads} can change all of it.")
    return Text(say(template, own=whole.school_leads, leads=whole.leads))


feature.include(history.router, logic.router, missing.router, notifications.router)


@feature.command(
    "plan",
    help=_l("See the year's goals and strategies; add and change them"),
    who=EVERYONE,
    example="S3",
    label=_l("The plan"),
    group=Group.THE_PLAN,
    phases={Phase.PLAN: 1},
    always=2,
    synonyms="goals goal strategies strategy prediction predictions logic missing smartie plans planning",
    why=Reasons(
        what=_l("Goals of several years, this year's goals, and strategies with an owner, dates and a prediction."),
        why=_l("A plan that everybody can see is one that people can help with."),
        when=_l("In PLAN; it can be changed all year, and what stood before is kept."),
        who=_l("Leads write it; owners fill in their own strategies."),
        resource="vision",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    wanted = turn.words or turn.value
    if wanted.strip().lower().split(" ")[0] in ("import", "export", "template", "file", "upload", "workbook"):
        return Then("file")
    if wanted.strip().lower().startswith("logic"):
        return Say(await logic.drawn(turn, store))
    if wanted.strip().lower() == "missing" and turn.person.prompted:
        return await missing.show(turn, store)
    whole = await whole_plan(store, turn)
    if code := named_in(wanted, whole):
        return Say(await part_card(code, whole, turn, store))
    if parts := like(wanted, whole):
        goals = [each for each in parts if isinstance(each, Goal)]
        told = say(_("“{words}” fits more than one part of the plan."), words=clip(wanted.strip(), 80))
        return Ask(pick_form(goals, [each for each in parts if isinstance(each, Strategy)], told))
    if any(letter.isdecimal() for letter in wanted):  # "plan please" is no code; this looks like one
        return Say(await part_card(wanted, whole, turn, store))
    first = (
        say(_("I find nothing like “{words}” in the plan."), words=clip(wanted.strip(), 80)) if wanted.strip() else None
    )
    return Say(overview(whole, turn, take_up=await _to_take_up(turn, store), first=first))


async def _to_take_up(turn: Turn, store: YearStore) -> list[str]:
    """What last year's decisions want to be taken up and no goal names, for those who can add one."""
    before = await store.cycles.before(turn.cycle) if turn.person.is_lead else None
    return await to_take_up(store, before, turn.cycle) if before else []


@feature.button("plan.page", who=EVERYONE, writes=False)
async def page(turn: Turn, store: YearStore) -> Replies:
    number = whole(turn.value) or 0
    return Replace(overview(await whole_plan(store, turn), turn, number))


@feature.button("plan.pick", who=EVERYONE, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    parts = (await whole_plan(store, turn)).rows
    if not parts:
        raise Refusal(_("The plan is empty so far. A lead can add a goal with `plan`."))
    goals = [each for each in parts if isinstance(each, Goal)]
    return Ask(pick_form(goals, [each for each in parts if isinstance(each, Strategy)]))


@feature.form("plan.picked", who=EVERYONE, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    code = turn.required("code", _("Choose one."))
    return Say(await part_card(code, await whole_plan(store, turn), turn, store))


@feature.button("plan.strategy", who=EVERYONE, writes=False)
async def change_strategy(turn: Turn, store: YearStore) -> Replies:
    """The strategy's form for those who may change it, else its card."""
    strategy = await the_strategy(turn.value, store)
    if not edits(turn.person, strategy):
        return Say(await part_card(strategy.code, await whole_plan(store, turn), turn, store))
    known = await choices(store, turn.person, strategy.school, strategy.owner, before=strategy)
    return Ask(strategy_form(strategy, known, turn.today, by_lead=leads(turn.person, strategy)))


@feature.button("plan.strategy.new", who=LEADING, writes=False)
async def new_strategy(turn: Turn, store: YearStore) -> Replies:
    goals = [each for each in await store.plans.goals() if in_sight(turn.person, each.school)]
    goal = next((each for each in goals if each.code == turn.value), None)
    offered = await choices(store, turn.person, goal.school if goal else "")
    if not offered.goals:
        raise Refusal(_("A goal comes first: a strategy says what you will do for it. `plan` lets you add one."))
    blank = Strategy(
        code="", goal=goal.code if goal else "", title="", where=goal.school if goal else plan_of(turn.person)
    )
    return Ask(strategy_form(blank, offered, turn.today, by_lead=True))


@feature.form("plan.strategy.keep", who=PROMPTED, now=reopened(change_strategy, "code"))
async def keep_strategy(turn: Turn, store: YearStore) -> Replies:
    code = turn.carry.get("code", "")
    before = await the_strategy(code, store) if code else None
    if before is None:
        await only_leads(turn.person, store, plan_of(turn.person))
    else:
        await owner_or_lead(turn.person, before, store)
    owned_by = await owners(store)
    after = await store.plans.put_strategy(await strategy_from(turn, store, before))
    await tell_new_owners(owned_by, store, turn.person.id)
    await refresh_asked(store, after.code, *ASKS)
    first = _kept_words(turn, before, after)
    if (where := turn.text("where")) and where != after.where:
        told = _(" Where it is done stays {where}: what a school adds to a district's goal is done there.")
        first += say(told, where=after.where)
    return Say(await part_card(after.code, await whole_plan(store, turn), turn, store, first))


def _kept_words(turn: Turn, before: Strategy | None, after: Strategy) -> Words:
    """What became of it, and of the prediction above all."""
    later = len(after.amendments) - (len(before.amendments) if before else 0)
    if later and after.start:
        told = _("Kept. The prediction stays as it was when it began on {day}; your new wording stands beside it.")
        return say(told, day=when(after.start, turn.today))
    if after.outside(turn.cycle.year.first_day, turn.cycle.year.last_day):
        return say(_("Kept. Its days lie outside the school year: as they stand, nobody is asked about it."))
    if before is None:
        return say(_("Kept. To find it again, type {word}."), word=typed(f"plan {after.code}"))
    if after.locked(turn.today) and not before.locked(turn.today):
        return say(_("Kept. It has begun, so the prediction stays as it is from now on."))
    return say(_("Kept."))


@feature.button("plan.goal", who=EVERYONE, writes=False)
async def change_goal(turn: Turn, store: YearStore) -> Replies:
    """The goal's form for a lead, else its card."""
    goal = await the_goal(turn.value, store)
    if not edits_goal(turn.person, goal):
        return Say(await part_card(goal.code, await whole_plan(store, turn), turn, store))
    return Ask(goal_form(goal, await choices(store, turn.person, goal.school, goal.owner)))


@feature.button("plan.goal.new", who=LEADING, writes=False)
async def new_goal(turn: Turn, store: YearStore) -> Replies:
    """The form for a goal of the key activity that a decision takes up; else the choice of its kind."""
    if not turn.value:
        return Ask(kind_form())
    return Ask(goal_form(await goal_for(turn.value, turn, store), await choices(store, turn.person)))


@feature.form("plan.goal.kind", who=LEADING, writes=False)
async def goal_kind(turn: Turn, store: YearStore) -> Replies:
    chosen = turn.required("kind", _("Choose one of the three."))
    if chosen not in set(GoalKind):
        raise Refusal(_("Choose one of the three."), field="kind")
    return Ask(goal_form(Goal("", GoalKind(chosen), ""), await choices(store, turn.person)))


@feature.form("plan.goal.keep", who=LEADING, now=reopened(change_goal, "code"))
async def keep_goal(turn: Turn, store: YearStore) -> Replies:
    code = turn.carry.get("code", "")
    before = await the_goal(code, store) if code else None
    if before is not None:
        await only_its_leads(turn.person, before, store)
    goal = await goal_from(turn, store, before)
    await store.plans.put_goal(goal)
    await keep_links(turn, store, goal)
    first = say(_("Kept.")) if code else say(_("Kept. To find it again, type {word}."), word=typed(f"plan {goal.code}"))
    if goal.due and goal.due < turn.today and (before is None or before.due != goal.due):
        first += say(
            _(" Its date, {day}, is over already: change it if that was a slip."), day=when(goal.due, turn.today)
        )
    if goal.measure and (before is None or not same(before.measure, goal.measure)):
        first += say(" ") + await can_show_words(goal.measure, turn.cycle, turn.today, store)
    return Say(await part_card(goal.code, await whole_plan(store, turn), turn, store, first))
