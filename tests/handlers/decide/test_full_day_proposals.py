"""Proposals of a full day come to a lead in one notification."""

from collections import Counter
from pathlib import Path

from handlers.decide.routes import feature
from pdsa.plan import Plan
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import buttons_of, moment, open_desk, text
from tests.handlers.notifications import goes_to, notification
from tests.people import ANA_LUCIA, DEVON, JEROME, MARIBEL, RUTH, WEI

DAY = "2027-05-24"


async def test_on_a_full_day_proposals_are_gathered(tmp_path: Path, plan: Plan) -> None:
    """Two notifications a day come one by one; what else is proposed waits in one notification, with a button for
    each.
    """
    async with open_desk(tmp_path, feature, plan, at="2027-05-24 10:00") as desk:
        await desk.start()
        for code, email in (("S1", ANA_LUCIA), ("S6", WEI), ("S8", JEROME), ("S11", RUTH)):
            await decide(desk, email, code)
        async with desk.store() as store:
            single, several = await store.outbox.of_kind("confirm"), await store.outbox.of_kind("proposals")
            assert Counter(each.reader.email for each in single) == {MARIBEL: 2, DEVON: 2}
            assert Counter(each.reader.email for each in several) == {MARIBEL: 1, DEVON: 1}
            assert {each.at for each in several} == {moment("2027-05-24 16:00")}
            (mine,) = [each for each in several if each.reader.email == MARIBEL]
            card = await feature.notifications["proposals"](mine, store)
        assert card is not None
        assert "4 decisions wait for a lead:" in text(card)
        looks = buttons_of(card)
        assert len(looks) == 4
        assert all(each.label.startswith("See: ") for each in looks)
        seen = await desk.card(MARIBEL, "decide.see", value=looks[1].value)
        assert "Wei Chen proposes for" in text(seen)
        assert buttons_of(seen)[0].label == "Confirm"


async def test_what_came_in_a_notification_of_its_own_that_day_is_not_named_again(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, at="2027-05-24 10:00") as desk:
        await desk.start()
        for code, email in (("S1", ANA_LUCIA), ("S6", WEI), ("S8", JEROME), ("S11", RUTH)):
            await decide(desk, email, code)
        handled = await goes_to(desk, feature, "2027-05-24 16:01")
        (mine,) = [
            card for key, card in handled.items() if key == (await notification(desk, "proposals", DAY, MARIBEL)).key
        ]
        assert mine is not None
        assert "2 more decisions wait for a lead:" in text(mine)
        assert len(buttons_of(mine)) == 2
