"""What owners are asked for a strategy that lacks something: by a lead's tap, or because its start has come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.routes import Router
from handlers.kit.words import Words, clip, count, say, when
from handlers.plan.missing import FILL_IN, GOOD_FOR, HELD_UP
from handlers.wording.days_and_hours import today_of
from handlers.wording.notifications import NEW_OWNER, for_each, told_about
from handlers.wording.strategy import few
from handlers.wording.waiting import missing_words
from pdsa.attention_budget import READ, Cost
from pdsa.calendar import ONE_DAY, local_day
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Strategy
from pdsa.parked_goals import asked_about, resting
from pdsa.people import Member
from pdsa.permissions import owns
from pdsa.prompting import prompt_at
from pdsa.readiness import hearing_of, held_up_days
from pdsa.text import _, _l, ngettext
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()
AT_ONCE = 5
"""So many strategies a notification shows with a button each."""


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """Word to owner and leads of each strategy whose start has come without all that DO needs: once for each.

    PLAN asks for it by itself; this is for the days after PLAN. Days that are over tell nothing any more.
    """
    coming = span.lately(store.now)
    if not coming.touches(*cycle.span_of(Phase.DO)):
        return ()
    near = local_day(coming.until, "UTC") + ONE_DAY
    rest = resting(await store.parked.all(), cycle, local_day(store.now, cycle.zone))
    open_ones = [each for each in asked_about(await store.plans.strategies(), rest) if each.held_up(near)]
    if not open_ones:
        return ()
    people = [each for each in await store.people.all() if each.prompted]
    told = told_about(await store.outbox.of_kind(HELD_UP))
    readers = hearing_of(open_ones, people)

    def of(person: Member) -> Iterator[Draft]:
        mine = [each for each in readers[person.id] if each.code not in told.get(person.id, ())]
        for day, codes in held_up_days(mine, person, cycle, coming):
            at = prompt_at(cycle, day, person)
            yield Draft(HELD_UP, day.isoformat(), at, member=person.id, about=codes, expires=at + GOOD_FOR)

    return list(for_each([person for person in people if person.id in readers], of))


async def _about(notification: Notification, store: YearStore) -> list[Strategy]:
    return [each for each in await store.plans.strategies() if each.code in notification.about]


@router.notification(FILL_IN, Cost(30, each=30), about=_l("a lead's request to fill in what is missing"))
async def fill_in(notification: Notification, store: YearStore) -> Card | None:
    """A lead asks for what is missing; the notification shows what is still open."""
    about = [each for each in await _about(notification, store) if owns(notification.reader, each)]
    today = today_of(notification.reader, store)
    open_ones = [each for each in about if each.missing and not (each.end and each.end < today)]
    if not open_ones:
        return None if notification.sent_at is None else _thanks()
    lead = await store.people.by_id(notification.asked_by) if notification.asked_by else None
    intro = _("Before these can begin, the plan needs a few words from you. A minute for each will do.")
    if lead is not None:
        intro = _("{lead} asks: before these can begin, the plan needs a few words from you.").format(lead=lead.name)
    return card(Title(_("What the plan still needs")), Text(intro), *_questions(open_ones))


@router.notification(
    HELD_UP,
    Cost(20, each=20),
    about=_l("word that a strategy's start has come and something is missing"),
    listed_as=_l("what a strategy needs before it can begin"),
)
async def held_up(notification: Notification, store: YearStore) -> Card | None:
    """Its start has come, and it cannot begin: what it lacks, and what happens until then."""
    today = today_of(notification.reader, store)
    open_ones = [each for each in await _about(notification, store) if each.held_up(today)]
    if not open_ones:
        return None if notification.sent_at is None else _thanks()
    mine = [each for each in open_ones if owns(notification.reader, each)]
    others = [each for each in open_ones if each not in mine]
    names = await store.people.names()
    lines = few([_other(each, names) for each in others], AT_ONCE)
    return card(
        Title(_("Not ready to begin")),
        Text(_("The start has come, but something is missing. I ask about the weeks once it is there.")),
        *_questions(mine, start=True),
        Text(_("Other people have been told about theirs:")) if lines and mine else None,
        Items(lines) if lines else None,
        buttons(Button(_("What is missing"), "plan.missing")) if lines else None,
    )


@router.notification(NEW_OWNER, READ, about=_l("word that somebody owns a strategy from now on"))
async def new_owner(notification: Notification, store: YearStore) -> Card | None:
    """Somebody owns a strategy from now on: which, what it asks of them, and where to look at it."""
    mine = [each for each in await _about(notification, store) if owns(notification.reader, each)]
    cycle, today = store.cycle, today_of(notification.reader, store)
    if not mine or cycle is None:
        return None
    opened = [Button(_("Look at it") if len(mine) == 1 else clip(each.title, 60), "plan", each.code)
              for each in mine[:AT_ONCE]]  # fmt: skip
    asked = _("I ask how it went while it is under way: two minutes, on school days only. You can pass it on any time.")
    return card(
        Text(ngettext("From now on this strategy is yours:", "From now on these strategies are yours:", len(mine))),
        Items(few([_owned(each, today) for each in mine], AT_ONCE)),
        Text(asked),
        buttons(*opened),
        buttons(Button(_("Ask the leads"), "help"), Button(_("Pause until..."), "away")),
    )


def _owned(strategy: Strategy, today: date) -> Words:
    if strategy.start is None or strategy.end is None:
        return say(_("*{title}*"), title=strategy.title)
    span = {"first": when(strategy.start, today), "last": when(strategy.end, today)}
    return say(_("*{title}*, {first} to {last}"), title=strategy.title, **span)


def _thanks() -> Card:
    return card(Text(_("Thank you: nothing here waits for you now.")))


def _other(strategy: Strategy, names: dict[str, str]) -> Words:
    who = names.get(strategy.owner.casefold(), "") or _("nobody owns it yet")
    title, missing = clip(strategy.title, 120), missing_words(strategy)
    return say(_("*{title}* ({who}) needs {missing}."), title=title, who=clip(who, 60), missing=missing)


def _questions(strategies: Sequence[Strategy], *, start: bool = False) -> Iterator[Part | None]:
    for strategy in strategies[:AT_ONCE]:
        missing = missing_words(strategy)
        told = say(_("*{title}* needs {missing}."), title=strategy.title, missing=missing)
        if start and strategy.start:
            template = _("*{title}* was to begin on {day}. It needs {missing}.")
            told = say(template, title=strategy.title, day=when(strategy.start), missing=missing)
        yield Text(told)
        yield buttons(Button(_("Fill in"), "plan.strategy", strategy.code))
    left = len(strategies) - AT_ONCE
    if left > 0:
        yield Text(count("{n} more strategy waits.", "{n} more strategies wait.", left))
        yield buttons(Button(_("See all"), "plan"))
