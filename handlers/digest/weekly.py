"""The weekly note to the team's own channel, in words."""

from handlers.digest.phrases import lists, pages, quote, span_words, tally_words
from handlers.kit.card import Card, Items, Text, Title, card
from handlers.kit.words import Words, clip, count, say, when
from pdsa.calendar import ONE_WEEK
from pdsa.checkin import Tally
from pdsa.digest import Named, Weekly
from pdsa.findings_from_records import total
from pdsa.text import _, ngettext

FEW = 5
"""So many strategies are told in the message itself; more go into its thread."""
FEW_QUOTES = 2


def note(week: Weekly) -> Card:
    """The note: how many went how, what begins and ends, released words. Never who did not answer."""
    strategies = _strategies(week)
    told_here = len(strategies) <= FEW
    title = _("From {span}") if week.several else _("The week of {span}")
    parts = [
        Title(title.format(span=span_words(*week.school_days))),
        Text(_summary(week)),
        Items(tuple(strategies)) if strategies and told_here else None,
        Text(_helped(week.calls_for_help)) if week.calls_for_help else None,
        Text(_decided(week.decided)) if week.decided else None,
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
    tally = total(each.tally for each in week.strategies)
    quiet = _("Quiet weeks, {span}.") if week.several else _("A quiet week, {span}.")
    told = _("{quiet} {asked}, and no check-in came in; a late one still counts.{not_due}")
    if tally.total:
        told = _("{quiet} {asked}, and {checkins} came in: {tally}.{not_due}")
    said = told.format(
        quiet=quiet.format(span=span_words(*week.school_days)),
        asked=count("We asked about {n} strategy", "We asked about {n} strategies", len(week.strategies)),
        checkins=count("{n} check-in", "{n} check-ins", tally.total),
        tally=tally_words(tally),
        not_due=_not_due(week),
    )
    return card(Text(said))


def _summary(week: Weekly) -> Words:
    """What lies behind, in a sentence or two. Says so where there is nothing to tell."""
    n, time = len(week.strategies), _time(week)
    if not n:
        return say(_("No question went out {time}."), time=time)
    asked = count("We asked about {n} strategy", "We asked about {n} strategies", n)
    silent = sum(each.silent for each in week.strategies)
    if silent == n:
        return say(_("{asked} {time}, and no word has come in. A late one still counts."), asked=asked, time=time)
    still = count(" {n} has no word yet.", " {n} have no word yet.", silent) if silent else ""
    template = _("{asked} {time}: {tally}.{not_due}{still}")
    if not any(each.tally.total for each in week.strategies):
        template = _("{asked} {time}.{not_due}{still}")
    return say(template, asked=asked, time=time, tally=_counts(week), not_due=_not_due(week), still=still)


def _not_due(week: Weekly) -> str:
    """Strategies of which it was said that nothing was due: neither a word nor a silence, and told as what they are."""
    n = sum(each.not_due for each in week.strategies)
    return count(" For {n} nothing was due.", " For {n} nothing was due.", n) if n else ""


def _time(week: Weekly) -> str:
    """Which time is told; the week before a break is not the last one any more."""
    if week.several:
        return _("since the last note")
    return _("last week") if week.last - week.school_days[1] < ONE_WEEK else _("that week")


def _counts(week: Weekly) -> str:
    tally = total(each.tally for each in week.strategies)
    if not week.several:
        return tally_words(tally)
    notes = count("{n} check-in", "{n} check-ins", tally.total)
    return _("{notes}, {tally}").format(notes=notes, tally=tally_words(tally))


def _strategies(week: Weekly) -> list[Words]:
    """The strategies with a word from that week. A silent one is only counted: its title would point at its owner."""
    told = [each for each in week.strategies if each.tally.total]
    return [say("*{title}*: {went}", title=clip(each.title, 120), went=_went(each.tally)) for each in told]


def _went(tally: Tally) -> str:
    words = tally_words(tally)
    return words.removeprefix("1 ") if tally.total == 1 else words


def _helped(n: int) -> str:
    return count("{n} call for help went to the leads.", "{n} calls for help went to the leads.", n)


def _decided(n: int) -> Words:
    words = ngettext(
        "{n} decision was confirmed; `status` has it.", "{n} decisions were confirmed; `status` has them.", n
    )
    return say(words, n=n)


def _changes(title: str, named: tuple[Named, ...]) -> Text | None:
    """What begins or ends, by its day; of many, the first few."""
    if not named:
        return None
    shown = sorted(named, key=lambda each: each.day)[:FEW]
    told = "; ".join(_("{title} ({day})").format(title=clip(each.title, 120), day=when(each.day)) for each in shown)
    more = len(named) - len(shown)
    rest = count("; and {n} more", "; and {n} more", more) if more else ""
    return Text((*say(title), *say(" {list}{rest}", list=told, rest=rest)))
