"""The weekly note to the team's own channel, in words."""

from collections.abc import Iterator

from handlers.digest.phrases import lines, pages, quote, span_words, tally_words
from handlers.kit.card import Card, Items, Text, Title, card
from handlers.kit.words import Words, _, clip, count, ngettext, say, when
from pdsa.digest import Named, StrategyWeek, Weekly

FEW = 5
"""So many strategies are told in the message itself; more go into its thread."""
FEW_QUOTES = 2


def note(week: Weekly) -> Card:
    """The note: how many went how, what begins and ends, released words. Never who did not answer."""
    strategies = _strategies(week)
    told_here = len(strategies) <= FEW
    parts = [
        Title(_("The week of {span}").format(span=span_words(week.first, week.last))),
        Text(_summary(week)),
        Items(tuple(strategies)) if strategies and told_here else None,
        _help(week),
        _changes(_("*Beginning this week:*"), week.starting),
        _changes(_("*Ending this week:*"), week.ending),
        *(quote(each) for each in week.quotes[:FEW_QUOTES]),
    ]
    details = [
        *([] if told_here else pages(_("Each strategy"), (Items(each) for each in lines(strategies)))),
        *pages(_("In the team's words"), (quote(each) for each in week.quotes[FEW_QUOTES:])),
    ]
    return card(*parts, details=tuple(details))


def _summary(week: Weekly) -> Words:
    """What lies behind, in a sentence or two. Says so where there is nothing to tell."""
    several = (week.last - week.first).days > 7
    if not week.strategies:
        return _nothing(week, several)
    total = len(week.strategies)
    asked = ngettext("{n} strategy was asked about", "{n} strategies were asked about", total).format(n=total)
    time = _("since the last note") if several else _("last week")
    notes = sum(each.tally.total for each in week.strategies)
    if not notes:
        return say(_("{asked} {time}, and no word has come in. A late one still counts."), asked=asked,
                   time=time)  # fmt: skip
    silent = sum(each.asked and not each.tally.total for each in week.strategies)
    still = ngettext(" {n} has no word yet.", " {n} have no word yet.", silent).format(n=silent) if silent else ""
    template = _("{asked} {time}: {tally}.{still}")
    return say(template, asked=asked, time=time, tally=_counts(week, several), still=still)


def _counts(week: Weekly, several: bool) -> str:
    tallies = [each.tally for each in week.strategies]
    planned, partly, not_done = (
        sum(getattr(tally, name) for tally in tallies) for name in ("as_planned", "partly", "not_done")
    )
    words = tally_words(type(tallies[0])(planned, partly, not_done))
    if not several:
        return words
    notes = count("{n} check-in", "{n} check-ins", planned + partly + not_done)
    return _("{notes}, {tally}").format(notes=notes, tally=words)


def _nothing(week: Weekly, several: bool) -> Words:
    time = _("since the last note") if several else _("last week")
    n = len(week.starting)
    begins = ngettext("{n} begins this week", "{n} begin this week", n).format(n=n)
    coming = begins if n else _("none begins this week")
    return say(_("No strategy was asked about {time}; {coming}."), time=time, coming=coming)


def _strategies(week: Weekly) -> list[Words]:
    """The strategies with a word from that week. A silent one is only counted: its title would point at its owner."""
    told = [each for each in week.strategies if each.tally.total]
    return [say("*{title}*: {went}", title=clip(each.title, 120), went=_went(each)) for each in told]


def _went(each: StrategyWeek) -> str:
    words = tally_words(each.tally)
    return words.removeprefix("1 ") if each.tally.total == 1 else words


def _help(week: Weekly) -> Text | None:
    n = week.calls_for_help
    if not n:
        return None
    return Text(
        ngettext("{n} call for help went to the leads.", "{n} calls for help went to the leads.", n).format(n=n)
    )


def _changes(title: str, named: tuple[Named, ...]) -> Text | None:
    """What begins or ends; of many, the first few."""
    if not named:
        return None
    shown = list(_named(named[:FEW]))
    more = len(named) - len(shown)
    rest = count("; and {n} more", "; and {n} more", more) if more else ""
    return Text((*say(title), *say(" {list}{rest}", list="; ".join(shown), rest=rest)))


def _named(named: tuple[Named, ...]) -> Iterator[str]:
    return (_("{title} ({day})").format(title=clip(each.title, 120), day=when(each.day)) for each in named)
