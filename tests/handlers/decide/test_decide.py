"""`/sel decide`: who decides and who proposes, what each screen shows, and what leads do with a proposal."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.decide.routes import feature
from handlers.kit.card import Card
from handlers.kit.form import Form, Line, Note, Pick, Saying
from handlers.kit.words import plain
from handlers.wording.strategy import path_meaning, path_name
from pdsa.decision_interview import lacks, on_the_way, way_to
from pdsa.decisions import TRIAD, Subject
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.obstacles import Obstacle
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.notification_states import Notification
from tests.handlers.decide.interviews import CLOSING, SAID, asks, decide, to_the_end
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, MARIBEL, RUTH, TOMASZ, WEI

LEASE = timedelta(seconds=60)


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2027-05-24 10:00") as made:
        await made.start()
        yield made


async def notifications(desk: Desk, kind: str) -> dict[str, Notification]:
    """The notifications of a kind by their readers' e-mails."""
    async with desk.store() as store:
        return {each.reader.email: each for each in await store.outbox.of_kind(kind)}


async def shows(desk: Desk, notification: Notification) -> Card | None:
    async with desk.store() as store:
        return await feature.notifications[notification.kind](notification, store)


def choices(form: Form) -> list[str]:
    pick = next(each for each in form.fields if isinstance(each, Pick))
    return [option.value for option in pick.options]


def labels(form: Form) -> list[str]:
    return [each.label for each in form.fields if isinstance(each, Pick)]


def notes(form: Form) -> str:
    return "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))


def test_every_path_has_its_words() -> None:
    assert all(len(f"{path_name(path)}: {path_meaning(path)}") <= 75 for path in Way)


async def test_undecided_strategies_of_ones_own_come_first_and_goals_last(desk: Desk) -> None:
    await decide(desk, DEVON, "S4", path=Way.SUSTAIN)
    form = await desk.form(DEVON, "decide")
    assert form.route == "decide.choose"
    assert choices(form)[:3] == ["S5", "S4", "S1"]
    assert choices(form)[-1].startswith("goal:G")
    pick = form.fields[0]
    assert isinstance(pick, Pick)
    assert pick.options[1].label.endswith("· sustain")
    assert (await desk.form(DEVON, "decide.choose", answers={"about": "S9"})).carry["about"] == "S9"


async def test_the_first_screen_shows_what_is_known(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.learning.reflect(Reflection("S1", ana.id, desk.at, "It ran", Held.NO, "Ask the bus office first"))
    form = await desk.form(ANA_LUCIA, "decide", "S1")
    said = notes(form)
    assert "No check-ins yet. Did the prediction hold? No." in said
    assert "Professional Learning (rubric, 1 to 4): 1 at the start, goal 3, 2 at the end of the year." in said
    assert [each.text for each in form.fields if isinstance(each, Saying)] == [
        "60% of staff attend at least two by April",
        "Ask the bus office first",
    ]
    asked = fields(form)["answer_implementation"]
    assert isinstance(asked, Pick)
    assert (asked.label, asked.chosen) == ("Was progress on implementation as expected?", "no")
    assert "I filled in what follows from this" in asked.hint
    assert [each.text for each in (await desk.form(WEI, "decide", "S1")).fields if isinstance(each, Saying)] == [
        "60% of staff attend at least two by April"
    ]
    owner = fields(await to_the_end(desk, ANA_LUCIA, "S1", Way.STOP))["owner"]
    assert isinstance(owner, Pick)
    assert owner.chosen == ANA_LUCIA
    assert BERNADETTE not in [option.value for option in owner.options]


async def test_year_end_levels_count_from_study_on(desk: Desk) -> None:
    desk.at = moment("2027-04-30 10:00")
    assert "1 at the start, goal 3." in notes(await desk.form(ANA_LUCIA, "decide", "S1"))


LACKING: tuple[tuple[dict[str, Any], str], ...] = (
    ({"reason": " "}, "reason"),
    ({"step": ""}, "step"),
    ({"path": Way.KEEP, "look_again": ""}, "look_again"),
    ({"path": Way.KEEP, "look_again": "2027-05-23"}, "look_again"),
    ({"path": Way.EXTEND, "new_due": None}, "new_due"),
    ({"path": Way.EXTEND, "new_due": "2027-05-28"}, "new_due"),
    ({"path": Way.REVISE, "new_target": "many"}, "new_target"),
    ({"path": Way.REVISE, "goal": "G2", "new_target": "5"}, "new_target"),
    ({"path": Way.CHANGE_FOCUS, "until": ""}, "until"),
    ({"path": Way.SUSTAIN, "partners": " "}, "partners"),
    ({"path": Way.STOP, "learned": ""}, "learned"),
    ({"path": Way.REALIGN, "additions": ""}, "additions"),
    ({"path": Way.SHIFT, "change": ""}, "change"),
    ({"due": "2027-05-23"}, "due"),
    ({"due": "soon"}, "due"),
    ({"owner": ""}, "owner"),
    ({"owner": BERNADETTE}, "owner"),
)


async def test_what_a_decision_lacks_stands_under_its_field(desk: Desk) -> None:
    for answers, field in LACKING:
        with pytest.raises(Refusal) as refused:
            await decide(desk, MARIBEL, **answers)
        assert refused.value.field == field
    async with desk.store() as store:
        assert await store.learning.all_decisions() == []


async def test_stopping_needs_its_learning_and_nothing_else(desk: Desk) -> None:
    said = await decide(desk, MARIBEL, path=Way.STOP, step="", due="", instead="")
    assert "Decided on After-school and virtual workshops" in text(said)
    assert "Learned: Nobody had the evening free" in text(said)


@pytest.mark.parametrize("code", ["S1", "goal:G2"])
async def test_every_leaf_is_recorded_with_its_way_and_evidence(desk: Desk, code: str) -> None:
    subject = Subject.GOAL if code.startswith("goal:") else Subject.STRATEGY
    for path in Way:
        assert path_name(path) in text(await decide(desk, MARIBEL, code, path=path))
    async with desk.store() as store:
        decisions = await store.learning.decisions(subject)
        assert await store.interviews.of(1, subject, code.removeprefix("goal:")) is None
    assert [each.path for each in decisions] == list(Way)
    for decision in decisions:
        assert (decision.triad, decision.stands) == (TRIAD[decision.path], True)
        assert decision.details.asked == tuple(
            (q.value, a) for q, a in on_the_way(way_to(decision.path, Obstacle.TIME))
        )
        assert lacks(decision.path, decision.details) == ()
        assert "No check-ins yet." in decision.evidence
        assert (decision.reason, decision.next_step, decision.owner) == (CLOSING["reason"], CLOSING["step"], ANA_LUCIA)


async def test_what_was_said_is_kept_when_the_screen_is_closed(desk: Desk) -> None:
    first = await desk.form(ANA_LUCIA, "decide", "S1")
    second = await asks(desk, ANA_LUCIA, first, answer_implementation="no", answer_circumstances="no")
    assert "implementation as expected: no" in notes(second)
    again = await desk.form(ANA_LUCIA, "decide", "S1")
    assert again.route == "decide.resume"
    assert "circumstances changed: no" in notes(again)
    assert (await desk.form(DEVON, "decide", "S1")).route == "decide.answer", "everybody has an interview of their own"
    on = await asks(desk, ANA_LUCIA, again, answer="on")
    assert "What got in the way most?" in labels(on)
    back = await asks(desk, ANA_LUCIA, on, answer_obstacle="back")
    assert "If no: did circumstances change around it?" in labels(back)
    anew = await asks(desk, ANA_LUCIA, again, answer="anew")
    assert labels(anew) == labels(first)


async def test_a_question_that_follows_is_asked_for_under_its_field(desk: Desk) -> None:
    first = await desk.form(ANA_LUCIA, "decide", "S1")
    open_ones = {"answer_implementation": "yes", "answer_outcomes": None, "answer_circumstances": "no"}
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, first.route, answers=open_ones, carry=first.carry)
    assert refused.value.field == "answer_outcomes"


async def test_what_was_heard_when_looking_back_is_not_asked_again(desk: Desk) -> None:
    long = "We asked the night staff first. " * 20 + "End"
    async with desk.store(writes=True) as store:
        said = Reflection("S1", 2, desk.at, "It ran", Held.NO, long, people="Two trainers", partners="The museum")
        await store.learning.reflect(said)
    form = fields(await to_the_end(desk, DEVON, "S1", Way.SUSTAIN))
    assert [form[name].text for name in ("people", "partners", "tools")] == ["Two trainers", "The museum", ""]  # type: ignore[attr-defined]
    assert form["reason"].text == long  # type: ignore[attr-defined]
    assert "none-tools" in form
    assert "none-people" not in form
    assert fields(await to_the_end(desk, DEVON, "S1", Way.STOP))["learned"].text == long  # type: ignore[attr-defined]


async def test_none_is_a_tap(desk: Desk) -> None:
    told = {"people": "", "none-people": True, "partners": None, "none-partners": True, "tools": "The calendar"}
    said = text(await decide(desk, MARIBEL, path=Way.SUSTAIN, **told))
    assert "Partners: None" in said
    assert "Tools and resources: The calendar" in said


async def test_a_strategy_is_not_judged_by_other_goals_rubric_lines(desk: Desk) -> None:
    async with desk.store() as store:
        goals, links = await store.plans.goals(), await store.plans.links()
        outcome = next(each for each in goals if each.code in {link.outcome for link in links})
        strategy = (await store.plans.strategies())[0]
    async with desk.store(writes=True) as store:
        await store.plans.put_strategy(replace(strategy, goal=outcome.code))
    assert "(rubric, 1 to 4)" not in notes(await desk.form(MARIBEL, "decide", strategy.code))
    assert "(rubric, 1 to 4)" in notes(await desk.form(MARIBEL, "decide", f"goal:{outcome.code}"))


async def test_a_screen_from_before_leads_back_to_the_thread(desk: Desk) -> None:
    form = await to_the_end(desk, MARIBEL, "S1", Way.STOP)
    said = SAID[Way.STOP] | CLOSING
    await desk.enter(MARIBEL, form.route, answers=said, carry=form.carry)
    again = await asks(desk, MARIBEL, form, **said)
    assert again.route == "decide.keep", "sent twice: what it rested on is kept with the decision"
    assert (await asks(desk, MARIBEL, replace(form, carry={"about": "S1"}), **CLOSING)).route == "decide.answer"
    with pytest.raises(Refusal, match="lost the thread"):
        await desk.enter(MARIBEL, "decide.answer", answers={"answer": "yes"}, carry={"about": "S1"})


async def test_a_lead_decides_by_proposing(desk: Desk) -> None:
    said = text(await decide(desk, MARIBEL))
    assert "Decided on After-school and virtual workshops, six a term." in said
    assert "try another way (the goal stays, the way changes)" in said
    assert "Ana-Lucía Peña" in said
    assert "Mon 16 Aug" in said
    async with desk.store() as store:
        (decision,) = (await store.learning.standing()).values()
    assert decision.stands
    assert decision.due == date(2027, 8, 16)
    assert "No check-ins yet." in decision.evidence
    assert await notifications(desk, "confirm") == {}
    (notification,) = (await notifications(desk, "decided")).values()
    assert notification.reader.email == ANA_LUCIA, "whose strategy it is hears of it"
    card = await shows(desk, notification)
    assert card is not None
    assert "Maribel Ortega decided on After-school" in text(card)


async def test_a_leads_own_strategy_needs_no_notification(desk: Desk) -> None:
    await decide(desk, DEVON, "S4")
    assert await notifications(desk, "decided") == {}


async def test_a_members_proposal_goes_to_the_leads(desk: Desk) -> None:
    said = text(await decide(desk, ANA_LUCIA))
    assert "Proposed for After-school" in said
    assert "Maribel Ortega and Devon Achterberg will see it" in said
    asked = await notifications(desk, "confirm")
    assert set(asked) == {MARIBEL, DEVON}
    assert not asked[MARIBEL].prompt
    card = await shows(desk, asked[MARIBEL])
    assert card is not None
    assert "Ana-Lucía Peña proposes for After-school" in text(card)
    assert "“Fridays do not work”" in text(card)
    assert "Seen at the time: No check-ins yet." in text(card)
    assert [each.label for each in buttons_of(card)] == ["Confirm", "Hand back with a word", "What it rests on"]
    rests = text(await desk.card(MARIBEL, "decide.rests", value=buttons_of(card)[2].value))
    assert "Seen at the time: No check-ins yet." in rests
    assert "On the way: implementation as expected: no" in rests
    async with desk.store() as store:
        assert await store.learning.standing() == {}


async def test_one_lead_confirms_and_everybody_knows(desk: Desk) -> None:
    await decide(desk, ANA_LUCIA)
    asked = await notifications(desk, "confirm")
    async with desk.store(writes=True) as store:
        for claim in await store.outbox.claim("here", 50, LEASE, 100.0):
            await store.outbox.sent(claim.notification, "D1", f"{claim.notification.id}.0")
    card = await desk.card(MARIBEL, "decide.confirm", value=asked[MARIBEL].occasion)
    assert "Maribel Ortega confirmed it." in text(card)
    assert routes_of(card) == ["decide", "decide.history"]
    async with desk.store(writes=True) as store:
        assert "S1" in await store.learning.standing()
        stale = await store.outbox.take_stale()
        assert stale is not None
        assert stale.reader.email == DEVON, "the other lead's letter is made again; the pressed one is replaced"
        again = await feature.notifications["confirm"](stale, store)
    assert again is not None
    assert "Maribel Ortega confirmed it." in text(again)
    (notification,) = (await notifications(desk, "confirmed")).values()
    assert notification.reader.email == ANA_LUCIA
    confirmed = await shows(desk, notification)
    assert confirmed is not None
    assert "Maribel Ortega confirmed your proposal" in text(confirmed)


async def test_who_comes_second_sees_who_was_first(desk: Desk) -> None:
    await decide(desk, ANA_LUCIA)
    number = (await notifications(desk, "confirm"))[MARIBEL].occasion
    await desk.enter(MARIBEL, "decide.confirm", value=number)
    assert "Maribel Ortega confirmed it." in text(await desk.card(DEVON, "decide.confirm", value=number))
    assert "Maribel Ortega confirmed it." in text(await desk.card(DEVON, "decide.back", value=number))
    late = await desk.card(DEVON, "decide.returned", answers={"why": "No"}, carry={"decision": number})
    assert "Maribel Ortega confirmed it." in text(late)
    assert len(await notifications(desk, "confirmed")) == 1
    assert await notifications(desk, "handed-back") == {}


async def test_handed_back_with_a_word(desk: Desk) -> None:
    await decide(desk, ANA_LUCIA)
    number = (await notifications(desk, "confirm"))[DEVON].occasion
    form = await desk.form(DEVON, "decide.back", value=number)
    assert "Ana-Lucía Peña reads this" in notes(form)
    with pytest.raises(Refusal) as refused:
        await desk.enter(DEVON, form.route, answers={"why": ""}, carry=form.carry)
    assert refused.value.field == "why"
    said = await desk.card(DEVON, form.route, answers={"why": "Which evenings?"}, carry=form.carry)
    assert "Handed back with your word" in text(said)
    (told,) = (await notifications(desk, "handed-back")).values()
    card = await shows(desk, told)
    assert card is not None
    assert "Devon Achterberg handed back your proposal for After-school" in text(card)
    assert "“Which evenings?”" in text(card)
    assert [(each.label, each.value) for each in buttons_of(card)] == [("Propose again", "S1")]
    for notification in (await notifications(desk, "confirm")).values():
        assert await shows(desk, notification) is None, "not sent yet, and settled: not wanted any more"


async def test_a_newer_proposal_takes_its_place(desk: Desk) -> None:
    await decide(desk, ANA_LUCIA)
    first = (await notifications(desk, "confirm"))[MARIBEL].occasion
    form = await desk.form(WEI, "decide", "S1")
    assert "It waits for a lead; a new proposal takes its place." in notes(form)
    await decide(desk, WEI, path=Way.SUSTAIN)
    card = await desk.card(MARIBEL, "decide.confirm", value=first)
    assert "A newer proposal has taken its place." in text(card)
    async with desk.store() as store:
        assert await store.learning.standing() == {}
        (waiting,) = await store.learning.waiting()
    assert waiting.path is Way.SUSTAIN


async def test_a_decision_can_be_revised_and_the_old_one_stays(desk: Desk) -> None:
    await decide(desk, MARIBEL)
    form = await desk.form(MARIBEL, "decide", "S1")
    assert "this one stays in the history" in notes(form)
    last = await to_the_end(desk, MARIBEL, "S1", Way.OTHER_STRATEGY)
    reason = fields(last)["reason"]
    assert isinstance(reason, Line)
    assert reason.text == "Fridays do not work"
    await decide(desk, MARIBEL, path=Way.STOP)
    async with desk.store() as store:
        assert [each.path for each in await store.learning.decisions()] == [Way.OTHER_STRATEGY, Way.STOP]
        assert (await store.learning.standing())["S1"].path is Way.STOP
    history = text(await desk.card(MARIBEL, "decide.history", value="S1"))
    assert "try another way, proposed by Maribel Ortega, confirmed by Maribel Ortega. Fridays" in history
    assert "stop, proposed by Maribel Ortega" in history
    assert "Fridays" not in text(await desk.card(WEI, "decide.history", value="S1")), "the reason is for its author"


async def test_whose_proposal_a_lead_replaces_hears_of_it(desk: Desk) -> None:
    await decide(desk, WEI)
    await decide(desk, MARIBEL, path=Way.SUSTAIN)
    assert set(await notifications(desk, "decided")) == {ANA_LUCIA, WEI}


@pytest.mark.parametrize("email", [ANA_LUCIA, TOMASZ])
async def test_only_leads_confirm(desk: Desk, email: str) -> None:
    await decide(desk, ANA_LUCIA)
    number = (await notifications(desk, "confirm"))[MARIBEL].occasion
    for route in ("decide.confirm", "decide.back"):
        with pytest.raises(NotAllowed):
            await desk.enter(email, route, value=number)


@pytest.mark.parametrize("value", ["", "999", "S1", "-1", "1; drop"])
async def test_a_forged_button_finds_nothing(desk: Desk, value: str) -> None:
    with pytest.raises(Refusal, match="cannot find that proposal"):
        await desk.enter(MARIBEL, "decide.confirm", value=value)


async def test_another_schools_strategy_is_decided_there(desk: Desk) -> None:
    for route in ("decide.keep", "decide.answer", "decide.resume"):
        with pytest.raises(Refusal, match="own team"):
            await desk.enter(RUTH, route, answers=CLOSING, carry={"about": "S1"})
    assert choices(await desk.form(RUTH, "decide")) == ["S11", "S12", "goal:G8"], "G8 is hers"


async def test_without_a_lead_it_waits(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for lead in await store.people.leads():
            await store.people.retire(lead)
    assert "It waits until the plan has a lead." in text(await decide(desk, ANA_LUCIA))
