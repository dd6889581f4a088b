"""A reply to the notification that asks for levels: a note of one's own, which stands beside the questions."""

from handlers.kit.card import Button
from handlers.kit.question import Question, keep_note
from handlers.kit.reply import Replies, Then
from handlers.kit.routes import Router
from handlers.kit.rubric import is_rater, sheet_for
from handlers.kit.short_answers import Short, understood
from handlers.kit.turn import Turn
from pdsa.people import PROMPTED
from pdsa.text import _
from storage.notifications import Notification
from storage.store import Store

router = Router()
KIND = "rate"


@router.typed(KIND, f"{KIND}-nudge")
async def open_(notification: Notification, turn: Turn, store: Store) -> list[Question]:
    """The round that the notification asked about, while something of it waits for this person's level."""
    sheet = await sheet_for(turn, store)
    votes = await store.rubric.votes(member=turn.person.id)
    here = sheet.part is not None and sheet.part.value == notification.occasion and is_rater(turn.person)
    return [_question(notification.occasion)] if here and sheet.open_for(votes, turn.person.id) else []


def _question(part: str) -> Question:
    return Question(KIND, "rate.typed", part, _("The rubric"), private=True)


@router.button("rate.typed", who=PROMPTED)
async def take(turn: Turn, store: Store) -> Replies:
    """Keep a sentence for oneself; a level needs the item that it belongs to."""
    said = understood(turn.words)
    if said.short in (Short.SKIP, Short.NO, Short.NOT):
        return Then("snooze")
    if not said.sentence:
        return Then("rate.own")
    told = _(
        "Kept as a note of your own on the rubric: nobody else reads it. It stands beside the items when you rate."
    )
    rate_it = Button(_("Rate it"), "rate.own", main=True)
    return await keep_note(_question(turn.value), said, told, [rate_it], turn, store)
