"""What people answered in a goal's form, checked and kept."""

from dataclasses import replace

from handlers.kit.turn import Turn
from handlers.plan.answers import choices, owner_from
from handlers.plan.goal_forms import NONE, item_titles, parents
from handlers.plan.smartie import field_of
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Link, next_code
from pdsa.measures import rated
from pdsa.names import same
from pdsa.permissions import plan_of
from pdsa.rubric import LEVELS
from pdsa.smartie import Letter
from pdsa.text import _
from storage.store import YearStore


async def goal_for(activity: str, turn: Turn, store: YearStore) -> Goal:
    """A goal that is not kept yet, for a key activity, from the level that it was rated at last."""
    framework = await store.frameworks.get(turn.cycle.framework)
    meant = framework.activity(activity)
    levels = [
        rating.year_end or rating.mid_year or rating.initial
        for rating in rated(await store.plans.ratings(), turn.today, turn.cycle.phases.study)
        if same(rating.activity, activity) or (meant is not None and framework.activity(rating.activity) == meant)
    ]
    known = [level for level in levels if level is not None]
    baseline = float(min(known)) if known else None
    return Goal("", GoalKind.IMPLEMENTATION, "", activity[:200], baseline, school=plan_of(turn.person))


async def goal_from(turn: Turn, store: YearStore, before: Goal | None) -> Goal:
    """The goal as answered; raises Refusal under the field that will not do."""
    kind = before.kind if before else _kind(turn.carry.get("kind", ""))
    codes = [each.code for each in await store.plans.goals(dropped=True)]
    old = before or Goal(next_code("G", codes), kind, "", school=plan_of(turn.person))
    return replace(
        old,
        statement=turn.required("statement", _("Say in a sentence what you want to reach.")),
        activity=await _activity(turn, store, old) if kind is GoalKind.IMPLEMENTATION else old.activity,
        measure=turn.text("measure") if kind is GoalKind.OUTCOME else old.measure,
        baseline=_level(turn, "baseline", kind, old.baseline),
        target=_level(turn, "target", kind, old.target),
        due=turn.day("due"),
        owner=await owner_from(turn, store, old.owner),
        parent=await _parent(turn, store, old),
        smartie=_letters(turn, old) if kind is GoalKind.LONG_TERM else old.smartie,
    )


async def _activity(turn: Turn, store: YearStore, old: Goal) -> str:
    """The rubric item: the chosen one's title, unless what stood there already means the same; else as written."""
    chosen = turn.text("item")
    if chosen in ("", NONE):
        return turn.text("activity")
    framework = await store.frameworks.get(turn.cycle.framework)
    if chosen not in item_titles(framework):
        raise Refusal(_("That item is not on the rubric any more: choose another one."), field="item")
    known = framework.item(old.activity)
    return old.activity if known is not None and known.title == chosen else chosen


async def _parent(turn: Turn, store: YearStore, old: Goal) -> str:
    if "parent" not in turn.answers:
        return old.parent
    chosen = turn.text("parent")
    if chosen in ("", NONE):
        return ""
    if chosen not in {each.code for each in parents(old, await choices(store, turn.person, old.school))}:
        raise Refusal(_("That goal is no longer in the plan: choose another one."), field="parent")
    return chosen


def _letters(turn: Turn, old: Goal) -> tuple[tuple[str, str], ...]:
    """The answers by letter, those that were given; a form without the questions changes nothing."""
    if not any(field_of(letter) in turn.answers for letter in Letter):
        return old.smartie
    said = ((letter.value, turn.text(field_of(letter))) for letter in Letter)
    return tuple((letter, text) for letter, text in said if text)


def _kind(text: str) -> GoalKind:
    return GoalKind(text) if text in set(GoalKind) else GoalKind.LONG_TERM


def _level(turn: Turn, name: str, kind: GoalKind, old: float | None) -> float | None:
    if kind is GoalKind.LONG_TERM:
        return old
    figure = turn.figure(name)
    if kind is GoalKind.IMPLEMENTATION and figure not in (None, old, *LEVELS):  # a file may have brought a mean
        raise Refusal(_("A level on the rubric is 1, 2, 3 or 4."), field=name)
    return figure


async def keep_links(turn: Turn, store: YearStore, goal: Goal) -> None:
    """Bring the logic model in line with what was ticked for this goal."""
    if "links" not in turn.answers or goal.kind is GoalKind.LONG_TERM:
        return
    own = "implementation" if goal.kind is GoalKind.IMPLEMENTATION else "outcome"
    other = "outcome" if own == "implementation" else "implementation"
    codes = {each.code for each in (await choices(store, turn.person, goal.school)).goals}
    others = [
        link
        for link in await store.plans.links()
        if getattr(link, own) != goal.code or getattr(link, other) not in codes  # only what was offered is answered
    ]
    ticked = [code for code in turn.many("links") if code in codes and code != goal.code]
    mine = [Link(goal.code, code) if own == "implementation" else Link(code, goal.code) for code in ticked]
    await store.plans.set_links([*others, *mine])
