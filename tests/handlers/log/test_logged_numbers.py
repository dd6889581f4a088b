"""`/sel log`: a number for a measure, typed or asked for; its correction, its history, and who may see it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.form import Day, Line, Note, Number, Pick
from handlers.log.routes import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.measure_lookup import key_of
from pdsa.measures import Better, Every, Observation
from pdsa.plan import Plan
from storage.figures_of_year import known_measures
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, KOFI, MARIBEL, PRIYA, RUTH, SIOBHAN

REFERRALS = "Office referrals per 100 students per week"
SUPPORTED = "Staff who agree they can support SEL (%)"
MESA = "Mesa Verde Middle School"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        await made.start()
        made.at = moment("2026-11-05 16:00")
        yield made


async def logged(desk: Desk, who: str, measure: str, **answers: str) -> str:
    """What somebody hears who sends the form of a measure."""
    given = {"day": "2026-11-05", **answers}
    return text(await desk.card(who, "log.keep", answers=given, carry={"measure": measure}))


async def kept(desk: Desk, measure: str, day: date) -> Observation | None:
    async with desk.store() as store:
        found = await store.plans.observations(until=date.max)
    return next((each for each in found if (each.measure, each.day) == (measure, day)), None)


async def test_a_typed_number_fills_the_form_in(desk: Desk) -> None:
    form = await desk.form(PRIYA, "log", "referrals 4.2 2026-11-02 n=412")
    assert form.carry == {"measure": REFERRALS}
    asked = fields(form)
    assert isinstance(asked["value"], Line)
    assert asked["value"].text == "4.2"
    assert asked["day"] == Day("day", "Measured on", date(2026, 11, 2), optional=False)
    assert isinstance(asked["n"], Number)
    assert asked["n"].value == 412
    assert isinstance(asked["group"], Pick)
    assert asked["group"].chosen == key_of(MESA), "the group of the newest number"


async def test_a_number_is_kept_with_who_entered_it_and_what_the_series_says(desk: Desk) -> None:
    said = await logged(desk, PRIYA, REFERRALS, value="3,9", group=key_of(MESA), n="412", source="Office log")
    assert f"Kept: {REFERRALS}, 3.9 on Thu 5 Nov, {MESA}." in said
    assert "nothing shows that it changed (12 points)." in said
    async with desk.store() as store:
        entry = await store.measures.entries(REFERRALS, date.max)
        (mine,) = [each for each in entry if each.observation.day == date(2026, 11, 5)]
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        assert (mine.by, mine.at) == (priya.id, desk.at)
        assert mine.observation == Observation(REFERRALS, date(2026, 11, 5), 3.9, 412, MESA, "Office log")


async def test_a_correction_keeps_what_stood_there(desk: Desk) -> None:
    await logged(desk, PRIYA, REFERRALS, value="3.9", group=key_of(MESA))
    card = await desk.card(PRIYA, "log.keep", carry={"measure": REFERRALS},
                           answers={"day": "2026-11-05", "value": "4.1", "group": key_of(MESA)})  # fmt: skip
    assert "Before, it was 3.9. The earlier number stays in the history." in text(card)
    (correct,) = [each for each in buttons_of(card) if each.route == "log.change"]
    form = await desk.form(PRIYA, "log.change", value=correct.value)
    await desk.card(PRIYA, form.route, answers={"value": "4.4", "n": "400"}, carry=form.carry)
    history = text(await desk.card(PRIYA, "log.entry", answers={"entry": correct.value}))
    assert "Thu 5 Nov: Priya Raman entered 3.9" in history
    assert "Thu 5 Nov: Priya Raman changed 3.9 to 4.1" in history
    assert "Thu 5 Nov: Priya Raman changed 4.1 to 4.4 (n = 400)" in history


async def test_a_correction_of_the_people_alone_leaves_the_number_as_it_was_entered(desk: Desk) -> None:
    await logged(desk, PRIYA, REFERRALS, value="0.00416", n="41", group=key_of(MESA))
    key = f"{key_of(REFERRALS)}:{key_of(MESA)}:2026-11-05"
    form = await desk.form(PRIYA, "log.change", value=key)
    value = fields(form)["value"]
    assert isinstance(value, Line)
    assert value.text == "0.00416"
    card = await desk.card(PRIYA, form.route, answers={"value": value.text, "n": "412"}, carry=form.carry)
    assert "0.0042 on Thu 5 Nov" in text(card), "what is small is not called nothing"
    assert "Before, it was 0.0042 (n = 41)." in text(card)
    found = await kept(desk, REFERRALS, date(2026, 11, 5))
    assert found == Observation(REFERRALS, date(2026, 11, 5), 0.00416, 412, MESA)
    answers = {"value": value.text, "n": "412", "source": "Office log"}
    assert "Before" not in text(await desk.card(PRIYA, form.route, answers=answers, carry=form.carry))
    history = text(await desk.card(PRIYA, "log.entry", answers={"entry": key}))
    assert "Thu 5 Nov: Priya Raman changed where 0.0042 (n = 412) comes from" in history


@pytest.mark.parametrize(
    ("said", "value"),
    [("1,200", 1200), ("4,2", 4.2), ("0,125", 0.125), ("1,234.5", 1234.5), ("-1,200", -1200), ("12,34", 12.34)],
)
async def test_a_comma_is_read_as_it_is_meant(desk: Desk, said: str, value: float) -> None:
    await logged(desk, PRIYA, REFERRALS, value=said, group=key_of(MESA))
    observation = await kept(desk, REFERRALS, date(2026, 11, 5))
    assert observation is not None
    assert observation.value == value


async def test_a_wrong_number_is_taken_out_and_stays_in_the_history(desk: Desk) -> None:
    await logged(desk, PRIYA, SUPPORTED, value="61")
    form = await desk.form(PRIYA, "log.entries", value=key_of(SUPPORTED))
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    key = pick.options[0].value
    card = await desk.card(PRIYA, "log.out", value=key)
    assert f"Taken out: {SUPPORTED}, 61% on Thu 5 Nov" in text(card)
    assert await kept(desk, SUPPORTED, date(2026, 11, 5)) is None
    with pytest.raises(Refusal, match="not there any more"):
        await desk.enter(PRIYA, "log.out", value=key)
    await logged(desk, PRIYA, SUPPORTED, value="62")
    assert "Priya Raman took out 61%" in text(await desk.card(PRIYA, "log.entry", answers={"entry": key}))


async def test_research_names_a_new_measure_in_two_steps(desk: Desk) -> None:
    form = await desk.form(PRIYA, "log", "families at evenings 38%")
    new = fields(form)["new"]
    assert isinstance(new, Line)
    assert new.text == "families at evenings"
    form = await desk.form(PRIYA, form.route, answers={"new": "Families at evenings"}, carry=form.carry)
    assert form.carry["measure"] == "Families at evenings"
    value = fields(form)["value"]
    assert isinstance(value, Line)
    assert value.text == "38%"
    said = await logged(desk, PRIYA, "Families at evenings", value="38%", new_group="Mesa Verde", n="40")
    assert "1 of the 10 points we need: too early to say." in said
    form = await desk.form(PRIYA, "log.choose", answers={"new": " families AT evenings "})
    assert form.carry["measure"] == "Families at evenings", "no second measure for another spelling"


async def test_owners_enter_the_numbers_of_their_own_strategies_and_no_others(desk: Desk) -> None:
    async with desk.store() as store:
        known = await known_measures(store, [])
        ruth = await store.people.by_email(RUTH)
        assert ruth is not None
        assert known.open_to(ruth) == (REFERRALS,)
    assert (await desk.form(RUTH, "log")).route == "log.keep", "who enters one measure is not asked which"
    await logged(desk, RUTH, REFERRALS, value="4", group=key_of(MESA))
    for outsider in (SIOBHAN, JEROME, ANA_LUCIA):
        with pytest.raises(NotAllowed, match=r"Ask Priya Raman"):
            await desk.enter(outsider, "log.keep", answers={"value": "4", "day": "2026-11-05"},
                             carry={"measure": REFERRALS})  # fmt: skip
    with pytest.raises(NotAllowed, match="Research and the leads"):
        await desk.enter(RUTH, "log.keep", answers={"value": "4", "day": "2026-11-05"}, carry={"measure": "New"})
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "log")
    for lead in (MARIBEL, DEVON):
        await logged(desk, lead, SUPPORTED, value="60")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "many"}, "value"),
        ({"value": "4", "day": ""}, "day"),
        ({"value": "4", "day": "2026-11-06"}, "day"),
        ({"value": "4", "day": "yesterday"}, "day"),
        ({"value": "4", "n": "-1"}, "n"),
        ({"value": "4", "n": "2.5"}, "n"),
    ],
)
async def test_what_cannot_be_is_said_under_its_field(desk: Desk, answers: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await logged(desk, PRIYA, REFERRALS, **answers)
    assert refused.value.field == field


async def test_a_small_group_may_be_entered_and_is_not_shown(desk: Desk) -> None:
    said = await logged(desk, PRIYA, SUPPORTED, value="40", new_group="Front office", n="6")
    assert "Kept, but not shown to others: a group under 10 people could be worked out" in said
    assert "40%" in said, "who entered it sees it"


async def test_others_read_no_entry_of_a_hidden_group(desk: Desk) -> None:
    await logged(desk, PRIYA, REFERRALS, value="9", new_group="Front office", n="6")
    await logged(desk, PRIYA, REFERRALS, value="8", new_group="District", n="900")
    hidden = f"{key_of(REFERRALS)}:{key_of('Front office')}:2026-11-05"
    form = await desk.form(RUTH, "log.entries", value=key_of(REFERRALS))
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert hidden not in {option.value for option in pick.options}
    for route in ("log.change", "log.out"):
        with pytest.raises(NotAllowed):
            await desk.enter(RUTH, route, value=hidden)
    assert "Front office" in text(await desk.card(PRIYA, "log.entry", answers={"entry": hidden}))


async def test_research_says_how_a_measure_is_read(desk: Desk) -> None:
    form = await desk.form(PRIYA, "log.measure", value=key_of(REFERRALS))
    asked = fields(form)
    assert isinstance(asked["better"], Pick)
    assert asked["better"].options[0].label == "As the goal says: lower is better"
    answers = {"better": "higher", "every": "week", "worth": True, "note": "It held all spring"}
    card = await desk.card(PRIYA, form.route, answers=answers, carry=form.carry)
    assert "Better is: higher" in text(card)
    assert "A number is due: every week" in text(card)
    assert "Worth telling: It held all spring" in text(card)
    assert routes_of(card) == ["chart", "log.measure", "log.number"]
    async with desk.store() as store:
        setting = (await store.measures.settings())[REFERRALS]
        assert (setting.better, setting.every, setting.worth_telling) == (Better.HIGHER, Every.WEEK, True)
        assert len(await store.trail(REFERRALS)) == 1
    for other in (KOFI, RUTH):
        with pytest.raises(NotAllowed, match="Ask Priya Raman"):
            await desk.enter(other, "log.measure", value=key_of(REFERRALS))


async def test_odd_words_lead_to_a_form(desk: Desk) -> None:
    for words in ("", "4.2", "???", "x" * 3000, "学生", "G8", "n=", "2026-11-02"):
        assert (await desk.form(PRIYA, "log", words)).route in ("log.choose", "log.keep")
    for route, value in (("log.number", "gone"), ("log.entries", "gone"), ("log.change", "gone"), ("log.measure", "x")):
        with pytest.raises(Refusal, match="not there any more"):
            await desk.enter(PRIYA, route, value=value)


@pytest.mark.parametrize(
    ("said", "value", "day", "doubt"),
    [
        ("referrals 12,345,6", "12,345,6", None, "I cannot tell which number “12,345,6” is"),
        ("referrals 3 1/2", "3 1/2", None, "I need a number here, like 38 or 4.2."),
        ("referrals 4.2 on 1.10.2026", "4.2", date(2026, 10, 1), "“1.10.2026” can be Thu 1 Oct or Sat 10 Jan."),
        ("referrals 1,5,2 on 1 Oct", "1,5,2", date(2026, 10, 1), "I cannot tell which number “1,5,2” is"),
        ("referrals 1_000", "1_000", None, "I need a number here"),
        ("referrals 4.2*", "4.2*", None, "“4.2*” has a mark beside the number"),
        ("referrals <10", "<10", None, "“<10” stands for a number that is hidden"),
        ("referrals 4.2 on 30 Feb", "4.2", None, "The calendar has no “30 Feb”"),
        ("referrals 4.2 on 9/10", "4.2", date(2026, 9, 10), "“9/10” can be Thu 10 Sep or Fri 9 Oct"),
        ("referrals 4.2 for Q1 2026", "4.2", None, "“Q1 2026” is longer than a day"),
        ("referrals 4 Oct 1", "1", date(2026, 10, 4), "I may have taken the wrong words for the day"),
        ("referrals 4.2 for September", "4.2", None, "“September” is longer than a day"),
        ("referrals 4.2 last week", "4.2", None, "“last week” is longer than a day"),
        ("referrals 4.2 n 120", "", None, "I found more than one number (4.2, 120)"),
        ("referrals 4.2 of 120", "", None, "I found more than one number (4.2, 120)"),
        ("referrals 4.2 4.3", "", None, "I found more than one number (4.2, 4.3)"),
        ("referrals 1 204 5", "", None, "I found more than one number (1, 204, 5)"),
        ("referrals 4.2 on 1 Oct 26", "", date(2026, 10, 1), "I found more than one number (4.2, 26)"),
        ("referrals 4.2 on 20261001", "", None, "I found more than one number (4.2, 20261001)"),
        ("referrals n=1 204", "", None, "I cannot tell how many people “n=1 204” are."),
        ("referrals 4.2 n=1,5,2", "4.2", None, "I cannot tell how many people “1,5,2” are."),
    ],
)
async def test_what_is_not_surely_understood_is_said_in_the_form(
    desk: Desk, said: str, value: str, day: date | None, doubt: str
) -> None:
    form = await desk.form(PRIYA, "log", said)
    assert form.route == "log.keep"
    assert any(doubt in str(each.words) for each in form.fields if isinstance(each, Note)), form
    asked = fields(form)
    assert isinstance(asked["value"], Line)
    assert asked["value"].text == value
    assert isinstance(asked["day"], Day)
    unread = doubt.startswith("The calendar") or doubt.endswith("longer than a day")
    assert asked["day"].day == (day or (None if unread else date(2026, 11, 5))), (
        "no day is put in the place of one unread"
    )


async def test_what_is_doubtful_is_still_said_after_a_measure_was_chosen(desk: Desk) -> None:
    form = await desk.form(PRIYA, "log", "4.2 on 30 Feb")
    form = await desk.form(PRIYA, form.route, answers={"measure": key_of(REFERRALS)}, carry=form.carry)
    assert any("The calendar has no “30 Feb”" in str(each.words) for each in form.fields if isinstance(each, Note))
    assert fields(form)["day"] == Day("day", "Measured on", None, optional=False)
