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
    ordered = sorted(own, key=lambda asked: asked.kept is not None)
    options = [Option(asked.value, asked.strategy.title) for asked in ordered]
    for asked in others:
        name = owners.get(asked.strategy.owner.lower(), asked.strategy.owner or _("nobody's yet"))
        options.append(Option(asked.value, f"{clip(name, 25)}: {asked.strategy.title}"))
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
    asked: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape = FormShape.ALL, *, quietly: bool
) -> Form:
    """What somebody has to say about one strategy and week. `quietly`: the message that is open shows it then.

    What was answered is told, not asked again: but for ALL, which changes it.
    """
    answered = asked.kept is not None and asked.is_authors(turn.person) and shape is not FormShape.ALL
    light = not answered and lighter(asked, turn.person)
    fields = _only(asked, turn, leads, shape) if answered else _all(asked, turn, leads, shape, light=light)
    names = [each.name for each in fields if isinstance(each, Line | Number)]
    return form(
        "checkin.keep",
        _("Check in"),
        Note(_about(asked, turn)),
        *_by_another(asked, turn.person),
        *fields,
        More(_("More"), "checkin.rest", asked.value) if answered and shape is not FormShape.REST else None,
        send=_("Keep it"),
        carry={
            "asked": asked.value,
            QUIETLY: "yes" if quietly else "",
            LIGHT: "yes" if light else "",
            SHAPE: shape.value,
            AUTHOR: author_of(asked),
        },
        about=f"{asked.strategy.code} {asked.week}",
        focus=names[0] if names and asked.kept is not None else "",
    )


def author_of(asked: WeekQuestion) -> str:
    """Whose answer is kept, as a form carries it."""
    return str(asked.kept.member) if asked.kept else ""


def _all(asked: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape, *, light: bool) -> list[Field]:
    """The answer and all that belongs to it."""
    kept, person = asked.kept, turn.person
    went = Pick(
        "went",
        _("Did it happen as planned?"),
        tuple(Option(each.value, label) for each, label in labels(asked, turn.today).items()),
        chosen=kept.went.value if kept else None,
        few=True,
    )
    texts = _texts(asked, person, leads) if asked.may_write(person) else []
    if light:
        texts = _one_sentence(asked, person, texts, help_first=shape is FormShape.HELP)
    if shape is FormShape.HELP:
        texts.sort(key=lambda field: not (isinstance(field, Line) and field.name == "help"))
    return [went, *texts[:-1], *_figure(asked), *texts[-1:]]


def _only(asked: WeekQuestion, turn: Turn, leads: Sequence[str], shape: FormShape) -> list[Field]:
    """The answer as text, and the one field that a button was pressed for; or the rest of them."""
    check_in = asked.kept
    assert check_in is not None  # there is an answer to tell
    said = Note(say(_("You said: *{went}*."), went=said_words(asked, check_in.went, turn.today)))
    texts = _texts(asked, turn.person, leads)
    match shape:
        case FormShape.SENTENCE:
            return [said, _sentence(check_in)]
        case FormShape.HELP:
            return [said, *(each for each in texts if isinstance(each, Line) and each.name == "help")]
        case FormShape.NUMBER:
            return [said, *_figure(asked)]
        case _:
            return [said, *texts[:-1], *_figure(asked), *texts[-1:]]


def _sentence(check_in: CheckIn) -> Line:
    """One sentence: what helped where it went as planned, else what got in the way. The other is behind *More*."""
    if check_in.went is Went.AS_PLANNED:
        return Line(NOTE, _("What helped?"), check_in.well, long=True, most=LONGEST)
    return Line(NOTE, _("What got in the way?"), check_in.in_way, long=True, most=LONGEST)


def _figure(asked: WeekQuestion) -> list[Field]:
    """The strategy's number, where it has one."""
    measure = asked.strategy.measure
    return [Number("number", clip(measure, 150), asked.kept.number if asked.kept else None)] if measure else []


def typed_before(asked: WeekQuestion, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was written into a short form, by the fields of the whole one."""
    answers_by_field = {name: answer for name, answer in answers.items() if name != NOTE}
    if NOTE in answers and asked.kept is not None:
        answers_by_field["well" if asked.kept.went is Went.AS_PLANNED else "in_way"] = answers[NOTE]
    return answers_by_field


def lighter(asked: WeekQuestion, person: Member) -> bool:
    """Whether the short form will do: for a school's team, unless both sentences have been written already."""
    kept = asked.kept if asked.is_authors(person) else None
    return not person.district_team and asked.may_write(person) and not (kept and kept.well and kept.in_way)


def _one_sentence(asked: WeekQuestion, person: Member, texts: Sequence[Field], *, help_first: bool) -> list[Field]:
    """One sentence in place of two; the call for help where it was asked for or made."""
    check_in = asked.kept if asked.is_authors(person) else None
    said = Line(
        NOTE,
        _("What helped, or got in the way?"),
        (check_in.well or check_in.in_way) if check_in else asked.note_of(person),
        long=True,
        most=LONGEST,
        hint=_("One sentence will do. “Ask for help” is a button of its own."),
    )
    call = [each for each in texts if isinstance(each, Line) and each.name == "help"]
    return [said, *(call if help_first or (check_in and check_in.help) else ()), *texts[-1:]]


def _about(asked: WeekQuestion, turn: Turn) -> Words:
    reader = turn.person if owns(turn.person, asked.strategy) else None
    return say(
        _("*{strategy}*, {week} (the question of {day})"),
        strategy=asked.strategy.title,
        week=for_span(asked, turn.today),
        day=when(asked_on(asked.week, turn.cycle, reader), turn.today),
    )


def _by_another(asked: WeekQuestion, person: Member) -> list[Field]:
    """Somebody else's answer: what of it may be read here, and what becomes of it."""
    if asked.is_authors(person):
        return []
    name = asked.author.name if asked.author else _("Somebody who has left the plan")
    fields: list[Field] = [Note(say(_("{name} gave the answer that is kept."), name=name))]
    fields += [Note(words) for words in sentences(asked, person)]
    if asked.may_write(person):
        fields.append(Note(_("What you write here takes the place of those sentences; they stay in the history.")))
    return fields


def _texts(asked: WeekQuestion, person: Member, leads: Sequence[str]) -> list[Field]:
    """The sentences, with one's own words in them, and last the box that releases them."""
    check_in, note = asked.kept if asked.is_authors(person) else None, asked.note_of(person)
    to = _("Goes to {leads} today.").format(leads=join(list(leads))) if leads else ""
    released = _("Without this only you and the leads can read it. Please leave students' names out.")
    if asked.strategy.school:
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
