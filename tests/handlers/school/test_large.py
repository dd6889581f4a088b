"""A hundred schools with long names in other scripts: every screen of schools and sharing fits the wire."""

from pathlib import Path

from handlers.kit.reply import Say
from pdsa.obstacles import Obstacle
from pdsa.people import Role
from pdsa.plan import Plan
from tests.forging import shown
from tests.handlers.desk import Desk
from tests.handlers.school.a_school import OWN, notification_card, notifications_due, open_school, reflected
from tests.people import HANNAH, KOFI, MARIBEL

LONG = "ご家族 <b>*x*` " * 20
LINE = {"audience": "-", "other": LONG[:150], "influence": "2", "interest": "3", "statement": LONG, "point1": LONG}
FIRST = "lead1@riverbend.example"


async def fill(desk: Desk) -> None:
    """A hundred schools, three questions, many answers, a long communication plan."""
    async with desk.store(writes=True) as store:
        for n in range(100):
            await store.people.put(
                f"lead{n}@riverbend.example", name=f"{n} {LONG}", role=Role.SCHOOL_LEAD, team=f"{n:03} {LONG}",
                district_team=False, zone=None,
            )  # fmt: skip
    for _n in range(12):
        await desk.enter(FIRST, "school.asked", answers={"text": LONG * 3}, carry={"about": "time"})
        await desk.enter(KOFI, "school.answered", answers={"text": LONG * 6}, carry={"question": "1"})
        sent = LINE | {"sender": KOFI, "day": "2027-04-28"}
        await desk.enter(KOFI, "share.keep", answers=sent, carry={"id": "0"})
    await reflected(desk, OWN, HANNAH, Obstacle.TIME, learned=LONG * 8, shared=True)


async def test_every_screen_fits(tmp_path: Path, plan: Plan) -> None:
    async with open_school(tmp_path, plan) as desk:
        await fill(desk)
        for who, route, answers in (
            (MARIBEL, "school", {}),
            (KOFI, "school", {}),
            (FIRST, "school", {}),
            (FIRST, "school.team", {}),
            (KOFI, "share", {}),
            (KOFI, "share.pick", {}),
            (KOFI, "school.questions", {}),
            (KOFI, "school.question.pick", {}),
            (KOFI, "school.question.read", {"question": "1"}),
            (FIRST, "school.elsewhere.shown", {"about": "time"}),
            (HANNAH, "school.lessons", {}),
            (MARIBEL, "setup.person.new", {}),
        ):
            assert shown(await desk.enter(who, route, answers=answers)), route
        drafts = await notifications_due(desk, "2027-04-20 10:00", "2027-04-30 10:00", "school-question", "share")
        kofis = [each for each in drafts if each.kind == "share" or each.member == 10]
        cards = [await notification_card(desk, each) for each in kofis]
        assert cards
        assert all(shown([Say(each)]) for each in cards if each)
