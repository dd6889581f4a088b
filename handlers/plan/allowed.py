"""Who may change what in a plan, and who can be asked to."""

from handlers.kit.words import _, join
from pdsa.errors import NotAllowed
from pdsa.goals import Strategy
from pdsa.people import Member
from storage.store import Store


def may_edit(person: Member, strategy: Strategy) -> bool:
    """Leads may change every strategy, its owner this one."""
    return person.is_lead or (person.prompted and person.email == strategy.owner.lower())


async def only_leads(person: Member, store: Store) -> None:
    """Raises NotAllowed, with the names of those who can, for everybody but a lead."""
    if not person.is_lead:
        raise NotAllowed(_("Only a lead can change that. Ask {leads}.").format(leads=await lead_names(store)))


async def owner_or_lead(person: Member, strategy: Strategy, store: Store) -> None:
    """Raises NotAllowed for everybody but the strategy's owner and the leads."""
    if may_edit(person, strategy):
        return
    owner = await store.people.by_email(strategy.owner) if strategy.owner else None
    who = join(
        [*([owner.name] if owner and owner.prompted else []), *(lead.name for lead in await store.people.leads())]
    )
    raise NotAllowed(
        _("Only its owner and the leads can change {code}. Ask {who}.").format(code=strategy.code, who=who)
    )


async def lead_names(store: Store) -> str:
    """The leads, as people list them."""
    return join([lead.name for lead in await store.people.leads()]) or _("whoever set me up")
