"""The forms behind the weekly question: which strategy, and what there is to say."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from handlers.checkin.cards import labels, said_words, sentences
from handlers.checkin.week_question import WeekQuestion, for_span
from handlers.kit.form import LONGEST, Field, Form, Line, More, Note, Number, Option, Pick, Tick, form
from handlers.kit.turn import Answer, Turn
from handlers.kit.words import Words, clip, join, say, when
from pdsa.checkin import CheckIn, Went, asked_on
from pdsa.people import Member
from pdsa.permissions import owns
from pdsa.text import _

TEXTS = ("well", "in_way", "help")
QUIETLY = "quietly"
LIGHT = "light"
"""Whether a form asks for one sentence in place of two."""
SHAPE = "shape"
AUTHOR = "author"
"""Whose answer there was when a form was opened."""
NOTE = "note"
"""A school's team is asked for a tap and one sentence; the tap says whether it tells what helped or what did not."""


def choose_form(
    own: Sequence[WeekQuestion], others: Sequence[WeekQuestion], owners: dict[str, str], told: str = ""
) -> Form:
    """Which strategy? Own ones first, those without an answer before the others; `owners` are names by e-mail."""
    ordered = sorted(own, key=lambda question: question.answer is not None)
    options = [Option(question.value, question.strategy.title) for question in ordered]
    for question in others:
        name = owners.get(question.strategy.owner.lower(), question.strategy.owner or _("nobody's yet"))
        options.append(Option(question.value, f"{clip(name, 25)}: {question.strategy.title}"))
    return form(
        "checkin.choose",
        _("Check in"),
        Note(told) if told else None,
        Pick("asked", _("Which strategy?"), tuple(options), chosen=options[0].value if own else None),
        send=_("Go on"),
    )


class FormShape(StrEnum):
    """How much a form asks: all of it, what a button was pressed for, or the rest of that."""

    ALL = "all"
    SENTENCE = "sentence"
    HELP = "help"
    NUMBER = "number"
    REST = "rest"


def answer_form(
    question: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape = FormShape.ALL, *, quietly: bool
) -> Form:
    """What somebody has to say about one strategy and week. `quietly`: the message that is open shows it then.

    What was answered is told, not asked again: but for ALL, which changes it.
    """
    answered = question.answer is not None and question.is_authors(turn.person) and shape is not FormShape.ALL
    light = not answered and lighter(question, turn.person)
    fields = _only(question, turn, leads, shape) if answered else _all(question, turn, leads, shape, light=light)
    names = [each.name for each in fields if isinstance(each, Line | Number)]
    return form(
        "checkin.keep",
        _("Check in"),
        Note(_about(question, turn)),
        *_by_another(question, turn.person),
        *fields,
        More(_("More"), "checkin.rest", question.value) if answered and shape is not FormShape.REST else None,
        send=_("Keep it"),
        carry={
            "asked": question.value,
            QUIETLY: "yes" if quietly else "",
            LIGHT: "yes" if light else "",
            SHAPE: shape.value,
            AUTHOR: author_of(question),
        },
        about=f"{question.strategy.code} {question.week}",
        focus=names[0] if names and question.answer is not None else "",
    )


def author_of(question: WeekQuestion) -> str:
    """Whose answer is kept, as a form carries it."""
    return str(question.answer.member) if question.answer else ""


def _all(question: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape, *, light: bool) -> list[Field]:
    """The answer and all that belongs to it."""
    kept, person = question.answer, turn.person
    went = Pick(
        "went",
        _("Did it happen as planned?"),
        tuple(Option(each.value, label) for each, label in labels(question, turn.today).items()),
        chosen=kept.went.value if kept else None,
        few=True,
    )
    texts = _texts(question, person, leads) if question.may_write(person) else []
    if light:
        texts = _one_sentence(question, person, texts, help_first=shape is FormShape.HELP)
    if shape is FormShape.HELP:
        texts.sort(key=lambda field: not (isinstance(field, Line) and field.name == "help"))
    return [went, *texts[:-1], *_figure(question), *texts[-1:]]


def _only(question: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape) -> list[Field]:
    """The answer as text, and the one field that a button was pressed for; or the rest of them."""
    check_in = question.answer
    assert check_in is not None  # there is an answer to tell
    answer_note = Note(say(_("You said: *{went}*."), went=said_words(question, check_in.went, turn.today)))
    texts = _texts(question, turn.person, leads)
    match shape:
        case FormShape.SENTENCE:
            return [answer_note, _sentence(check_in)]
        case FormShape.HELP:
            return [answer_note, *(each for each in texts if isinstance(each, Line) and each.name == "help")]
        case FormShape.NUMBER:
            return [answer_note, *_figure(question)]
        case _:
            return [answer_note, *texts[:-1], *_figure(question), *texts[-1:]]


def _sentence(check_in: CheckIn) -> Line:
    """One sentence: what helped where it went as planned, else what got in the way. The other is behind *More*."""
    if check_in.went is Went.AS_PLANNED:
        return Line(NOTE, _("What helped?"), check_in.well, long=True, most=LONGEST)
    return Line(NOTE, _("What got in the way?"), check_in.in_way, long=True, most=LONGEST)


def _figure(question: WeekQuestion) -> list[Field]:
    """The strategy's number, where it has one."""
    measure = question.strategy.measure
    return (
        [Number("number", clip(measure, 150), question.answer.number if question.answer else None)] if measure else []
    )


def typed_before(question: WeekQuestion, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was written into a short form, by the fields of the whole one."""
    answers_by_field = {name: answer for name, answer in answers.items() if name != NOTE}
    if NOTE in answers and question.answer is not None:
        answers_by_field["well" if question.answer.went is Went.AS_PLANNED else "in_way"] = answers[NOTE]
    return answers_by_field


def lighter(question: WeekQuestion, person: Member) -> bool:
    """Whether the short form will do: for a school's team, unless both sentences have been written already."""
    kept = question.answer if question.is_authors(person) else None
    return not person.district_team and question.may_write(person) and not (kept and kept.well and kept.in_way)


def _one_sentence(question: WeekQuestion, person: Member, texts: Sequence[Field], *, help_first: bool) -> list[Field]:
    """One sentence in place of two; the call for help where it was asked for or made."""
    check_in = question.answer if question.is_authors(person) else None
    said = Line(
        NOTE,
        _("What helped, or got in the way?"),
        (check_in.well or check_in.in_way) if check_in else question.note_of(person),
        long=True,
        most=LONGEST,
        hint=_("One sentence will do. “Ask for help” is a button of its own."),
    )
    call = [each for each in texts if isinstance(each, Line) and each.name == "help"]
    return [said, *(call if help_first or (check_in and check_in.help) else ()), *texts[-1:]]


def _about(question: WeekQuestion, turn: Turn) -> Words:
    reader = turn.person if owns(turn.person, question.strategy) else None
    return say(
        _("*{strategy}*, {week} (the question of {day})"),
        strategy=question.strategy.title,
        week=for_span(question, turn.today),
        day=when(asked_on(question.week, turn.cycle, reader), turn.today),
    )


def _by_another(question: WeekQuestion, person: Member) -> list[Field]:
    """Somebody else's answer: what of it may be read here, and what becomes of it."""
    if question.is_authors(person):
        return []
    name = question.author.name if question.author else _("Somebody who has left the plan")
    fields: list[Field] = [Note(say(_("{name} gave the answer that is kept."), name=name))]
    fields += [Note(words) for words in sentences(question, person)]
    if question.may_write(person):
        fields.append(Note(_("What you write here takes the place of those sentences; they stay in the history.")))
    return fields


def _texts(question: WeekQuestion, person: Member, leads: Sequence[str]) -> list[Field]:
    """The sentences, with one's own words in them, and last the box that releases them."""
    check_in, note = question.answer if question.is_authors(person) else None, question.note_of(person)
    to = _("Goes to {leads} today.").format(leads=join(list(leads))) if leads else ""
    released = _("Without this only you and the leads can read it. Please leave students' names out.")
    if question.strategy.school:
        released = _("Without this only you and your school's leads can read it. Please leave students' names out.")
    return [
        Line("well", _("What went well?"), check_in.well if check_in else "", long=True, most=LONGEST),
        Line("in_way", _("What got in the way?"), check_in.in_way if check_in else note, long=True, most=LONGEST),
        Line("help", _("Do you need help? With what?"), check_in.help if check_in else "", long=True, hint=to),
        Tick(
            "quotable",
            _("What went well and what got in the way may be quoted with my name"),
            on=bool(check_in and check_in.quotable),
            hint=released,
        ),
    ]
