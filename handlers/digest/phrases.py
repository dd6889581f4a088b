"""Figures in words: counts of weeks, levels, trends, paths, and what is kept back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median

from handlers.kit.card import Card, Part, Quote, Text, Title, card
from handlers.kit.levels import level_names
from handlers.kit.plain import as_text
from handlers.kit.sofar import value_words
from handlers.kit.words import Words, _, clip, count, join, number, say, when
from pdsa import findings
from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.everybody import is_everybody
from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.measures import ENOUGH_POINTS, SHIFT_POINTS, reached
from pdsa.privacy import Hidden, Why
from pdsa.reflection import Held
from pdsa.runchart import Trend
from pdsa.voices import Speaker

MOST_PARTS = 30
MOST_CHARACTERS = 6_000


def span_words(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=when(first), last=when(last))


def tally_words(tally: Tally) -> str:
    """ "14 as planned, 6 partly and 2 not that week"; what did not happen is left out."""
    said = [
        (tally.as_planned, _("{n} as planned")),
        (tally.partly, _("{n} partly")),
        (tally.not_done, _("{n} not that week")),
    ]
    return join([words.format(n=n) for n, words in said if n]) or _("no check-in yet")


def notes_words(tally: Tally, *, apart: bool = True) -> str:
    """ "22 check-ins: 14 as planned, 6 partly and 2 not that week"; the bare count where that is not told `apart`."""
    if not tally.total:
        return _("no check-in")
    notes = count("{n} check-in", "{n} check-ins", tally.total)
    if not apart:
        return notes
    return _("{notes}: {tally}").format(notes=notes, tally=tally_words(tally))


def group_words(group: str, district: str) -> str:
    """A group's name, empty for the whole district."""
    return "" if is_everybody(group, district) else group.strip()


def measure_name(finding: MeasureFinding, district: str) -> str:
    """A measure as readers know it, with the group that it was taken from; its values carry the per cent sign."""
    name = bare_name(finding.measure)
    group = group_words(finding.series[0].group, district) if finding.series else ""
    return _("{measure}, {group}").format(measure=name, group=group) if group else name


def bare_name(measure: str) -> str:
    """A measure's name without its unit, where its values carry the per cent sign."""
    return measure.removesuffix("(%)").rstrip() or measure


def trend_words(series: SeriesFinding) -> str:
    """What may be said of a series, and when it is too early to say anything."""
    if series.trend is Trend.TOO_EARLY:
        points = count("{n} point", "{n} points", len(series.points))
        template = _("{points}, and a trend needs {enough}: too early to say")
        return template.format(points=points, enough=ENOUGH_POINTS)
    said = {
        Trend.STEADY: _("no more up and down than chance would bring"),
        Trend.BETTER: _("better, by more than chance would explain"),
        Trend.WORSE: _("worse, by more than chance would explain"),
        Trend.HIGHER: _("higher, by more than chance would explain"),
        Trend.LOWER: _("lower, by more than chance would explain"),
        Trend.CHANGED: _("up and down by more than chance would explain, and about where it began"),
        Trend.SWINGING: _("back and forth more often than chance would bring"),
    }
    return said[series.trend]


def measure_words(finding: MeasureFinding, district: str, *, final: bool = True) -> Words:
    """One measure in a sentence without its full stop: from where, to where, against which goal.

    Only at the end (`final`) is a measure short of its goal; before, the goal is something to go to.
    """
    name = measure_name(finding, district)
    if not finding.series:
        return say(_("*{name}*: no number that can be shown yet"), name=name)
    series = finding.series[0]
    told = ", ".join(each for each in (movement(finding, series), target_words(finding, series, final=final)) if each)
    return say("*{name}*: {told}", name=name, told=told)


def level_of(series: SeriesFinding) -> float:
    """Where a series stands: its last value, or of many points the median of the last few.

    One good week is no goal reached: with weekly numbers the last one alone is mostly chance.
    """
    if len(series.points) < ENOUGH_POINTS:
        return series.last.value
    return median(point.value for point in series.points[-SHIFT_POINTS:])


def is_reached(finding: MeasureFinding, series: SeriesFinding) -> bool | None:
    """Whether a series stands at its goal; None where nobody can say."""
    return reached(level_of(series), finding.target, finding.way)


def movement(finding: MeasureFinding, series: SeriesFinding) -> str:
    """ "from 54% to 66% (Fri 7 May)"."""
    start = series.first.value if finding.baseline is None else finding.baseline
    first, now = value_words(finding.measure, start), value_words(finding.measure, level_of(series))
    day = when(series.last.day)
    if len(series.points) >= ENOUGH_POINTS:
        template = _("from {first} to {now} (median of the last {n} points, to {day})")
        return template.format(first=first, now=now, n=SHIFT_POINTS, day=day)
    if first == now:
        return _("{now} ({day})").format(now=now, day=day)
    return _("from {first} to {now} ({day})").format(first=first, now=now, day=day)


def target_words(finding: MeasureFinding, series: SeriesFinding, *, final: bool = True) -> str:
    """A series against its goal, or nothing where there is no goal."""
    if finding.target is None:
        return ""
    at_goal = is_reached(finding, series)
    goal = value_words(finding.measure, finding.target)
    if at_goal:
        return _("which reaches the goal of {goal}").format(goal=goal)
    template = _("short of the goal of {goal}") if final and at_goal is False else _("the goal is {goal}")
    return template.format(goal=goal)


def hidden_words(hidden: Sequence[Hidden], minimum: int) -> Words | None:
    """What is kept back and why; None where nothing is. It names measures, never groups or numbers."""
    if not hidden:
        return None
    measures = list(dict.fromkeys(each.measure for each in hidden))
    whole = join(measures[:5] if len(measures) <= 5 else [*measures[:5], _("others")])
    if all(each.why is Why.UNKNOWN for each in hidden):
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
    if held is None:
        return _("Nobody has looked back on it yet.")
    said = {
        Held.YES: _("It turned out that way."),
        Held.PARTLY: _("It turned out that way in part."),
        Held.NO: _("It did not turn out that way."),
        Held.UNKNOWN: _("It is too early to tell."),
    }
    return said[held]


def phase_words(phase: Phase) -> str:
    """What a phase is for, to somebody who does not know its name."""
    said = {
        Phase.PLAN: _("We are planning: goals, strategies, and what we predict that each will do."),
        Phase.DO: _("We are trying out our strategies, and those who do the work say how they go."),
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
    found: list[list[Part]] = []
    room = 0
    for part in parts:
        if part is None:
            continue
        weight = len(as_text(card(part)))
        if not found or room < weight or len(found[-1]) >= MOST_PARTS:
            found.append([])
            room = MOST_CHARACTERS
        found[-1].append(part)
        room -= weight
    if len(found) == 1:
        return (card(Title(title), *found[0]),)
    named = _("{title} ({page} of {pages})")
    return tuple(
        card(Title(named.format(title=title, page=page, pages=len(found))), *each)
        for page, each in enumerate(found, start=1)
    )


def lines(words: Sequence[Words | str], size: int = 10) -> Iterable[tuple[Words | str, ...]]:
    """Long lists in pieces that a page can hold."""
    return (tuple(words[start : start + size]) for start in range(0, len(words), size))


def speaker_words(speaker: str) -> str:
    """Whose voice it is, as a sentence begins."""
    return {
        Speaker.STUDENTS: _("Students"),
        Speaker.FAMILIES: _("Families"),
        Speaker.PARTNERS: _("Partners"),
        Speaker.STAFF: _("Staff"),
    }[Speaker(speaker)]


def quote(found: findings.Quote, most: int = 600) -> Quote:
    """Released words, with who said them and of what: their author ticked that they may be quoted by name."""
    by = found.author
    if found.speaker:
        by = _("{speaker}, told by {author}").format(speaker=speaker_words(found.speaker), author=found.author)
    if found.title:
        by = _("{author}, on {title}").format(author=by, title=clip(found.title, 120)) if by else clip(found.title, 120)
    return Quote(clip(found.text, most), by=by)


def quotes(found: Sequence[findings.Quote], most: int, *, voices_first: bool = False) -> Iterator[Part]:
    """The first few sentences in people's words; voices of students, families and partners first, or successes."""
    ordered = sorted(found, key=lambda each: bool(each.speaker) is not voices_first)
    if ordered:
        yield Text(say(_("*In people's words*")))
        yield from (quote(each) for each in ordered[:most])
