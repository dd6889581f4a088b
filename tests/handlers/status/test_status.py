"""`/sel status` and `/sel chart`: what each reader sees of the year, and what nobody is shown."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.card import Card, Chart
from handlers.kit.card_pages import words_on
from handlers.kit.form import Note, Pick
from handlers.kit.reply import Then
from handlers.kit.words import plain
from handlers.status.overview import phase_words
from handlers.status.routes import feature
from pdsa.checkin import CheckIn, Went
from pdsa.cycle import Cycle
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.picture import Picture, RunChart, Weeks
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, MARIBEL, RUTH, STRANGER, TOMASZ, WEI


async def checked_in(desk: Desk, code: str, email: str, week: date, went: Went = Went.PARTLY, **values: Any) -> None:
    person = await desk.person(email)
    async with desk.store(writes=True, actor=person.id) as store:
        await store.checkins.put(CheckIn(code, week, person.id, went, desk.at, **values))


async def reflected(desk: Desk, code: str, email: str, **values: Any) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        await store.learning.reflect(
            Reflection(code, person.id, desk.at, "It ran late", Held.PARTLY, "Ask the bus office", **values)
        )


async def decided(desk: Desk, code: str, email: str, *, confirmed: bool) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        await store.learning.propose(
            strategy=code, path=Way.EXPAND, reason="People ask for it", next_step="Open a second site", owner=WEI,
            due=date(2027, 8, 16), evidence="", by=person.id, confirmed=confirmed,
        )  # fmt: skip


def pictures(card: Card) -> list[Picture]:
    return [part.picture for part in card.parts if isinstance(part, Chart)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 8, 3), "The school year begins on Mon 17 Aug."),
        (date(2026, 8, 17), "We are in PLAN: we settle goals, strategies and what we expect of them. Until Fri 25 Sep, "
                            "39 days left."),
        (date(2026, 11, 5), "We are in DO: we do what we planned, and say as we go how it went."),
        (date(2027, 5, 20), "Until Fri 21 May, 1 day left."),
        (date(2027, 6, 4), "We are in ACT: we decide how each strategy goes on. Until Fri 4 Jun, today is its last"),
        (date(2027, 6, 20), "The school year ended on Fri 4 Jun."),
    ],
)  # fmt: skip
async def test_the_phase_in_words(desk: Desk, day: date, said: str) -> None:
    async with desk.store() as store:
        cycle = store.cycle
    assert isinstance(cycle, Cycle)
    assert said in plain(phase_words(cycle, day))


async def test_a_member_sees_what_waits_and_every_strategy(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "status")
    said = text(card)
    assert said.startswith("Riverbend Unified School District, 2026-27\nWe are in DO")
    assert "Waiting for you\n• After-school and virtual workshops, six a term has no word yet for this week." in said
    assert "After-school and virtual workshops, six a term: no word yet" in said
    assert "Listening sessions on the draft, two with students: begins Mon 11 Jan" in said
    assert routes_of(card) == ["checkin", "status.written", "status.choose", "status.more", "context"]
    assert "Waiting for others" not in said


async def test_nothing_waits(desk: Desk) -> None:
    await checked_in(desk, "S6", WEI, date(2026, 11, 5))
    assert "Nothing waits for you." in text(await desk.card(WEI, "status"))


async def test_as_many_at_a_time_as_can_be_read(desk: Desk) -> None:
    first = await desk.card(WEI, "status")
    (more,) = [each for each in buttons_of(first) if each.route == "status.more"]
    assert more.label == f"{12 - int(more.value)} more"
    assert words_on(first.parts) <= 160
    said = text(await desk.card(WEI, "status.more", value="10"))
    assert "Calm corner" in said
    assert "Restorative conversation" in said
    assert "workshops" not in said
    for odd in ("", "-3", "999", "x"):
        assert "workshops" in text(await desk.card(WEI, "status.more", value=odd))


async def test_last_word_and_direction(desk: Desk) -> None:
    first = date(2026, 9, 10)
    for n in range(8):
        went = Went.AS_PLANNED if n > 3 else Went.NOT
        await checked_in(desk, "S3", "h.eriksen@riverbend.example", first + timedelta(weeks=n), went)
    line = "Five-minute adult practice at the start of staff meetings: as planned (Thu 29 Oct). Lately closer"
    assert line in text(await desk.card(WEI, "status"))
    outside = text(await desk.card(BERNADETTE, "status"))
    assert "Five-minute adult practice at the start of staff meetings: under way" in outside
    assert "Thu 29 Oct" not in outside


async def test_what_is_over_has_no_direction_any_more(desk: Desk) -> None:
    await checked_in(desk, "S5", DEVON, date(2026, 12, 17), Went.PARTLY)
    desk.at = moment("2027-04-20 15:00")
    said = text(await desk.card(WEI, "status"))
    assert "One calendar for all requests that go to schools: partly (Thu 17 Dec). It ended Fri 18 Dec." in said
    assert "Teacher working group drafts grade-band standards: ended Fri 19 Mar without a word" in said


async def test_what_is_dated_later_does_not_show(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, date(2027, 4, 15), Went.NOT, well="Later")
    assert "Thu 15 Apr" not in text(await desk.card(ANA_LUCIA, "status"))
    assert "No check-ins yet." in text(await desk.card(ANA_LUCIA, "status", "S1"))


async def test_leads_see_what_waits_for_whom_without_a_grade(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, date(2026, 11, 5))
    now, desk.at = desk.at, moment("2026-10-30 10:00")
    await checked_in(desk, "S5", DEVON, date(2026, 10, 29))
    desk.at = now
    said = text(await desk.card(MARIBEL, "status"))
    assert "Waiting for others\n• Some strategies have no word yet: those of Devon Achterberg" in said
    assert "Ana-Lucía" not in said.split("Strategies")[0].split("Not met")[0]
    assert "behind" not in said
    desk.at = moment("2027-05-25 10:00")
    later = text(await desk.card(MARIBEL, "status"))
    assert "12 strategies have no reflection yet" in later


async def test_people_away_are_not_counted(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for person in await store.people.all():
            if person.email != MARIBEL:
                await store.people.set_away(person, date(2026, 11, 1), date(2026, 11, 20))
    assert "Waiting for others" not in text(await desk.card(MARIBEL, "status"))


async def test_leads_see_what_could_not_be_delivered(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.outbox.write(Draft("checkin", f"2026-11-0{n}", desk.at, wei.id) for n in (1, 2, 3))
        reasons = iter(("has no chat account under that e-mail", "no longer wanted", "away"))
        while claims := await store.outbox.claim("here", 5, timedelta(seconds=9), 100.0):
            for claim in claims:
                await store.outbox.rest(claim.notification, next(reasons))
    said = text(await desk.card(MARIBEL, "status"))
    assert "Not reached\n• Wei Chen: has no chat account under that e-mail (1 message)." in said
    assert "no longer wanted" not in said
    assert "Not met in chat yet: Maribel Ortega, Devon Achterberg" in said
    assert "Not reached" not in text(await desk.card(WEI, "status"))


async def test_a_proposal_waits_for_a_lead(desk: Desk) -> None:
    await decided(desk, "S6", WEI, confirmed=False)
    card = await desk.card(MARIBEL, "status")
    assert "A decision on Teacher working group drafts grade-band standards waits for a lead." in text(card)
    assert ("decide", "S6") in [(each.route, each.value) for each in buttons_of(card)]


async def test_observers_read_and_nothing_waits_for_them(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, date(2026, 11, 5), Went.NOT, in_way="No buses", quotable=True)
    card = await desk.card(BERNADETTE, "status")
    assert "Waits" not in text(card)
    assert "Nothing waits" not in text(card)
    one = text(await desk.card(BERNADETTE, "status", "S1"))
    assert "60% of staff attend at least two by April" in one
    assert "check-in (" not in one
    assert "How its weeks go is for those who work on it." in one
    assert "No buses" not in one
    assert routes_of(await desk.card(BERNADETTE, "status", "S1")) == ["status"]


async def test_a_school_reads_its_own_and_the_districts(desk: Desk) -> None:
    said = text(await desk.card(RUTH, "status"))
    assert "Calm corner" in said
    assert "After-school and virtual workshops" in said
    assert "Advisory groups" not in said
    with pytest.raises(Refusal, match="not open to you here"):
        await desk.enter(RUTH, "status.one", answers={"strategy": "S10"})
    with pytest.raises(Refusal, match="not open to you here"):
        await desk.enter(RUTH, "status.history", value="S10")


async def test_one_strategy_in_detail(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, date(2026, 10, 29), well="Twelve came", in_way="No buses")
    await checked_in(desk, "S1", ANA_LUCIA, date(2026, 11, 5), Went.AS_PLANNED, well="Twenty came", quotable=True)
    await reflected(desk, "S1", ANA_LUCIA)
    await decided(desk, "S1", ANA_LUCIA, confirmed=True)
    card = await desk.card(ANA_LUCIA, "status", "S1")
    said = text(card)
    for each in (
        "Goal: Build a menu of professional learning that staff can attend and use",
        "Owner: Ana-Lucía Peña",
        "Dates: Mon 14 Sep to Fri 30 Apr",
        "“60% of staff attend at least two by April”",
        "2 check-ins (1 as planned, 1 partly). Too early to see a direction.",
        "“Twelve came” (Thu 29 Oct)",
        "“No buses” (Thu 29 Oct)",
        "Looked back at on Thu 5 Nov. Did the prediction hold? Partly.",
        "“Ask the bus office”",
        "Decided on Thu 5 Nov: expand.",
        "Next: Open a second site (Wei Chen, Mon 16 Aug)",
    ):
        assert each in said
    (weeks,) = pictures(card)
    assert isinstance(weeks, Weeks)
    assert [(each.label, each.route, each.value) for each in buttons_of(card)] == [
        ("Check in", "checkin", "S1"),
        ("Reflect", "reflect", "S1"),
        ("Decide", "decide", "S1"),
        ("Small cycles", "cycle", "S1"),
        ("History", "status.history", "S1"),
    ]
    other = text(await desk.card(WEI, "status", "S1"))
    assert "Twenty came" in other
    for private in ("Twelve came", "No buses", "Ask the bus office", "People ask for it"):
        assert private not in other
    assert "Twelve came" in text(await desk.card(MARIBEL, "status", "S1"))


async def test_words_lead_to_a_strategy_or_a_choice(desk: Desk) -> None:
    assert "Home-language SEL evenings" in text(await desk.card(WEI, "status", "evenings meals"))
    form = await desk.form(WEI, "status", "monthly")
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert [option.value for option in pick.options] == ["S4", "S9"]
    assert "After-school" in text(await desk.card(WEI, form.route, answers={"strategy": "S1"}))
    form = await desk.form(WEI, "status.choose")
    assert not [each for each in form.fields if isinstance(each, Note)]


async def test_history_is_for_its_author_and_the_leads(desk: Desk) -> None:
    week = date(2026, 10, 29)
    await checked_in(desk, "S1", ANA_LUCIA, week, Went.NOT, in_way="No buses")
    await checked_in(desk, "S1", ANA_LUCIA, week, Went.PARTLY)
    await reflected(desk, "S1", ANA_LUCIA)
    await reflected(desk, "S1", ANA_LUCIA)
    for reader in (ANA_LUCIA, MARIBEL):
        said = text(await desk.card(reader, "status.history", value="S1"))
        assert "Week of Thu 29 Oct, changed Thu 5 Nov. Before: not done; No buses" in said
        assert "Looked back at on Thu 5 Nov: partly. Ask the bus office" in said
    other = text(await desk.card(WEI, "status.history", value="S1"))
    assert "Nothing was changed that you may read." in other
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "status.history", value="S1")


async def test_charts_of_a_goals_measure(desk: Desk) -> None:
    card = await desk.card(BERNADETTE, "chart", "G8")
    (chart,) = pictures(card)
    assert isinstance(chart, RunChart)
    assert chart.dots[-1].day == date(2026, 10, 30), "nothing after today"
    assert chart.target is not None
    assert chart.title == "Office referrals per 100 students per week, Mesa Verde Middle School"
    assert "From 4.2 to 4.12 (latest, Fri 30 Oct), the goal is 3. It moved around its typical " in text(card)
    assert "11 points from Fri 21 Aug to Fri 30 Oct. Latest 4.12. Typical: 4.14. Goal 3." in chart.alt
    (trusted,) = pictures(await desk.card(WEI, "chart", "trusted adult"))
    assert isinstance(trusted, RunChart)
    assert trusted.note == "1 of the 10 points we need: too early to say."
    assert trusted.dots[0].label == "61%"


async def test_a_small_group_never_gets_a_chart(desk: Desk) -> None:
    desk.at = moment("2027-05-25 10:00")
    (chart,) = pictures(await desk.card(MARIBEL, "chart", "G7"))
    assert isinstance(chart, RunChart)
    assert [dot.label for dot in chart.dots] == ["61%", "63%"]
    assert chart.title == "Students who name a trusted adult", "the whole district needs no name"


async def test_the_chart_of_a_strategys_own_numbers(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, measure="Staff who came (%)"))
    for n in range(3):
        await checked_in(desk, "S1", ANA_LUCIA, date(2026, 10, 15) + timedelta(weeks=n), number=30.0 + n)
    card = await desk.card(WEI, "chart", "S1")
    weeks, numbers = pictures(card)
    assert isinstance(weeks, Weeks)
    assert isinstance(numbers, RunChart)
    assert "From 30% to 32% (latest, Thu 29 Oct). 3 of the 10 points" in text(card)
    assert "3 points from Thu 15 Oct to Thu 29 Oct. Latest 32%." in numbers.alt
    with pytest.raises(Refusal, match="nothing to draw"):
        await desk.enter(BERNADETTE, "chart", "S1")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", ""), ("monthly", "“monthly” fits more than one."), ("<@U1>", "cannot tell which one “<@U1>” means")],
)
async def test_a_chart_of_what(desk: Desk, typed: str, said: str) -> None:
    form = await desk.form(WEI, "chart", typed)
    assert said in "".join(plain(each.words) for each in form.fields if isinstance(each, Note))
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert [option.value for option in pick.options][-1].startswith("strategy:")
    chosen = next(o.value for o in pick.options if typed != "" or o.label.startswith("Office referrals"))
    if not typed:
        (chart,) = pictures(await desk.card(WEI, form.route, answers={"which": chosen}))
        assert chart.title.startswith("Office referrals per 100 students")


async def test_an_empty_plan(tmp_path: Path, plan: Plan) -> None:
    empty = replace(plan, strategies=(), goals=(), links=(), observations=())
    async with open_desk(tmp_path, feature, empty) as desk:
        said = text(await desk.card(MARIBEL, "status"))
        assert "Start waits to be pressed: nobody is messaged before." in said
        assert "The plan has no strategies yet." in said
        for route, words in (("status", "S1"), ("chart", ""), ("status.choose", "")):
            with pytest.raises(Refusal):
                await desk.enter(MARIBEL, route, words)


async def test_a_hundred_strategies_stay_one_message(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(100, 200):
            await store.plans.put_strategy(Strategy(f"X{n}", "G2", f"Circle {n} " + "x" * 290, WEI))
    for reader in (WEI, DEVON, TOMASZ, KOFI):
        card = await desk.card(reader, "status")
        assert len(card.parts) < 20
        assert len(text(card)) < 12_000


async def test_a_guest_is_no_reader_of_sentences(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, date(2026, 11, 5), in_way="No buses", quotable=True)
    assert "No buses" not in text(await desk.card(STRANGER, "status", "S1"))


async def test_a_goals_code_leads_to_the_plan(desk: Desk) -> None:
    assert await desk.enter(MARIBEL, "status", "g2") == [Then("plan", "g2")]
