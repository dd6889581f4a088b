"""One line to a lead, once, where somebody has not found the time for a strategy: perhaps they ask in person."""

from collections.abc import Iterable
from datetime import date, timedelta

from handlers.kit.card import Button, Card, Items, Text, buttons, card
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.words import Words, clip, say, when
from handlers.wording.notifications import told_about
from handlers.wording.rhythms import today_of
from pdsa.attention_budget import Cost, Worth
from pdsa.cadence import is_due
from pdsa.calendar import ONE_DAY, instant, midnight_after
from pdsa.checkin import closes, question_days
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import LEADING, Member
from pdsa.permissions import helpers
from pdsa.silence import PATIENCE, Heard, PendingQuestion
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
KIND = "quiet"
LATEST = timedelta(days=21)
"""An offer's window closes within this time, whatever breaks lie in it."""
VALID = timedelta(days=7)


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """For the offers whose window has just closed: a notification to the first lead of each plan."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    days = _told_on(span, cycle)
    strategies = [s for s in await store.plans.strategies() if any(is_due(s, week, cycle) for week in days.values())]
    if not strategies:
        return ()
    heard, told = await store.checkins.heard(), told_about(await store.outbox.of_kind(KIND))
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
    return Draft(KIND, day.isoformat(), at, lead, about=tuple(codes), expires=expires)


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
