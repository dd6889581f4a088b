"""When the rubric is asked about: once a round and person, one reminder, and nothing where all is agreed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from handlers.kit.card_pages import as_text
from handlers.rate.notifications import due
from handlers.rate.routes import feature
from pdsa.plan import Plan
from pdsa.rubric_ratings import Moment, OwnRating
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, moment, open_desk
from tests.handlers.notifications import goes_to, notification, shown, stale
from tests.people import ANA_LUCIA, KOFI, MARIBEL, SIOBHAN, WEI

RATERS = 8
ITEMS = 4
"""Items about ACT in the framework of Riverbend's year."""


def kinds(made: dict[str, object]) -> list[str]:
    return sorted(key.split(":")[0] for key in made)


async def asked(desk: Desk, email: str, kind: str = "rate", part: str = "act") -> str:
    found = await notification(desk, kind, part, email)
    return f"{found.at:%Y-%m-%d %H:%M}"


async def votes(desk: Desk, email: str, part: str = "act") -> None:
    """Somebody gives a level to everything that is open."""
    while True:
        replies = await desk.enter(email, "rate.own")
        form = getattr(replies[0], "form", None)
        if form is None:
            return
        names = [each.name for each in form.fields if getattr(each, "name", "").startswith(("start", "year-end"))]
        await desk.enter(email, form.route, answers=dict.fromkeys(names, "2"), carry=form.carry)


async def test_a_plan_with_a_rubric_of_its_own_is_asked_only_about_act(desk: Desk) -> None:
    desk.at = moment("2026-08-17 08:00")
    assert await goes_to(desk, feature, "2027-05-31 23:00") == {}
    made = await goes_to(desk, feature, "2027-06-01 12:00")
    assert kinds(made) == ["rate"] * RATERS
    assert await asked(desk, ANA_LUCIA) == "2027-06-01 15:00"
    assert await asked(desk, SIOBHAN) == "2027-06-01 08:00"
    words = await shown(desk, feature, "rate", "act", ANA_LUCIA)
    assert "How did we look back and improve?" in words
    assert "The rubric has 4 items on that" in words
    assert "Only you see your own levels." in words


async def test_one_reminder_for_those_who_have_not_rated(tmp_path: Path, plan: Plan) -> None:
    open_ = tuple(replace(each, year_end=None, evidence="") for each in plan.ratings)
    async with open_desk(tmp_path, feature, replace(plan, ratings=open_), at="2026-08-17 08:00") as desk:
        await desk.start()
        desk.at = moment("2027-05-03 08:00")
        assert kinds(await goes_to(desk, feature, "2027-05-05 12:00")) == ["rate"] * RATERS
        await stale(desk)
        await votes(desk, ANA_LUCIA)
        assert await stale(desk) == {(await notification(desk, "rate", "year-end", ANA_LUCIA)).key}
        assert "Thank you: you have given your levels." in await shown(desk, feature, "rate", "year-end", ANA_LUCIA)
        made = await goes_to(desk, feature, "2027-05-21 23:00")
        assert kinds(made) == ["rate-nudge"] * (RATERS - 1)
        assert "No rush: 6 items of the rubric" in await shown(desk, feature, "rate-nudge", "year-end", WEI)
        assert await asked(desk, WEI, "rate-nudge", "year-end") == "2027-05-11 15:00"


async def test_the_reminder_to_rate_is_spared_who_wants_none(fresh: Desk) -> None:
    async with fresh.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.people.set_nudged(wei, False)
    made = await goes_to(fresh, feature, "2026-09-25 23:00")
    assert made[f"rate:start:{wei.id}"] is not None
    assert [key for key, card in made.items() if card is None] == [f"rate-nudge:start:{wei.id}"]


async def test_nothing_is_asked_once_the_team_has_agreed(desk: Desk) -> None:
    await goes_to(desk, feature, "2027-06-01 12:00")
    form = await desk.form(MARIBEL, "rate.agree")
    names = [each.name for each in form.fields if getattr(each, "name", "").startswith("year-end")]
    assert len(names) == ITEMS
    await desk.enter(MARIBEL, form.route, answers=dict.fromkeys(names, "3"), carry=form.carry)
    assert len(await stale(desk)) == RATERS
    assert "nothing here waits for you now" in await shown(desk, feature, "rate", "act", WEI)
    assert await goes_to(desk, feature, "2027-06-04 23:00") == {}


async def test_a_fresh_district_is_asked_at_the_start_after_the_plans_own_questions(fresh: Desk) -> None:
    made = await goes_to(fresh, feature, "2026-09-25 23:00")
    assert kinds(made) == ["rate"] * RATERS + ["rate-nudge"] * RATERS
    assert await asked(fresh, ANA_LUCIA, part="start") == "2026-08-24 15:00"
    words = await shown(fresh, feature, "rate", "start", ANA_LUCIA)
    assert "Where do we start?" in words
    assert "It is 18 items, section by section." in words


async def test_away_on_a_check_ins_day_or_busy_with_another_question(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana, wei = await store.people.by_email(ANA_LUCIA), await store.people.by_email(WEI)
        assert ana
        assert wei
        await store.people.set_away(ana, date(2027, 5, 20), date(2027, 6, 2))
        later = moment("2027-07-01 09:00")
        await store.outbox.write(Draft("decide", f"2027-06-0{day}", later, wei.id) for day in (1, 2))
    await goes_to(desk, feature, "2027-06-04 23:00")
    assert await asked(desk, ANA_LUCIA) == "2027-06-02 15:00"
    assert await asked(desk, WEI) == "2027-06-04 15:00"  # the 3rd is the check-in's day


async def test_schools_and_observers_are_never_asked_and_a_second_look_finds_nothing_new(desk: Desk) -> None:
    desk.at = moment("2027-05-24 08:00")
    async with desk.store(writes=True) as store:
        span = TimeSpan(moment("2027-05-24 07:00"), moment("2027-06-04 20:00"))
        drafts = list(await due(span, store))
        again = list(await due(span, store))
        people = {each.id: each for each in await store.people.all()}
    assert {each.key for each in drafts} == {each.key for each in again}
    assert len({each.key for each in drafts}) == len(drafts)
    assert all(people[each.member or 0].district_team and people[each.member or 0].prompted for each in drafts)
    assert KOFI not in {people[each.member or 0].email for each in drafts}


async def test_mid_year_once_where_a_lead_set_a_day(desk: Desk) -> None:
    desk.at = moment("2026-11-02 08:00")
    async with desk.store(writes=True) as opened:
        assert opened.cycle
        await opened.cycles.put(replace(opened.cycle, midyear=date(2027, 1, 11)))
    made = await goes_to(desk, feature, "2027-04-30 23:00")
    assert kinds(made) == ["rate"] * RATERS + ["rate-nudge"] * RATERS
    card = made[next(key for key in made if key.startswith("rate:"))]
    assert card is not None
    assert "in the middle of the year: 6 items" in as_text(card)


async def test_what_somebody_rated_before_is_not_asked(fresh: Desk) -> None:
    async with fresh.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei
        framework = await store.frameworks.get("")
        for item in framework.items:
            await store.rubric.vote(OwnRating(item.title, Moment.START, wei.id, 2))
    made = await goes_to(fresh, feature, "2026-08-26 23:00")
    assert kinds(made) == ["rate"] * (RATERS - 1)


async def test_levels_of_an_earlier_round_do_not_count_and_a_part_rated_does_not_shrink_the_rubric(
    tmp_path: Path, plan: Plan
) -> None:
    open_ = tuple(replace(each, year_end=None, evidence="") for each in plan.ratings)
    async with open_desk(tmp_path, feature, replace(plan, ratings=open_), at="2026-08-17 08:00") as desk:
        await desk.start()
        desk.at = moment("2027-05-03 08:00")
        async with desk.store(writes=True) as store:
            wei = await store.people.by_email(WEI)
            assert wei
            for each in open_:
                await store.rubric.vote(OwnRating(each.activity, Moment.MID_YEAR, wei.id, 2))
        await goes_to(desk, feature, "2027-05-06 23:00")
        form = await desk.form(WEI, "rate.own")
        names = [each.name for each in form.fields if getattr(each, "name", "").startswith("year-end")]
        answers = dict.fromkeys(names[:1], "2")
        told = ""
        while form is not None:
            replies = await desk.enter(WEI, form.route, answers=answers, carry=form.carry)
            form, answers = getattr(replies[0], "form", None), {}
            told = "" if form else as_text(getattr(replies[0], "card", None))
        assert f"Kept: your levels of 1 item.\n{len(open_) - 1} items have no level of yours." in told
        asked_for = await shown(desk, feature, "rate", "year-end", WEI)
        assert f"on the rubric this year: {len(open_)} items" in asked_for
        assert f"{len(open_) - 1} items have no level of yours yet." in asked_for
