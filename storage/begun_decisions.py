"""Interviews on their way: what somebody has answered so far, kept until the decision is."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from sqlalchemy import delete, select

from pdsa.decisions import Details, Subject, details_from, plain_details
from pdsa.field_privacy import Copied, ForAuthor
from storage.tables.learning import InterviewRow
from storage.transaction import Transaction, table

INTERVIEWS = table(InterviewRow)


@dataclass(frozen=True)
class BegunInterview:
    """One person's interview so far: answers in their order, details, and the evidence that was shown."""

    answers: Annotated[tuple[tuple[str, str], ...], ForAuthor("")] = ()
    details: Annotated[Details, ForAuthor("")] = field(default_factory=Details)
    evidence: Annotated[str, Copied()] = ""


class Interviews:
    """Questions about interviews of one cycle that have not ended."""

    def __init__(self, transaction: Transaction, cycle: int) -> None:
        self._t = transaction
        self._cycle = cycle

    async def of(self, member: int, subject: Subject, code: str) -> BegunInterview | None:
        row = await self._t.first(select(INTERVIEWS).where(*self._own(member, subject, code)))
        if row is None:
            return None
        answers = tuple((question, answer) for question, answer in row["answers"])
        return BegunInterview(answers, details_from(row["details"]), row["evidence"])

    async def keep(self, member: int, subject: Subject, code: str, begun: BegunInterview) -> None:
        """Keep how far somebody has come. It is nobody's record yet, so the audit trail has none of it."""
        place = {"cycle": self._cycle, "member": member, "subject": subject.value, "code": code}
        said = {"answers": [list(each) for each in begun.answers], "details": plain_details(begun.details)}
        await self._t.put(InterviewRow, tuple(place), {**place, **said, "evidence": begun.evidence, "at": self._t.now})

    async def forget(self, member: int, subject: Subject, code: str) -> None:
        """The interview has ended, or begins anew."""
        await self._t.run(delete(INTERVIEWS).where(*self._own(member, subject, code)))

    def _own(self, member: int, subject: Subject, code: str) -> tuple[Any, ...]:
        made = INTERVIEWS.c
        return made.cycle == self._cycle, made.member == member, made.subject == subject.value, made.code == code
