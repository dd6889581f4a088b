"""Keeping an answer: what it changes, whom it calls, and which messages show it."""

from dataclasses import replace
from datetime import date

from handlers.checkin.asked import Asked, letter_key
from handlers.checkin.calls import call_leads
from handlers.checkin.forms import LIGHT, NOTE, TEXTS
from handlers.kit.turn import Turn
from handlers.kit.words import _
from pdsa.checkin import CheckIn, Went, is_late
from pdsa.errors import Refusal
from storage.store import Store


def tapped(asked: Asked, said: str, turn: Turn) -> CheckIn:
    """The answer after a tap: a new one, or the kept one with its tap changed."""
    went = _went(said)
    return replace(asked.kept, went=went) if asked.kept else _new(asked, went, turn)


def filled_in(asked: Asked, turn: Turn) -> CheckIn:
    """The answer as a form gave it. Sentences are changed only by those who may write them."""
    went = _went(turn.required("went", _("Choose one of the three.")))
    base = replace(asked.kept, went=went) if asked.kept else _new(asked, went, turn)
    if asked.strategy.measure:
        base = replace(base, number=turn.figure("number"))
    well, in_way, call = (turn.text(name) for name in TEXTS)
    if turn.carry.get(LIGHT):
        said = turn.text(NOTE)
        well, in_way = (said, "") if went is Went.AS_PLANNED else ("", said)
        call = call if "help" in turn.answers else base.help if asked.is_authors(turn.person) else ""
    if not asked.may_write(turn.person) or not (asked.is_authors(turn.person) or well or in_way or call):
        return base
    quotable = turn.ticked("quotable") and bool(well or in_way)
    return replace(base, member=turn.person.id, well=well, in_way=in_way, help=call, quotable=quotable)


def _new(asked: Asked, went: Went, turn: Turn) -> CheckIn:
    late = is_late(asked.week, turn.now, turn.zone, turn.cycle.year)
    return CheckIn(asked.strategy.code, asked.week, turn.person.id, went, turn.now, late=late)


def _went(said: str) -> Went:
    try:
        return Went(said)
    except ValueError:
        raise Refusal(_("Choose one of the three."), field="went") from None


async def keep(asked: Asked, answer: CheckIn, turn: Turn, store: Store) -> list[str] | None:
    """Keep an answer and tell those whom it concerns.

    Returns the names of the leads whom a new call for help is on its way to, None where there is no new call. The
    message that was pressed is left to the caller; the others that show this week are made again.
    """
    if answer != asked.kept:
        await store.checkins.put(answer)
    readers = {turn.person.id, answer.member}
    owner = await store.people.by_email(asked.strategy.owner) if asked.strategy.owner else None
    if owner is not None:
        readers.add(owner.id)
        await store.checkins.unskip(owner.id, asked.week)
    await _show(asked.week, readers, turn, store)
    return await call_leads(asked, answer, turn, store)


async def _show(week: date, readers: set[int], turn: Turn, store: Store) -> None:
    keys = [letter_key(kind, week, reader) for kind in ("checkin", "nudge") for reader in sorted(readers)]
    pressed = await pressed_letter(turn, store, week)
    await store.outbox.refresh(*(key for key in keys if key != pressed))


async def pressed_letter(turn: Turn, store: Store, week: date) -> str | None:
    """The key of the week's letter whose own message was pressed, if it was one."""
    if turn.message is None:
        return None
    for kind in ("checkin", "nudge"):
        letter = await store.outbox.by_key(letter_key(kind, week, turn.person.id))
        if letter is not None and letter.message == turn.message:
            return letter.key
    return None
