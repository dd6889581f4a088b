"""The weekly question, its offer and its reminder as a lead may try them before Start."""

from handlers.checkin.cards import nudge_card, question_card
from handlers.checkin.week_question import WeekQuestion
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.sample_question import as_test
from handlers.kit.turn import Turn
from pdsa.cadence import occasion
from pdsa.checkin import next_question, question_day
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.silence import PATIENCE
from pdsa.text import _
from storage.store import Store

router = Router()


@router.button("checkin.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: Store) -> Replies:
    """The first strategy's question, as its owner will get it."""
    strategies = await store.plans.strategies()
    if not strategies:
        raise Refusal(_("The plan has no strategy yet, so there is nothing to ask. `plan` adds one."))
    strategy, week = strategies[0], question_day(turn.today, turn.cycle.rhythm)
    coming = next_question(strategy, turn.today, turn.cycle) or week
    asked = WeekQuestion(strategy, week, occasion=occasion(strategy, coming, turn.cycle))
    if turn.value == "nudge":
        return Say(as_test(nudge_card([asked], asked.week, turn.today, skipped=False)))
    offering = {asked.strategy.code: PATIENCE} if turn.value == "offer" else {}
    return Say(as_test(question_card([asked], turn.person, turn.today, offering=offering)))
