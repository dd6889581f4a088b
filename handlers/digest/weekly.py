"""The weekly note to the team's own channel, in words."""

from collections.abc import Iterable, Iterator

from handlers.digest.phrases import lists, pages, quote, span_words, tally_words
from handlers.kit.card import Card, Items, Text, Title, card
from handlers.kit.words import Words, clip, count, say, when
from pdsa.calendar import ONE_WEEK
from pdsa.checkin import Tally
from pdsa.digest import Named, StrategyWeek, Weekly
from pdsa.text import _, ngettext

FEW = 5
"""So many strategies are told in the message itself; more go into its thread."""
FEW_QUOTES = 2
WENT = ("as_planned", "partly", "not_done")


def note(week: Weekly) -> Card:
    """The note: how many went how, what begins and ends, released words. Never who did not answer."""
    strategies = _strategies(week)
    told_here = len(strategies) <= FEW
    title = _("From {span}") if week.several else _("The week of {span}")
    parts = [
        Title(title.format(span=span_words(*week.school_days))),
        Text(_summary(week)),
        Items(tuple(strategies)) if strategies and told_here else None,
        _help(week),
        _decided(week),
        _changes(_("*Beginning:*"), week.starting),
        _changes(_("*Ending:*"), week.ending),
        *(quote(each) for each in week.quotes[:FEW_QUOTES]),
    ]
    details = [
        *([] if told_here else pages(_("Each strategy"), lists(strategies))),
        *pages(_("In the team's words"), (quote(each) for each in week.quotes[FEW_QUOTES:])),
    ]
    return card(*parts, details=tuple(details))


def quiet_line(week: Weekly) -> Card:
    """Weeks without news, in a line."""
    n, came = len(week.strategies), sum(each.tally.total for each in week.strategies)
    quiet = _("Quiet weeks, {span}.") if week.several else _("A quiet week, {span}.")
    asked = ngettext("We asked about {n} strategy", "We asked about {n} strategies", n).format(n=n)
    told = _("{quiet} {asked}, and no check-in came in; a late one still counts.{not_due}")
    if came:
        told = _("{quiet} {asked}, and {checkins} came in: {tally}.{not_due}")
    checkins, span = count("{n} check-in", "{n} check-ins", came), span_words(*week.school_days)
    weeks, tally = quiet.format(span=span), _tallied(week)
    return card(Text(told.format(quiet=weeks, asked=asked, checkins=checkins, tally=tally, not_due=_not_due(week))))


def _tallied(week: Weekly) -> str:
    tallies = [each.tally for each in week.strategies]
    return tally_words(Tally(*(sum(getattr(tally, name) for tally in tallies) for name in WENT)))


def _summary(week: Weekly) -> Words:
    """What lies behind, in a sentence or two. Says so where there is nothing to tell."""
    several = week.several
    if not week.strategies:
        return _nothing(week)
    total = len(week.strategies)
    asked = ngettext("We asked about {n} strategy", "We asked about {n} strategies", total).format(n=total)
    time = _time(week)
    silent = sum(each.silent for each in week.strategies)
    if silent == total:
        return say(_("{asked} {time}, and no word has come in. A late one still counts."), asked=asked,
                   time=time)  # fmt: skip
    still = ngettext(" {n} has no word yet.", " {n} have no word yet.", silent).format(n=silent) if silent else ""
    template = _("{asked} {time}: {tally}.{not_due}{still}")
    if not any(each.tally.total for each in week.strategies):
        template = _("{asked} {time}.{not_due}{still}")
    return say(template, asked=asked, time=time, tally=_counts(week, several), not_due=_not_due(week), still=still)


def _not_due(week: Weekly) -> str:
    """Strategies of which it was said that nothing was due: neither a word nor a silence, and told as what they are."""
    n = sum(each.not_due for each in week.strategies)
    return ngettext(" For {n} nothing was due.", " For {n} nothing was due.", n).format(n=n) if n else ""


def _time(week: Weekly) -> str:
    """Which time is told; the week before a break is not the last one any more."""
    if week.several:
        return _("since the last note")
    return _("last week") if week.last - week.school_days[1] < ONE_WEEK else _("that week")


def _counts(week: Weekly, several: bool) -> str:
    words = _tallied(week)
    if not several:
        return words
    notes = count("{n} check-in", "{n} check-ins", sum(each.tally.total for each in week.strategies))
    return _("{notes}, {tally}").format(notes=notes, tally=words)


def _nothing(week: Weekly) -> Words:
    time = _time(week)
    return say(_("No question went out {time}."), time=time)


def _strategies(week: Weekly) -> list[Words]:
    """The strategies with a word from that week. A silent one is only counted: its title would point at its owner."""
    told = [each for each in week.strategies if each.tally.total]
    return [say("*{title}*: {went}", title=clip(each.title, 120), went=_went(each)) for each in told]


def _went(strategy_week: StrategyWeek) -> str:
    words = tally_words(strategy_week.tally)
    return words.removeprefix("1 ") if strategy_week.tally.total == 1 else words


def _help(week: Weekly) -> Text | None:
    n = week.calls_for_help
    if not n:
        return None
    return Text(
        ngettext("{n} call for help went to the leads.", "{n} calls for help went to the leads.", n).format(n=n)
    )


def _decided(week: Weekly) -> Text | None:
    n = week.decided
    if not n:
        return None
    return Text(say(ngettext("{n} decision was confirmed; `status` has it.",
                             "{n} decisions were confirmed; `status` has them.", n), n=n))  # fmt: skip


def _changes(title: str, named: tuple[Named, ...]) -> Text | None:
    """What begins or ends, by its day; of many, the first few."""
    if not named:
        return None
    shown = list(_named(sorted(named, key=lambda each: each.day)[:FEW]))
    more = len(named) - len(shown)
    rest = count("; and {n} more", "; and {n} more", more) if more else ""
    return Text((*say(title), *say(" {list}{rest}", list="; ".join(shown), rest=rest)))


def _named(named: Iterable[Named]) -> Iterator[str]:
    return (_("{title} ({day})").format(title=clip(each.title, 120), day=when(each.day)) for each in named)
