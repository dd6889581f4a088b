"""Words typed in answer to a question: kept with what they answer, waiting until that is said, or forgotten.

Forgotten, they are gone wherever they went: from a year's tables, its trail and drafts that wait. What stands in a
channel already was approved by somebody and is taken back there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated, Any

from sqlalchemy import Table, select

from pdsa.field_privacy import Copied, ForLeads, Plain
from pdsa.retention import LONG_ENOUGH, one_line
from storage.rows_and_values import from_row
from storage.tables.doing import CheckInRow, TypedRow
from storage.tables.figures import ObservationRow
from storage.tables.learning import BegunRow, DecisionRow, InterviewRow, ReflectionRow
from storage.tables.sending import AuditRow, DigestRow
from storage.transaction import OfYear, key_of, table

TYPED = table(TypedRow)
ANSWERED = "typed answer"
"""The action of the trail that tells of one."""
WAITING = timedelta(days=14)
"""So long do words wait for somebody to say what they answer; nothing is kept of them afterwards."""
AUDIT = table(AuditRow)
DIGESTS = table(DigestRow)
PLACES: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (table(CheckInRow), "member", ("well", "in_way", "help")),
    (table(BegunRow), "member", ("happened", "missing")),
    (
        table(ReflectionRow),
        "member",
        ("happened", "learned", "people", "partners", "tools", "in_way", "voice", "missing"),
    ),
    (table(InterviewRow), "member", ("answers", "details", "evidence")),
    (table(DecisionRow), "proposed_by", ("reason", "next_step", "details")),
    (table(ObservationRow), "entered_by", ("source",)),
)
"""Where somebody's typed answer may have gone from its question: the table, whose the words are, and the columns."""
GONE = object()


@dataclass(frozen=True)
class TypedWord:
    """Words in answer to a question. `before` is what stood there, as the question's feature keeps it; `strategy` the
    strategy or measure by which the trail tells of it, empty where it does not.
    """

    id: int
    member: int
    kind: Plain
    subject: Plain
    text: ForLeads
    short: Plain = ""
    before: Annotated[Any, Copied()] = None
    strategy: Plain = ""


_word = partial(from_row, TypedWord)


class TypedWords(OfYear):
    """Questions about what was typed in one cycle."""

    async def wait(self, member: int, text: str) -> int:
        """Keep words until somebody says which question they answer; those that waited too long are gone."""
        await self.let_go()
        return await self._t.add(TypedRow, {"cycle": self._cycle, "member": member, "text": text, "at": self._t.now})

    async def let_go(self) -> None:
        """Forget the words that waited too long."""
        await self._t.run(TYPED.delete().where(TYPED.c.kind == "", TYPED.c.at < self._t.now - WAITING))

    async def take(self, number: int, member: int) -> str | None:
        """The words that wait, which wait no longer; None where there are none of this member's."""
        await self.let_go()
        mine = (TYPED.c.id == number, TYPED.c.member == member, TYPED.c.kind == "")
        text: str | None = await self._t.scalar(select(TYPED.c.text).where(*mine))
        await self._t.run(TYPED.delete().where(*mine))
        return text

    async def put(
        self,
        member: int,
        kind: str,
        subject: str,
        text: str,
        *,
        short: str = "",
        before: Any = None,
        strategy: str = "",
    ) -> int:
        """Keep an answer; returns its id. `strategy` is the strategy or measure by which the trail tells of it, empty
        where something else there does, or nothing may.
        """
        facts = {"text": text, "short": short, "strategy": strategy}
        place = {"cycle": self._cycle, "member": member, "kind": kind, "subject": subject}
        values = {**place, **facts, "before": before, "at": self._t.now}
        if strategy:
            await self._t.record(ANSWERED, f"{subject} {kind}", after=facts)
        return await self._t.add(TypedRow, values)

    async def one(self, number: int, member: int) -> TypedWord | None:
        """An answer of this member's."""
        return await self._one(_word, TYPED, TYPED.c.id == number, TYPED.c.member == member, TYPED.c.kind != "")

    async def of(self, member: int) -> list[TypedWord]:
        """All that somebody typed in answer to questions this year, oldest first, and what still waits."""
        return await self._all(_word, TYPED, TYPED.c.member == member, by=[TYPED.c.id])

    async def about(self, kind: str, *subjects: str, member: int | None = None) -> list[TypedWord]:
        """What was typed about these subjects, oldest first."""
        query = self._select(TYPED, TYPED.c.kind == kind, TYPED.c.subject.in_(subjects)).order_by(TYPED.c.id)
        if member is not None:
            query = query.where(TYPED.c.member == member)
        return [_word(row) for row in await self._t.rows(query)]

    async def change(self, word: TypedWord, text: str) -> None:
        """The words of a note as their author wants them; the trail keeps what they were."""
        await self._t.update(TYPED, TYPED.c.id == word.id, text=text)
        if word.strategy:
            before = {"text": word.text, "short": word.short, "strategy": word.strategy}
            await self._t.record(ANSWERED, f"{word.subject} {word.kind}", before=before, after={**before, "text": text})

    async def forget(self, word: TypedWord, *texts: str) -> None:
        """Nothing of an answer is left: not here, not in the trail, in no draft and in nothing that took it over."""
        await self._t.run(TYPED.delete().where(TYPED.c.id == word.id))
        await Forgetting(self._t, self._cycle).forget(word.member, f"{word.subject} {word.kind}", *texts)


class Forgetting(OfYear):
    """Takes somebody's words out of one cycle."""

    async def forget(self, member: int, about: str, *texts: str) -> None:
        """Take these words out, and what the trail tells of the answer under `about`."""
        await self._t.run(AUDIT.delete().where(AUDIT.c.about == about, AUDIT.c.actor == member))
        wanted = [text for text in texts if text]
        if not wanted:
            return
        for place, owner, columns in PLACES:
            await self._scrub(place, (place.c.cycle == self._cycle, place.c[owner] == member), columns, wanted)
        # A quotation in a draft, and an action of whoever edited it, repeat the words under another name.
        drafts = (DIGESTS.c.cycle == self._cycle, DIGESTS.c.posted_at.is_(None))
        await self._scrub(DIGESTS, drafts, ("opening", "ask", "content", "changes", "copies", "correction"), wanted)
        await self._scrub(AUDIT, (), ("before", "after"), wanted)

    async def _scrub(self, place: Table, match: Any, columns: tuple[str, ...], texts: list[str]) -> None:
        for row in await self._t.rows(select(place).where(*match)):
            values = {name: without(row[name], texts) for name in columns if row[name]}
            changed = {name: value for name, value in values.items() if value != row[name]}
            if changed:
                await self._t.update(place, *key_of(place, row), **changed)


def without(value: Any, texts: list[str]) -> Any:
    """A text, or JSON with texts in it, without these words: a quotation goes as a whole, a longer text keeps its other
    lines.
    """
    found = _without(value, texts)
    return "" if found is GONE and isinstance(value, str) else {} if found is GONE else found


def _without(value: Any, texts: list[str]) -> Any:
    if isinstance(value, str):
        return _text(value, texts)
    if isinstance(value, list):
        kept = [_without(each, texts) for each in value]
        return [each for each in kept if each is not GONE]
    if isinstance(value, Mapping):
        kept_ = {name: _without(each, texts) for name, each in value.items()}
        if kept_.get("text") is GONE:
            return GONE  # somebody's words, with who said them: nothing is left to quote
        return {name: "" if each is GONE else each for name, each in kept_.items()}
    return value


def _text(value: str, texts: list[str]) -> Any:
    """The text without the words; GONE where it is nothing but them, as they were or cut short."""
    for text in texts:
        line, cut = one_line(text), one_line(value).removesuffix("…").rstrip(" ,.;:")
        if cut and (line == one_line(value) or (value.endswith("…") and line.startswith(cut))):
            return GONE
        if text in value.split("\n"):
            value = "\n".join(each for each in value.split("\n") if each != text)
        elif f"\n{text}\n" in f"\n{value}\n":
            value = f"\n{value}\n".replace(f"\n{text}\n", "\n").strip("\n")
        elif len(line) >= LONG_ENOUGH and text in value:
            value = value.replace(text, "")
    return value or GONE
