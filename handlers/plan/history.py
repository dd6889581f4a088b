"""A part of the plan over time: set aside, taken up again, left out by a file; and who changed what, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.reply import Replace, Replies, Say, replace_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, a_day, whole
from handlers.kit.words import Words, clip, number, say, when
from handlers.plan.goal_and_strategy_cards import part_card, sees, the_part, whole_plan
from handlers.plan.goal_forms import letter_name
from handlers.plan.reader_view import only_its_leads
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.goals import Goal, Strategy
from pdsa.people import EVERYONE, LEADING, LEADS
from pdsa.plan_merge import LeftOut
from pdsa.smartie import Letter
from pdsa.text import _
from pdsa.trail import PlanChange, plan_changes
from storage.store import YearStore

router = Router()
PAGE = 6
LONGEST = 300
"""So much of a text is shown before and after a change."""


@dataclass(frozen=True)
class NamesById:
    """Names by member's id, and by e-mail."""

    acting: Mapping[int, str]
    owning: Mapping[str, str]


@router.button("plan.past", who=EVERYONE, writes=False)
async def past(turn: Turn, store: YearStore) -> Replies:
    """The newest changes of a goal or strategy, and the way to older ones; value: "strategy:S1" or "strategy:S1:6"."""
    named, _colon, rest = turn.value.partition(":")
    code, _second, place = rest.rpartition(":")
    kind, start = "goal" if named == "goal" else "strategy", whole(place) or 0
    part = await the_part(kind, code or rest, store)
    if not sees(turn.person, part):
        raise Refusal(_("That part of the plan is not open to you. `plan` shows what is."))
    entries = plan_changes(kind, await store.trail(part.code))
    actors = await store.people.by_ids({each.actor for each in entries if each.actor is not None})
    acting = {number: person.name for number, person in actors.items()}
    shown = past_card(kind, part, entries[start:], start, turn, NamesById(acting, await store.people.names()))
    return Replace(shown) if start else Say(shown)


def past_card(
    kind: str, part: Goal | Strategy, entries: list[PlanChange], start: int, turn: Turn, people: NamesById
) -> Card:
    """One page of the history; `entries` begin with the page's first."""
    shown = entries[:PAGE]
    lines = tuple(line for each in shown for line in _lines(each, people, turn))
    left, title, slot = len(entries) - len(shown), part.title, f"{kind}:{part.code}"
    return card(
        Title(_("The history of {title}").format(title=clip(title, 120))),
        Text(say("*{title}*", title=clip(title, LONGEST))) if len(title) > 120 else None,
        Items(lines) if lines else Text(_("Nothing has been changed so far.")),
        Button(_("{n} older").format(n=left), "plan.past", f"{slot}:{start + PAGE}") if left > 0 else None,
        Button(_("Newest"), "plan.past", slot) if start else None,
        Button(_("Back to it"), "plan", part.code),
    )


def _lines(entry: PlanChange, people: NamesById, turn: Turn) -> Iterator[Words]:
    """An entry as lines: one for each field that changed."""
    day = when(local_day(entry.at, turn.zone), turn.today)
    who = _("the plan's file") if entry.actor is None else people.acting.get(entry.actor, _("somebody"))
    if entry.action == "prediction amended":
        text = clip(str(entry.after.get("later", "")), LONGEST)
        yield say(_("*{day}*, {who}: a later wording of the prediction: “{text}”"), day=day, who=who, text=text)
    elif entry.action.endswith(" dropped"):
        yield say(_("*{day}*, {who}: set aside"), day=day, who=who)
    elif entry.action.endswith(" taken up"):
        yield say(_("*{day}*, {who}: taken up again"), day=day, who=who)
    elif not entry.before:
        yield say(_("*{day}*, {who}: written down"), day=day, who=who)
    else:
        for name, *values in entry.fields:
            named = [people.owning.get(str(each or "").lower(), each) if name == "owner" else each for each in values]
            old, new = (shown_value(each, turn.today) for each in named)
            told = _("*{day}*, {who}: {field}: {old} → {new}")
            yield say(told, day=day, who=who, field=field_word(name), old=old, new=new)


def shown_value(value: Any, today: date) -> str:
    """A field's value as people read it."""
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return clip("; ".join(_listed(each) for each in value), LONGEST)
    day = a_day(str(value)) if len(str(value)) == len(date.min.isoformat()) else None
    return when(day, today) if day else f"“{clip(str(value), LONGEST)}”"


def _listed(value: Any) -> str:
    """One of several: a tag, or a letter of SMARTIE with its answer."""
    if isinstance(value, list) and len(value) == 2:
        letter, text = value
        name = letter_name(Letter(letter)) if letter in set(Letter) else str(letter)
        return f"{name}: {text}"
    return str(value)


def field_word(name: str) -> str:
    """A field's name as people know it."""
    known = {
        "statement": _("the goal"),
        "activity": _("rubric item"),
        "baseline": _("where we are"),
        "target": _("where we want to be"),
        "measure": _("measure"),
        "due": _("due"),
        "owner": _("owner"),
        "parent": _("long-term goal"),
        "smartie": _("answers"),
        "goal": _("goal"),
        "title": _("what we will do"),
        "start": _("start"),
        "end": _("end"),
        "prediction": _("prediction"),
        "partners": _("partners"),
        "resources": _("resources"),
        "place": _("where"),
        "follows": _("takes the place of"),
        "tags": _("about"),
        "rhythm": _("rhythm"),
    }
    return known.get(name, name)


LISTED = 15


@router.button("plan.left", who=LEADS, writes=False)
async def show_left_out(turn: Turn, store: YearStore) -> Replies:
    return Say(await _left_out_card(store))


@router.button("plan.aside", who=LEADING)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    kind, part = await _meant(turn, store)
    await only_its_leads(turn.person, part, store)
    await store.plans.drop(kind, part.code)
    await store.imports.settle_left_out(kind, part.code, kept=False)
    told = _("*{title}* is set aside. Nobody is asked about it any more; what was said of it stays.")
    return await _settled(turn, store, say(told, title=clip(part.title, 150)), back=f"{kind}:{part.code}")


@router.button("plan.stays", who=LEADS)
async def stays(turn: Turn, store: YearStore) -> Replies:
    kind, part = await _meant(turn, store)
    await store.imports.settle_left_out(kind, part.code, kept=True)
    return await _settled(turn, store, say(_("*{title}* stays in the plan."), title=clip(part.title, 150)))


@router.button("plan.back", who=LEADING)
async def take_up(turn: Turn, store: YearStore) -> Replies:
    kind, part = await _meant(turn, store)
    await only_its_leads(turn.person, part, store)
    await store.plans.take_up(kind, part.code)
    first = say(_("*{title}* is part of the plan again."), title=clip(part.title, 150))
    return Replace(await part_card(part.code, await whole_plan(store, turn), turn, store, first))


async def _settled(turn: Turn, store: YearStore, words: Words, *, back: str = "") -> Replies:
    """What was done, and what is still left out. `back` names what can be taken up again."""
    left = await store.imports.left_out()
    if not turn.person.is_lead or (not left.goals and not left.strategies):
        undo = Button(_("Take it up again"), "plan.back", back) if back else None
        return replace_card(Text(words), undo, Button(_("The whole plan"), "plan"))
    return Replace(await _left_out_card(store, words))


async def _left_out_card(store: YearStore, first: Words | None = None) -> Card:
    """What the last import left out, one choice at a time: the first of them has the buttons."""
    left = await store.imports.left_out()
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
        Button(_("Set it aside"), "plan.aside", f"{kind}:{code}"),
        Button(_("Keep it"), "plan.stays", f"{kind}:{code}"),
    )


async def _left_names(left: LeftOut, store: YearStore) -> dict[tuple[str, str], Words]:
    """What was left out, by kind and code, in words."""
    titles = {("strategy", each.code): each.title for each in await store.plans.strategies()}
    titles |= {("goal", each.code): each.title for each in await store.plans.goals()}
    wanted = [*(("strategy", code) for code in left.strategies), *(("goal", code) for code in left.goals)]
    return {key: say("*{title}*", title=clip(titles[key], 150)) for key in wanted if key in titles}


async def _meant(turn: Turn, store: YearStore) -> tuple[str, Goal | Strategy]:
    """The part that a button names, with its kind. Raises Refusal."""
    kind, _colon, code = turn.value.partition(":")
    kind = "strategy" if kind == "strategy" else "goal"
    return kind, await the_part(kind, code, store)
