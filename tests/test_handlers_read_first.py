"""A handler reads, decides, then words: it seldom goes back to read once something was decided or worded."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.checkin.routes import feature as checkin
from handlers.decide.routes import feature as decide
from handlers.digest.routes import feature as digest
from handlers.kit.routes import Feature
from handlers.reflect.routes import feature as reflect
from handlers.status.routes import feature as status
from pdsa.checkin import Went
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from storage.digests import DigestState
from tests.handlers.decide.interviews import CLOSING, SAID, to_the_end
from tests.handlers.desk import Desk, moment, open_desk
from tests.handlers.digest.a_year import live
from tests.people import ANA_LUCIA, MARIBEL
from tests.turn_through_floors import Descent, followed

MOST = 4
"""So many times a turn may go back to read."""


async def _reflects(desk: Desk) -> Descent:
    first = await desk.form(ANA_LUCIA, "reflect", "S1")
    answers = {"happened": "Four of six workshops ran", "held": "partly", "missing": "Evening staff"}
    second = await desk.form(ANA_LUCIA, first.route, answers=answers, carry=first.carry)
    with followed() as descent:
        await desk.enter(ANA_LUCIA, second.route, answers={"learned": "Evenings suit staff"}, carry=second.carry)
    return descent


async def _checks_in(desk: Desk) -> Descent:
    desk.at = moment("2027-04-22 15:00")
    with followed() as descent:
        await desk.enter(ANA_LUCIA, "checkin.tap", value=f"S1:2027-04-22:{Went.PARTLY.value}")
    return descent


async def _proposes(desk: Desk) -> Descent:
    return await _decides(desk, ANA_LUCIA)


async def _decides(desk: Desk, email: str = MARIBEL) -> Descent:
    form = await to_the_end(desk, email, "S1", Way.OTHER_STRATEGY)
    with followed() as descent:
        await desk.enter(email, form.route, answers=SAID[Way.OTHER_STRATEGY] | CLOSING, carry=form.carry)
    return descent


async def _looks_at_status(desk: Desk) -> Descent:
    with followed() as descent:
        await desk.enter(MARIBEL, "status")
    return descent


async def _looks_at_digests(desk: Desk) -> Descent:
    await desk.enter(MARIBEL, "digest")  # what was not drafted in its month is drafted
    async with desk.store() as store:
        drafts = [each for each in await store.digests.all() if each.state is DigestState.DRAFT]
    await desk.enter(MARIBEL, "digest.decline", value=f"{drafts[0].kind}:{drafts[0].occasion}")
    with followed() as descent:
        await desk.enter(MARIBEL, "digest")
    return descent


@pytest.mark.parametrize(
    ("feature", "turn"),
    [
        (reflect, _reflects),
        (checkin, _checks_in),
        (decide, _proposes),
        (decide, _decides),
        (status, _looks_at_status),
        (digest, _looks_at_digests),
    ],
    ids=["reflect", "checkin", "decide, proposed", "decide, by a lead", "status", "digest"],
)
async def test_down_once(
    tmp_path: Path, plan: Plan, feature: Feature, turn: Callable[[Desk], Awaitable[Descent]]
) -> None:
    async with open_desk(tmp_path, feature, plan) as desk:
        await live(desk)
        descent = await turn(desk)
    assert descent.steps
    assert len(descent.climbs) <= MOST, descent.climbs
