"""Walks through the interview of `decide` as somebody does who knows where it should end."""

from typing import Any

from handlers.kit.card import Card
from handlers.kit.form import Form
from handlers.kit.reply import Ask, Say
from pdsa.decision_interview import on_the_way, way_to, written_answers
from pdsa.decisions import Path
from pdsa.obstacles import Obstacle
from tests.handlers.desk import Desk
from tests.people import ANA_LUCIA

SAID: dict[Path, dict[str, Any]] = {
    Path.SUSTAIN: {"people": "The working group", "partners": "None", "tools": "The calendar", "keeps_going": "Time"},
    Path.EXPAND: {"people": "Two of us", "partners": "None", "tools": "None", "keeps_going": "x", "where_to": "Mesa"},
    Path.REALIGN: {"additions": "A coach for each school"},
    Path.EXTEND: {"new_due": "2028-05-01"},
    Path.REVISE: {"new_target": "2"},
    Path.KEEP: {"look_again": "2027-06-02"},
    Path.SHIFT: {"learned": "Ask first", "change": "A new superintendent", "kind": "leadership",
                 "first_activity": "Communication"},
    Path.PREPARE: {"learned": "Ask first", "change": "The grant ended", "kind": "budget",
                   "first_activity": "Aligned Resources", "condition": "The budget is known"},
    Path.OTHER_STRATEGY: {"new_strategy_title": "Evening workshops"},
    Path.CHANGE_FOCUS: {"first_activity": "Collaboration", "until": "2028-01-10"},
    Path.STOP: {"learned": "Nobody had the evening free", "instead": "Visits"},
}  # fmt: skip
CLOSING = {"reason": "Fridays do not work", "step": "Move them to Tuesday evenings", "owner": ANA_LUCIA,
           "due": "2027-08-16"}  # fmt: skip


async def asks(desk: Desk, email: str, form: Form, **answers: Any) -> Form:
    """The screen that follows when a screen is sent."""
    (reply,) = await desk.enter(email, form.route, answers=answers, carry=form.carry)
    assert isinstance(reply, Ask), reply
    return reply.form


async def to_the_end(desk: Desk, email: str, code: str, path: Path, obstacle: Obstacle = Obstacle.TIME) -> Form:
    """The last screen of this path, by way of its last question alone: the others are answered in its carry."""
    *before, (question, last) = on_the_way(way_to(path, obstacle))
    carry = {"about": code, "said": written_answers(dict(before)), "question": question.value}
    (reply,) = await desk.enter(email, "decide.answer", answers={f"answer_{question.value}": last}, carry=carry)
    assert isinstance(reply, Ask), reply
    return reply.form


async def decide(desk: Desk, email: str, code: str = "S1", path: Path = Path.OTHER_STRATEGY, **answers: Any) -> Card:
    """The card at the end of a whole interview. Answers named here go to whichever screen asks for them."""
    form = await to_the_end(desk, email, code, path)
    assert form.route == "decide.keep"
    (reply,) = await desk.enter(email, form.route, answers=SAID[path] | CLOSING | answers, carry=form.carry)
    assert isinstance(reply, Say), reply
    return reply.card
