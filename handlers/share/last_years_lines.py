"""Last year's communication plan goes on: a team takes its own lines along, unsent, their days moved on."""

from handlers.kit.card import Button, Text, buttons, card
from handlers.kit.reply import Replace, Replies
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import count, say
from handlers.share.own_lines import may_write, only_writers, team_of
from pdsa.communication_plan import Audience, of_plan
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import PROMPTED, Member
from pdsa.text import _
from storage.launching import carry_audiences
from storage.store import YearStore

router = Router()


async def offered(person: Member, store: YearStore) -> str:
    """The label of the year into which somebody's team could take its lines along; empty where there is nothing to."""
    years = await _years(store) if may_write(person) else None
    if years is None or await _lines(person, store.year(years[1])):
        return ""
    return years[1].label if await _lines(person, store.year(years[0])) else ""


async def _years(store: YearStore) -> tuple[Cycle, Cycle] | None:
    """From which year into which: into the one that is laid out, else into the one that runs."""
    cycle = store.cycle
    if cycle is None:
        return None
    new = next((each for each in await store.cycles.all() if each.follows == cycle.id), None)
    if new is not None:
        return cycle, new
    before = await store.cycles.before(cycle)
    return (before, cycle) if before is not None else None


async def _lines(person: Member, year: YearStore) -> list[Audience]:
    schools = (await team_of(person, year)).schools
    return [each for each in await year.sharing.all() if of_plan(each, person, schools)]


@router.button("share.along", who=PROMPTED)
async def take_along(turn: Turn, store: YearStore) -> Replies:
    """The lines of one's own team alone. Raises Refusal where there is none, or where the new year has some already."""
    only_writers(turn.person, (await team_of(turn.person, store)).senders)
    years = await _years(store)
    label = await offered(turn.person, store)
    if years is None or not label:
        raise Refusal(_("Nothing to take along: your team's plan is there already, or there was none last year."))
    old, new = years
    taken = await carry_audiences(store, old, new, await _lines(turn.person, store.year(old)))
    told = _("Taken along into *{year}*: {n}, unsent, their days moved on by 52 weeks.")
    if store.cycle is not None and new.id != store.cycle.id:
        told += _(" You can change them here once a lead has started that year.")
    words = say(told, year=label, n=count("{n} line", "{n} lines", taken))
    return Replace(card(Text(words), buttons(Button(_("Whom we tell"), "share", main=True))))
