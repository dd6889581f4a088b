"""Typed answers to the weekly question: kept at once, with the sentence letter by letter, and taken back whole."""

from dataclasses import replace
from datetime import date

from handlers.checkin.cards import offer, question_card, said_words, sentences, taps
from handlers.checkin.keeping import keep, new_answer, worded
from handlers.checkin.notifications import offering, still_asked
from handlers.checkin.week_question import TYPED, WeekQuestion, for_span, named, notification_key, to_answer
from handlers.kit.card import Button, Card, Items, Quote, Text, buttons, card
from handlers.kit.question import ALREADY, Question, folded_choice, forgotten, not_meant
from handlers.kit.quotable_sentences import take_out
from handlers.kit.reply import Replace, Replies, Reply, Then
from handlers.kit.routes import Router
from handlers.kit.short_answers import Short, TypedAnswer, understood
from handlers.kit.turn import Turn, whole
from handlers.kit.words import say
from pdsa.cadence import SPELLINGS, Often, is_rarer
from pdsa.checkin import CheckIn, Went
from pdsa.errors import Refusal
from pdsa.people import PROMPTED
from pdsa.text import _
from storage.notifications import Notification
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


def _question(asked: WeekQuestion, *, offered: bool) -> Question:
    check_in = asked.kept
    return Question(
        kind=TYPED,
        route="checkin.typed",
        value=asked.value,
        label=asked.strategy.title,
        answered=check_in is not None,
        worded=bool(asked.notes) or (check_in is not None and bool(check_in.well or check_in.in_way)),
        shorts=frozenset(WENT),
        choices=frozenset(LESS | _rarer(asked).keys()) if offered else frozenset(),
    )


def _rarer(asked: WeekQuestion) -> dict[str, Often]:
    """The rhythms that a strategy may have in place of its own, as people write them."""
    rhythm = asked.strategy.rhythm
    return {text: often for text, often in SPELLINGS.items() if often is Often.PAUSED or is_rarer(often, rhythm)}


@router.button("checkin.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep what was typed about one strategy and week, and show it."""
    asked, said = await to_answer(turn.value, turn, store), understood(turn.words)
    offered = (await offering([asked], asked.week, turn.person, store)).get(asked.strategy.code, 0)
    if offered and (reply := _less_often(asked, offered, said.short, turn)):
        return reply
    if said.short is Short.SKIP:
        return Then("checkin.skip", value=asked.week.isoformat())
    went = WENT[said.short] if said.short else None
    if went is None and asked.kept is None:
        number = await store.typed.put(turn.person.id, TYPED, asked.value, said.sentence, strategy=asked.strategy.code)
        await _refresh(asked, turn, store)
        return Replace(_how_did_it_go(asked, number, said, turn))
    before = asked.kept
    instead = before is not None and not asked.is_authors(turn.person) and bool(said.sentence)
    base = new_answer(asked, before.went if before else Went.PARTLY, turn) if instead or not before else before
    base = replace(base, went=went) if went else base
    answer = worded(worded(base, asked.note_of(turn.person)), said.sentence)
    if said.sentence and before:  # new words are private, whatever was released before
        answer = replace(answer, member=turn.person.id, quotable=False)
    await keep(asked, answer, turn, store)
    stood = _plain(before, whole=instead)
    number = await store.typed.put(
        turn.person.id, TYPED, asked.value, said.sentence, short=said.short or "", before=stood
    )
    gave_way = asked.author.name if instead and asked.author else ""
    return Replace(kept_card(await named(asked.value, store), number, turn, gave_way))


def _less_often(asked: WeekQuestion, times: int, short: Short | None, turn: Turn) -> Reply | None:
    """The answer to what is asked in place of the week: whether less often would be better. None where it is none."""
    said = folded_choice(turn.words)
    if often := _rarer(asked).get(said):
        return Then("checkin.rarer", value=f"{asked.value}:{often.value}")
    if short is Short.YES or said in LESS:
        return Replace(card(*offer(asked, times)))
    return Replace(question_card([asked], turn.person, turn.today)) if short is Short.NO else None


def _how_did_it_go(asked: WeekQuestion, number: int, said: TypedAnswer, turn: Turn) -> Card:
    told = _("Kept as your note on *{strategy}* {week}. How did it go?")
    return card(
        Text(say(told, strategy=asked.strategy.title, week=for_span(asked, turn.today))),
        Quote(said.sentence),
        taps(asked, turn.today),
        buttons(Button(_("Change"), "checkin.edit", asked.value), not_meant(number)),
    )


def kept_card(asked: WeekQuestion, number: int, turn: Turn, gave_way: str = "") -> Card:
    """What is kept after a typed answer, with the ways to change it or to take it back. `gave_way` is whose sentences
    it took the place of.
    """
    check_in = asked.kept
    assert check_in is not None  # just kept
    told = say(
        _("Kept: *{went}*, for *{strategy}* {week}."),
        went=said_words(asked, check_in.went, turn.today),
        strategy=asked.strategy.title,
        week=for_span(asked, turn.today),
    )
    if gave_way:
        told += say(_(" What {name} wrote about it gives way to it, and stays in the history."), name=gave_way)
    said = sentences(asked, turn.person)
    asks = not said and check_in.went is not Went.NOTHING_DUE
    more = say(_(" What got in the way, or what helped? Just write it here.")) if asks else ()
    return card(
        Text(told + more),
        Items(tuple(said)) if said else None,
        buttons(
            Button(_("Change"), "checkin.edit", asked.value),
            None if check_in.help else Button(_("Ask for help"), "checkin.help", asked.value),
            not_meant(number),
        ),
    )


@router.button("checkin.unsaid", who=PROMPTED)
async def undo(turn: Turn, store: YearStore) -> Replies:
    """The words were not meant for this: all is as it was before, and nothing of them is left."""
    number = whole(turn.value)
    word = await store.typed.one(number, turn.person.id) if number is not None else None
    if word is None:
        raise Refusal(str(ALREADY))
    asked = await named(word.subject, store)
    if asked.kept is not None:
        await _take_back(asked.kept, word, store)
        if asked.kept.quotable:
            await take_out(store)
    await store.typed.forget(word, word.text)
    await _refresh(asked, turn, store)
    return forgotten(asked.strategy.title)


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
    plain: dict[str, object] = {"went": check_in.went.value, "quotable": check_in.quotable}
    return (
        {**plain, **{name: getattr(check_in, name) for name in ("member", "well", "in_way", "help")}}
        if whole
        else plain
    )


async def _refresh(asked: WeekQuestion, turn: Turn, store: YearStore) -> None:
    await store.outbox.refresh(*(notification_key(kind, asked.week, turn.person.id) for kind in KINDS))
