"""The meeting's document: agenda, norms, the steps, what the year shows, and a page for each strategy."""

from collections.abc import Iterator

from handlers.kit.words import clip, count, language_tag, plain, when
from handlers.meeting.cards import Step, agenda, norms, purpose, steps
from handlers.meeting.facts import Proposed, YearConclusions
from handlers.wording.measure_chart import Measured, drawn, measures_of, obstacle_names
from handlers.wording.measures import beside_words
from handlers.wording.record_quality import hits_words, not_a_grade, score_words, sign_words, stronger_words
from handlers.wording.strategy import (
    held_words,
    outcome_words,
    path_meaning,
    path_name,
    prediction_words,
    so_far,
    weeks_picture,
)
from pdsa.calendar import local_day
from pdsa.decisions import Subject
from pdsa.goals import Strategy
from pdsa.names import folded
from pdsa.paper_parts import Figure, Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph, Part
from pdsa.reflection import Reflection
from pdsa.runchart import Verdict
from pdsa.text import _
from pdsa.visible import ANYBODY, reader_of, visible

SENTENCES = 5
SMALL = 6
ROOM = "\n" * 5
"""Room to write by hand in an empty cell."""


MOST_STRATEGIES = 60
MOST_FIGURES = 30
"""So many pages and charts go into one document; drawing more would take longer than anybody waits."""
MOST_VOICES = 8


class Budget:
    """How many charts may still be drawn in one document."""

    def __init__(self, most: int) -> None:
        self._left = most

    def takes(self) -> bool:
        """Whether there is room for one more, which is taken."""
        self._left -= 1
        return self._left >= 0


def strategy_page(strategy: Strategy, year: YearConclusions, budget: Budget, *, new_page: bool) -> Iterator[Part]:
    """What is known of one strategy, as far as the whole team may read it."""
    checkins = year.checkins.get(strategy.code, ())
    yield Heading(clip(strategy.title, 300), 2, new_page=new_page)
    yield Paragraph(_head(strategy, year))
    yield from _prediction(strategy, year)
    yield Paragraph(so_far(strategy, checkins))
    picture = weeks_picture(strategy, checkins, year.cycle, year.owner(strategy), year.today, year.heard)
    if picture and budget.takes():
        yield Figure(picture, small=True)
    yield from _small(strategy, year)
    yield from _said(strategy, year)
    reflection = year.reflections.get(strategy.code)
    if reflection is not None:
        yield from _conclusion(strategy, reflection, year)
    for proposal in year.proposals:
        if proposal.subject is Subject.STRATEGY and proposal.code == strategy.code:
            yield Paragraph(_proposed(proposal))
    yield Heading(_("Open questions"), 3)
    yield Listing(open_questions(strategy, year))
    yield PaperTable((_("What we see"), _("What it may mean"), _("What follows")), ((ROOM, ROOM, ROOM),))


def goals_proposed(year: YearConclusions) -> Iterator[Part]:
    """What is proposed for goals, which have no page of their own."""
    proposals = [each for each in year.proposals if each.subject is Subject.GOAL]
    if not proposals:
        return
    yield Heading(_("Proposed for goals"))
    for proposal in proposals:
        yield Heading(clip(proposal.title, 300), 2)
        yield Paragraph(_proposed(proposal))
        yield PaperTable((_("What we see"), _("What it may mean"), _("What follows")), ((ROOM, ROOM, ROOM),))


def _proposed(each: Proposed) -> str:
    told = _("Proposed by {name}, and not decided yet: {path}, that is: {meaning}.")
    return told.format(name=each.by, path=path_name(each.path), meaning=path_meaning(each.path))


def _head(strategy: Strategy, year: YearConclusions) -> str:
    owner = year.owner(strategy)
    start = when(strategy.start) if strategy.start else _("no start yet")
    end = when(strategy.end) if strategy.end else _("open")
    told = [owner.name if owner else _("nobody owns it"), _("{start} to {end}").format(start=start, end=end)]
    return " · ".join([*told, *([strategy.where] if strategy.where else [])])


def _prediction(strategy: Strategy, year: YearConclusions) -> Iterator[Part]:
    if not strategy.prediction:
        yield Paragraph(_("Nobody wrote a prediction down."))
        return
    yield Paragraph(plain(prediction_words(strategy, year.today)))
    yield PaperQuote(strategy.prediction)
    for later in strategy.amendments:
        day = when(local_day(later.at, year.zone))
        yield Paragraph(_("A later wording, of {day}:").format(day=day))
        yield PaperQuote(later.text)


def _small(strategy: Strategy, year: YearConclusions) -> Iterator[Part]:
    """Its small cycles: what was tried, and whether it turned out as expected."""
    small_cycles = year.small.get(strategy.code, ())
    if not small_cycles:
        return
    yield Paragraph(_("Small cycles on the way:"))
    told = _("{day}: {objective}. As predicted? {held}.")
    yield Listing(
        tuple(
            told.format(
                day=when(small_cycle.started),
                objective=clip(small_cycle.objective, 200).rstrip("."),
                held=held_words(small_cycle.held) if small_cycle.held else _("not said yet"),
            )
            for small_cycle in small_cycles[-SMALL:]
        )
    )


def _said(strategy: Strategy, year: YearConclusions) -> Iterator[Part]:
    said = [
        (checkin.week, text)
        for checkin in (visible(each, ANYBODY) for each in year.checkins.get(strategy.code, ()))
        for text in (checkin.well, checkin.in_way)
        if text
    ]
    if said:
        yield Paragraph(_("From the check-ins, released by their authors:"))
    for week, text in said[-SENTENCES:]:
        yield PaperQuote(text, by=when(week))


def _conclusion(strategy: Strategy, reflection: Reflection, year: YearConclusions) -> Iterator[Part]:
    """What was concluded; the words themselves only where their author released them."""
    sentences = [outcome_words(strategy, reflection.held)]
    if reflection.obstacles:
        sentences.append(_("What got in the way: {obstacles}.").format(obstacles=obstacle_names(reflection.obstacles)))
    yield Paragraph(" ".join(sentences))
    seen = visible(reflection, reader_of(None, strategy, said=year.checkins.get(strategy.code, ())))
    if not seen.learned:
        yield Paragraph(_("What was learned is for its author and the leads to tell. Ask them."))
        return
    yield PaperQuote(seen.learned)
    rows = [
        (_("Missing from the data: {text}"), seen.missing),
        (_("Students and families: {text}"), seen.voice),
    ]
    lines = [words.format(text=text) for words, text in rows if text]
    lines += [_("What shows it: {text}").format(text=clip(each.text, 300)) for each in seen.evidence]
    if lines:
        yield Listing(tuple(lines))


def open_questions(strategy: Strategy, year: YearConclusions) -> tuple[str, ...]:
    """What the record leaves open about a strategy, for the room to talk about."""
    reflection, measured = year.reflections.get(strategy.code), measures_of(strategy, year.figures)
    questions = []
    if not strategy.prediction:
        questions.append(_("What did we expect when we began?"))
    if reflection is None:
        questions.append(_("What happened, and what was learned? Nobody has looked back at it yet."))
    if not year.checkins.get(strategy.code):
        questions.append(_("No week was written down: what do those who did it remember?"))
    if not measured:
        questions.append(_("No number shows what it led to: what would?"))
    elif all(each.series.says.verdict is Verdict.TOO_EARLY for each in measured):
        questions.append(_("There are too few numbers to show a change: what else tells us?"))
    if reflection is None or not reflection.missing:
        questions.append(_("Who is missing from these data?"))
    if reflection is None or not reflection.voice:
        questions.append(_("Were students and families heard, and how?"))
    return tuple(questions) or (_("What would make us sure of what we concluded?"),)


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
        told = ((each, f" ({each.effect})" if each.effect else "") for each in year.near.changes)
        yield Listing(tuple(clip(f"{when(each.day)}: {each.what}{effect}", 600) for each, effect in told))
    if year.voices:
        yield Heading(_("What students, families and partners said"))
        for voice in year.voices[-MOST_VOICES:]:
            yield PaperQuote(voice.text, by=when(voice.day))


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
