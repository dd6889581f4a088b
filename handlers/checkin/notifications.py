"""When the weekly question, its reminder and the word to a lead are due, and what they say when they go out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from handlers.checkin.cards import nudge_card, question_card
from handlers.checkin.week_question import WeekQuestion, notification_key, of_week
from handlers.kit.card import Button, Card, Items, Text, buttons, card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.notifications import as_test, for_each, told_about
from handlers.wording.rhythms import today_of
from pdsa.attention_budget import Cost, Worth
from pdsa.cadence import is_due, occasion
from pdsa.calendar import ONE_DAY, instant, midnight_after
from pdsa.checkin import asked_at, asked_on, closes, next_question, question_day, question_days
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.parking import asked_about
from pdsa.people import LEADING, LEADS, Member
from pdsa.permissions import helpers, owns
from pdsa.silence import PATIENCE, Heard, PendingQuestion, is_asked
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notifications import Draft, Notification, State
from storage.store import YearStore

router = Router()
A_PAGE = 5
"""So many strategies stand in one message."""
A_WEEK = timedelta(days=6)
REST = timedelta(hours=20)
"""A question that came this late is not followed by a reminder."""
LONGEST_NUDGE = timedelta(days=21)
"""No reminder comes later than this after its question, whatever the working days of a week are."""


QUIET = "quiet"
LATEST = timedelta(days=21)
"""An offer's window closes within this time, whatever breaks lie in it."""
VALID = timedelta(days=7)


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The questions and reminders of a span: everybody's, whether they have got them or not."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    first, last = span.since.date() - ONE_DAY, span.until.date() + ONE_DAY
    people = await store.people.all()
    wide = (
        A_WEEK if any(each.times.day is not None for each in people) else timedelta(0)
    )  # who is asked on their own day
    weeks = list(question_days(first - LONGEST_NUDGE, last + wide, cycle))
    asked = [week for week in weeks if week >= first - wide]
    nudges = _nudges(weeks, first, last, cycle)
    if not asked and not nudges:
        return ()
    owned: dict[str, list[Strategy]] = {}
    for strategy in asked_about(await store.plans.strategies(), await store.parked.waiting()):
        owned.setdefault(strategy.owner.casefold(), []).append(strategy)
    heard = await store.checkins.heard()
    wanted = {*asked, *nudges.values()} if not wide else set(weeks)

    def of(member: Member) -> Iterator[Draft]:
        mine = owned.get(member.email.casefold(), []) if member.prompted else []
        weeks_by_code = {strategy.code: _asked_on(strategy, wanted, heard, cycle, member) for strategy in mine}
        for week in asked:
            if codes := tuple(code for code, weeks in weeks_by_code.items() if week in weeks):
                yield _question(member, week, codes, cycle)
        own = nudges if member.times.day is None else _nudges(weeks, first, last, cycle, member)
        for day, week in own.items():
            if not member.is_away(day) and (codes := _reminded(week, weeks_by_code, heard, member)):
                yield _nudge(member, day, week, codes, cycle)

    started = cycle.started_at
    drafts = for_each(people, of)
    return [draft for draft in drafts if span.holds(draft.at) and draft.at >= started]


def _nudges(
    weeks: Sequence[date], first: date, last: date, cycle: Cycle, member: Member | None = None
) -> dict[date, date]:
    """The days of reminders in a stretch -> the week they remind of: two school days after somebody was asked."""
    days = ((cycle.year.nudge_day(asked_on(week, cycle, member)), week) for week in weeks)
    return {day: week for day, week in days if day is not None and first <= day <= last}


def _asked_on(
    strategy: Strategy, wanted: Collection[date], heard: Heard, cycle: Cycle, member: Member
) -> dict[date, PendingQuestion]:
    """Those of the wanted days on which a strategy is asked about."""
    if not any(is_due(strategy, day, cycle) for day in wanted):
        return {}
    asked = heard.questions_about(strategy, cycle, member, max(wanted))
    return {each.day: each for each in asked if each.day in wanted}


def _reminded(
    week: date, found: Mapping[str, Mapping[date, PendingQuestion]], heard: Heard, member: Member
) -> tuple[str, ...]:
    """The strategies of a week without a word, but those that offer to ask less often."""
    if any(word.week == week for word in heard.skips.get(member.id, ())):
        return ()
    asked = [code for code, weeks in found.items() if week in weeks and not weeks[week].offers]
    return tuple(code for code in asked if all(word.week != week for word in heard.strategies.get(code, ())))


def _question(member: Member, week: date, codes: tuple[str, ...], cycle: Cycle) -> Draft:
    zone = member.zone or cycle.zone
    return Draft(
        kind="checkin",
        occasion=week.isoformat(),
        at=asked_at(week, cycle, member),
        member=member.id,
        about=codes,
        expires=midnight_after(closes(week, cycle.year), zone),
    )


def _nudge(member: Member, day: date, week: date, codes: tuple[str, ...], cycle: Cycle) -> Draft:
    zone = member.zone or cycle.zone
    return Draft(
        kind="nudge",
        occasion=week.isoformat(),
        at=instant(day, cycle.rhythm.prompt_time, zone),
        member=member.id,
        about=codes,
        expires=midnight_after(day, zone),
    )


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
    cycle, heard = store.cycle, await store.checkins.heard()
    silent_by_code: dict[str, int] = {}
    for asked in page:
        weeks = (
            heard.questions_about(asked.strategy, cycle, reader, week)
            if asked.answer is None and cycle is not None
            else []
        )
        now = next((each for each in weeks if each.day == week and each.offers), None)
        if now is not None and _goes_on(asked.strategy, week, heard, reader, store):
            silent_by_code[asked.strategy.code] = now.silent
    return silent_by_code


def _goes_on(strategy: Strategy, week: date, heard: Heard, reader: Member, store: YearStore) -> bool:
    """Whether there is another question after this one: else it comes seldom enough."""
    cycle = store.cycle
    last = strategy.end or (cycle.year.last_day if cycle else week)
    return cycle is not None and any(each.day > week for each in heard.questions_about(strategy, cycle, reader, last))


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
    strategies = await store.plans.strategies() if cycle else []
    heard = await store.checkins.heard()
    mine = [s.code for s in strategies if cycle and owns(reader, s) and is_asked(s, week, cycle, reader, heard)]
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


@router.tick
async def offers_due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """For the offers whose window has just closed: a notification to the first lead of each plan."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    days = _told_on(span, cycle)
    strategies = [s for s in await store.plans.strategies() if any(is_due(s, week, cycle) for week in days.values())]
    if not strategies:
        return ()
    heard, told = await store.checkins.heard(), told_about(await store.outbox.of_kind(QUIET))
    known = {code for codes in told.values() for code in codes}
    codes_by_lead_day: dict[tuple[int, date], list[str]] = {}
    people = {each.email.casefold(): each for each in await store.people.all()}
    leading = await store.people.with_roles(LEADING)
    for strategy in strategies:
        owner = people.get(strategy.owner.casefold())
        if owner is None or not owner.prompted or strategy.code in known:
            continue
        lead = next((each for each in helpers(owner, strategy, leading)), None)
        for day, week in days.items():
            asked = _offered(strategy, week, heard, cycle, owner)
            if lead is not None and asked is not None:
                codes_by_lead_day.setdefault((lead.id, day), []).append(strategy.code)
    zones = {each.id: each.zone or cycle.zone for each in leading}
    drafts = (_draft(lead, day, codes, zones[lead], cycle) for (lead, day), codes in codes_by_lead_day.items())
    return [draft for draft in drafts if span.holds(draft.at)]


def _told_on(span: TimeSpan, cycle: Cycle) -> dict[date, date]:
    """The days of a span on which a lead may be told -> the question whose window closed the school day before."""
    first, last = span.since.date() - ONE_DAY, span.until.date() + ONE_DAY
    weeks = question_days(first - LATEST, last, cycle)
    days = ((cycle.year.after(closes(week, cycle.year), 1), week) for week in weeks)
    return {day: week for day, week in days if day is not None and first <= day <= last}


def _offered(strategy: Strategy, week: date, heard: Heard, cycle: Cycle, owner: Member) -> PendingQuestion | None:
    """The question of a week that offered to come less often for the first time, if nobody has answered it."""
    words = heard.of(strategy, owner)
    if any(word.week == week for word in words):
        return None
    asked = heard.questions_about(strategy, cycle, owner, week)
    return next((each for each in asked if each.day == week and each.silent == PATIENCE), None)


def _draft(lead: int, day: date, codes: list[str], zone: str, cycle: Cycle) -> Draft:
    at = instant(day, cycle.rhythm.prompt_time, zone)
    expires = midnight_after(day + VALID, zone)
    return Draft(QUIET, day.isoformat(), at, lead, about=tuple(codes), expires=expires)


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
    return card(first, Text(told), buttons(Button(_("Where we stand"), "status")))


async def _lines(notification: Notification, store: YearStore) -> list[Words]:
    """A line for each strategy that still has no word; all of them once the notification has gone out."""
    cycle, day = store.cycle, date.fromisoformat(notification.occasion)
    if cycle is None:
        return []
    heard, today = await store.checkins.heard(), today_of(notification.reader, store)
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
