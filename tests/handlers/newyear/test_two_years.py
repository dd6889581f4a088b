"""Two years in a row on one database: what was learned comes up again, and nothing is mixed up."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.digest.facts import drafted
from handlers.digest.routes import feature as digest
from handlers.kit.card import Card
from handlers.kit.form import Pick
from handlers.kit.reply import Ask, Reply, Say
from handlers.log.routes import feature as log
from handlers.newyear.share_plan import plan_told
from handlers.phase_prompts import feature as phases
from pdsa.decisions import Path as Way
from pdsa.errors import Refusal
from pdsa.measure_lookup import key_of
from pdsa.measures import Observation
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.figures_of_year import known_measures
from storage.notification_states import Draft, State
from tests.handlers.desk import Desk, buttons_of, moment, routes_of, text
from tests.handlers.newyear.turning import REASON, launch, posted, show
from tests.handlers.notifications import LEASE, goes_to
from tests.people import ANA_LUCIA, HANNAH, JEROME, MARIBEL, PRIYA, TOMASZ, WEI

# -- the second year -------------------------------------------------------------------------------


async def second_year(desk: Desk) -> None:
    """Launched, its predictions written, started on its first school day."""
    await launch(desk)
    desk.at = moment("2027-08-16 08:00")
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        for each in await store.plans.strategies():
            await store.plans.put_strategy(replace(each, prediction=f"A new guess for {each.code}"))
        await store.cycles.start(store.cycle, store.now)


async def test_the_second_year_shows_what_the_first_one_learned(desk: Desk) -> None:
    await launch(desk)
    desk.at = moment("2027-08-18 08:00")
    said = text(await desk.card(ANA_LUCIA, "plan", "S13"))
    assert "In 2026-27 you tried After-school and virtual workshops, six a term." in said
    assert "The prediction was “60% of staff attend at least two by April”. Did it hold? No." in said
    assert "Decided: try another way. You learned:" in said
    assert "after three o'clock they cannot." in said
    private = text(await desk.card(WEI, "plan", "S5"))
    assert "In 2026-27 you tried One calendar" in private
    assert "Only the leads may read this." not in private
    assert "Only the leads may read this." in text(await desk.card(MARIBEL, "plan", "S5"))


async def test_a_new_strategy_like_an_earlier_one_meets_what_was_learned(desk: Desk) -> None:
    await launch(desk)
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S13")
        assert strategy is not None
        await store.plans.put_strategy(
            replace(strategy, code="S20", title="Workshops online", carried_from="", follows="")
        )
    said = text(await desk.card(MARIBEL, "plan", "S20"))
    assert "In 2026-27 you tried After-school and virtual workshops, six a term." in said


async def test_the_plan_prompt_of_the_second_year_tells_what_was_learned(desk: Desk) -> None:
    await launch(desk)
    desk.at = moment("2027-08-16 08:00")
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.start(store.cycle, store.now)
    found = await goes_to(desk, phases, "2027-08-18 12:00")
    async with desk.store() as store:
        owner = await store.people.by_email(HANNAH)
    assert owner is not None
    said = next(
        text(card) for key, card in found.items() if key.startswith("plan:") and key.endswith(f":{owner.id}") and card
    )
    assert "needs a prediction" in said
    assert "Five minutes are enough if the principal takes part." in said


async def test_predictions_of_two_years_do_not_lock_each_other(desk: Desk) -> None:
    await second_year(desk)
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S11")
        assert strategy is not None
        changed = await store.plans.put_strategy(replace(strategy, prediction="Referrals fall by a fifth by February"))
        assert changed.prediction == "Referrals fall by a fifth by February"
        assert not changed.amendments
        assert store.cycle is not None
        old = await store.cycles.before(store.cycle)
        assert old is not None
        here = store.year(old)
        first = await here.plans.strategy("S11")
        assert first is not None
        late = await here.plans.put_strategy(replace(first, prediction="Something else"))
        assert late.prediction == "Referrals fall by a fifth by February"
        assert [each.text for each in late.amendments] == ["Something else"]
    desk.at = moment("2027-11-20 08:00")
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S11")
        assert strategy is not None
        changed = await store.plans.put_strategy(replace(strategy, prediction="A wiser word", start=date(2028, 3, 1)))
        assert changed.prediction == "Referrals fall by a fifth by February"


async def test_a_workbook_for_the_launched_year_goes_into_it(desk: Desk, plan: Plan) -> None:
    await launch(desk)
    days = {"first_day": date(2027, 8, 18), "last_day": date(2028, 6, 7)}
    fresh = tuple(
        replace(
            strategy, title=strategy.title + "!", start=date(2027, 9, 13), end=date(2028, 4, 28), prediction="Now then"
        )
        for strategy in plan.strategies
        if strategy.code in ("S3", "S12")
    )
    brought = replace(plan, school_year="2027-28", days_off=(), observations=(), ratings=(), strategies=fresh, **days)
    await desk.bring(brought)
    async with desk.store() as store:
        assert store.cycle is not None
        assert (store.cycle.label, store.cycle.year.first_day) == ("2027-28", date(2027, 8, 18))
        assert store.cycle.follows == 1
        strategies_by_code = {each.code: each for each in await store.plans.strategies()}
        assert (
            strategies_by_code["S3"].title[-1],
            strategies_by_code["S3"].carried_from,
            strategies_by_code["S3"].prediction,
        ) == ("!", "2026-27:S3", "Now then")
        assert strategies_by_code["S13"].carried_from == "2026-27:S1"
        assert len(await store.cycles.all()) == 2


async def test_a_workbook_with_the_wrong_years_name_is_refused(desk: Desk, plan: Plan) -> None:
    await launch(desk)
    days = {"first_day": date(2027, 8, 18), "last_day": date(2028, 6, 7)}
    with pytest.raises(Refusal, match="calls itself 2026-27, which is another year here"):
        await desk.bring(replace(plan, days_off=(), observations=(), ratings=(), strategies=(), **days))


@pytest.mark.parametrize(("answers", "field"), [
    ({"label": "2026-27"}, "label"), ({"first": "2027-06-01"}, "first"), ({"label": "2027"}, ""),
])  # fmt: skip
async def test_the_new_years_dates_stay_beside_the_old_ones(desk: Desk, answers: dict[str, str], field: str) -> None:
    await launch(desk)
    year_answers = {"district": "Riverbend", "label": "2027-28", "first": "2027-08-18", "last": "2028-06-07",
            "zone": "America/Denver", "minimum": "10", **answers}  # fmt: skip
    if not field:
        await desk.enter(MARIBEL, "setup.year.keep", answers=year_answers)
        return
    with pytest.raises(Refusal) as refused:
        await desk.enter(MARIBEL, "setup.year.keep", answers=year_answers)
    assert refused.value.field == field


async def test_notifications_of_the_first_year_speak_of_the_first_year(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.outbox.write([Draft("decide", "2027-06-04", store.now, 1, about=("S2",))])
    await launch(desk)
    async with desk.store(writes=True) as opened:
        (claim,) = await opened.outbox.claim("test", 5, LEASE, 99.0)
        assert claim.notification.cycle == 1
        assert await opened.outbox.by_key(claim.notification.key) is None
        store = await opened.year_with_id(claim.notification.cycle)
        assert store.cycle is not None
        assert store.cycle.label == "2026-27"
        notification = await store.outbox.by_key(claim.notification.key)
        assert notification is not None
        assert notification.state is State.CLAIMED


async def test_a_measure_keeps_its_schools_name_from_year_to_year(desk: Desk) -> None:
    await second_year(desk)
    measure = "Office referrals per 100 students per week"
    async with desk.store() as store:
        assert store.cycle is not None
        known, today = await known_measures(store, []), date(2027, 9, 3)
        assert measure in known.names
        assert not [each for each in await store.plans.observations(today) if each.measure == measure]
        told = (await plan_told(store, store.cycle))["goals"]
    lines = [each["figures"] for each in told]
    assert f"{measure}, Mesa Verde Middle School: 3.17 (Fri 28 May) → 3" in lines
    desk.at = moment("2027-09-03 10:00")
    desk.routes |= {route.name: route for route in log.routes}
    form = await desk.form(PRIYA, "log.number", value=key_of(measure))
    (pick,) = [each for each in form.fields if isinstance(each, Pick) and each.name == "group"]
    assert pick.chosen == key_of("Mesa Verde Middle School")
    answers = {"value": "3.1", "day": "2027-09-03", "n": "400", "group": pick.chosen}
    await desk.enter(PRIYA, "log.keep", carry=form.carry, answers=answers)
    async with desk.store() as store:
        assert [each.group for each in await store.plans.observations(today) if each.measure == measure] == [
            "Mesa Verde Middle School"
        ]


async def test_two_years_stand_side_by_side(desk: Desk) -> None:
    with pytest.raises(Refusal, match="the first year that I know"):
        await desk.enter(JEROME, "newyear.compare")
    await second_year(desk)
    desk.at = moment("2028-05-22 10:00")
    async with desk.store(writes=True) as store:
        ratings = {each.activity: each for each in await store.plans.ratings()}
        await store.plans.put_rating(replace(ratings["Professional Learning"], year_end=3))
        goals = {each.code: each for each in await store.plans.goals()}
        new = [
            Observation(goals["G6"].measure, date(2028, 5, 2), 71, 400),
            Observation(goals["G6"].measure, date(2028, 6, 2), 99, 400),
        ]
        await store.plans.put_observations(new)
        await store.learning.reflect(Reflection("S3", 1, store.now, "x", Held.YES, "y"))
    said = text(await desk.card(JEROME, "newyear.compare"))
    assert "Professional Learning: 1 → 2 then; 3 now" in said
    assert "2026-27: 2 of 4 held" in said
    assert "2027-28: 1 of 1 held" in said
    assert "latest 66% in 2026-27 (Fri 7 May); latest 71% now (" in said
    assert "99%" not in said


async def test_a_third_year_follows_once_the_first_is_closed(desk: Desk) -> None:
    await second_year(desk)
    desk.at = moment("2028-06-02 12:00")
    assert "2026-27 is not closed yet" in await show(desk)
    for promise in ("conclusions shared", "new plan shared"):
        await desk.enter(MARIBEL, "newyear.waive.keep", answers={"promise": promise, "reason": REASON})
    await desk.enter(MARIBEL, "newyear.close")
    async with desk.store(writes=True) as store:
        await store.learning.propose(strategy="S3", path=Way.SUSTAIN, reason="It works", next_step="", owner="",
                                     due=None, evidence="", by=1, confirmed=True)  # fmt: skip
    assert "From 2027-28 to 2028-29" in await show(desk)
    await launch(desk)
    async with desk.store() as store:
        strategy = await store.plans.strategy("S3")
        assert strategy is not None
        assert (strategy.carried_from, strategy.start) == ("2027-28:S3", date(2028, 9, 5))
        assert [each.label for each in await store.cycles.all()] == ["2028-29", "2027-28", "2026-27"]


async def test_nobody_else_is_offered_the_turn(desk: Desk) -> None:
    await launch(desk)
    for email in (ANA_LUCIA, TOMASZ):
        assert "newyear" not in routes_of(await desk.card(email, "plan"))


# -- last year's digests ---------------------------------------------------------------------------

YEARS = "digest-year:2026-27"


async def press(desk: Desk, email: str, card: Card, route: str) -> list[Reply]:
    """The button that speaks of last year's digest."""
    value = next(each.value for each in buttons_of(card) if each.route == route and each.value.startswith(YEARS))
    return await desk.enter(email, route, value=value)


async def fill(desk: Desk, email: str, replies: list[Reply], **answers: str | None) -> Card:
    (ask,) = replies
    assert isinstance(ask, Ask)
    (said,) = await desk.enter(email, ask.form.route, answers=answers, carry=ask.form.carry)
    assert isinstance(said, Say)
    return said.card


async def stands(desk: Desk, room: str) -> str:
    """What a room of last year's digest gets to see now."""
    async with desk.store(writes=True) as store:
        before = (await store.cycles.all())[-1]
        here = store.year(before)
        notification = await here.outbox.by_key(f"{YEARS}:{room}")
        assert notification is not None
        card = await digest.notifications[notification.kind](notification, here)
    if notification.state is State.READY:
        await posted(desk, notification.key, "2026-27")
    assert card is not None
    return text(card)


async def test_last_years_digest_is_corrected_and_taken_back_in_the_new_year(desk: Desk) -> None:
    desk.routes |= {route.name: route for route in digest.routes}
    async with desk.store(writes=True) as store:
        await drafted(store, "digest-year", "2026-27")
    await press(desk, MARIBEL, await desk.card(MARIBEL, "digest.show", value=YEARS), "digest.approve")
    for room in ("#staff", "#leadership"):
        await stands(desk, room)
    await second_year(desk)
    desk.at = moment("2027-09-14 10:00")
    said = await desk.card(MARIBEL, "digest")
    assert "The digest of the year 2026-27: by Maribel Ortega, Fri 4 Jun" in text(said)

    shown = await press(desk, TOMASZ, said, "digest.show")
    assert isinstance(shown[0], Say)
    form = await press(desk, TOMASZ, shown[0].card, "digest.correct")
    suggested = await fill(desk, TOMASZ, form, opening="We thank the board.", ask="", why="The board was left out.")
    await press(desk, TOMASZ, suggested, "digest.correct.put")
    assert "The board was left out." in await stands(desk, "#leadership")

    again = await desk.card(TOMASZ, "digest.show", value=YEARS)
    await fill(desk, TOMASZ, await press(desk, TOMASZ, again, "digest.takeback"), why="The referrals were wrong.")
    assert "was taken back by Tomasz Wieczorek" in await stands(desk, "#staff")
    async with desk.store() as store:
        mine = [each.kind for each in await store.digests.all()]
    assert mine == ["digest-monthly"], "the other one stays last year's"
