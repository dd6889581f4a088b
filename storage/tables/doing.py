"""What happened week by week, and around it; whom a school's team tells, and what schools ask one another."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.tables.column_kinds import CopiedJson, Numbered, OfCycle, Plain, Said, Words, instant, later


class CheckInRow(OfCycle, table=True):
    __tablename__ = "checkins"
    strategy: Plain = Field(primary_key=True)
    week: date = Field(primary_key=True)
    member: int = Field(foreign_key="members.id")
    went: Plain
    well: Said = ""
    in_way: Said = ""
    help: Said = ""
    number: float | None = None
    quotable: bool = False
    late: bool = False
    at: datetime = instant()
    edited_at: datetime | None = instant(default=None, nullable=True)
    __table_args__ = (
        Index("ix_checkins_week", "cycle", "week"),
        Index("ix_checkins_member", "cycle", "member", "week"),
    )


class SkipRow(OfCycle, table=True):
    __tablename__ = "skips"
    member: int = Field(foreign_key="members.id", primary_key=True)
    week: date = Field(primary_key=True)
    at: datetime = instant()


class TypedRow(Numbered, table=True):
    """Words that somebody typed in answer to a question, and what they answer; while `kind` is empty, they wait until
    somebody says which question was meant.

    `kind` is a notification's, `subject` what the question is about ("S1:2026-09-24"), `short` the everyday answer in
    the words ("partly"), `before` what stood there until then, `strategy` the strategy or measure by which the trail
    tells of the answer, empty where it does not.
    """

    __tablename__ = "typed_words"
    cycle: int = Field(foreign_key="cycles.id")
    member: int = Field(foreign_key="members.id")
    kind: Plain = ""
    subject: Plain = ""
    text: Said = ""
    short: Plain = ""
    before: CopiedJson = Field(default=None, sa_type=JSON, nullable=True)
    at: datetime = instant()
    strategy: Plain = later("")
    __table_args__ = (Index("ix_typed_words_subject", "cycle", "kind", "subject"),)


class SmallCycleRow(OfCycle, table=True):
    """A small Plan-Do-Study-Act cycle inside a strategy. `follows` is the code of the one before it on its ramp."""

    __tablename__ = "rapid_cycles"
    code: Plain = Field(primary_key=True)
    strategy: Plain
    follows: Plain = ""
    objective: Said
    question: Said = ""
    prediction: Said = ""
    started: date
    ended: date | None = None
    result: Said = ""
    held: Plain = ""
    learned: Said = ""
    act: Plain = ""
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()
    withdrawn: bool = False


class ContextRow(Numbered, table=True):
    """Circumstances that changed: leadership, budget, restructuring or something else."""

    __tablename__ = "context"
    cycle: int = Field(foreign_key="cycles.id", index=True)
    kind: Plain
    day: date
    what: Said
    effect: Said = ""
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()
    withdrawn: bool = False


class VoiceRow(Numbered, table=True):
    """A success to celebrate (`kind` is "win"), or what students, families or partners said, summarised ("voice")."""

    __tablename__ = "voices"
    cycle: int = Field(foreign_key="cycles.id", index=True)
    kind: Plain
    day: date
    who: Plain = ""
    text: Said
    strategy: Plain = ""
    member: int = Field(foreign_key="members.id")
    at: datetime = instant()
    quotable: bool = False
    withdrawn: bool = False


class AudienceRow(Numbered, table=True):
    """One line of a team's communication plan: who hears what from whom, how and when, and whether it worked.

    `influence` and `interest` are 1 to 3; `points` up to three key points beside the core statement.
    """

    __tablename__ = "audiences"
    cycle: int = Field(foreign_key="cycles.id")
    team: Plain
    audience: Plain
    influence: int
    interest: int
    statement: Annotated[str, Words()] = ""
    points: Annotated[Any, Words()] = Field(default_factory=list, sa_type=JSON)
    format: Plain = ""
    channel: Plain = ""
    sender: Plain = ""
    day: date | None = None
    answer: Annotated[str, Words()] = ""
    sent_at: datetime | None = instant(default=None, nullable=True)
    sent_by: int | None = Field(default=None, foreign_key="members.id")
    worked: Plain = ""
    review: Annotated[str, Words()] = ""
    dropped: bool = False
    __table_args__ = (Index("ix_audiences_team", "cycle", "team"),)


class SupervisorAnswerRow(OfCycle, table=True):
    """What would help a supervisor's schools, in the words that they gave last in a year."""

    __tablename__ = "supervisor_answers"
    member: int = Field(foreign_key="members.id", primary_key=True)
    text: Said
    at: datetime = instant()


class QuestionRow(Numbered, table=True):
    """What a school asks the others; `about` names the obstacle or key activity."""

    __tablename__ = "school_questions"
    cycle: int = Field(foreign_key="cycles.id", index=True)
    team: Plain
    member: int = Field(foreign_key="members.id")
    about: Plain
    text: Said
    at: datetime = instant()


class AnswerRow(Numbered, table=True):
    """What a school answered."""

    __tablename__ = "school_answers"
    question: int = Field(foreign_key="school_questions.id", index=True)
    team: Plain
    member: int = Field(foreign_key="members.id")
    text: Said
    at: datetime = instant()
