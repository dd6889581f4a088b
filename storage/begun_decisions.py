"""Interviews on their way: what somebody has answered so far, kept until the decision is."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from sqlalchemy import RowMapping

from pdsa.decisions import Details, Subject, details_from, plain_details
from pdsa.field_privacy import Copied, ForAuthor
from storage.rows_and_values import from_row
from storage.tables.learning import InterviewRow
from storage.transaction import OfYear, table

INTERVIEWS = table(InterviewRow)


@dataclass(frozen=True)
class BegunInterview:
    """One person's interview so far: answers in their order, details, and the evidence that was shown."""

    answers: Annotated[tuple[tuple[str, str], ...], ForAuthor("")] = ()
    details: Annotated[Details, ForAuthor("")] = field(default_factory=Details)
    evidence: Annotated[str, Copied()] = ""


class Interviews(OfYear):
    """Questions about interviews of one cycle that have not ended."""

    async def of(self, member: int, subject: Subject, code: str) -> BegunInterview | None:
        return await self._one(_interview, INTERVIEWS, *_of(member, subject, code))

    async def keep(self, member: int, subject: Subject, code: str, begun: BegunInterview) -> None:
        """Keep how far somebody has come. It is nobody's record yet, so the audit trail has none of it."""
        place = {"cycle": self._cycle, "member": member, "subject": subject.value, "code": code}
        said = {"answers": [list(each) for each in begun.answers], "details": plain_details(begun.details)}
        await self._t.put(InterviewRow, tuple(place), {**place, **said, "evidence": begun.evidence, "at": self._t.now})

    async def forget(self, member: int, subject: Subject, code: str) -> None:
        """The interview has ended, or begins anew."""
        own = (INTERVIEWS.c.cycle == self._cycle, *_of(member, subject, code))
        await self._t.run(INTERVIEWS.delete().where(*own))


def _of(member: int, subject: Subject, code: str) -> tuple[Any, ...]:
    return INTERVIEWS.c.member == member, INTERVIEWS.c.subject == subject.value, INTERVIEWS.c.code == code


def _interview(row: RowMapping) -> BegunInterview:
    return from_row(BegunInterview, row, details=details_from(row["details"]))
