"""The first message: to whom, when, before all others, and what it says."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.checkin.routes import feature as checkin
from handlers.first_message import due, feature
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, moment, open_desk, routes_of, text
from tests.handlers.notifications import goes_to, shown
from tests.handlers.ready_desk_databases import open_copy, prepared
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, MARIBEL, PRIYA, RUTH, SIOBHAN, WEI

MONDAY = "2026-08-17 10:00"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    return prepared(tmp_path_factory.mktemp("started"), feature, plan, MONDAY, Desk.start)


@pytest.fixture
async def desk(tmp_path: Path, original: Path) -> AsyncIterator[Desk]:
    """Riverbend, started on its first Monday at ten."""
    async with open_copy(original, tmp_path, feature, MONDAY) as made:
        yield made


async def drafts(desk: Desk, since: str = "2026-08-01 00:00", until: str = "2027-06-30 00:00") -> dict[str, Draft]:
    """What is due, by the reader's e-mail."""
    async with desk.store() as store:
        names = {member.id: member.email for member in await store.people.all(gone=True)}
        found = await due(TimeSpan(moment(since), moment(until)), store)
        return {names[draft.member or 0]: draft for draft in found}


async def started(folder: Path, plan: Plan, wall: str) -> dict[str, Draft]:
    async with open_desk(folder, feature, plan, at=wall) as desk:
        await desk.start()
        return await drafts(desk)


async def test_everybody_who_may_be_asked_gets_one_and_who_only_reads_gets_none(desk: Desk, plan: Plan) -> None:
    drafts_by_email = await drafts(desk)
    assert set(drafts_by_email) == {person.email for person in plan.team} - {BERNADETTE}
    assert {(draft.kind, draft.occasion, draft.prompt) for draft in drafts_by_email.values()} == {
        ("welcome", "first", True)
    }


async def test_it_is_due_at_start_in_ones_daytime(desk: Desk) -> None:
    drafts_by_email = await drafts(desk)
    assert drafts_by_email[ANA_LUCIA].at == moment(MONDAY)
    assert drafts_by_email[SIOBHAN].at == moment(MONDAY)  # five in the afternoon in Dublin
    assert drafts_by_email[RUTH].at == moment(MONDAY)


@pytest.mark.parametrize(
    ("start", "email", "at", "zone"),
    [
        ("2026-08-01 12:00", ANA_LUCIA, "2026-08-17 08:59", "America/Denver"),  # in the holidays: the first school day
        ("2026-08-21 20:00", ANA_LUCIA, "2026-08-24 08:59", "America/Denver"),  # Friday evening
        ("2026-08-18 13:00", SIOBHAN, "2026-08-19 08:59", "Europe/Dublin"),  # evening there
        ("2026-08-18 07:30", RUTH, "2026-08-18 08:59", "America/Phoenix"),  # early there
        ("2026-08-18 08:59", ANA_LUCIA, "2026-08-18 08:59", "America/Denver"),
    ],
)
async def test_otherwise_just_before_the_next_working_morning(
    tmp_path: Path, plan: Plan, start: str, email: str, at: str, zone: str
) -> None:
    assert (await started(tmp_path, plan, start))[email].at == moment(at, zone)


async def test_who_is_away_hears_on_the_first_working_day_back(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.set_away(ana, date(2026, 8, 10), date(2026, 9, 5))  # back on a Saturday before Labor Day
    assert (await drafts(desk))[ANA_LUCIA].at == moment("2026-09-08 08:59")


async def test_nothing_before_start_and_nothing_when_the_year_is_over(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at=MONDAY) as desk:
        assert await drafts(desk) == {}
        desk.at = moment("2027-06-04 20:00")
        await desk.start()
        assert await drafts(desk, until="2028-01-01 00:00") == {}


async def test_nobody_is_welcomed_twice(desk: Desk) -> None:
    assert len(await goes_to(desk, feature, "2026-08-17 10:01")) == 15
    assert await drafts(desk) == {}


async def test_who_joins_later_is_welcomed_before_anything_else_comes(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-08-17 10:01")
    desk.at = moment("2026-11-05 15:00")  # a Thursday, an hour after the question
    async with desk.store(writes=True) as store:
        await store.people.put(
            "n.new@riverbend.example",
            name="Nia New",
            role=Role.MEMBER,
            team="District SEL team",
            district_team=True,
            zone=None,
        )
    drafts_by_email = await drafts(desk, since="2026-10-28 15:00", until="2026-11-05 15:00")
    assert list(drafts_by_email) == ["n.new@riverbend.example"]
    assert moment("2026-10-28 15:00") < drafts_by_email["n.new@riverbend.example"].at < moment("2026-10-28 15:01")


async def test_it_comes_before_the_weekly_question_of_the_same_tick(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at="2026-09-17 13:00") as desk:
        await desk.start()
        async with desk.store() as store:
            span = TimeSpan(moment("2026-09-10 00:00"), moment("2026-09-17 14:00"))
            first = {draft.member: draft.at for draft in await due(span, store)}
            asked = {draft.member: draft.at for draft in await checkin.ticks[0](span, store)}
        assert asked
        assert all(first[member] < at for member, at in asked.items())


async def test_what_it_says_to_an_owner(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-08-17 10:01")
    assert (await shown(desk, feature, "welcome", "first", ANA_LUCIA)).splitlines() == [
        "Hi Ana-Lucía. I'm the SEL cycle bot for Riverbend Unified School District. "
        "SEL is social and emotional learning.",
        "You hear from me because you own After-school and virtual workshops, six a term.",
        "On Thursdays at 2:00 pm your time, while it is under way, I'll ask how it went: two minutes, "
        "on school days only.",
        "Your answers help the team learn. They are never used to judge you, a school or a student.",
        "Of what you type, only what follows a question of mine is kept.",
        "Please leave out students' names: this may be a public record.",
        "[Sounds good] [Pause until...] [What do you keep about me?]",
    ]


async def test_what_it_says_to_others(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-08-17 10:01")
    priya = await shown(desk, feature, "welcome", "first", PRIYA)
    assert "You hear from me because you are part of the District SEL team." in priya
    assert "Thursday" not in priya
    maribel = await shown(desk, feature, "welcome", "first", MARIBEL)
    assert "because you lead the District SEL team. You also hear what waits for leads." in maribel
    devon = await shown(desk, feature, "welcome", "first", DEVON)
    assert (
        "you own Monthly planning table of curriculum, equity, special education and SEL and One calendar for all "
        "requests that go to schools."
    ) in devon
    assert "In weeks when one of them is due, I'll ask on Thursday at 2:00 pm your time how it went" in devon
    kofi = await shown(desk, feature, "welcome", "first", KOFI)
    assert "In weeks when it is due, I'll ask on Thursday at 2:00 pm your time how it went" in kofi


async def test_many_strategies_are_counted(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for strategy in (await store.plans.strategies())[:8]:
            await store.plans.put_strategy(type(strategy)(strategy.code, strategy.goal, "x" * 300, owner=WEI))
    await goes_to(desk, feature, "2026-08-17 10:01")
    seen = await shown(desk, feature, "welcome", "first", WEI)
    assert "and 6 more." in seen
    assert len(seen) < 1500


async def test_who_became_an_observer_meanwhile_is_left_alone(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.outbox.write((await drafts(desk)).values())
        await store.people.put(
            ANA_LUCIA, name="Ana-Lucía Peña", role=Role.OBSERVER, team="", district_team=True, zone=None
        )
    handled = await goes_to(desk, feature, "2026-08-17 10:01")
    assert handled["welcome:first:5"] is None


async def test_sounds_good_is_answered_and_the_other_ways_stay(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "welcome.agreed")
    assert "Good to have you here." in text(card)
    assert routes_of(card) == ["away", "welcome.kept"]


async def test_what_is_kept_is_said_plainly(desk: Desk) -> None:
    seen = text(await desk.card(ANA_LUCIA, "welcome.kept"))
    for words in (
        "Your place in the plan, your taps and numbers: the team.",
        "Your sentences and typed answers: you and the leads (Maribel Ortega and Devon Achterberg), others if you tick",
        "calls for help",
        "no other conversation",
    ):
        assert words in seen
    assert "you and the other leads (Devon Achterberg), others if" in text(await desk.card(MARIBEL, "welcome.kept"))
