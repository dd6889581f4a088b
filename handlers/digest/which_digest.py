"""The digest that a button or form speaks of, in the year that it is of."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps

from handlers.kit.reply import Replies
from handlers.kit.turn import Turn
from pdsa.cycle import Cycle
from pdsa.digest_days import DRAFTS
from pdsa.errors import Refusal
from pdsa.text import _
from storage.digests import Digest
from storage.store import YearStore

Speak = Callable[[Turn, YearStore], Awaitable[Replies]]


async def digest_of(slot: str, store: YearStore) -> Digest:
    """By its kind and occasion, whatever the button carries behind them. Raises Refusal."""
    kind, _colon, rest = slot.partition(":")
    digest = await store.digests.find(kind, rest.split(":")[0]) if kind in DRAFTS else None
    if digest is None:
        raise Refusal(_("I do not find that draft any more. `digest` shows those that there are."))
    return digest


def in_its_year(speak: Speak) -> Speak:
    """The same route, turned to the year whose digest is meant: what was posted last year can be taken back in this."""

    @wraps(speak)
    async def turned(turn: Turn, store: YearStore) -> Replies:
        year = await _year_of(turn.value or turn.carry.get("slot", ""), store)
        if year is None or year == store.cycle:
            return await speak(turn, store)
        return await speak(replace(turn, setting=year), store.year(year))

    return turned


async def _year_of(slot: str, store: YearStore) -> Cycle | None:
    """This year, or the newest one before it that has such a post; None where nobody knows of it."""
    kind, _colon, rest = slot.partition(":")
    occasion, year = rest.split(":")[0], store.cycle
    while year is not None and not await _is_of(store.year(year), kind, occasion):
        year = await store.cycles.before(year)
    return year


async def _is_of(here: YearStore, kind: str, occasion: str) -> bool:
    if kind in DRAFTS:
        return await here.digests.find(kind, occasion) is not None
    return not occasion or bool(await here.outbox.of_kind(kind, occasion=occasion))
