"""Keeping an answer: what it changes and which messages show it; and calls for help, which reach the leads at once."""

from dataclasses import replace
from datetime import date

from handlers.checkin.forms import LIGHT, NOTE, TEXTS
from handlers.checkin.week_question import WeekQuestion, named, notification_key, week_words
from handlers.kit.card import Button, Card, Quote, Text, card
from handlers.kit.form import LONGEST, Line, Note, Saying
from handlers.kit.reply import Replies, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import clip, join, say
from handlers.wording.days_and_hours import today_of
from handlers.wording.released_sentences import take_out
from pdsa.attention_budget import READ
from pdsa.checkin import CheckIn, Went, is_late
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import LEADING, Member
from pdsa.permissions import helpers
from pdsa.text import _, _l
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
ANSWERED = "help answered"


async def call_leads(question: WeekQuestion, answer: CheckIn, turn: Turn, store: YearStore) -> list[str] | None:
    """Write a call for help to the leads if it is new or worded anew; returns whom it goes to.

    One call a strategy, week and day: rewording it the same day updates the message that the leads have.
    """
    before = question.answer.help if question.answer else ""
    if answer.help == before:
        return None
    await store.outbox.refresh(*(each.key for each in await _calls(question.value, store)))
    if not answer.help:
        return None
    if turn.cycle.started_at is None:
        return []
    leads = helpers(turn.person, question.strategy, await store.people.with_roles(LEADING))
    occasion, about = f"{question.value}:{turn.today.isoformat()}", (question.strategy.code,)
    await store.outbox.write(Draft("help", occasion, store.now, lead.id, about=about, prompt=False) for lead in leads)
    return [lead.name for lead in leads]


async def _calls(value: str, store: YearStore) -> list[Notification]:
    """The notifications that carry the calls of one strategy and week."""
    return [each for each in await store.outbox.of_kind("help") if each.occasion.rpartition(":")[0] == value]


@router.notification("help", READ, about=_l("a call for help, to the leads"))
async def call(notification: Notification, store: YearStore) -> Card | None:
    """A call for help, as a lead reads it."""
    value = notification.occasion.rpartition(":")[0]
    question = await named(value, store)
    if question.answer is None or question.author is None:
        return None
    today = today_of(notification.reader, store)
    values = {
        "name": question.author.name,
        "strategy": question.strategy.title,
        "week": week_words(question.week, today),
    }
    if not question.answer.help:
        taken_back = say(_("{name} has taken back the call for help with *{strategy}* ({week})."), **values)
        return card(Text(taken_back)) if notification.sent_at else None
    write = Button(_("Write to {name}").format(name=question.author.first_name), "checkin.write", value, main=True)
    return card(
        Text(say(_("{name} asks for help with *{strategy}* ({week}):"), **values)),
        Quote(clip(question.answer.help, 1500)),
        await _answered(value, question.author, store),
        write if question.author.active and question.author.id != notification.reader.id else None,
    )


async def _answered(value: str, author: Member, store: YearStore) -> Text | None:
    """Who has written back already, so that nobody waits for the other."""
    writers = list(dict.fromkeys(answer.member for answer in await store.passed_on.about(_subject(value))))
    people = await store.people.by_ids(writers)
    names = [people[writer].name for writer in writers if writer in people]
    if not names:
        return None
    return Text(_("{names} wrote to {author}.").format(names=join(names), author=author.first_name))


@router.button("checkin.write", who=LEADING, writes=False)
async def write(turn: Turn, store: YearStore) -> Replies:
    """A lead writes back: the form."""
    question, author = await _called(turn.value, turn, store)
    about = say(_("{name} asks for help with *{strategy}*:"), name=author.name, strategy=question.strategy.title)
    words = question.answer.help if question.answer else ""
    label = _("Your words to {name}").format(name=author.name)
    return ask_form(
        "checkin.send",
        _("Write back"),
        Note(about),
        Saying(clip(words, 1500)) if words else None,
        Line("words", label, long=True, optional=False, most=2000),
        send=_("Send"),
        carry={"call": turn.value},
    )


@router.form("checkin.send", who=LEADING)
async def send(turn: Turn, store: YearStore) -> Replies:
    """Pass a lead's words on to whoever called."""
    value = turn.carry.get("call", "")
    question, author = await _called(value, turn, store)
    words = turn.required("words", _("Write a sentence, or close this form."))
    await store.passed_on.keep(_subject(value), turn.person.id, words)
    await store.record(ANSWERED, _subject(value), after={"to": author.email, "words": words})
    occasion, about = f"{value}:{len(await store.passed_on.about(_subject(value)))}", (question.strategy.code,)
    await store.outbox.write([Draft("help-reply", occasion, store.now, author.id, about=about, prompt=False)])
    await store.outbox.refresh(*(each.key for each in await _calls(value, store)))
    return say_card(Text(_("Your words are on their way to {name}.").format(name=author.name)))


def _subject(value: str) -> str:
    """Under this rests what leads write back to a call."""
    return f"help {value}"


async def _called(value: str, turn: Turn, store: YearStore) -> tuple[WeekQuestion, Member]:
    """A call for help and who called. Raises Refusal where nobody is there to be answered, or it went to others."""
    question = await named(value, store)
    if question.answer is None or question.author is None or not question.author.active:
        raise Refusal(_("There is no such call for help any more, or who called has left the plan."))
    leads = helpers(question.author, question.strategy, await store.people.with_roles(LEADING))
    readers = {each.member.id for each in await _calls(value, store) if each.member}
    called = turn.person.is_lead and turn.person.id in readers
    if not called and turn.person.id not in {lead.id for lead in leads}:
        names = join([lead.name for lead in leads]) or _("a lead")
        raise NotAllowed(_("That call went to the leads of its own plan: {names} can write back.").format(names=names))
    return question, question.author


@router.notification("help-reply", READ, about=_l("a lead's answer to a call for help"))
async def reply(notification: Notification, store: YearStore) -> Card | None:
    """A lead's words, as whoever called reads them."""
    value, _colon, number = notification.occasion.rpartition(":")
    question, answers = await named(value, store), await store.passed_on.about(_subject(value))
    answer = answers[int(number) - 1]
    lead = await store.people.by_id(answer.member)
    if lead is None:
        return None
    about = say(
        _("{name} writes about your call for help with *{strategy}*:"), name=lead.name, strategy=question.strategy.title
    )
    return card(Text(about), Quote(answer.text))


def tapped(question: WeekQuestion, said: str, turn: Turn) -> CheckIn:
    """The answer after a tap: a new one, or the kept one with its tap changed."""
    if said not in set(Went):
        raise Refusal(_("Choose one of them."), field="went")
    if question.answer:
        return replace(question.answer, went=Went(said))
    return worded(new_answer(question, Went(said), turn), question.note_of(turn.person))


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
