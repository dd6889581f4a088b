"""How the weekly question looks: asked, answered, and reminded of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from handlers.checkin.week_question import WeekQuestion, is_this_week, span_words
from handlers.kit.card import Button, Buttons, Card, Items, Part, Text, card
from handlers.kit.card_pages import LONGEST, words_on
from handlers.kit.words import Words, clip, join, number, say
from handlers.wording.days_and_hours import for_occasions, for_week, rhythm_words
from handlers.wording.strategy import went_words
from pdsa.cadence import Often, cadence, is_rarer
from pdsa.checkin import Went
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.silence import PATIENCE, eased
from pdsa.text import _
from pdsa.visible import reader_of, visible

SHOWN = 300
"""So many characters of a sentence stand in a message; the whole of it is behind Edit."""
SHORTER = (120, 80, 50)
"""And so many where there are more than a glance takes in."""


def labels(question: WeekQuestion, today: date) -> dict[Went, str]:
    """The answers as buttons say them."""
    return {
        Went.AS_PLANNED: _("As planned"),
        Went.PARTLY: _("Partly"),
        Went.NOT: _("Not this week") if is_this_week(question, today) else _("Not done"),
        Went.NOTHING_DUE: _("Nothing was due"),
    }


def question_card(
    page: Sequence[WeekQuestion],
    reader: Member,
    today: date,
    *,
    more: Button | None = None,
    offering: Mapping[str, int] = MappingProxyType({}),
) -> Card:
    """Up to five strategies of one week: a question and its buttons each, or what was said. Those in `offering` were
    asked about three times or more without a word: how often, by their codes. Long titles and sentences are cut
    short where there are so many that the whole would not be read at a glance.
    """
    for most in (SHOWN, *SHORTER):
        parts = _asked_parts([_cut(each, most) for each in page], reader, today, offering)
        if words_on(parts) <= LONGEST:
            break
    return card(*parts, more)


def _cut(question: WeekQuestion, most: int) -> WeekQuestion:
    """The same with no text that has more characters; the whole of it is behind Edit."""

    def cut(text: str) -> str:
        return clip(_on_one_line(text), most)

    said = question.answer
    kept = said and replace(said, well=cut(said.well), in_way=cut(said.in_way), help=cut(said.help))
    notes = tuple(replace(each, text=cut(each.text)) for each in question.notes)
    shown = replace(question.strategy, title=clip(question.strategy.title, most))
    return replace(question, strategy=shown, answer=kept, notes=notes)


def _asked_parts(page: Sequence[WeekQuestion], reader: Member, today: date, offering: Mapping[str, int]) -> list[Part]:
    parts: list[Part] = []
    for question in page:
        if question.answer is not None:
            parts += answered_parts(question, reader, today)
        else:
            times = offering.get(question.strategy.code, 0)
            parts += offer(question, times) if times else _question(question, reader, today)
    if any(question.answer is None and question.strategy.code not in offering for question in page):
        parts.append(Text(_("One tap keeps it. A note is welcome, never required.")))
    return parts


def _question(question: WeekQuestion, reader: Member, today: date) -> list[Part]:
    words = say(
        _("How did *{strategy}* go {week}?"), strategy=question.strategy.title, week=span_words(question, today)
    )
    note = question.note_of(reader)
    return [
        Text(words),
        *([Items((say(_("Your note: {text}"), text=clip(note, SHOWN)),))] if note else []),
        taps(question, today),
    ]


def taps(question: WeekQuestion, today: date) -> Buttons:
    """The answers to tap."""
    row = (
        Button(label, "checkin.tap", f"{question.value}:{went.value}")
        for went, label in labels(question, today).items()
    )
    return Buttons(tuple(row))


def offer(question: WeekQuestion, times: int) -> list[Part]:
    """Asked so many times without a word: would less often be better?"""
    strategy = question.strategy
    told = _("I have asked three times about *{strategy}*. Would less often be better?")
    if times > PATIENCE:
        told = _("I have asked {n} times about *{strategy}*, lately less often. Would even less be better?")
    words = say(told, strategy=strategy.title, n=times)
    names = {
        Often.FORTNIGHTLY: _("Every second week"),
        Often.MONTHLY: _("Monthly"),
        Often.TERMLY: _("Every term"),
    }
    rarer = [often for often in names if is_rarer(often, eased(strategy, question.week, times).value)][:2]
    chosen = (Button(names[often], "checkin.rarer", f"{question.value}:{often.value}") for often in rarer)
    pause = Button(_("Pause"), "checkin.rarer", f"{question.value}:{Often.PAUSED.value}")
    planned = Button(_("It went as planned"), "checkin.tap", f"{question.value}:{Went.AS_PLANNED.value}")
    return [Text(words), Buttons((*chosen, pause, planned))]


def rarer_card(strategy: Strategy, today: date) -> Card:
    """What a choice to be asked less often leads to."""
    told = _("Fine: from now on I ask about *{strategy}* {rhythm}.")
    if cadence(strategy.rhythm).often is Often.PAUSED:
        told = _("Fine: I leave *{strategy}* alone until you or a lead choose another rhythm.")
    words = say(told, strategy=strategy.title, rhythm=rhythm_words(strategy, today))
    change = Button(_("Another rhythm"), "plan.strategy", strategy.code)
    return card(Text(words), change, Button(_("Check in"), "checkin"))


def answered_parts(
    question: WeekQuestion, reader: Member, today: date, *, following: Button | None = None
) -> list[Part]:
    """What was said about one strategy, as far as this reader may see it, and the ways to say more."""
    said = sentences(question, reader)
    items = [Items(tuple(said))] if said else []
    return [Text(_kept(question, reader, today, bare=not said)), *items, _ways_on(question, reader, following)]


def _kept(question: WeekQuestion, reader: Member, today: date, *, bare: bool) -> Words:
    check_in = question.answer
    assert check_in is not None  # only answers are shown as kept
    words = say(
        _("*{strategy}*, {week}. Kept: *{went}*."),
        strategy=question.strategy.title,
        week=span_words(question, today),
        went=said_words(question, check_in.went, today),
    )
    if not question.is_authors(reader) and question.author is not None:
        words += say(_(" {name} said so."), name=question.author.name)
    if check_in.late:
        words += say(_(" It came after its week and is marked so; it counts all the same."))
    if bare and question.may_write(reader) and check_in.went is not Went.NOTHING_DUE:
        words += say(_(" What got in the way, or what helped?"))
    return words


def said_words(question: WeekQuestion, went: Went, today: date) -> str:
    """An answer within a sentence."""
    return _("not this week") if went is Went.NOT and is_this_week(question, today) else went_words(went)


def sentences(question: WeekQuestion, reader: Member) -> list[Words]:
    """The sentences and the number of an answer that this reader may see."""
    if question.answer is None:
        return []
    check_in = visible(question.answer, reader_of(reader, question.strategy))
    said: list[Words] = []
    if check_in.number is not None and question.strategy.measure:
        said.append(say("{measure}: *{n}*", measure=clip(question.strategy.measure, SHOWN), n=number(check_in.number)))
    said += [
        say(template, text=clip(_on_one_line(text), SHOWN))
        for template, text in (
            (_("Went well: {text}"), check_in.well),
            (_("Got in the way: {text}"), check_in.in_way),
        )
        if text
    ]
    if check_in.help:
        said.append(say(_("Asked the leads for help: {text}"), text=clip(check_in.help, SHOWN)))
    if check_in.quotable and question.is_authors(reader):
        said.append(say(_("Others may quote this.")))
    return said


def _on_one_line(text: str) -> str:
    """What was said in several goes, each told from the next."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def _ways_on(question: WeekQuestion, reader: Member, following: Button | None) -> Buttons:
    check_in, value = question.answer, question.value
    assert check_in is not None  # there is something to add to
    writes = question.may_write(reader)
    counts = writes and question.is_authors(reader) and bool(question.strategy.measure)
    row = (
        Button(_("Add a sentence"), "checkin.note", value)
        if writes and not (check_in.well or check_in.in_way)
        else None,
        Button(_("Add the number"), "checkin.number", value) if counts and check_in.number is None else None,
        Button(_("Ask for help"), "checkin.help", value) if writes and not check_in.help else None,
        Button(_("Edit"), "checkin.edit", value),
        following,
    )
    return Buttons(tuple(each for each in row if each is not None))


def kept_card(
    question: WeekQuestion,
    reader: Member,
    today: date,
    *,
    following: WeekQuestion | None = None,
    helpers: Sequence[str] | None = None,
) -> Card:
    """An answer that was given in a form. `helpers` are those whom a call for help has just reached."""
    button = None
    if following is not None:
        label = _("Next: {strategy}").format(strategy=following.strategy.title)
        button = Button(label, "checkin.edit", following.value, main=True)
    called = _("I cannot pass your call for help on just now: there is no other lead, or Start was not pressed yet.")
    if helpers:
        called = _("Your call for help is on its way to {names}.").format(names=join(list(helpers)))
    parts = answered_parts(question, reader, today, following=button)
    return card(*parts, Text(called) if helpers is not None else None)


def nudge_card(waiting: Sequence[WeekQuestion], week: date, today: date, *, skipped: bool) -> Card:
    """The one reminder, and what becomes of it. `waiting` are the strategies without a word."""
    value = week.isoformat()
    if not waiting:
        return card(Text(_("Thank you: nothing here waits for you now.")))
    which = for_occasions((each.occasion for each in waiting), week, today)
    if skipped:
        told = _("Skipped {week}: I won't ask for it again. The next question comes as always.")
        return card(
            Text(told.format(week=which or for_week(week, today))),
            Buttons((Button(_("Answer after all"), "checkin.answer", value),)),
        )
    which = which and f" {which}"
    if len(waiting) == 1:
        words = say(_("No rush: *{strategy}* has no word yet{week}."), strategy=waiting[0].strategy.title, week=which)
    else:
        words = say(_("No rush: {n} strategies of yours have no word yet{week}."), n=len(waiting), week=which)
    return card(
        Text(words),
        Buttons(
            (
                Button(_("Answer now"), "checkin.answer", value, main=True),
                Button(_("Skip this time"), "checkin.skip", value),
                Button(_("Later"), "snooze"),
            )
        ),
    )
