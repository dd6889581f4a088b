"""A month's summary and a year's digest, for leadership and for everybody else: one message, and more in its thread.

What each gets, and in which order, stands in pdsa/digest_readers.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from handlers.digest.outcomes import (
    changes_around,
    decisions_parts,
    goals_parts,
    headline,
    hurdles_words,
    outcomes,
    titled_list,
    to_decide_parts,
    undecided_words,
)
from handlers.digest.phrases import (
    NOTHING,
    OwnWords,
    hidden_words,
    in_months,
    lessons_parts,
    lists,
    opening_words,
    pages,
    phase_name,
    phase_words,
    quotes,
    request_parts,
    strategy_title,
    tally_words,
)
from handlers.digest.yeardetails import details, rubric_finding
from handlers.kit.card import Card, Items, Part, Text, Title, card
from handlers.kit.words import Words, clip, count, join, month_name, say, when
from handlers.wording.days_and_hours import day_off
from handlers.wording.measures import judged_words, measure_name, measure_words
from handlers.wording.strategy import few, listed
from pdsa.calendar import ONE_DAY
from pdsa.changed_since_posted import has_new_point
from pdsa.digest import Coming, ComingKind, Monthly, YearEnd
from pdsa.digest_lessons import Borne, opening_lessons
from pdsa.digest_readers import MONTH, YEAR, DigestContents, Readers, Section
from pdsa.findings import MeasureFinding
from pdsa.goal_progress import got_worse
from pdsa.reflection import Held
from pdsa.text import _, ngettext

FEW_COMING = 6
Figures = TypeVar("Figures", Monthly, YearEnd)


@dataclass(frozen=True)
class DigestCopy(Generic[Figures]):
    """One copy in the making: the figures, what its readers get of them, and people's own words."""

    figures: Figures
    readers: Readers
    contents: DigestContents
    words: OwnWords
    district: str
    lessons: tuple[Borne, ...] = ()

    @property
    def day(self) -> date:
        """As of when it tells."""
        return self.figures.last if isinstance(self.figures, Monthly) else self.figures.day


def summary(month: Monthly, district: str, readers: Readers, words: OwnWords = NOTHING) -> Card:
    """A month's summary as these readers get it, with what was under way in its thread."""
    copy = DigestCopy(month, readers, MONTH[readers], words, district)
    title = _("Social and emotional learning (SEL) in {month}")
    if readers is Readers.LEADERSHIP:
        title = _("Social and emotional learning (SEL) in {month}, for leadership")
    return card(
        Title(title.format(month=month_name(month.first))),
        *(part for section in copy.contents.message for part in MONTHLY[section](copy)),
        details=pages(_("What was under way"), _under_way(copy) if Section.UNDER_WAY in copy.contents.thread else ()),
    )


def report(year: YearEnd, readers: Readers, words: OwnWords = NOTHING) -> Card:
    """The year's digest as these readers get it, with its thread."""
    lessons = opening_lessons(year, words.lessons)
    copy = DigestCopy(year, readers, YEAR[readers], words, year.district, lessons)
    title = _("What {district} learned about social and emotional learning (SEL) this year ({label})")
    shown = {each.lesson.strategy for each in lessons} if Section.LEARNED in copy.contents.message else set()
    return card(
        Title(title.format(district=clip(year.district, 60), label=year.label)),
        *(part for section in copy.contents.message for part in YEARLY[section](copy)),
        details=tuple(details(year, copy.contents.thread, shown)),
    )


# -- a month -----------------------------------------------------------------------------------------


def _new_numbers(copy: DigestCopy[Monthly]) -> Iterator[Part]:
    """The measures with a new number; where the goals have none, that is said."""
    month = copy.figures
    moved = [each for each in month.measures if has_new_point(each, month)]
    if not moved and any(each.goals for each in month.measures):
        yield Text(_("No new number came in for the goals this month."))
    if moved:
        if copy.readers is Readers.STAKEHOLDERS:  # elsewhere they open the message
            yield Text(say(_("*Where the numbers stand*")))
        yield Items(tuple(_measure(each, copy) for each in moved[: copy.contents.few]))


def _measure(finding: MeasureFinding, copy: DigestCopy[Monthly]) -> Words:
    words = measure_words(finding, copy.district, final=False)
    says = judged_words(finding.measure, finding.series[0].says)
    if finding.measure in copy.figures.corrected:
        return say(_("{measure}. It was corrected after an earlier summary. {says}"), measure=words, says=says)
    return say("{measure}. {says}", measure=words, says=says)


def _month_risks(copy: DigestCopy[Monthly]) -> Iterator[Part]:
    """What may keep the year's goals from being met, as far as this month's figures carry it."""
    month = copy.figures
    sentences: list[Words | str] = []
    worse = [measure_name(each, copy.district) for each in month.measures if each.goals and got_worse(each)]
    if worse:
        sentences.append(say(_("Moving away from the goal, by more than chance: {measures}."), measures=listed(worse)))
    if month.held_up:
        sentences.append(
            count(
                "{n} strategy should have begun by now and still lacks an owner or a prediction.",
                "{n} strategies should have begun by now and still lack an owner or a prediction.",
                month.held_up,
            )
        )
    yield from titled_list(_("*What may get in the way*"), sentences)


def _month_done(month: Monthly) -> Words:
    """How the month went, counted; and the answers that earlier summaries could not know, so that the months add up to
    the year.
    """
    strategies = [each for goal in month.goals for each in goal.strategies]
    if not strategies:
        return say(_("No strategy was under way this month."))
    n = len(strategies)
    under_way = count("{n} strategy was under way.", "{n} strategies were under way.", n)
    later = ""
    if month.later:
        later = " " + count(
            "{n} more check-in came in for earlier months.",
            "{n} more check-ins came in for earlier months.",
            month.later,
        )
    if not month.tally.total:
        none = _("{under_way} No check-in has come in for {month}.")
        told = none.format(under_way=under_way, month=month_name(month.first))
        return say("{none}{later}", none=told, later=later)
    came = count("{n} check-in came in", "{n} check-ins came in", month.tally.total)
    heard = sum(bool(each.tally.total) for each in strategies)
    if heard < 2 or month.tally.total < month.minimum:  # else it would tell what one person tapped
        return say("{under_way} {came}.{later}", under_way=under_way, came=came, later=later)
    tally = tally_words(month.tally)
    return say("{under_way} {came}: {tally}.{later}", under_way=under_way, came=came, tally=tally, later=later)


def _coming(copy: DigestCopy[Monthly]) -> Iterator[Part]:
    """The next month; to those who do the work it is what changes for them."""
    coming = [_comes(each) for each in copy.figures.coming]
    if coming:
        title = _("*In {month}*")
        if copy.readers is Readers.STAKEHOLDERS:
            title = _("*What comes to you in {month}*")
        yield Text(say(title, month=month_name(copy.figures.last + ONE_DAY)))
        yield Items(few(coming, FEW_COMING))


def _comes(coming: Coming) -> Words:
    name = day_off(coming.title) if coming.what is ComingKind.BREAK else coming.title
    day, title = when(coming.day), clip(name, 150)
    match coming.what:
        case ComingKind.PHASE:
            return say(_("From {day}: {phase}"), day=day, phase=phase_name(coming.title))
        case ComingKind.BREAK if coming.last and coming.last > coming.day:
            return say(_("{day} to {last}: {title}"), day=day, last=when(coming.last), title=title)
        case ComingKind.BREAK:
            return say("{day}: {title}", day=day, title=title)
        case ComingKind.START:
            return say(_("{day}: the first day of *{title}*"), day=day, title=title)
        case ComingKind.END:
            return say(_("{day}: the last day of *{title}*"), day=day, title=title)
        case ComingKind.DUE:
            return say(_("{day}: the goal *{title}* is due"), day=day, title=title)


def _under_way(copy: DigestCopy[Monthly]) -> Iterator[Part]:
    """Each goal with what was done for it that month. How it went is told of all together: a strategy's own weeks are
    one person's taps.
    """
    for goal in copy.figures.goals if Section.UNDER_WAY in copy.contents.thread else ():
        if goal.strategies:
            yield Text(say("*{statement}*", statement=clip(goal.statement, 300) or _("Other strategies")))
            yield from lists([strategy_title(each) for each in goal.strategies])


def _hidden(copy: DigestCopy[Monthly]) -> Iterator[Part]:
    if words := hidden_words(copy.figures.hidden, copy.figures.minimum):
        yield Text(words)


# -- a year ------------------------------------------------------------------------------------------


def _thanks(copy: DigestCopy[YearEnd]) -> Iterator[Part]:
    if copy.figures.tried:  # nobody is thanked for what nobody told
        yield Text(
            _("Thank you to everybody who tried something this year and told us how it went. This is what came of it.")
        )


def _request(copy: DigestCopy[YearEnd]) -> Iterator[Part]:
    """What became of what the year before asked for; where nobody has written that down, it is said."""
    if not copy.figures.last_ask:
        return
    became = copy.words.became or _("What became of it is not written down.")
    template = _("*Last year we asked for:* “{ask}” {became}")
    yield Text(say(template, ask=clip(copy.figures.last_ask, 400), became=became))


def _year_risks(copy: DigestCopy[YearEnd]) -> Iterator[Part]:
    """What may keep the work from going on: obstacles that several met, what is undecided, steps without hands."""
    year = copy.figures
    sentences: list[Words | str] = []
    if (met := hurdles_words(year.hurdles)) is not None:
        sentences.append(met)
    if year.undecided:
        sentences.append(undecided_words(len(year.undecided)))
    loose = sum(bool(each.next_step) and not each.owner for each in year.decisions)
    if loose:
        sentences.append(
            count("{n} next step has nobody who takes it.", "{n} next steps have nobody who takes them.", loose)
        )  # fmt: skip
    yield from titled_list(_("*What may get in the way*"), sentences)


def _for_you(copy: DigestCopy[YearEnd]) -> Iterator[Part]:
    yield from to_decide_parts(copy.figures.decisions, copy.contents.few)
    if copy.figures.undecided:
        yield Text(undecided_words(len(copy.figures.undecided)))


def _year_done(year: YearEnd) -> Words:
    """Counts: what was tried and how it went, how the rubric moved, how many predictions held."""
    n = len(year.tried)
    done = count("We tried {n} strategy.", "We tried {n} strategies.", n)
    if not n:
        done = _("There is no word yet on any strategy.") if year.strategies else _("No strategy was begun this year.")
    elif n > 1 and year.tally.total >= year.minimum:
        came = count("{n} check-in came in", "{n} check-ins came in", year.tally.total)
        done += " " + _("{came}: {tally}.").format(came=came, tally=tally_words(year.tally))
        done += in_months(year)
    told = " ".join(each for each in (done, rubric_finding(year), held(year)) if each)
    return say("*{title}* {told}", title=_("In numbers:"), told=told)


def held(year: YearEnd) -> str:
    """How the predictions turned out; the ones that did not are not passed over."""
    looked = [each.held for each in year.predictions if each.held is not None]
    if not year.predictions:
        return ""
    if not looked:
        return _("Nobody has looked back on the predictions yet.")
    n = len(year.predictions)
    parts = (
        (_("{n} did not hold"), looked.count(Held.NO)),
        (_("{n} held in part"), looked.count(Held.PARTLY)),
        (_("{n} held"), looked.count(Held.YES)),
        (_("{n} cannot be told for want of data"), looked.count(Held.NO_DATA)),
    )
    verdict = join([words.format(n=found) for words, found in parts if found])
    said = (
        ngettext(
            "Of {n} prediction, the team says that {told}.", "Of {n} predictions, the team says that {told}.", n
        ).format(n=n, told=verdict)
        if verdict
        else ""
    )
    rest = n - sum(looked.count(each) for each in (Held.NO, Held.PARTLY, Held.YES, Held.NO_DATA))
    more = count("{n} is still open.", "{n} are still open.", rest) if rest else ""
    return f"{said} {more}".strip()


EITHER: Mapping[Section, Callable[[DigestCopy[Any]], Iterator[Part]]] = {
    Section.OPENING: lambda copy: opening_words(copy.words),
    Section.ASK: lambda copy: request_parts(_("*We ask for:* {ask}"), copy.words),
    Section.ASKED: lambda copy: request_parts(_("*What the team asks leadership for:* {ask}"), copy.words),
    Section.GOALS: lambda copy: goals_parts(copy.figures.goals_decided, copy.contents.few, copy.day),
    Section.DECISIONS: lambda copy: decisions_parts(copy.figures.decisions, copy.contents.few, copy.day),
    Section.AROUND: lambda copy: changes_around(copy.figures.changes, copy.day),
    Section.VOICES: lambda copy: quotes(copy.figures.quotes, copy.contents.quotes, voices_first=True),
    Section.WINS: lambda copy: quotes(copy.figures.quotes, copy.contents.quotes),
}
MONTHLY: Mapping[Section, Callable[[DigestCopy[Monthly]], Iterator[Part]]] = {
    **EITHER,
    Section.OUTCOMES: _new_numbers,
    Section.RISKS: _month_risks,
    Section.FOR_YOU: lambda copy: to_decide_parts(copy.figures.decisions, copy.contents.few),
    Section.WORK: lambda copy: iter(
        (Text(say("{phase} {done}", phase=phase_words(copy.figures.phase), done=_month_done(copy.figures))),)
    ),
    Section.COMING: _coming,
    Section.HIDDEN: _hidden,
}
YEARLY: Mapping[Section, Callable[[DigestCopy[YearEnd]], Iterator[Part]]] = {
    **EITHER,
    Section.THANKS: _thanks,
    Section.LEARNED: lambda copy: lessons_parts(copy.lessons, copy.figures),
    Section.HEADLINE: lambda copy: headline(copy.figures.measures),
    Section.OUTCOMES: lambda copy: outcomes(copy.figures.measures, copy.district, copy.contents.few),
    Section.REQUEST: _request,
    Section.RISKS: _year_risks,
    Section.FOR_YOU: _for_you,
    Section.WORK: lambda copy: iter((Text(_year_done(copy.figures)),)),
    Section.MORE: lambda _copy: iter((Text(_("The details follow below, one message each.")),)),
}
