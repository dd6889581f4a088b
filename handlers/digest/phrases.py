"""Figures in words: counts of weeks, levels, trends, paths, and what is kept back."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date

from handlers.kit.card import Card, Part, Title, card
from handlers.kit.plain import as_text
from handlers.kit.words import LANGUAGE, Words, _, count, join, number, plain, say, when
from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.decisions import Path
from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.measures import ENOUGH_POINTS, Trend
from pdsa.privacy import WHOLE, Hidden, Why
from pdsa.reflection import Held

MOST_PARTS = 30
MOST_CHARACTERS = 6_000


def month_name(day: date) -> str:
    """ "October 2026"."""
    return str(format_date(day, "LLLL y", locale=LANGUAGE))


def span_words(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=when(first), last=when(last))


def tally_words(tally: Tally) -> str:
    """ "14 as planned, 6 partly and 2 not that week"; what did not happen is left out."""
    said = [
        (tally.as_planned, _("{n} as planned")),
        (tally.partly, _("{n} partly")),
        (tally.not_done, _("{n} not that week")),
    ]
    return join([words.format(n=n) for n, words in said if n]) or _("no note yet")


def notes_words(tally: Tally) -> str:
    """ "22 weekly notes: 14 as planned, 6 partly and 2 not that week"."""
    if not tally.total:
        return _("no weekly note")
    notes = count("{n} weekly note", "{n} weekly notes", tally.total)
    return _("{notes}: {tally}").format(notes=notes, tally=tally_words(tally))


def group_words(group: str, district: str) -> str:
    """A group's name, empty for the whole district."""
    return "" if group.strip().casefold() in WHOLE | {district.strip().casefold()} else group.strip()


def measure_name(finding: MeasureFinding, district: str) -> str:
    """A measure as readers know it, with the only group that it was taken from."""
    group = group_words(finding.series[0].group, district) if finding.series else ""
    return _("{measure}, {group}").format(measure=finding.measure, group=group) if group else finding.measure


def trend_words(series: SeriesFinding) -> str:
    """What may be said of a series, and when it is too early to say anything."""
    if series.trend is Trend.TOO_EARLY:
        points = count("{n} point", "{n} points", len(series.points))
        return _("{points} of the {enough} that a trend needs: too early to say").format(
            points=points, enough=ENOUGH_POINTS
        )
    said = {
        Trend.STEADY: _("no more up and down than chance would bring"),
        Trend.BETTER: _("better, by more than chance would explain"),
        Trend.WORSE: _("worse, by more than chance would explain"),
        Trend.HIGHER: _("higher, by more than chance would explain"),
        Trend.LOWER: _("lower, by more than chance would explain"),
    }
    return said[series.trend]


def measure_words(finding: MeasureFinding, district: str) -> Words:
    """One measure in a sentence: from where, to where, against which goal."""
    name = measure_name(finding, district)
    if not finding.series:
        return say(_("*{name}*: no number that can be shown yet"), name=name)
    series = finding.series[0]
    said = [movement(finding, series), *([target] if (target := target_words(finding, series)) else [])]
    return say(_("*{name}*: {said}"), name=name, said=", ".join(said))


def movement(finding: MeasureFinding, series: SeriesFinding) -> str:
    """ "from 54 to 66 (7 May)"."""
    start = series.first.value if finding.baseline is None else finding.baseline
    day = when(series.last.day)
    if len(series.points) == 1 and finding.baseline is None:
        return _("{value} ({day})").format(value=number(series.last.value), day=day)
    if number(start) == number(series.last.value):
        return _("{value}, as at the start ({day})").format(value=number(start), day=day)
    return _("from {start} to {end} ({day})").format(start=number(start), end=number(series.last.value), day=day)


def target_words(finding: MeasureFinding, series: SeriesFinding) -> str:
    if finding.target is None or series.reached is None:
        return ""
    if series.reached:
        return _("which reaches the goal of {target}").format(target=number(finding.target))
    return _("short of the goal of {target}").format(target=number(finding.target))


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


def level_names() -> tuple[str, str, str, str]:
    """The rubric's four levels."""
    return _("not begun"), _("partly in place"), _("mostly in place"), _("fully in place")


def status_words(status: str) -> str:
    said = {"met": _("reached"), "partly": _("part of the way"), "not met": _("not reached")}
    return said.get(status, _("not rated yet"))


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


def path_words(path: Path) -> str:
    """What becomes of a strategy, in a few words."""
    said = {
        Path.SUSTAIN: _("go on with it"),
        Path.EXPAND: _("do more of it"),
        Path.REALIGN: _("bring it in line with the goal"),
        Path.EXTEND: _("give it more time"),
        Path.REVISE: _("set another goal"),
        Path.KEEP: _("keep it and look again"),
        Path.SHIFT: _("shift the focus"),
        Path.PREPARE: _("prepare it better first"),
        Path.OTHER_STRATEGY: _("same goal, another strategy"),
        Path.CHANGE_FOCUS: _("turn to something else first"),
        Path.STOP: _("stop it"),
    }
    return said[path]


def phase_words(phase: Phase) -> str:
    """What a phase is for, to somebody who does not know its name."""
    said = {
        Phase.PLAN: _("We are planning: goals, strategies, and what we predict that each will do."),
        Phase.DO: _("We are trying out our strategies and note each week how they go."),
        Phase.STUDY: _("We are looking back: did our strategies do what we predicted?"),
        Phase.ACT: _("We are deciding what to keep, what to change and what to stop."),
    }
    return said[phase]


def phase_name(phase: str) -> str:
    said = {
        Phase.PLAN: _("planning"),
        Phase.DO: _("trying out"),
        Phase.STUDY: _("looking back"),
        Phase.ACT: _("deciding"),
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


def sentence(words: Words | str) -> str:
    return plain(words)
