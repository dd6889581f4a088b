"""`history` and `export`: one's own actions and words, a lead's view of somebody else's, and the files."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.checkin.keeping import ANSWERED
from handlers.export_and_forget import taking_along as export
from handlers.features import FEATURES
from handlers.history.audit_text import TOLD, __file__
from handlers.history.routes import feature as history
from handlers.kit.card import Card
from handlers.kit.form import Pick
from handlers.kit.reply import Attach, Say
from handlers.kit.routes import RouteTable
from handlers.wording.strategy import listed
from pdsa.checkin import CheckIn, Went
from pdsa.communication_plan import Audience
from pdsa.decisions import Details
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.between_schools import HELPS
from storage.digests import BY_ITSELF, DigestState
from storage.files.outgoing_file import Book
from storage.last_import import IMPORTED, LEFT_OUT
from storage.logic import CHANGED as MODEL
from storage.posts import PostSaid
from storage.rubric import RECORDER
from storage.turn_of_year import PLAN_APPROVED
from tests.handlers.desk import Desk, buttons_of, fields, open_desk, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, MARIBEL, WEI


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, history, plan, at="2026-09-24 15:00") as made:
        await made.start()
        made.routes |= {route.name: route for route in export.routes}
        yield made


async def answered(desk: Desk, email: str, code: str, **values: Any) -> None:
    person = await desk.person(email)
    async with desk.store(writes=True, actor=person.id) as store:
        week = values.pop("week", date(2026, 9, 24))
        await store.checkins.put(CheckIn(code, week, person.id, values.pop("went", Went.PARTLY), desk.at, **values))


async def press(desk: Desk, email: str, card: Card, label: str) -> Card:
    button = next(each for each in buttons_of(card) if each.label == label)
    return await desk.card(email, button.route, value=button.value)


async def test_ones_own_words_by_day(desk: Desk) -> None:
    await answered(desk, ANA_LUCIA, "S1", in_way="needle: two trainers were ill")
    await answered(desk, ANA_LUCIA, "S1", in_way="needle: one trainer was ill")
    said = text(await desk.card(ANA_LUCIA, "history"))
    assert "Your history" in said
    assert "Thu 24 Sep, 3:00 pm: Answered on After-school and virtual workshops" in said
    assert "week of Thu 24 Sep: partly" in said
    assert "Changed the answer on After-school" in said
    assert "needle: two trainers were ill" in said


async def test_nothing_yet_is_said(desk: Desk) -> None:
    assert "Nothing was kept in these days." in text(await desk.card(BERNADETTE, "history"))


@pytest.mark.parametrize("named", ["Ana", "peña ana-lucía", ANA_LUCIA])
async def test_a_lead_names_somebody(desk: Desk, named: str) -> None:
    await answered(desk, ANA_LUCIA, "S1", in_way="needle")
    said = text(await desk.card(MARIBEL, "history", named))
    assert "What Ana-Lucía Peña said and did" in said
    assert "needle" in said


async def test_everybody_else_sees_their_own_whatever_they_type(desk: Desk) -> None:
    await answered(desk, ANA_LUCIA, "S1", in_way="needle")
    assert "needle" not in text(await desk.card(WEI, "history", "Ana"))
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
    assert ana is not None
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "history.page", value=f"{ana.id}:::0")
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "history.chosen", answers={"who": str(ana.id)})


async def test_a_school_s_own_words_stay_at_the_school(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        goals = {each.code: each for each in await store.plans.goals()}
        await store.plans.put_goal(replace(goals["G2"], school="Cottonwood Elementary"))
    await answered(desk, HANNAH, "S3", well="needle")
    said = text(await desk.card(MARIBEL, "history", "Hannah"))
    assert "Answered on Five-minute adult practice" in said
    assert "needle" not in said


async def test_all_words_are_told_to_whom_they_are_for(desk: Desk) -> None:
    wei, hannah = await desk.person(WEI), await desk.person(HANNAH)
    looked = Reflection("S6", 0, desk.at, "n-happened", Held.YES, "n-learned", people="n-people", voice="n-voice")
    line = Audience(0, "", "Families", 2, 2, "n-statement", answer="n-answer")
    for person in (wei, hannah):
        async with desk.store(writes=True, actor=person.id) as store:
            await store.learning.reflect(replace(looked, member=person.id))
            await store.sharing.put(replace(line, team=person.team))
    every = {f"n-{name}" for name in ("happened", "learned", "people", "voice", "statement", "answer")}
    shared = {"n-statement", "n-answer"}
    for email, named, told in (
        (WEI, "", every), (MARIBEL, "Wei", every), (HANNAH, "", every), (MARIBEL, "Hannah", every - shared)
    ):  # fmt: skip
        said = text(await desk.card(email, "history", named))
        assert {each for each in every if each in said} == told, (email, named)


async def test_the_leads_choose_person_and_dates(desk: Desk) -> None:
    await answered(desk, ANA_LUCIA, "S1", in_way="needle")
    form = await desk.form(MARIBEL, "history.choose")
    who = fields(form)["who"]
    assert isinstance(who, Pick)
    number = next(option.value for option in who.options if option.label == "Ana-Lucía Peña")
    dates = {"first": "2026-09-01", "last": "2026-09-23"}
    assert "needle" not in text(await desk.card(MARIBEL, form.route, answers={"who": number, **dates}))
    assert "needle" in text(
        await desk.card(MARIBEL, form.route, answers={"who": number, **dates, "last": "2026-09-24"})
    )
    with pytest.raises(Refusal):
        await desk.enter(MARIBEL, form.route, answers={"who": number, "first": "2026-09-10", "last": "2026-09-01"})
    with pytest.raises(Refusal):
        await desk.enter(MARIBEL, form.route, answers={"who": "99999"})
    assert "who" not in fields(await desk.form(WEI, "history.choose"))


@pytest.mark.parametrize("named", ["Nobody Here", "e", "😀" * 300])
async def test_a_name_that_fits_none_or_many(desk: Desk, named: str) -> None:
    with pytest.raises(Refusal, match="`history` has a form"):
        await desk.enter(DEVON, "history", named)


async def test_a_long_history_has_pages(desk: Desk) -> None:
    for n in range(12):
        await answered(desk, ANA_LUCIA, "S1", in_way=f"needle {n} " + "long " * 300, week=date(2026, 9, 24))
    first = await desk.card(ANA_LUCIA, "history")
    seen, card = text(first), first
    for _page in range(11):  # a sentence as long as this has a page of its own
        older = await press(desk, ANA_LUCIA, card, "Older")
        assert text(await press(desk, ANA_LUCIA, older, "Newer")) == text(card)
        seen, card = seen + text(older), older
    assert [seen.count(f"needle {n} ") for n in range(12)] == [1] * 12
    assert "Older" not in {each.label for each in buttons_of(card)}
    assert "Nothing was kept" in text(await desk.card(ANA_LUCIA, "history.page", value="x:y:z:999"))


async def test_ones_own_data_is_a_file(desk: Desk) -> None:
    await answered(desk, ANA_LUCIA, "S1", in_way="Zwei Trainer fehlten, 学校")
    await answered(desk, WEI, "S6", in_way="needle")
    said, attached = await desk.enter(ANA_LUCIA, "export")
    assert isinstance(said, Say)
    assert isinstance(attached, Attach)
    assert attached.document.name == "Ana-Lucía Peña 2026-09-24.json"
    assert isinstance(attached.document.content, str)
    exported = json.loads(attached.document.content)
    assert exported["person"]["e-mail"] == ANA_LUCIA
    assert exported["person"]["owns"] == ["S1 After-school and virtual workshops, six a term"]
    assert "学校" in attached.document.content
    assert "needle" not in attached.document.content
    assert [each["what"] for each in exported["what you said and did"]] == ["checkin"]
    assert "export.plan" not in [button.route for button in buttons_of(said.card)]


async def test_a_lead_gets_the_plan_as_well(desk: Desk) -> None:
    said, _own = await desk.enter(MARIBEL, "export")
    assert isinstance(said, Say)
    (button,) = buttons_of(said.card)
    (attached,) = await desk.enter(MARIBEL, button.route)
    assert isinstance(attached, Attach)
    assert isinstance(attached.document.content, Book)
    assert attached.document.name == "Riverbend Unified School District 2026-27.xlsx"
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, button.route)


async def test_history_tells_every_kind_of_action_without_breaking(desk: Desk) -> None:
    """Whatever the trail holds, odd shapes included, is told in a sentence."""
    odd: list[Any] = [None, "text", 5, ["a"], {}, {"went": "excellent"}, {"path": 7}, {"strategy": None, "well": 3}]
    ana = await desk.person(ANA_LUCIA)
    async with desk.store(writes=True, actor=ana.id) as store:
        for action in ("checkin", "decision", "observation", "something new"):
            for after in odd:
                await store.record(action, "S1 2026-09-24", after=after)
    card = await desk.card(ANA_LUCIA, "history")
    while any(button.label == "Older" for button in buttons_of(card)):
        card = await press(desk, ANA_LUCIA, card, "Older")
    assert "checkin" in text(card).casefold()
    assert {"history", "export"} <= RouteTable.of(FEATURES).by_name.keys()


def recorded() -> set[str]:
    """The actions that the code itself names where it writes the trail."""
    root = Path(str(__file__)).parents[2]
    sources = [file.read_text() for folder in ("storage", "handlers") for file in (root / folder).rglob("*.py")]
    calls = [re.findall(r"\brecord\(\s*\"([^\"]+)\"|_settle\([^\"\n]*\"([^\"]+)\"", each) for each in sources]
    return {name for found in calls for pair in found for name in pair if name}


def test_every_action_is_told_in_a_sentence() -> None:
    """Those with figures of their own are told in told.py; names that are put together stand here."""
    told = TOLD.keys()
    made = {f"{kind} {action}" for kind in ("goal", "strategy") for action in ("dropped", "taken up")}
    made |= {f"digest {state.value}" for state in DigestState if state is not DigestState.DRAFT}
    made |= {
        IMPORTED,
        LEFT_OUT,
        RECORDER,
        PLAN_APPROVED,
        *PostSaid,
        HELPS,
        ANSWERED,
        MODEL,
        "carried",
        "left",
        "shared",
        "taken back",
    }
    assert len(recorded()) > 30
    assert (recorded() | made) - {"checkin", "decision", *BY_ITSELF} <= told


@pytest.mark.parametrize(
    ("action", "about", "before", "after", "words"),
    [
        ("carried", "strategy:S3", None, {"carry": True}, "Said that Five-minute adult practice"),
        ("observation", "Referrals 2026-11-02", {"value": 3}, {"value": 4.2}, "Corrected a number of Referrals: 4.2"),
        ("observation", "Referrals Grade 6 2026-11-02", None, {"value": 4}, "Logged a number of Referrals Grade 6: 4"),
        ("observation taken out", "Referrals 2026-11-02", {"value": 4}, None, "out a number of Referrals, Mon 2 Nov"),
        ("rapid cycle", "S3.1", None, {"strategy": "S3", "objective": "needle"}, "Began a small cycle of Five-minute"),
        ("member", "x@y.example", None, {"name": "Wei Chen"}, "Added Wei Chen to the plan"),
        ("reopened", "cycle 1", None, "needle", "Opened the year again"),
        ("something new", "x", None, None, "Something new: x"),
        ("away", WEI, None, {"back": "2026-10-01"}, f"Noted when {WEI} is away"),
        ("away", MARIBEL, None, {"back": "2026-10-01"}, "Was away"),
        ("digest approved", "digest-monthly 2026-10", {}, {}, "Approved a digest: October 2026"),
        ("digest edited", "digest-year 2026-27", {}, {}, "Edited a digest: 2026-27"),
        ("decision confirmed", "999", None, {}, "Confirmed the decision on something in an earlier plan"),
        ("decision handed back", "999", None, {"returned": "needle"}, "Handed back the proposal on something"),
    ],
)  # fmt: skip
async def test_an_action_is_told_by_names_and_days(
    desk: Desk, action: str, about: str, before: Any, after: Any, words: str
) -> None:
    maribel = await desk.person(MARIBEL)
    async with desk.store(writes=True, actor=maribel.id) as store:
        await store.record(action, about, before=before, after=after)
    said = text(await desk.card(MARIBEL, "history"))
    assert words in said
    assert ("needle" in said) is ("needle" in str(after))


async def test_a_tap_and_its_sentence_are_one_answer(desk: Desk) -> None:
    await answered(desk, ANA_LUCIA, "S1")
    await answered(desk, ANA_LUCIA, "S1", in_way="two trainers were ill")
    await answered(desk, ANA_LUCIA, "S1", week=date(2026, 9, 17))
    await answered(desk, ANA_LUCIA, "S1", week=date(2026, 9, 17), went=Went.NOT)
    said = text(await desk.card(ANA_LUCIA, "history"))
    assert said.count("week of Thu 24 Sep: partly") == 1
    assert "two trainers were ill" in said
    assert said.count("Changed the answer") == said.count("week of Thu 17 Sep: partly") == 1


async def test_whose_decision_it_was_and_what_came_of_it(desk: Desk) -> None:
    ana, maribel = await desk.person(ANA_LUCIA), await desk.person(MARIBEL)
    async with desk.store(writes=True, actor=ana.id) as store:
        made = await store.learning.propose(
            strategy="S1", path=Way.SUSTAIN, reason="It works.", next_step="Print it", owner="", due=None, evidence="",
            by=ana.id, confirmed=False, details=Details(learned="needle"),
        )  # fmt: skip
    async with desk.store(writes=True, actor=maribel.id) as store:
        await store.learning.confirm(made.id, maribel.id)
        confirmed = await store.learning.decision(made.id)
        assert confirmed is not None
        await store.learning.step_done(confirmed, date(2026, 9, 24))
        await store.digests.draft("digest-monthly", "2026-08", {})
        await store.digests.give_way("digest-monthly", "2026-08")
    said = text(await desk.card(ANA_LUCIA, "history"))
    assert "Proposed for After-school and virtual workshops, six a term: sustain" in said
    said = text(await desk.card(MARIBEL, "history"))
    assert "Confirmed the decision on After-school and virtual workshops" in said
    assert "Said that the next step of After-school and virtual workshops, six a term is done" in said
    assert "needle" not in said
    assert "digest" not in said


async def test_what_the_bot_found_is_not_told_as_somebodys_own_sentence(desk: Desk) -> None:
    maribel = await desk.person(MARIBEL)
    async with desk.store(writes=True, actor=maribel.id) as store:
        after = {"strategy": "S3", "path": "stop", "reason": "needle", "evidence": "No check-ins yet."}
        await store.record("decision", "S3", after=after)
    said = text(await desk.card(MARIBEL, "history"))
    assert "“needle”" in said
    assert "No check-ins yet." not in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Visits", "Circle"], "Visits and Circle"),
        (["Visits, one a month", "Circle"], "Visits, one a month; Circle"),
        (["a, b", "c", "d", "e"], "a, b; c; d; and 1 more"),
        (["a", "b", "c", "d"], "a, b, c and 1 more"),
        (["a", "b", "c", "d, one a month"], "a, b, c and 1 more"),
    ],
)
def test_titles_with_commas_of_their_own_stay_apart(names: list[str], said: str) -> None:
    assert listed(names, 3) == said
