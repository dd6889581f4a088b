"""What the bot asked that a typed reply may answer, and what is kept of such a reply."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.kit.card import Button, Quote, Text
from handlers.kit.declared import Question
from handlers.kit.reply import Replace, replace_card
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say
from pdsa.errors import Refusal
from pdsa.text import _
from pdsa.typed_words import POLITE, Short, TypedAnswer, tokens
from storage.store import YearStore
from storage.typed_answers import TypedWord

FORGET = "words.forget"
"""The route that forgets an answer; its value is the answer's number."""
CHANGE = "words.change"
"""The route that changes the words of a note; its value is the note's number."""
BESIDE = """
on for of n in as at is was were the a it its value number people percent jan feb mar apr may jun jul aug sep sept oct
nov dec january february march april june july august september october november december st nd rd th today yesterday
week
"""
BESIDE_NUMBERS = frozenset(BESIDE.split())
"""Words that stand beside a number and say no more than what it is of, and when."""


async def open_questions(turn: Turn, store: YearStore) -> list[Question]:
    """What a reply written here may answer: what the message asks in whose thread it stands, else all that is open."""
    by_kind = {kind: asks for asks in turn.asks for kind in asks.kinds}
    if turn.setting is None or turn.setting.started_at is None:
        return []
    if turn.thread and (notification := await store.outbox.by_message(turn.thread, turn.person.id)):
        there = by_kind.get(
            notification.kind
        )  # a call for help, say, has its own button: what is typed below answers nothing
        return list(await there.open(notification, turn, store)) if there else []
    newest = await store.outbox.newest(turn.person.id, by_kind)
    found: list[Question] = []
    for asks in turn.asks:
        notifications = [newest[kind] for kind in asks.kinds if kind in newest]
        if notifications:
            found += await asks.open(max(notifications, key=lambda each: each.sent_at or each.at), turn, store)
    return found


def fitting(questions: Sequence[Question], typed_answer: TypedAnswer, text: str) -> list[Question]:
    """Those of the open questions that these words can answer, those without such an answer before all others."""
    if offering := chosen(questions, text):
        return offering
    numeric = [each for each in questions if each.measure and is_number(text, each.measure)]
    if numeric:
        return _named(numeric, text)
    if typed_answer.short is Short.SKIP:
        return list({each.kind: each for each in questions}.values())
    if typed_answer.short:
        fits = [each for each in questions if typed_answer.short in each.shorts]
        return [each for each in fits if not each.answered] or fits or list(questions)
    return [each for each in questions if not each.worded] or list(questions)


def folded_choice(text: str) -> str:
    """What somebody chose in a word or two, folded and without what is only polite."""
    return " ".join(each.folded for each in tokens(text) if each.folded not in POLITE)


def chosen(questions: Sequence[Question], text: str) -> list[Question]:
    """Those of the open questions that offer these words to choose."""
    said = folded_choice(text)
    return [each for each in questions if said in each.choices]


def is_number(text: str, measure: str = "") -> bool:
    """Whether a text is a number, perhaps with its measure, its day and how many people it comes from."""
    own = {each.folded for each in tokens(measure)}
    words = [each.folded for each in tokens(text)]
    left = [word for word in words if not re.match(r"\d", word) and word not in BESIDE_NUMBERS | own]
    return not left and any(word[0].isdecimal() for word in words)


def _named(questions: list[Question], text: str) -> list[Question]:
    """Those whose measure is named, if any is."""
    words = {each.folded for each in tokens(text)}
    named = [each for each in questions if words & {each.folded for each in tokens(each.measure)} - BESIDE_NUMBERS]
    return named or questions


def not_meant(number: int) -> Button:
    """The way to take back words that were no answer."""
    return Button(_("Not meant for this"), FORGET, str(number))


def forgotten(title: str) -> Replace:
    """What stands in place of an answer that was not meant."""
    return replace_card(Text(say(_("Forgotten: nothing of it is kept about *{title}*."), title=clip(title, 300))))


async def keep_note(
    about: Question,
    typed_answer: TypedAnswer,
    told: Words | str,
    ways: Sequence[Button | None],
    turn: Turn,
    store: YearStore,
) -> Replace:
    """Keep typed words as a note on what was asked, where the answer needs a form: there they stand filled in."""
    number = await store.typed.put(
        turn.person.id,
        about.kind,
        about.value,
        typed_answer.sentence,
        short=typed_answer.short or "",
        strategy=about.named,
    )
    edit = Button(_("Change"), CHANGE, str(number)) if typed_answer.sentence else None
    quote = Quote(typed_answer.sentence) if typed_answer.sentence else None
    return replace_card(Text(told), quote, *ways, edit, not_meant(number))


async def own_word(number: str, turn: Turn, store: YearStore) -> TypedWord:
    """An answer of this person's, by its number. Raises Refusal where there is none any more."""
    word = await store.typed.one(whole(number) or 0, turn.person.id)
    if word is None:
        raise Refusal(_("That is forgotten already. `history` shows what is kept."))
    return word


async def note_on(kind: str, subject: str, turn: Turn, store: YearStore) -> TypedWord | None:
    """What somebody typed in answer to this question so far, all of it as one; None where it is nothing."""
    notes = await store.typed.about(kind, subject, member=turn.person.id)
    if not notes:
        return None
    text = "\n".join(each.text for each in notes if each.text)
    short = next((each.short for each in reversed(notes) if each.short), "")
    return replace(notes[-1], text=text, short=short)
