"""The plan as one reader sees it, the order of its parts, and who may change what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.kit.words import clip, join
from pdsa.errors import NotAllowed
from pdsa.goals import Goal, Link, Strategy
from pdsa.logic import Element, LogicModel
from pdsa.parked_goals import Parked
from pdsa.people import LEADING, Member
from pdsa.permissions import edits, leads_part, leads_school
from pdsa.plan_order import plan_order
from pdsa.text import _
from storage.store import YearStore

ROWS = 20
"""Goals and strategies on one page of the plan."""


@dataclass(frozen=True)
class PlanView:
    """The plan as the cards show it: all that its reader may see. `names` are people by e-mail; `mine` is the school in
    whose plan the reader's own goals stand, empty for the district's. `leads` are the district's, `school_leads` the
    school's, as people list them.
    """

    label: str
    zone: str
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    links: tuple[Link, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    leads: str = ""
    school_leads: str = ""
    left_out: int = 0
    mine: str = ""
    elements: tuple[Element, ...] = ()
    parked: Mapping[str, Parked] = field(default_factory=dict)

    @property
    def model(self) -> LogicModel:
        return LogicModel(self.goals, self.links, self.elements)

    @property
    def parts(self) -> tuple[Goal | Strategy, ...]:
        return (*self.goals, *self.strategies)

    @property
    def rows(self) -> list[Goal | Strategy]:
        """Its parts in the order in which they are read."""
        return plan_order(self.goals, self.strategies, self.mine)

    def name(self, email: str) -> str:
        return self.names.get(email.lower(), email) if email else _("nobody yet")

    def words(self, code: str) -> str:
        """What a goal or strategy is called; its code where the reader does not see it."""
        return next((each.title for each in self.parts if each.code == code), code)

    def leads_to(self, goal: Goal) -> list[str]:
        return [link.outcome for link in self.links if link.implementation == goal.code]

    def led_to_by(self, goal: Goal) -> list[str]:
        return [link.implementation for link in self.links if link.outcome == goal.code]


async def only_leads(person: Member, store: YearStore, school: str = "") -> None:
    """Raises NotAllowed, with the names of those who can, for everybody but a lead and this school's leads."""
    if not (person.is_lead or leads_school(person, school)):
        names = await lead_names(store, school)
        raise NotAllowed(_("Only a lead can change that. Ask {leads}.").format(leads=names), leads=not school)


async def only_its_leads(person: Member, part: Goal | Strategy, store: YearStore) -> None:
    """Raises NotAllowed for everybody who does not lead this part of the plan."""
    if not leads_part(person, part):
        await only_leads(person, store, part.school)


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
