"""Check-ins, reflections, decisions and digests on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pdsa.checkin import CheckIn, Tally, Went
from pdsa.decisions import Decision, Path
from pdsa.reflection import Held, Reflection
from storage.digests import DigestState
from storage.store import YearStore
from tests.databases import Database
from tests.storage.outbox_steps import NOW, fill

WEEK = date(2026, 9, 17)
ANSWER = CheckIn("S1", WEEK, 1, Went.PARTLY, NOW, well="Two schools", number=4.5, late=True)


@pytest.fixture
async def kept(database: Database) -> AsyncIterator[Database]:
    await fill(database)
    return database


async def test_an_answer_comes_back_as_it_was_given(kept: Database) -> None:
    async with kept.store() as store:
        assert await store.checkins.put(ANSWER) == ANSWER
        assert await store.checkins.one("S1", WEEK) == ANSWER
        assert await store.checkins.one("S1", WEEK + timedelta(days=7)) is None
        assert await store.checkins.of_week(WEEK, ["S2"]) == {}


async def test_an_edit_keeps_the_first_time_its_lateness_and_what_was_said_before(kept: Database) -> None:
    kept.at = NOW + timedelta(days=3)
    async with kept.store() as store:
        await store.checkins.put(ANSWER)
        changed = await store.checkins.put(replace(ANSWER, well="Three schools", late=False, at=kept.at, number=None))
        assert (changed.at, changed.late, changed.edited_at) == (NOW, True, kept.at)
        assert (changed.well, changed.number) == ("Three schools", None)
        before = [entry[3]["well"] if entry[3] else None for entry in await store.trail(f"S1 {WEEK}")]
    assert before == [None, "Two schools"]


async def test_two_answers_at_once_are_one_answer_and_both_stay_in_the_trail(kept: Database) -> None:
    async def answer(words: str) -> None:
        async with kept.store() as store:
            await store.checkins.put(replace(ANSWER, well=words))

    await asyncio.gather(answer("one"), answer("two"))
    async with kept.store(writes=False) as store:
        assert len(await store.checkins.of_strategy("S1")) == 1
        assert len(await store.trail(f"S1 {WEEK}")) == 2


async def test_weeks_are_counted_in_the_database(kept: Database) -> None:
    went = [Went.AS_PLANNED, Went.AS_PLANNED, Went.PARTLY, Went.NOT]
    async with kept.store() as store:
        for n, each in enumerate(went):
            await store.checkins.put(replace(ANSWER, week=WEEK + timedelta(weeks=n), went=each))
        await store.checkins.put(replace(ANSWER, strategy="S2", went=Went.NOT))
        assert await store.checkins.tallies() == {"S1": Tally(2, 1, 1), "S2": Tally(0, 0, 1)}
        part = await store.checkins.tallies(WEEK + timedelta(weeks=1), WEEK + timedelta(weeks=2))
        assert part == {"S1": Tally(1, 1, 0)}
        latest = await store.checkins.latest(["S1", "S2"])
        assert {code: each.went for code, each in latest.items()} == {"S1": Went.NOT, "S2": Went.NOT}
        between = await store.checkins.between(WEEK, WEEK)
        assert [each.strategy for each in between] == ["S1", "S2"]


async def test_a_week_can_be_skipped_and_taken_up_again(kept: Database) -> None:
    async with kept.store() as store:
        await store.checkins.skip(1, WEEK)
        await store.checkins.skip(1, WEEK)
        assert await store.checkins.skipped(WEEK) == {1}
        await store.checkins.unskip(1, WEEK)
        assert await store.checkins.skipped(WEEK) == set()


async def test_a_later_reflection_supersedes_and_both_stay(kept: Database) -> None:
    first = Reflection("S1", 1, NOW, "It rained", Held.NO, "Ask earlier", quotable=True)
    async with kept.store() as store:
        await store.learning.reflect(first)
        await store.learning.reflect(replace(first, held=Held.PARTLY))
        assert [each.held for each in await store.learning.reflections()] == [Held.NO, Held.PARTLY]
        assert (await store.learning.latest_reflections())["S1"].held is Held.PARTLY


async def _propose(store: YearStore, by: int = 1, *, confirmed: bool = False, reason: str = "It works") -> Decision:
    return await store.learning.propose(
        strategy="S1", path=Path.EXPAND, reason=reason, next_step="Two more schools", owner="ana@x.example",
        due=date(2027, 8, 1), evidence="7 of 9", by=by, confirmed=confirmed,
    )  # fmt: skip


async def test_a_decision_is_settled_once(kept: Database) -> None:
    async with kept.store() as store:
        made = await _propose(store)
        assert await store.learning.waiting() == [made]
        assert await store.learning.standing() == {}

    async def settle(by: int) -> bool:
        async with kept.store() as store:
            if by == 3:
                return await store.learning.hand_back(made.id, "Say more")
            return await store.learning.confirm(made.id, by)

    assert sorted(await asyncio.gather(settle(1), settle(2), settle(3))) == [False, False, True]


async def test_a_leads_own_proposal_is_confirmed_and_the_newest_stands(kept: Database) -> None:
    async with kept.store() as store:
        await _propose(store, confirmed=True)
        second = await _propose(store, confirmed=True, reason="Better")
        assert (await store.learning.standing())["S1"] == second
        assert await store.learning.waiting() == []
        third = await _propose(store)
        assert await store.learning.waiting() == [third]
        assert await store.learning.hand_back(third.id, "Not now")
        assert await store.learning.returned(third.id) == "Not now"
        assert third.id not in {each.id for each in await store.learning.decisions()}


async def test_a_digest_is_drafted_once_and_settled_once(kept: Database) -> None:
    async def draft(figure: int) -> object:
        async with kept.store() as store:
            return (await store.digests.draft("digest-monthly", "2026-10", {"figure": figure})).content

    assert len({str(each) for each in await asyncio.gather(*(draft(n) for n in range(3)))}) == 1

    async def settle(by: int) -> bool:
        async with kept.store() as store:
            if by == 1:
                return await store.digests.approve("digest-monthly", "2026-10", by, {})
            return await store.digests.decline("digest-monthly", "2026-10", by)

    assert sorted(await asyncio.gather(settle(1), settle(2), settle(3))) == [False, False, True]


async def test_a_settled_digest_changes_no_more(kept: Database) -> None:
    async with kept.store() as store:
        await store.digests.draft("digest-year", "2027", [1])
        assert await store.digests.edit("digest-year", "2027", "Dear all", "Come")
        assert await store.digests.redraft("digest-year", "2027", [2])
        assert await store.digests.approve("digest-year", "2027", 1, {})
        assert not await store.digests.edit("digest-year", "2027", "Late", "")
        assert not await store.digests.redraft("digest-year", "2027", [3])
        assert not await store.digests.reopen("digest-year", "2027"), "what was posted stays approved"
        digest = await store.digests.find("digest-year", "2027")
    assert digest is not None
    assert (digest.opening, digest.ask, digest.content, digest.settled_by) == ("Dear all", "Come", [2], 1)


async def test_a_declined_digest_can_be_brought_back(kept: Database) -> None:
    async with kept.store() as store:
        await store.digests.draft("digest-year", "2027", [1])
        await store.digests.decline("digest-year", "2027", 1)
        assert await store.digests.reopen("digest-year", "2027")
        assert not await store.digests.reopen("digest-year", "2027")
        digest = await store.digests.find("digest-year", "2027")
        assert await store.digests.find("digest-year", "2028") is None
    assert digest is not None
    assert (digest.state, digest.settled_by, digest.settled_at) == (DigestState.DRAFT, None, None)
