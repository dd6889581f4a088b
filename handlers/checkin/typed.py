"""Typed answers to the weekly question: kept at once, with the sentence letter by letter, and taken back whole."""

from dataclasses import replace
from datetime import date

from handlers.answers.open_questions import folded_choice, forgotten, not_meant, own_word
from handlers.checkin.cards import offer, question_card, said_words, sentences, taps
from handlers.checkin.keeping import keep, new_answer, worded
from handlers.checkin.notifications import offering, still_asked
from handlers.checkin.week_question import TYPED, WeekQuestion, for_span, named, notification_key, to_answer
from handlers.kit.card import Button, Card, Items, Quote, Text, card
from handlers.kit.declared import Question
from handlers.kit.reply import Replace, Replies, Reply, Then, replace_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say
from handlers.wording.released_sentences import take_out
from pdsa.cadence import SPELLINGS, Often, is_rarer
from pdsa.checkin import CheckIn, Went
from pdsa.people import PROMPTED
from pdsa.text import _
from pdsa.typed_words import Short, TypedAnswer, understood
from storage.notification_states import Notification
from storage.store import YearStore
from storage.typed_answers import TypedWord

router = Router()
KINDS = ("checkin", "nudge")
LESS = frozenset({"less often", "rarely", "rarer", "seldom", "yes less often"})
WENT = {
    Short.PLANNED: Went.AS_PLANNED,
    Short.DONE: Went.AS_PLANNED,
    Short.YES: Went.AS_PLANNED,
    Short.PARTLY: Went.PARTLY,
    Short.NOT: Went.NOT,
    Short.NO: Went.NOT,
    Short.NOT_DUE: Went.NOTHING_DUE,
}


@router.typed(*KINDS, undo="checkin.unsaid")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The strategies of a week's question that a reply may be about."""
    week = date.fromisoformat(notification.occasion)
    whole_week = await store.outbox.by_key(notification_key("checkin", week, turn.person.id)) or notification
    page = await still_asked(turn.person, week, whole_week.about, store)
    offered = await offering(page, week, turn.person, store)
    return [_question(each, offered=each.strategy.code in offered) for each in page]


def _question(question: WeekQuestion, *, offered: bool) -> Question:
    check_in = question.answer
    return Question(
        kind=TYPED,
        route="checkin.typed",
        value=question.value,
        label=question.strategy.title,
        answered=check_in is not None,
        worded=bool(question.notes) or (check_in is not None and bool(check_in.well or check_in.in_way)),
        shorts=frozenset(WENT),
        choices=frozenset(LESS | _rarer(question).keys()) if offered else frozenset(),
    )


def _rarer(question: WeekQuestion) -> dict[str, Often]:
    """The rhythms that a strategy may have in place of its own, as people write them."""
    rhythm = question.strategy.rhythm
    return {text: often for text, often in SPELLINGS.items() if often is Often.PAUSED or is_rarer(often, rhythm)}


@router.button("checkin.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed about one strategy and week, and show it."""
    question, typed_answer = await to_answer(turn.value, turn, store), understood(turn.words)
    offered = (await offering([question], question.week, turn.person, store)).get(question.strategy.code, 0)
    if offered and (reply := _less_often(question, offered, typed_answer.short, turn)):
        return reply
    if typed_answer.short is Short.SKIP:
        return Then("checkin.skip", value=question.week.isoformat())
    went = WENT[typed_answer.short] if typed_answer.short else None
    if went is None and question.answer is None:
        number = await store.typed.put(
            turn.person.id, TYPED, question.value, typed_answer.sentence, strategy=question.strategy.code
        )
        await _refresh(question, turn, store)
        return Replace(_how_did_it_go(question, number, typed_answer, turn))
    before = question.answer
    instead = before is not None and not question.is_authors(turn.person) and bool(typed_answer.sentence)
    base = new_answer(question, before.went if before else Went.PARTLY, turn) if instead or not before else before
    base = replace(base, went=went) if went else base
    answer = worded(worded(base, question.note_of(turn.person)), typed_answer.sentence)
    if typed_answer.sentence and before:  # new words are private, whatever was released before
        answer = replace(answer, member=turn.person.id, quotable=False)
    await keep(question, answer, turn, store)
    stood = _plain(before, whole=instead)
    number = await store.typed.put(
        turn.person.id, TYPED, question.value, typed_answer.sentence, short=typed_answer.short or "", before=stood
    )
    gave_way = question.author.name if instead and question.author else ""
    return Replace(kept_card(await named(question.value, store), number, turn, gave_way))


def _less_often(question: WeekQuestion, times: int, short: Short | None, turn: Turn) -> Reply | None:
    """The answer to what is asked in place of the week: whether less often would be better. None where it is none."""
    said = folded_choice(turn.words)
    if often := _rarer(question).get(said):
        return Then("checkin.rarer", value=f"{question.value}:{often.value}")
    if short is Short.YES or said in LESS:
        return replace_card(*offer(question, times))
    return Replace(question_card([question], turn.person, turn.today)) if short is Short.NO else None


def _how_did_it_go(question: WeekQuestion, number: int, said: TypedAnswer, turn: Turn) -> Card:
    told = _("Kept as your note on *{strategy}* {week}. How did it go?")
    return card(
        Text(say(told, strategy=question.strategy.title, week=for_span(question, turn.today))),
        Quote(said.sentence),
        taps(question, turn.today),
        Button(_("Change"), "checkin.edit", question.value),
        not_meant(number),
    )


def kept_card(question: WeekQuestion, number: int, turn: Turn, gave_way: str = "") -> Card:
    """What is kept after a typed answer, with the ways to change it or to take it back. `gave_way` is whose sentences
    it took the place of.
    """
    check_in = question.answer
    assert check_in is not None  # just kept
    told = say(
        _("Kept: *{went}*, for *{strategy}* {week}."),
        went=said_words(question, check_in.went, turn.today),
        strategy=question.strategy.title,
        week=for_span(question, turn.today),
    )
    if gave_way:
        told += say(_(" What {name} wrote about it gives way to it, and stays in the history."), name=gave_way)
    said = sentences(question, turn.person)
    asks = not said and check_in.went is not Went.NOTHING_DUE
    more = say(_(" What got in the way, or what helped? Just write it here.")) if asks else ()
    return card(
        Text(told + more),
        Items(tuple(said)) if said else None,
        Button(_("Change"), "checkin.edit", question.value),
        None if check_in.help else Button(_("Ask for help"), "checkin.help", question.value),
        not_meant(number),
    )


@router.button("checkin.unsaid", who=PROMPTED)
async def undo(turn: Turn, store: YearStore) -> Replies:
    """The words were not meant for this: all is as it was before, and nothing of them is left."""
    word = await own_word(turn.value, turn, store)
    question = await named(word.subject, store)
    if question.answer is not None:
        await _take_back(question.answer, word, store)
        if question.answer.quotable:
            await take_out(store)
    await store.typed.forget(word, word.text)
    await _refresh(question, turn, store)
    return forgotten(question.strategy.title)


async def _take_back(check_in: CheckIn, word: TypedWord, store: YearStore) -> None:
    """The answer as it was without these words; none where they were all of it."""
    before = word.before if isinstance(word.before, dict) else None
    if before and "member" in before and check_in.member == word.member:  # it took the place of somebody else's
        await store.checkins.put(replace(check_in, **{**before, "went": Went(before["went"])}))
        return
    answer = replace(check_in, well=_less(check_in.well, word.text), in_way=_less(check_in.in_way, word.text))
    if word.short and before:
        answer = replace(answer, went=Went(before["went"]))
    elif word.short and check_in.went is WENT[Short(word.short)] and not (answer.well or answer.in_way or answer.help):
        await store.checkins.take_out(check_in)
        return
    if before and not answer.quotable and before["quotable"]:
        answer = replace(answer, quotable=True)
    if answer != check_in:
        await store.checkins.put(answer)


def _less(text: str, typed: str) -> str:
    """A text without what was typed into it."""
    return f"\n{text}\n".replace(f"\n{typed}\n", "\n").strip("\n") if typed else text


def _plain(check_in: CheckIn | None, *, whole: bool) -> dict[str, object] | None:
    """How an answer was, as far as taking words back needs it: its sentences only where somebody else's gave way."""
    if check_in is None:
        return None
    words = {name: getattr(check_in, name) for name in ("member", "well", "in_way", "help")} if whole else {}
    return {"went": check_in.went.value, "quotable": check_in.quotable, **words}


async def _refresh(question: WeekQuestion, turn: Turn, store: YearStore) -> None:
    await store.outbox.refresh(*(notification_key(kind, question.week, turn.person.id) for kind in KINDS))
