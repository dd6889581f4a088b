"""What the trail tells: which entries are one answer, and what a part of the plan was changed in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pdsa.trail import SOON, AuditEntry, PlanChange, adds_to, folded, plan_changes

AT = datetime(2026, 10, 1, 16, tzinfo=UTC)
TAP = AuditEntry(AT, "checkin", "S1 2026-10-01", None, {"went": "partly", "well": ""})
SENTENCE = AuditEntry(AT + SOON, "checkin", "S1 2026-10-01", {"went": "partly"}, {"went": "partly", "well": "Two came"})


@pytest.mark.parametrize(
    ("entry", "earlier", "adds"),
    [
        (SENTENCE, TAP, True),
        (replace(SENTENCE, at=AT + SOON + timedelta(seconds=1)), TAP, False),
        (replace(SENTENCE, about="S2 2026-10-01"), TAP, False),
        (replace(SENTENCE, action="goal"), TAP, False),
        (replace(SENTENCE, after={"went": "not", "well": "Two came"}), TAP, False),
        (SENTENCE, replace(TAP, before={"went": "not"}), False),
        (SENTENCE, replace(TAP, after={"went": "partly", "well": "One came"}), False),
        (SENTENCE, replace(TAP, after=None), False),
    ],
    ids=[
        "within the hour",
        "later",
        "of another",
        "no answer",
        "another tap",
        "a change",
        "a sentence",
        "nothing kept",
    ],
)
def test_a_sentence_that_is_added_to_a_tap_is_one_answer_with_it(
    entry: AuditEntry, earlier: AuditEntry, adds: bool
) -> None:
    assert adds_to(entry, earlier) is adds


def test_one_answer_of_two_actions_is_told_once() -> None:
    other = replace(TAP, about="S2 2026-10-01")
    assert list(folded([SENTENCE, TAP, other])) == [(replace(SENTENCE, before=None), 2), (other, 1)]
    assert list(folded([TAP, SENTENCE])) == [(TAP, 1), (SENTENCE, 1)]
    assert list(folded([])) == []


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({"title": "A"}, {"title": "B", "owner": "x"}, [("title", "A", "B"), ("owner", None, "x")]),
        ({"title": "A"}, {"title": "A"}, []),
        ({"tags": None, "owner": ""}, {"tags": [], "owner": None, "smartie": ()}, []),
        ({"due": "2027-05-28"}, {"due": None}, [("due", "2027-05-28", None)]),
        ({"position": 1, "dropped": False}, {"position": 2, "dropped": True}, []),
    ],
)
def test_the_fields_that_a_change_changed(before: Any, after: Any, fields: list[tuple[str, Any, Any]]) -> None:
    assert PlanChange(AT, 1, "strategy", before, after).fields == fields


def test_a_parts_changes_are_this_years_the_newest_first() -> None:
    old, new = {"title": "A"}, {"title": "B"}
    trail: list[tuple[datetime, int | None, str, Any, Any]] = [
        (AT, None, "strategy", None, {"title": "Last year's"}),
        (AT, 1, "strategy", None, old),
        (AT, 1, "strategy", old, new),
        (AT, 1, "strategy", new, new),
        (AT, 2, "prediction amended", None, "It helps more"),
        (AT, 2, "strategy dropped", None, None),
        (AT, 2, "reflection", None, {}),
    ]
    changes = plan_changes("strategy", trail)
    assert [(each.action, each.fields) for each in changes] == [
        ("strategy dropped", []),
        ("prediction amended", [("later", None, "It helps more")]),
        ("strategy", [("title", "A", "B")]),
        ("strategy", [("title", None, "A")]),
    ]
    assert [each.action for each in plan_changes("goal", trail)] == []
