"""Proposals that wait for a lead: the first of a day come one by one, all others of it in one notification."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.routes import Router
from handlers.kit.words import count, say
from handlers.wording.rhythms import today_of
from handlers.wording.strategy import value_of
from handlers.wording.waiting import waiting_for
from pdsa.attention_budget import Cost, Worth
from pdsa.decisions import Decision, Subject
from pdsa.gathered_proposals import gathered_on, is_full
from pdsa.people import Member
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
KIND = "proposals"
A_DAY = timedelta(days=1)
A_ROW = 5
SHOWN = 15
"""So many are behind a button of their own."""


def about(decision: Decision) -> tuple[str, ...]:
    """What a notification about a decision speaks of: a strategy's code, nothing where it is a goal's."""
    return (decision.strategy,) if decision.subject is Subject.STRATEGY else ()


async def proposed(decision: Decision, times: Sequence[tuple[Member, datetime]], store: YearStore) -> None:
    """A proposal waits for leads, for each from a time on: a notification of its own then, or one for all that come on
    a full day.
    """
    cycle = store.cycle
    moments = [at for _lead, at in times] or [store.now]
    committed = await store.outbox.committed(min(moments) - timedelta(days=2), max(moments) + timedelta(days=2))
    drafts = []
    for lead, at in times:
        zone = lead.zone or (cycle.zone if cycle else "UTC")
        got = [each for _kind, _about, each in committed.get(lead.id, ())]
        if cycle is None or not is_full(got, at, zone):
            about_it = about(decision)
            drafts.append(Draft("confirm", str(decision.id), at, lead.id, about=about_it, prompt=False))
        else:
            drafts.append(Draft(KIND, *gathered_on(at, zone, cycle), lead.id))
    await store.outbox.write(drafts)


@router.notification(KIND, Cost(30, Worth.OWED), about=_l("the proposals of a full day, in one letter"))
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """The proposals that wait, each behind its button; None, before it goes out, where there are none any more."""
    today: date = today_of(notification.reader, store)
    waiting = [each for each in await waiting_for(store, notification.reader, today) if each.kind == "confirm"]
    if not waiting:
        return card(Text(_("All of these are settled by now."))) if notification.sent_at else None
    ids = {value_of(each.subject, each.strategy): str(each.id) for each in await store.learning.waiting()}
    told = await _came_singly(notification, store)
    others = [each for each in waiting if ids.get(each.value) not in told]
    if not others:
        return card(Text(_("Nothing else waits by now."))) if notification.sent_at else None
    looks = [Button(each.label, "decide.see", ids[each.value]) for each in others if each.value in ids]
    several = count("{n} decision waits for a lead:", "{n} decisions wait for a lead:", len(others))
    if len(others) < len(waiting):
        several = count("{n} more decision waits for a lead:", "{n} more decisions wait for a lead:", len(others))
    return card(
        Text(several),
        *(buttons(*looks[start : start + A_ROW]) for start in range(0, min(len(looks), SHOWN), A_ROW)),
        Text(say(_("And {n} more: `decide` has them all."), n=len(looks) - SHOWN)) if len(looks) > SHOWN else None,
    )


async def _came_singly(notification: Notification, store: YearStore) -> set[str]:
    """The proposals of which this lead got a notification of its own in the day before this one."""
    singly = await store.outbox.of_kind("confirm")
    return {
        single.occasion
        for single in singly
        if single.member is not None and single.member.id == notification.reader.id
        if single.sent_at is not None and notification.at - A_DAY <= single.sent_at <= notification.at
    }
