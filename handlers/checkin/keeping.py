"""Keeping an answer: what it changes, whom it calls, and which messages show it."""

from dataclasses import replace
from datetime import date

from handlers.checkin.forms import LIGHT, NOTE, TEXTS
from handlers.checkin.help_call import call_leads
from handlers.checkin.week_question import WeekQuestion, notification_key
from handlers.kit.form import LONGEST
from handlers.kit.turn import Turn
from handlers.wording.quotable_sentences import take_out
from pdsa.checkin import CheckIn, Went, is_late
from pdsa.errors import Refusal
from pdsa.text import _
from storage.store import YearStore


def tapped(question: WeekQuestion, said: str, turn: Turn) -> CheckIn:
    """The answer after a tap: a new one, or the kept one with its tap changed."""
    went = _went(said)
    if question.answer:
        return replace(question.answer, went=went)
    return worded(new_answer(question, went, turn), question.note_of(turn.person))


def worded(answer: CheckIn, sentence: str) -> CheckIn:
    """The answer with one more sentence, unless it says that already: what helped where all went as planned, else what
    got in the way.
    """
    place = "well" if answer.went is Went.AS_PLANNED else "in_way"
    before = str(getattr(answer, place))
    if not sentence or f"\n{sentence}\n" in f"\n{answer.well}\n\n{answer.in_way}\n":
        return answer
    text = f"{before}\n{sentence}" if before else sentence
    if len(text) > LONGEST:
        told = _("That is more than I can keep about one week: {n} letters at most. Please say it in fewer.")
        raise Refusal(told.format(n=LONGEST))
    return replace(answer, well=text) if place == "well" else replace(answer, in_way=text)


def filled_in(question: WeekQuestion, turn: Turn) -> CheckIn:
    """The answer as a form gave it. Sentences are changed only by those who may write them, and what a form did not
    ask for stays.
    """
    asks = question.answer is None or "went" in turn.answers
    said = turn.required("went", _("Choose one of them.")) if asks else ""
    base = tapped(question, said, turn) if question.answer is None or asks else question.answer
    went = base.went
    if question.strategy.measure and "number" in turn.answers:
        base = replace(base, number=turn.figure("number"))
    own = base if question.is_authors(turn.person) else new_answer(question, went, turn)
    well, in_way, call = (turn.text(n) if n in turn.answers else getattr(own, n) for n in TEXTS)
    if NOTE in turn.answers:
        note = turn.text(NOTE)
        helped = went is Went.AS_PLANNED
        if turn.carry.get(LIGHT):  # the one sentence that there is
            well, in_way = (note, "") if helped else ("", note)
        else:
            well, in_way = (note, in_way) if helped else (well, note)
    if not question.may_write(turn.person) or not (question.is_authors(turn.person) or well or in_way or call):
        return base
    may_quote = turn.ticked("quotable") if "quotable" in turn.answers else own.quotable
    quotable = may_quote and bool(well or in_way)
    return replace(base, member=turn.person.id, well=well, in_way=in_way, help=call, quotable=quotable)


def new_answer(question: WeekQuestion, went: Went, turn: Turn) -> CheckIn:
    """An answer without words so far."""
    late = is_late(question.week, turn.now, turn.zone, turn.cycle.year)
    return CheckIn(question.strategy.code, question.week, turn.person.id, went, turn.now, late=late)


def _went(said: str) -> Went:
    try:
        return Went(said)
    except ValueError:
        raise Refusal(_("Choose one of them."), field="went") from None


async def keep(question: WeekQuestion, answer: CheckIn, turn: Turn, store: YearStore) -> list[str] | None:
    """Keep an answer and tell those whom it concerns.

    Returns the names of the leads whom a new call for help is on its way to, None where there is no new call. The
    message that was pressed is left to the caller; the others that show this week are made again.
    """
    if answer != question.answer:
        await store.checkins.put(answer)
        if question.answer is not None and question.answer.quotable:
            await take_out(store)
    readers = {turn.person.id, answer.member}
    owner = await store.people.by_email(question.strategy.owner) if question.strategy.owner else None
    if owner is not None:
        readers.add(owner.id)
        await store.checkins.unskip(owner.id, question.week)
    await _show(question.week, readers, turn, store)
    return await call_leads(question, answer, turn, store)


async def _show(week: date, readers: set[int], turn: Turn, store: YearStore) -> None:
    keys = [notification_key(kind, week, reader) for kind in ("checkin", "nudge") for reader in sorted(readers)]
    pressed = await pressed_notification(turn, store, week)
    await store.outbox.refresh(*(key for key in keys if key != pressed))


async def pressed_notification(turn: Turn, store: YearStore, week: date) -> str | None:
    """The key of the week's notification whose own message was pressed, if it was one."""
    if turn.message is None:
        return None
    for kind in ("checkin", "nudge"):
        notification = await store.outbox.by_key(notification_key(kind, week, turn.person.id))
        if notification is not None and notification.message == turn.message:
            return notification.key
    return None
