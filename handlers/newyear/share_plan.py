"""Sharing the new plan: a lead reads the card as it would be posted, approves it, and only then it goes out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from handlers.kit.card import Button, Card, Items, Part, Text, Title, card
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, count, join, say, when
from handlers.newyear.overview import overview_card, the_turn
from handlers.wording.earlier_years import on_its_way
from handlers.wording.measures import bare_name, named
from handlers.wording.notifications import look_first, mark, may_stand, stamp, sure
from handlers.wording.released_sentences import as_posted, keep, told_in
from handlers.wording.strategy import few, value_words
from pdsa.calendar import instant
from pdsa.cycle import Cycle
from pdsa.digest_quotes import same as alike
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation
from pdsa.names import same
from pdsa.old_year_promises import last_school_day
from pdsa.people import LEADS
from pdsa.text import _, _l
from storage.figures_of_year import figures_of
from storage.notification_states import Draft, Notification
from storage.outages_and_restores import PutBack
from storage.store import YearStore
from storage.year_launch import PLAN_SHARED

router = Router()
GOALS, EACH, LEARNINGS, LINES = 5, 3, 3, 20
"""So many goals, strategies of each, and learnings stand in the message; and lines in each of its details."""
Told = Mapping[str, Any]


async def plan_told(store: YearStore, cycle: Cycle) -> Told:
    """The plan as others read it: plain values, kept as they were approved. Schools' own goals are theirs to tell."""
    goals = [each for each in await store.plans.goals() if not each.school]
    waits = await store.parked.waiting()
    codes = {each.code for each in goals}
    strategies = [each for each in await store.plans.strategies() if each.goal in codes]
    lessons = await _learned(store, strategies)
    sentences = await told_in(cycle.channels.approved, store)
    latest = await _latest(store, cycle)
    return {
        "district": cycle.district,
        "label": cycle.label,
        "first_day": cycle.year.first_day.isoformat(),
        "goals": [_goal(each, strategies, latest, cycle.district) for each in goals if each.code not in waits],
        "waiting": [each.statement for each in goals if each.code in waits],
        "lessons": [each for each in lessons if alike(each["learned"]) not in sentences],
        "told": any(alike(each["learned"]) in sentences for each in lessons),
    }


async def _learned(store: YearStore, strategies: Sequence[Strategy]) -> list[dict[str, str]]:
    """What was learned of the strategies that go on, in words that anybody may read, each sentence once."""
    learned = await store.memory.of([each.carried_from for each in strategies], None)
    found = [
        {"title": strategy.title, "from": before.title, "learned": before.learned}
        for strategy in strategies
        if (before := learned.get(strategy.carried_from)) and before.learned
    ]
    return list({alike(each["learned"]): each for each in reversed(found)}.values())[::-1]


async def _latest(store: YearStore, cycle: Cycle) -> Callable[[str], Observation | None]:
    """The latest numbers of the year before, which are this year's baselines."""
    before = await store.cycles.before(cycle)
    return (await figures_of(store, before, before.year.last_day)).latest if before else lambda _measure: None


def _goal(
    goal: Goal, strategies: Sequence[Strategy], latest: Callable[[str], Observation | None], district: str
) -> dict[str, Any]:
    what, figures = goal.activity or bare_name(goal.measure), ""
    if what and goal.baseline is not None and goal.target is not None:
        first, last = (value_words(goal.measure, value) for value in (goal.baseline, goal.target))
        taken = latest(goal.measure)
        if taken is not None and taken.value == goal.baseline:
            what, first = named(goal.measure, taken.group, district), f"{first} ({when(taken.day)})"
        figures = f"{first} → {last}"
        if goal.baseline == goal.target:
            figures = _("stays at {level}").format(level=last)
        figures = figures if same(what, goal.statement) else f"{what}: {figures}"
    mine = [each.title for each in strategies if each.goal == goal.code]
    return {"long": goal.kind is GoalKind.LONG_TERM, "statement": goal.statement, "figures": figures, "for": mine}


def plan_card(plan: Told) -> Card:
    """The message: what the year is for, what will be done, and what last year taught; all of it in the thread."""
    year_goals = [each for each in plan["goals"] if not each["long"]]
    long_term = [each["statement"] for each in plan["goals"] if each["long"]]
    district = clip(plan["district"], 60) or _("our district")
    begins = _("School begins on {day}. This is the plan for social and emotional learning (SEL) this year.")
    left = len(year_goals) - GOALS
    return card(
        Title(_("What {district} plans for {year}").format(district=district, year=plan["label"])),
        Text(say(begins, day=when(date.fromisoformat(plan["first_day"])))),
        Text(say(_("*In the long run:* {goal}"), goal=clip(long_term[0], 300))) if long_term else None,
        *(part for each in year_goals[:GOALS] for part in _goal_parts(each)),
        Text(say(_("And {n} more goals, below."), n=left)) if left > 0 else None,
        *_lessons(plan),
        details=tuple(_details(plan)) if _is_long(plan) else (),
    )


def _goal_parts(goal: Told) -> Iterator[Part]:
    head = say("*{statement}*", statement=clip(goal["statement"], 200))
    yield Text(head + say(" ({figures})", figures=clip(goal["figures"], 150)) if goal["figures"] else head)
    if goal["for"]:
        yield Items(few([clip(each, 150) for each in goal["for"]], EACH))


def _lessons(plan: Told) -> Iterator[Part]:
    """What last year taught; what these readers have read before is not quoted again."""
    lessons: Sequence[Told] = plan["lessons"]
    if lessons:
        yield Text(say(_("*What we take along from last year*")))
        lines = [
            say("*{title}*: “{learned}”", title=clip(each["from"], 100), learned=clip(each["learned"], 250))
            for each in lessons[:LEARNINGS]
        ]
        yield Items(tuple(lines))
    elif plan.get("told"):
        yield Text(_("What last year taught us and what we take along stand further up in this channel."))


def _is_long(plan: Told) -> bool:
    goals = [each for each in plan["goals"] if not each["long"]]
    return len(goals) > GOALS or any(len(each["for"]) > EACH for each in goals) or bool(plan["waiting"])


def _details(plan: Told) -> Iterator[Card]:
    """Every goal and strategy, and what waits, a few dozen lines a message."""
    lines: list[Words] = []
    for goal in plan["goals"]:
        figures = f" ({clip(goal['figures'], 150)})" if goal["figures"] else ""
        lines.append(say("*{goal}*{figures}", goal=clip(goal["statement"], 250), figures=figures))
        lines += [as_written(clip(each, 200)) for each in goal["for"]]
    lines += [say(_("*Waits for now:* {goal}"), goal=clip(each, 250)) for each in plan["waiting"]]
    for start in range(0, len(lines), LINES):
        yield card(Items(tuple(lines[start : start + LINES])))


async def _doubted(new: Cycle, store: YearStore) -> PutBack | None:
    """The restore before which the plan may have been shared: by then the year before could be over."""
    old = await store.cycles.before(new)
    over = last_school_day(old) if old else new.year.first_day
    return await may_stand(instant(over, time(0), new.zone), store)


async def _to_share(turn: Turn, store: YearStore) -> Cycle:
    """The new year. Raises Refusal where there is none, no goal, no channel, or where it was shared."""
    turning = await the_turn(turn, store)
    if turning.new is None:
        raise Refusal(_("The next year has to be launched first: `newyear` shows from when on that is possible."))
    if not turning.new.channels.approved:
        raise Refusal(_("The plan names no channel for stakeholders or leadership. `setup` is the place to name one."))
    if await on_its_way(turning, store):
        told = _("The plan for {year} was approved before, and goes out once.")
        raise Refusal(told.format(year=turning.new.label))
    if not await store.plans.goals():
        raise Refusal(_("The new plan has no goals yet. `plan` adds them; then it can be shared."))
    return turning.new


@router.button("newyear.share", who=LEADS, writes=False)
async def preview(turn: Turn, store: YearStore) -> Replies:
    """The card as it would be posted, above the buttons that decide."""
    return Say(await _preview(store, await _to_share(turn, store)))


async def _preview(store: YearStore, new: Cycle, first: Words | None = None) -> Card:
    plan, doubt = await plan_told(store.year(new), new), await _doubted(new, store)
    shown, where = plan_card(plan), join(new.channels.approved)
    more = count("{n} message", "{n} messages", len(shown.details))
    asks = _("The plan will be posted to {channels}.").format(channels=where)
    return card(
        Text(first) if first else None,
        Text(say(_("*A draft* for {channels}. Nobody there sees it before you approve it."), channels=where)),
        Text(look_first(doubt, new.channels.approved, new.zone)) if doubt else None,
        *shown.parts,
        Text(say(_("All goals and strategies follow in its thread, in {n}."), n=more)) if shown.details else None,
        Button(_("It stands there"), "newyear.share.there", stamp(plan, doubt), main=True) if doubt else None,
        Button(
            _("Approve and post"),
            "newyear.share.now",
            stamp(plan, doubt),
            main=not doubt,
            ask_first=sure(doubt, new.channels.approved, new.zone) if doubt else asks,
        ),
        Button(_("Change the plan first"), "plan"),
        Button(_("Not now"), "newyear"),
    )


@router.button("newyear.share.now", who=LEADS)
async def approve(turn: Turn, store: YearStore) -> Replies:
    """Posts the plan as it was read; a plan that changed meanwhile is shown again instead."""
    new = await _to_share(turn, store)
    if again := await _unread(turn, store, new):
        return again
    await _write(store, new)
    sent = say(_("Approved by you. It goes to {channels} now."), channels=join(new.channels.approved))
    return Replace(await overview_card(turn, store, sent))


@router.button("newyear.share.there", who=LEADS)
async def there(turn: Turn, store: YearStore) -> Replies:
    """Somebody looked: it was posted before the database was put back. It counts as shared; nothing is posted."""
    new = await _to_share(turn, store)
    if again := await _unread(turn, store, new):
        return again
    await _write(store, new)
    here = store.year(new)
    for notification in await here.outbox.of_kind(PLAN_SHARED):
        await post(notification, here)
        await here.outbox.declare_sent(notification.key)
    kept = say(_("Kept: the plan stands in {channels}."), channels=join(new.channels.approved))
    return Replace(await overview_card(turn, store, kept))


async def _unread(turn: Turn, store: YearStore, new: Cycle) -> Replace | None:
    """The plan as it reads now, where it is not what was read, or the doubt whether it stands there was not."""
    doubt = await _doubted(new, store)
    if turn.value == stamp(await plan_told(store.year(new), new), doubt):
        return None
    told = _("It has changed since you saw it. This is how it reads now: please look, then approve.")
    if doubt and not turn.value.endswith(mark(doubt)):
        told = _("Before it is approved: it may have been posted already. Please read why, and look.")
    return Replace(await _preview(store, new, say(told)))


async def _write(store: YearStore, new: Cycle) -> None:
    """It is approved as it reads now, and its channels have their notifications."""
    here = store.year(new)
    await here.years.approve_plan(await plan_told(here, new))
    await here.outbox.write(
        Draft(PLAN_SHARED, new.label, store.now, channel=channel, prompt=False) for channel in new.channels.approved
    )


@router.notification(PLAN_SHARED, about=_l("the new year's plan, once approved"))
async def post(notification: Notification, store: YearStore) -> Card | None:
    """The plan as it was approved; None where nobody approved one."""
    if (there := await as_posted(notification, store)) is not None:
        return there
    plan = await store.years.approved_plan()
    if plan is None:
        return None
    shown = plan_card(plan)
    if store.writes:
        await keep(notification, shown, [each["learned"] for each in plan["lessons"]], store)
    return shown
