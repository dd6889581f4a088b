"""An observer or a supervisor never learns one person's taps, however often they look."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.kit.card import Chart
from handlers.kit.form import Note, Saying
from handlers.kit.reply import Ask, Attach, Replace, Reply, Say
from handlers.kit.words import plain
from pdsa.checkin import CheckIn, Went
from pdsa.errors import Refusal
from pdsa.people import Role
from pdsa.plan import Plan
from tests.handlers.desk import Desk, moment, text
from tests.handlers.school.a_school import COTTONWOOD, HOUSE, OWN, open_school, supervises
from tests.people import BERNADETTE, HANNAH, MARIBEL

NADIA = "n.brooks@riverbend.example"
OFTEN = (
    ("status", ""),
    ("status", "S3"),
    ("status", OWN),
    ("chart", "S3"),
    ("plan", "S3"),
    ("home", ""),
    ("school", ""),
)
"""What somebody may look at each week."""
TAPS = (Went.AS_PLANNED, Went.NOT, Went.PARTLY)


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """Nadia supervises Cottonwood, whose own plan has one strategy; Bernadette observes."""
    async with open_school(tmp_path, plan, "2026-09-10 09:00") as made:
        await supervises(made, NADIA, COTTONWOOD)
        yield made


async def looks(desk: Desk, email: str, route: str, words: str) -> str:
    """All that somebody sees there; a refusal is what they see, too."""
    answers = {"strategy": words, "which": f"strategy:{words}"}
    carry = {"strategy": words}
    try:
        replies = await desk.enter(email, route, words, value=words, answers=answers, carry=carry)
    except Refusal as refused:
        return refused.sentence
    return "\n".join(_seen(reply) for reply in replies)


def _seen(reply: Reply) -> str:
    match reply:
        case Say(card=card) | Replace(card=card):
            return "\n".join(text(each) for each in (card, *card.details)) + repr(card.parts)
        case Ask(form=form):
            return "\n".join(_field(each) for each in form.fields)
        case Attach(document=document):
            return repr(document)
        case _:
            return repr(reply)


def _field(field: object) -> str:
    match field:
        case Note(words=words):
            return plain(words)
        case Saying(text=said):
            return said
        case Chart(picture=picture):
            return repr(picture)
        case _:
            return repr(field)


async def taps(desk: Desk, went: Went) -> None:
    """Hannah answers on both of her strategies, the district's and her school's own, at this very moment."""
    async with desk.store(writes=True) as store:
        hannah = await store.people.by_email(HANNAH)
        assert hannah is not None
        for code in ("S3", OWN):
            week = desk.at.date() - timedelta(days=(desk.at.date().weekday() - 3) % 7)
            await store.checkins.put(CheckIn(code, week, hannah.id, went, desk.at, in_way="No time"))


@pytest.mark.parametrize("email", [BERNADETTE, NADIA])
async def test_twelve_weekly_looks_tell_nothing_of_twelve_taps(desk: Desk, email: str) -> None:
    routes = [(route, words) for route, words in OFTEN if (await role_of(desk, email)) in desk.routes[route].who]
    for week in range(12):
        desk.at = moment("2026-09-10 15:00") + timedelta(weeks=week)
        before = [await looks(desk, email, *each) for each in routes]
        await taps(desk, TAPS[week % len(TAPS)])
        assert [await looks(desk, email, *each) for each in routes] == before
    said = await looks(desk, email, "status", "S3")
    assert "How its weeks go is for those who work on it." in said
    assert "as planned" not in said


@pytest.mark.parametrize("email", [BERNADETTE, NADIA])
async def test_no_route_that_is_open_to_them_moves_with_a_tap(desk: Desk, email: str) -> None:
    """Every word, button and form that only shows something, whatever it carries."""
    role = await role_of(desk, email)
    desk.at = moment("2026-10-15 15:00")
    await taps(desk, Went.AS_PLANNED)
    open_ = [each.name for each in HOUSE.routes if role in each.who and not each.writes]
    assert len(open_) > 20
    tried = [(route, words) for route in open_ for words in ("", "S3", OWN)]
    before = [await looks(desk, email, *each) for each in tried]
    await taps(desk, Went.NOT)
    for each, seen in zip(tried, before, strict=True):
        assert await looks(desk, email, *each) == seen, each


async def test_those_who_work_on_it_see_every_week(desk: Desk) -> None:
    desk.at = moment("2026-10-15 15:00")
    before = await looks(desk, MARIBEL, "status", "S3")
    await taps(desk, Went.NOT)
    assert await looks(desk, MARIBEL, "status", "S3") != before


async def test_a_lead_reads_a_school_s_weeks_and_its_supervisor_its_conclusions(desk: Desk) -> None:
    desk.at = moment("2026-10-15 15:00")
    await taps(desk, Went.NOT)
    assert "(2 not)" in await looks(desk, MARIBEL, "school", "")
    said = await looks(desk, NADIA, "school", "")
    assert "Learning: nothing looked back at yet." in said
    assert "How a school's weeks go, and what people wrote, stays with the school" in said


async def role_of(desk: Desk, email: str) -> Role:
    return (await desk.person(email)).role
