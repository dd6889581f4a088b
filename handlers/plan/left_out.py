"""What the last import left out: a lead settles what becomes of each part."""

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from handlers.plan.find_part import part_card, the_goal, the_strategy, whole_plan
from handlers.plan.view import goals_leads, strategys_leads
from pdsa.people import LEADING, LEADS
from pdsa.plan_merge import LeftOut
from pdsa.text import _
from storage.store import YearStore

router = Router()
LISTED = 15


@router.button("plan.left", who=LEADS, writes=False)
async def show_left_out(turn: Turn, store: YearStore) -> Replies:
    return Say(await _left_out_card(store))


@router.button("plan.aside", who=LEADING)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    kind, code = await _led(turn, store)
    title = await _title(kind, code, store)
    await store.plans.drop(kind, code)
    await store.imports.settle_left_out(kind, code, kept=False)
    told = _("*{title}* is set aside. Nobody is asked about it any more; what was said of it stays.")
    return await _settled(turn, store, say(told, title=title), back=f"{kind}:{code}")


@router.button("plan.stays", who=LEADS)
async def stays(turn: Turn, store: YearStore) -> Replies:
    kind, code = await _named(turn.value, store)
    await store.imports.settle_left_out(kind, code, kept=True)
    return await _settled(turn, store, say(_("*{title}* stays in the plan."), title=await _title(kind, code, store)))


@router.button("plan.back", who=LEADING)
async def take_up(turn: Turn, store: YearStore) -> Replies:
    kind, code = await _led(turn, store)
    await store.plans.take_up(kind, code)
    first = say(_("*{title}* is part of the plan again."), title=await _title(kind, code, store))
    return Replace(await part_card(code, await whole_plan(store, turn), turn, store, first))


async def _settled(turn: Turn, store: YearStore, words: Words, *, back: str = "") -> Replies:
    """What was done, and what is still left out. `back` names what can be taken up again."""
    left = await store.imports.left_out()
    if not turn.person.is_lead or (not left.goals and not left.strategies):
        undo = Button(_("Take it up again"), "plan.back", back) if back else None
        return Replace(card(Text(words), buttons(undo, Button(_("The whole plan"), "plan"))))
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
        buttons(
            Button(_("Set it aside"), "plan.aside", f"{kind}:{code}"),
            Button(_("Keep it"), "plan.stays", f"{kind}:{code}"),
        ),
    )


async def _left_names(left: LeftOut, store: YearStore) -> dict[tuple[str, str], Words]:
    """What was left out, by kind and code, in words."""
    titles = {("strategy", each.code): each.title for each in await store.plans.strategies()}
    titles |= {("goal", each.code): each.statement for each in await store.plans.goals()}
    wanted = [*(("strategy", code) for code in left.strategies), *(("goal", code) for code in left.goals)]
    return {key: say("*{title}*", title=clip(titles[key], 150)) for key in wanted if key in titles}


async def _named(value: str, store: YearStore) -> tuple[str, str]:
    """The kind and code in a button's value, if there is such a part."""
    kind, _colon, code = value.partition(":")
    if kind == "strategy":
        return kind, (await the_strategy(code, store)).code
    return "goal", (await the_goal(code, store)).code


async def _title(kind: str, code: str, store: YearStore) -> str:
    """What a strategy or goal is called."""
    if kind == "strategy":
        return clip((await the_strategy(code, store)).title, 150)
    return clip((await the_goal(code, store)).statement, 150)


async def _led(turn: Turn, store: YearStore) -> tuple[str, str]:
    """The same, where the person leads it. Raises NotAllowed."""
    kind, code = await _named(turn.value, store)
    if kind == "strategy":
        await strategys_leads(turn.person, await the_strategy(code, store), store)
    else:
        await goals_leads(turn.person, await the_goal(code, store), store)
    return kind, code
