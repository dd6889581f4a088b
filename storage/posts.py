"""What stands in the channels, whose words are in it, what was ever published by it; and words passed on to others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from sqlalchemy import select

from pdsa.field_privacy import Copied, ForLeads, Plain, Public
from pdsa.measures import Observation
from storage.rows_and_values import columns_of, from_row
from storage.tables.sending import PassedOnRow, PostAnswerRow, PostRow, PublishedRow
from storage.tables.year_and_plan import CycleRow
from storage.transaction import OfYear, Transaction, read_once, table

POSTS = table(PostRow)
POST_ANSWERS = table(PostAnswerRow)
PUBLISHED = table(PublishedRow)
CYCLES = table(CycleRow)
PASSED_ON = table(PassedOnRow)


@dataclass(frozen=True)
class Post:
    """What a channel got by the notification with this `key`. `card` is its words as JSON; `quotes` are the released
    sentences in it; `taken_back_at` says that it does not stand there any more, and `why`.
    """

    key: Plain
    kind: Plain
    occasion: Plain
    channel: Plain
    card: Annotated[Any, Copied()]
    quotes: Annotated[Sequence[str], Copied()]
    at: datetime
    taken_back_at: datetime | None = None
    taken_back_by: int | None = None
    why: Annotated[str, Public("taken_back_by")] = ""


_post = partial(from_row, Post)


class PostSaid(StrEnum):
    """What can be said of a post that did not arrive for certain; so the trail calls it."""

    SEEN = "seen in its place"
    AGAIN = "sent again"
    LEFT = "left unsent"


@dataclass(frozen=True)
class PostAnswer:
    """What was said of a post last, and by whom; by nobody where the bot sent it again by itself."""

    answer: PostSaid
    member: int | None
    at: datetime


@dataclass(frozen=True)
class Published:
    """A group of a measure that others have read a number of once: its day, and how many people stood behind it."""

    measure: str
    group: str
    day: date
    n: int | None


class Posts(OfYear):
    """Questions about the posts of one cycle."""

    def __init__(self, transaction: Transaction, district: int, cycle: int) -> None:
        super().__init__(transaction, cycle)
        self._district = district

    async def of(self, key: str) -> Post | None:
        return await self._one(_post, POSTS, POSTS.c.key == key)

    async def all(self) -> list[Post]:
        """The year's posts, oldest first."""
        return await self._all(_post, POSTS, by=[POSTS.c.at, POSTS.c.key])

    async def keep(self, key: str, *, kind: str, occasion: str, channel: str, card: Any, quotes: Iterable[str]) -> None:
        """Keep what a channel is about to get; sent anew, it takes the place of what stood there before."""
        values = {"key": key, "kind": kind, "occasion": occasion, "channel": channel, "card": card}
        fresh = {"quotes": list(quotes), "at": self._t.now, "taken_back_at": None, "taken_back_by": None, "why": ""}
        await self._put(PostRow, {**values, **fresh})

    async def change(self, key: str, card: Any, quotes: Iterable[str]) -> None:
        """It stands there in other words: without a sentence that was taken back, or corrected."""
        await self._update(POSTS, POSTS.c.key == key, card=card, quotes=list(quotes))

    async def take_back(self, kind: str, occasion: str, by: int, why: str) -> list[Post]:
        """These posts stand nowhere any more; returns those that stood until now."""
        standing = (POSTS.c.kind == kind, POSTS.c.occasion == occasion, POSTS.c.taken_back_at.is_(None))
        rows = await self._t.rows(self._select(POSTS, *standing).order_by(POSTS.c.key))
        await self._update(POSTS, *standing, taken_back_at=self._t.now, taken_back_by=by, why=why)
        return [_post(row) for row in rows]

    async def quotes_in(self, channel: str, *, but: str = "") -> set[str]:
        """The sentences that stand in a channel by any post of any year, `but` for this year's post of that key."""
        query = (
            select(POSTS.c.cycle, POSTS.c.key, POSTS.c.quotes)
            .join(CYCLES, CYCLES.c.id == POSTS.c.cycle)
            .where(CYCLES.c.district == self._district, POSTS.c.channel == channel, POSTS.c.taken_back_at.is_(None))
        )
        rows = [row for row in await self._t.rows(query) if (row["cycle"], row["key"]) != (self._cycle, but)]
        return {text for row in rows for text in row["quotes"]}

    async def answer(self, key: str, said: PostSaid) -> None:
        """Keep what is said of a post that did not arrive for certain."""
        values = {"key": key, "answer": said.value, "member": self._t.actor, "at": self._t.now}
        await self._put(PostAnswerRow, values)
        await self._t.record(said.value, key)

    async def answered(self, key: str) -> PostAnswer | None:
        """What was said of it last; None where nobody has said anything."""
        return await self._one(partial(from_row, PostAnswer), POST_ANSWERS, POST_ANSWERS.c.key == key)

    async def publish(self, numbers: Iterable[Published]) -> None:
        """Keep which groups others have read numbers of; what was read once stays read."""
        for published in numbers:
            await self._put(PublishedRow, {"grouping": published.group, **columns_of(published, "group")})

    async def published(self) -> list[Published]:
        """What was ever published this year, taken back since or not."""
        rows = await self._t.rows(self._select(PUBLISHED))
        return [from_row(Published, row, group=row["grouping"]) for row in rows]

    @read_once
    async def read_before(self) -> list[Observation]:
        """The groups that others have read numbers of, with their sizes; the numbers themselves do not matter here."""
        return [Observation(each.measure, each.day, 0.0, each.n, each.group) for each in await self.published()]


@dataclass(frozen=True)
class PassedOnWords:
    """Words that are passed on. `word` is the bot's word by which what they ask for is done, with its button's `label`
    in English; empty where there is none.
    """

    member: int
    text: ForLeads
    at: datetime
    word: Plain = ""
    label: Plain = ""


class PassedOn:
    """Questions about words that were passed on, in any year."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def about(self, subject: str) -> list[PassedOnWords]:
        """All that was passed on about a subject, oldest first."""
        query = select(PASSED_ON).where(PASSED_ON.c.subject == subject).order_by(PASSED_ON.c.id)
        return [from_row(PassedOnWords, row) for row in await self._t.rows(query)]

    async def keep(self, subject: str, member: int, text: str, *, word: str = "", label: str = "") -> None:
        values = {"subject": subject, "member": member, "text": text, "word": word, "label": label}
        await self._t.add(PassedOnRow, {**values, "at": self._t.now})
