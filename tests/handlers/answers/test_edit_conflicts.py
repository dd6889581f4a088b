"""What a form showed, what was sent, and what stands by now: the cases of two people at one form, field by field."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.answers.edit_conflicts import Merged, filled, marked, merge
from handlers.kit.form import Day, Form, InputField, Line, Note, Number, Option, Pick, PickMany, Tick, form
from handlers.kit.reply import Ask, Replies
from handlers.kit.turn import Answer, Turn
from handlers.kit.words import plain
from pdsa.people import Member, Role
from storage.store import YearStore

WAYS = (Option("a", "One way"), Option("b", "Another"))
MARIBEL = Member(1, "Maribel Ortega", "m@riverbend.example", Role.LEAD, team="District")
NOW = datetime(2026, 9, 1, 15, tzinfo=UTC)
UNTOUCHED, MINE, THEIRS, ASKED = "untouched", "mine", "theirs", "asked"


def asks(field: InputField) -> Form:
    return form("it.keep", "It", field, send="Keep")


async def sent(shown: InputField, answer: Answer, stands: InputField) -> Ask | Merged:
    async def now(_turn: Turn, _store: YearStore) -> Replies:
        return Ask(asks(stands))

    turn = Turn(MARIBEL, NOW, answers={"it": answer}, carry=marked(asks(shown)).carry)
    return await merge(now, "it.keep", turn, None)  # type: ignore[arg-type]  # nothing is read: the form is about nothing


LINE, NUMBER, DAY = Line("it", "It", "old"), Number("it", "It", 12), Day("it", "It", date(2026, 9, 14))
PICK, MANY, TICK = Pick("it", "It", WAYS, "a"), PickMany("it", "It", WAYS, ("a", "b")), Tick("it", "It", on=False)

CASES: tuple[tuple[InputField, Answer, InputField, str, Answer], ...] = (
    (LINE, "old", LINE, UNTOUCHED, "old"),
    (LINE, " old\n", LINE, UNTOUCHED, " old\n"),
    (LINE, "new", LINE, MINE, "new"),
    (LINE, None, LINE, MINE, None),
    (LINE, "old", replace(LINE, text="theirs"), THEIRS, "theirs"),
    (LINE, "old", replace(LINE, text=""), THEIRS, None),
    (LINE, "new", replace(LINE, text="theirs"), ASKED, None),
    (LINE, "the  same", replace(LINE, text="the same"), UNTOUCHED, "the  same"),
    (NUMBER, "12.0", NUMBER, UNTOUCHED, "12.0"),
    (NUMBER, "12", replace(NUMBER, value=13), THEIRS, "13"),
    (NUMBER, "12,5", replace(NUMBER, value=13), ASKED, None),
    (DAY, "2026-09-14", replace(DAY, day=date(2026, 9, 21)), THEIRS, "2026-09-21"),
    (DAY, "2026-09-15", replace(DAY, day=date(2026, 9, 21)), ASKED, None),
    (PICK, "b", PICK, MINE, "b"),
    (PICK, "a", replace(PICK, chosen="b"), THEIRS, "b"),
    (MANY, ("b", "a"), MANY, UNTOUCHED, ("b", "a")),
    (MANY, ("a",), replace(MANY, chosen=("b",)), ASKED, None),
    (TICK, False, replace(TICK, on=True), THEIRS, True),
    (TICK, True, replace(TICK, on=True), UNTOUCHED, True),
)


@pytest.mark.parametrize(("shown", "answer", "stands", "whose", "kept"), CASES)
async def test_a_field_is_whose_it_is(
    shown: InputField, answer: Answer, stands: InputField, whose: str, kept: Answer
) -> None:
    outcome = await sent(shown, answer, stands)
    if whose == ASKED:
        assert isinstance(outcome, Ask)
        assert [each.name for each in outcome.form.fields if isinstance(each, InputField)] == ["whose-it", "it"]
        return
    assert isinstance(outcome, Merged)
    assert outcome.turn.answers["it"] == kept
    assert bool(outcome.told) is (whose == THEIRS)


async def test_what_was_left_empty_is_told_as_empty() -> None:
    merged = await sent(LINE, "old", replace(LINE, text=""))
    assert isinstance(merged, Merged)
    assert "It: nothing (it was left empty)" in plain(merged.told)


async def test_a_number_that_cannot_be_shown_comes_back_as_it_was_written() -> None:
    ask = await sent(NUMBER, "12,345,6", replace(NUMBER, value=13))
    assert isinstance(ask, Ask)
    assert [each.text for each in ask.form.fields if isinstance(each, Line)] == ["12,345,6"]


async def test_words_that_were_written_before_are_no_part_of_what_stands() -> None:
    unfolded = filled(asks(LINE), {"it": "half a sentence", "else": "no field"})
    assert unfolded.carry == marked(asks(LINE)).carry
    assert unfolded.fields == (replace(LINE, text="half a sentence"),)
    assert marked(unfolded) is unfolded


async def test_what_is_ones_own_was_changed_by_nobody_else() -> None:
    async def now(_turn: Turn, _store: YearStore) -> Replies:
        return Ask(form("it.keep", "It", replace(LINE, text="theirs"), send="Keep", own=True))

    turn = Turn(MARIBEL, NOW, answers={"it": "new"}, carry=marked(asks(LINE)).carry)
    ask = await merge(now, "it.keep", turn, None)  # type: ignore[arg-type]  # nothing is read: the form is about nothing
    assert isinstance(ask, Ask)
    assert isinstance(ask.form.fields[0], Note)
    assert plain(ask.form.fields[0].words).startswith("You changed this while you had it open.")


def test_of_several_only_those_that_can_be_chosen_are() -> None:
    assert replace(MANY, chosen=("b", "gone")).chosen == ("b",)
