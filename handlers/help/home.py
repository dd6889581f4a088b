"""The home tab: what waits for me, my strategies, where the cycle stands."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.help.guide import guest_card, important, rows, where_we_are
from handlers.kit.card import Button, Buttons, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, words_on
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, clock, say, when
from handlers.wording.strategy import went_words
from handlers.wording.waiting import Waiting, waiting_for
from pdsa.calendar import ONE_DAY, local_day
from pdsa.chat_outages import Outage
from pdsa.chat_outages import OutagePart as OutageOf
from pdsa.checkin import CheckIn, asked_at, next_question
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import EVERYONE
from pdsa.text import _, _l, kept_words
from storage.store import YearStore

router = Router()
OUTAGES = 2
TOLD_FOR = timedelta(days=7)
"""So long after an outage of the chat leads read of it."""
MORE = 7
"""So many words say that there are more."""
BUTTONS = 10
"""Two rows of words, no more: `help` has all of them."""


@router.command("home", help=_l("What waits for you, on one page"), who=EVERYONE, early=True, listed=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    if store.cycle is None:
        return Say(_without_plan(turn))
    mine = await store.plans.owned(turn.person.email) if turn.person.prompted else []
    waiting = await waiting_for(store, turn.person, turn.today)
    latest = await store.checkins.latest()
    outages = await store.outages.since(turn.now - TOLD_FOR) if turn.person.is_lead else []
    return Say(home_card(turn, store.cycle, waiting, mine, latest, outages))


def _without_plan(turn: Turn) -> Card:
    setup = Button(_("Set up"), "setup", main=True) if turn.person.is_lead else None
    return card(
        Title(_("The SEL cycle bot")),
        Text(_("There is no plan yet: nobody is asked about anything.")),
        buttons(setup, Button(_("Help"), "help")),
    )


def home_card(
    turn: Turn,
    cycle: Cycle,
    waiting: Sequence[Waiting],
    mine: Sequence[Strategy],
    latest: dict[str, CheckIn],
    outages: Sequence[Outage] = (),
) -> Card:
    """The whole page."""
    above: tuple[Part | None, ...] = (
        Title(_("{district}, {year}").format(district=cycle.district or _("Your district"), year=cycle.label)),
        Text(where_we_are(cycle, turn)),
        Text(away_words(turn)) if turn.person.is_away(turn.today) else None,
        *(Text(_outage(each, turn)) for each in outages[-OUTAGES:]),
    )
    room = LONGEST - words_on(above)
    waits = _waiting(waiting, turn, room * 2 // 3 if mine else room)
    return card(*above, *waits, *_mine(mine, latest, turn, cycle, room - words_on(waits)), *_words(turn))


def _outage(outage: Outage, turn: Turn) -> Words:
    """When the chat, or a part of it, did not work for the bot, and why; for those who can have it mended."""
    began = clock(outage.began_at, turn.zone)
    if outage.ended_at is None:
        template = _("*{what} since {began}*: {why}. What waits for it is sent once it works.")
        return say(template, what=_not_working(outage.part), began=began, why=kept_words(outage.why))
    template = _("*{what} from {began} to {ended}*: {why}. It works again, and what waited is on its way.")
    return say(template, what=_not_working(outage.part), began=began, ended=clock(outage.ended_at, turn.zone),
               why=kept_words(outage.why))  # fmt: skip


def _not_working(part: OutageOf) -> str:
    words = {
        OutageOf.WORKSPACE: _("I could not reach anybody"),
        OutageOf.POSTS: _("I could not post anything"),
        OutageOf.TALKS: _("I could not write to anybody in private"),
        OutageOf.LOOKUPS: _("I could not find people or channels that I had not met"),
        OutageOf.FILES: _("I could not show pictures or files"),
    }
    return words[part]


def away_words(turn: Turn) -> Words:
    """Until when somebody is away."""
    back = turn.person.back_on(turn.today)
    return say(_("You are away until {day}: I ask you nothing before."), day=when(back or turn.today, turn.today))


def _waiting(waiting: Sequence[Waiting], turn: Turn, room: int) -> list[Part]:
    if not waiting:
        return [Text(_("Nothing waits for you."))] if turn.person.prompted else []
    title, more = Text(say(_("*Waiting for you*"))), _("And {n} more: `status` has them all.")
    parts: list[Part] = [title, *_first_of([each.words for each in waiting], more, room - words_on((title,)))]
    row = tuple(
        Button(each.label, each.route, each.value, main=n == 0) for n, each in enumerate(waiting[:5]) if each.label
    )
    return [*parts, Buttons(row)] if row else parts


def _first_of(lines: Sequence[Words], more: str, room: int) -> list[Part]:
    """Some of the lines, as many as have these words, and how many there are besides."""
    shown = at_first(lines, room - MORE)
    left = len(lines) - len(shown)
    return [Items(shown), *([Text(say(more, n=left))] if left else [])]


def _mine(mine: Sequence[Strategy], latest: dict[str, CheckIn], turn: Turn, cycle: Cycle, room: int) -> list[Part]:
    if not mine:
        return []
    lines = [_strategy(each, latest.get(each.code), turn, cycle) for each in mine]
    title = Text(say(_("*Your strategies*")))
    return [title, *_first_of(lines, _("And {n} more: `plan` has them all."), room - words_on((title,)))]


def _strategy(strategy: Strategy, last: CheckIn | None, turn: Turn, cycle: Cycle) -> Words:
    """A strategy, its last word, and when the next question comes."""
    line = say(_("*{title}*"), title=clip(strategy.title, 150))
    if last is not None:
        told = _(": {went} in the week of {day}")
        line += say(told, went=went_words(last.went), day=when(last.week, turn.today))
    elif strategy.start and strategy.start > turn.today:
        line += say(_(": begins {day}"), day=when(strategy.start, turn.today))
    else:
        line += say(_(": no word yet"))
    day = _next_day(strategy, turn, cycle)
    return line + say(_("; next question {day}"), day=when(day, turn.today)) if day else line


def _next_day(strategy: Strategy, turn: Turn, cycle: Cycle) -> date | None:
    """The day of the next question that this person is really asked, if any."""
    if cycle.started_at is None:
        return None
    after = turn.today - ONE_DAY
    while (day := next_question(strategy, after, cycle)) is not None:
        at = asked_at(day, cycle, turn.person)
        if at > turn.now and not turn.person.is_away(day):
            return local_day(at, turn.zone)
        after = day
    return None


def _words(turn: Turn) -> list[Part]:
    """The words as buttons: those that matter to this person in this phase, and `help` for all others."""
    words = important(turn, BUTTONS - 1)
    return rows([*words, *(word for word in turn.open_words if word.name == "help")])
