"""`/sel plan` and its doors: see the plan, add to it, change it, settle what an import left out."""

from handlers.kit.asked import refresh_asked
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.choose import matching
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, _, clip, say, when
from handlers.plan.allowed import goals_leads, lead_names, only_leads, owner_or_lead, strategys_leads
from handlers.plan.answers import choices, goal_from, keep_links, outside_year, strategy_from
from handlers.plan.cards import Whole, goal_card, overview, rows, strategy_card
from handlers.plan.forms import goal_form, kind_form, pick_form, strategy_form
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.people import EVERYONE, LEADING, LEADS, PROMPTED, Member
from pdsa.reach import edits, edits_goal, in_sight, leads, owns, plan_of
from storage.left_out import LeftOut, left_out, settle_left_out
from storage.store import Store

feature = Feature("plan")
LISTED = 15


async def whole_plan(store: Store, turn: Turn) -> Whole:
    """The plan as cards show it."""
    left = await left_out(store)
    person = turn.person
    return Whole(
        label=turn.cycle.label,
        zone=turn.cycle.zone,
        goals=tuple(each for each in await store.plans.goals() if in_sight(person, each.school)),
        strategies=tuple(each for each in await store.plans.strategies() if _sees(person, each)),
        links=tuple(await store.plans.links()),
        names=await store.people.names(),
        leads=await lead_names(store),
        left_out=len(left.goals) + len(left.strategies),
        mine=plan_of(person),
    )


def _sees(person: Member, strategy: Strategy) -> bool:
    return in_sight(person, strategy.school) or owns(person, strategy)


@feature.command("plan", help=_("See the year's goals and strategies; add and change them"), who=EVERYONE, example="S3")
async def show(turn: Turn, store: Store) -> Replies:
    wanted = turn.words or turn.value
    if wanted.strip().lower().startswith("import"):
        return Say(
            card(Text(_("A plan comes in as a workbook, where I run: `sel-bot import FILE`. I check it whole first.")))
        )
    whole = await whole_plan(store, turn)
    if code := _named_in(wanted, whole):
        return Say(await _part(code, whole, turn, store))
    if any(letter.isdecimal() for letter in wanted):  # "plan please" is no code; this looks like one
        return Say(await _part(wanted, whole, turn, store))
    return Say(overview(whole, turn))


def _named_in(wanted: str, whole: Whole) -> str:
    """The code of the one part that is meant by its code or by words of its title; empty where none is."""
    goals = {each.code.casefold(): each.code for each in whole.goals}
    found = matching(_code(wanted), whole.strategies) or (matching(wanted.strip(), whole.strategies) if wanted else ())
    return found[0].code if len(found) == 1 else goals.get(_code(wanted), "")


def _code(said: str) -> str:
    return "".join(said.split()).strip(".,:;!?").casefold()


async def _part(wanted: str, whole: Whole, turn: Turn, store: Store, first: Words | None = None) -> Card:
    """The card of the goal or strategy with this code, however it is spelled."""
    code = _code(wanted)
    strategy = next((s for s in await store.plans.strategies(dropped=True) if s.code.casefold() == code), None)
    if strategy is not None and _sees(turn.person, strategy):
        return strategy_card(whole, strategy, turn, editable=edits(turn.person, strategy), first=first)
    goal = next((g for g in whole.goals if g.code.casefold() == code), None)
    if goal is None:
        told = _("I find no goal or strategy {code} in the plan. `plan` shows them all.")
        raise Refusal(told.format(code=clip(wanted, 40)))
    return goal_card(whole, goal, turn, first=first)


@feature.button("plan.page", who=EVERYONE, writes=False)
async def page(turn: Turn, store: Store) -> Replies:
    number = whole(turn.value) or 0
    return Replace(overview(await whole_plan(store, turn), turn, number))


@feature.button("plan.pick", who=EVERYONE, writes=False)
async def pick(turn: Turn, store: Store) -> Replies:
    found = rows(await whole_plan(store, turn))
    if not found:
        raise Refusal(_("The plan is empty so far. A lead can add a goal with `plan`."))
    goals = [each for each in found if isinstance(each, Goal)]
    return Ask(pick_form(goals, [each for each in found if isinstance(each, Strategy)]))


@feature.form("plan.picked", who=EVERYONE, writes=False)
async def picked(turn: Turn, store: Store) -> Replies:
    code = turn.required("code", _("Choose one."))
    return Say(await _part(code, await whole_plan(store, turn), turn, store))


@feature.button("plan.strategy", who=EVERYONE, writes=False)
async def change_strategy(turn: Turn, store: Store) -> Replies:
    """The strategy's form for those who may change it, else its card."""
    strategy = await _strategy(turn.value, store)
    if not edits(turn.person, strategy):
        return Say(await _part(strategy.code, await whole_plan(store, turn), turn, store))
    known = await choices(store, turn.person, strategy.school, strategy.owner)
    return Ask(strategy_form(strategy, known, turn.today, by_lead=leads(turn.person, strategy)))


@feature.button("plan.strategy.new", who=LEADING, writes=False)
async def new_strategy(turn: Turn, store: Store) -> Replies:
    goal = next((each for each in await store.plans.goals() if each.code == turn.value), None)
    known = await choices(store, turn.person, goal.school if goal else "")
    if not known.goals:
        raise Refusal(_("A goal comes first: a strategy says what you will do for it. `plan` lets you add one."))
    blank = Strategy(code="", goal=turn.value, title="", where=goal.school if goal else plan_of(turn.person))
    return Ask(strategy_form(blank, known, turn.today, by_lead=True))


@feature.form("plan.strategy.keep", who=PROMPTED)
async def keep_strategy(turn: Turn, store: Store) -> Replies:
    code = turn.carry.get("code", "")
    before = await _strategy(code, store) if code else None
    if before is None:
        await only_leads(turn.person, store, plan_of(turn.person))
    else:
        await owner_or_lead(turn.person, before, store)
    after = await store.plans.put_strategy(await strategy_from(turn, store, before))
    await refresh_asked(store, after.code, "plan", "plan-nudge")
    first = _kept_words(turn, before, after)
    return Say(await _part(after.code, await whole_plan(store, turn), turn, store, first))


def _kept_words(turn: Turn, before: Strategy | None, after: Strategy) -> Words:
    """What became of it, and of the prediction above all."""
    later = len(after.amendments) - (len(before.amendments) if before else 0)
    if later and after.start:
        told = _("Kept. The prediction stays as it was when it began on {day}; your new wording stands beside it.")
        return say(told, day=when(after.start, turn.today))
    if outside_year(after, turn.cycle.year.first_day, turn.cycle.year.last_day):
        return say(_("Kept. Its days lie outside the school year: as they stand, nobody is asked about it."))
    if before is None:
        return say(_("Kept as *{code}*."), code=after.code)
    if after.locked(turn.today) and not before.locked(turn.today):
        return say(_("Kept. It has begun, so the prediction stays as it is from now on."))
    return say(_("Kept."))


@feature.button("plan.goal", who=EVERYONE, writes=False)
async def change_goal(turn: Turn, store: Store) -> Replies:
    """The goal's form for a lead, else its card."""
    goal = await _goal(turn.value, store)
    if not edits_goal(turn.person, goal):
        return Say(await _part(goal.code, await whole_plan(store, turn), turn, store))
    return Ask(goal_form(goal, await choices(store, turn.person, goal.school, goal.owner)))


@feature.button("plan.goal.new", who=LEADING, writes=False)
async def new_goal(turn: Turn, store: Store) -> Replies:
    return Ask(kind_form())


@feature.form("plan.goal.kind", who=LEADING, writes=False)
async def goal_kind(turn: Turn, store: Store) -> Replies:
    chosen = turn.required("kind", _("Choose one of the three."))
    if chosen not in set(GoalKind):
        raise Refusal(_("Choose one of the three."), field="kind")
    return Ask(goal_form(Goal("", GoalKind(chosen), ""), await choices(store, turn.person)))


@feature.form("plan.goal.keep", who=LEADING)
async def keep_goal(turn: Turn, store: Store) -> Replies:
    code = turn.carry.get("code", "")
    before = await _goal(code, store) if code else None
    if before is not None:
        await goals_leads(turn.person, before, store)
    goal = await goal_from(turn, store, before)
    await store.plans.put_goal(goal)
    await keep_links(turn, store, goal)
    first = say(_("Kept.")) if code else say(_("Kept as *{code}*."), code=goal.code)
    return Say(await _part(goal.code, await whole_plan(store, turn), turn, store, first))


@feature.button("plan.left", who=LEADS, writes=False)
async def show_left_out(turn: Turn, store: Store) -> Replies:
    return Say(await _left_out_card(store))


@feature.button("plan.aside", who=LEADING)
async def set_aside(turn: Turn, store: Store) -> Replies:
    kind, code = await _led(turn, store)
    await store.plans.drop(kind, code)
    await settle_left_out(store, kind, code, kept=False)
    told = _("*{code}* is set aside. Nobody is asked about it any more; what was said of it stays.")
    return await _settled(turn, store, say(told, code=code))


@feature.button("plan.stays", who=LEADS)
async def stays(turn: Turn, store: Store) -> Replies:
    kind, code = await _named(turn.value, store)
    await settle_left_out(store, kind, code, kept=True)
    return await _settled(turn, store, say(_("*{code}* stays in the plan."), code=code))


@feature.button("plan.back", who=LEADING)
async def take_up(turn: Turn, store: Store) -> Replies:
    kind, code = await _led(turn, store)
    await store.plans.take_up(kind, code)
    first = say(_("*{code}* is part of the plan again."), code=code)
    return Replace(await _part(code, await whole_plan(store, turn), turn, store, first))


async def _settled(turn: Turn, store: Store, told: Words) -> Replies:
    """What was done, and what is still left out."""
    left = await left_out(store)
    if not turn.person.is_lead or (not left.goals and not left.strategies):
        return Replace(card(Text(told), buttons(Button(_("The whole plan"), "plan"))))
    return Replace(await _left_out_card(store, told))


async def _left_out_card(store: Store, first: Words | None = None) -> Card:
    """What the last import left out, one choice at a time: the first of them has the buttons."""
    left = await left_out(store)
    named = await _left_names(left, store)
    if not named:
        return card(Text(_("Everything in the plan was in the last import as well.")))
    (kind, code), words = next(iter(named.items()))
    return card(
        Text(first) if first else None,
        Title(_("Left out by the last import")),
        Text(_("These stand here and not in the file any more. Nothing was deleted: say for each what becomes of it.")),
        Items(tuple(list(named.values())[:LISTED])),
        Text(say(_("And {n} more."), n=len(named) - LISTED)) if len(named) > LISTED else None,
        Text(say(_("First, {part}:"), part=words)),
        buttons(
            Button(_("Set {code} aside").format(code=code), "plan.aside", f"{kind}:{code}"),
            Button(_("Keep {code}").format(code=code), "plan.stays", f"{kind}:{code}"),
        ),
    )


async def _left_names(left: LeftOut, store: Store) -> dict[tuple[str, str], Words]:
    """What was left out, by kind and code, in words."""
    titles = {("strategy", each.code): each.title for each in await store.plans.strategies()}
    titles |= {("goal", each.code): each.statement for each in await store.plans.goals()}
    wanted = [*(("strategy", code) for code in left.strategies), *(("goal", code) for code in left.goals)]
    return {
        key: say(_("*{code}* {title}"), code=key[1], title=clip(titles[key], 150)) for key in wanted if key in titles
    }


async def _named(value: str, store: Store) -> tuple[str, str]:
    """The kind and code in a button's value, if there is such a part."""
    kind, _colon, code = value.partition(":")
    if kind == "strategy":
        return kind, (await _strategy(code, store)).code
    return "goal", (await _goal(code, store)).code


async def _led(turn: Turn, store: Store) -> tuple[str, str]:
    """The same, where the person leads it. Raises NotAllowed."""
    kind, code = await _named(turn.value, store)
    if kind == "strategy":
        await strategys_leads(turn.person, await _strategy(code, store), store)
    else:
        await goals_leads(turn.person, await _goal(code, store), store)
    return kind, code


async def _strategy(code: str, store: Store) -> Strategy:
    found = await store.plans.strategy(code)
    if found is None:
        raise Refusal(_("I find no strategy {code} in the plan. `plan` shows them all.").format(code=clip(code, 40)))
    return found


async def _goal(code: str, store: Store) -> Goal:
    found = {each.code: each for each in await store.plans.goals(dropped=True)}.get(code)
    if found is None:
        raise Refusal(_("I find no goal {code} in the plan. `plan` shows them all.").format(code=clip(code, 40)))
    return found
