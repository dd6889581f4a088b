"""A strategy's page in the meeting's document: facts first, open questions, and room for notes."""

from collections.abc import Iterator

from handlers.kit.words import clip, plain, when
from handlers.meeting.facts import Proposed, YearConclusions
from handlers.wording.over_time import measures_of, obstacle_names
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
from pdsa.paper import Figure, Heading, Listing, PaperQuote, PaperTable, Paragraph, Part
from pdsa.reflection import Reflection
from pdsa.runchart import Verdict
from pdsa.text import _
from pdsa.visible import ANYBODY, reader_of, visible

SENTENCES = 5
SMALL = 6
ROOM = "\n" * 5
"""Room to write by hand in an empty cell."""


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
    """The newest sentences that their authors released."""
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
