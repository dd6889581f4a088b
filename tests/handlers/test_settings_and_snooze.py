"""`settings` and `snooze`: one's own zone, reminders, and putting off what waits."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.checkin.routes import feature as checkin
from handlers.kit.card import Card
from handlers.kit.form import Note, Pick
from handlers.kit.turn import Turn
from handlers.kit.words import plain
from handlers.pausing import later as snooze
from handlers.settings import feature as settings
from handlers.settings import settings_card
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.zones import regions_meant
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.handlers.notifications import goes_to
from tests.people import ANA_LUCIA, BERNADETTE, KOFI, NO_REGIONS, SIOBHAN


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Wednesday in September, after Start."""
    async with open_desk(tmp_path, settings, plan, at="2026-09-23 10:00") as made:
        await made.start()
        made.routes |= {route.name: route for route in (*snooze.routes, *checkin.routes)}
        yield made


def press(card: Card, label: str) -> tuple[str, str]:
    button = next(each for each in buttons_of(card) if each.label == label)
    return button.route, button.value


async def test_what_is_set_is_told_with_a_button_for_each(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "settings")
    assert "Time zone: America/Denver (the district's)" in text(card)
    assert "Reminders: one, if a question has no answer" in text(card)
    assert "Away: no" in text(card)
    assert {"settings.zone", "settings.reminders", "away", "welcome.kept"} <= set(routes_of(card))


async def test_an_observer_has_a_zone_and_nothing_to_switch_off(desk: Desk) -> None:
    card = await desk.card(BERNADETTE, "settings")
    assert "Reminders" not in text(card)
    assert "settings.reminders" not in routes_of(card)


async def test_a_zone_of_ones_own_and_back_again(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "settings.zone")
    card = await desk.card(ANA_LUCIA, form.route, answers={"zone": "Europe/Madrid"})
    assert "Time zone: Europe/Madrid" in text(card)
    card = await desk.card(ANA_LUCIA, form.route, answers={"zone": "-"})
    assert "America/Denver (the district's)" in text(card)
    for nonsense in ("", "Mars/Olympus", "' OR 1=1"):
        with pytest.raises(Refusal):
            await desk.enter(ANA_LUCIA, form.route, answers={"zone": nonsense})


async def test_a_zone_of_the_plan_is_offered_to_be_kept(desk: Desk) -> None:
    pick = fields(await desk.form(SIOBHAN, "settings.zone"))["zone"]
    assert isinstance(pick, Pick)
    assert pick.chosen == "Europe/Dublin"


@pytest.mark.parametrize(
    ("chat", "offered"),
    [("Europe/Dublin", True), ("America/Denver", False), ("", False), ("Moon/Crater", False)],
    ids=["another", "the same", "none", "no zone"],
)
async def test_the_chats_zone_is_only_offered(desk: Desk, chat: str, offered: bool) -> None:
    seen = desk.routes["settings"]
    async with desk.store() as store:
        person = await store.people.by_email(ANA_LUCIA)
        assert person is not None
        turn = Turn(person=person, now=desk.at, setting=store.cycle, chat_zone=chat)
        card = await settings_card(turn, store)
    assert seen.chatty
    assert ("Your chat is set to" in text(card)) is offered
    if offered:
        assert text(await desk.card(ANA_LUCIA, "settings.use", value=chat)).count("Europe/Dublin") == 1


@pytest.mark.parametrize(
    ("chat", "offered"),
    [
        ("MST", []),  # the district's own, America/Denver, may be meant
        ("EST", ["America/New_York"]),
        ("America/Phoenix", ["America/Phoenix"]),
        ("Pacific/Honolulu", ["Pacific/Honolulu"]),
        ("US/Arizona", ["America/Phoenix"]),
        ("Etc/GMT+10", ["Pacific/Honolulu"]),
        ("CET", ["Europe/Berlin", "Europe/Paris"]),
        ("localtime", []),
        ("Factory", []),
        ("UTC", []),
    ],
)
async def test_of_a_chats_zone_only_its_region_is_offered(desk: Desk, chat: str, offered: list[str]) -> None:
    async with desk.store() as store:
        person = await store.people.by_email(ANA_LUCIA)
        assert person is not None
        turn = Turn(person=person, now=desk.at, setting=store.cycle, chat_zone=chat)
        card = await settings_card(turn, store)
    assert [each.value for each in buttons_of(card) if each.route == "settings.use"] == offered


@pytest.mark.parametrize("chosen", NO_REGIONS)
async def test_a_zone_without_a_region_is_refused_with_those_meant(desk: Desk, chosen: str) -> None:
    for route, value in (("settings.use", chosen), ("settings.keep", "")):
        with pytest.raises(Refusal) as refused:
            await desk.enter(SIOBHAN, route, value=value, answers={"zone": chosen})
        assert refused.value.field == "zone"
        assert all(each in refused.value.sentence for each in regions_meant(chosen))
    offered = fields(await desk.form(SIOBHAN, "settings.zone"))["zone"]
    assert isinstance(offered, Pick)
    assert chosen not in {each.value for each in offered.options}


async def test_without_reminders_the_question_still_comes(desk: Desk) -> None:
    route, value = press(await desk.card(ANA_LUCIA, "settings"), "No reminders, please")
    card = await desk.card(ANA_LUCIA, route, value=value)
    assert "Reminders: none" in text(card)
    sent = await goes_to(desk, checkin, "2026-09-28 18:00")
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
    assert ana is not None
    assert sent[f"checkin:2026-09-24:{ana.id}"] is not None
    assert sent[f"nudge:2026-09-24:{ana.id}"] is None
    assert any(card for key, card in sent.items() if key.startswith("nudge") and not key.endswith(f":{ana.id}"))
    route, value = press(await desk.card(ANA_LUCIA, "settings"), "Remind me again")
    assert "one, if a question has no answer" in text(await desk.card(ANA_LUCIA, route, value=value))


async def test_a_school_s_lead_can_do_without_other_schools_questions(desk: Desk) -> None:
    card = await desk.card(KOFI, "settings")
    assert "Other schools' questions: once a week at most" in text(card)
    route, value = press(card, "No schools' questions")
    card = await desk.card(KOFI, route, value=value)
    assert "Other schools' questions: none; `school` has them all" in text(card)
    route, value = press(card, "Schools' questions again")
    assert "once a week at most" in text(await desk.card(KOFI, route, value=value))
    assert "schools' questions" not in text(await desk.card(ANA_LUCIA, "settings"))


async def test_put_off_until_the_next_school_day(desk: Desk) -> None:
    await goes_to(desk, checkin, "2026-09-24 15:00")
    form = await desk.form(ANA_LUCIA, "snooze")
    pick = fields(form)["until"]
    assert isinstance(pick, Pick)
    assert [option.label for option in pick.options] == [
        "The next school day: Fri 25 Sep", "Next week: Mon 28 Sep", "On another day",
    ]  # fmt: skip
    card = await desk.card(ANA_LUCIA, form.route, answers={"until": "week", "hour": "afternoon"})
    assert "on Mon 28 Sep, 2:00 pm, your time" in text(card)
    nudged = await goes_to(desk, checkin, "2026-09-28 10:00")
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
    assert ana is not None
    assert nudged[f"nudge:2026-09-24:{ana.id}"] is None
    (again,) = (await goes_to(desk, snooze, "2026-09-28 14:05")).values()
    assert again is not None
    assert "You asked me to come back to this:" in text(again)
    assert "has no word yet for last week" in text(again)
    assert not await goes_to(desk, snooze, "2026-10-05 14:05")


async def test_now_after_all(desk: Desk) -> None:
    await desk.card(ANA_LUCIA, "snooze.keep", answers={"until": "1"})
    assert "put off until Thu 24 Sep, 9:00 am" in text(await desk.card(ANA_LUCIA, "settings"))
    assert any("comes back on Thu 24 Sep, 9:00 am already" in plain(field.words)
               for field in (await desk.form(ANA_LUCIA, "snooze")).fields if isinstance(field, Note))  # fmt: skip
    assert "Nothing waits for you any more." in text(await desk.card(ANA_LUCIA, "snooze.over"))
    assert not await goes_to(desk, snooze, "2026-09-24 12:00")


async def test_what_was_done_meanwhile_does_not_come_back(desk: Desk) -> None:
    await desk.card(ANA_LUCIA, "snooze.keep", answers={"until": "1"})
    assert list((await goes_to(desk, snooze, "2026-09-24 12:00")).values()) == [None]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "until"),
        ({"until": "never"}, "until"),
        ({"until": "day"}, "day"),
        ({"until": "day", "day": "2026-09-23"}, "day"),
        ({"until": "day", "day": "2027-06-01"}, "day"),
        ({"until": "day", "day": "gibberish"}, "day"),
    ],
)
async def test_a_day_is_needed(desk: Desk, said: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, "snooze.keep", answers=said)
    assert refused.value.field == field


async def test_after_the_years_end_any_day_can_be_named(desk: Desk) -> None:
    desk.at = moment("2027-06-30 10:00")
    pick = fields(await desk.form(ANA_LUCIA, "snooze"))["until"]
    assert isinstance(pick, Pick)
    assert [option.value for option in pick.options] == ["day"]


async def test_who_is_never_asked_has_nothing_to_put_off(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "snooze")


async def test_somebody_away_then_is_left_in_peace(desk: Desk) -> None:
    await goes_to(desk, checkin, "2026-09-24 15:00")
    await desk.card(ANA_LUCIA, "snooze.keep", answers={"until": "2"})
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.people.set_away(ana, moment("2026-09-25 00:00").date(), moment("2026-10-25 00:00").date())
    assert list((await goes_to(desk, snooze, "2026-09-28 12:00")).values()) == [None]
