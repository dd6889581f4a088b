"""Who may change what in a plan, and who can be asked to."""

from handlers.kit.words import clip, join
from pdsa.errors import NotAllowed
from pdsa.goals import Goal, Strategy
from pdsa.people import LEADING, Member
from pdsa.permissions import edits, edits_goal, leads, leads_school
from pdsa.text import _
from storage.store import YearStore


async def only_leads(person: Member, store: YearStore, school: str = "") -> None:
    """Raises NotAllowed, with the names of those who can, for everybody but a lead and this school's leads."""
    if not (person.is_lead or leads_school(person, school)):
        names = await lead_names(store, school)
        raise NotAllowed(_("Only a lead can change that. Ask {leads}.").format(leads=names), leads=not school)


async def goals_leads(person: Member, goal: Goal, store: YearStore) -> None:
    """Raises NotAllowed for everybody who may not change this goal."""
    if not edits_goal(person, goal):
        await only_leads(person, store, goal.school)


async def strategys_leads(person: Member, strategy: Strategy, store: YearStore) -> None:
    """Raises NotAllowed for everybody who does not lead this strategy."""
    if not leads(person, strategy):
        await only_leads(person, store, strategy.school)


async def owner_or_lead(person: Member, strategy: Strategy, store: YearStore) -> None:
    """Raises NotAllowed for everybody but the strategy's owner and those who lead it."""
    if edits(person, strategy):
        return
    owner = await store.people.by_email(strategy.owner) if strategy.owner else None
    who = join([*([owner.name] if owner and owner.prompted else []), *await _leads(store, strategy.school)])
    raise NotAllowed(
        _("Only its owner and the leads can change “{title}”. Ask {who}.").format(
            title=clip(strategy.title, 100), who=who
        )
    )


async def lead_names(store: YearStore, school: str = "") -> str:
    """The leads of the district's plan or a school's, as people list them; a school without any has the district's."""
    return join(await _leads(store, school)) or _("whoever set me up")


async def school_lead_names(store: YearStore, school: str) -> str:
    """The leads of a school's own team, as people list them; empty where it has none."""
    return join([each.name for each in await store.people.with_roles(LEADING) if leads_school(each, school)])


async def _leads(store: YearStore, school: str) -> list[str]:
    leading = await store.people.with_roles(LEADING)
    own = [lead.name for lead in leading if leads_school(lead, school)]
    return own or [lead.name for lead in leading if lead.is_lead]
