"""Each value says who may read its words where it is declared, and the tables that keep it agree."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_type_hints

import pytest
from sqlmodel import SQLModel

import pdsa
from pdsa.checkin import CheckIn
from pdsa.circumstances import ContextChange
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision
from pdsa.field_privacy import (
    Copied,
    ForAuthor,
    ForSharers,
    ForTeam,
    Mark,
    NoWords,
    Plain,
    Private,
    Public,
    Quotable,
    marks,
    own_words,
)
from pdsa.goals import Amendment, Goal, Link, Strategy
from pdsa.logic import Element
from pdsa.measures import Observation, Rating, Setting
from pdsa.old_year_promises import PromiseState
from pdsa.parked_goals import Parked
from pdsa.people import Member
from pdsa.reflection import BegunReflection, Reflection
from pdsa.rubric_ratings import AgreedRating, OwnRating
from pdsa.school_rollup import SchoolAnswer, SchoolQuestion, SupervisorAnswer
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Voice
from storage.digests import Digest
from storage.posts import PassedOnWords, Post
from storage.reflections_and_decisions import BegunInterview
from storage.tables.column_kinds import Copies, Nobodys, Words
from storage.tables.doing import (
    AnswerRow,
    AudienceRow,
    CheckInRow,
    ContextRow,
    QuestionRow,
    SmallCycleRow,
    SupervisorAnswerRow,
    TypedRow,
    VoiceRow,
)
from storage.tables.figures import ConsensusRow, MeasureRow, ObservationRow, RatingRow, VoteRow
from storage.tables.learning import BegunRow, DecisionRow, InterviewRow, ReflectionRow
from storage.tables.people import MemberRow
from storage.tables.sending import DigestRow, PassedOnRow, PostRow
from storage.tables.year_and_plan import AmendmentRow, ElementRow, GoalRow, LinkRow, ParkedRow, PromiseRow, StrategyRow
from storage.typed_answers import TypedWord
from storage.word_columns import marks as columns
from storage.word_columns import places

KEPT: dict[type[SQLModel], type[Any]] = {
    AmendmentRow: Amendment,
    AnswerRow: SchoolAnswer,
    AudienceRow: Audience,
    BegunRow: BegunReflection,
    CheckInRow: CheckIn,
    ConsensusRow: AgreedRating,
    ContextRow: ContextChange,
    DecisionRow: Decision,
    DigestRow: Digest,
    ElementRow: Element,
    GoalRow: Goal,
    InterviewRow: BegunInterview,
    LinkRow: Link,
    MeasureRow: Setting,
    MemberRow: Member,
    ObservationRow: Observation,
    ParkedRow: Parked,
    PassedOnRow: PassedOnWords,
    PostRow: Post,
    PromiseRow: PromiseState,
    QuestionRow: SchoolQuestion,
    RatingRow: Rating,
    ReflectionRow: Reflection,
    SmallCycleRow: SmallCycle,
    StrategyRow: Strategy,
    SupervisorAnswerRow: SupervisorAnswer,
    TypedRow: TypedWord,
    VoiceRow: Voice,
    VoteRow: OwnRating,
}
"""What keeps a value -> the value."""
NO_VALUE = {"approved_plans", "imports", "uploads"}
"""What repeats a plan: as it was approved, as its last file had it, or as it was read, for whoever sent the file until
they say what becomes of it; that goes as a whole."""
BESIDE = {"decisions": {"returned"}}
"""What a lead said when they handed a proposal back: it is read by itself, for the cards about that proposal."""
AUTHORS = {"member", "proposed_by", "parked_by", "by"}


def values() -> Iterator[type[Any]]:
    """All dataclasses of pdsa."""
    for module in pkgutil.walk_packages(pdsa.__path__, "pdsa."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.name:
                yield value


def names_an_author(value: type[Any]) -> bool:
    """Whether a value says whose it is: a member's id stands in it."""
    hints = get_type_hints(value)
    return any(each.name in AUTHORS and hints[each.name] is int for each in fields(value))


def texts(value: type[Any]) -> set[str]:
    hints = get_type_hints(value)
    return {each.name for each in fields(value) if _holds_text(hints[each.name])}


def _holds_text(hint: Any) -> bool:
    return hint is str or any(_holds_text(each) for each in get_args(hint))


def silent(value: type[Any]) -> set[str]:
    """The fields of text that say nothing of who may read them."""
    return texts(value) - set(marks(value))


HOLD_WORDS = sorted(
    {*KEPT.values(), *(each for each in values() if marks(each) or (names_an_author(each) and texts(each)))},
    key=lambda each: (each.__module__, each.__name__),
)


@pytest.mark.parametrize("value", HOLD_WORDS, ids=lambda value: value.__qualname__)
def test_every_field_of_text_says_who_may_read_it(value: type[Any]) -> None:
    assert silent(value) == set(), "say Plain, Quotable, ForLeads ... where it is declared (pdsa/field_privacy.py)"


@pytest.mark.parametrize("value", HOLD_WORDS, ids=lambda value: value.__qualname__)
def test_an_author_and_a_tick_are_fields_of_the_value(value: type[Any]) -> None:
    there = set(dir(value)) | {each.name for each in fields(value)}
    for mark in marks(value).values():
        named = (getattr(mark, name, "") for name in ("by", "released_by", "shared_by"))
        assert {name for name in named if name} <= there, mark


def test_every_table_with_words_keeps_a_value() -> None:
    assert {place.table.name for place in places()} - {row.__tablename__ for row in KEPT} == NO_VALUE | {"audit"}


@pytest.mark.parametrize("row", KEPT, ids=lambda row: row.__tablename__)
def test_tables_and_values_agree_on_whose_words_they_hold(row: type[SQLModel]) -> None:
    """What a deletion takes (storage/tables/column_kinds.py) is what the value calls somebody's words."""
    said, kept = marks(KEPT[row]), columns(row)
    differ = {name: (said[name], kept[name]) for name in said if name in kept and not agree(said[name], *kept[name])}
    assert differ == {}
    missing = {name for name, (mark,) in kept.items() if not isinstance(mark, Nobodys)} - {
        each.name for each in fields(KEPT[row])
    }
    assert missing == BESIDE.get(row.__tablename__, set()), "words that no value of ours has"


def agree(mark: Mark, column: Words | Copies | Nobodys) -> bool:
    if isinstance(column, Nobodys):
        return isinstance(mark, NoWords) or mark == Public()
    if isinstance(column, Copies):
        return isinstance(mark, Copied) or mark == Public("")
    by = getattr(mark, "by", "")
    return isinstance(mark, (Private, ForTeam, ForAuthor, ForSharers, Public)) and (not by or by in (column.by, "by"))


def test_a_new_field_without_a_word_is_noticed() -> None:
    @dataclass
    class Note:
        strategy: Plain
        member: int
        text: str
        more: tuple[str, ...] = ()
        well: Quotable = ""
        told: Annotated[str, Public()] = ""

    assert silent(Note) == {"text", "more"}
    assert own_words(Note) == ("well",)
