"""The sender: takes notifications from the outbox to their platform, each once."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.account_matching import Accounts
from bot.card_or_hold import Hold, card_of, details_of, hold, language_of, with_reader_now
from bot.chat_outages import note_refused, note_worked
from bot.district_clock import Clock
from bot.message_renewal import Renewal
from bot.platform import Busy, CannotLook, Gone, Platform, PlatformError, Unavailable, Undeliverable, Unsure
from bot.settings import Settings
from handlers.kit.card import Card
from handlers.kit.routes import RouteTable
from handlers.wording.notifications import NOT_WANTED, TOO_LATE, UNKNOWN_FATE
from pdsa.chat_outages import OutagePart
from pdsa.people import SENDERS, Address
from pdsa.send_delay_limit import in_reach
from pdsa.text import noted, speaking, with_values
from storage.notification_states import Draft, Notification, State
from storage.sending import Claim
from storage.store import Store, open_store

log = logging.getLogger(__name__)
REFUSED = with_values(noted("the chat refused it ({why})"))
TRIES = 5
"""How often something of ours may break before a notification rests."""
FIRST_PAUSE = timedelta(minutes=1)
"""Until a notification that broke is tried again; doubled each time."""
KEEPING = (0.1, 0.5, 2.0)
"""Pauses in seconds while what was just sent cannot be written down; after that it is looked up."""
NOTHING = timedelta(0)
PARTS_OF_A_CHANNEL = frozenset({OutagePart.WORKSPACE, OutagePart.POSTS})
PARTS_OF_A_TALK = PARTS_OF_A_CHANNEL | {OutagePart.TALKS}
"""What works once a notification has arrived in a channel, or in somebody's talk."""


@dataclass(frozen=True)
class _Place:
    """Where a notification goes: a conversation once it is known, and a person's address if that is known."""

    conversation: str
    address: Address | None = None


@dataclass(frozen=True)
class _Ready:
    """A notification with its card, about to be handed over before `until` on the loop's clock."""

    notification: Notification
    card: Card
    conversation: str
    under: str
    until: float
    language: str | None


class _Elsewhere(Exception):
    """A notification's account or conversation is not there any more: nothing was said, and there may be another
    one.
    """


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
        """Send all that is due now and refresh what changed; returns how many notifications were handled."""
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
        """One notification, start to end; whatever breaks, the others go on and this one comes again."""
        try:
            now = self._clock.now()
            await self._clock.wait((in_reach(claim.at, now) - now).total_seconds())
            try:
                await self._carry(claim)
            except _Elsewhere:
                await self._forget(claim.notification)
                await self._carry(claim, anew=True)
        except Exception:
            log.exception("notification %s of kind %s broke", claim.notification.id, claim.notification.kind)
            await self._set_aside(claim)

    async def _carry(self, claim: Claim, *, anew: bool = False) -> None:
        """Make its card, find its place, look whether it is there already, hand it over.

        Raises _Elsewhere where its place is not there any more, unless it was found `anew`.
        """
        notification = claim.notification
        made = await (self._place_of(notification) if claim.look else self._make(notification))
        if isinstance(made, _Place):
            reached = await self._reach(notification, made, look=claim.look, anew=anew)
            if reached is None:
                return
            place, message = reached
            if message is not None:
                await self._keep_sent(notification, place.conversation, message)
                return
            made = await self._make(notification, place.conversation)
        if isinstance(made, _Ready):
            await self._hand_over(made, anew=anew)

    async def _forget(self, notification: Notification) -> None:
        """Where it was to go is not there any more."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            place = await _known_place(notification, store)
            if notification.member is not None:
                await store.people.talk(notification.member, "")
        self._platform.forget(place.conversation, place.address)

    async def _place_of(self, notification: Notification) -> _Place:
        async with open_store(self._engine, self._clock.now()) as store:
            return await _known_place(notification, store)

    # -- before anything is said ---------------------------------------------------------------

    async def _reach(
        self, notification: Notification, place: _Place, *, look: bool, anew: bool
    ) -> tuple[_Place, str | None] | None:
        """The notification's conversation, and its message if it is there already; None where it was settled
        instead.
        """
        try:
            async with asyncio.timeout(self._settings.timeout):
                sure = place.conversation and (look or notification.member is not None)
                actual_place = place if sure else await self._open(notification, place, anew=anew)
                message = await self._looked_up(actual_place.conversation, notification) if look else None
        except (TimeoutError, PlatformError) as error:
            if isinstance(error, Gone) and not anew:
                raise _Elsewhere from error
            await self._refused(notification, error, maybe=look)
            return None
        if actual_place != place:
            await self._remember(notification, actual_place)
        return actual_place, message

    async def _open(self, notification: Notification, place: _Place, *, anew: bool) -> _Place:
        if notification.member is None:
            return _Place(await self._platform.channel(notification.channel, place.conversation))
        address = await self._accounts.address_of(notification.member, sure=anew)
        return _Place(await self._platform.talk(address), address)

    async def _still_there(self, notification: Notification) -> None:
        address = notification.member.address if notification.member else None
        if address is not None and not await self._platform.is_active(address):
            raise Gone(noted("has a chat account that is switched off"))

    async def _looked_up(self, conversation: str, notification: Notification) -> str | None:
        if not notification.under:
            return await self._platform.find(conversation, notification.key, notification.follows)
        async with open_store(self._engine, self._clock.now()) as store:
            year = await store.year_with_id(notification.cycle)
            parent = await year.outbox.by_key(notification.under)
        if parent is None or not parent.message or parent.conversation != conversation:
            raise CannotLook(conversation)  # nobody knows where its thread would be
        return await self._platform.find(conversation, notification.key, under=parent.message)

    async def _remember(self, notification: Notification, place: _Place) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if notification.member is None:
                await store.cycles.set_channel(notification.channel, place.conversation)
                return
            if place.address is not None and place.address != notification.member.address:
                await store.people.meet(notification.member, place.address)
                await note_worked({OutagePart.LOOKUPS}, store)
            await store.people.talk(notification.member, place.conversation)

    async def _make(self, notification: Notification, conversation: str = "") -> _Ready | _Place | None:
        """The card as the facts stand now; its place where that must be found first; None where it is settled."""
        async with open_store(self._engine, self._clock.now(), writes=True) as whole:
            store = await whole.year_with_id(notification.cycle)
            notification = await with_reader_now(notification, store)
            held = hold(notification, self._clock.now(), store.cycle)
            if held is not None:
                await _apply(notification, held, store)
                return None
            place = _Place(conversation) if conversation else await _known_place(notification, store)
            if not conversation and (notification.member is None or not place.conversation):
                return place
            parent = await store.outbox.by_key(notification.under) if notification.under else None
            if notification.under and (parent is None or not parent.message):
                await store.outbox.rest(notification, noted("the message that it belongs to is not there"))
                return None
            card = await card_of(notification, store, self._routes)
            if card is None:
                await store.outbox.rest(notification, NOT_WANTED)
                return None
            until = asyncio.get_running_loop().time() + self._settings.timeout
            if not await store.outbox.begin(notification, self._lease, place.conversation):
                return None
            under = parent.message if parent and parent.conversation == place.conversation else ""
            return _Ready(notification, card, place.conversation, under, until, await language_of(notification, store))

    # -- saying it, and what came of it --------------------------------------------------------

    async def _hand_over(self, ready: _Ready, *, anew: bool) -> None:
        """To the platform, and what came of it into the database."""
        notification = ready.notification
        try:
            async with asyncio.timeout_at(ready.until):
                await self._still_there(notification)
                with speaking(ready.language):
                    message = await self._platform.post(
                        ready.conversation, ready.card, key=notification.key, under=ready.under
                    )
        except (TimeoutError, PlatformError) as error:
            if isinstance(error, Gone) and not anew:
                raise _Elsewhere from error
            await self._refused(notification, error, maybe=_may_have_arrived(error))
        else:
            await self._keep_sent(notification, ready.conversation, message, ready.card)

    async def _keep_sent(
        self, notification: Notification, conversation: str, message: str, card: Card | None = None
    ) -> None:
        """It is there: write that down, or leave it to be looked up. Never send it again for that."""
        for pause in (*KEEPING, None):
            try:
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await self._note_sent(notification, conversation, message, card, store)
            except Exception:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _note_sent(
        self, notification: Notification, conversation: str, message: str, card: Card | None, store: Store
    ) -> None:
        year = await store.year_with_id(notification.cycle)
        await note_worked(PARTS_OF_A_CHANNEL if notification.member is None else PARTS_OF_A_TALK, store)
        if not await store.outbox.sent(notification, conversation, message):
            return
        if not notification.under:
            shown = card or await card_of(notification, year, self._routes)
            at = self._clock.now() if card else notification.at  # what was found may have its details already
            await year.outbox.write(details_of(notification, shown, at) if shown else [])
            if notification.channel:
                await store.record("posted", notification.key, after={"room": notification.channel})

    async def _refused(self, notification: Notification, error: Exception, *, maybe: bool) -> None:
        """The platform did not do what was asked. `maybe` says that the notification may have arrived all the same."""
        match error:
            case Busy(wait=wait):
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await store.outbox.slow_down(timedelta(seconds=wait))
                    await _back(notification, store, NOTHING, maybe=maybe)
            case Unavailable():
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await note_refused(error, store)
                    # A look-up that fails holds up those who have to be looked up, and nobody else.
                    alone = self._lease if error.part in (OutagePart.LOOKUPS, OutagePart.FILES) else NOTHING
                    await _back(notification, store, alone, maybe=maybe)
            case TimeoutError() | Unsure():
                async with open_store(self._engine, self._clock.now(), writes=True) as store:
                    await _back(notification, store, self._lease, maybe=maybe)
            case CannotLook() if notification.tried_at is None and _is_over(notification, self._clock.now()):
                await self._give_up(notification, TOO_LATE, ask="")  # an older state was put back: see Sending.claim
            case CannotLook():
                await self._give_up(notification, UNKNOWN_FATE, ask="is-it-there")
            case Undeliverable():
                await self._give_up(notification, str(error), ask="undelivered")
            case _:
                await self._give_up(notification, REFUSED.format(why=error), ask="undelivered")

    async def _give_up(self, notification: Notification, reason: str, *, ask: str) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await self._rest(notification, reason, ask, store)

    async def _rest(self, notification: Notification, reason: str, ask: str, store: Store) -> None:
        """It rests, with the reason; whoever can do something about a channel's notification is asked."""
        year = await store.year_with_id(notification.cycle)
        if not await store.outbox.rest(notification, reason):
            return
        log.warning("notification %s of kind %s rests: %s", notification.id, notification.kind, reason)
        if notification.member is not None:
            self._platform.forget(await store.people.conversation(notification.member), notification.member.address)
            await store.people.talk(notification.member, "")
            return
        if not ask:
            return
        await store.cycles.set_channel(notification.channel, "")  # by its name again next time: there may be a new one
        occasion = f"{notification.key}@{store.now.isoformat(timespec='seconds')}"
        readers = [member for member in await store.people.with_roles(SENDERS) if member.active]
        await year.outbox.write(
            Draft(ask, occasion, store.now, member.id, about=(notification.key,), prompt=False) for member in readers
        )

    async def _set_aside(self, claim: Claim) -> None:
        """Something of ours broke: another try later, a few times. If not even this works, its lease runs out."""
        notification, now = claim.notification, self._clock.now()
        try:
            async with open_store(self._engine, now, writes=True) as store:
                current = await store.outbox.by_id(notification.id)
                if current is None or current.state is not State.CLAIMED:
                    return
                unclear = claim.look or current.tried_at is not None
                if notification.tries + 1 >= TRIES and not unclear:
                    await self._rest(
                        notification, noted("something broke while it was being written"), "undelivered", store
                    )
                elif notification.tries + 1 >= TRIES:
                    await self._rest(notification, UNKNOWN_FATE, "is-it-there", store)
                elif not unclear:
                    await store.outbox.again(notification, now + FIRST_PAUSE * 2**notification.tries, broke=True)
                else:
                    await store.outbox.unsure(notification, self._lease, broke=True)
        except Exception:
            log.exception("notification %s is left to its lease", notification.id)


def _is_over(notification: Notification, now: datetime) -> bool:
    return notification.expires is not None and now > notification.expires


def _may_have_arrived(error: Exception) -> bool:
    """Whether a notification that was handed over may be there although the platform did not say so."""
    return error.arrived if isinstance(error, Unavailable) else not isinstance(error, Busy)


async def _known_place(notification: Notification, store: Store) -> _Place:
    if notification.member is None:
        return _Place(await store.cycles.channel(notification.channel))
    return _Place(await store.people.conversation(notification.member), notification.member.address)


async def _apply(notification: Notification, held: Hold, store: Store) -> None:
    if held.until is None:
        await store.outbox.rest(notification, held.reason)
    else:
        await store.outbox.again(notification, held.until)


async def _back(notification: Notification, store: Store, pause: timedelta, *, maybe: bool) -> None:
    """To be looked up, or to be sent again, after a pause on the database's clock."""
    if maybe:
        await store.outbox.unsure(notification, pause)
    else:
        await store.outbox.again(notification, notification.at, pause=pause)
