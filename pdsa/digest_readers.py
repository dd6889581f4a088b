"""Who gets a digest, and what each of them gets: one table.

A superintendent wants the decision that is asked for and the risk; staff want what changes for them. A section is a
part of a message; handlers/digest has words for each. A section that has nothing to tell is left out. More readers
(families, partners, a board) are a row more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Readers(StrEnum):
    """Who reads a copy."""

    STAKEHOLDERS = "stakeholders"
    LEADERSHIP = "leadership"


class Section(StrEnum):
    """A part of a digest's message, or of what follows in its thread."""

    THANKS = "thanks"
    OPENING = "opening"
    """People's own words."""
    LEARNED = "learned"
    """Two or three released sentences, each with the figure that bears it."""
    ASK = "ask"
    """What is asked of leadership, told to those who are asked."""
    ASKED = "asked"
    """The same, told to everybody else."""
    REQUEST = "last year's request"
    HEADLINE = "headline"
    """What got better and what fell short, counted in one sentence."""
    OUTCOMES = "outcomes"
    """The same, measure by measure."""
    RISKS = "risks"
    GOALS = "goals"
    """What becomes of goals: parked, more time, another target."""
    DECISIONS = "decisions"
    """What becomes of strategies, changes first."""
    FOR_YOU = "what changes for you"
    """The same decisions, as those meet them who do the work."""
    AROUND = "changed circumstances"
    VOICES = "voices"
    """What students, families and partners said, then successes."""
    WINS = "wins"
    """Successes, then voices."""
    WORK = "work"
    """Counts: what was tried, how it went, the rubric, the predictions."""
    COMING = "coming"
    HIDDEN = "hidden"
    MORE = "more"
    """Where the rest stands."""

    PLANNED = "planned and done"
    UNDER_WAY = "under way"
    WEEKS = "how the weeks went"
    RUBRIC = "rubric"
    MEASURES = "measures"
    PREDICTIONS = "predictions"
    LESSONS = "lessons"
    STEPS = "decisions and next steps"
    SOURCES = "how we know"


@dataclass(frozen=True)
class DigestContents:
    """What one kind of readers gets of one kind of digest, in order: in the message, and in its thread.

    `few` is how many strategies, goals and measures the message names, `quotes` how many released sentences.
    """

    message: tuple[Section, ...]
    thread: tuple[Section, ...] = ()
    few: int = 4
    quotes: int = 2


MONTH: Mapping[Readers, DigestContents] = {
    Readers.LEADERSHIP: DigestContents(
        (
            Section.OPENING, Section.ASK, Section.OUTCOMES, Section.RISKS, Section.GOALS, Section.DECISIONS,
            Section.AROUND, Section.VOICES, Section.WORK, Section.COMING, Section.HIDDEN,
        ),
        (Section.UNDER_WAY,),
    ),
    Readers.STAKEHOLDERS: DigestContents(
        (
            Section.OPENING, Section.COMING, Section.FOR_YOU, Section.WINS, Section.OUTCOMES, Section.WORK,
            Section.ASKED, Section.HIDDEN,
        ),
        (Section.UNDER_WAY,),
        quotes=3,
    ),
}  # fmt: skip
YEAR: Mapping[Readers, DigestContents] = {
    Readers.LEADERSHIP: DigestContents(
        (
            Section.OPENING, Section.LEARNED, Section.HEADLINE, Section.ASK, Section.OUTCOMES, Section.REQUEST,
            Section.RISKS, Section.GOALS, Section.DECISIONS, Section.AROUND, Section.VOICES, Section.WORK,
            Section.MORE,
        ),
        (
            Section.PLANNED, Section.WEEKS, Section.RUBRIC, Section.MEASURES, Section.PREDICTIONS, Section.LESSONS,
            Section.STEPS, Section.SOURCES,
        ),
    ),
    Readers.STAKEHOLDERS: DigestContents(
        (
            Section.OPENING, Section.LEARNED, Section.THANKS, Section.FOR_YOU, Section.HEADLINE, Section.OUTCOMES,
            Section.GOALS, Section.WINS, Section.WORK, Section.ASKED, Section.MORE,
        ),
        (Section.LESSONS, Section.MEASURES, Section.RUBRIC, Section.STEPS, Section.SOURCES),
        quotes=3,
    ),
}  # fmt: skip
