"""The meeting's document: agenda, norms, the steps, what the year shows, and a page for each strategy."""

from collections.abc import Iterator

from handlers.kit.words import clip, count, language_tag, plain, when
from handlers.meeting.facts import YearConclusions
from handlers.meeting.pages import Budget, goals_proposed, strategy_page
from handlers.meeting.protocol import Step, agenda, norms, purpose, steps
from handlers.wording.figures import beside_words
from handlers.wording.over_time import Measured, drawn, measures_of
from handlers.wording.record_quality import hits_words, not_a_grade, score_words, sign_words, stronger_words
from pdsa.circumstances import ContextChange
from pdsa.names import folded
from pdsa.paper import Figure, Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph, Part
from pdsa.text import _

MOST_STRATEGIES = 60
MOST_FIGURES = 30
"""So many pages and charts go into one document; drawing more would take longer than anybody waits."""
MOST_VOICES = 8


def meeting_paper(year: YearConclusions) -> Paper:
    """The document as a value. It holds only what the whole team may read."""
    title = _("Data-reflection meeting: {team}, {label}").format(team=clip(year.team, 120), label=year.cycle.label)
    budget = Budget(MOST_FIGURES)
    return Paper(
        title,
        (
            Paragraph(_day(year)),
            Paragraph(purpose()),
            *agenda_parts(agenda(), steps()),
            *_written(year),
            *_around(year),
            *_measures(year, budget),
            *goals_proposed(year),
            *_strategies(year, budget),
            *_back(),
        ),
        language_tag(),
    )


def _day(year: YearConclusions) -> str:
    if year.days.reflection is None:
        told = _("Day: ________________")
    else:
        told = _("Day: {day}").format(day=when(year.days.reflection))
    if year.days.planning is not None:
        told += "\n" + _("Planning is a meeting of its own: {day}").format(day=when(year.days.planning))
    return told + "\n" + _("What stands here is of {day}.").format(day=when(year.today))


def agenda_parts(whole: tuple[Step, ...], parts: tuple[Step, ...]) -> Iterator[Part]:
    """Agenda with minutes, norms, and the steps with what is read out."""
    yield Heading(_("Agenda"))
    minutes = sum(each.minutes for each in whole)
    yield PaperTable(
        (_("Minutes"), _("What"), _("How")), tuple((str(s.minutes), s.name, s.what) for s in whole), (3, 4, 10)
    )
    yield Paragraph(count("{n} minute in all.", "{n} minutes in all.", minutes))
    yield Heading(_("What we agree on"))
    yield Listing(norms())
    yield Heading(_("The steps"), new_page=True)
    for number, step in enumerate(parts, start=1):
        yield Heading(f"{number}. {step.name}", 2)
        yield Paragraph(step.what)
        if step.prompts:
            yield Listing(step.prompts)


def _written(year: YearConclusions) -> Iterator[Part]:
    """How well the year is written down, as help."""
    documentation = year.written
    yield Heading(_("How the year is written down"))
    yield Paragraph(plain(score_words(documentation)))
    hits = hits_words(documentation)
    yield Listing((*(sign_words(each) for each in documentation.signs if each.begun), *([hits] if hits else [])))
    if stronger := tuple(words for each in documentation.signs if (words := stronger_words(each))):
        yield Paragraph(_("What would make it stronger:"))
        yield Listing(stronger)
    yield Paragraph(not_a_grade())


def _around(year: YearConclusions) -> Iterator[Part]:
    """Circumstances that changed, and released words of students, families and partners."""
    if year.near.changes:
        yield Heading(_("What changed around us"))
        yield Listing(tuple(_change(each) for each in year.near.changes))
    if year.voices:
        yield Heading(_("What students, families and partners said"))
        for voice in year.voices[-MOST_VOICES:]:
            yield PaperQuote(voice.text, by=when(voice.day))


def _change(change: ContextChange) -> str:
    effect = f" ({change.effect})" if change.effect else ""
    return clip(f"{when(change.day)}: {change.what}{effect}", 600)


def _measures(year: YearConclusions, budget: Budget) -> Iterator[Part]:
    """Each measure once, however many strategies work for it, with what happened around it and what the rules say."""
    measured_by_name: dict[str, Measured] = {}
    for strategy in year.strategies:
        for measured in measures_of(strategy, year.figures):
            measured_by_name.setdefault(folded(measured.goal.measure), measured)
    if not measured_by_name:
        return
    yield Heading(_("The numbers"))
    for measured in measured_by_name.values():
        yield Heading(clip(measured.name, 200), 2)
        ours = {strategy.code for strategy in year.strategies}
        moving = [strategy for strategy in year.figures.year.moving(measured.goal.measure) if strategy.code in ours]
        seen = drawn(measured.finding, measured.name, moving, year.near)
        for words in seen.says:
            yield Paragraph(plain(words))
        if seen.picture and budget.takes():
            yield Figure(beside_words(seen.picture), small=True)
    hidden = _("Groups of fewer than {n} people are not shown.")
    yield Paragraph(hidden.format(n=year.cycle.minimum_group))


def _strategies(year: YearConclusions, budget: Budget) -> Iterator[Part]:
    yield Heading(_("The strategies"), new_page=True)
    if not year.tried:
        yield Paragraph(_("No strategy has begun yet."))
    for number, strategy in enumerate(year.tried[:MOST_STRATEGIES]):
        yield from strategy_page(strategy, year, budget, new_page=number > 0)
    left = len(year.tried) - MOST_STRATEGIES
    if left > 0:
        yield Paragraph(_("And {n} more: in chat, the word status and a code shows each.").format(n=left))


def _back() -> Iterator[Part]:
    """How notes get back into the record."""
    yield Heading(_("After the meeting"))
    yield Listing(
        (
            _("In your talk with me, type reflect and a strategy's name, and put the notes in: two short screens."),
            _("Then decide how it goes on. A lead confirms."),
            _("Tell those who were not there what you concluded."),
        ),
        numbered=True,
    )
