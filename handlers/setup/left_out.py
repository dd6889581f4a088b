"""People whom the last import left out: a lead says for each what becomes of them."""

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, say
from handlers.setup.member import let_go
from pdsa.errors import Refusal
from pdsa.people import LEADS, Member
from pdsa.text import _
from storage.store import YearStore

router = Router()
LISTED = 20


@router.button("setup.left", who=LEADS, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await left_card(store))


@router.button("setup.aside", who=LEADS)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    return Replace(await left_card(store, await let_go(await _member(turn.value, store), store)))


@router.button("setup.stays", who=LEADS)
async def stays(turn: Turn, store: YearStore) -> Replies:
    member = await _member(turn.value, store)
    await store.imports.settle_left_out("person", member.email, kept=True)
    return Replace(await left_card(store, say(_("*{name}* stays in the plan."), name=member.name)))


async def left_card(store: YearStore, first: Words | None = None) -> Card:
    """Who was left out, and the first of them to decide about."""
    emails = (await store.imports.left_out()).people
    members = [each for each in await store.people.all() if each.email in emails]
    opening = Text(first) if first else None
    if not members:
        return card(opening, Text(_("Everybody in the plan was in the last import as well.")))
    names = tuple(as_written(f"{clip(each.name, 80)} ({each.email})") for each in members[:LISTED])
    more = len(members) - len(names)
    return card(
        opening,
        Title(_("Left out by the last import")),
        Text(
            _("They stand here and not in the file any more. Nobody was taken out: say for each what becomes of them.")
        ),
        Items(names),
        Text(say(_("And {n} more."), n=more)) if more else None,
        buttons(
            Button(_("Take {name} out").format(name=members[0].name), "setup.aside", members[0].email),
            Button(_("Keep {name}").format(name=members[0].name), "setup.stays", members[0].email),
        ),
    )


async def _member(email: str, store: YearStore) -> Member:
    member = await store.people.by_email(email)
    if member is None or not member.active:
        raise Refusal(_("They are no longer in the plan. `setup` shows everybody."))
    return member
