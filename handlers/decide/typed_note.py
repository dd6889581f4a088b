"""A reply to the notification that asks what becomes of a strategy: kept as a note, which stands filled in as the
reason.
"""

from handlers.kit.card import Button
from handlers.kit.question import Question, keep_note
from handlers.kit.reply import Replies, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.typed_words import Short, understood
from handlers.kit.words import say
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.permissions import works_on
from pdsa.text import _
from storage.notifications import Notification
from storage.store import YearStore

router = Router()
KIND = "decide"


@router.typed(KIND, f"{KIND}-nudge")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The notification's strategies on which nobody has decided or proposed anything yet."""
    settled = {each.strategy for each in await store.learning.decisions()}
    about = [
        each for each in await store.plans.strategies() if each.code in notification.about and each.code not in settled
    ]
    notes = {each.subject for each in await store.typed.about(KIND, *notification.about, member=turn.person.id)}
    return [_question(each, each.code in notes) for each in about if works_on(turn.person, each)]


def _question(each: Strategy, noted: bool = False) -> Question:
    return Question(KIND, "decide.typed", each.code, each.title, worded=noted)


@router.button("decide.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed, and show the way to the decision."""
    strategy = await store.plans.strategy(turn.value)
    if strategy is None or strategy.dropped or not works_on(turn.person, strategy):
        raise Refusal(_("I do not find that in the plan any more. `decide` lists what is there."))
    typed_answer = understood(turn.words)
    if typed_answer.short is Short.SKIP:
        return Then("snooze")
    if not typed_answer.sentence:  # yes or no to what is no such question: the first one of the interview is
        return Then("decide", value=strategy.code)
    told = _("Kept as your note on *{strategy}*. It stands filled in as the reason when you decide.")
    decide = Button(_("Decide"), "decide", strategy.code, main=True)
    return await keep_note(_question(strategy), typed_answer, say(told, strategy=strategy.title), [decide], turn, store)
