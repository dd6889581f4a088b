"""One sweep through all years' tables: it takes somebody's words out, or only tells what would go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import RowMapping, Table, case, or_, select, text

from pdsa.calendar import instant
from storage.fulltext import TABLE as INDEX
from storage.last_import import IMPORTED
from storage.notification_states import State
from storage.own_words_in_trail import ACTIONS, BY_OTHERS
from storage.sending import SHOWN
from storage.tables.doing import TypedRow
from storage.tables.figures import UploadRow
from storage.tables.sending import AuditRow, DigestRow, NotificationRow, PostRow
from storage.tables.year_and_plan import CycleRow, ImportRow
from storage.transaction import Transaction, key_of, table
from storage.word_columns import MOMENTS, Place, places
from storage.word_removal import Texts, by_name, differences, replaced

AUDIT = table(AuditRow)
CYCLES = table(CycleRow)
DIGESTS = table(DigestRow)
IMPORTS = table(ImportRow)
NOTIFICATIONS = table(NotificationRow)
POSTS = table(PostRow)
TYPED = table(TypedRow)
UPLOADS = table(UploadRow)
RELEASED = ("quotable", "shared")
"""Columns by which words were given to others to read."""
IN_FILES = ("source", "evidence")
"""Columns of words that a plan's file can bring in again."""
WEEK = ("well", "in_way", "help")
TELLING = (
    "help", "help-reply", "request", "school-question", "school-answer", "supervisor",
    "confirm", "decided", "confirmed", "handed-back",
)  # fmt: skip
"""Notifications that show people's words to others: they are made again where they stand."""
DRAFTS = "draft-%"


@dataclass(frozen=True)
class Whose:
    """Somebody's words, given until a moment; everybody's, where `member` is empty."""

    member: int | None
    until: datetime


@dataclass(frozen=True)
class Standing:
    """A post in a channel that repeats the words. `reached` says that the bot can change it there."""

    cycle: int
    key: str
    kind: str
    occasion: str
    channel: str
    at: datetime
    reached: bool


@dataclass
class Deletion:
    """What there is to delete: how many entries by table, and what was posted of it. `texts` are the words, `marked`
    those that a file could bring in again.
    """

    entries: dict[str, int] = field(default_factory=dict)
    posted: list[Standing] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        return sum(self.entries.values())


class Sweep:
    """`keep` says whether anything is changed."""

    def __init__(self, transaction: Transaction, whose: Whose, *, keep: bool) -> None:
        self._t = transaction
        self._whose = whose
        self._keep = keep
        self._deletion = Deletion()
        self._years: dict[int, RowMapping] = {}

    async def run(self) -> Deletion:
        if self._keep and self._t.dialect == "sqlite":
            await self._t.run(text("PRAGMA secure_delete=ON"))  # what is deleted is overwritten in the file
        self._years = {row["id"]: row for row in await self._t.rows(select(CYCLES))}
        for place in places():
            await self._own(place)
        trail = await self._t.rows(select(AUDIT).where(or_(AUDIT.c.before.is_not(None), AUDIT.c.after.is_not(None))))
        told = {row["id"]: self._entry_without_words(row) for row in trail}
        texts = Texts(self._deletion.texts)
        for row in trail:
            fresh = {name: texts.out_of(value) for name, value in told[row["id"]].items()}
            await self._change(AUDIT, row, fresh)
        for place in places():
            if place.table is not AUDIT:
                await self._copies(place, texts)
        await self._end()
        return self._deletion

    # -- the words themselves ------------------------------------------------------------------

    async def _own(self, place: Place) -> None:
        authors = {mark.by for mark in place.words.values() if mark.by}
        if not authors and (self._whose.member is not None or not place.words):
            return
        query = select(place.table)
        if self._whose.member is not None:
            query = query.where(or_(*(place.table.c[by] == self._whose.member for by in authors)))
        for row in await self._t.rows(query):
            if self._given(row) > self._whose.until:
                continue
            if place.unfinished or (place.table is TYPED and not row["kind"]):
                await self._drop(place, row)
            else:
                await self._silence(place, row)

    async def _silence(self, place: Place, row: RowMapping) -> None:
        """The row stays and counts; its words go."""
        member = self._whose.member
        mine = [name for name, mark in place.words.items() if member is None or (mark.by and row[mark.by] == member)]
        fresh = {name: replaced(row[name]) for name in mine}
        gone = {name for name in mine if fresh[name] != row[name]}
        if not gone:
            return
        for name in gone:
            texts = set(differences(row[name], fresh[name]))
            self._deletion.texts |= texts
            if name in IN_FILES:
                self._deletion.marked |= texts
        self._deletion.entries[place.table.name] = self._deletion.entries.get(place.table.name, 0) + 1
        released = {name: False for name in RELEASED if row.get(name)}
        await self._change(place.table, row, fresh | released)

    async def _drop(self, place: Place, row: RowMapping) -> None:
        """What nobody has kept yet goes as a whole; a file keeps its number, so that an old button means no new one."""
        if place.table is UPLOADS and row["settled_at"] is not None:
            return
        self._deletion.entries[place.table.name] = self._deletion.entries.get(place.table.name, 0) + 1
        if place.table is UPLOADS:
            await self._change(place.table, row, {"content": {}, "settled_at": self._t.now})
        elif self._keep:
            await self._t.run(place.table.delete().where(*key_of(place.table, row)))

    def _entry_without_words(self, row: RowMapping) -> dict[str, Any]:
        """What the trail keeps of an action, without the words that it says are theirs."""
        states = {name: row[name] for name in ("before", "after")}
        names, member = ACTIONS.get(row["action"], ()), self._whose.member
        if not names or row["at"] > self._whose.until:
            return states
        theirs = member is None or (row["actor"] == member and row["action"] not in BY_OTHERS)
        fresh = {
            "before": by_name(states["before"], names, member is None, member),
            "after": by_name(states["after"], names, theirs, member),
        }
        for name, value in fresh.items():
            self._deletion.texts |= set(differences(states[name], value))
        return fresh

    def _given(self, row: RowMapping) -> datetime:
        """When the words of a row were given; where only the year is known, everybody's are as young as they can be."""
        moment = next((row[name] for name in MOMENTS if row.get(name) is not None), None)
        if moment is not None:
            return moment  # type: ignore[no-any-return]
        year = self._years[row["cycle"]]
        return instant(year["last_day" if self._whose.member is None else "first_day"], time(12), year["zone"])

    # -- what repeats them ---------------------------------------------------------------------

    async def _copies(self, place: Place, texts: Texts) -> None:
        """Quotations, drafts, what was shown; and words of which only the trail knows whose they are."""
        trailed = [name for name, mark in place.words.items() if not mark.by]
        if not place.copies and not trailed:
            return
        for row in await self._t.rows(select(place.table)):
            fresh = {name: texts.out_of(row[name], alone=name in trailed) for name in (*place.copies, *trailed)}
            if place.table is TYPED and self._whose.member is not None:
                before = by_name(row["before"], WEEK, False, self._whose.member)
                fresh["before"] = texts.out_of(before)
            if place.table is IMPORTS:  # a file does not say whose its words are
                sheets = by_name(row["sheets"], ACTIONS[IMPORTED], self._whose.member is None, self._whose.member)
                fresh["sheets"] = texts.out_of(sheets)
            if place.table is DIGESTS and row["state"] == "draft":
                fresh["content"] = texts.dropped_from(row["content"])
            if place.table is POSTS:
                fresh["quotes"] = [each for each in row["quotes"] if texts.out_of(each, alone=True) == each]
            changed = await self._change(place.table, row, fresh)
            if changed and place.table is DIGESTS:
                await self._show_again(row["cycle"], NOTIFICATIONS.c.kind.like(DRAFTS))
            if changed and place.table is POSTS and row["taken_back_at"] is None:
                await self._stands(row)

    async def _stands(self, post: RowMapping) -> None:
        """A channel reads these words: it is shown them without, where it can be, and leads hear of it."""
        at = (NOTIFICATIONS.c.cycle == post["cycle"], NOTIFICATIONS.c.key == post["key"])
        notification = await self._t.first(select(NOTIFICATIONS.c.message, NOTIFICATIONS.c.state).where(*at))
        if notification is None or notification["state"] in (State.RESTING.value, State.GONE.value):
            return
        named = {name: post[name] for name in ("cycle", "key", "kind", "occasion", "channel", "at")}
        reached = bool(notification["message"]) or notification["state"] != State.SENT.value
        self._deletion.posted.append(Standing(**named, reached=reached))
        await self._show_again(
            post["cycle"], or_(NOTIFICATIONS.c.key == post["key"], NOTIFICATIONS.c.under == post["key"])
        )

    async def _show_again(self, cycle: int, which: Any) -> None:
        if self._keep:
            match = (NOTIFICATIONS.c.cycle == cycle, NOTIFICATIONS.c.state.in_(SHOWN), which)
            nobody = case((NOTIFICATIONS.c.state == State.SENT.value, ""), else_=NOTIFICATIONS.c.owner)
            await self._t.update(NOTIFICATIONS, *match, stale=True, owner=nobody)

    async def _change(self, place: Table, row: RowMapping, fresh: Mapping[str, Any]) -> bool:
        changed = {name: value for name, value in fresh.items() if value != row[name]}
        if changed and self._keep:
            await self._t.update(place, *key_of(place, row), **changed)
        return bool(changed)

    async def _end(self) -> None:
        if not self._keep or not self._deletion.total:
            return
        for number in self._years:
            await self._show_again(number, NOTIFICATIONS.c.kind.in_(TELLING))
        if self._t.dialect == "sqlite":  # written anew, the index holds nothing of what was taken out
            await self._t.run(text(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')"))
