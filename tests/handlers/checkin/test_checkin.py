"""The weekly question answered: taps, notes, late and changed answers, skipping, and who may."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.checkin.cards import offer
from handlers.checkin.routes import feature
from handlers.checkin.week_question import WeekQuestion
from handlers.kit.card import Buttons, Card
from handlers.kit.card_pages import as_text
from handlers.kit.form import More, Number, Pick
from pdsa.cadence import occasion
from pdsa.checkin import CheckIn, Went
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from tests.handlers.checkin.thursday import WEEK, change, kept, send, tap
from tests.handlers.desk import Desk, buttons_of, fields, moment, routes_of, text
from tests.handlers.notifications import goes_to, notification, shown, stale
from tests.pdsa.riverbend_year import CYCLE
from tests.people import ANA_LUCIA, DEVON, KOFI, SIOBHAN


async def test_the_question_names_the_strategy_and_has_four_buttons(desk: Desk) -> None:
    assert (await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)).splitlines() == [
        "How did After-school and virtual workshops, six a term go this week?",
        "[As planned] [Partly] [Not this week] [Nothing was due]",
        "One tap keeps it. A note is welcome, never required.",
    ]


async def test_one_tap_keeps_it_and_the_question_turns_into_what_was_said(desk: Desk) -> None:
    card = await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    assert text(card).splitlines() == [
        "After-school and virtual workshops, six a term, this week. Kept: partly. What got in the way, or what helped?",
        "[Add a sentence] [Ask for help] [Edit]",
    ]
    answer = await kept(desk)
    assert (answer.went, answer.late, answer.well) == (Went.PARTLY, False, "")
    assert await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA) == text(card)


async def test_three_taps_and_a_sentence_suffice(desk: Desk) -> None:
    card = await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    form = await desk.form(ANA_LUCIA, "checkin.note", value=buttons_of(card)[0].value)
    assert list(fields(form)) == ["note"]
    assert form.focus == "note"
    await send(desk, ANA_LUCIA, form, note="Two trainers were ill")
    answer = await kept(desk)
    assert (answer.went, answer.in_way) == (Went.PARTLY, "Two trainers were ill")
    seen = await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)
    assert "Kept: partly." in seen
    assert "Got in the way: Two trainers were ill" in seen
    assert "[Ask for help] [Edit]" in seen
    assert "Add a sentence" not in seen


async def test_sentences_of_one_week_are_told_from_each_other(desk: Desk) -> None:
    card = await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    form = await desk.form(ANA_LUCIA, "checkin.note", value=buttons_of(card)[0].value)
    await send(desk, ANA_LUCIA, form, note="Two trainers were ill\nOnly two groups met")
    assert (await kept(desk)).in_way == "Two trainers were ill\nOnly two groups met"
    seen = await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)
    assert "Got in the way: Two trainers were ill / Only two groups met" in seen


async def test_the_rest_is_behind_more_and_keeps_what_was_written(desk: Desk) -> None:
    card = await tap(desk, ANA_LUCIA, "S1", Went.AS_PLANNED)
    short = await desk.form(ANA_LUCIA, "checkin.note", value=buttons_of(card)[0].value)
    more = next(each for each in short.fields if isinstance(each, More))
    form = await desk.form(ANA_LUCIA, more.route, value=more.value, answers={"note": "The new room"}, carry=short.carry)
    assert list(fields(form)) == ["well", "in_way", "help", "quotable"]
    assert fields(form)["well"].text == "The new room"  # type: ignore[attr-defined]
    await send(desk, ANA_LUCIA, form, well="The new room", quotable=True)
    answer = await kept(desk)
    assert (answer.went, answer.well, answer.quotable) == (Went.AS_PLANNED, "The new room", True)


async def test_an_answer_can_be_changed_and_its_history_stays(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    form = await desk.form(ANA_LUCIA, "checkin.edit", value=f"S1:{WEEK}")
    assert fields(form)["went"].chosen == "partly"  # type: ignore[attr-defined]
    await send(desk, ANA_LUCIA, form, went="as planned", well="It worked out after all")
    assert (await kept(desk)).edited_at is not None
    async with desk.store() as store:
        trail = await store.trail(f"S1 {WEEK}")
    assert [after["went"] for *_rest, after in trail if isinstance(after, dict)] == ["partly", "as planned"]


async def test_the_same_tap_twice_is_one_answer(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    assert (await kept(desk)).edited_at is None


async def test_until_the_second_school_day_ends_an_answer_is_in_time(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-09-28 23:59")
    assert "came after" not in text(await tap(desk, ANA_LUCIA, "S1", Went.PARTLY))
    await goes_to(desk, feature, "2026-09-29 00:00")
    assert "It came after its week and is marked so; it counts all the same." in text(
        await tap(desk, DEVON, "S4", Went.PARTLY)
    )


async def test_an_old_button_still_works_weeks_later(desk: Desk) -> None:
    desk.at = moment("2026-10-15 10:00")
    card = await tap(desk, ANA_LUCIA, "S1", Went.AS_PLANNED)
    assert "in the week of Mon 21 Sep. Kept: as planned. It came after its week" in text(card)
    assert (await kept(desk)).late
    form = await desk.form(ANA_LUCIA, "checkin.edit", value=f"S1:{WEEK}")
    await send(desk, ANA_LUCIA, form, went="partly")
    assert (await kept(desk)).late


async def test_two_strategies_stand_in_one_message(desk: Desk) -> None:
    card = await tap(desk, DEVON, "S5", Went.NOT)
    seen = text(card).splitlines()
    assert seen[0].startswith("How did Monthly planning table")
    assert seen[2].startswith("One calendar for all requests that go to schools, this week. Kept: not this week.")
    await tap(desk, DEVON, "S4", Went.AS_PLANNED)
    assert "How did" not in await shown(desk, feature, "checkin", str(WEEK), DEVON)


async def test_past_five_the_rest_stands_behind_a_button(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(30, 42):
            title = f"Strategy {n} " + "long " * 50
            await store.plans.put_strategy(Strategy(f"S{n}", "G2", title, SIOBHAN, WEEK, date(2027, 5, 1), "It helps"))
    await goes_to(desk, feature, "2026-10-01 14:00")
    seen = await shown(desk, feature, "checkin", "2026-10-01", SIOBHAN)
    assert (seen.count("[As planned]"), seen.splitlines()[-1]) == (5, "[More (7 strategies)]")
    second = await desk.card(SIOBHAN, "checkin.more", value="2026-10-01:1")
    assert (text(second).count("[As planned]"), buttons_of(second)[-1].label) == (5, "More (2 strategies)")
    third = await desk.card(SIOBHAN, "checkin.more", value=buttons_of(second)[-1].value)
    assert (text(third).count("[As planned]"), routes_of(third).count("checkin.more")) == (2, 0)
    after = await tap(desk, SIOBHAN, "S41", Went.PARTLY, date(2026, 10, 1))
    assert "How did Strategy 40" in text(after)
    assert "Strategy 41" in text(after)
    assert "Strategy 39" not in text(after)
    for card in (second, third, after):
        assert len(card.parts) < 50
        assert len(text(card)) < 12_000


@pytest.mark.parametrize(
    ("times", "rhythm", "offered"),
    [
        (3, "", ["Every second week", "Monthly"]),
        (4, "", ["Monthly", "Every term"]),
        (6, "", ["Every term"]),
        (9, "", ["Every term"]),
        (4, "every second week", ["Every term"]),
    ],
)
def test_less_often_is_less_than_it_comes_by_now(times: int, rhythm: str, offered: list[str]) -> None:
    strategy = Strategy("S1", "G2", "Circles", SIOBHAN, WEEK, date(2027, 5, 1), "It helps", rhythm=rhythm)
    _words, row = offer(WeekQuestion(strategy, WEEK, occasion=occasion(strategy, WEEK, CYCLE)), times)
    assert isinstance(row, Buttons)
    assert [each.label for each in row.buttons] == [*offered, "Pause", "It went as planned"]


async def test_the_last_question_about_a_strategy_asks_how_it_went_and_not_how_often(desk: Desk) -> None:
    seen = {}
    for day in ("2026-09-24", "2026-10-01", "2026-10-08", "2026-10-15", "2026-12-10"):
        await goes_to(desk, feature, f"{day} 14:00")
        seen[day] = await shown(desk, feature, "checkin", day, DEVON)
    assert "I have asked three times about One calendar" in seen["2026-10-15"]
    assert "How did One calendar for all requests that go to schools go this week?" in seen["2026-12-10"]


async def test_what_was_answered_before_the_question_is_not_asked_again(desk: Desk) -> None:
    desk.at = desk.at.replace(month=10, day=26)
    async with desk.store(writes=True) as store:
        for code, email in (("S1", ANA_LUCIA), ("S4", DEVON)):
            member = await store.people.by_email(email)
            assert member is not None
            await store.checkins.put(CheckIn(code, date(2026, 10, 29), member.id, Went.PARTLY, store.now))
    handled = await goes_to(desk, feature, "2026-10-29 14:00")
    ana, devon = [await notification(desk, "checkin", "2026-10-29", email) for email in (ANA_LUCIA, DEVON)]
    assert handled[ana.key] is None
    seen = as_text(handled[devon.key] or Card(()))
    assert "I have asked 4 times about One calendar" in seen
    assert "Monthly planning table of curriculum, equity, special education and SEL, in October. Kept: partly." in seen


async def test_the_reminder_counts_what_has_no_word_and_comes_once(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    handled = await goes_to(desk, feature, "2026-09-30 09:00")
    assert len([key for key in handled if key.startswith("nudge")]) == 6 - 1
    assert (await shown(desk, feature, "nudge", str(WEEK), DEVON)).splitlines() == [
        "No rush: 2 strategies of yours have no word yet.",
        "[Answer now] [Skip this time] [Later]",
    ]
    seen = await shown(desk, feature, "nudge", str(WEEK), "h.eriksen@riverbend.example")
    assert seen.startswith("No rush: Five-minute adult practice at the start of staff meetings has no word yet")


async def test_answer_now_opens_the_first_without_a_word_and_then_offers_the_next(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-09-28 10:00")
    form = await desk.form(DEVON, "checkin.answer", value=str(WEEK))
    (reply,) = await send(desk, DEVON, form, went="partly")
    assert "Monthly planning table" in as_text(reply.card)
    following = buttons_of(reply.card)[-1]
    assert following.label == "Next: One calendar for all requests that go to schools"
    assert await stale(desk) == {f"{kind}:{WEEK}:2" for kind in ("checkin", "nudge")}
    await send(desk, DEVON, await desk.form(DEVON, following.route, value=following.value), went="as planned")
    assert await shown(desk, feature, "nudge", str(WEEK), DEVON) == "Thank you: nothing here waits for you now."
    done = await desk.card(DEVON, "checkin.answer", value=str(WEEK))
    assert "Thank you" in text(done)


async def test_a_skipped_week_is_not_reminded_of_and_can_be_answered_after_all(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-09-28 10:00")
    card = await desk.card(ANA_LUCIA, "checkin.skip", value=str(WEEK))
    assert text(card).splitlines() == [
        "Skipped for last week: I won't ask for it again. The next question comes as always.",
        "[Answer after all]",
    ]
    async with desk.store() as store:
        assert await store.checkins.skipped(WEEK) == {5}
    await send(desk, ANA_LUCIA, await desk.form(ANA_LUCIA, "checkin.answer", value=str(WEEK)), went="partly")
    async with desk.store() as store:
        assert await store.checkins.skipped(WEEK) == set()


async def test_no_reminder_without_a_question_that_arrived_in_time(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
    desk.at = desk.at.replace(day=28)
    found = await notification(desk, "checkin", str(WEEK), ANA_LUCIA)
    nudge = replace(found, kind="nudge", key=f"nudge:{WEEK}:{ana.id}", sent_at=None)
    async with desk.store() as store:
        assert await feature.notifications["nudge"](nudge, store) is not None
        stranger = replace(nudge, member=replace(ana, id=99))
        assert await feature.notifications["nudge"](stranger, store) is None
    desk.at = desk.at.replace(day=25, hour=3)  # the question is some hours old
    async with desk.store() as store:
        assert await feature.notifications["nudge"](nudge, store) is None


async def test_one_strategy_opens_its_form_at_once(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    assert form.carry["asked"] == f"S1:{WEEK}"
    assert list(fields(form)) == ["went", "well", "in_way", "help", "quotable"]


async def test_the_form_means_this_weeks_question_once_the_last_is_answered(desk: Desk) -> None:
    desk.at = desk.at.replace(day=29)
    assert (await desk.form(ANA_LUCIA, "checkin")).carry["asked"] == f"S1:{WEEK}"
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    assert (await desk.form(ANA_LUCIA, "checkin")).carry["asked"] == "S1:2026-10-01"


async def test_a_lead_chooses_among_all_and_their_own_come_first(desk: Desk) -> None:
    form = await desk.form(DEVON, "checkin")
    pick = fields(form)["asked"]
    assert isinstance(pick, Pick)
    assert [option.value.split(":")[0] for option in pick.options][:3] == ["S4", "S5", "S1"]
    assert pick.options[2].label.startswith("Ana-Lucía Peña: After-school")
    (reply,) = await desk.enter(DEVON, form.route, answers={"asked": pick.options[1].value})
    assert reply.form.carry["asked"] == f"S5:{WEEK}"


async def test_a_code_opens_that_strategys_form(desk: Desk) -> None:
    assert (await desk.form(DEVON, "checkin", "s5")).carry["asked"] == f"S5:{WEEK}"
    assert (await desk.form(DEVON, "checkin", value="S1")).carry["asked"] == f"S1:{WEEK}"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (SIOBHAN, "You own no strategy in this year's plan"),
        (KOFI, "starts on Mon 5 Oct. I'll ask about it on Thu 29 Oct"),
    ],
)
async def test_nothing_to_answer_is_said_with_what_comes_next(desk: Desk, email: str, words: str) -> None:
    desk.at = desk.at.replace(day=25)
    assert words in text(await desk.card(email, "checkin"))


async def test_a_break_and_the_years_end_are_said_too(desk: Desk) -> None:
    await change(desk, "S5", owner=SIOBHAN, start=date(2026, 11, 27))
    desk.at = moment("2026-11-27 12:00")
    seen = text(await desk.card(SIOBHAN, "checkin"))
    assert "The next one, about One calendar for all requests that go to schools, comes on Thu 3 Dec." in seen
    desk.at = moment("2027-02-01 12:00")
    assert "No more questions come this year." in text(await desk.card(SIOBHAN, "checkin"))


async def test_a_number_is_asked_for_where_the_strategy_has_a_measure(desk: Desk) -> None:
    await change(desk, "S1", measure="Staff at the workshop")
    form = await desk.form(ANA_LUCIA, "checkin")
    number = fields(form)["number"]
    assert isinstance(number, Number)
    assert number.label == "Staff at the workshop"
    with pytest.raises(Refusal) as refused:
        await send(desk, ANA_LUCIA, form, went="partly", number="many")
    assert refused.value.field == "number"
    await send(desk, ANA_LUCIA, form, went="partly", number="38,5")
    assert (await kept(desk)).number == 38.5
    assert "Staff at the workshop: 38.5" in await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)


async def test_without_an_answer_the_form_says_what_it_needs(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    for went in (None, "", "splendid"):
        with pytest.raises(Refusal) as refused:
            await send(desk, ANA_LUCIA, form, went=went, well="All is well")
        assert refused.value.field == "went"
