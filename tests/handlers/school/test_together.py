"""Schools that learn from one another: what worked elsewhere, what is shared, and questions between schools."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.kit.form import Note
from handlers.kit.reply import Ask
from handlers.kit.words import plain
from pdsa.decisions import Details
from pdsa.decisions import Path as Way
from pdsa.errors import Refusal
from pdsa.obstacles import Obstacle
from pdsa.school_rollup import LessonSource, SchoolLesson, elsewhere
from tests.handlers.decide.interviews import decide, to_the_end
from tests.handlers.desk import Desk, buttons_of, fields, moment, routes_of, text
from tests.handlers.school.a_school import OWN, notification_card, notifications_due, reflected
from tests.people import ANA_LUCIA, HANNAH, KOFI, MARIBEL, RUTH

GRACE = "g.kim@riverbend.example"
LUPE = "l.archuleta@riverbend.example"
OMAR = "o.haddad@riverbend.example"


async def decided(desk: Desk, code: str, by: str, obstacle: Obstacle) -> None:
    """A lead confirmed what became of a strategy; the words are the proposer's."""
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(by)
        assert person is not None
        kept = await store.learning.propose(
            strategy=code, path=Way.OTHER_STRATEGY, reason="We moved it into advisory", next_step="Ask the tutors",
            owner=by, due=None, evidence="", by=person.id, confirmed=False, details=Details(obstacle=obstacle.value),
        )  # fmt: skip
        await store.learning.confirm(kept.id, 1)


async def share(desk: Desk, who: str, *values: str) -> str:
    return text(await desk.card(who, "school.lessons.keep", answers={"shared": values}))


async def test_the_same_obstacle_meets_what_another_school_decided_once_they_share_it(desk: Desk) -> None:
    await decided(desk, "S11", RUTH, Obstacle.TIME)
    await reflected(desk, OWN, HANNAH, Obstacle.TIME)
    nothing = await desk.card(HANNAH, "school.elsewhere", value=OWN)
    assert "No other school has shared anything about this yet: no time in the day." in text(nothing)
    assert "school.ask" in routes_of(nothing)
    assert "see it now" in await share(desk, RUTH, "decision:1")
    shown = text(await desk.card(HANNAH, "school.elsewhere", value=OWN))
    for words in (
        "Mesa Verde Middle School, Calm corner",
        "In the way: no time",
        "We moved it into advisory",
        "Ask the tutors",
    ):
        assert words in shown
    assert "Ruth" not in shown  # the school, not the person
    assert "Calm corner" not in text(await desk.card(RUTH, "school.elsewhere.shown", answers={"about": "time"}))
    assert "see nothing of it now" in await share(desk, RUTH)
    assert "Calm corner" not in text(await desk.card(HANNAH, "school.elsewhere", value=OWN))


async def test_the_same_key_activity_will_do(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S11")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, goal="G3"))
    await reflected(desk, "S11", RUTH, learned="Two people, one hour", shared=True)
    assert "Two people, one hour" in text(await desk.card(KOFI, "school.elsewhere", value=OWN))


@pytest.mark.parametrize(
    ("who", "offered"),
    [(OMAR, {"reflection:1"}), (RUTH, {"decision:1"}), (GRACE, None), (HANNAH, None)],
    ids=["its author", "its author, too", "another school", "another school"],
)
async def test_words_are_shared_by_whoever_wrote_them(desk: Desk, who: str, offered: set[str] | None) -> None:
    await decided(desk, "S11", RUTH, Obstacle.TIME)
    await reflected(desk, "S11", OMAR, Obstacle.TIME)
    if offered is None:
        with pytest.raises(Refusal, match="nothing of yours to share"):
            await desk.form(who, "school.lessons")
    else:
        boxes = fields(await desk.form(who, "school.lessons"))["shared"]
        assert {each.value for each in boxes.options} == offered  # type: ignore[attr-defined]
    if who != OMAR:
        await share(desk, who, "reflection:1")  # forged
        async with desk.store() as store:
            assert not any(each.source is LessonSource.REFLECTION for each in await store.schools.shared())


async def test_deciding_points_a_school_s_team_to_what_worked_elsewhere(desk: Desk) -> None:
    way = await to_the_end(desk, HANNAH, OWN, Way.OTHER_STRATEGY)
    assert way.route == "decide.keep"
    carry = {"about": OWN, "said": "implementation=no;circumstances=no", "question": "obstacle"}
    for email, there in ((HANNAH, True), (MARIBEL, False)):
        (reply,) = await desk.enter(email, "decide.answer", answers={"answer_obstacle": "time"}, carry=carry)
        assert isinstance(reply, Ask)
        notes = [plain(each.words) for each in reply.form.fields if isinstance(each, Note)]
        assert any("Another school may have met the same" in each for each in notes) is there
    card = await decide(desk, HANNAH, OWN, Way.KEEP, owner=HANNAH)
    assert ("What worked elsewhere", "school.elsewhere", OWN) in [(b.label, b.route, b.value) for b in buttons_of(card)]
    assert "school.elsewhere" not in routes_of(await decide(desk, ANA_LUCIA, "S1", Way.KEEP))


async def test_a_school_lead_shares_their_school_s_decisions_and_takes_words_back(desk: Desk) -> None:
    await decided(desk, OWN, HANNAH, Obstacle.TIME)
    await reflected(desk, OWN, HANNAH, Obstacle.TIME, shared=True)
    boxes = fields(await desk.form(KOFI, "school.lessons"))["shared"]
    assert {each.value for each in boxes.options} == {"decision:1", "reflection:1"}  # type: ignore[attr-defined]
    await share(desk, KOFI, "decision:1")
    async with desk.store() as store:
        assert [each.source for each in await store.schools.shared()] == [LessonSource.DECISION]


async def test_a_question_goes_round_once_a_week_and_answers_come_back(desk: Desk) -> None:
    carry = {"about": "time"}
    for n in range(5):
        await desk.enter(KOFI, "school.asked", answers={"text": f"How did you find time? ({n})"}, carry=carry)
    drafts = await notifications_due(desk, "2027-04-20 10:00", "2027-05-03 23:00", "school-question")
    async with desk.store() as store:
        names = {each.id: each.email for each in await store.people.all()}
    assert {names[each.member or 0] for each in drafts} == {RUTH, LUPE}
    ruth = [each for each in drafts if names[each.member or 0] == RUTH]
    assert ruth[0].at == moment("2027-04-27 09:00", "America/Phoenix")
    assert all(len(each.about) <= 3 for each in drafts)
    assert len({each.occasion for each in ruth}) == len(ruth)
    card = await notification_card(desk, ruth[0])
    assert card is not None
    assert "Cottonwood Elementary (about: no time in the day)" in text(card)
    shown = text(await desk.card(RUTH, "school.answered", answers={"text": "In advisory"}, carry={"question": "1"}))
    assert "Ruth Yazzie, Mesa Verde Middle School" in shown
    async with desk.store() as store:
        (answer,) = await store.outbox.of_kind("school-answer")
        assert answer.reader.email == KOFI
    assert "on its way to whoever asked" in shown
    own = text(await desk.card(KOFI, "school.answered", answers={"text": "We found it"}, carry={"question": "1"}))
    assert own.startswith("Kept: all school teams can read it.")
    for reader in (HANNAH, LUPE, MARIBEL):
        assert "How did you find time? (0)" in text(await desk.card(reader, "school.questions"))
        assert "In advisory" in text(await desk.card(reader, "school.question.read", answers={"question": "1"}))
    with pytest.raises(Refusal):
        await desk.enter(ANA_LUCIA, "school.questions")


async def test_nobody_is_asked_the_same_twice_nor_in_a_break(desk: Desk) -> None:
    await desk.enter(KOFI, "school.asked", answers={"text": "How?"}, carry={"about": ""})
    first = await notifications_due(desk, "2027-04-20 10:00", "2027-04-30 23:00", "school-question")
    desk.at = moment("2027-04-27 08:00")
    assert len(first) == 2 == len({each.member for each in first})
    assert await notifications_due(desk, "2027-04-26 00:00", "2027-05-09 23:00", "school-question") == []


async def test_who_wants_no_questions_of_other_schools_gets_none(desk: Desk) -> None:
    await desk.enter(KOFI, "school.asked", answers={"text": "How?"}, carry={"about": ""})
    (first, *_rest) = await notifications_due(desk, "2027-04-20 10:00", "2027-04-30 23:00", "school-question")
    async with desk.store(writes=True) as store:
        reader = await store.people.by_id(first.member or 0)
        assert reader is not None
        await store.people.set_consulted(reader, False)
    assert await notification_card(desk, first) is None, "what was written before is not sent any more"
    found = await notifications_due(desk, "2027-05-01 10:00", "2027-05-09 23:00", "school-question")
    assert reader.id not in {each.member for each in found}


async def test_what_is_empty_or_gone_is_said(desk: Desk) -> None:
    with pytest.raises(Refusal, match="A sentence will do"):
        await desk.enter(KOFI, "school.asked", answers={"text": " "}, carry={"about": "time"})
    for route, more in (("school.answer", {"value": "9"}), ("school.answered", {"carry": {"question": "x"}})):
        with pytest.raises(Refusal, match="I do not find that question"):
            await desk.enter(KOFI, route, **more)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="Nobody has asked"):
        await desk.enter(KOFI, "school.question.pick")
    with pytest.raises(Refusal, match="Choose one of the list"):
        await desk.enter(KOFI, "school.elsewhere.shown", answers={"about": "nothing"})
    with pytest.raises(Refusal, match="not open to you"):
        await desk.enter(KOFI, "school.elsewhere", value="S11")


def lesson(
    n: int, school: str = "Mesa", *obstacles: Obstacle, shared: bool = True, decision: bool = False
) -> SchoolLesson:
    source = LessonSource.DECISION if decision else LessonSource.REFLECTION
    at = datetime(2027, 1, n, tzinfo=UTC)
    return SchoolLesson(
        source, n, "S1", "Circle", school, "Collaboration", obstacles, "Begin small", 1, at, shared=shared
    )


@pytest.mark.parametrize(
    ("wanted", "activity", "found"),
    [
        ((Obstacle.TIME,), "", [5, 2, 1]),
        ((Obstacle.MONEY,), "", [2]),
        ((Obstacle.TIME, Obstacle.MONEY), "", [2, 5, 1]),
        ((Obstacle.OTHER,), "", []),
        ((), "collaboration", [5, 6, 2, 1]),
        ((), "", []),
    ],
)
def test_what_fits_best_comes_first(wanted: tuple[Obstacle, ...], activity: str, found: list[int]) -> None:
    lessons = [
        lesson(1, "Mesa", Obstacle.TIME),
        lesson(2, "North", Obstacle.TIME, Obstacle.MONEY),
        lesson(3, "Mesa", Obstacle.TIME, shared=False),
        lesson(4, "  cottonwood ", Obstacle.TIME),
        lesson(5, "North", Obstacle.TIME, decision=True),
        lesson(6, "North", Obstacle.OTHER),
        lesson(7, "", Obstacle.TIME),
    ]
    assert [each.id for each in elsewhere(lessons, "Cottonwood", wanted, activity)] == found
