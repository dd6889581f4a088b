"""What the interview shows on its way, and what leads read of a proposal before they confirm it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.decide.routes import feature
from handlers.kit.form import Form, Note, Pick
from handlers.kit.words import plain
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, fields, moment, open_desk, text
from tests.people import ANA_LUCIA, MARIBEL


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Monday in ACT."""
    async with open_desk(tmp_path, feature, plan, at="2027-05-24 10:00") as made:
        await made.start()
        yield made


COMING: tuple[tuple[Way, str], ...] = (
    (Way.REALIGN, "the logic model gains A coach for each school"),
    (
        Way.EXTEND,
        "professional learning that staff can attend and use” is due Mon 1 May 2028",
    ),
    (Way.REVISE, "that staff can attend and use” has the target 2."),
    (Way.SHIFT, "Communication comes first, and the goal “Build a menu"),
    (Way.SHIFT, "What changed: Mon 24 May, leadership: A new superintendent"),
    (
        Way.PREPARE,
        "waits until “The budget is known” holds. It is only looked back at and decided on.",
    ),
    (Way.OTHER_STRATEGY, "“Evening workshops” is a new strategy"),
    (Way.CHANGE_FOCUS, "waits until Mon 10 Jan. It is only looked back at"),
    (Way.CHANGE_FOCUS, "So it is with what else is done for it: Peer visits between schools, one a month; Five-minute"),
    (Way.STOP, "In next year's plan: no"),
)


@pytest.mark.parametrize(("path", "effect"), COMING)
async def test_a_lead_reads_what_a_proposal_would_change_before_confirming_it(
    desk: Desk, path: Way, effect: str
) -> None:
    assert effect in text(await decide(desk, ANA_LUCIA, path=path))
    async with desk.store() as store:
        notification = (await store.outbox.of_kind("confirm"))[0]
        card = await feature.notifications["confirm"](notification, store)
    assert card is not None
    assert effect in text(card)
    assert "[Confirm]" in text(card)


async def test_before_a_year_is_looked_back_at_a_goal_that_waits_is_not_asked_about(desk: Desk) -> None:
    desk.at = moment("2027-02-01 10:00")
    told = text(await decide(desk, ANA_LUCIA, path=Way.CHANGE_FOCUS))
    assert "Nobody is asked about it until then. Nor about what else is done for it: Peer visits" in told


@pytest.mark.parametrize(("goal", "told", "chosen"), [
    ("goal:G6", "What leads to “More staff feel able to teach and model SEL”: “Build a menu", "yes"),
    ("goal:G8", "No implementation goal leads to: ", "no"),
])  # fmt: skip
async def test_an_outcome_goal_is_asked_about_by_what_leads_to_it(
    desk: Desk, goal: str, told: str, chosen: str
) -> None:
    carry = {"about": goal, "said": "implementation=yes", "question": "outcomes"}
    form = await desk.form(MARIBEL, "decide.answer", answers={"answer_outcomes": "no"}, carry=carry)
    assert told in notes(form)
    pick = fields(form)["answer_aligned"]
    assert isinstance(pick, Pick)
    assert pick.chosen == chosen


def notes(form: Form) -> str:
    return "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))


async def test_what_was_seen_is_kept_once_and_at_its_fullest(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.REVISE)
    async with desk.store() as store:
        (kept,) = await store.learning.decisions()
    assert kept.evidence.count("Staff who agree they can support SEL: latest 66% on Fri 7 May") == 1
