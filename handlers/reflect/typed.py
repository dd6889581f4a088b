"""A reply to the notification that asks to look back: kept as a note, which stands filled in when its author does."""

from handlers.answers.open_questions import keep_note
from handlers.kit.card import Button
from handlers.kit.declared import Question
from handlers.kit.reply import Replies, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say
from handlers.wording.strategy import held_words
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.permissions import works_on
from pdsa.reflection import Held
from pdsa.text import _
from pdsa.typed_words import Short, understood
from storage.notifications import Notification
from storage.store import YearStore

router = Router()
KIND = "reflect"
HELD = {
    Short.YES: Held.YES,
    Short.PLANNED: Held.YES,
    Short.DONE: Held.YES,
    Short.PARTLY: Held.PARTLY,
    Short.NO: Held.NO,
    Short.NOT: Held.NO,
}


@router.typed(KIND, f"{KIND}-nudge")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The notification's strategies at which nobody has looked back yet."""
    settled = await store.learning.latest_reflections()
    about = [
        each for each in await store.plans.strategies() if each.code in notification.about and each.code not in settled
    ]
    notes = {each.subject for each in await store.typed.about(KIND, *notification.about, member=turn.person.id)}
    return [_question(each, each.code in notes) for each in about if works_on(turn.person, each)]


def _question(each: Strategy, noted: bool = False) -> Question:
    return Question(KIND, "reflect.typed", each.code, each.title, worded=noted, shorts=frozenset(HELD))


@router.button("reflect.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed, and show the way to the rest."""
    strategy = await store.plans.strategy(turn.value)
    if strategy is None or strategy.dropped or not works_on(turn.person, strategy):
        raise Refusal(_("That strategy is no longer in the plan. `reflect` lists those that are."))
    typed_answer = understood(turn.words)
    if typed_answer.short is Short.SKIP:
        return Then("snooze")
    if typed_answer.short not in HELD and not typed_answer.sentence:  # it says nothing of the prediction: the form asks
        return Then("reflect", value=strategy.code)
    told = say(_("Kept as your note on *{strategy}*."), strategy=strategy.title)
    if typed_answer.short in HELD:
        told = say(_("Kept for *{strategy}*: it turned out as predicted: *{held}*."), strategy=strategy.title,
                   held=held_words(HELD[typed_answer.short]))  # fmt: skip
    told += say(_(" It stands filled in when you look back."))
    go_on = Button(_("Look back"), "reflect", strategy.code, main=True)
    return await keep_note(_question(strategy), typed_answer, told, [go_on], turn, store)


def held_of(short: str) -> Held | None:
    """What a short answer says of the prediction."""
    return HELD.get(Short(short)) if short in set(Short) else None
