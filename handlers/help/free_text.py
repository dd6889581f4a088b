"""Plain words: whatever somebody writes to the bot gets an answer that helps, and an answer to a question is kept."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from handlers.answers.open_questions import chosen, open_questions
from handlers.help import typed_replies
from handlers.help.guide import guest_card, in_order, meaning_card
from handlers.kit.card import Button, Card, Part, Text, buttons, card
from handlers.kit.declared import Question, word_button
from handlers.kit.reply import Replies, Say, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, join, say
from pdsa.people import EVERYONE
from pdsa.text import _, _l
from pdsa.typed_absences import absence
from pdsa.typed_sentences import (
    ABLE,
    ANEW,
    GREETINGS,
    HELPS,
    KEPT,
    SEEN,
    STATUS_ASKED,
    STOP_WORDS,
    STOPS,
    THANKS,
    WEEKS,
    WHO,
    asked_about,
    is_greeting,
    is_question,
    is_sentence,
    is_thanks,
)
from pdsa.typed_words import ENDS, FILLERS, LINKING, POLITE, after, short_of, tokens
from storage.store import YearStore

router = Router()
A_FEW, SHORT = 2, 12
"""Words that name something, and a question to the bot, are about as long."""
READ = 2000
"""So many characters are looked at; the rest of a very long text says nothing new about what it is for."""
PASSED_ON, PASSED_ON_TO = frozenset({"log", "share"}), frozenset({"win", "voice", "context"})
LONG = 60
"""From so many words on it is a text and not a question."""


@router.command(
    "words", help=_l("What somebody writes in plain words"), who=EVERYONE, early=True, listed=False, own=True
)
async def answer(turn: Turn, store: YearStore) -> Replies:
    """In this order: that they are away; a word of ours; a question to the bot; thanks; else an answer to a question.

    Before all of it dispatch has asked about students' names.
    """
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    typed = turn.words
    open_words = {word.name for word in turn.open_words}
    questions = await open_questions(turn, store) if turn.private else []
    if "away" in open_words and (away := absence(typed, turn.today)):
        told = Then("away", words=away.days)
        return [told, await typed_replies.answer(typed, questions, turn, store)] if away.more and questions else told
    if route := meant(typed, turn, answering=bool(questions)):
        return Then(route[0], words=route[1])
    leads = join([each.name for each in await store.people.leads() if each.id != turn.person.id])
    if chosen(questions, typed):
        return await typed_replies.answer(typed, questions, turn, store)
    if reply := _to_us(typed, turn, leads):
        return reply
    if is_thanks(typed):
        return Say(_heard(typed, questions))
    if route := by_another_name(typed, turn, answering=bool(questions)):
        return Then(route[0], words=route[1])
    if questions and is_question(typed) and not short_of(typed):
        return typed_replies.no_answer(typed, turn, leads)
    if questions:
        return await typed_replies.answer(typed, questions, turn, store)
    return _nothing_asked(typed, turn, leads)


def _nothing_asked(typed: str, turn: Turn, leads: str) -> Replies:
    """What is said to words that answer nothing; nothing of them is kept."""
    folded = [each.folded for each in tokens(typed[:READ])]
    if len(folded) > LONG or len(typed) > READ:
        return Say(_long(turn))
    return Say(_small_talk(folded, turn, leads) or _near(folded, turn) or _unknown(turn))


def meant(typed: str, turn: Turn, *, answering: bool = False) -> tuple[str, str] | None:
    """The word of ours that it begins with, after words that only make it polite, and what follows as it was written.

    While something is asked (`answering`), a sentence that happens to begin with a word of ours is none.
    """
    spans = tokens(typed[:READ])
    folded = [each.folded for each in spans]
    open_words = {word.name: word for word in turn.open_words}
    start = next((n for n, token in enumerate(folded) if token not in FILLERS), len(folded))
    for begin in dict.fromkeys((0, start)):
        for many in (1, 2):  # "check in" is two
            name = "".join(folded[begin : begin + many])
            if name not in open_words:
                continue
            behind = typed[spans[begin : begin + many][-1].end :]
            if not ENDS.match(behind):  # "win-win", "share-out": a word of its own
                continue
            rest = after(behind)
            if name in PASSED_ON and (further := _passed_on(rest, open_words)):
                return further
            word = open_words[name]
            if not answering or not is_sentence(name, rest, spans[:begin], open_words, word.followed_by, own=word.own):
                return name, rest
    return None


def _passed_on(rest: str, open_words: Collection[str]) -> tuple[str, str] | None:
    """The word that follows one that only says what to do with it: "share a voice", "log a win"."""
    left = [each for each in tokens(rest[:READ]) if each.folded not in FILLERS]
    if not left or left[0].folded not in PASSED_ON_TO & set(open_words) or not ENDS.match(rest[left[0].end :]):
        return None
    return left[0].folded, after(rest[left[0].end :])


def by_another_name(said: str, turn: Turn, *, answering: bool = False) -> tuple[str, str] | None:
    """The word of ours that is meant by others; nothing that follows belongs to it. While something is asked, they have
    to stand alone.
    """
    folded = [each.folded for each in tokens(said[:READ])]
    content = [token for token in folded if token not in FILLERS | LINKING | POLITE]
    if len(folded) > LONG or (answering and len(content) > A_FEW):
        return None
    open_words = {each.name for each in turn.open_words}
    start = next((n for n, token in enumerate(folded) if token not in FILLERS), len(folded))
    rest = folded[start:]
    if not answering and "checkin" in open_words and "went" in folded and WEEKS & set(folded):
        return "checkin", ""
    for token in rest[:2]:
        if of := [word.name for word in turn.open_words if token in word.parts]:
            return of[0], token
    for word in turn.open_words:
        if rest and rest[0] in word.synonyms and not STOPS & set(folded):
            return word.name, ""
    text = " ".join(folded)
    if turn.setting and KEPT.search(text):
        return "welcome.kept", ""
    return ("help", "") if rest and rest[0] in HELPS and len(rest) <= 3 and not WHO.search(text) else None


def _to_us(typed: str, turn: Turn, leads: str) -> Replies | None:
    """The answer to a question to the bot, to thanks, to a greeting, and to whoever wants to be left alone."""
    folded = [each.folded for each in tokens(typed[:READ])]
    text = " ".join(folded)
    if STATUS_ASKED.search(text) and len(folded) <= SHORT and any(word.name == "status" for word in turn.open_words):
        return Then("status")
    if turn.setting and KEPT.search(text) and len(folded) <= SHORT:
        return Then("welcome.kept")
    if WHO.search(text) and len(folded) <= SHORT:
        return Say(_who(turn))
    if is_question(typed) and len(folded) <= SHORT and (route := _asked_of_us(text, turn)):
        return Then(route)
    if (term := asked_about(typed)) and (told := meaning_card(term, turn)):
        return Say(told)
    if STOP_WORDS.search(text) or (folded and folded[0] in STOPS and len(folded) <= A_FEW):
        return Say(_stop(turn, leads))
    if is_greeting(folded):
        return Say(_greeting(turn))
    return Say(_wordless(turn)) if not folded and not short_of(typed) else None


def _asked_of_us(text: str, turn: Turn) -> str:
    """The route that answers a question about the bot itself."""
    if turn.setting and SEEN.search(text):
        return "welcome.kept"
    if ABLE.search(text):
        return "help"
    return "checkin" if ANEW.search(text) and any(word.name == "checkin" for word in turn.open_words) else ""


def _heard(said: str, asked: Sequence[Question]) -> Card:
    """To thanks; and to whoever only says that they have read it, what is still open."""
    found = [each.folded for each in tokens(said)]
    if THANKS & set(found) and found[0] != "no":
        return card(Text(_("You're welcome.")))
    waits = any(not (each.answered or each.worded) for each in asked)
    told = _("Good. My question stays open: a tap or a sentence answers it.")
    return card(Text(told if waits else _("Good.")))


def _small_talk(folded: Sequence[str], turn: Turn, leads: str) -> Card | None:
    """Answers to what people say to anybody."""
    text = " ".join(folded)
    if WHO.search(text):
        return _who(turn)
    if folded and (folded[0] in STOPS or STOP_WORDS.search(text)):
        return _stop(turn, leads)
    if set(folded) & THANKS and len(folded) <= 8:
        return card(Text(_("You're welcome.")))
    if folded and folded[0] in GREETINGS and len(folded) <= 6:
        return _greeting(turn)
    return None if text else _wordless(turn)


def _greeting(turn: Turn) -> Card:
    hello = say(_("Hi {name}. What would you like to do?"), name=turn.person.first_name)
    return card(Text(hello), _choice(turn))


def _who(turn: Turn) -> Card:
    district = turn.setting.district if turn.setting and turn.setting.district else _("your district")
    told = _(
        "I'm the SEL cycle bot for {district}, a program and no person. I walk the team through its year of social and "
        "emotional learning: plan, do, study, act. What you answer helps the team learn. It is never used to judge "
        "you, a school or a student."
    )
    return card(Text(say(told, district=district)), _choice(turn))


def _stop(turn: Turn, leads: str) -> Card:
    told = say(_("Understood. `away` lets you pause me until a day of your choice: nothing comes before it."))
    if leads:
        told += say(_(" If you should not be in the plan at all, {leads} can take you off."), leads=leads)
    elif turn.person.is_lead:
        told += say(_(" `setup` lets you make somebody else a lead, and then leave the plan yourself."))
    has_away = any(word.name == "away" for word in turn.open_words)
    return card(Text(told), Button(_("Pause until..."), "away", main=True) if has_away else None)


def _wordless(turn: Turn) -> Card:
    return card(Text(_("I can only read words. These I know:")), _choice(turn))


def _long(turn: Turn) -> Card:
    told = _(
        "That is more than I can make sense of, and I keep nothing of it. If it says how a strategy went, `checkin` "
        "keeps it; if it says what you learned, `reflect` does."
    )
    words = (word for word in turn.open_words if word.name in ("checkin", "reflect", "help"))
    return card(Text(told), *(word_button(word) for word in words))


def _near(found: Sequence[str], turn: Turn) -> Card | None:
    """Words of ours that are nearly what was written."""
    open_words = {word.name: word for word in turn.open_words}
    close: list[str] = []
    for token in ["".join(found[:2]), *found[:4]]:
        if len(token) > 3:
            close += get_close_matches(token, open_words, n=2, cutoff=0.7)
    close = list(dict.fromkeys(close))[:3]
    if not close:
        return None
    told: Words = say(_("Did you mean *{words}*?"), words=join(close))
    return card(Text(told), *(word_button(open_words[name], main=n == 0) for n, name in enumerate(close)))


def _unknown(turn: Turn) -> Card:
    if not turn.private:
        sentence = _(
            "Answers I take in our own talk alone, and here I keep nothing. These words I understand here, too:"
        )
        return card(Text(sentence), _choice(turn))
    sentence = _(
        "No question of mine is open, so I keep nothing of what you write here. These words I understand; `win` and "
        "`voice` keep a sentence any time:"
    )
    return card(Text(sentence), _choice(turn))


def _choice(turn: Turn) -> Part | None:
    """The words most likely to be of use: the phase's own, then status, plan, away, help."""
    open_words = {word.name: word for word in in_order(turn.open_words, turn)}
    wanted = dict.fromkeys((*list(open_words)[:1], "status", "checkin", "plan", "away", "help"))
    return buttons(*[word_button(open_words[name]) for name in wanted if name in open_words][:5])
