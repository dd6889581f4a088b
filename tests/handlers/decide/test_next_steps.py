"""Next steps of decisions: listed for those who lead or take them, done with one tap, and then never asked about."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.decide.next_steps import due
from handlers.decide.routes import feature
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, DEVON, MARIBEL, WEI

SPAN = TimeSpan(moment("2027-01-11 10:00"), moment("2027-05-31 10:00"))


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Monday in DO with two decisions, each with a next step of Ana's or Devon's."""
    async with open_desk(tmp_path, feature, plan, at="2027-01-11 10:00") as made:
        await made.start()
        await decide(made, MARIBEL, "S1", Way.KEEP, look_again="2027-02-08", due="2027-03-01")
        await decide(made, MARIBEL, "goal:G2", Way.SUSTAIN, owner=DEVON, step="Ask the board", due="2027-01-20")
        yield made


async def test_leads_see_all_open_steps_and_others_their_own(desk: Desk) -> None:
    told = text(await desk.card(MARIBEL, "decide", "steps"))
    assert told.index("Ask the board (Devon Achterberg, Wed 20 Jan)") < told.index("Move them to Tuesday evenings")
    assert routes_of(await desk.card(MARIBEL, "decide.steps")).count("decide.done") == 2
    hers = text(await desk.card(ANA_LUCIA, "decide.steps"))
    assert "Move them to Tuesday evenings" in hers
    assert "Ask the board" not in hers
    assert "No next step is open" in text(await desk.card(WEI, "decide", "next steps"))
    desk.at = moment("2027-02-01 10:00")
    assert "Wed 20 Jan, past its day)" in text(await desk.card(MARIBEL, "decide.steps"))


async def test_what_is_done_is_kept_shown_and_never_asked_about(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        drafts = list(await due(SPAN, store))
        assert len([each for each in drafts if each.occasion.startswith("1-")]) == 2
        await store.outbox.write([each for each in drafts if each.occasion.startswith("1-")])
        notifications = await store.outbox.of_kind("look-again")
        card = await feature.notifications["look-again"](notifications[0], store)
    assert card is not None
    assert "decide.done" in routes_of(card)
    shown = await desk.card(ANA_LUCIA, "decide.done", value="1")
    assert "Done: the next step for After-school" in text(shown)
    assert "Done: Mon 11 Jan" in text(shown)
    assert "decide.done" not in routes_of(shown)
    await desk.card(ANA_LUCIA, "decide.done", value="1")  # a second press changes nothing
    async with desk.store() as store:
        assert [each.occasion for each in await due(SPAN, store)] == ["1-2027-02-08", "2-2027-01-20"]
        step = next(each for each in notifications if each.occasion == "1-2027-03-01")
        assert await feature.notifications["look-again"](step, store) is None
        actions = [action for _at, _who, action, *_more in await store.trail("1")]
    assert actions.count("next step done") == 1
    assert "Ask the board" in text(await desk.card(MARIBEL, "decide.done", value="list:1"))


async def test_a_step_that_was_taken_leaves_the_second_look_open_until_its_day(desk: Desk) -> None:
    told = text(await desk.card(ANA_LUCIA, "decide.done", value="1"))
    assert "I'll remind you to look again Mon 8 Feb." in told
    card = await desk.card(ANA_LUCIA, "decide.steps")
    assert "look at it again (Ana-Lucía Peña, Mon 8 Feb)" in text(card)
    (button,) = [each for each in buttons_of(card) if each.route == "decide.done"]
    desk.at = moment("2027-02-08 10:00")
    assert "Looked at again: After-school" in text(await desk.card(ANA_LUCIA, button.route, value=button.value))
    assert "No next step is open" in text(await desk.card(ANA_LUCIA, "decide.steps"))
    async with desk.store() as store:
        (kept,) = [each for each in await store.learning.all_decisions() if each.strategy == "S1"]
    assert (kept.details.done, kept.details.looked) == (date(2027, 1, 11), date(2027, 2, 8))


@pytest.mark.parametrize("value", ["", "99", "list:", "x" * 300])
async def test_a_step_that_is_not_there_is_said(desk: Desk, value: str) -> None:
    with pytest.raises(Refusal, match="cannot find that decision"):
        await desk.enter(MARIBEL, "decide.done", value=value)


async def test_only_who_takes_it_and_leads_say_that_it_is_done(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="That is for Ana-Lucía Peña to say, or for a lead"):
        await desk.enter(WEI, "decide.done", value="1")
    await decide(desk, ANA_LUCIA, "S1", Way.SUSTAIN)
    with pytest.raises(Refusal, match="not confirmed"):
        await desk.enter(ANA_LUCIA, "decide.done", value="3")
