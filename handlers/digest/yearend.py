"""The year for leadership and for everybody else: one message that a busy reader can stop after.

What each gets, and in which order, stands in pdsa/digest_readers.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handlers.digest.opening import NOTHING, OwnWords, asked_parts, asks_for, lessons_parts, opening_words
from handlers.digest.outcomes import (
    changes_around,
    decisions_parts,
    first_words,
    goals_parts,
    hurdles_words,
    outcomes,
    titled_list,
    to_decide_parts,
    undecided_words,
)
from handlers.digest.phrases import in_months, quotes, tally_words
from handlers.digest.yeardetails import details, rubric_finding
from handlers.kit.card import Card, Part, Text, Title, card
from handlers.kit.words import Words, clip, count, join, say
from pdsa.digest import YearEnd
from pdsa.digest_lessons import Borne, opening_lessons
from pdsa.digest_readers import YEAR, DigestContents, Readers, Section
from pdsa.reflection import Held
from pdsa.text import _, ngettext


@dataclass(frozen=True)
class YearCopy:
    """One copy in the making: the year, what its readers get of it, people's own words, the lessons it opens with."""

    year: YearEnd
    told: DigestContents
    words: OwnWords
    lessons: tuple[Borne, ...]


def report(year: YearEnd, readers: Readers, words: OwnWords = NOTHING) -> Card:
    """The year's digest as these readers get it, with its thread."""
    contents = YEAR[readers]
    copy = YearCopy(year, contents, words, opening_lessons(year, words.lessons))
    title = _("What {district} learned about social and emotional learning (SEL) this year ({label})")
    parts = [part for section in contents.message for part in MESSAGE[section](copy)]
    shown = {each.lesson.strategy for each in copy.lessons} if Section.LEARNED in contents.message else set()
    return card(
        Title(title.format(district=clip(year.district, 60), label=year.label)),
        *parts,
        details=tuple(details(year, contents.thread, shown)),
    )


def _thanks(copy: YearCopy) -> Iterator[Part]:
    if copy.year.tried:  # nobody is thanked for what nobody told
        yield Text(
            _("Thank you to everybody who tried something this year and told us how it went. This is what came of it.")
        )


def _request(copy: YearCopy) -> Iterator[Part]:
    """What became of what the year before asked for; where nobody has written that down, it is said."""
    if not copy.year.last_ask:
        return
    became = copy.words.became or _("What became of it is not written down.")
    template = _("*Last year we asked for:* “{ask}” {became}")
    yield Text(say(template, ask=clip(copy.year.last_ask, 400), became=became))


def _risks(copy: YearCopy) -> Iterator[Part]:
    """What may keep the work from going on: obstacles that several met, what is undecided, steps without hands."""
    year = copy.year
    sentences: list[Words | str] = []
    if (met := hurdles_words(year.hurdles)) is not None:
        sentences.append(met)
    if year.undecided:
        sentences.append(undecided_words(len(year.undecided)))
    loose = sum(bool(each.next_step) and not each.owner for each in year.decisions)
    if loose:
        sentences.append(
            ngettext("{n} next step has nobody who takes it.", "{n} next steps have nobody who takes them.", loose)
            .format(n=loose)
        )  # fmt: skip
    yield from titled_list(_("*What may get in the way*"), sentences)


def _for_you(copy: YearCopy) -> Iterator[Part]:
    yield from to_decide_parts(copy.year.decisions, copy.told.few)
    if copy.year.undecided:
        yield Text(undecided_words(len(copy.year.undecided)))


def _work(copy: YearCopy) -> Iterator[Part]:
    """Counts: what was tried and how it went, how the rubric moved, how many predictions held."""
    year, n = copy.year, len(copy.year.tried)
    done = ngettext("We tried {n} strategy.", "We tried {n} strategies.", n).format(n=n)
    if not n:
        done = _("There is no word yet on any strategy.") if year.strategies else _("No strategy was begun this year.")
    elif n > 1 and year.tally.total >= year.minimum:
        came = count("{n} check-in came in", "{n} check-ins came in", year.tally.total)
        done += " " + _("{came}: {tally}.").format(came=came, tally=tally_words(year.tally))
        done += in_months(year)
    told = " ".join(each for each in (done, rubric_finding(year), held(year)) if each)
    yield Text(say("*{title}* {told}", title=_("In numbers:"), told=told))


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
    more = ngettext("{n} is still open.", "{n} are still open.", rest).format(n=rest) if rest else ""
    return f"{said} {more}".strip()


def _more(copy: YearCopy) -> Iterator[Part]:
    yield Text(_("The details follow below, one message each."))


MESSAGE: Mapping[Section, Callable[[YearCopy], Iterator[Part]]] = {
    Section.THANKS: _thanks,
    Section.OPENING: lambda copy: opening_words(copy.words),
    Section.LEARNED: lambda copy: lessons_parts(copy.lessons, copy.year),
    Section.HEADLINE: lambda copy: first_words(copy.year.measures),
    Section.OUTCOMES: lambda copy: outcomes(copy.year.measures, copy.year.district, copy.told.few),
    Section.ASK: lambda copy: asks_for(copy.words),
    Section.ASKED: lambda copy: asked_parts(copy.words),
    Section.REQUEST: _request,
    Section.RISKS: _risks,
    Section.GOALS: lambda copy: goals_parts(copy.year.goals_decided, copy.told.few, copy.year.day),
    Section.DECISIONS: lambda copy: decisions_parts(copy.year.decisions, copy.told.few, copy.year.day),
    Section.FOR_YOU: _for_you,
    Section.AROUND: lambda copy: changes_around(copy.year.changes, copy.year.day),
    Section.VOICES: lambda copy: quotes(copy.year.quotes, copy.told.quotes, voices_first=True),
    Section.WINS: lambda copy: quotes(copy.year.quotes, copy.told.quotes),
    Section.WORK: _work,
    Section.MORE: _more,
}
