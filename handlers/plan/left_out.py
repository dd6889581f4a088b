"""What the last import left out: a lead settles what becomes of each part."""

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from handlers.plan.find_part import part_card, the_part, whole_plan
from handlers.plan.view import only_its_leads
from pdsa.goals import Goal, Strategy
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
    titles |= {("goal", each.code): each.title for each in await store.plans.goals()}
    wanted = [*(("strategy", code) for code in left.strategies), *(("goal", code) for code in left.goals)]
    return {key: say("*{title}*", title=clip(titles[key], 150)) for key in wanted if key in titles}


async def _meant(turn: Turn, store: YearStore) -> tuple[str, Goal | Strategy]:
    """The part that a button names, with its kind. Raises Refusal."""
    kind, _colon, code = turn.value.partition(":")
    kind = "strategy" if kind == "strategy" else "goal"
    return kind, await the_part(kind, code, store)
