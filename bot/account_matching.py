"""Who is who: a chat account and a member of the plan find each other by the plan's e-mail.

Only accounts of the workspace's own people do, with a confirmed e-mail; a guest's once a lead has said yes. An account
that is in use is not replaced by another one before the person there has said so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.district_clock import Clock
from bot.platform import Platform, Profile, Undeliverable
from handlers.account_claims import ASKS_LEADS, ASKS_PERSON
from handlers.kit.words import join
from handlers.wording.notifications import GUEST_REFUSED, GUEST_WAITS
from pdsa.errors import NotAllowed
from pdsa.people import LEADS, Address, Member, Role
from pdsa.text import _, noted
from storage.notification_states import Draft
from storage.store import Store, open_store

DISTRICT_TEAM = "District SEL team"


@dataclass(frozen=True)
class _Found:
    """Whose an account is, or why that is not sure."""

    member: Member | None = None
    refusal: str = ""


class Accounts:
    """Finds members by their accounts, and accounts by their members."""

    def __init__(self, engine: AsyncEngine, platform: Platform, clock: Clock, admins: Sequence[str] = ()) -> None:
        self._engine = engine
        self._platform = platform
        self._clock = clock
        self._admins = frozenset(email.lower() for email in admins)

    # -- somebody speaks -----------------------------------------------------------------------

    async def known(self, address: Address) -> Member | None:
        """The member who was met at an address before."""
        async with open_store(self._engine, self._clock.now()) as store:
            return await store.people.by_address(address)

    async def who(self, address: Address) -> Member:
        """The member behind an address; met for the first time, they are known by e-mail.

        Raises NotAllowed where that would not be sure enough.
        """
        member = await self.known(address)
        if member is not None:
            return member
        profile = await self._platform.profile(address)
        if profile is None or not profile.active:
            return _nobody(Profile(address, _("somebody"), ""))
        if not profile.ours:
            raise NotAllowed(_("I answer people of the district's own workspace only."))
        old = await self._used_already(profile)
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            outcome = await self._meet(profile, old, store)
        if outcome.refusal:
            raise NotAllowed(outcome.refusal)
        return outcome.member or _nobody(profile)

    async def _used_already(self, profile: Profile) -> Address | None:
        """The other account that the member with this e-mail has and uses."""
        async with open_store(self._engine, self._clock.now()) as store:
            member = await _theirs(profile, store)
        if member is None or member.address is None or _same(member.address, profile):
            return None
        self._platform.forget("", member.address)
        return member.address if await self._platform.is_active(member.address) else None

    async def _meet(self, profile: Profile, used: Address | None, store: Store) -> _Found:
        member = await _theirs(profile, store)
        if (member is None or not member.active) and await self._first_lead(profile, store):
            member = await store.people.put(
                profile.email, name=profile.name, role=Role.LEAD, team=DISTRICT_TEAM, district_team=True, zone=None
            )
        if member is None or not member.active:
            return _Found()
        if member.address is None or not _same(member.address, profile):
            if not profile.confirmed:
                return _Found(refusal=_unconfirmed())
            if member.address is not None and member.address == used:
                return await _ask_the_person(member, profile, store)
            if profile.guest and not await _let_in(member, profile, store):
                return _Found(refusal=_guest_told())
            if member.address is not None:
                await store.record("chat account", member.email)
        await store.people.meet(member, profile.address)
        return _Found(replace(member, address=profile.address))

    async def _first_lead(self, profile: Profile, store: Store) -> bool:
        """Who may become a lead unasked: those whom the settings name; without any, a workspace admin, once."""
        if not profile.email or not profile.confirmed or profile.guest:
            return False
        if self._admins:
            return profile.email in self._admins
        return profile.admin and not await store.people.leads()

    # -- somebody is written to ----------------------------------------------------------------

    async def address_of(self, member: Member, *, sure: bool = False) -> Address:
        """Where a member is now: the account that they have, or the one with their e-mail. Raises Undeliverable.

        Their account is believed to be in use where the platform does not say, unless it has to be `sure`: then it
        raises what else a request to the platform does.
        """
        old = member.address
        if old is not None and await (self._is_used(old) if sure else self._platform.is_active(old)):
            return old
        profile = await self._platform.by_email(member.email)
        if profile is None or not profile.ours:
            gone = noted("has a chat account that is switched off")
            raise Undeliverable(gone if old is not None else noted("has no chat account under that e-mail"))
        if not profile.active:
            raise Undeliverable(noted("has a chat account that is switched off"))
        if not profile.confirmed:
            raise Undeliverable(noted("has a chat account whose e-mail is not confirmed"))
        if profile.guest and not _same(old, profile):
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                let_in = await _let_in(member, profile, store)
                claim = await store.claims.of(member, profile.address)
            if not let_in:
                raise Undeliverable(GUEST_WAITS if claim is None or claim.granted is None else GUEST_REFUSED)
        return profile.address

    async def _is_used(self, address: Address) -> bool:
        profile = await self._platform.profile(address)
        return profile is not None and profile.ours and profile.active


def _same(address: Address | None, profile: Profile) -> bool:
    return address is not None and address in (profile.address, profile.formerly)


async def _theirs(profile: Profile, store: Store) -> Member | None:
    """The member whose account this is: by its address as it was written earlier, else by e-mail."""
    known = await store.people.by_address(profile.formerly) if profile.formerly else None
    return known or (await store.people.by_email(profile.email) if profile.email else None)


async def _let_in(member: Member, profile: Profile, store: Store) -> bool:
    """Whether a lead has said that a guest is this member; the leads are asked, once."""
    claim = await store.claims.make(member, profile.address, profile.name, guest=True)
    if claim.granted is None and store.newest_cycle is not None:
        occasion, about = str(claim.id), (str(claim.id),)
        leads = [lead for lead in await store.people.with_roles(LEADS) if lead.id != member.id]
        await store.year(store.newest_cycle).outbox.write(
            Draft(ASKS_LEADS, occasion, store.now, lead.id, about=about, prompt=False) for lead in leads
        )
    return claim.granted is True


async def _ask_the_person(member: Member, profile: Profile, store: Store) -> _Found:
    """Ask at the account that is in use whether the other one is theirs, too."""
    if profile.guest or store.newest_cycle is None:
        return _Found(refusal=_known_elsewhere())
    claim = await store.claims.make(member, profile.address, profile.name, guest=False)
    if claim.granted is False:
        return _Found(refusal=_known_elsewhere())
    await store.year(store.newest_cycle).outbox.write(
        [Draft(ASKS_PERSON, str(claim.id), store.now, member.id, about=(str(claim.id),), prompt=False)]
    )
    return _Found(
        refusal=_(
            "I know you by another account, which is in use. I have asked there whether this one is yours, too: press "
            "*Yes, that is me* there, and I write here from then on."
        )
    )


def _nobody(profile: Profile) -> Member:
    return Member(0, profile.name, profile.email, Role.OBSERVER, team="", address=profile.address, active=False)


def _known_elsewhere() -> str:
    return _("I know you by another account, which is in use: please write to me from there, or tell a lead.")


def _unconfirmed() -> str:
    return _("Your chat account's e-mail is not confirmed yet. Confirm it in the account's settings, then write again.")


def _guest_told() -> str:
    return _("You are a guest in this workspace. I have asked a lead whether you are the one in the plan.")


async def unknown(member: Member, store: Store) -> str:
    """What somebody is told whom nobody has put into the plan."""
    leads = [lead.name for lead in await store.people.leads()]
    if not leads:
        return _(
            "Nobody has set me up yet. The first lead is named in my settings (SEL_ADMINS) by whoever installed me."
        )
    who = member.email or _("your account (it shows me no e-mail)")
    return _("I do not find {who} in the plan. {leads} can add you with `setup`.").format(who=who, leads=join(leads))
