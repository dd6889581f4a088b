"""The weekly question answered: taps, notes, late and changed answers, skipping, and who may."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.checkin.doors import feature
from handlers.kit.card import Card
from handlers.kit.form import Form, Line, Number, Pick
from handlers.kit.plain import as_text
from handlers.kit.reply import Nothing, Replace, Say
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.plan import Plan
from tests.handlers.copies import open_copy, prepared
from tests.handlers.desk import Desk, buttons_of, doors_of, fields, moment, text
from tests.handlers.letters import goes_to, letter, shown, stale
from tests.people import ANA_LUCIA, DEVON, KOFI, MARIBEL, PRIYA, SIOBHAN, WEI

WEEK = date(2026, 9, 24)
THURSDAY = "2026-09-24 14:00"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    async def prepare(desk: Desk) -> None:
        await desk.start()
        await goes_to(desk, feature, THURSDAY)

    return prepared(tmp_path_factory.mktemp("asked"), feature, plan, "2026-09-22 08:00", prepare)


@pytest.fixture
async def desk(tmp_path: Path, asked: Path) -> AsyncIterator[Desk]:
    """Riverbend on a Thursday at two: the week's questions have just gone out."""
    async with open_copy(asked, tmp_path, feature, THURSDAY) as made:
        yield made


async def kept(desk: Desk, code: str = "S1", week: date = WEEK) -> CheckIn:
    async with desk.store() as store:
        found = await store.checkins.one(code, week)
    assert found is not None
    return found


async def tap(desk: Desk, email: str, code: str, went: Went, week: date = WEEK) -> Card:
    (reply,) = await desk.enter(email, "checkin.tap", value=f"{code}:{week}:{went.value}")
    assert isinstance(reply, Replace)
    return reply.card


async def send(desk: Desk, email: str, form: Form, **answers: Any) -> list[Any]:
    return await desk.enter(email, form.door, answers=answers, carry=form.carry)


async def change(desk: Desk, code: str, **values: Any) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy(code)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, **values))


async def test_the_question_names_the_strategy_and_has_three_buttons(desk: Desk) -> None:
    assert (await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)).splitlines() == [
        "How did After-school and virtual workshops, six a term go this week?",
        "[As planned] [Partly] [Not this week]",
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
    await send(desk, ANA_LUCIA, form, went="partly", in_way="Two trainers were ill")
    answer = await kept(desk)
    assert (answer.went, answer.in_way) == (Went.PARTLY, "Two trainers were ill")
    seen = await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)
    assert "Kept: partly." in seen
    assert "Got in the way: Two trainers were ill" in seen
    assert "[Ask for help] [Edit]" in seen
    assert "Add a sentence" not in seen


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
            await store.plans.put_strategy(Strategy(f"S{n}", "G2", title, SIOBHAN, WEEK, date(2027, 5, 1)))
    await goes_to(desk, feature, "2026-10-01 14:00")
    seen = await shown(desk, feature, "checkin", "2026-10-01", SIOBHAN)
    assert (seen.count("[As planned]"), seen.splitlines()[-1]) == (5, "[More (7 strategies)]")
    second = await desk.card(SIOBHAN, "checkin.more", value="2026-10-01:1")
    assert (text(second).count("[As planned]"), buttons_of(second)[-1].label) == (5, "More (2 strategies)")
    third = await desk.card(SIOBHAN, "checkin.more", value=buttons_of(second)[-1].value)
    assert (text(third).count("[As planned]"), doors_of(third).count("checkin.more")) == (2, 0)
    after = await tap(desk, SIOBHAN, "S41", Went.PARTLY, date(2026, 10, 1))
    assert "How did Strategy 40" in text(after)
    assert "Strategy 41" in text(after)
    assert "Strategy 39" not in text(after)
    for card in (second, third, after):
        assert len(card.parts) < 50
        assert len(text(card)) < 12_000


async def test_what_was_answered_before_the_question_is_not_asked_again(desk: Desk) -> None:
    desk.at = desk.at.replace(day=29)
    async with desk.store(writes=True) as store:
        for code, email in (("S1", ANA_LUCIA), ("S4", DEVON)):
            member = await store.people.by_email(email)
            assert member is not None
            await store.checkins.put(CheckIn(code, date(2026, 10, 1), member.id, Went.PARTLY, store.now))
    handled = await goes_to(desk, feature, "2026-10-01 14:00")
    ana, devon = [await letter(desk, "checkin", "2026-10-01", email) for email in (ANA_LUCIA, DEVON)]
    assert handled[ana.key] is None
    seen = as_text(handled[devon.key] or Card(()))
    assert "How did One calendar" in seen
    assert "Monthly planning table of curriculum, equity, special education and SEL, this week. Kept: partly." in seen


async def test_the_reminder_counts_what_has_no_word_and_comes_once(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    handled = await goes_to(desk, feature, "2026-09-30 09:00")
    assert len([key for key in handled if key.startswith("nudge")]) == 6 - 1
    assert (await shown(desk, feature, "nudge", str(WEEK), DEVON)).splitlines() == [
        "No rush: 2 strategies of yours have no word yet for last week.",
        "[Answer now] [Skip this week]",
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
    await send(desk, DEVON, await desk.form(DEVON, following.door, value=following.value), went="as planned")
    assert await shown(desk, feature, "nudge", str(WEEK), DEVON) == (
        "Thank you: your strategies have their word for last week."
    )
    done = await desk.card(DEVON, "checkin.answer", value=str(WEEK))
    assert "Thank you" in text(done)


async def test_a_skipped_week_is_not_reminded_of_and_can_be_answered_after_all(desk: Desk) -> None:
    await goes_to(desk, feature, "2026-09-28 10:00")
    card = await desk.card(ANA_LUCIA, "checkin.skip", value=str(WEEK))
    assert text(card).splitlines() == ["Skipped for last week. I won't ask about it again.", "[Answer after all]"]
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
    found = await letter(desk, "checkin", str(WEEK), ANA_LUCIA)
    nudge = replace(found, kind="nudge", key=f"nudge:{WEEK}:{ana.id}", sent_at=None)
    async with desk.store() as store:
        assert await feature.letters["nudge"](nudge, store) is not None
        stranger = replace(nudge, member=replace(ana, id=99))
        assert await feature.letters["nudge"](stranger, store) is None
    desk.at = desk.at.replace(day=25, hour=3)  # the question is some hours old
    async with desk.store() as store:
        assert await feature.letters["nudge"](nudge, store) is None


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
    (reply,) = await desk.enter(DEVON, form.door, answers={"asked": pick.options[1].value})
    assert reply.form.carry["asked"] == f"S5:{WEEK}"


async def test_a_code_opens_that_strategys_form(desk: Desk) -> None:
    assert (await desk.form(DEVON, "checkin", "s5")).carry["asked"] == f"S5:{WEEK}"
    assert (await desk.form(DEVON, "checkin", value="S1")).carry["asked"] == f"S1:{WEEK}"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (SIOBHAN, "You own no strategy in this year's plan"),
        (KOFI, "starts on Mon 5 Oct. I'll ask about it on Thu 8 Oct"),
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


async def test_who_does_not_own_it_any_more_is_told_who_does(desk: Desk) -> None:
    await change(desk, "S1", owner=WEI)
    with pytest.raises(NotAllowed, match="belongs to Wei Chen by now, who can answer for it"):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    await change(desk, "S1", owner="")
    with pytest.raises(NotAllowed, match="is not yours by now"):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)


async def test_who_answered_can_still_change_that_after_handing_over(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    await change(desk, "S1", owner=WEI)
    await tap(desk, ANA_LUCIA, "S1", Went.NOT)
    assert (await kept(desk)).went is Went.NOT


@pytest.mark.parametrize(
    ("values", "week", "words"),
    [
        ({"start": date(2026, 10, 5)}, WEEK, "starts on Mon 5 Oct: there is nothing to say about it this week yet"),
        ({"end": date(2026, 9, 18)}, WEEK, "ended on Fri 18 Sep. What it taught you belongs into `reflect`"),
        ({"start": None}, WEEK, "has no start date yet. `plan` takes one"),
    ],
)
async def test_a_week_outside_the_strategy_is_declined_with_the_reason(
    desk: Desk, values: dict[str, Any], week: date, words: str
) -> None:
    await change(desk, "S1", **values)
    with pytest.raises(Refusal, match=words):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY, week)


async def test_what_was_set_aside_or_never_was_is_declined(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.drop("strategy", "S1")
    for value, words in (
        (f"S1:{WEEK}:partly", "no longer in the plan"),
        (f"S99:{WEEK}:partly", "do not find that strategy"),
        ("S1:yesterday:partly", "leads nowhere"),
        ("", "leads nowhere"),
    ):
        with pytest.raises(Refusal, match=words):
            await desk.enter(ANA_LUCIA, "checkin.tap", value=value)


async def test_a_lead_answers_for_somebody_whose_message_then_shows_it_without_the_sentences(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "checkin", "S1")
    await send(desk, MARIBEL, form, went="partly", in_way="She is ill; I looked in")
    assert f"checkin:{WEEK}:5" in await stale(desk)
    seen = await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)
    assert "Kept: partly. Maribel Ortega said so." in seen
    assert "She is ill" not in seen
    own = await desk.form(ANA_LUCIA, "checkin.edit", value=f"S1:{WEEK}")
    line = fields(own)["in_way"]
    assert isinstance(line, Line)
    assert line.text == ""
    await send(desk, ANA_LUCIA, own, went="as planned")
    assert (await kept(desk)).in_way == "She is ill; I looked in"  # an empty form takes nothing away
    await send(desk, ANA_LUCIA, own, went="as planned", well="Back again, and it went on")
    answer = await kept(desk)
    assert (answer.member, answer.well, answer.in_way) == (5, "Back again, and it went on", "")


async def test_a_lead_may_correct_the_tap_and_not_put_words_into_somebodys_mouth(desk: Desk) -> None:
    own = await desk.form(ANA_LUCIA, "checkin")
    await send(desk, ANA_LUCIA, own, went="partly", well="Forty came", quotable=True)
    form = await desk.form(MARIBEL, "checkin.edit", value=f"S1:{WEEK}")
    assert list(fields(form)) == ["went"]
    await send(desk, MARIBEL, form, went="as planned", well="A hundred came")
    answer = await kept(desk)
    assert (answer.went, answer.well, answer.member, answer.quotable) == (Went.AS_PLANNED, "Forty came", 5, True)


async def test_only_sentences_can_be_released(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    await send(desk, ANA_LUCIA, form, went="partly", help="A room", quotable=True)
    assert not (await kept(desk)).quotable


async def test_people_without_a_strategy_cannot_answer_for_others(desk: Desk) -> None:
    for door in ("checkin.note", "checkin.help", "checkin.edit"):
        with pytest.raises(NotAllowed, match="belongs to Ana-Lucía Peña"):
            await desk.enter(PRIYA, door, value=f"S1:{WEEK}")
    with pytest.raises(NotAllowed):
        await desk.enter(PRIYA, "checkin.keep", answers={"went": "partly"}, carry={"asked": f"S1:{WEEK}"})


async def test_the_form_opened_from_the_message_needs_no_second_word(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin.note", value=f"S1:{WEEK}")
    (said,) = await send(desk, ANA_LUCIA, form, went="partly")
    assert isinstance(said, Say)
    carry = {**form.carry, "quietly": "yes"}
    (quiet,) = await desk.enter(ANA_LUCIA, form.door, answers={"went": "not this week"}, carry=carry)
    assert isinstance(quiet, Nothing)
    assert f"checkin:{WEEK}:5" in await stale(desk)


async def test_peoples_words_stay_words(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    (reply,) = await send(desk, ANA_LUCIA, form, went="partly", well="*bold* {name} <!channel>")
    assert "Went well: *bold* {name} <!channel>" in as_text(reply.card)
