"""A number, or a sentence, typed in answer to the notification that asks for numbers."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from handlers.kit.card import Button
from handlers.kit.question import ALREADY, Question, forgotten, is_number, keep_note, not_meant
from handlers.kit.reply import Replace, Replies, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.typed_words import Short, understood
from handlers.kit.words import say
from handlers.log.cards import typed_card
from handlers.log.forms import entry_key
from handlers.log.notifications import KIND, refresh, time_words
from handlers.log.typed import read
from pdsa.errors import Refusal
from pdsa.measures import Observation
from pdsa.names import same
from pdsa.numbers_due import Missing
from pdsa.people import PROMPTED
from pdsa.permissions import enters
from pdsa.text import _
from pdsa.year_measures import key_of
from storage.measured import known_measures, numbers_due
from storage.notifications import Notification
from storage.store import YearStore

router = Router()


@router.typed(KIND, undo="log.unsaid")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The numbers that the notification asked for and that nobody has given yet."""
    lacking = [each for each in await numbers_due(store, turn.cycle, turn.today) if each.key in notification.about]
    notes = {each.subject for each in await store.typed.about(KIND, *notification.about, member=turn.person.id)}
    if len(lacking) > 1 and is_number(turn.words, " ".join(each.measure for each in lacking)):
        lacking = await _of_its_day(lacking, turn, store)
    return [_question(each, each.key in notes) for each in lacking]


async def _of_its_day(lacking: list[Missing], turn: Turn, store: YearStore) -> list[Missing]:
    """Those in whose time the day lies that was typed beside the number; all where none was, or it is nobody's."""
    known = await known_measures(store, await store.plans.observations(until=turn.today))
    days = {each.measure: read(f"{each.measure} {turn.words}", known, turn.today).day for each in lacking}
    fits = [each for each in lacking if (day := days[each.measure]) and each.first <= day <= each.last]
    return fits or lacking


def _question(missing: Missing, noted: bool = False) -> Question:
    label = missing.measure if missing.study else f"{time_words(missing)}: {missing.measure}"
    label = label[:1].upper() + label[1:]
    return Question(KIND, "log.typed", missing.key, label, worded=noted, measure=missing.measure)


@router.button("log.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep the number at once where it is sure which one it is; else open its form; keep a sentence as a note."""
    lacking = {each.key: each for each in await numbers_due(store, turn.cycle, turn.today)}
    missing = lacking.get(turn.value)
    if missing is None:
        raise Refusal(_("That number is there by now. `log` enters another."))
    typed_answer = understood(turn.words)
    if typed_answer.short in (Short.SKIP, Short.NO, Short.NOT):
        return Then("snooze")
    if is_number(turn.words, missing.measure):
        return await _number(missing, turn, store)
    told = say(_("Kept as your note on *{measure}*. The number can follow later."), measure=missing.measure)
    log_it = Button(_("Log it"), "log.number", key_of(missing.measure), main=True)
    return await keep_note(_question(missing), typed_answer, told, [log_it], turn, store)


async def _number(missing: Missing, turn: Turn, store: YearStore) -> Replies:
    observations = await store.plans.observations(until=turn.today)
    year_measures = await known_measures(store, observations)
    typed = read(turn.words, year_measures, turn.today)
    if not typed.value or (typed.words and not any(same(each, missing.measure) for each in typed.measures)):
        typed = read(f"{missing.measure} {turn.words}", year_measures, turn.today)
    theirs = [each for each in observations if same(each.measure, missing.measure)]
    sure = typed.value and not typed.doubts and not typed.ask_day and not any(each.group for each in theirs)
    if not sure or not enters(turn.person, missing.measure, year_measures.goals, year_measures.strategies):
        return Then("log", words=f"{missing.measure} {turn.words}")
    day = typed.day or (turn.today if missing.study else min(missing.last, turn.today))
    value = replace(turn, answers={"value": typed.value}).figure("value")
    if value is None or day > turn.today:
        return Then("log", words=f"{missing.measure} {turn.words}")
    each = Observation(missing.measure, day, value, typed.n)
    before = next((old for old in theirs if entry_key(old) == entry_key(each)), None)
    await store.plans.put_observations([each])
    await refresh(missing.measure, store)
    number = await store.typed.put(turn.person.id, KIND, missing.key, "", before=_plain(each, before))
    return Replace(typed_card(each, turn, not_meant(number)))


def _plain(now: Observation, before: Observation | None) -> dict[str, object]:
    """Which number was kept, and what it took the place of."""
    return {"now": _dated(now), "before": _dated(before) if before else None}


def _dated(each: Observation) -> dict[str, object]:
    return {**asdict(each), "day": each.day.isoformat()}


def _read(kept: Mapping[str, object]) -> Observation:
    return Observation(**{**kept, "day": date.fromisoformat(str(kept["day"]))})  # type: ignore[arg-type]


@router.button("log.unsaid", who=PROMPTED)
async def undo(turn: Turn, store: YearStore) -> Replies:
    """The words were not meant for this: the number as it was before, and nothing of them is left."""
    number = whole(turn.value)
    word = await store.typed.one(number, turn.person.id) if number is not None else None
    if word is None:
        raise Refusal(str(ALREADY))
    if isinstance(word.before, dict):
        now, before = word.before["now"], word.before["before"]
        await store.measures.unsay(_read(now), _read(before) if before else None)
    await store.typed.forget(word, word.text)
    await refresh(word.subject.partition(":")[2], store)
    return forgotten(word.subject.partition(":")[2])
