"""What school teams and their supervisors are asked, as a lead may try it before Start."""

from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.sample_question import as_test
from handlers.kit.turn import Turn
from handlers.school.questions import asked_card
from handlers.school.supervisors import question_card
from pdsa.people import LEADS
from pdsa.school_rollup import SchoolQuestion
from pdsa.text import _
from storage.store import Store

router = Router()


@router.button("school.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: Store) -> Replies:
    """The once-a-year question to supervisors, or another school's question."""
    if turn.value == "supervisor":
        return Say(as_test(question_card(turn.person)))
    known = await store.schools.questions()
    made_up = SchoolQuestion(
        0, _("Another school"), 0, "", _("How do you find a time that clashes with nothing?"), turn.now
    )
    return Say(as_test(asked_card(known[:1] or [made_up])))
