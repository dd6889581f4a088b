"""`/sel share`: a team's communication plan, who writes it, and what the clock asks about it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pdsa.communication_plan import Audience, Worked, by_weight, reminder_day, review_day
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from tests.handlers.desk import Desk, fields, moment, routes_of, text
from tests.handlers.school.a_school import notification_card, notifications_due, open_school
from tests.pdsa.riverbend_year import YEAR
from tests.people import ANA_LUCIA, BERNADETTE, HANNAH, KOFI, MARIBEL, RUTH, TOMASZ

SAID = {
    "audience": "Families",
    "influence": "2",
    "interest": "3",
    "statement": "Mornings begin calmly now",
    "point1": "Circle first",
    "point2": "",
    "point3": "Ask us how",
    "channel": "Family app",
    "sender": HANNAH,
    "day": "2027-04-28",
    "answer": "Reply to the message",
}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_school(tmp_path, plan) as made:
        yield made


async def keep(desk: Desk, who: str = KOFI, **more: str) -> Audience:
    await desk.enter(who, "share.keep", answers=SAID | more, carry={"id": "0"})
    async with desk.store() as store:
        return (await store.sharing.all())[-1]


async def now(desk: Desk, number: int) -> Audience:
    async with desk.store() as store:
        audience = await store.sharing.one(number)
    assert audience is not None
    return audience


async def test_a_line_is_kept_and_shown_with_what_it_still_needs(desk: Desk) -> None:
    assert "Nothing is planned yet. Who should hear" in text(await desk.card(KOFI, "share"))
    asked = fields(await desk.form(KOFI, "share.new"))
    assert set(SAID) - {"audience"} <= set(asked)
    kept = await keep(desk, answer="", other="Grandparents", audience="-")
    assert (kept.team, kept.audience, kept.points) == (
        "Cottonwood Elementary",
        "Grandparents",
        ("Circle first", "Ask us how"),
    )
    shown = text(await desk.card(HANNAH, "share"))
    assert "Grandparents: still needs a way to answer. “Mornings begin calmly now” (Hannah Eriksen)" in shown
    assert "The guidance's own tool for this" in shown
    one = text(await desk.card(HANNAH, "share", "grand"))
    assert "Interest: 3, it concerns them closely" in one


async def test_the_weightiest_audience_comes_first(desk: Desk) -> None:
    await keep(desk, audience="Students", influence="1", interest="1")
    await keep(desk)
    shown = text(await desk.card(KOFI, "share"))
    assert shown.index("Families") < shown.index("Students")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"audience": "-"}, "other"),
        ({"influence": "4"}, "influence"),
        ({"interest": ""}, "interest"),
        ({"sender": RUTH}, "sender"),
        ({"day": "soon"}, "day"),
    ],
)
async def test_what_will_not_do_is_said_under_its_field(desk: Desk, more: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await keep(desk, **more)
    assert refused.value.field == field
    async with desk.store() as store:
        assert await store.sharing.all() == []


async def test_the_day_s_reminder_then_sent_then_the_look_back(desk: Desk) -> None:
    audience = await keep(desk)
    (draft,) = await notifications_due(desk, "2027-04-21 00:00", "2027-05-28 00:00", "share", "share-review")
    assert (draft.kind, draft.at) == ("share", moment("2027-04-28 09:00"))
    card = await notification_card(desk, draft)
    assert card is not None
    assert "I post it nowhere" in text(card)
    desk.at = moment("2027-04-28 10:00")
    kept_as = text(await desk.card(HANNAH, "share.sent", value=str(audience.id)))
    assert "Kept as sent. On Wed 12 May I ask its sender" in kept_as
    assert await notification_card(desk, draft) is None
    (review,) = await notifications_due(desk, "2027-04-29 00:00", "2027-05-28 00:00", "share", "share-review")
    assert (review.kind, review.at) == ("share-review", moment("2027-05-12 09:00"))
    desk.at = moment("2027-05-12 09:00")
    card = await notification_card(desk, review)
    assert card is not None
    assert "Families heard from you (Wed 28 Apr). Did it work?" in text(card)
    said = {"worked": "partly", "review": "Send it in Spanish, too"}
    shown = text(await desk.card(HANNAH, "share.reviewed", answers=said, carry={"id": str(audience.id)}))
    assert "Next time: Send it in Spanish, too" in shown
    assert (await now(desk, audience.id)).worked is Worked.PARTLY
    assert await notifications_due(desk, "2027-04-29 00:00", "2027-05-28 00:00", "share", "share-review") == []


async def test_a_moved_date_moves_the_reminder_and_a_day_off_brings_it_forward(desk: Desk) -> None:
    kept = await keep(desk)
    (old,) = await notifications_due(desk, "2027-04-21 00:00", "2027-05-28 00:00", "share")
    await desk.enter(KOFI, "share.keep", answers=SAID | {"day": "2027-05-31"}, carry={"id": str(kept.id)})
    (new,) = await notifications_due(desk, "2027-04-21 00:00", "2027-06-03 00:00", "share")
    assert new.at == moment("2027-05-28 09:00")  # Memorial Day, and the weekend before it
    assert await notification_card(desk, old) is None
    assert "Families should hear from you on Mon 31 May:" in text(await notification_card(desk, new))  # type: ignore[arg-type]


async def test_setting_aside_can_be_taken_back_and_the_history_stays(desk: Desk) -> None:
    audience = await keep(desk)
    card = await desk.card(HANNAH, "share.aside", value=str(audience.id))
    assert "share.back" in routes_of(card)
    assert "Nothing is planned" in text(await desk.card(KOFI, "share"))
    assert await notifications_due(desk, "2027-04-21 00:00", "2027-05-28 00:00", "share") == []
    await desk.enter(HANNAH, "share.back", value=str(audience.id))
    assert "Families" in text(await desk.card(KOFI, "share"))
    async with desk.store() as store:
        trail = await store.trail(f"audience {audience.id}")
    assert [(action, bool(before)) for _at, _who, action, before, _after in trail] == [
        ("audience", False), ("audience", True), ("audience", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "route", "error"),
    [
        (RUTH, "share.sent", Refusal),
        (RUTH, "share.aside", Refusal),
        (MARIBEL, "share.line", Refusal),
        (BERNADETTE, "share.sent", NotAllowed),
    ],
)
async def test_another_team_s_plan_is_not_open(desk: Desk, who: str, route: str, error: type[Exception]) -> None:
    audience = await keep(desk)
    with pytest.raises(error):
        await desk.enter(who, route, value=str(audience.id))
    assert await now(desk, audience.id) == audience


@pytest.mark.parametrize(("who", "may"), [(MARIBEL, True), (TOMASZ, True), (ANA_LUCIA, False)])
async def test_the_district_s_own_plan_is_for_leads_and_communications(desk: Desk, who: str, may: bool) -> None:
    if may:
        assert (await keep(desk, who, sender=TOMASZ)).team == "District SEL team"
    else:
        with pytest.raises(NotAllowed, match="leads and communications"):
            await keep(desk, who, sender=TOMASZ)
        assert "share.new" not in routes_of(await desk.card(who, "share"))


async def test_long_words_of_any_script_fit(desk: Desk) -> None:
    for n in range(15):
        await keep(desk, other=f"{n} " + "ご家族" * 60, audience="-", statement="ш" * 500)
    first = await desk.card(KOFI, "share")
    assert "share.page" in routes_of(first)
    assert "share.page" in routes_of(await desk.card(KOFI, "share.page", value="12"))
    await desk.form(KOFI, "share.pick")


def test_when_a_reminder_and_a_look_back_come() -> None:
    assert reminder_day(date(2026, 9, 7), YEAR) == date(2026, 9, 4)  # Labor Day
    assert reminder_day(date(2026, 9, 9), YEAR) == date(2026, 9, 9)
    assert reminder_day(date(2020, 1, 1), YEAR) is None
    assert review_day(date(2026, 9, 9), YEAR) == date(2026, 9, 23)
    assert review_day(YEAR.last_day, YEAR) is None


@given(some.lists(some.tuples(some.integers(1, 3), some.integers(1, 3)), max_size=8))
def test_audiences_are_ordered_by_what_they_weigh(weights: list[tuple[int, int]]) -> None:
    blank = Audience(1, "School", "Families", 1, 1)
    lines = [replace(blank, id=n, influence=a, interest=b) for n, (a, b) in enumerate(weights)]
    ordered = by_weight(lines)
    assert sorted(each.id for each in ordered) == list(range(len(weights)))
    sums = [(each.influence + each.interest, each.influence) for each in ordered]
    assert sums == sorted(sums, reverse=True)
