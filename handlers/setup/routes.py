"""`/sel setup` and its routes; and Start: nobody is messaged before a lead presses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.kit.card import Button, Card, FactSet, Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, words_on
from handlers.kit.reply import Replace, Replies, Say, replace_card, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import Words, at_time, clip, clock, count, join, say, when
from handlers.setup import checklist, member, people_list, phases_and_channels, year
from handlers.wording.notifications import TRIED
from pdsa.cadence import Often, cadence, terms_known
from pdsa.calendar import local_day, next_daytime
from pdsa.checkin import daytime, first_question
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import LEADS, Member
from pdsa.text import _
from storage.store import YearStore

feature = Feature("setup", ahead=True)

NAMED, TITLES = 5, 2


@dataclass(frozen=True)
class Ahead:
    """What Start sets going. `greeted` get a first message, the first of them at `first`.

    `question` is the day of the first weekly question, and `asked` how many people it goes to. `unmet` are the names of
    those whom the bot has to find in chat by their e-mail.
    """

    greeted: tuple[Member, ...]
    first: datetime | None
    question: date | None
    asked: int
    missing: tuple[Words, ...]
    unmet: tuple[str, ...] = ()


@feature.button("setup.start", who=LEADS, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    """What will happen, and the button that makes it happen."""
    cycle = turn.cycle
    if cycle.started_at is not None:
        return say_card(Text(already(cycle, turn.today)))
    strategies = await ready(cycle, turn, store)
    return Say(ahead_card(cycle, turn, await what_comes(cycle, strategies, store)))


@feature.button("setup.start.now", who=LEADS)
async def start(turn: Turn, store: YearStore) -> Replies:
    cycle = turn.cycle
    strategies = await ready(cycle, turn, store) if cycle.started_at is None else []
    if cycle.started_at is not None or not await store.cycles.start(cycle, turn.now):
        return replace_card(Text(already(cycle, turn.today)))
    return Replace(started_card(cycle, turn, await what_comes(cycle, strategies, store)))


def already(cycle: Cycle, today: date) -> Words:
    day = local_day(cycle.started_at, cycle.zone) if cycle.started_at else today
    return say(
        _("{year} was started on {day}. Pressing again changes nothing."), year=cycle.label, day=when(day, today)
    )


async def ready(cycle: Cycle, turn: Turn, store: YearStore) -> list[Strategy]:
    """The plan's strategies; raises Refusal, with every reason, where starting would make no sense yet."""
    strategies = await store.plans.strategies()
    owners = {each.email for each in await store.people.all() if each.prompted}
    lacking = []
    if turn.today > cycle.year.last_day:
        lacking.append(_("the school year ended on {day}").format(day=when(cycle.year.last_day, turn.today)))
    if not await store.plans.goals():
        lacking.append(_("the plan has no goal"))
    if not strategies:
        lacking.append(_("the plan has no strategy"))
    elif not any(each.owner in owners for each in strategies):
        lacking.append(_("no strategy has an owner who can be asked"))
    if lacking:
        told = _("It is too early to start: {reasons}. `setup` and `plan` are the places to mend that.")
        raise Refusal(told.format(reasons=join(lacking)))
    return strategies


async def what_comes(cycle: Cycle, strategies: Sequence[Strategy], store: YearStore) -> Ahead:
    """What starting at this moment leads to."""
    never = set(await store.outbox.never_got("welcome", "first"))
    people_list = await store.people.all()
    greeted = tuple(each for each in people_list if each.prompted and each.id in never)
    times = [next_daytime(store.now, each.zone or cycle.zone, cycle.year, daytime(each)) for each in greeted]
    question, asked = first_question(strategies, people_list, store.now, cycle)
    return Ahead(
        greeted=greeted,
        first=min((each for each in times if each is not None), default=None),
        question=question,
        asked=asked,
        missing=_missing(cycle, strategies, people_list),
        unmet=tuple(each.name for each in people_list if each.prompted and each.address is None),
    )


def _missing(cycle: Cycle, strategies: Sequence[Strategy], people_list: Sequence[Member]) -> tuple[Words, ...]:
    """What can still be mended after Start."""
    lines: list[Words] = []
    open_ones = [each.title for each in strategies if each.missing]
    if open_ones:
        lines.append(say(_("{titles}: an owner, dates or a prediction."), titles=_some(open_ones, TITLES)))
    by_name = {_("team"): cycle.channels.team, _("stakeholders"): cycle.channels.stakeholders,
             _("leadership"): cycle.channels.leadership}  # fmt: skip
    if empty := [name for name, channel in by_name.items() if not channel]:
        lines.append(say(_("A channel for {channels}."), channels=join(empty)))
    if sum(each.is_lead for each in people_list) < 2:
        lines.append(say(_("A second lead, so that one can be ill.")))
    termly = [each.title for each in strategies if cadence(each.rhythm).often is Often.TERMLY]
    if termly and not terms_known(cycle):
        lines.append(say(_("The days on which terms end: {titles}."), titles=_some(termly, TITLES)))
    return tuple(lines)


def _some(names: Sequence[str], most: int = NAMED) -> str:
    shown = [clip(name, 60) for name in names[:most]]
    return join([*shown, _("{n} more").format(n=len(names) - most)] if len(names) > most else shown)


def _facts(cycle: Cycle, turn: Turn, ahead: Ahead) -> FactSet:
    nobody = _("nobody")
    greeted = count("{n} person", "{n} people", len(ahead.greeted)) if ahead.greeted else nobody
    if ahead.first and ahead.greeted:
        template = _("{people}, the first of them {moment} your time; nobody at night")
        greeted = template.format(people=greeted, moment=clock(ahead.first, turn.zone))
    question = _("none so far: a strategy is asked about once it has an owner, a prediction and days ahead")
    if ahead.question:
        template = _("{day} at {at}, everybody's own time, to {people}")
        people_list = count("{n} person", "{n} people", ahead.asked)
        at = at_time(cycle.rhythm.checkin_time)
        question = template.format(day=when(ahead.question, turn.today), at=at, people=people_list)
    return FactSet(((_("First message"), greeted), (_("First check-in"), question)))


def ahead_card(cycle: Cycle, turn: Turn, ahead: Ahead) -> Card:
    """What Start does, before it is pressed."""
    told = _("Nobody has been messaged so far. Start begins the year:")
    if cycle.follows is not None:
        told = _("Nothing of this year has been asked so far. Start begins it:")
    above = (Title(_("Start {year}?").format(year=cycle.label)), Text(told), _facts(cycle, turn, ahead))
    missing = Text(_("Still missing; it can be added later:"))
    by_mail = _("When I first write to {names}, I find them in chat by the e-mail in the plan.")
    unmet = Text(say(by_mail, names=_some(ahead.unmet))) if ahead.unmet else None
    return card(
        *above,
        missing if ahead.missing else None,
        Items(at_first(ahead.missing, LONGEST - words_on((*above, missing, unmet)))) if ahead.missing else None,
        unmet,
        Button(_("Start now"), "setup.start.now", main=True),
        Button(_("Try the questions"), "setup.try"),
        Button(_("Not yet"), "setup.start.not"),
    )


@feature.button("setup.try", who=LEADS, writes=False)
async def try_first(turn: Turn, store: YearStore) -> Replies:
    """Which question a lead would like to see themselves, before anybody gets one."""
    return say_card(
        Text(_("Which one shall I send you? It goes to you alone, and nothing that you press in it is kept.")),
        buttons(
            Button(_("The first message"), "welcome.sample"),
            Button(_("The weekly question"), "checkin.sample", "question"),
            Button(_("After long silence"), "checkin.sample", "offer"),
            Button(_("The reminder"), "checkin.sample", "nudge"),
        ),
        buttons(
            Button(_("What the plan lacks"), "phases.sample", "plan"),
            Button(_("Looking back"), "phases.sample", "reflect"),
            Button(_("What becomes of it"), "phases.sample", "decide"),
            Button(_("The rubric"), "rate.sample"),
            Button(_("A number"), "log.sample"),
        ),
        buttons(
            Button(_("A goal that waits"), "decide.sample"),
            Button(_("Did telling work?"), "share.sample"),
            Button(_("From other schools"), "school.sample", "question"),
            Button(_("To a supervisor"), "school.sample", "supervisor"),
        ),
    )


@feature.button(TRIED, who=LEADS, writes=False)
async def tried(turn: Turn, store: YearStore) -> Replies:
    """A button of a test was pressed."""
    return say_card(
        Text(_("That was a test: nothing is kept. `setup` has Start.")),
        Button(_("Try another"), "setup.try"),
    )


@feature.button("setup.start.not", who=LEADS, writes=False)
async def not_yet(turn: Turn, store: YearStore) -> Replies:
    return replace_card(Text(_("Fine. Nobody is messaged; `setup` has the button whenever you are ready.")))


def started_card(cycle: Cycle, turn: Turn, ahead: Ahead) -> Card:
    """What Start has set going."""
    names = _some([each.name for each in ahead.greeted])
    return card(
        Title(_("{year} has begun").format(year=cycle.label)),
        Text(say(_("I'll write to {names}."), names=names)) if ahead.greeted else None,
        _facts(cycle, turn, ahead),
        Text(_("`status` shows at any time where things stand.")),
        Button(_("The plan"), "plan"),
        Button(_("All of setup"), "setup"),
    )


feature.include(phases_and_channels.router, checklist.router, year.router, member.router, people_list.router)
