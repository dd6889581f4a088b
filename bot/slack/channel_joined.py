"""When the bot is let into a channel again: what could not be posted there goes out by itself."""

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.district_clock import Clock
from bot.slack.client import Slack
from bot.slack.errors import reason
from handlers.digest.failed_posts import FAILED
from storage.posts import PostSaid
from storage.store import YearStore, open_store

OUTSIDE = ("not_in_channel", "channel_not_found")
"""Refusals that are over once the bot is in."""


class LetIn:
    """Wakes the posts that rest because the bot was not in their channel."""

    def __init__(self, engine: AsyncEngine, slack: Slack, clock: Clock) -> None:
        self._engine = engine
        self._slack = slack
        self._clock = clock

    async def into(self, channel: str) -> None:
        """The bot is in this channel now. What makes no sense any more stays."""
        name = (await self._slack.channel_name(channel)).lower()
        if not name:
            return
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            running = (await store.running_year()).cycle
            before = await store.cycles.before(running) if running else None
            for year in (running, before):
                if year is not None:
                    await _wake(store.year(year), name)


async def _wake(store: YearStore, name: str) -> None:
    """Wake one year's posts to this channel that never arrived."""
    assert store.cycle is not None
    outside = {reason(code) for code in OUTSIDE}
    begun = store.cycle.started_at or store.now
    for post in await store.outbox.resting(begun):
        over = post.expires is not None and post.expires < store.now
        if post.channel.lstrip("#").lower() != name or post.reason not in outside or over:
            continue
        if await store.outbox.wake(post.key):
            await store.posts.answer(post.key, PostSaid.AGAIN)
            asking = [each.key for each in await store.outbox.of_kind(FAILED) if post.key in each.about]
            await store.outbox.refresh(*asking)
