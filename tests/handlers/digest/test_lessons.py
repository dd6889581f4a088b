"""Choosing what the year's digest opens with, and saying what became of last year's request."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from handlers.kit.form import PickMany
from handlers.kit.reply import Say
from pdsa.digest_days import YEARLY
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from storage.digests import APPROVED, DIGESTS
from tests.handlers.desk import Desk, buttons_of, fields, moment, routes_of, text
from tests.handlers.digest.a_year import bare, made_again, started, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, MARIBEL, PRIYA, TOMASZ

SLOT = f"{YEARLY}:2026-27"
CARRY = {"slot": SLOT}
FIVE_MINUTES = "Five minutes are enough if the principal takes part."
SCHOOL_DAY = "Staff come when it is in the school day; after three o'clock they cannot."


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Friday, 21 May: the year's draft waits, with three released lessons."""
    async with open_copy(year, tmp_path, feature, at="2027-05-21 09:00") as made:
        await to_member(made, "draft-year", "2026-27")
        yield made


async def draft(desk: Desk, email: str = MARIBEL) -> str:
    return text(await desk.card(email, "digest.show", value=SLOT))


async def choose(desk: Desk, *codes: str, email: str = PRIYA) -> str:
    return text(await desk.card(email, "digest.lessons.keep", answers={"lessons": codes}, carry=CARRY))


@pytest.mark.parametrize("email", [PRIYA, TOMASZ, MARIBEL], ids=["research", "communications", "lead"])
async def test_drafters_choose_from_the_released_lessons(desk: Desk, email: str) -> None:
    card = await desk.card(email, "digest.show", value=SLOT)
    assert "digest.lessons" in routes_of(card)
    asked = fields(await desk.form(email, "digest.lessons", value=SLOT))["lessons"]
    assert isinstance(asked, PickMany)
    assert [each.value for each in asked.options] == ["S1", "S3", "S11"]
    assert asked.chosen == ("S1", "S3", "S11")


async def test_what_was_chosen_opens_the_digest_and_the_rest_stands_below(desk: Desk) -> None:
    said = await choose(desk, "S3")
    assert said.startswith("The digest opens with what you chose:\n“Five minutes are enough")
    shown = await draft(desk)
    assert FIVE_MINUTES in shown
    assert SCHOOL_DAY not in shown
    read = "\n".join([whole(reply.card) for reply in await desk.enter(MARIBEL, "digest.read", value=SLOT)])  # type: ignore[union-attr]
    assert read.count(FIVE_MINUTES) == read.count(SCHOOL_DAY) == 2  # once in each copy


async def test_choosing_none_leaves_the_choice_to_the_bot(desk: Desk) -> None:
    await choose(desk, "S3")
    assert (await choose(desk)).startswith("You chose none, so I did:")
    assert SCHOOL_DAY in await draft(desk)


async def test_who_read_another_choice_reads_again_before_it_is_posted(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "digest.show", value=SLOT)
    (approve,) = [each for each in buttons_of(card) if each.route == "digest.approve"]
    await choose(desk, "S3")
    said = "\n".join(text(each.card) for each in await desk.enter(MARIBEL, "digest.approve", value=approve.value))  # type: ignore[union-attr]
    assert "It has changed since you saw it." in said


async def test_more_than_three_and_what_is_not_released_do_not_count(desk: Desk) -> None:
    await choose(desk, "S5", "S3")  # S5's lesson is not released
    async with desk.store() as store:
        digest = await store.digests.find(YEARLY, "2026-27")
    assert digest is not None
    assert digest.lessons == ["S3"]


async def test_members_do_not_choose(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await desk.form(ANA_LUCIA, "digest.lessons", value=SLOT)


async def test_a_settled_digest_keeps_its_lessons(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store._t.run(DIGESTS.update().values(state=APPROVED))
    for route in ("digest.lessons", "digest.lessons.keep"):
        with pytest.raises(Refusal, match="no draft any more"):
            await desk.enter(PRIYA, route, value=SLOT, answers={"lessons": ("S3",)}, carry=CARRY)


async def test_without_released_lessons_it_is_said_how_they_come(tmp_path: Path, plan: Plan) -> None:
    async with started(tmp_path, bare(plan)) as desk:
        desk.at = moment("2027-05-21 09:00")
        await to_member(desk, "draft-year", "2026-27")
        with pytest.raises(Refusal, match="Nobody has released a lesson yet"):
            await desk.form(PRIYA, "digest.lessons", value=SLOT)


async def test_what_became_of_last_years_request_is_asked_where_there_was_one(tmp_path: Path, year: Path) -> None:
    async with open_copy(year, tmp_path, feature, at="2027-05-21 09:00") as desk:
        await _year_before(desk)
        await to_member(desk, "draft-year", "2026-27")
        said = await draft(desk)
        assert "Last year we asked for: “Twelve release days” What became of it is not written down." in said
        assert "became" in fields(await desk.form(MARIBEL, "digest.edit", value=SLOT))
        answers = {"opening": "", "ask": "", "became": "Eight were given; four were not."}
        await desk.enter(MARIBEL, "digest.words", answers=answers, carry=CARRY)
        assert "Last year we asked for: “Twelve release days” Eight were given; four were not." in await draft(desk)


async def test_what_became_of_it_can_be_corrected_where_it_stands(tmp_path: Path, year: Path) -> None:
    async with open_copy(year, tmp_path, feature, at="2027-05-21 09:00") as desk:
        await _year_before(desk)
        await to_member(desk, "draft-year", "2026-27")
        shown = await desk.card(MARIBEL, "digest.show", value=SLOT)
        approve = next(each for each in buttons_of(shown) if each.route == "digest.approve")
        await desk.enter(MARIBEL, approve.route, value=approve.value)
        await made_again(desk, f"{SLOT}:#leadership")
        assert "became" in fields(await desk.form(MARIBEL, "digest.correct", value=SLOT))
        written = {"opening": "", "ask": "", "became": "All twelve were given.", "why": "It was left out."}
        (seen,) = await desk.enter(MARIBEL, "digest.corrected", answers=written, carry=CARRY)
        assert isinstance(seen, Say)
        put = next(each for each in buttons_of(seen.card) if each.route == "digest.correct.put")
        await desk.enter(MARIBEL, put.route, value=put.value)
        stands = whole(await made_again(desk, f"{SLOT}:#leadership"))
        assert "Last year we asked for: “Twelve release days” All twelve were given." in stands


async def test_nothing_is_asked_of_a_first_year(desk: Desk) -> None:
    assert "became" not in fields(await desk.form(MARIBEL, "digest.edit", value=SLOT))


async def _year_before(desk: Desk) -> None:
    """A year before this one, whose digest asked for something and was approved."""
    async with desk.store(writes=True) as store:
        now = store.cycle
        assert now is not None
        year = replace(now.year, first_day=date(2025, 8, 18), last_day=date(2026, 6, 5), days_off=())
        before = await store.cycles.put(replace(now, id=0, label="2025-26", year=year))
        await store.cycles.follow(now, before)
        lead = await store.people.by_email(MARIBEL)
        assert lead is not None
        digests = store.year(before).digests
        await digests.draft(YEARLY, "2025-26", {})
        await digests.edit(YEARLY, "2025-26", "", "Twelve release days")
        await digests.approve(YEARLY, "2025-26", lead.id, {})
