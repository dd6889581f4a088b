"""What nobody should send: forged values, rubbish in every field, words in any language at any length."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.features import FEATURES
from handlers.kit.routes import Kind, Routes
from pdsa.plan import Plan
from tests.forging import forged
from tests.people import ANA_LUCIA, BERNADETTE, KOFI, MARIBEL, TOMASZ
from tests.room import Room, moment, open_room

DOORS = Routes.of(FEATURES).doors
FIELDS = (
    "asked", "went", "well", "in_way", "help", "number", "quotable", "strategy", "happened", "held", "learned",
    "people", "partners", "tools", "path", "reason", "step", "owner", "due", "who", "back", "since", "title",
    "start", "end", "prediction", "later", "where", "resources", "measure", "goal", "kind", "statement", "activity",
    "baseline", "target", "links", "code", "district", "label", "first", "last", "zone", "minimum", "commitment",
    "do", "study", "act", "usual", "day", "at", "note_day", "note_at", "team", "stakeholders", "leadership", "name",
    "out", "email", "role", "person", "opening", "ask", "words", "why",
)  # fmt: skip
CARRIED = ("asked", "quietly", "strategy", "evidence", "decision", "slot", "call", "code", "kind", "id")
HUGE = "9" * 5_000
NASTY = (
    "",
    HUGE,
    "٣",
    "²",
    "S1:9999-12-31",
    "S1:2026-10-08:partly",
    "S1:9999-12-31:partly",
    "S6:2027-01-07:as planned",
    "S1:2026-10-08:excellent",
    "9999-12-31",
    "0001-01-01",
    f"2026-10-08:{HUGE}",
    "goal:" + "x" * 10_000,
    "digest-monthly:2026-99",
    "checkin:2026-10-08:5",
    "x" * 10_000,
    "学" * 3_000,
    "\ud800 half a letter",
    "NUL \x00 inside",
    "\u202eturned round\u2066",
    "<!channel> <@U123> <https://evil.example|bank> *bold* `code` :smile: {n} %s",
    '=HYPERLINK("x")',
    "1e400",
    "Mars/Phobos",
)
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def autumn(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A Friday in autumn, the year under way. What is forged here may change anything."""
    async with open_room(tmp_path_factory.mktemp("hostile"), plan, "2026-10-02 09:30") as room:
        await room.starts()
        room.clock.move_to(moment("2026-10-09 15:00"))
        yield room


def in_every_place(nasty: Any) -> dict[str, Any]:
    text = nasty if isinstance(nasty, str) else ""
    return {
        "words": text,
        "value": text,
        "answers": dict.fromkeys(FIELDS, nasty),
        "carry": dict.fromkeys(CARRIED, text),
    }


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: ascii(nasty[:20]))
async def test_rubbish_is_answered_in_a_sentence(autumn: Room, nasty: str) -> None:
    for door in DOORS.values():
        if door.name not in ("setup.start.now", "home"):
            await forged(autumn, MARIBEL, door.name, **in_every_place(nasty))
    for email in (ANA_LUCIA, KOFI, TOMASZ, BERNADETTE):
        for name in ("status", "plan", "checkin.tap", "checkin.keep", "reflect.keep", "decide.keep", "away.set"):
            await forged(autumn, email, name, **in_every_place(nasty))


ANSWERS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=40),
    st.tuples(st.text(max_size=5), st.text(max_size=5)),
    st.sampled_from(NASTY),
    st.dates().map(str),
    st.floats().map(str),
    st.integers().map(str),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(
    door=st.sampled_from(sorted(name for name, door in DOORS.items() if door.kind is not Kind.COMMAND)),
    value=st.one_of(st.text(max_size=30), st.sampled_from(NASTY), st.from_regex(r"S[1-9]:20\d\d-[01]\d-\d\d(:\w+)?")),
    answers=st.dictionaries(st.sampled_from(FIELDS), ANSWERS, max_size=12),
    carry=st.dictionaries(
        st.sampled_from(CARRIED), st.one_of(st.sampled_from(("S1", "S4", "S1:2026-10-08", "1")), st.text(max_size=9))
    ),
)
async def test_whatever_a_form_or_button_holds(
    autumn: Room, door: str, value: str, answers: dict[str, Any], carry: dict[str, str]
) -> None:
    if door != "setup.start.now":
        await forged(autumn, MARIBEL, door, value=value, answers=answers, carry=carry)
