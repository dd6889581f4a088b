"""Help, plain words and the home tab: what people get to hear, role by role."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handlers.features import FEATURES
from handlers.help.routes import feature
from handlers.help.routes import words as plain_words
from handlers.kit.declared import Command
from handlers.kit.reply import Say, Then
from handlers.kit.routes import RouteTable
from pdsa.checkin import CheckIn, Went
from pdsa.people import Role
from pdsa.plan import Plan
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, KOFI, MARIBEL, STRANGER

ROLES = {
    MARIBEL: Role.LEAD, ANA_LUCIA: Role.MEMBER, BERNADETTE: Role.OBSERVER, KOFI: Role.SCHOOL_LEAD,
    STRANGER: Role.OBSERVER,
}  # fmt: skip


def open_words(role: Role) -> tuple[Command, ...]:
    """As dispatch tells them."""
    return tuple(RouteTable.of(FEATURES).commands(role))


class Speaking:
    """People who write to the bot in plain words."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def __call__(self, email: str, words: str) -> str:
        """What is said, or the route that the words lead to."""
        self.desk.open_words = open_words(ROLES[email])
        (reply,) = await self.desk.enter(email, "words", words)
        if isinstance(reply, Then):
            return f"-> {reply.route} {reply.words}".strip()
        assert isinstance(reply, Say)
        return text(reply.card)


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        made.routes |= {route.name: route for route in plain_words.routes}
        yield made


@pytest.fixture
def says(desk: Desk) -> Speaking:
    return Speaking(desk)


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("status please", "status"),
        ("please show me the status", "status"),
        ("check in", "checkin"),
        ("Check in!", "checkin"),
        ("CHECK-IN", "checkin"),
        ("checkin S3", "checkin S3"),
        ("can I check in now?", "checkin"),
        ("Hi, can you open the plan", "plan"),
        ("reflect on S4", "reflect on S4"),
        ("please win José's 3 A.M. pick-up plan worked (70% came)", "win José's 3 A.M. pick-up plan worked (70% came)"),
        ("I want to reflect", "reflect"),
        ("help me", "help me"),
        ("HELP!!!", "help"),
        ("ayuda", "help"),
        ("¡Ayuda por favor!", "help"),
        ("what?", "help"),
        ("goals", "plan"),
        ("next steps, please", "decide steps"),
        ("show me the parked goals", "decide parked"),
        ("my strategy went fine this week", "checkin"),
        ("vacation", "away"),
        ("What do you keep about me?", "welcome.kept"),
        ("Who sees my answers?", "welcome.kept"),
        ("who reads this?", "welcome.kept"),
        ("is this anonymous?", "welcome.kept"),
        ("what happens to my notes", "welcome.kept"),
        ("what can you do?", "help"),
        ("who can help me", "help"),
        ("how do I change my answer?", "checkin"),
        ("decisión", "decide"),
        ("numbers", "log"),
        ("rapid cycle", "cycle"),
        ("agenda for the meeting", "meeting"),
        ("upload a workbook", "file"),
        ("consensus", "rate"),
        ("the grant ended", "context"),
        ("reasons", "why"),
    ],
)
async def test_words_of_ours_are_understood(says: Speaking, words: str, route: str) -> None:
    assert await says(ANA_LUCIA, words) == f"-> {route}"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("hola", "Hi Ana-Lucía. What would you like to do?"),
        ("Good morning", "Hi Ana-Lucía"),
        ("thanks!", "You're welcome."),
        ("muchas gracias", "You're welcome."),
        ("who are you?", "a program and no person"),
        ("What is this", "a program and no person"),
        ("are you a bot", "a program and no person"),
        ("STOP", "Maribel Ortega and Devon Achterberg can take you off"),
        ("don't message me", "`away` lets you pause me"),
        ("refelct", "Did you mean reflect?"),
        ("statsu", "Did you mean status?"),
        ("🎉🎉", "I can only read words"),
        (":tada: :+1:", "I can only read words"),
        ("", "I can only read words"),
        ("the copier is broken again", "so I keep nothing of what you write here"),
        ("word " * 80, "That is more than I can make sense of, and I keep nothing of it"),
        ("x" * 40_000, "That is more than I can make sense of"),
        ("<!channel> *bold* <https://x|y>", "I keep nothing"),
    ],
)
async def test_other_words_get_an_answer_that_helps(says: Speaking, words: str, answer: str) -> None:
    told = await says(ANA_LUCIA, words)
    assert answer in told


async def test_nothing_that_was_typed_is_kept_or_said_back(desk: Desk, says: Speaking) -> None:
    assert not desk.routes["words"].writes
    assert "copier" not in await says(ANA_LUCIA, "the copier is broken again")


async def test_words_that_are_not_open_to_a_role_are_not_offered(says: Speaking) -> None:
    assert "checkin" not in (await says(BERNADETTE, "hello")).lower()
    assert await says(MARIBEL, "configuration") == "-> setup"
    assert "-> setup" not in await says(KOFI, "configuration")


async def test_guests_hear_who_can_add_them(desk: Desk, says: Speaking) -> None:
    for words in ("hello", "status please", "🎉"):
        assert "Maribel Ortega and Devon Achterberg can add you" in await says(STRANGER, words)
    for route in ("help", "home"):
        assert "can add you" in text(await desk.card(STRANGER, route))
    assert all(desk.routes[route].early for route in ("help", "words", "home"))


def test_no_word_of_theirs_means_two_of_ours() -> None:
    words = RouteTable.of(FEATURES).commands()
    theirs = [synonym for word in words for synonym in word.synonyms]
    assert len(theirs) == len(set(theirs)) > 100
    assert not set(theirs) & {word.name for word in words}


async def test_help_has_eight_buttons_and_the_rest_behind_all_words(desk: Desk) -> None:
    await desk.start()
    for role in Role:
        desk.open_words = open_words(role)
        for at in ("2026-08-20 10:00", "2026-10-08 15:00", "2027-05-10 10:00", "2027-05-24 10:00"):
            desk.at = moment(at)
            card = await desk.card(ANA_LUCIA, "help")
            assert len(buttons_of(card)) <= 8
            assert buttons_of(card)[-1].label == "All words"
            assert len(text(card).split()) <= 150, "a card of 120 words, and what stands on its buttons"


async def test_help_names_the_phase_and_its_word_first(desk: Desk) -> None:
    desk.open_words = open_words(Role.MEMBER)
    await desk.start()
    card = await desk.card(ANA_LUCIA, "help")
    assert "PLAN: we settle goals" in text(card)
    assert routes_of(card)[0] == "plan"
    assert "setup" not in routes_of(card)
    assert "Maribel Ortega and Devon Achterberg can help" in text(card)
    desk.at = moment("2027-05-10 10:00")
    card = await desk.card(ANA_LUCIA, "help")
    assert routes_of(card)[:2] == ["reflect", "reflect"], "what waits, then the word of the phase"
    assert "After-school and virtual workshops, six a term: what happened" in text(card)


async def test_all_words_stand_in_their_groups_each_with_what_it_is_for(desk: Desk) -> None:
    desk.open_words = open_words(Role.LEAD)
    await desk.start()
    card = await desk.card(MARIBEL, "help.words")
    assert text(card) == text(await desk.card(MARIBEL, "help", "all"))
    told = text(card)
    assert all(f"`{word.name}`" in told for word in desk.open_words if word.name not in ("help", "home"))
    seen = []
    for button in buttons_of(card):
        group = await desk.card(MARIBEL, button.route, value=button.value)
        assert len(text(group).split()) <= 150
        seen += [route for route in routes_of(group) if route != "help.words"]
    assert sorted(seen) == sorted(word.name for word in desk.open_words if word.name != "help")
    assert "(for example `checkin S3`)" in text(await desk.card(MARIBEL, "help.words", value="1"))


async def test_help_explains_one_word(desk: Desk) -> None:
    desk.open_words = open_words(Role.MEMBER)
    card = await desk.card(ANA_LUCIA, "help", "check-in")
    assert "For example: `checkin S3`" in text(card)
    assert routes_of(card) == ["checkin", "why"]


async def test_help_before_any_plan(tmp_path: Path) -> None:
    async with open_desk(tmp_path, feature) as desk:
        assert "nobody has set me up yet" in text(await desk.card(STRANGER, "help"))
        async with desk.store(writes=True) as store:
            await store.people.put(
                MARIBEL, name="Maribel Ortega", role=Role.LEAD, team="T", district_team=True, zone=None
            )
        desk.open_words = open_words(Role.LEAD)
        words = text(await desk.card(MARIBEL, "help"))
        assert "There is no plan yet" in words
        assert "You are the only lead so far" in words
        card = await desk.card(MARIBEL, "home")
        assert routes_of(card) == ["setup", "help"]


async def test_home_shows_what_waits_and_ones_strategies(desk: Desk) -> None:
    desk.open_words = open_words(Role.MEMBER)
    await desk.start()
    desk.at = moment("2026-09-17 13:00")
    words = text(await desk.card(ANA_LUCIA, "home"))
    assert "Nothing waits for you" in words
    assert "After-school and virtual workshops, six a term: no word yet; next question Thu 17 Sep" in words
    desk.at = moment("2026-09-17 14:00")
    card = await desk.card(ANA_LUCIA, "home")
    assert "After-school and virtual workshops, six a term has no word yet for this week" in text(card)
    assert "next question Thu 24 Sep" in text(card)
    assert routes_of(card)[0] == "checkin"
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        at = datetime(2026, 9, 17, 20, tzinfo=UTC)
        await store.checkins.put(CheckIn("S1", date(2026, 9, 17), ana.id, Went.PARTLY, at))
        await store.people.set_away(ana, date(2026, 9, 18), date(2026, 10, 5))
    desk.at = moment("2026-09-18 09:00")
    words = text(await desk.card(ANA_LUCIA, "home"))
    assert "Nothing waits for you" in words
    assert "partly in the week of Thu 17 Sep; next question Thu 8 Oct" in words
    assert "You are away until Mon 5 Oct" in words


async def test_home_for_a_lead_begins_with_start(desk: Desk) -> None:
    desk.open_words = open_words(Role.LEAD)
    card = await desk.card(MARIBEL, "home")
    assert "Start waits to be pressed" in text(card)
    assert routes_of(card)[0] == "setup.start"
    assert {"setup", "plan", "checkin", "status"} <= set(routes_of(card))


async def test_home_for_an_observer_says_where_the_year_stands(desk: Desk) -> None:
    desk.open_words = open_words(Role.OBSERVER)
    await desk.start()
    card = await desk.card(BERNADETTE, "home")
    assert "PLAN: we settle goals" in text(card)
    assert "waits" not in text(card)
    assert {"checkin", "reflect", "setup"}.isdisjoint(routes_of(card))


@pytest.mark.parametrize(
    ("email", "day", "there", "not_there"),
    [
        (MARIBEL, "2026-08-20 10:00", {"plan", "rate", "setup", "log"}, {"cycle", "newyear"}),
        (ANA_LUCIA, "2026-11-05 10:00", {"checkin", "win", "voice", "cycle", "context"}, {"decide", "setup", "log"}),
        (KOFI, "2027-05-05 10:00", {"reflect", "meeting", "school"}, {"newyear", "digest"}),
        (MARIBEL, "2027-06-02 10:00", {"decide", "newyear", "share", "setup"}, {"cycle"}),
        (BERNADETTE, "2027-06-02 10:00", {"status", "plan"}, {"decide", "log"}),
    ],
)
async def test_home_offers_two_rows_of_words_that_matter_now(
    desk: Desk, email: str, day: str, there: set[str], not_there: set[str]
) -> None:
    desk.open_words = open_words(ROLES[email])
    await desk.start()
    desk.at = moment(day)
    offered = routes_of(await desk.card(email, "home"))[-10:]
    assert offered[-1] == "help"
    assert there <= set(offered)
    assert not not_there & set(offered)
