"""What could not be delivered, and how a lead has it sent again."""

from datetime import timedelta

import pytest

from handlers.kit.form import Pick
from pdsa.errors import NotAllowed, Refusal
from storage.notification_states import Draft, State
from tests.handlers.desk import Desk, buttons_of, text
from tests.people import MARIBEL, WEI


@pytest.fixture
async def unsent(desk: Desk) -> Desk:
    """Four notifications rest: two never arrived, one may have, one was settled; another one is out of date by now."""
    reasons = {
        "a": "has no chat account", "b": "nobody knows whether it arrived", "c": "no longer wanted",
        "d": "has no chat account", "e": "the channel is archived: choose another one in `setup`",
    }  # fmt: skip
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        old = desk.at - timedelta(hours=1)
        drafts = [Draft("rate", name, old, wei.id, expires=old if name == "d" else None) for name in "abcd"]
        await store.outbox.write([*drafts, Draft("digest-weekly", "e", old, channel="#elsewhere")])
        while claims := await store.outbox.claim("here", 5, timedelta(seconds=9), 100.0):
            for claim in claims:
                await store.outbox.rest(claim.notification, reasons[claim.notification.occasion])
    return desk


async def states(desk: Desk) -> str:
    async with desk.store() as store:
        return "".join(
            notification.occasion for notification in await store.outbox.all() if notification.state is State.READY
        )


async def test_a_lead_sends_again_what_did_not_arrive(unsent: Desk) -> None:
    assert ("status.unsent", "") in [(b.route, b.value) for b in buttons_of(await unsent.card(MARIBEL, "status"))]
    shown = text(await unsent.card(MARIBEL, "status.unsent"))
    assert shown.count("Wei Chen: the rubric's levels") == 3
    assert "may have arrived" in shown
    said = text(await unsent.card(MARIBEL, "status.send-all"))
    assert "1 message is on its way again. 1 is out of date by now and stays." in said
    assert "a channel that the plan names no more" in said
    assert await states(unsent) == "a"


async def test_a_lead_sends_one_of_them_again(unsent: Desk) -> None:
    form = await unsent.form(MARIBEL, "status.pick-unsent")
    (pick,) = [field for field in form.fields if isinstance(field, Pick)]
    assert len(pick.options) == 3
    said = text(await unsent.card(MARIBEL, "status.send-one", answers={"letter": pick.options[-1].value}))
    assert "1 message is on its way again." in said
    assert await states(unsent) == "a"
    with pytest.raises(Refusal, match="settled, by now"):
        await unsent.card(MARIBEL, "status.send-one", answers={"letter": pick.options[-1].value})


async def test_nobody_but_a_lead_sends_again(unsent: Desk) -> None:
    with pytest.raises(NotAllowed):
        await unsent.card(WEI, "status.send-all")
