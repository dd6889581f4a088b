"""What a digest opens with: what its writers said in their own words, and two or three released lessons."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from handlers.digest.outcomes import outcome
from handlers.digest.phrases import held_words, notes_words
from handlers.kit.card import Part, Quote, Text
from handlers.kit.form import Line, Note
from handlers.kit.words import Words, as_written, clip, number, say
from pdsa.digest import YearEnd
from pdsa.digest_days import YEARLY
from pdsa.digest_lessons import Borne
from pdsa.findings import Lesson, RubricFinding, StrategyFinding
from pdsa.text import _
from storage.digest_figures import load_year
from storage.digests import Digest

LONGEST = 800


@dataclass(frozen=True)
class OwnWords:
    """`opening` stands first, `ask` is what is asked for, `became` what became of last year's request.

    `lessons` are the strategies, by code, whose lessons a year's digest opens with; None where nobody has chosen.
    """

    opening: str = ""
    ask: str = ""
    became: str = ""
    lessons: tuple[str, ...] | None = None


NOTHING = OwnWords()


def opening_words(words: OwnWords) -> Iterator[Part]:
    """What stands first, as somebody wrote it."""
    if words.opening:
        yield Text(as_written(words.opening))


def asks_for(words: OwnWords) -> Iterator[Part]:
    """What is asked for, to those who are asked."""
    if words.ask:
        yield Text(say(_("*We ask for:* {ask}"), ask=words.ask))


def asked_parts(words: OwnWords) -> Iterator[Part]:
    """The same, to everybody else."""
    if words.ask:
        yield Text(say(_("*What the team asks leadership for:* {ask}"), ask=words.ask))


def words_fields(digest: Digest) -> Iterator[Line | Note]:
    """The boxes for people's own words in a digest."""
    first = _("One or two sentences. They stand first, as you write them.")
    given = _("Something that the readers can give or decide. Leave it empty if there is nothing.")
    yield Line("opening", _("Words to open with"), digest.opening, long=True, most=LONGEST, hint=first)
    yield Line("ask", _("What we ask for"), digest.ask, long=True, most=LONGEST, hint=given)
    if digest.kind == YEARLY and (last := load_year(digest.content).last_ask):
        yield Note(say(_("*Last year we asked for:* {ask}"), ask=clip(last, 400)))
        yield Line("became", _("What became of it"), digest.became, long=True, most=LONGEST)


def lessons_parts(lessons: tuple[Borne, ...], year: YearEnd) -> Iterator[Part]:
    """The lessons; where none is released, that is said instead."""
    if not lessons:
        none = _("What was learned is not written down yet.")
        kept = _("What was learned is not released yet: its authors can do so when they look back.")
        yield Text(kept if year.unshared or year.lessons else none)
        return
    yield Text(say(_("*What we learned*")))
    for borne in lessons:
        yield lesson_quote(borne.lesson)
        yield Text(_borne(borne, year))


def lesson_quote(lesson: Lesson) -> Quote:
    by = _("{author}, on {title}").format(author=lesson.author, title=clip(lesson.title, 120))
    return Quote(clip(lesson.learned, 800), by=by)


def _borne(borne: Borne, year: YearEnd) -> Words:
    """The figure behind a lesson, and whether its prediction held."""
    if borne.measure is not None:
        figure = outcome(borne.measure, year.district)
    elif borne.item is not None and (borne.strategy is None or borne.strategy.code not in year.told_apart):
        figure = _item(borne.item)
    else:
        figure = _weeks(borne.strategy, year.told_apart)
    return say("{held}{figure}", held=_held(borne.strategy), figure=figure)


def _held(strategy: StrategyFinding | None) -> str:
    if strategy is None or strategy.held is None or not strategy.prediction:
        return ""
    return _("Predicted: “{prediction}”. {held} ").format(
        prediction=clip(strategy.prediction, 200).rstrip("."), held=held_words(strategy.held)
    )


def _item(item: RubricFinding) -> Words:
    start = _("not rated") if item.initial is None else number(item.initial)
    told = _("On the rubric, *{item}* went from level {start} to level {end}.")
    if item.goal is not None:
        told = _("On the rubric, *{item}* went from level {start} to level {end}; the goal is {goal}.")
    if item.status == "met":
        told = _("On the rubric, *{item}* went from level {start} to level {end}, and is at its goal.")
    if item.initial == item.year_end:
        told = _("On the rubric, *{item}* is still at level {end}.")
        if item.goal is not None and item.status != "met":
            told = _("On the rubric, *{item}* is still at level {end}; the goal is {goal}.")
    return say(told, item=clip(item.activity, 100), start=start, end=number(item.year_end or 0), goal=item.goal)


def _weeks(strategy: StrategyFinding | None, told_apart: Collection[str]) -> Words:
    if strategy is None or not strategy.tally.total:
        return say(_("No number stands behind it yet."))
    return say(_("From {notes}."), notes=notes_words(strategy.tally, apart=strategy.code in told_apart))
