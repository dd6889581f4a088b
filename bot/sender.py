"""The sender: takes letters from the outbox to their platform, each once."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.accounts import Accounts
from bot.letters import Hold, card_of, details_of, hold, with_reader_now
from bot.outages import note_refused, note_worked
from bot.platform import Busy, CannotLook, Gone, Platform, PlatformError, Unavailable, Undeliverable, Unsure
from bot.renewal import Renewal
from bot.settings import Settings
from bot.time import Clock
from handlers.kit.card import Card
from handlers.kit.resting import not_wanted, too_late, unknown_fate
from handlers.kit.routes import RouteTable
from handlers.kit.words import _
from pdsa.outages import Part
from pdsa.people import SENDERS, Address
from pdsa.waits import in_reach
from storage.letters import Draft, Letter, State
from storage.outbox import Claim
from storage.store import Store, open_store

log = logging.getLogger(__name__)
TRIES = 5
"""How often something of ours may break before a letter rests."""
FIRST_PAUSE = timedelta(minutes=1)
"""Until a letter that broke is tried again; doubled each time."""
KEEPING = (0.1, 0.5, 2.0)
"""Pauses in seconds while what was just sent cannot be written down; after that it is looked up."""
NOTHING = timedelta(0)
PARTS_OF_A_ROOM = frozenset({Part.WORKSPACE, Part.POSTS})
PARTS_OF_A_TALK = PARTS_OF_A_ROOM | {Part.TALKS}
"""What works once a letter has arrived in a room, or in somebody's talk."""


@dataclass(frozen=True)
class _Place:
    """Where a letter goes: a conversation once it is known, and a person's address if that is known."""

    conversation: str
    address: Address | None = None


@dataclass(frozen=True)
class _Ready:
    """A letter with its card, about to be handed over before `until` on the loop's clock."""

    letter: Letter
    card: Card
    conversation: str
    under: str
    until: float


class _Elsewhere(Exception):
    """A letter's account or conversation is not there any more: nothing was said, and there may be another one."""


class Sender:
    """Sends what is due. Any number of processes may do so on one database."""

    def __init__(
        self,
        engine: AsyncEngine,
        routes: RouteTable,
        platform: Platform,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._engine = engine
        self._routes = routes
        self._platform = platform
        self._clock = clock
        self._settings = settings
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._owner = secrets.token_hex(8)
        self._accounts = Accounts(engine, platform, clock)
        self._renewal = Renewal(engine, routes, platform, clock, self._owner, self._lease)

    async def deliver(self) -> int:
        """Send all that is due now and refresh what changed; returns how many letters were handled."""
        handled = 0
        while claims := await self._claim():
            await asyncio.gather(*(self._send(claim) for claim in claims))
            handled += len(claims)
        return handled + await self._renewal.all()

    async def _claim(self) -> Sequence[Claim]:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            settings = self._settings
            return await store.outbox.claim(
                self._owner, settings.claim_size, self._lease, settings.pace_per_second, settings.channel_gap
            )

    async def _send(self, claim: Claim) -> None:
        """One letter, start to end; whatever breaks, the others go on and this one comes again."""
        try:
            now = self._clock.now()
            await self._clock.wait((in_reach(claim.at, now) - now).total_seconds())
            try:
                await self._carry(claim)
            except _Elsewhere:
                await self._forget(claim.letter)
                await self._carry(claim, anew=True)
        except Exception:
            log.exception("letter %s of kind %s broke", claim.letter.id, claim.letter.kind)
            await self._set_aside(claim)

    async def _carry(self, claim: Claim, *, anew: bool = False) -> None:
        """Make its card, find its place, look whether it is there already, hand it over.

        Raises _Elsewhere where its place is not there any more, unless it was found `anew`.
        """
        letter = claim.letter
        made = await (self._place_of(letter) if claim.look else self._make(letter))
        if isinstance(made, _Place):
            reached = await self._reach(letter, made, look=claim.look, anew=anew)
            if reached is None:
                return
            place, message = reached
            if message is not None:
                await self._keep_sent(letter, place.conversation, message)
                return
            made = await self._make(letter, place.conversation)
        if isinstance(made, _Ready):
            await self._hand_over(made, anew=anew)

    async def _forget(self, letter: Letter) -> None:
        """Where it was to go is not there any more."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            place = await _known_place(letter, store)
            if letter.member is not None:
                await store.people.talk(letter.member, "")
        self._platform.forget(place.conversation, place.address)

    async def _place_of(self, letter: Letter) -> _Place:
        async with open_store(self._engine, self._clock.now()) as store:
            return await _known_place(letter, store)

    # -- before anything is said ---------------------------------------------------------------

    async def _reach(
        self, letter: Letter, place: _Place, *, look: bool, anew: bool
    ) -> tuple[_Place, str | None] | None:
        """The letter's conversation, and its message if it is there already; None where it was settled instead."""
        try:
            async with asyncio.timeout(self._settings.timeout):
                sure = place.conversation and (look or letter.member is not None)
                found = place if sure else await self._open(letter, place, anew=anew)
                message = await self._looked_up(found.conversation, letter) if look else None
        except (TimeoutError, PlatformError) as error:
            if isinstance(error, Gone) and not anew:
                raise _Elsewhere from error
            await self._refused(letter, error, maybe=look)
            return None
        if found != place:
            await self._remember(letter, found)
        return found, message

    async def _open(self, letter: Letter, place: _Place, *, anew: bool) -> _Place:
        if letter.member is None:
            return _Place(await self._platform.room(letter.room, place.conversation))
        address = await self._accounts.address_of(letter.member, sure=anew)
        return _Place(await self._platform.talk(address), address)

    async def _still_there(self, letter: Letter) -> None:
        address = letter.member.address if letter.member else None
        if address is not None and not await self._platform.is_active(address):
            raise Gone(_("has a chat account that is switched off"))

    async def _looked_up(self, conversation: str, letter: Letter) -> str | None:
        if not letter.under:
            return await self._platform.find(conversation, letter.key, letter.follows)
        async with open_store(self._engine, self._clock.now()) as store:
            await store.turn_to(letter.cycle)
            parent = await store.outbox.by_key(letter.under)
        if parent is None or not parent.message or parent.conversation != conversation:
            raise CannotLook(conversation)  # nobody knows where its thread would be
        return await self._platform.find(conversation, letter.key, under=parent.message)

    async def _remember(self, letter: Letter, place: _Place) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if letter.member is None:
                await store.cycles.set_room(letter.room, place.conversation)
                return
            if place.address is not None and place.address != letter.member.address:
                await store.people.meet(letter.member, place.address)
                await note_worked({Part.LOOKUPS}, store)
            await store.people.talk(letter.member, place.conversation)

    async def _make(self, letter: Letter, conversation: str = "") -> _Ready | _Place | None:
        """The card as the facts stand now; its place where that must be found first; None where it is settled."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await store.turn_to(letter.cycle)
            letter = await with_reader_now(letter, store)
            held = hold(letter, self._clock.now(), store.cycle)
            if held is not None:
                await _apply(letter, held, store)
                return None
            place = _Place(conversation) if conversation else await _known_place(letter, store)
            if not conversation and (letter.member is None or not place.conversation):
                return place
            parent = await store.outbox.by_key(letter.under) if letter.under else None
            if letter.under and (parent is None or not parent.message):
                await store.outbox.rest(letter, _("the message that it belongs to is not there"))
                return None
            card = await card_of(letter, store, self._routes)
            if card is None:
                await store.outbox.rest(letter, not_wanted())
                return None
            until = asyncio.get_running_loop().time() + self._settings.timeout
            if not await store.outbox.begin(letter, self._lease, place.conversation):
                return None
            under = parent.message if parent and parent.conversation == place.conversation else ""
            return _Ready(letter, card, place.conversation, under, until)

    # -- saying it, and what came of it --------------------------------------------------------

    async def _hand_over(self, ready: _Ready, *, anew: bool) -> None:
        """To the platform, and what came of it into the database."""
        letter = ready.letter
        try:
            async with asyncio.timeout_at(ready.until):
                await self._still_there(letter)
                message = await self._platform.post(ready.conversation, ready.card, key=letter.key, under=ready.under)
        except (TimeoutError, PlatformError) as error:
            if isinstance(error, Gone) and not anew:
                raise _Elsewhere from error
            await self._refused(letter, error, maybe=_may_have_arrived(error))
        else:
            await self._keep_sent(letter, ready.conversation, message, ready.card)

    async def _keep_sent(self, letter: Letter, conversation: str, message: str, card: Card | None = None) -> None:
        """It is there: write that down, or leave it to be looked up. Never send it again for that."""
        for pause in (*KEEPING, None):
            try:
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await self._note_sent(letter, conversation, message, card, store)
            except Exception:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _note_sent(
        self, letter: Letter, conversation: str, message: str, card: Card | None, store: Store
    ) -> None:
        await store.turn_to(letter.cycle)
        await note_worked(PARTS_OF_A_ROOM if letter.member is None else PARTS_OF_A_TALK, store)
        if not await store.outbox.sent(letter, conversation, message):
            return
        if not letter.under:
            shown = card or await card_of(letter, store, self._routes)
            at = self._clock.now() if card else letter.at  # what was found may have its details already
            await store.outbox.write(details_of(letter, shown, at) if shown else [])
            if letter.room:
                await store.record("posted", letter.key, after={"room": letter.room})

    async def _refused(self, letter: Letter, error: Exception, *, maybe: bool) -> None:
        """The platform did not do what was asked. `maybe` says that the letter may have arrived all the same."""
        match error:
            case Busy(wait=wait):
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await store.outbox.slow_down(timedelta(seconds=wait))
                    await _back(letter, store, NOTHING, maybe=maybe)
            case Unavailable():
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await note_refused(error, store)
                    # A look-up that fails holds up those who have to be looked up, and nobody else.
                    alone = self._lease if error.part in (Part.LOOKUPS, Part.FILES) else NOTHING
                    await _back(letter, store, alone, maybe=maybe)
            case TimeoutError() | Unsure():
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await _back(letter, store, self._lease, maybe=maybe)
            case CannotLook() if letter.tried_at is None and _is_over(letter, self._clock.now()):
                await self._give_up(letter, too_late(), ask="")  # an older state was put back: see Sending.claim
            case CannotLook():
                await self._give_up(letter, unknown_fate(), ask="is-it-there")
            case Undeliverable():
                await self._give_up(letter, str(error), ask="undelivered")
            case _:
                await self._give_up(letter, _("the chat refused it ({why})").format(why=error), ask="undelivered")

    async def _give_up(self, letter: Letter, reason: str, *, ask: str) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await self._rest(letter, reason, ask, store)

    async def _rest(self, letter: Letter, reason: str, ask: str, store: Store) -> None:
        """It rests, with the reason; whoever can do something about a room's letter is asked."""
        await store.turn_to(letter.cycle)
        if not await store.outbox.rest(letter, reason):
            return
        log.warning("letter %s of kind %s rests: %s", letter.id, letter.kind, reason)
        if letter.member is not None:
            self._platform.forget(await store.people.conversation(letter.member), letter.member.address)
            await store.people.talk(letter.member, "")
            return
        if not ask:
            return
        await store.cycles.set_room(letter.room, "")  # by its name again next time: there may be a new one
        occasion = f"{letter.key}@{store.now.isoformat(timespec='seconds')}"
        readers = [member for member in await store.people.with_roles(SENDERS) if member.active]
        await store.outbox.write(
            Draft(ask, occasion, store.now, member.id, about=(letter.key,), prompt=False) for member in readers
        )

    async def _set_aside(self, claim: Claim) -> None:
        """Something of ours broke: another try later, a few times. If not even this works, its lease runs out."""
        letter, now = claim.letter, self._clock.now()
        try:
            async with open_store(self._engine, now, writes=True) as store:
                known = await store.outbox.by_id(letter.id)
                if known is None or known.state is not State.CLAIMED:
                    return
                unclear = claim.look or known.tried_at is not None
                if letter.tries + 1 >= TRIES and not unclear:
                    await self._rest(letter, _("something broke while it was being written"), "undelivered", store)
                elif letter.tries + 1 >= TRIES:
                    await self._rest(letter, unknown_fate(), "is-it-there", store)
                elif not unclear:
                    await store.outbox.again(letter, now + FIRST_PAUSE * 2**letter.tries, broke=True)
                else:
                    await store.outbox.unsure(letter, self._lease, broke=True)
        except Exception:
            log.exception("letter %s is left to its lease", letter.id)


def _is_over(letter: Letter, now: datetime) -> bool:
    return letter.expires is not None and now > letter.expires


def _may_have_arrived(error: Exception) -> bool:
    """Whether a letter that was handed over may be there although the platform did not say so."""
    return error.arrived if isinstance(error, Unavailable) else not isinstance(error, Busy)


async def _known_place(letter: Letter, store: Store) -> _Place:
    if letter.member is None:
        return _Place(await store.cycles.room(letter.room))
    return _Place(await store.people.conversation(letter.member), letter.member.address)


async def _apply(letter: Letter, held: Hold, store: Store) -> None:
    if held.until is None:
        await store.outbox.rest(letter, held.reason)
    else:
        await store.outbox.again(letter, held.until)


async def _back(letter: Letter, store: Store, pause: timedelta, *, maybe: bool) -> None:
    """To be looked up, or to be sent again, after a pause on the database's clock."""
    if maybe:
        await store.outbox.unsure(letter, pause)
    else:
        await store.outbox.again(letter, letter.at, pause=pause)
