"""What must always hold: who sees whose words, whose words stay text, what is not known yet, who is asked and when."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from openpyxl import load_workbook

from bot.workspace.records import Message
from pdsa.calendar import is_quiet, local_day
from pdsa.decisions import Path
from pdsa.people import Role
from pdsa.plan import Plan
from storage.exporting import take_out
from storage.files.sheets.writing import written
from storage.importing import bring_in
from tests.conversations.deciding import decides
from tests.forging import forged
from tests.handlers.decide.interviews import SAID
from tests.people import (
    ANA_LUCIA,
    BERNADETTE,
    DEVON,
    HANNAH,
    JEROME,
    KOFI,
    MARIBEL,
    PRIYA,
    RUTH,
    SIOBHAN,
    TOMASZ,
    WEI,
)
from tests.room import Room, moment, open_room

pytestmark = pytest.mark.asyncio(loop_scope="module")
LEADS = (MARIBEL, DEVON)
OTHERS = (PRIYA, TOMASZ, JEROME, SIOBHAN, WEI, BERNADETTE, KOFI, HANNAH, RUTH)
SECRETS = ("needle-well", "needle-way", "needle-help", "needle-happened", "needle-learned", "needle-reason")
NASTY = (
    "<!channel> <@U123> <https://evil.example|bank> http://evil.example *bold* _it_ ~no~ `status` `code` :smile: & > "
    '=HYPERLINK("x") \u202eturned\u202c 学校 مدرسة 👩‍🏫 {n} %s'
)
SHOWN = NASTY.replace("\u202e", "").replace("\u202c", "")
LOOKS = (
    ("status", ""),
    ("status", "S1"),
    ("status.history", "S1"),
    ("status.more", "0"),
    ("chart", "S1"),
    ("plan", ""),
    ("plan", "S1"),
    ("plan.strategy", "S1"),
    ("checkin", "S1"),
    ("checkin.edit", "S1:2026-09-24"),
    ("checkin.note", "S1:2026-09-24"),
    ("checkin.help", "S1:2026-09-24"),
    ("checkin.tap", "S1:2026-09-24:excellent"),
    ("checkin.write", "S1:2026-09-24"),
    ("checkin.more", "2026-09-24:0"),
    ("reflect", "S1"),
    ("decide", "S1"),
    ("decide.back", "1"),
    ("decide.history", "S1"),
    ("home", ""),
    ("help", ""),
    ("words", "what do you keep about me?"),
    ("welcome.kept", ""),
    ("digest", ""),
    ("digest.preview", "digest-weekly"),
    ("digest.preview", "digest-monthly"),
    ("digest.preview", "digest-year"),
    ("setup", ""),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def september(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """Two weeks of September and October: Ana-Lucía has said a lot in private, and Jerome is away."""
    async with open_room(tmp_path_factory.mktemp("promises"), plan, "2026-09-23 10:00") as room:
        await room.starts()
        async with room.store(writes=True) as store:
            jerome = await store.people.by_email(JEROME)
            assert jerome is not None
            today = local_day(store.now, "America/Denver")
            await store.people.set_away(jerome, today, today + timedelta(days=30))
        await room.goes_to("2026-09-24 14:00")
        ana = room.person(ANA_LUCIA)
        await ana.presses("Partly")
        await ana.presses("Add a sentence")
        await ana.presses("More")
        await ana.sends(well="needle-well", in_way="needle-way", help="needle-help")
        await ana.says("/sel reflect S1")
        await ana.sends(happened="needle-happened", held="partly", missing="needle-missing")
        await ana.sends(learned="needle-learned", voice="needle-voice")
        way = Path.OTHER_STRATEGY
        await decides(room, ANA_LUCIA, way, SAID[way], reason="needle-reason", step="Tuesdays", owner=ANA_LUCIA)
        tomasz = room.person(TOMASZ)
        await tomasz.presses("As planned")
        await tomasz.presses("Add a sentence")
        await tomasz.presses("More")
        await tomasz.sends(well=NASTY, in_way=NASTY, help=NASTY, quotable=True)
        await room.goes_to("2026-10-01 15:00")
        yield room


def everything(room: Room, *, but: tuple[str, ...] = ()) -> str:
    """All that stands anywhere, home tabs and forms included, but in the talks of these people."""
    private = {room.workspace.dm(email) for email in but}
    channels = [each for each in room.workspace.world.channels.values() if each.id not in private]
    return json.dumps([[m.blocks, m.text] for c in channels for m in c.messages.values()], ensure_ascii=False)


async def test_private_sentences_reach_their_author_and_the_leads_alone(september: Room) -> None:
    text = everything(september, but=(ANA_LUCIA, *LEADS))
    assert NASTY[:10] in text  # what was released is there
    for secret in SECRETS:
        assert secret not in text
    for reader in LEADS:
        assert september.person(reader).sees("needle-help")
    assert september.person(MARIBEL).sees("needle-reason")
    assert september.person(DEVON).sees("1 decision waits for a lead")  # whose day is full: it stands behind a button


@pytest.mark.parametrize("reader", OTHERS)
async def test_no_route_shows_them_to_anybody_else(september: Room, reader: str) -> None:
    for route, value in LOOKS:
        told = await forged(september, reader, route, value=value, words=value)
        found = [secret for secret in SECRETS if secret in told]
        assert not found, (route, value, found)


async def test_the_leads_and_the_author_do_see_them(september: Room) -> None:
    for reader in (ANA_LUCIA, *LEADS):
        told = "".join([await forged(september, reader, route, value=value, words=value) for route, value in LOOKS])
        assert [secret for secret in SECRETS if secret not in told] == []


async def test_a_call_for_help_is_never_quoted(september: Room) -> None:
    async with september.store() as store:
        answers = await store.checkins.of_week(local_day(moment("2026-09-24 14:00"), "America/Denver"))
    assert answers["S9"].quotable
    note = "\n".join(
        json.dumps(message.blocks, ensure_ascii=False) for message in september.person(WEI).messages("sel-team")
    )
    assert note.count("evil.example|bank") == 1  # the same words were said twice, and once more as a call for help


async def test_somebody_away_is_not_asked_and_not_missed(september: Room) -> None:
    assert september.person(JEROME).messages() == []
    waited_for, _heading, _not_met = (await forged(september, MARIBEL, "status")).partition("Not reached")
    assert "Waiting for others" in waited_for
    assert "Jerome" not in waited_for
    assert september.person(BERNADETTE).messages() == []


async def test_nothing_came_at_night_on_a_day_off_or_twice(september: Room) -> None:
    cycle_year = await _year(september)
    zones = {SIOBHAN: "Europe/Dublin", RUTH: "America/Phoenix"}
    for email in (*LEADS, *OTHERS, ANA_LUCIA):
        zone = zones.get(email, "America/Denver")
        heads: list[str] = []
        for message in september.person(email).messages():
            at = datetime.fromtimestamp(float(message.ts), UTC)
            assert not is_quiet(at, zone), (email, message.text)
            assert cycle_year.is_working(local_day(at, zone)), (email, message.text)
            if message.text.startswith(("How did", "No rush", "Hi ")):
                heads.append(f"{local_day(at, zone)} {message.text[:7]}")
        assert len(heads) == len(set(heads))


async def _year(room: Room) -> Any:
    async with room.store() as store:
        assert store.cycle is not None
        return store.cycle.year


async def test_people_s_words_are_text_wherever_they_stand(september: Room) -> None:
    found = 0
    for channel in september.workspace.world.channels.values():
        for message in channel.messages.values():
            if message.bot_id:
                found += SHOWN[:40] in json.dumps(message.blocks, ensure_ascii=False)
                _is_only_text(message)
    assert found > 3
    assert september.person(DEVON).sees(SHOWN)


def _is_only_text(message: Message) -> None:
    """Nothing but plain text, in rich text or with emoji codes left alone; the fallback text is escaped."""
    for node in _nodes(message.blocks):
        kind = node.get("type")
        assert kind not in ("mrkdwn", "link", "user", "channel", "usergroup", "broadcast", "emoji", "date", "color")
        assert kind != "plain_text" or node.get("emoji") is False
        assert not {"\u202e", "\u0000"} & set(str(node.get("text")))
    assert "<" not in message.text
    assert ">" not in message.text


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(each)


async def test_nothing_of_it_is_a_formula_in_the_export(september: Room) -> None:
    async with september.store() as store:
        book = load_workbook(BytesIO(written(*await take_out(store))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


async def test_nothing_dated_after_now_is_shown(september: Room, plan: Plan) -> None:
    evidence = [each.evidence for each in plan.ratings if each.evidence]
    assert evidence
    routes = [*LOOKS, *(("chart", goal.code) for goal in plan.goals if goal.measure)]
    for reader in (MARIBEL, PRIYA, BERNADETTE):
        screens = "".join([await forged(september, reader, route, value=value, words=value) for route, value in routes])
        for text in evidence:
            assert text[:40] not in screens
        for day in ("2 Oct", "Apr)", "May)", "Feb)", "Mar)", "Nov)"):
            assert f"to {day}" not in screens
            assert f"({day}" not in screens


async def test_what_has_no_word_was_not_tried(september: Room) -> None:
    said = await forged(september, TOMASZ, "digest.preview", value="digest-year")
    assert "We tried 2 strategies." in said


async def test_only_the_weekly_note_is_posted_unapproved(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    assert len(ana.messages("sel-team")) >= 1
    assert september.person(TOMASZ).sees("A draft for #staff and #leadership")
    assert ana.messages("staff") == ana.messages("leadership") == ana.messages("general") == []


async def test_an_edit_keeps_what_stood_before(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    await ana.says("/sel checkin S1")
    await ana.sends(went="as planned")
    await ana.presses("Edit")
    await ana.sends(went="not this week", in_way="needle-way the second")
    await september.settles()
    async with september.store() as store:
        trail = await store.trail("S1 2026-10-01")
    assert [action for _at, _who, action, _before, _after in trail] == ["checkin", "checkin"]
    assert trail[1][3]["went"] == "as planned"  # type: ignore[index]
    history = await forged(september, ANA_LUCIA, "status.history", value="S1")
    assert "Before: as planned" in history
    question = [each for each in ana.messages() if "How did" in each.text]
    assert question == []  # both prompts say what was answered, though it was typed


async def reword(room: Room, plan: Plan) -> None:
    """The plan is brought in with another prediction for S1; a second time this changes nothing."""
    later = "<!channel> Everybody comes"
    strategies = tuple(replace(each, prediction=later) if each.code == "S1" else each for each in plan.strategies)
    async with room.store(writes=True) as store:
        await bring_in(store, replace(plan, strategies=strategies))


async def test_a_prediction_is_locked_by_import_and_the_later_wording_stands_beside_it(
    september: Room, plan: Plan
) -> None:
    await reword(september, plan)
    for route in ("reflect", "status", "plan"):
        text = await forged(september, ANA_LUCIA, route, value="S1", words="S1")
        assert "60% of staff attend at least two by April" in text
        assert "<!channel> Everybody comes" in text
        assert "Thu 1 Oct" in text


async def test_every_change_is_in_the_trail(september: Room, plan: Plan) -> None:
    await reword(september, plan)
    async with september.store() as store:
        for about, action in (
            ("S1", "reflection"),
            ("S1", "decision"),
            ("S1", "prediction amended"),
            ("S9 2026-09-24", "checkin"),
            (JEROME, "away"),
            ("2026-27", "start"),
            ("digest-monthly 2026-09", "digest drafted"),
        ):
            actions = [each[2] for each in await store.trail(about)]
            assert action in actions, (about, actions)


async def test_an_answer_ahead_of_its_question_is_shown_at_once(september: Room) -> None:
    september.clock.move_to(moment("2026-10-05 09:30"))
    for week, went in (("2026-10-01", "partly"), ("2026-10-08", "not this week")):
        await forged(september, RUTH, "checkin.tap", value=f"S11:{week}:{went}")
    assert "not done (Thu 8 Oct)" in await forged(september, RUTH, "status")
    assert "2 check-ins (1 partly, 1 not)" in await forged(september, RUTH, "reflect", value="S11")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def may(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """May, when all numbers are in; nobody has said anything."""
    async with open_room(tmp_path_factory.mktemp("may"), plan, "2027-05-20 09:30") as room:
        await room.starts()
        room.clock.move_to(moment("2027-05-25 10:00"))
        yield room


async def test_small_groups_are_hidden_whole_wherever_others_read(may: Room, plan: Plan) -> None:
    measures = {each.measure for each in plan.observations if each.n is not None and each.n < plan.minimum_group}
    assert measures
    hidden = [each for each in plan.observations if each.measure in measures and each.group not in ("", "District")]
    routes = [
        ("digest.preview", "digest-year"),
        ("digest.preview", "digest-monthly"),
        *(("chart", goal.code) for goal in plan.goals if goal.measure),
        *(("status", strategy.code) for strategy in plan.strategies),
    ]
    for reader in (MARIBEL, TOMASZ, BERNADETTE, KOFI):
        for route, value in routes:
            for line in (await forged(may, reader, route, value=value, words=value)).split("\n"):
                if any(measure.removesuffix("(%)").strip() in line for measure in measures):
                    assert not [each.group for each in hidden if f"{each.group}:" in line or f", {each.group}" in line]


async def test_year_end_evidence_counts_from_study_on(may: Room, plan: Plan) -> None:
    text = await forged(may, MARIBEL, "digest.preview", value="digest-year")
    assert any(each.evidence[:40] in text for each in plan.ratings if each.evidence)
    assert "Kept back" in text


async def test_a_role_that_changed_between_the_question_and_the_press(may: Room) -> None:
    async with may.store(writes=True) as store:
        who = await store.people.by_email(WEI)
        assert who is not None
        await store.people.put(WEI, name=who.name, role=Role.OBSERVER, team=who.team, district_team=True, zone=None)
    told = await forged(may, WEI, "checkin.tap", value="S6:2027-03-18:partly")
    assert "Maribel Ortega and Devon Achterberg can do it" in told
    async with may.store(writes=True) as store:
        await store.people.retire(who)
    assert "can add you" in await forged(may, WEI, "checkin.tap", value="S6:2027-03-18:partly")
    async with may.store() as store:
        assert await store.checkins.of_strategy("S6") == []
