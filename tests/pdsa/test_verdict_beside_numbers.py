"""A reflection's verdict beside the numbers."""

import pytest

from pdsa.reflection import Held, contradicted


@pytest.mark.parametrize(
    ("held", "at_goal", "otherwise"),
    [
        (Held.YES, [False], True),
        (Held.YES, [False, None, False], True),
        (Held.YES, [False, True], False),
        (Held.YES, [True], False),
        (Held.NO, [True], True),
        (Held.NO, [True, None], True),
        (Held.NO, [True, False], False),
        (Held.NO, [False], False),
        (Held.YES, [None], False),
        (Held.NO, [], False),
        (Held.UNKNOWN, [True], False),
        (Held.UNKNOWN, [False], False),
    ],
)
def test_numbers_contradict_a_verdict_only_if_all_of_them_do(
    held: Held, at_goal: list[bool | None], otherwise: bool
) -> None:
    assert contradicted(held, at_goal) is otherwise
