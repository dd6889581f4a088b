"""A form's fields open with what a value holds, and read what was sent into such values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.answers.edit_conflicts import answer_of
from handlers.kit.form import Day, Field, InputField, Line, Note, Number, Option, Pick, PickMany, Tick
from handlers.kit.form_values import opened, read
from handlers.kit.turn import Answer, Turn
from pdsa.errors import Refusal
from pdsa.obstacles import Obstacle
from pdsa.people import Member, Role
from pdsa.reflection import Held

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
KOFI = Member(1, "Kofi Mensah", "kofi@riverbend.example", Role.SCHOOL_LEAD, "Cottonwood")
VERDICTS = tuple(Option(each.value, each.name, each) for each in (Held.YES, Held.NO))
KINDS = tuple(Option(each.value, each.name, each) for each in Obstacle)
FIELDS: list[Field | None] = [
    Line("learned", "What was learned?", needed="A sentence will do."),
    Note("The rest is yours to leave out."),
    Line("voice", "Who was heard?", most=10),
    Pick("held", "Did it hold?", VERDICTS, needed="Please choose."),
    Pick("where", "Where?", (Option("#staff", "Staff room"),), optional=True),
    PickMany("obstacles", "What got in the way?", KINDS),
    Number("came", "How many came?"),
    Day("day", "When?"),
    Day("began", "Since when?", needed="On which day did it begin?"),
    Tick("quotable", "May be quoted"),
    None,
]


@dataclass(frozen=True)
class Kept:
    learned: str = "Evenings suit staff"
    held: Held = Held.NO
    obstacles: tuple[Obstacle, ...] = (Obstacle.MONEY, Obstacle.TIME)
    came: float = 12.0
    day: date = date(2026, 11, 12)
    began: date = date(2026, 11, 5)
    quotable: bool = True


def turn(answers: Mapping[str, Answer]) -> Turn:
    return Turn(KOFI, NOW, answers=answers)


def shown(value: Any) -> dict[str, Answer]:
    """What comes back of a form that nobody touches."""
    return {each.name: answer_of(each) for each in opened(FIELDS, value) if isinstance(each, InputField)}


def test_what_opens_with_a_value_comes_back_as_it() -> None:
    answers = read(FIELDS, turn(shown(Kept())))
    in_the_order_offered = replace(Kept(), obstacles=(Obstacle.TIME, Obstacle.MONEY))
    assert answers == vars(in_the_order_offered) | {"voice": "", "where": None}


def test_without_a_value_the_fields_open_as_they_are() -> None:
    assert opened(FIELDS, None) == FIELDS
    assert opened(FIELDS, Kept())[1] == FIELDS[1]


def test_what_is_needed_says_so_before_it_is_sent() -> None:
    assert not Line("learned", "What was learned?", needed="A sentence will do.").optional
    assert not Day("began", "Since when?", needed="On which day did it begin?").optional


@pytest.mark.parametrize(
    ("name", "sent", "meant"),
    [
        ("learned", "  Ask first \n", "Ask first"),
        ("voice", None, ""),
        ("held", "yes", Held.YES),
        ("where", "#staff", "#staff"),
        ("where", None, None),
        ("obstacles", ("time", "no such thing"), (Obstacle.TIME,)),
        ("obstacles", None, ()),
        ("came", "1,200", 1200),
        ("came", None, None),
        ("day", "2026-11-12", date(2026, 11, 12)),
        ("day", None, None),
        ("quotable", None, False),
    ],
)
def test_what_was_sent_is_read_as_what_it_means(name: str, sent: Answer, meant: object) -> None:
    assert read(FIELDS, turn(shown(Kept()) | {name: sent}))[name] == meant


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("learned", "  ", "A sentence will do."),
        ("held", None, "Please choose."),
        ("held", "partly", "Please choose one of the answers."),
        ("where", "#general", "Please choose one of the answers."),
        ("began", None, "On which day did it begin?"),
        ("came", "many", "I need a number here, like 38 or 4.2."),
    ],
)
def test_what_lacks_something_is_told_under_its_field(name: str, sent: Answer, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(FIELDS, turn(shown(Kept()) | {name: sent}))
    assert (refused.value.field, str(refused.value)) == (name, sentence)


def test_what_is_not_asked_for_is_not_read() -> None:
    """Whoever forges the tick of a box that they were not shown has ticked nothing."""
    assert "shared" not in read(FIELDS, turn(shown(Kept()) | {"shared": True}))
