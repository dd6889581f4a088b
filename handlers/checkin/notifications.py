"""When the weekly question, its reminder and the word to a lead are due, and what they say when they go out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from handlers.checkin.cards import nudge_card, question_card
from handlers.checkin.week_question import WeekQuestion, notification_key, of_week
from handlers.kit.card import Button, Card, Items, Text, card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.days_and_hours import today_of
from handlers.wording.notifications import as_test, for_each, told_about
from pdsa.attention_budget import Cost, Worth
from pdsa.cadence import is_due, occasion
from pdsa.calendar import midnight_after
from pdsa.checkin import asked_at, closes, next_question, question_day, question_days
from pdsa.checkin_days import LATEST, asked_in, begins_to_offer, nudge_days, offers_in, reminded_of, silence_days
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.parked_goals import asked_about
from pdsa.people import LEADING, LEADS, Member
from pdsa.permissions import helpers, owns
from pdsa.prompting import prompt_at
from pdsa.silence import PATIENCE, is_asked
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification, State
from storage.store import YearStore

router = Router()
A_PAGE = 5
"""So many strategies stand in one message."""
A_WEEK = timedelta(days=6)
REST = timedelta(hours=20)
"""A question that came this late is not followed by a reminder."""


QUIET = "quiet"
VALID = timedelta(days=7)


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The questions and reminders of a span: everybody's, whether they have got them or not."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    first, last = span.days
    people = await store.people.all()
    by_own_day = any(each.times.day is not None for each in people)
    wide = A_WEEK if by_own_day else timedelta(0)
    weeks = list(question_days(first - LATEST, last + wide, cycle))
    asked = [week for week in weeks if week >= first - wide]
    nudges = nudge_days(weeks, first, last, cycle)
    if not asked and not nudges:
        return ()
    owned: dict[str, list[Strategy]] = {}
    for strategy in asked_about(await store.plans.strategies(), await store.parked.waiting()):
        owned.setdefault(strategy.owner.casefold(), []).append(strategy)
    heard = await store.checkins.heard()
    wanted = {*asked, *nudges.values()} if not wide else set(weeks)

    def of(member: Member) -> Iterator[Draft]:
        mine = owned.get(member.email.casefold(), []) if member.prompted else []
        weeks_by_code = {strategy.code: asked_in(strategy, wanted, heard, cycle, member) for strategy in mine}
        for week in asked:
            if codes := tuple(code for code, weeks in weeks_by_code.items() if week in weeks):
                yield _question(member, week, codes, cycle)
        own = nudges if member.times.day is None else nudge_days(weeks, first, last, cycle, member)
        for day, week in own.items():
            if not member.is_away(day) and (codes := reminded_of(week, weeks_by_code, heard, member)):
                yield _nudge(member, day, week, codes, cycle)

    started = cycle.started_at
    drafts = for_each(people, of)
    return [draft for draft in drafts if span.holds(draft.at) and draft.at >= started]


def _question(member: Member, week: date, codes: tuple[str, ...], cycle: Cycle) -> Draft:
    expires = midnight_after(closes(week, cycle.year), member.zone or cycle.zone)
    return Draft("checkin", week.isoformat(), asked_at(week, cycle, member), member.id, about=codes, expires=expires)


def _nudge(member: Member, day: date, week: date, codes: tuple[str, ...], cycle: Cycle) -> Draft:
    expires = midnight_after(day, member.zone or cycle.zone)
    return Draft("nudge", week.isoformat(), prompt_at(cycle, day, member), member.id, about=codes, expires=expires)


@router.notification(
    "checkin",
    Cost(10, Worth.QUESTION, each=15),
    about=_l("the weekly question"),
    listed_as=_l("the question how your strategies go"),
)
async def question(notification: Notification, store: YearStore) -> Card | None:
    """The weekly question as it stands now; None, before it went out, if everything has its answer."""
    week, reader = date.fromisoformat(notification.occasion), notification.reader
    if notification.sent_at is None and all(
        each.answer for each in await still_asked(reader, week, notification.about, store)
    ):
        return None
    return await page_of(reader, week, notification.about, 0, store)


async def page_of(reader: Member, week: date, codes: Sequence[str], number: int, store: YearStore) -> Card | None:
    """One page of somebody's question; None where nothing on it is asked any more."""
    start = number * A_PAGE
    page = await still_asked(reader, week, codes[start : start + A_PAGE], store)
    rest = len(codes) - start - A_PAGE
    more = None
    if rest > 0:
        label = count("More ({n} strategy)", "More ({n} strategies)", rest)
        more = Button(label, "checkin.more", f"{week.isoformat()}:{number + 1}")
    if not page and not more:
        return None
    offered = await offering(page, week, reader, store)
    return question_card(page, reader, today_of(reader, store), more=more, offering=offered)


async def offering(page: Sequence[WeekQuestion], week: date, reader: Member, store: YearStore) -> dict[str, int]:
    """Those on a page that were asked about three times or more without a word, by their codes: how often."""
    cycle, heard = store.cycle, await store.checkins.heard(frozenset(each.strategy.code for each in page))
    if cycle is None:
        return {}
    times = {
        each.strategy.code: offers_in(each.strategy, week, heard, cycle, reader) for each in page if not each.answer
    }
    return {code: n for code, n in times.items() if n}


async def still_asked(reader: Member, week: date, codes: Sequence[str], store: YearStore) -> list[WeekQuestion]:
    """Those that have an answer, and those that this reader still owns and that are still under way."""
    return [
        asked
        for asked in await of_week(store, week, codes)
        if asked.answer or (owns(reader, asked.strategy) and asked.strategy.under_way(week))
    ]


@router.notification(
    "nudge",
    Cost(10, Worth.REMINDER, each=15),
    reminder=True,
    about=_l("the one reminder of a weekly question"),
    listed_as=_l("a reminder of that question"),
)
async def nudge(notification: Notification, store: YearStore) -> Card | None:
    """The one reminder: None unless the question was there for a while and something has no answer yet."""
    week, reader = date.fromisoformat(notification.occasion), notification.reader
    skipped = reader.id in await store.checkins.skipped(week)
    waiting = [
        asked
        for asked in await still_asked(reader, week, notification.about, store)
        if asked.answer is None and not asked.note_of(reader)
    ]
    if notification.sent_at is None and (skipped or not waiting or not await _was_asked(reader, week, store)):
        return None
    return nudge_card(waiting, week, today_of(reader, store), skipped=skipped)


async def unanswered(reader: Member, week: date, store: YearStore) -> list[WeekQuestion]:
    """Somebody's strategies without an answer for a week."""
    cycle = store.cycle
    strategies = [each for each in await store.plans.strategies() if owns(reader, each)] if cycle else []
    heard = await store.checkins.heard(frozenset(each.code for each in strategies))
    mine = [each.code for each in strategies if cycle and is_asked(each, week, cycle, reader, heard)]
    return [asked for asked in await of_week(store, week, mine) if asked.answer is None and not asked.note_of(reader)]


async def _was_asked(reader: Member, week: date, store: YearStore) -> bool:
    asked = await store.outbox.by_key(notification_key("checkin", week, reader.id))
    if asked is None or asked.state is not State.SENT or asked.sent_at is None:
        return False
    return store.now - asked.sent_at >= REST and not reader.is_away(today_of(reader, store))


@router.button("checkin.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """The first strategy's question, as its owner will get it."""
    strategies = await store.plans.strategies()
    if not strategies:
        raise Refusal(_("The plan has no strategy yet, so there is nothing to ask. `plan` adds one."))
    strategy, week = strategies[0], question_day(turn.today, turn.cycle.rhythm)
    coming = next_question(strategy, turn.today, turn.cycle) or week
    question = WeekQuestion(strategy, week, occasion=occasion(strategy, coming, turn.cycle))
    if turn.value == "nudge":
        return Say(as_test(nudge_card([question], question.week, turn.today, skipped=False)))
    offering = {question.strategy.code: PATIENCE} if turn.value == "offer" else {}
    return Say(as_test(question_card([question], turn.person, turn.today, offering=offering)))


@router.year_tick
async def offers_due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """For the offers whose window has just closed: a notification to the first lead of each plan."""
    days = silence_days(*span.days, cycle)
    strategies = [s for s in await store.plans.strategies() if any(is_due(s, week, cycle) for week in days.values())]
    if not strategies:
        return ()
    heard, told = await store.checkins.heard(), told_about(await store.outbox.of_kind(QUIET))
    known = {code for codes in told.values() for code in codes}
    codes_by_lead_day: dict[tuple[Member, date], list[str]] = {}
    people = {each.email.casefold(): each for each in await store.people.all()}
    leading = await store.people.with_roles(LEADING)
    for strategy in strategies:
        owner = people.get(strategy.owner.casefold())
        if owner is None or not owner.prompted or strategy.code in known:
            continue
        lead = next((each for each in helpers(owner, strategy, leading)), None)
        for day, week in days.items():
            if lead is not None and begins_to_offer(strategy, week, heard, cycle, owner):
                codes_by_lead_day.setdefault((lead, day), []).append(strategy.code)
    drafts = (_silence(lead, day, codes, cycle) for (lead, day), codes in codes_by_lead_day.items())
    return [draft for draft in drafts if span.holds(draft.at)]


def _silence(lead: Member, day: date, codes: Sequence[str], cycle: Cycle) -> Draft:
    expires = midnight_after(day + VALID, lead.zone or cycle.zone)
    return Draft(QUIET, day.isoformat(), prompt_at(cycle, day, lead), lead.id, about=tuple(codes), expires=expires)


@router.notification(
    "quiet",
    Cost(10, Worth.EXTRA),
    about=_l("word that somebody has not found the time for a strategy, to a lead"),
    listed_as=_l("word of a strategy that nobody found the time for"),
)
async def quiet(notification: Notification, store: YearStore) -> Card | None:
    """Who has not found the time for what, since when."""
    lines = await _lines(notification, store)
    if not lines:
        return None
    told = _("Perhaps ask in person. I ask about it less often now.")
    if len(lines) > 1:
        told = _("Perhaps ask in person. I ask about these less often now.")
    first = Items(tuple(lines)) if len(lines) > 1 else Text(lines[0])
    return card(first, Text(told), Button(_("Where we stand"), "status"))


async def _lines(notification: Notification, store: YearStore) -> list[Words]:
    """A line for each strategy that still has no word; all of them once the notification has gone out."""
    cycle, day = store.cycle, date.fromisoformat(notification.occasion)
    if cycle is None:
        return []
    heard = await store.checkins.heard(frozenset(notification.about))
    today = today_of(notification.reader, store)
    people = {each.email.casefold(): each for each in await store.people.all()}
    lines: list[Words] = []
    for strategy in await store.plans.strategies():
        owner = people.get(strategy.owner.casefold()) if strategy.code in notification.about else None
        asked = heard.questions_about(strategy, cycle, owner, day) if owner else []
        if owner and asked and asked[-1].offers:
            told = _("{name} has not found the time for *{strategy}* since {day}.")
            since = when(asked[-1].since, today)
            lines.append(say(told, name=owner.name, strategy=clip(strategy.title, 150), day=since))
    return lines
