"""The attention budget: nobody's week asks more than it may, and what is owed comes a week late at most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.attention_budget import Admission, Cost, Wanted, Week, Worth, decide

CAP = 300
GO, WAIT, LEAVE = Admission.GO, Admission.WAIT, Admission.LEAVE


def one(seconds, worth=Worth.USEFUL, *, next_week=True, **week):
    return decide([Wanted("it", seconds, worth, next_week)], Week(CAP, **week))["it"]


@pytest.mark.parametrize(
    ("seconds", "worth", "next_week", "spent", "after", "verdict"),
    [
        (60, Worth.USEFUL, True, 0, 0, GO),
        (60, Worth.USEFUL, True, 240, 0, GO),  # just fits
        (60, Worth.USEFUL, True, 250, 0, WAIT),
        (60, Worth.USEFUL, True, 250, 250, LEAVE),  # the next week is full, too
        (60, Worth.REMINDER, False, 250, 0, LEAVE),  # a reminder makes no sense a week later
        (150, Worth.OWED, True, 250, 300, WAIT),  # a week late at most: the next week's fullness does not matter
        (150, Worth.OWED, False, 250, 0, GO),  # it cannot wait any more
        (30, Worth.ALWAYS, True, 300, 300, GO),
        (900, Worth.QUESTION, False, 0, 0, GO),  # larger than any week: alone it goes
        (900, Worth.QUESTION, False, 10, 0, LEAVE),
    ],
)
def test_what_becomes_of_one_notification(seconds, worth, next_week, spent, after, verdict):
    assert one(seconds, worth, next_week=next_week, spent=spent, after=after) is verdict


def test_a_mondays_reminder_gives_way_to_thursdays_question():
    question = Wanted("thursday", 85, Worth.QUESTION)
    assert one(25, Worth.REMINDER, next_week=False, spent=200, coming=(question,)) is LEAVE
    assert one(25, Worth.REMINDER, next_week=False, spent=180, coming=(question,)) is GO
    assert one(85, Worth.QUESTION, spent=200, coming=(Wanted("reminder", 90, Worth.REMINDER),)) is GO


def test_the_most_useful_of_several_goes_first():
    due = [
        Wanted("nudge", 60, Worth.REMINDER, False),
        Wanted("rate", 180, Worth.USEFUL),
        Wanted("ask", 85, Worth.QUESTION),
    ]
    assert decide(due, Week(CAP)) == {"ask": GO, "rate": GO, "nudge": LEAVE}


def test_of_many_things_a_page_is_asked_about():
    assert Cost(10, Worth.QUESTION, each=15).of(3) == 55
    assert Cost(10, Worth.QUESTION, each=15).of(60) == 85


notifications = st.lists(
    st.builds(
        Wanted, st.uuids().map(str), st.integers(1, 400), st.sampled_from(list(Worth)), st.booleans(),
    ),
    max_size=8, unique_by=lambda each: each.key,
)  # fmt: skip


@given(st.lists(notifications, min_size=1, max_size=8), st.integers(60, 600))
def test_no_week_holds_more_than_its_cap_but_for_what_is_never_held(weeks, cap):
    """A year of weeks, one after the other; what waits is in the next one for certain."""
    late: list[Wanted] = []
    for due in weeks:
        spent = sum(each.seconds for each in late)
        verdicts = decide(due, Week(cap, spent, 0))
        assert all(verdicts[each.key] is GO for each in due if each.worth is Worth.ALWAYS)
        assert all(verdicts[each.key] is not LEAVE for each in due if each.worth is Worth.OWED)
        going = [each for each in due if verdicts[each.key] is GO]
        total = spent + sum(min(each.seconds, cap) for each in going)
        assert total <= cap or all(each.worth >= Worth.OWED for each in going)
        late = [each for each in due if verdicts[each.key] is WAIT]
        assert sum(min(each.seconds, cap) for each in late if each.worth is not Worth.OWED) <= cap
