"""What nobody should send: forged values, rubbish in every field, words in any language at any length."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.features import FEATURES
from handlers.kit.routes import Kind, RouteTable
from pdsa.plan import Plan
from tests.forging import asked_for, forged
from tests.people import ANA_LUCIA, BERNADETTE, HANNAH, KOFI, MARIBEL, PRIYA, STRANGER, TOMASZ
from tests.room import Room, moment, open_room

ROUTES = RouteTable.of(FEATURES).by_name
FIELDS, CARRIED = asked_for()
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
    """Each route gets every twelfth of them, another twelfth each route: there are many routes by now."""
    turn = NASTY.index(nasty)
    for number, route in enumerate(ROUTES.values()):
        if route.name not in ("setup.start.now", "home") and (number + turn) % 12 == 0:
            await forged(autumn, MARIBEL, route.name, **in_every_place(nasty))
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


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(
    route=st.sampled_from(sorted(name for name, route in ROUTES.items() if route.kind is not Kind.COMMAND)),
    value=st.one_of(st.text(max_size=30), st.sampled_from(NASTY), st.from_regex(r"S[1-9]:20\d\d-[01]\d-\d\d(:\w+)?")),
    answers=st.dictionaries(st.sampled_from(FIELDS), ANSWERS, max_size=12),
    carry=st.dictionaries(
        st.sampled_from(CARRIED), st.one_of(st.sampled_from(("S1", "S4", "S1:2026-10-08", "1")), st.text(max_size=9))
    ),
)
async def test_whatever_a_form_or_button_holds(
    autumn: Room, route: str, value: str, answers: dict[str, Any], carry: dict[str, str]
) -> None:
    if route != "setup.start.now":
        await forged(autumn, MARIBEL, route, value=value, answers=answers, carry=carry)


SAYINGS = (
    "status",
    "STATUS!!",
    "plan s99",
    "plan " + "学" * 400,
    "checkin checkin checkin",
    "check-in S1",
    "reflect the workshops please",
    "decide S1 S2",
    "chart",
    "chart G1",
    "away until the cows come home",
    "away off",
    "away until 31 Feb",
    "digest now",
    "setup nonsense",
    "setup start",
    "help reflect",
    "why me",
    "why",
    "rate everything 4",
    "win 🎉",
    "voice de las familias",
    "log 5",
    "log -1,5 % 学校 on 31 Feb",
    "context the roof is leaking",
    "resources " + "z" * 300,
    "snooze",
    "settings zone Mars",
    "history of everybody",
    "export",
    "school Hogwarts",
    "share the news with everybody",
    "newyear!",
    "help 学校",
    "words",
    "home",
    "hola, ¿qué tal?",
    "我们怎么开始？",
    "ساعدني من فضلك",
    "<!channel> *bold* `code` :smile:",
    "👩‍🏫",
    "?" * 300,
    "a" * 3_500,
    "",
)
"""What people type after /sel, or as plain words."""


async def says_it_all(room: Room, email: str, caplog: pytest.LogCaptureFixture, how: str = "/sel {}") -> None:
    """Type everything, short words twice; each gets a message or a form, and nothing breaks on the way."""
    person = room.person(email)
    for saying in SAYINGS:
        for _again in range(2 if len(saying) < 10 else 1):
            before = len(person.messages())
            await person.says(how.format(saying).strip() or "?")
            answered = len(person.messages()) > before + (not how.startswith("/")) or person.form()
            assert answered, (saying, person.outcome)
            assert "something broke" not in person.last()
            for view in room.workspace.views(email):
                await room.workspace.close_view(email, view.id, everything=True)
    assert [each.getMessage() for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")] == []


async def test_any_word_in_the_year(autumn_of_words: Room, caplog: pytest.LogCaptureFixture) -> None:
    await says_it_all(autumn_of_words, ANA_LUCIA, caplog)


async def test_any_word_by_a_lead(autumn_of_words: Room, caplog: pytest.LogCaptureFixture) -> None:
    await says_it_all(autumn_of_words, MARIBEL, caplog)


async def test_plain_words(autumn_of_words: Room, caplog: pytest.LogCaptureFixture) -> None:
    await says_it_all(autumn_of_words, BERNADETTE, caplog, "{}")


async def test_in_a_channel_only_the_person_sees_the_answer(autumn_of_words: Room) -> None:
    ana, kofi = autumn_of_words.person(ANA_LUCIA), autumn_of_words.person(KOFI)
    for channel in ("sel-team", "general"):
        before = len(kofi.messages(channel))
        for saying in ("/sel status", "/sel plan", "/sel help", "/sel chart S1"):
            await ana.says(saying, channel)
        assert len(kofi.messages(channel)) == before
        assert "S1" in ana.screen(channel)


async def test_a_mention_is_answered(autumn_of_words: Room) -> None:
    ana = autumn_of_words.person(ANA_LUCIA)
    bot = autumn_of_words.workspace.world.bot.id
    await autumn_of_words.workspace.say(ANA_LUCIA, "sel-team", f"<@{bot}> status please", marked=True)
    await autumn_of_words.workspace.quiet()
    assert "We are in" in ana.last("sel-team")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def autumn_of_words(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    async with open_room(tmp_path_factory.mktemp("words"), plan, "2026-10-09 15:00") as room:
        await room.starts()
        yield room


BARE = tuple(name for name, route in ROUTES.items() if route.kind is Kind.COMMAND)


async def everyone_asks(room: Room, caplog: pytest.LogCaptureFixture, *emails: str) -> str:
    """Every word by these people, through the route; what they were told."""
    answers = [await forged(room, email, route) for email in emails for route in BARE]
    assert all(each.strip() for each in answers)
    assert [each.getMessage() for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")] == []
    return "\n".join(answers)


async def test_before_any_setup(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with open_room(tmp_path, None, admins=[STRANGER]) as room:
        told = await everyone_asks(room, caplog, STRANGER)
        assert "There is no plan yet" in told
        for route in ROUTES:
            await forged(room, STRANGER, route, **in_every_place("S1"))


async def test_a_plan_with_one_person_and_nothing_in_it(
    tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    bare = replace(plan, team=plan.team[:1], goals=(), strategies=(), links=(), observations=(), ratings=())
    async with open_room(tmp_path, bare) as room:
        text = await everyone_asks(room, caplog, MARIBEL)
        assert "It is empty so far" in text
        assert "You are the only lead so far" in text
        for route in ROUTES:
            await forged(room, MARIBEL, route, value="S1")


@pytest.mark.parametrize("day", ["2026-08-20", "2026-11-11", "2027-05-05", "2027-05-26"])
async def test_every_word_by_every_role_in_every_phase(
    tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture, day: str
) -> None:
    async with open_room(tmp_path, plan, f"{plan.first_day} 08:00") as room:
        await room.starts()
        room.clock.move_to(moment(f"{day} 10:00"))
        await everyone_asks(room, caplog, MARIBEL, PRIYA, TOMASZ, ANA_LUCIA, KOFI, HANNAH, BERNADETTE)


async def test_before_start_and_long_after_the_end(
    tmp_path: Path, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_room(tmp_path, plan, "2026-07-20 10:00") as room:
        assert "Start waits to be pressed" in await everyone_asks(room, caplog, MARIBEL, ANA_LUCIA, BERNADETTE)
        await room.starts()
        room.clock.move_to(moment("2027-08-20 10:00"))
        told = await everyone_asks(room, caplog, MARIBEL, ANA_LUCIA, BERNADETTE)
        assert "The school year ended on Fri 4 Jun" in told.replace("Thu 3 Jun", "Fri 4 Jun")
        for route in ROUTES:
            await forged(room, MARIBEL, route, value="S1")
