"""Schools among themselves: what each learned and shares, what they ask one another, and counts for the roll-up."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, and_, func, select

from pdsa.decisions import details_from
from pdsa.obstacles import obstacles
from pdsa.school_rollup import LessonSource, SchoolAnswer, SchoolLesson, SchoolQuestion, SupervisorAnswer
from storage.rows_and_values import from_row
from storage.tables.doing import AnswerRow, QuestionRow, SupervisorAnswerRow
from storage.tables.learning import DecisionRow, ReflectionRow
from storage.tables.people import MemberRow
from storage.tables.year_and_plan import CycleRow, GoalRow, StrategyRow
from storage.transaction import OfYear, table

REFLECTIONS = table(ReflectionRow)
DECISIONS = table(DecisionRow)
STRATEGIES = table(StrategyRow)
GOALS = table(GoalRow)
CYCLES = table(CycleRow)
QUESTIONS = table(QuestionRow)
ANSWERS = table(AnswerRow)
HELPING = table(SupervisorAnswerRow)
MEMBERS = table(MemberRow)
HELPS = "what helps"


def trail_of(lesson: SchoolLesson) -> str:
    """What the audit trail calls it."""
    return f"{lesson.source} {lesson.id}"


class Schools(OfYear):
    """Questions about what schools learn, share and ask. Lessons are of every year, the rest of one cycle."""

    async def studied(self) -> set[str]:
        """The codes of the strategies that were looked back at."""
        query = select(REFLECTIONS.c.strategy).where(REFLECTIONS.c.cycle == self._cycle).distinct()
        return {row["strategy"] for row in await self._t.rows(query)}

    async def settled(self) -> set[str]:
        """The codes of the strategies that have a confirmed decision."""
        match = (DECISIONS.c.cycle == self._cycle, DECISIONS.c.confirmed_by.is_not(None))
        query = select(DECISIONS.c.strategy).where(*match).distinct()
        return {row["strategy"] for row in await self._t.rows(query)}

    async def shared(self) -> list[SchoolLesson]:
        """All that was shared, of every year, oldest first; only what still stands: the newest of its kind."""
        return await self._lessons(shared=True)

    async def lessons(self, codes: Iterable[str]) -> list[SchoolLesson]:
        """This year's lessons of these strategies, shared or not, oldest first."""
        return await self._lessons(codes=tuple(codes))

    async def lesson(self, source: LessonSource, number: int) -> SchoolLesson | None:
        found = await self._of(source, _made(source).c.id == number)
        return found[0] if found else None

    async def helps(self) -> list[SupervisorAnswer]:
        """What would help, as each of the year's supervisors said it last, oldest first; not what was taken out."""
        joined = HELPING.join(MEMBERS, MEMBERS.c.id == HELPING.c.member)
        query = select(HELPING, MEMBERS.c.name).select_from(joined).where(HELPING.c.cycle == self._cycle)
        rows = await self._t.rows(query.order_by(HELPING.c.at, HELPING.c.member))
        return [SupervisorAnswer(row["member"], row["name"], row["text"], row["at"]) for row in rows if row["text"]]

    async def say_what_helps(self, member: int, text: str) -> None:
        """A supervisor says what would help, for the first time or anew."""
        await self._put(SupervisorAnswerRow, {"member": member, "text": text, "at": self._t.now})
        await self._t.record(HELPS, f"{HELPS} {self._cycle}", after=text)

    async def share(self, lesson: SchoolLesson, on: bool) -> None:
        """Let other schools see a lesson, or take it back."""
        made = _made(lesson.source)
        await self._t.update(made, made.c.id == lesson.id, shared=on)
        await self._t.record("shared" if on else "taken back", trail_of(lesson))

    async def ask(self, team: str, member: int, about: str, text: str) -> SchoolQuestion:
        """Keep a question to the other schools."""
        values = {"team": team, "member": member, "about": about, "text": text, "at": self._t.now}
        number = await self._t.add(QuestionRow, {"cycle": self._cycle, **values})
        await self._t.record("school question", f"question {number}", after=values)
        return SchoolQuestion(number, team, member, about, text, self._t.now)

    async def questions(self, since: datetime | None = None) -> list[SchoolQuestion]:
        """The year's questions, newest first; only those asked from `since` on, if given."""
        query = self._select(QUESTIONS).order_by(QUESTIONS.c.id.desc())
        if since is not None:
            query = query.where(QUESTIONS.c.at >= since)
        return [from_row(SchoolQuestion, row) for row in await self._t.rows(query)]

    async def question(self, number: int) -> SchoolQuestion | None:
        return await self._one(partial(from_row, SchoolQuestion), QUESTIONS, QUESTIONS.c.id == number)

    async def answer(self, question: int, team: str, member: int, text: str) -> SchoolAnswer:
        values = {"question": question, "team": team, "member": member, "text": text, "at": self._t.now}
        number = await self._t.add(AnswerRow, values)
        await self._t.record("school answer", f"question {question}", after=values)
        return SchoolAnswer(number, question, team, member, text, self._t.now)

    async def answers(self, question: int) -> list[SchoolAnswer]:
        """What was answered to one question, oldest first."""
        rows = await self._t.rows(select(ANSWERS).where(ANSWERS.c.question == question).order_by(ANSWERS.c.id))
        return [from_row(SchoolAnswer, row) for row in rows]

    async def one_answer(self, number: int) -> SchoolAnswer | None:
        row = await self._t.first(select(ANSWERS).where(ANSWERS.c.id == number))
        return from_row(SchoolAnswer, row) if row else None

    async def answer_counts(self) -> dict[int, int]:
        """How many answers each of the year's questions has."""
        query = select(ANSWERS.c.question, func.count().label("n")).select_from(
            ANSWERS.join(QUESTIONS, QUESTIONS.c.id == ANSWERS.c.question)
        )
        rows = await self._t.rows(query.where(QUESTIONS.c.cycle == self._cycle).group_by(ANSWERS.c.question))
        return {row["question"]: int(row["n"]) for row in rows}

    async def _lessons(self, *, codes: tuple[str, ...] | None = None, shared: bool = False) -> list[SchoolLesson]:
        found: list[SchoolLesson] = []
        for source in LessonSource:
            made = _made(source)
            match: list[Any] = [] if codes is None else [made.c.cycle == self._cycle, made.c.strategy.in_(codes)]
            newest = _newest(made)
            found += await self._of(source, *match, made.c.id.in_(newest), *([made.c.shared] if shared else []))
        return sorted(found, key=lambda each: each.at)

    async def _of(self, source: LessonSource, *conditions: Any) -> list[SchoolLesson]:
        made = _made(source)
        strategy = and_(STRATEGIES.c.cycle == made.c.cycle, STRATEGIES.c.code == made.c.strategy)
        goal = and_(GOALS.c.cycle == STRATEGIES.c.cycle, GOALS.c.code == STRATEGIES.c.goal)
        joined = made.join(STRATEGIES, strategy).outerjoin(GOALS, goal).join(CYCLES, CYCLES.c.id == made.c.cycle)
        more = (STRATEGIES.c.title, STRATEGIES.c.place, GOALS.c.school, GOALS.c.activity, CYCLES.c.label)
        rows = await self._t.rows(select(made, *more).select_from(joined).where(*conditions).order_by(made.c.id))
        return [_lesson(source, row) for row in rows]


def _made(source: LessonSource) -> Any:
    return REFLECTIONS if source is LessonSource.REFLECTION else DECISIONS


def _newest(made: Any) -> Any:
    """The ids of what stands: each strategy's newest reflection, and its newest confirmed decision."""
    query = select(func.max(made.c.id)).group_by(made.c.cycle, made.c.strategy)
    return query.where(made.c.confirmed_by.is_not(None)) if made is DECISIONS else query


def _lesson(source: LessonSource, row: RowMapping) -> SchoolLesson:
    place = {"school": row["school"] or row["place"], "activity": row["activity"] or "", "year": row["label"]}
    if source is LessonSource.REFLECTION:
        told = {"obstacles": obstacles(row["obstacles"]), "words": row["learned"], "path": None, "next_step": ""}
    else:
        found = obstacles([details_from(row["details"]).obstacle])
        told = {"obstacles": found, "words": row["reason"], "member": row["proposed_by"]}
    return from_row(SchoolLesson, row, source=source, **place, **told)
