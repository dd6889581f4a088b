"""Digests: drafted once, then edited, approved or left, with the figures that were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from sqlalchemy import and_, or_

from pdsa.digest import Monthly, YearEnd
from pdsa.field_privacy import Copied, NoWords, Plain, Public
from storage.rows_and_values import adapter, from_row
from storage.tables.sending import DigestRow
from storage.transaction import OfYear, table

DIGESTS = table(DigestRow)
DRAFTED = "digest drafted"
GAVE_WAY = "digest gave way"
SENT_BACK = "digest sent back"
BY_ITSELF = (DRAFTED, GAVE_WAY, SENT_BACK)
"""Actions of the trail that come by themselves, whoever happened to ask for a digest then."""
Figures = Monthly | YearEnd


class DigestState(StrEnum):
    """`draft` waits for somebody; `approved` goes out; `declined` does not; `taken back` stood there for a while."""

    DRAFT = "draft"
    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"


DRAFT, APPROVED, DECLINED = DigestState.DRAFT.value, DigestState.APPROVED.value, DigestState.DECLINED.value
NOBODY = {"settled_by": None, "settled_at": None, "post_at": None, "posted_at": None, "corrected_at": None}
"""A draft: nobody has settled it, and it stands nowhere."""
FIGURES = frozenset({"content", "copies", "changes", "correction"})
"""What the trail does not repeat: it says who did what, and the digest keeps the rest."""
Changes = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Digest:
    """A digest as kept. `content` is its figures and findings as JSON, as known at `drafted_at`; `opening` and `ask`
    are people's own words, `became` what became of last year's request; `lessons` are the strategies whose lessons
    somebody chose to open with, none where nobody did.

    `changes` are lines that were drafted otherwise before, as pairs of before and now. `copies` are what was approved,
    word for word, by whom it is for; posted not before `post_at`, and out once there is a `posted_at`. `correction` is
    what a correction would put in its place, `why` what whoever corrected it or took it back said of it. One that
    nobody settled, and that a newer one replaced, is declined by nobody.
    """

    kind: Plain
    occasion: Plain
    state: DigestState
    content: Any
    drafted_at: datetime
    opening: Annotated[str, Public("")] = ""
    ask: Annotated[str, Public("")] = ""
    settled_by: int | None = None
    settled_at: datetime | None = None
    changes: Annotated[Sequence[Sequence[str]], Copied()] = ()
    copies: Annotated[Mapping[str, Any], Copied()] = field(default_factory=dict)
    post_at: datetime | None = None
    posted_at: datetime | None = None
    correction: Annotated[Mapping[str, Any], Copied()] = field(default_factory=dict)
    corrected_at: datetime | None = None
    why: Annotated[str, Public("")] = ""
    became: Annotated[str, Public("")] = ""
    lessons: Annotated[Sequence[str], NoWords()] = ()

    @property
    def slot(self) -> str:
        """How buttons and forms name it: "digest-monthly:2026-10"."""
        return f"{self.kind}:{self.occasion}"

    @property
    def waits_for_its_time(self) -> bool:
        """Whether it was approved for a later moment and no channel has it yet."""
        return self.state is DigestState.APPROVED and self.post_at is not None and self.posted_at is None

    @property
    def replaced(self) -> bool:
        """Whether it gave way to a newer one before anybody had settled it."""
        return self.state is DigestState.DECLINED and self.settled_by is None


_digest = partial(from_row, Digest)


class Digests(OfYear):
    """Questions about the digests of one cycle."""

    async def find(self, kind: str, occasion: str) -> Digest | None:
        return await self._one(_digest, DIGESTS, *_at(kind, occasion))

    async def all(self) -> list[Digest]:
        return await self._all(_digest, DIGESTS, by=[DIGESTS.c.drafted_at])

    async def draft(self, kind: str, occasion: str, content: Any) -> Digest:
        """Keep a draft, unless there is one: its figures stay as they were shown."""
        values = {
            "cycle": self._cycle,
            "kind": kind,
            "occasion": occasion,
            "state": DigestState.DRAFT.value,
            "opening": "",
            "ask": "",
            "content": content,
            "drafted_at": self._t.now,
        }
        if await self._t.add_missing(DigestRow, ("cycle", "kind", "occasion"), [values]):
            await self._t.record(DRAFTED, f"{kind} {occasion}")
        digest = await self.find(kind, occasion)
        assert digest is not None  # just written
        return digest

    async def redraft(self, kind: str, occasion: str, content: Any, changes: Changes = ()) -> bool:
        """Bring an open draft's figures up to date, with the lines that read otherwise by it; people's words stay."""
        return await self._change(kind, occasion, "digest redrafted", self._fresh(content, changes))

    def _fresh(self, content: Any, changes: Changes) -> dict[str, Any]:
        return {"content": content, "drafted_at": self._t.now, "changes": [list(each) for each in changes]}

    async def edit(self, kind: str, occasion: str, opening: str, ask: str, became: str = "") -> bool:
        """Change the words of an open draft; False where it has been settled."""
        values = {"opening": opening, "ask": ask, "became": became}
        return await self._change(kind, occasion, "digest edited", values)

    async def choose(self, kind: str, occasion: str, lessons: Sequence[str]) -> bool:
        """Choose the strategies whose lessons an open draft begins with; False where it has been settled."""
        return await self._change(kind, occasion, "digest lessons chosen", {"lessons": list(lessons)})

    async def approve(
        self, kind: str, occasion: str, by: int, copies: Mapping[str, Any], post_at: datetime | None = None
    ) -> bool:
        """Approve an open draft as these copies, to be posted at once or at a set time; False where it was settled."""
        more: dict[str, Any] = {"copies": copies, "post_at": post_at, "posted_at": None, "changes": []}
        return await self._change(kind, occasion, "digest approved", self._settled(APPROVED, by) | more)

    async def decline(self, kind: str, occasion: str, by: int) -> bool:
        """Leave an open draft unposted; False where somebody was faster."""
        return await self._change(kind, occasion, "digest declined", self._settled(DECLINED, by))

    def _settled(self, state: str, by: int | None) -> dict[str, Any]:
        return {"state": state, "settled_by": by, "settled_at": self._t.now}

    async def send_back(self, kind: str, occasion: str, content: Any, changes: Changes) -> bool:
        """An approved digest whose set time has not come is a draft again: the facts have changed since."""
        values = {"state": DRAFT, "copies": {}, **NOBODY, **self._fresh(content, changes)}
        return await self._change(kind, occasion, SENT_BACK, values, was=APPROVED, unposted=True)

    async def posted(self, kind: str, occasion: str) -> bool:
        """It goes out now, to all its channels as it was approved; False where the first channel has it already."""
        match = (*_at(kind, occasion), DIGESTS.c.posted_at.is_(None))
        return await self._update(DIGESTS, *match, posted_at=self._t.now)

    async def take_back(self, kind: str, occasion: str, by: int, why: str) -> bool:
        """An approved digest stands nowhere any more; False where it is not approved now."""
        values = self._settled(DigestState.TAKEN_BACK.value, by) | {"why": why, "correction": {}}
        return await self._change(kind, occasion, "digest taken back", values, was=APPROVED)

    async def suggest(self, kind: str, occasion: str, correction: Mapping[str, Any]) -> bool:
        """What a correction would put in the place of an approved digest; empty where there is to be none."""
        match = (*_at(kind, occasion), DIGESTS.c.state == APPROVED)
        return await self._update(DIGESTS, *match, correction=correction)

    async def correct(self, kind: str, occasion: str, correction: Mapping[str, Any]) -> bool:
        """Put a correction in the place of what was approved: its content, words, copies, and why."""
        named = {name: correction[name] for name in ("content", "opening", "ask", "became", "copies", "why")}
        values = {**named, "corrected_at": self._t.now, "correction": {}}
        return await self._change(kind, occasion, "digest corrected", values, was=APPROVED)

    async def scrub(self, kind: str, occasion: str, content: Any, copies: Mapping[str, Any]) -> None:
        """Keep it without words that their author has taken back; the trail does not repeat them."""
        await self._update(DIGESTS, *_at(kind, occasion), content=content, copies=copies)

    async def give_way(self, kind: str, occasion: str) -> bool:
        """An open draft is not waited for any more, because there is a newer one; False where it was settled."""
        return await self._change(kind, occasion, GAVE_WAY, self._settled(DECLINED, None))

    async def reopen(self, kind: str, occasion: str) -> bool:
        """A digest that was declined or taken back, or whose set time has not come, becomes a draft again."""
        waits = and_(DIGESTS.c.state == APPROVED, DIGESTS.c.post_at.is_not(None), DIGESTS.c.posted_at.is_(None))
        settled = or_(DIGESTS.c.state.in_((DECLINED, DigestState.TAKEN_BACK.value)), waits)
        values: dict[str, Any] = {"state": DRAFT, **NOBODY, "copies": {}, "why": "", "changes": []}
        return await self._update(DIGESTS, *_at(kind, occasion), settled, **values)

    async def _change(
        self,
        kind: str,
        occasion: str,
        action: str,
        values: Mapping[str, Any],
        *,
        was: str = DRAFT,
        unposted: bool = False,
    ) -> bool:
        before = await self.find(kind, occasion)
        match = [*_at(kind, occasion), DIGESTS.c.state == was]
        if unposted:
            match.append(DIGESTS.c.posted_at.is_(None))
        changed = await self._update(DIGESTS, *match, **values)
        if changed and before is not None:
            named = ("opening", "ask", "became", "lessons")
            words = {"state": before.state.value, **{name: getattr(before, name) for name in named}}
            after = {name: value for name, value in values.items() if name not in FIGURES}
            await self._t.record(action, f"{kind} {occasion}", before=words, after=after)
        return changed


def _at(kind: str, occasion: str) -> tuple[Any, ...]:
    return (DIGESTS.c.kind == kind, DIGESTS.c.occasion == occasion)


def dump(figures: Figures) -> Any:
    """The figures as plain JSON values."""
    kind: Any = type(figures)
    return adapter(kind).dump_python(figures, mode="json")


def load_month(content: Any) -> Monthly:
    """Raises ValueError where the content is not a month's."""
    found: Monthly = adapter(Monthly).validate_python(content)
    return found


def load_year(content: Any) -> YearEnd:
    """Raises ValueError where the content is not a year's."""
    found: YearEnd = adapter(YearEnd).validate_python(content)
    return found


def load(kind: str, content: Any) -> Figures:
    """The figures of a digest of this kind. Raises ValueError where the content is not one's."""
    return load_year(content) if kind == "digest-year" else load_month(content)
