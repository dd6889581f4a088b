"""The seven letters of a long-term goal in words: what is asked, and what helps where an answer is not there yet."""

from collections.abc import Iterator

from handlers.kit.card import FactSet, Items, Part, Text
from handlers.kit.words import Words, clip, say
from pdsa.goals import Goal
from pdsa.smartie import Gap, Letter, gaps
from pdsa.text import _


def letter_name(letter: Letter) -> str:
    """A letter's word: "Specific"."""
    return {
        Letter.SPECIFIC: _("Specific"),
        Letter.MEASURABLE: _("Measurable"),
        Letter.ATTAINABLE: _("Attainable, and a stretch"),
        Letter.RELEVANT: _("Relevant"),
        Letter.TIME_BOUND: _("Time-bound"),
        Letter.INCLUSIVE: _("Inclusive"),
        Letter.EQUITABLE: _("Equitable"),
    }[letter]


def letter_question(letter: Letter) -> str:
    """What is asked under a letter's word."""
    return {
        Letter.SPECIFIC: _("Who will do what, and where?"),
        Letter.MEASURABLE: _("Which number will show it, and what is it today?"),
        Letter.ATTAINABLE: _("Why can it be reached, and why is it worth the effort?"),
        Letter.RELEVANT: _("Which need does it answer? Who told you of it?"),
        Letter.TIME_BOUND: _("By when?"),
        Letter.INCLUSIVE: _("Who helps to decide, of those it is for?"),
        Letter.EQUITABLE: _("Who is left out today, and what changes for them?"),
    }[letter]


def gap_words(gap: Gap) -> Words:
    """What a check did not find, and a question that helps. Nothing here says that the goal is a poor one."""
    found, question = {
        Gap.TOO_SHORT: (_("It is short."), _("Who will do what, and where?")),
        Gap.NO_NUMBER: (_("I find no number."), _("How would you count it, and where does it stand today?")),
        Gap.NO_REASON_TO_HOPE: (
            _("Nothing says why it can be reached."), _("What makes you think so: has it worked somewhere?"),
        ),
        Gap.NO_NEED: (_("Nothing says which need it answers."), _("What did your data or your people tell you?")),
        Gap.NO_DATE: (_("I find no date."), _("By which year should it be so?")),
        Gap.NOBODY_ELSE_DECIDES: (
            _("Nobody is named who helps to decide."),
            _("Which students, families or staff have a say in it?"),
        ),
        Gap.NOBODY_LEFT_OUT: (
            _("Nothing says who is left out today."), _("Who would notice last that things got better?"),
        ),
    }[gap]  # fmt: skip
    return say(_("*{letter}*: {found} {question}"), letter=letter_name(gap.letter), found=found, question=question)


def open_gaps(goal: Goal) -> tuple[Gap, ...]:
    """What a goal's words leave open."""
    return gaps(goal.statement, dict(goal.smartie), goal.due)


def field_of(letter: Letter) -> str:
    """The name of a letter's field in the form."""
    return f"smartie_{letter.value.lower()}"


def smartie_parts(goal: Goal) -> Iterator[Part]:
    """What was answered to the letters, and what could still be answered."""
    answers = tuple((letter_name(Letter(letter)), clip(text, 600)) for letter, text in goal.smartie)
    if answers:
        yield FactSet(answers)
    unanswered = open_gaps(goal)
    if unanswered:
        yield Text(_("What could make it stronger, when you have a minute. None of it has to be there:"))
        yield Items(tuple(gap_words(gap) for gap in unanswered))
