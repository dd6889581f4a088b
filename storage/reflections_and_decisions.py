"""Reflections and decisions, begun and kept: what was learned of each strategy, and what became of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from sqlalchemy import RowMapping, select

from pdsa.decisions import Decision, Details, Path, Subject, details_from, in_force, plain_details
from pdsa.field_privacy import Copied, ForAuthor
from pdsa.obstacles import obstacles
from pdsa.reflection import BegunReflection, Evidence, Reflection
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.learning import BegunRow, DecisionRow, InterviewRow, ReflectionRow
from storage.transaction import OfYear, table

REFLECTIONS = table(ReflectionRow)
BEGUN = table(BegunRow)
DECISIONS = table(DecisionRow)
INTERVIEWS = table(InterviewRow)


class Learning(OfYear):
    """Questions about reflections and decisions of one cycle."""

    async def begin(self, begun: BegunReflection) -> None:
        """Keep the first half of a reflection, so that it outlives a closed screen."""
        values = {**columns_of(begun), "evidence": _refs(begun.evidence)}
        await self._put(BegunRow, values)

    async def begun(self, strategy: str, member: int) -> BegunReflection | None:
        """The first half that this person left; None where there is none."""
        return await self._one(_half_in, BEGUN, BEGUN.c.strategy == strategy, BEGUN.c.member == member)

    async def reflect(self, reflection: Reflection) -> None:
        """Keep a reflection; earlier ones on the same strategy stay. Its first half is part of it from now on."""
        values = {**columns_of(reflection), "evidence": _refs(reflection.evidence)}
        await self._t.add(ReflectionRow, {"cycle": self._cycle, **values})
        half = (BEGUN.c.strategy == reflection.strategy, BEGUN.c.member == reflection.member)
        await self._delete(BEGUN, *half)
        await self._t.record("reflection", reflection.strategy, after=values)

    @cached(REFLECTIONS)
    async def reflections(self) -> list[Reflection]:
        """All reflections, oldest first."""
        return await self._all(reflection_in, REFLECTIONS, by=[REFLECTIONS.c.id])

    async def latest_reflections(self) -> dict[str, Reflection]:
        """Each strategy's newest reflection, by strategy code."""
        return {each.strategy: each for each in await self.reflections()}

    async def propose(
        self,
        *,
        strategy: str,
        path: Path,
        reason: str,
        next_step: str,
        owner: str,
        due: date | None,
        evidence: str,
        by: int,
        confirmed: bool,
        subject: Subject = Subject.STRATEGY,
        details: Details | None = None,
        carries: bool = False,
    ) -> Decision:
        """Keep a proposed decision; `confirmed` where somebody proposes who may confirm it, and thereby does."""
        decision = Decision(
            0, strategy, path, reason, next_step, owner, due, by, self._t.now, evidence,
            confirmed_by=by if confirmed else None, confirmed_at=self._t.now if confirmed else None,
            subject=subject, details=details or Details(), carries=carries,
        )  # fmt: skip
        values = {**columns_of(decision, "id", "shared"), "details": plain_details(decision.details)}
        number = await self._t.add(DecisionRow, {"cycle": self._cycle, **values, "returned": ""})
        await self._t.record("decision", strategy, after=values)
        return replace(decision, id=number)

    async def confirm(self, decision: int, by: int) -> bool:
        """A lead confirms; False where it was confirmed or handed back before."""
        return await self._settle(decision, "decision confirmed", confirmed_by=by, confirmed_at=self._t.now)

    async def hand_back(self, decision: int, why: str) -> bool:
        """A lead does not confirm and says why; False where it was settled before."""
        return await self._settle(decision, "decision handed back", returned=why, returned_by=self._t.actor)

    async def decision(self, number: int) -> Decision | None:
        return await self._one(decision_in, DECISIONS, DECISIONS.c.id == number)

    async def returned(self, number: int) -> str:
        """Why a decision was handed back; empty where it was not."""
        return str(await self._t.scalar(select(DECISIONS.c.returned).where(DECISIONS.c.id == number)) or "")

    async def returned_by(self, number: int) -> int | None:
        """The member who handed a decision back."""
        member: int | None = await self._t.scalar(select(DECISIONS.c.returned_by).where(DECISIONS.c.id == number))
        return member

    async def keep_details(self, decision: int, details: Details) -> None:
        """Say what a confirmed decision has changed by now."""
        plain = plain_details(details)
        await self._t.update(DECISIONS, DECISIONS.c.id == decision, details=plain)
        await self._t.record("decision applied", str(decision), after=plain)

    async def step_done(self, decision: Decision, day: date, *, look: bool = False) -> bool:
        """Its next step was taken, or it was looked at again; False where that was said before."""
        if not (decision.look_open if look else decision.step_open):
            return False
        plain = plain_details(decision.settled(day, look=look))
        await self._t.update(DECISIONS, DECISIONS.c.id == decision.id, details=plain)
        await self._t.record("looked at again" if look else "next step done", str(decision.id), after=plain)
        return True

    async def decisions(self, subject: Subject = Subject.STRATEGY) -> list[Decision]:
        """All decisions on strategies (or on goals) that were not handed back, oldest first."""
        return [each for each in await self.all_decisions() if each.subject is subject]

    @cached(DECISIONS)
    async def all_decisions(self, *, returned: bool = False) -> list[Decision]:
        """All decisions on strategies and on goals, oldest first; those that were handed back only if `returned`."""
        kept = () if returned else (DECISIONS.c.returned == "",)
        return await self._all(decision_in, DECISIONS, *kept, by=[DECISIONS.c.id])

    async def history(self, subject: Subject, code: str) -> list[Decision]:
        """All decisions on one strategy or goal, handed back ones included, oldest first."""
        match = (DECISIONS.c.subject == subject.value, DECISIONS.c.strategy == code)
        return await self._all(decision_in, DECISIONS, *match, by=[DECISIONS.c.id])

    async def standing(self) -> dict[str, Decision]:
        """Each strategy's newest confirmed decision."""
        return in_force(await self.decisions())

    async def waiting(self) -> list[Decision]:
        """Proposals that no lead has settled yet; of several on one strategy or goal only the newest."""
        newest = {(each.subject, each.strategy): each for each in await self.all_decisions()}
        return [each for each in newest.values() if not each.stands]

    async def _settle(self, decision: int, action: str, **values: Any) -> bool:
        open_still = (DECISIONS.c.id == decision, DECISIONS.c.confirmed_by.is_(None), DECISIONS.c.returned == "")
        settled = await self._t.update(DECISIONS, *open_still, **values)
        if settled:
            await self._t.record(action, str(decision), after=values)
        return settled > 0


def _half_in(row: RowMapping) -> BegunReflection:
    return from_row(BegunReflection, row, evidence=_evidence(row["evidence"]))


def reflection_in(row: RowMapping) -> Reflection:
    """The reflection in a row."""
    read = {"evidence": _evidence(row["evidence"]), "obstacles": obstacles(row["obstacles"])}
    return from_row(Reflection, row, **read)


def _refs(evidence: tuple[Evidence, ...]) -> list[list[str]]:
    return [[each.ref, each.text] for each in evidence]


def _evidence(kept: Any) -> tuple[Evidence, ...]:
    return tuple(Evidence(ref, text) for ref, text in kept)


def decision_in(row: RowMapping) -> Decision:
    """The decision in a row."""
    return from_row(Decision, row, details=details_from(row["details"]))


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
        place = {"member": member, "subject": subject.value, "code": code}
        said = {"answers": [list(each) for each in begun.answers], "details": plain_details(begun.details)}
        await self._put(InterviewRow, {**place, **said, "evidence": begun.evidence, "at": self._t.now})

    async def forget(self, member: int, subject: Subject, code: str) -> None:
        """The interview has ended, or begins anew."""
        await self._delete(INTERVIEWS, *_of(member, subject, code))


def _of(member: int, subject: Subject, code: str) -> tuple[Any, ...]:
    return INTERVIEWS.c.member == member, INTERVIEWS.c.subject == subject.value, INTERVIEWS.c.code == code


def _interview(row: RowMapping) -> BegunInterview:
    return from_row(BegunInterview, row, details=details_from(row["details"]))
