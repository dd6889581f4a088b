"""The people of the plan: listed page by page, and those whom nobody has met in chat yet."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.form import Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, as_written, clip, count, join, say
from handlers.wording.role_and_team_names import role_name
from pdsa.errors import Refusal
from pdsa.people import LEADS, Member
from pdsa.text import _
from storage.store import YearStore

router = Router()


@router.button("setup.people", who=LEADS, writes=False, early=True)
async def show(turn: Turn, store: YearStore) -> Replies:
    people = await store.people.all()
    shown = people_card(people, whole(turn.value) or 0)
    return Replace(shown) if turn.value else Say(shown)


def people_card(people: Sequence[Member], start: int = 0, first: Words | str | None = None) -> Card:
    """One page of the people, in the order of their teams, leads first."""
    ordered = sorted(
        people, key=lambda each: (not each.is_lead, not each.district_team, each.team, each.name.casefold())
    )
    unseen = sum(each.address is None for each in people)
    teams = count("{n} team", "{n} teams", len({each.team for each in people if each.team}))
    above = (
        Text(first) if first else None,
        Title(_("People")),
        Text(say(_("{people} in {teams}."), people=count("{n} person", "{n} people", len(people)), teams=teams)),
    )
    page = page_at(ordered, start, lambda each: word_count(_line(each)), LONGEST - words_on(above))
    return card(
        *above,
        Items(tuple(_line(each) for each in page.items)) if people else None,
        buttons(
            Button(_("Add somebody"), "setup.person.new", main=not people),
            Button(_("Change somebody"), "setup.person.pick") if people else None,
            Button(_("Not met yet ({n})").format(n=unseen), "setup.unmet") if unseen else None,
            Button(_("All of setup"), "setup"),
        ),
        buttons(*page.ways("setup.people")),
    )


def _line(member: Member) -> Words:
    line = say(
        _("*{name}*, {role}, {team}, {email}"),
        name=clip(member.name, 60),
        role=role_name(member.role),
        team=clip(member.team, 60),
        email=clip(member.email, 80),
    )
    return (*line, *say(", {zone}", zone=member.zone)) if member.zone else line


@router.button("setup.person.pick", who=LEADS, writes=False, early=True)
async def pick(turn: Turn, store: YearStore) -> Replies:
    people = sorted(await store.people.all(), key=lambda each: each.name.casefold())
    if not people:
        raise Refusal(_("Nobody is in the plan yet: add somebody first."))
    options = tuple(Option(str(each.id), f"{each.name}, {role_name(each.role)}, {each.team}") for each in people)
    whom = Pick("person", _("Whom?"), options)
    return ask_form("setup.person.picked", _("Change somebody"), whom, send=_("Next"))


@router.button("setup.unmet", who=LEADS, writes=False, early=True)
async def show_unmet(turn: Turn, store: YearStore) -> Replies:
    unmet = [each for each in await store.people.all() if each.address is None]
    shown = unmet_card(unmet, whole(turn.value) or 0)
    return Replace(shown) if turn.value else Say(shown)


def unmet_card(unmet: Sequence[Member], start: int = 0) -> Card:
    """Who has no chat account that is known, and what can be done."""
    if not unmet:
        return card(Text(_("Everybody in the plan has been met in chat.")))
    named = [as_written(f"{clip(each.name, 60)} ({clip(each.email, 80)})") for each in unmet]
    title = Title(_("Not met in chat yet"))
    why = Text(
        _(
            "I know people by their e-mail, the first time that they speak to me or that I write to them. "
            "If an e-mail here is not the one of the chat account, add the person with the right one and take "
            "the other out. Who has no account needs one from whoever runs the chat."
        )
    )
    page = page_at(named, start, word_count, LONGEST - words_on((title, why)))
    return card(
        title,
        Items(tuple(page.items)),
        why,
        Button(_("Add somebody"), "setup.person.new"),
        Button(_("Change somebody"), "setup.person.pick"),
        *page.ways("setup.unmet"),
    )


def codes(found: Sequence[str]) -> str:
    """Codes as people list them, the first few of many."""
    return join([*found[:5], _("others")] if len(found) > 5 else list(found))
