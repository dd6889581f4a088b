"""What got better and what fell short, in figures, side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from handlers.kit.card import Items, Part, Text
from handlers.kit.words import Words, clip, count, join, say
from handlers.wording.figures import is_reached, judged_words, measure_words
from pdsa.findings import MeasureFinding
from pdsa.measures import Better
from pdsa.rounding import as_shown
from pdsa.runchart import Verdict
from pdsa.text import _, ngettext


class Stands(StrEnum):
    """Where a measure stands between its start and its goal."""

    AWAY = "away"
    SAME = "same"
    UNKNOWN = "unknown"
    CLOSER = "closer"
    REACHED = "reached"


def stands(finding: MeasureFinding) -> Stands:
    """Where a measure's first series stands; unknown where nobody said which way is better, or where it began."""
    series = finding.series[0]
    if is_reached(finding, series):
        return Stands.REACHED
    start = as_shown(series.first.value if finding.baseline is None else finding.baseline)
    now = as_shown(series.latest.value)
    if finding.way is Better.UNKNOWN or (finding.baseline is None and len(series.points) == 1):
        return Stands.UNKNOWN
    if start == now or series.says.verdict is Verdict.STEADY:  # what moved by chance alone did not move
        return Stands.SAME
    return Stands.CLOSER if (now > start) is (finding.way is Better.HIGHER) else Stands.AWAY


def got_worse(finding: MeasureFinding) -> bool:
    """Whether a measure moved away from its goal by more than chance: two points alone tell nothing."""
    return bool(finding.series) and finding.series[0].says.verdict is Verdict.WORSE


def headline(findings: Sequence[MeasureFinding]) -> Words | None:
    """Gains and losses counted in one sentence: neither hides behind the other."""
    where = Counter(stands(each) for each in findings)
    n = len(findings) - where[Stands.UNKNOWN]
    if n < 2:
        return None
    closer, same, away = where[Stands.CLOSER], where[Stands.SAME], where[Stands.AWAY]
    told = (
        count("{n} is closer than at the start", "{n} are closer than at the start", closer) if closer else "",
        count("{n} shows no change", "{n} show no change", same) if same else "",
        count("{n} is further away than at the start", "{n} are further away than at the start", away) if away else "",
    )
    others = join([each for each in told if each])
    first = _reached(where[Stands.REACHED], n)
    return say("{first}; {others}.", first=first, others=others) if others else say("{first}.", first=first)


def _reached(reached: int, n: int) -> str:
    if not reached:
        return _("None of the {n} goals with numbers is reached").format(n=n)
    if reached == n:
        return _("All {n} goals with numbers are reached").format(n=n)
    said = ngettext(
        "{reached} of {n} goals with numbers is reached", "{reached} of {n} goals with numbers are reached", reached
    )
    return said.format(reached=reached, n=n)


def first_words(found: Sequence[MeasureFinding]) -> Iterator[Part]:
    """The headline over the measures that have a goal and a number."""
    if (first := headline(_known(found))) is not None:
        yield Text(first)


def _known(found: Sequence[MeasureFinding]) -> list[MeasureFinding]:
    return [each for each in found if each.goals and each.series]


def outcomes(findings: Sequence[MeasureFinding], district: str, few: int) -> Iterator[Part]:
    """The measures that have a goal, one by one, those short of it first."""
    aimed = [each for each in findings if each.goals]
    measured = sorted(_known(findings), key=lambda each: list(Stands).index(stands(each)))
    if measured:
        yield Items(tuple(outcome(each, district) for each in measured[: few + 2]))
    unknown = [clip(each.measure, 100) for each in aimed if not each.series]
    if unknown:
        template = _("There is no number that can be shown yet for {measures}.")
        yield Text(say(template, measures=join(unknown[:few])))


def outcome(finding: MeasureFinding, district: str) -> Words:
    words, judged = measure_words(finding, district), finding.series[0].says
    if judged.verdict is Verdict.TOO_EARLY:
        return say("{words}.", words=words)
    return say("{words}. {says}", words=words, says=judged_words(finding.measure, judged))
