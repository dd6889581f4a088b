"""What digests are made of: counts and levels in words, quotations, lessons, and what their writers say themselves."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.digest.outcomes import outcome
from handlers.kit.card import Card, Items, Part, Quote, Text, Title, card
from handlers.kit.card_pages import as_text
from handlers.kit.form import Line, Note
from handlers.kit.words import Words, as_written, clip, count, join, number, say, when
from handlers.wording.levels import level_names
from handlers.wording.measures import bare_name
from pdsa import findings
from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.digest import YearEnd
from pdsa.digest_days import YEARLY
from pdsa.digest_lessons import Borne
from pdsa.findings import Lesson, RubricFinding, StrategyFinding
from pdsa.reflection import Held
from pdsa.small_groups import Hidden, WithheldReason
from pdsa.text import _
from pdsa.voice_entries import Speaker
from storage.digests import Digest, load_year

LONGEST = 800
MOST_PARTS = 30
MOST_CHARACTERS = 6_000


def span_words(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=when(first), last=when(last))


def tally_words(tally: Tally) -> str:
    """ "14 as planned, 6 partly and 2 not done"; what did not happen is left out."""
    said = [
        (tally.as_planned, _("{n} as planned")),
        (tally.partly, _("{n} partly")),
        (tally.not_done, _("{n} not done")),
    ]
    return join([words.format(n=n) for n, words in said if n]) or _("no check-in yet")


def notes_words(tally: Tally, *, apart: bool = True) -> str:
    """ "22 check-ins: 14 as planned, 6 partly and 2 not done"; the bare count where that is not told `apart`."""
    if not tally.total:
        return _("no check-in")
    notes = count("{n} check-in", "{n} check-ins", tally.total)
    if not apart:
        return notes
    return _("{notes}: {tally}").format(notes=notes, tally=tally_words(tally))


def in_months(year: YearEnd) -> str:
    """Why the year counts other answers than its monthly summaries did together; nothing where it does not."""
    monthly_total, now = year.told_monthly, year.tally.total
    if not monthly_total:
        return ""
    said = ""
    if monthly_total < now:
        said = _(" The monthly summaries told of {told}; the others came in later, or for months without a summary.")
    if monthly_total > now:
        said = _(" The monthly summaries told of {told}; some of these were taken back since.")
    elif year.changed_since:
        said += _(" Some were changed or taken back after a month's summary had told of them.")
    return said.format(told=monthly_total)


def hidden_words(hidden: Sequence[Hidden], minimum: int) -> Words | None:
    """What is kept back and why; None where nothing is. It names measures, never groups or numbers."""
    if not hidden:
        return None
    measures = list(dict.fromkeys(bare_name(each.measure) for each in hidden))
    whole = join(measures[:5] if len(measures) <= 5 else [*measures[:5], _("others")])
    if all(each.why is WithheldReason.UNKNOWN for each in hidden):
        reason = _("nobody noted how many people the groups have")
    else:
        reason = _("a group has fewer than {minimum} people, or could be worked out from the others")
    template = _("*Kept back:* the numbers by group for {measures}, because {reason}.")
    return say(template, measures=whole, reason=reason.format(minimum=minimum))


def level_words(level: float | None) -> str:
    words = level_names()
    if level in (1, 2, 3, 4):
        return _("{level} ({words})").format(level=number(level), words=words[int(level) - 1])
    return _("not rated") if level is None else number(level)


def held_words(held: Held | None) -> str:
    """How a prediction turned out, as the people see it who looked back: it is their judgement, and said to be."""
    if held is None:
        return _("Nobody has looked back on it yet.")
    said = {
        Held.YES: _("Looking back, the team says it turned out that way."),
        Held.PARTLY: _("Looking back, the team says it turned out that way in part."),
        Held.NO: _("Looking back, the team says it did not turn out that way."),
        Held.UNKNOWN: _("Looking back, the team finds it too early to tell."),
        Held.NO_DATA: _("Looking back, the team finds no data to tell by."),
    }
    return said[held]


def phase_words(phase: Phase) -> str:
    """What a phase is for, to somebody who does not know its name."""
    said = {
        Phase.PLAN: _("We are planning: goals, strategies, and what we predict that each will do."),
        Phase.DO: _("We are trying out what we planned."),
        Phase.STUDY: _("We are looking back: did our strategies do what we predicted?"),
        Phase.ACT: _("We are deciding what to keep, what to change and what to stop."),
    }
    return said[phase]


def phase_name(phase: str) -> str:
    """What begins with a phase, in a few words."""
    said = {
        Phase.PLAN: _("we plan the year"),
        Phase.DO: _("we try out what we planned"),
        Phase.STUDY: _("we look back at what our strategies did"),
        Phase.ACT: _("we decide what goes on, what changes and what stops"),
    }
    return said[Phase(phase)]


def pages(title: str, parts: Iterable[Part | None]) -> tuple[Card, ...]:
    """The parts under one title, on as many cards as they need to stay readable; none without parts."""
    groups: list[list[Part]] = []
    room = 0
    for part in parts:
        if part is None:
            continue
        weight = len(as_text(card(part)))
        if not groups or room < weight or len(groups[-1]) >= MOST_PARTS:
            groups.append([])
            room = MOST_CHARACTERS
        groups[-1].append(part)
        room -= weight
    if len(groups) == 1:
        return (card(Title(title), *groups[0]),)
    named = _("{title} ({page} of {pages})")
    return tuple(
        card(Title(named.format(title=title, page=page, pages=len(groups))), *each)
        for page, each in enumerate(groups, start=1)
    )


def lists(words: Sequence[Words | str], size: int = 10) -> Iterator[Items]:
    """A long list in pieces that a page can hold."""
    return (Items(tuple(words[start : start + size])) for start in range(0, len(words), size))


def strategy_title(strategy: findings.StrategyFinding) -> Words:
    """What a strategy is called, and whether it was set aside."""
    ended = _(" (set aside)") if strategy.dropped else ""
    return say("{title}{ended}", title=clip(strategy.title, 150), ended=ended)


def speaker_words(speaker: str) -> str:
    """Whose voice it is, as a sentence begins."""
    return {
        Speaker.STUDENTS: _("Students"),
        Speaker.FAMILIES: _("Families"),
        Speaker.PARTNERS: _("Partners"),
        Speaker.STAFF: _("Staff"),
    }[Speaker(speaker)]


def quote(quotation: findings.ReleasedQuote, most: int = 600) -> Quote:
    """Released words, with who said them and of what: their author ticked that they may be quoted by name."""
    by = quotation.author
    if quotation.speaker:
        by = _("{speaker}, told by {author}").format(speaker=speaker_words(quotation.speaker), author=quotation.author)
    if quotation.title:
        by = (
            _("{author}, on {title}").format(author=by, title=clip(quotation.title, 120))
            if by
            else clip(quotation.title, 120)
        )
    return Quote(clip(quotation.text, most), by=by)


def quotes(found: Sequence[findings.ReleasedQuote], most: int, *, voices_first: bool = False) -> Iterator[Part]:
    """The first few sentences in people's words; voices of students, families and partners first, or successes."""
    ordered = sorted(found, key=lambda each: bool(each.speaker) is not voices_first)
    if ordered:
        yield Text(say(_("*In people's words*")))
        yield from (quote(each) for each in ordered[:most])


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


def request_parts(template: str, words: OwnWords) -> Iterator[Part]:
    """What is asked for, as it is told to those who are asked, or to everybody else."""
    if words.ask:
        yield Text(say(template, ask=words.ask))


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
