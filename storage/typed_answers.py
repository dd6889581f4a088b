"""Words typed in answer to a question: kept with what they answer, waiting until that is said, or forgotten."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from sqlalchemy import RowMapping, select

from pdsa.field_privacy import Copied, ForLeads, Plain
from storage.rows_and_values import from_row
from storage.tables.doing import TypedRow
from storage.transaction import OfYear, table
from storage.unmeant_words import Forgetting

TYPED = table(TypedRow)
ANSWERED = "typed answer"
"""The action of the trail that tells of one."""
WAITING = timedelta(days=14)
"""So long do words wait for somebody to say what they answer; nothing is kept of them afterwards."""


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
        query = self._select(TYPED, TYPED.c.member == member).order_by(TYPED.c.id)
        return [_word(row) for row in await self._t.rows(query)]

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


def _word(row: RowMapping) -> TypedWord:
    return from_row(TypedWord, row)
