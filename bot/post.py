"""The post: takes letters from the outbox to their platform, each once."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.platform import Busy, CannotLook, Platform, PlatformError, Undeliverable, Unsure
from bot.settings import Settings
from bot.time import Clock
from handlers.kit.card import Card
from handlers.kit.routes import Routes
from handlers.kit.words import _
from pdsa.calendar import MORNING, instant, is_quiet, local_day, next_daytime
from pdsa.people import SENDERS, Address, Member
from storage.letters import Draft, Letter, State
from storage.outbox import Claim
from storage.store import Store, open_store

log = logging.getLogger(__name__)
DETAIL = "-detail"


@dataclass(frozen=True)
class _Ready:
    """A letter whose card is made and whose conversation is known or can be found by `address` or room."""

    letter: Letter
    card: Card
    conversation: str
    address: Address | None
    under: str


class Post:
    """Sends what is due. Any number of processes may do so on one database."""

    def __init__(
        self, engine: AsyncEngine, routes: Routes, platform: Platform, clock: Clock, settings: Settings
    ) -> None:
        self._engine = engine
        self._routes = routes
        self._platform = platform
        self._clock = clock
        self._settings = settings
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._owner = secrets.token_hex(8)

    async def deliver(self) -> int:
        """Send all that is due now and refresh what changed; returns how many letters were handled."""
        handled = 0
        while True:
            claims = await self._claim()
            if not claims:
                break
            await asyncio.gather(*(self._send(claim) for claim in claims))
            handled += len(claims)
        while await self._refresh_one():
            handled += 1
        return handled

    async def _claim(self) -> Sequence[Claim]:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            settings = self._settings
            return await store.outbox.claim(
                self._owner, settings.claim_size, self._lease, settings.pace_per_second, settings.channel_gap
            )

    async def _send(self, claim: Claim) -> None:
        """One letter, start to end; whatever breaks, the others go on and this one is looked up later."""
        try:
            await self._clock.wait((claim.at - self._clock.now()).total_seconds())
            ready = await self._make(claim)
            if ready is not None:
                await self._hand_over(ready, claim)
        except Exception:
            log.exception("letter %s of kind %s broke", claim.letter.id, claim.letter.kind)
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                await store.outbox.rest(claim.letter, _("something broke while it was being written"))

    async def _make(self, claim: Claim) -> _Ready | None:
        """The card as the facts stand now, or None where the letter is settled without one."""
        letter = claim.letter
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if not claim.look and await self._hold_back(letter, store):
                return None
            card = await self._card(letter, store)
            if card is None:
                await store.outbox.rest(letter, _("no longer wanted"))
                return None
            if letter.member is None:
                conversation, address = await store.cycles.room(letter.room), None
            else:
                conversation, address = await store.people.conversation(letter.member), letter.member.address
            parent = await store.outbox.by_key(letter.under) if letter.under else None
            return _Ready(letter, card, conversation, address, parent.message if parent else "")

    async def _hold_back(self, letter: Letter, store: Store) -> bool:
        """Settle what must not go out now: too late, in the night, to somebody away or gone."""
        now = self._clock.now()
        if letter.expires is not None and now > letter.expires:
            return await store.outbox.rest(letter, _("its time had passed"))
        member, cycle = letter.member, store.cycle
        if member is None or cycle is None:
            return False
        if not member.active:
            return await store.outbox.rest(letter, _("no longer in the plan"))
        if not letter.prompt:
            return False
        zone = member.zone or cycle.zone
        back = member.back_on(local_day(now, zone))
        if back is None and not is_quiet(now, zone):
            return False
        morning = next_daytime(now if back is None else instant(back, MORNING, zone), zone, cycle.year)
        if morning is None or (letter.expires is not None and morning > letter.expires):
            return await store.outbox.rest(letter, _("away") if back else _("its time had passed"))
        return await store.outbox.again(letter, morning)

    async def _card(self, letter: Letter, store: Store) -> Card | None:
        """The letter's card; a detail is a part of its parent's."""
        if not letter.kind.endswith(DETAIL):
            return await self._routes.letters[letter.kind](letter, store)
        parent = await store.outbox.by_key(letter.under)
        whole = await self._card(parent, store) if parent else None
        number = int(letter.occasion.rsplit("/", 1)[1])
        return whole.details[number] if whole and number < len(whole.details) else None

    async def _hand_over(self, ready: _Ready, claim: Claim) -> None:
        """To the platform, and what came of it into the database."""
        letter = ready.letter
        try:
            async with asyncio.timeout(self._settings.timeout):
                conversation = ready.conversation or await self._open(ready)
                message = await self._looked_up(conversation, letter) if claim.look else None
                if message is None:
                    message = await self._platform.post(conversation, ready.card, key=letter.key, under=ready.under)
        except (TimeoutError, Unsure):
            await self._keep_unsure(letter)
        except Busy as busy:
            await self._wait_for(letter, busy)
        except CannotLook:
            await self._give_up(letter, _("nobody knows whether it arrived"), ask="is-it-there")
        except Undeliverable as reason:
            await self._give_up(letter, str(reason), ask="undelivered")
        except PlatformError as error:
            await self._give_up(letter, _("the chat refused it ({why})").format(why=error), ask="undelivered")
        else:
            await self._keep_sent(ready, conversation, message)

    async def _open(self, ready: _Ready) -> str:
        """Find the conversation of a letter that never had one, and remember it."""
        letter, address = ready.letter, ready.address
        if letter.member is None:
            conversation = await self._platform.room(letter.room)
        else:
            address = address or await self._find_person(letter.member)
            conversation = await self._platform.talk(address)
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if letter.member is None:
                await store.cycles.set_room(letter.room, conversation)
            else:
                await store.people.talk(letter.member, conversation)
        return conversation

    async def _find_person(self, member: Member) -> Address:
        """Somebody who has not spoken yet, by e-mail."""
        profile = await self._platform.by_email(member.email)
        if profile is None:
            raise Undeliverable(_("has no chat account under that e-mail"))
        if not profile.active:
            raise Undeliverable(_("has a chat account that is switched off"))
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await store.people.meet(member, profile.address)
        return profile.address

    async def _looked_up(self, conversation: str, letter: Letter) -> str | None:
        since = (letter.tried_at or self._clock.now()) - timedelta(minutes=10)
        return await self._platform.find(conversation, letter.key, since)

    async def _keep_sent(self, ready: _Ready, conversation: str, message: str) -> None:
        letter = ready.letter
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if not await store.outbox.sent(letter, conversation, message):
                return
            await store.outbox.write(_details(ready, self._clock))
            if letter.room and not letter.under:
                await store.record("posted", letter.key, after={"room": letter.room})

    async def _keep_unsure(self, letter: Letter) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await store.outbox.unsure(letter, self._lease)

    async def _wait_for(self, letter: Letter, busy: Busy) -> None:
        """The platform is busy: everybody waits, and no attempt is counted."""
        wait = timedelta(seconds=busy.wait)
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await store.outbox.slow_down(wait)
            await store.outbox.again(letter, letter.at)

    async def _give_up(self, letter: Letter, reason: str, *, ask: str) -> None:
        """It rests, with the reason; whoever can do something about a room's letter is asked."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if not await store.outbox.rest(letter, reason):
                return
            log.warning("letter %s of kind %s rests: %s", letter.id, letter.kind, reason)
            if not letter.room:
                return
            occasion = f"{letter.key}@{self._clock.now().isoformat(timespec='seconds')}"
            readers = [member for member in await store.people.with_roles(SENDERS) if member.active]
            await store.outbox.write(
                Draft(ask, occasion, self._clock.now(), member.id, about=(letter.key,), prompt=False)
                for member in readers
            )

    async def _refresh_one(self) -> bool:
        """Update one message whose facts changed; False when there is none."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            letter = await store.outbox.take_stale()
            if letter is None:
                return False
            card = await self._card(letter, store)
        if card is None or letter.state is not State.SENT or not letter.message:
            return True
        try:
            await self._platform.update(letter.conversation, letter.message, card)
        except Busy as busy:
            await self._clock.wait(busy.wait)
            await self._stale_again(letter)
        except Unsure:
            await self._stale_again(letter)
            return False
        except PlatformError as error:
            log.warning("letter %s could not be updated: %s", letter.id, error)
        return True

    async def _stale_again(self, letter: Letter) -> None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            await store.outbox.refresh(letter.key)


def _details(ready: _Ready, clock: Clock) -> list[Draft]:
    """A letter a detail, each in the thread of its parent."""
    letter = ready.letter
    return [
        Draft(
            kind=letter.kind + DETAIL,
            occasion=f"{letter.occasion}/{number}",
            at=clock.now(),
            member=letter.member.id if letter.member else None,
            room=letter.room,
            under=letter.key,
            prompt=False,
        )
        for number in range(len(ready.card.details))
    ]
