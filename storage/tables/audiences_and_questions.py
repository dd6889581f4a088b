"""How schools tell their own people, and ask one another."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.tables.shape import Numbered, OfCycle, Plain, Said, Words, instant


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
