"""Which year a turn speaks of: the one that runs, the one that is planned, or last year's where its notification
asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.kit.form import CARRY, carried
from handlers.kit.reply import Ask, Reply
from handlers.kit.routes import Route
from handlers.kit.turn import whole
from pdsa.errors import Refusal
from pdsa.text import _
from storage.store import Store, YearStore

YEAR = "of-year"
"""What a form carries that was opened in another year than the newest."""


async def find_year(route: Route, message: str | None, carry: str, store: Store) -> YearStore:
    """The year that is meant.

    A button in a notification, and the form that it opens, speak of the notification's year. All else speaks of the
    year that runs; routes that look ahead speak of the newest, which may not be started yet. Raises Refusal where
    something would be kept in a year that is closed.
    """
    newest = store.newest_cycle
    if newest is None or route.ahead:
        return store.year(newest)
    if newest.follows is not None:
        number = whole(carry) if carry else await store.outbox.year_of(message) if message else None
        if number is not None and number != newest.id:
            year = await store.year_with_id(number)
            if year.cycle is not None and year.cycle.closed_at is not None and route.writes:
                told = _("That belongs to {year}, which is closed. A lead can open it again with `newyear`.")
                raise Refusal(told.format(year=year.cycle.label))
            return year
    return await store.running_year()


def remembering(replies: Sequence[Reply], year: YearStore) -> list[Reply]:
    """The replies, their forms marked with the year where it is not the newest: answers go where the question stood."""
    if year.cycle is None or year.newest_cycle is None or year.cycle.id == year.newest_cycle.id:
        return list(replies)
    return [_marked(reply, year.cycle.id) if isinstance(reply, Ask) else reply for reply in replies]


def _marked(reply: Ask, year: int) -> Ask:
    carry = {**reply.form.carry, YEAR: str(year)}
    return Ask(replace(reply.form, carry=carry)) if len(carried(carry)) <= CARRY else reply
