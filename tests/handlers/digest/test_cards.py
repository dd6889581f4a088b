"""What digests say, word for word, in a full year and in an empty one; and what they never say."""

import csv
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from handlers.kit.card import Card, Chart
from handlers.kit.card_pages import as_text
from handlers.kit.reply import Say
from pdsa.goals import Strategy
from pdsa.measures import Observation
from pdsa.plan import Plan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, text
from tests.handlers.digest.a_year import CALL, PRIVATE, answer, arrives, bare, noted, started, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL, PRIYA

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("SEL_GOLDEN") == "write"
"""SEL_GOLDEN=write writes the expectations anew: read the difference before you keep it."""


@pytest.fixture
async def full(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, feature, at="2026-11-02 09:00") as desk:
        yield desk


@pytest.fixture
async def empty(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with started(tmp_path, bare(plan)) as desk:
        yield desk


def reads_as(card: Card | None, name: str) -> None:
    """The card is what the file of that name holds."""
    words, file = whole(card), GOLDEN / f"{name}.txt"
    if WRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(words, encoding="utf-8")
    assert words == file.read_text(encoding="utf-8")


async def weekly(desk: Desk, day: str, after: str = "") -> Card | None:
    if after:
        await noted(desk, after)
    desk.at = moment(f"{day} 09:00")
    return await arrives(desk, Draft("digest-weekly", day, desk.at, channel="#sel-team"))


async def preview(desk: Desk, kind: str, occasion: str) -> Card:
    """The copy for leadership, with its thread."""
    await to_member(desk, kind.replace("digest", "draft"), occasion)
    *_others, last = await desk.enter(MARIBEL, "digest.read", value=f"{kind}:{occasion}")
    assert isinstance(last, Say)
    return last.card


async def test_a_full_week(full: Desk) -> None:
    reads_as(await weekly(full, "2026-10-19", "2026-10-12"), "weekly_full")


async def test_a_week_with_few_strategies_needs_no_thread(full: Desk) -> None:
    reads_as(await weekly(full, "2026-09-14", "2026-08-31"), "weekly_after_labor_day")


async def test_a_week_before_anything_began(full: Desk) -> None:
    reads_as(await weekly(full, "2026-08-24"), "weekly_first")


async def test_a_week_of_an_empty_plan(empty: Desk) -> None:
    assert await weekly(empty, "2026-10-19", "2026-10-12") is None
    assert await weekly(empty, "2026-10-26", "2026-10-19") is None  # the month's last note day, and nothing was tried


async def test_a_full_month(full: Desk) -> None:
    full.at = moment("2026-11-02 09:00")
    reads_as(await preview(full, "digest-monthly", "2026-10"), "monthly_full")


async def test_a_month_of_an_empty_plan(empty: Desk) -> None:
    empty.at = moment("2026-11-02 09:00")
    reads_as(await preview(empty, "digest-monthly", "2026-10"), "monthly_empty")


async def test_a_full_year(full: Desk) -> None:
    full.at = moment("2027-05-21 09:00")
    reads_as(await preview(full, "digest-year", "2026-27"), "year_full")


async def test_a_year_of_an_empty_plan(empty: Desk) -> None:
    empty.at = moment("2027-05-21 09:00")
    reads_as(await preview(empty, "digest-year", "2026-27"), "year_empty")


async def test_a_draft_says_what_it_is_and_what_can_be_done(full: Desk) -> None:
    full.at = moment("2027-05-21 09:00")
    reads_as(await to_member(full, "draft-year", "2026-27"), "draft_year")


async def test_research_reads_a_draft_and_cannot_approve_it(full: Desk) -> None:
    full.at = moment("2026-11-02 09:00")
    card = await to_member(full, "draft-monthly", "2026-10", PRIYA)
    assert "[Approve]" not in whole(card)
    assert "[Read all of it]" in whole(card)


async def test_no_private_word_and_no_call_for_help_is_in_any_digest(full: Desk) -> None:
    said = whole(await weekly(full, "2026-10-19"))
    assert "1 call for help went to the leads." in said
    full.at = moment("2027-05-21 09:00")
    for month in ("2026-10", "2027-04"):
        said += whole(await preview(full, "digest-monthly", month))
    said += whole(await preview(full, "digest-year", "2026-27"))
    assert PRIVATE not in said
    assert CALL not in said
    assert "Forty-one people came" in said


async def test_a_small_group_is_hidden_and_the_digest_says_so(full: Desk) -> None:
    full.at = moment("2027-05-21 09:00")
    card = await preview(full, "digest-year", "2026-27")
    said = whole(card) + "".join(p.picture.alt for d in card.details for p in d.parts if isinstance(p, Chart))
    assert "Alternative program" not in said
    assert "All other schools" not in said
    assert "71%" not in said
    assert "3,867" not in said
    assert "Kept back: the numbers by group for Students who name a trusted adult, because" in said


async def test_all_students_never_stand_beside_all_but_a_few(full: Desk) -> None:
    """What research sent as a table, told in every digest and chart of the year."""
    with (Path(__file__).parents[2] / "pdsa" / "cases" / "all-students-leak.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        Observation(row["Measure"], date.fromisoformat(row["Date"]), float(row["Value"]), int(row["n"]), row["Group"])
        for row in rows
    ]
    async with full.store(writes=True) as store:
        await store.plans.put_observations(found)
    for at, occasion in (("2026-12-01 09:00", "2026-11"), ("2027-05-21 09:00", "2026-27")):
        full.at = moment(at)
        card = await preview(full, "digest-year" if occasion == "2026-27" else "digest-monthly", occasion)
        said = whole(card) + "".join(p.picture.alt for d in card.details for p in d.parts if isinstance(p, Chart))
        assert "71%" in said
        assert "73%" not in said
        assert "without disabilities" not in said
        assert "Trusted adult, because a group has fewer than" in said


async def test_nothing_after_the_drafts_day_is_in_it(full: Desk) -> None:
    full.at = moment("2027-04-30 09:00")
    said = whole(await preview(full, "digest-year", "2026-27"))
    assert "66%" not in said
    assert "The rubric has not been rated at year-end yet." in said
    assert "Menu exists" not in said


async def test_the_latest_number_is_held_against_the_goal_and_what_is_typical_said_beside_it(full: Desk) -> None:
    full.at = moment("2027-05-21 09:00")
    said = as_text(await preview(full, "digest-year", "2026-27"))
    assert "from 4.2 to 2.83 (latest, Fri 21 May), the goal is 3. It moved around its typical 3.67" in said
    assert "None of the 3 goals with numbers is reached" in said  # by chance alone is not there


async def test_a_word_of_thanks_stands_in_the_copy_for_everybody_alone(full: Desk) -> None:
    full.at = moment("2027-05-21 09:00")
    await to_member(full, "draft-year", "2026-27")
    draft = await full.card(MARIBEL, "digest.show", value="digest-year:2026-27")
    (approve,) = [button for button in buttons_of(draft) if button.route == "digest.approve"]
    await full.enter(MARIBEL, "digest.approve", value=approve.value)
    staff = await arrives(full, Draft("digest-year", "2026-27", full.at, channel="#staff"))
    leadership = await arrives(full, Draft("digest-year", "2026-27", full.at, channel="#leadership"))
    assert "Thank you to everybody" in whole(staff)
    assert "Thank you to everybody" not in whole(leadership)


async def test_a_hundred_strategies_with_long_titles_fit(tmp_path: Path, plan: Plan) -> None:
    owners = [person.email for person in plan.team if person.email != "b.osei@riverbend.example"]
    many = tuple(
        Strategy(
            f"S{n}", "G2", f"{n} " + "very long words " * 18, owners[n % len(owners)], date(2026, 8, 24),
            date(2027, 5, 28), "We predict " + "much " * 60,
        )
        for n in range(1, 101)
    )  # fmt: skip
    async with started(tmp_path, replace(plan, strategies=many)) as desk:
        await answer(desk, date(2026, 10, 19), date(2026, 10, 25))
        cards = [await weekly(desk, "2026-10-26")]
        desk.at = moment("2027-05-21 09:00")
        cards += [await preview(desk, "digest-monthly", "2026-10"), await preview(desk, "digest-year", "2026-27")]
        cards.append(await desk.card(MARIBEL, "digest"))
    for card in cards:
        assert card is not None
        for shown_card in (card, *card.details):
            assert len(shown_card.parts) < 48
            assert len(text(shown_card)) < 12_000
