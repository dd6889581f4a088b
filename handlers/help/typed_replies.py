"""Typed replies to what the bot asked: which question they answer, and the way to take one back."""

from collections.abc import Sequence

from handlers.answers.edit_conflicts import reopened
from handlers.answers.open_questions import CHANGE, FORGET, fitting, forgotten, not_meant, open_questions, own_word
from handlers.kit.card import VALUE, Button, Buttons, Part, Quote, Text, buttons
from handlers.kit.declared import ASK, Question, word_button
from handlers.kit.form import LONGEST, Line
from handlers.kit.reply import Replies, Reply, Say, Then, ask_form, replace_card, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, say
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, PROMPTED
from pdsa.text import _
from pdsa.typed_words import understood
from storage.notification_states import State
from storage.store import YearStore

router = Router()
A_ROW, MOST = 5, 20
"""So many questions a row of buttons and a card can offer."""
SHOWN = 500


async def answer(typed: str, questions: Sequence[Question], turn: Turn, store: YearStore) -> Reply:
    """Hand the words to the one question that they can answer, or ask which is meant, the words waiting meanwhile."""
    if len(typed) > LONGEST:
        told = _("That is longer than I can keep in one piece: {n} letters at most. Please send it in parts.")
        return say_card(Text(told.format(n=LONGEST)))
    if turn.person.promised:
        told_first = await store.outbox.by_key(f"typed-words:first:{turn.person.id}")
        if told_first is None or told_first.state is not State.SENT:
            return say_card(*_first_told(typed))
    fits = fitting(questions, understood(typed), typed)
    if len(fits) == 1:
        return Then(fits[0].route, words=typed, value=fits[0].value)
    return Then("words.wait", words=typed)


def _first_told(typed: str) -> list[Part | None]:
    """For whoever was welcomed when typed words were not kept: that they are, before the first one is."""
    told = _(
        "So far I said that what you type is answered and not kept. That has changed: what you type after a question "
        "of mine is kept as your answer. I show it each time, and one tap forgets it. Shall I keep this one?"
    )
    fits = len(typed) <= VALUE
    return [
        Text(told),
        None if fits else Text(_("It is long: please send it once more after you have pressed a button.")),
        buttons(
            Button(_("Keep it"), "words.agree", typed if fits else "", main=True),
            Button(_("Do not keep it"), "words.agree"),
            Button(_("What do you keep about me?"), "welcome.kept"),
        ),
    ]


@router.button("words.agree", who=EVERYONE)
async def agree(turn: Turn, store: YearStore) -> Replies:
    """They know now that typed answers are kept; these words are, if they said so."""
    if turn.person.promised:
        await store.people.release(turn.person)
    if not turn.value:
        return replace_card(Text(_("Not kept. From now on, what you type after a question of mine is your answer.")))
    return Then("words", words=turn.value, value=turn.value)


@router.button("words.wait", who=PROMPTED)
async def wait(turn: Turn, store: YearStore) -> Replies:
    """Ask which question is meant; the words rest until somebody says so."""
    if not turn.words.strip():
        raise Refusal(_("Those words wait no longer. Please write them once more."))
    asked = fitting(await open_questions(turn, store), understood(turn.words), turn.words)[:MOST]
    number = await store.typed.wait(turn.person.id, turn.words)
    row = [Button(each.button, "words.which", f"{number}:{each.route}:{each.value}") for each in asked]
    return say_card(
        Text(_("Which question does that answer?")),
        Quote(clip(turn.words, SHOWN)),
        *(Buttons(tuple(row[start : start + A_ROW])) for start in range(0, len(row), A_ROW)),
        Button(_("None of them"), "words.which", f"{number}:"),
    )


@router.button("words.which", who=PROMPTED)
async def which(turn: Turn, store: YearStore) -> Replies:
    """The words go to the question that was meant, or are forgotten."""
    number, _colon, rest = turn.value.partition(":")
    route, _colon, value = rest.partition(":")
    words = await store.typed.take(whole(number) or 0, turn.person.id)
    if words is None:
        raise Refusal(_("Those words wait no longer. Please write them once more."))
    if not route:
        return replace_card(Text(_("Not kept: nothing of it is left with me.")))
    return Then(route, words=words, value=value)


@router.button(FORGET, who=PROMPTED)
async def forget(turn: Turn, store: YearStore) -> Replies:
    """An answer was none: it is forgotten as if it had never been typed."""
    word = await own_word(turn.value, turn, store)
    undo = next((asks.undo for asks in turn.asks if word.kind in asks.kinds and asks.undo), "")
    if undo:
        return Then(undo, value=turn.value)
    await store.typed.forget(word, word.text)
    strategy = await store.plans.strategy(word.subject)
    return forgotten(strategy.title if strategy else _("the rubric"))


@router.button(CHANGE, who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    """The words of a note, to be written anew."""
    word = await own_word(turn.value, turn, store)
    return ask_form(
        "words.changed",
        _("Change it"),
        Line("text", _("Your note"), word.text, long=True, optional=False, most=LONGEST),
        send=_("Keep it"),
        carry={"word": str(word.id)},
        own=True,
    )


@router.form("words.changed", who=PROMPTED, now=reopened(change, "word"))
async def changed(turn: Turn, store: YearStore) -> Replies:
    """Keep the note as it reads now."""
    word = await own_word(turn.carry.get("word", ""), turn, store)
    text = turn.required("text", _("A sentence will do; “Not meant for this” forgets the note."))
    await store.typed.change(word, text)
    return say_card(Text(_("Kept as it reads now:")), Quote(text), not_meant(word.id))


def no_answer(said: str, turn: Turn, leads: str) -> Say:
    """To a question that the bot cannot answer: who can, and the way to say that it was an answer."""
    told = say(_("I take that for a question to me, and keep nothing of it. I know no answer to it."))
    if leads:
        told += say(_(" {leads} may know."), leads=leads)
    mine = Button(_("It is my answer"), "words.mine", said) if len(said) <= VALUE else None
    ask = Button(_("Ask them"), ASK, "") if leads else None
    words = (word for word in turn.open_words if word.name in ("status", "help"))
    return say_card(Text(told), mine, ask, *(word_button(word) for word in words))


@router.button("words.mine", who=PROMPTED, writes=False)
async def mine(turn: Turn, store: YearStore) -> Replies:
    """It was no question: the words are an answer to what is asked."""
    questions = await open_questions(turn, store)
    if not questions:
        raise Refusal(_("No question of mine is open any more. `checkin` asks you anew."))
    return await answer(turn.value, questions, turn, store)
