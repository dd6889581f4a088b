"""The recorded decision: what its details keep as JSON, and what of it is still open."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.decisions import Decision, Details, Path, details_from, plain_details
from tests.pdsa.riverbend_year import CYCLE

DAY = date(2027, 5, 28)
FULL = Details(
    goal="G1", until=DAY, condition="The board agrees", inputs=("A coach",), contexts=(3, 4), end_now=True,
    asked=(("outcomes", "no"),), new_target=0.5, new_due=DAY, was_due=DAY, look_again=DAY, ended=DAY, done=DAY,
    looked=DAY,
)  # fmt: skip
AS_JSON = {
    "goal": "G1", "until": "2027-05-28", "condition": "The board agrees", "inputs": ("A coach",), "contexts": (3, 4),
    "end_now": True, "asked": [["outcomes", "no"]], "new_target": 0.5, "new_due": "2027-05-28",
    "was_due": "2027-05-28", "look_again": "2027-05-28", "ended": "2027-05-28", "done": "2027-05-28",
    "looked": "2027-05-28",
}  # fmt: skip


def test_only_what_is_filled_in_is_kept() -> None:
    assert plain_details(Details()) == {}
    assert plain_details(FULL) == AS_JSON


@pytest.mark.parametrize("kept", [AS_JSON, {**AS_JSON, "inputs": ["A coach"], "contexts": [3, 4]}])
def test_what_was_kept_comes_back(kept: dict[str, object]) -> None:
    assert details_from(kept) == FULL


@pytest.mark.parametrize("kept", [None, {}, {"a field of a later version": 1}])
def test_what_is_not_known_is_left_out(kept: dict[str, object] | None) -> None:
    assert details_from(kept) == Details()


STANDS = Decision(
    1, "S1", Path.KEEP, "It works", "Tell the board", "al.pena@riverbend.example", DAY, 5,
    datetime(2027, 5, 20, tzinfo=UTC), confirmed_by=1, details=Details(look_again=DAY),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "step", "look"),
    [
        ({}, True, True),
        ({"confirmed_by": None}, False, False),
        ({"next_step": ""}, False, True),
        ({"details": Details(look_again=DAY, done=DAY)}, False, True),
        ({"details": Details(look_again=DAY, looked=DAY)}, True, False),
        ({"details": Details()}, True, False),
        ({"next_step": "", "details": Details()}, False, False),
    ],
    ids=["both", "a proposal", "no step", "step taken", "looked at", "nothing to look at", "nothing at all"],
)
def test_what_is_still_open(changed: dict[str, object], step: bool, look: bool) -> None:
    decision = replace(STANDS, **changed)  # type: ignore[arg-type]
    assert (decision.step_open, decision.look_open) == (step, look)
    assert decision.open_step is (step or look)


def test_a_step_is_settled_apart_from_the_look() -> None:
    assert STANDS.settled(DAY, look=False) == Details(look_again=DAY, done=DAY)
    assert STANDS.settled(DAY, look=True) == Details(look_again=DAY, looked=DAY)


@pytest.mark.parametrize(
    ("asked", "carries", "part"),
    [((), True, None), ((), False, None), ((("outcomes", "no"),), True, True), ((("outcomes", "no"),), False, False)],
)
def test_whether_it_is_part_of_the_next_year(
    asked: tuple[tuple[str, str], ...], carries: bool, part: bool | None
) -> None:
    assert replace(STANDS, carries=carries, details=Details(asked=asked)).part_of_next is part


@pytest.mark.parametrize(("at", "after"), [(None, False), (date(2027, 4, 30), False), (date(2027, 5, 1), True)])
def test_whether_the_year_was_looked_back_at_when_it_was_confirmed(at: date | None, after: bool) -> None:
    moment = datetime(at.year, at.month, at.day, 23, tzinfo=UTC) if at else None
    assert replace(STANDS, confirmed_at=moment).after_study(CYCLE) is after
