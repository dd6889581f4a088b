"""The logic model in chat: see it drawn, add a part, change it, join it, take it out, take a change back."""

from dataclasses import replace

from handlers.answers.edit_conflicts import reopened
from handlers.kit.card import Card
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say
from handlers.plan.goal_and_strategy_cards import whole_plan
from handlers.plan.logic_cards import FIELD, element_card, element_form, element_pick, logic_card
from handlers.plan.reader_view import only_leads
from handlers.wording.strategy import listed
from pdsa.errors import Refusal
from pdsa.logic import Element, LogicModel, Stage
from pdsa.names import same
from pdsa.people import EVERYONE, LEADS
from pdsa.text import _
from storage.store import YearStore

router = Router()


@router.button("plan.logic", who=EVERYONE, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await drawn(turn, store))


async def drawn(turn: Turn, store: YearStore, first: Words | None = None) -> Card:
    """The model's card: what the reader may see of it, and for leads the ways to change it."""
    change = await store.logic.newest_change() if turn.person.is_lead else None
    return logic_card(await _in_sight(turn, store), turn, first=first, undo=change.number if change else None)


async def _in_sight(turn: Turn, store: YearStore) -> LogicModel:
    """The model of the reader's own plan: the district's goals, and their own school's."""
    found = await whole_plan(store, turn)
    return replace(
        found.model, goals=tuple(each for each in found.goals if not each.school or same(each.school, found.mine))
    )


@router.button("plan.logic.add", who=LEADS, writes=False)
async def add(turn: Turn, store: YearStore) -> Replies:
    return Ask(element_form(None, await store.logic.model()))


@router.button("plan.logic.pick", who=EVERYONE, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    model = await _in_sight(turn, store)
    if not model.elements:
        raise Refusal(_("There are no parts yet beside the goals. A lead can add one; `plan` has the button."))
    return Ask(element_pick(model))


@router.form("plan.logic.picked", who=EVERYONE, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    model = await _in_sight(turn, store)
    return Say(element_card(_element(turn.required(FIELD, _("Choose one.")), model), model, turn))


@router.button("plan.logic.change", who=LEADS, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    model = await store.logic.model()
    return Ask(element_form(_element(turn.value, model), model, store.logic.about))


@router.form("plan.logic.keep", who=LEADS, now=reopened(change, "code"))
async def keep(turn: Turn, store: YearStore) -> Replies:
    """A part as answered, with what leads to it and what it leads to."""
    await only_leads(turn.person, store)
    model = await store.logic.model()
    code = turn.carry.get("code", "")
    words = turn.required("words", _("Say in a few words what it is."))
    before = _element(code, model) if code else None
    stage = before.stage if before and "stage" not in turn.answers else _stage(turn)
    new = before or Element(await store.logic.new_code(), stage, words)
    element = replace(new, stage=stage, words=words)
    changed = model.having(element)
    if "before" in turn.answers or "after" in turn.answers:
        changed = changed.joined_as(element.code, turn.many("before"), turn.many("after"))
    wanted = [(each, element.code) for each in turn.many("before")]
    wanted += [(element.code, each) for each in turn.many("after")]
    left = [next(each for each in join if each != element.code) for join in wanted if join not in changed.joins]
    await store.logic.keep(changed)
    told = say(_("Kept: *{words}*."), words=clip(words, 150))
    if left:
        names = listed([clip(model.words.get(each, each), 60) for each in left])
        told += say(_(" Not joined: {parts}. A part leads from left to right only."), parts=clip(names, 300))
    return Say(await drawn(turn, store, told))


def _stage(turn: Turn) -> Stage:
    chosen = turn.required("stage", _("Choose where it stands."))
    if chosen not in set(Stage):
        raise Refusal(_("Choose where it stands."), field="stage")
    return Stage(chosen)


@router.button("plan.logic.remove", who=LEADS)
async def remove(turn: Turn, store: YearStore) -> Replies:
    await only_leads(turn.person, store)
    model = await store.logic.model()
    element = _element(turn.value, model)
    await store.logic.keep(model.without(element.code))
    told = say(_("Taken out: *{words}*. One press brings it back."), words=clip(element.words, 150))
    return Replace(await drawn(turn, store, told))


@router.button("plan.logic.undo", who=LEADS)
async def undo(turn: Turn, store: YearStore) -> Replies:
    await only_leads(turn.person, store)
    if not await store.logic.take_back(whole(turn.value) or 0):
        raise Refusal(_("The model was changed since then, so I leave it as it is. `plan logic` shows it."))
    return Replace(await drawn(turn, store, say(_("Taken back: the model is as it was before."))))


def _element(code: str, model: LogicModel) -> Element:
    element = next((each for each in model.elements if each.code.casefold() == code.strip().casefold()), None)
    if element is None:
        raise Refusal(_("That part is not in the logic model any more. `plan logic` shows what is."))
    return element
