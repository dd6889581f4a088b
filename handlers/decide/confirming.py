"""What becomes of a proposal: a lead hears of it, confirms it or hands it back with a word."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.decide.cards import (
    DecisionView,
    confirm_card,
    decided_card,
    handed_back_card,
    rests_card,
    told,
)
from handlers.decide.effects_on_plan import take_effect
from handlers.decide.topic import Topic, find
from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.form import Line, Note
from handlers.kit.reply import Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import count, join, say
from handlers.wording.days_and_hours import today_of
from handlers.wording.notifications import refresh_asked
from handlers.wording.strategy import value_of
from handlers.wording.waiting import waiting_for
from pdsa.attention_budget import READ, Cost, Worth
from pdsa.decisions import Decision, Subject
from pdsa.errors import NotAllowed, Refusal
from pdsa.meetings import Meetings, proposal_waits_until
from pdsa.people import LEADING, Member
from pdsa.permissions import confirmers, confirms
from pdsa.prompting import prompt_at
from pdsa.proposal_batching import gathered_on, is_full
from pdsa.text import _, _l
from pdsa.visible import reader_of, visible
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()


PROPOSALS = "proposals"
A_DAY = timedelta(days=1)
A_ROW = 5
MOST_SHOWN = 15
"""So many are behind a button of their own."""


async def ask_leads(
    decision: Decision, topic: Topic, leads: Sequence[Member], meetings: Meetings, store: YearStore
) -> None:
    """A proposal waits for these leads, for each from now on, or from the day of the meeting that is to look at it
    first: a notification of its own then, or one for all that come on a full day.
    """
    cycle, times = store.cycle, []
    for lead in leads:
        day = proposal_waits_until(topic.strategy.school, meetings, cycle, today_of(lead, store)) if cycle else None
        times.append(prompt_at(cycle, day, lead) if cycle and day else store.now)
    moments = times or [store.now]
    committed = await store.outbox.committed(min(moments) - timedelta(days=2), max(moments) + timedelta(days=2))
    drafts = []
    for lead, at in zip(leads, times, strict=True):
        zone = lead.zone or (cycle.zone if cycle else "UTC")
        got = [each for _kind, _about, each in committed.get(lead.id, ())]
        if cycle is not None and is_full(got, at, zone):
            drafts.append(Draft(PROPOSALS, *gathered_on(at, zone, cycle), lead.id))
        else:
            drafts.append(Draft("confirm", str(decision.id), at, lead.id, about=about(decision), prompt=False))
    await store.outbox.write(drafts)


async def say_decided(decision: Decision, topic: Topic, replaced: list[Decision], store: YearStore) -> None:
    """Whose strategy or goal it is, and whose proposal it replaces, hear what a lead decided."""
    owner = await store.people.by_email(topic.strategy.owner) if topic.strategy.owner else None
    readers = {each.proposed_by for each in replaced} | ({owner.id} if owner and owner.active else set())
    await store.outbox.write(
        Draft("decided", str(decision.id), store.now, reader, about=about(decision), prompt=False)
        for reader in sorted(readers - {decision.proposed_by})
    )


async def refresh(decision: Decision, store: YearStore, *, but: int = 0) -> None:
    """Bring the messages that show this decision up to date; `but` is a lead whose message was just replaced."""
    notifications = await store.outbox.of_kind("confirm", occasion=str(decision.id))
    notifications += await store.outbox.of_kind(PROPOSALS)
    await store.outbox.refresh(*(each.key for each in notifications if each.member is None or each.member.id != but))
    if decision.subject is Subject.STRATEGY:
        await refresh_asked(store, decision.strategy, "decide", "decide-nudge")


@router.button("decide.see", who=LEADING, writes=False)
async def see(turn: Turn, store: YearStore) -> Replies:
    """One of several proposals, as a notification of its own would show it."""
    return Say(confirm_card((await _proposal(turn.value, turn, store))[0], turn.today))


@router.button("decide.confirm", who=LEADING)
async def confirm(turn: Turn, store: YearStore) -> Replies:
    """A lead confirms a proposal, and it takes effect; who comes second sees who was first."""
    view, topic = await _proposal(turn.value, turn, store)
    if view.open and await store.learning.confirm(view.decision.id, turn.person.id):
        decision = await store.learning.decision(view.decision.id)
        if decision is not None and topic is not None:
            await take_effect(decision, topic, turn.cycle, store)
            if decision.proposed_by == turn.person.id:  # it waited for a meeting, or for a second thought
                await say_decided(decision, topic, [], store)
        if view.decision.proposed_by == turn.person.id:
            await refresh(view.decision, store, but=turn.person.id)
        else:
            await _tell(view.decision, "confirmed", store, but=turn.person.id)
    return Replace(confirm_card((await _proposal(turn.value, turn, store))[0], turn.today))


@router.button("decide.rests", who=LEADING, writes=False)
async def rests(turn: Turn, store: YearStore) -> Replies:
    """What a proposal rests on, for whom it waits."""
    found, _topic = await _proposal(turn.value, turn, store)
    return Say(rests_card(found))


@router.button("decide.back", who=LEADING, writes=False)
async def hand_back(turn: Turn, store: YearStore) -> Replies:
    """Asks for the word that goes with a proposal that is handed back."""
    view, _topic = await _proposal(turn.value, turn, store)
    if not view.open:
        return Replace(confirm_card(view, turn.today))
    return ask_form(
        "decide.returned",
        _("Hand back"),
        Note(say(_("*{strategy}*: {name} reads this."), strategy=view.title, name=view.proposer)),
        Line("why", _("What should they look at again?"), long=True, optional=False),
        send=_("Hand back"),
        carry={"decision": str(view.decision.id)},
    )


@router.form("decide.returned", who=LEADING)
async def returned(turn: Turn, store: YearStore) -> Replies:
    """A proposal goes back to whoever made it, with a word."""
    why = turn.required("why", _("A word is needed, so that they know how to go on."))
    number = turn.carry.get("decision", "")
    view, _topic = await _proposal(number, turn, store)
    if not view.open or not await store.learning.hand_back(view.decision.id, why):
        return Say(confirm_card((await _proposal(number, turn, store))[0], turn.today))
    await _tell(view.decision, "handed-back", store)
    words = _("Handed back with your word: *{strategy}*. {name} will see it.")
    return say_card(Text(say(words, strategy=view.title, name=view.proposer)))


async def _proposal(number: str, turn: Turn, store: YearStore) -> tuple[DecisionView, Topic | None]:
    """A proposal that the person may settle, and what it is about. Raises Refusal."""
    decision = await store.learning.decision(whole(number) or 0)
    if decision is None:
        raise Refusal(_("I cannot find that proposal any more. `decide` shows what stands."))
    topic = await find(decision.subject, decision.strategy, store)
    leading = await store.people.with_roles(LEADING)
    leads = confirmers(topic.strategy, leading) if topic else await store.people.leads()
    if not (confirms(turn.person, topic.strategy) if topic else turn.person.is_lead):
        names = join([lead.name for lead in leads]) or _("a lead")
        raise NotAllowed(_("That is for the leads of its plan to settle: {names}.").format(names=names))
    return await told(await _as_read(decision, turn.person, topic, store), store), topic


async def _as_read(decision: Decision, reader: Member, topic: Topic | None, store: YearStore) -> Decision:
    """The decision as somebody may read it: whole for those who settle it, which is no district's lead while a school
    has its own.
    """
    leading = await store.people.with_roles(LEADING)
    if topic is None or reader.id in {lead.id for lead in confirmers(topic.strategy, leading)}:
        return decision
    return visible(decision, reader_of(reader, topic.strategy))


async def _tell(decision: Decision, kind: str, store: YearStore, *, but: int = 0) -> None:
    """The proposer hears of it, and the other leads see it."""
    draft = Draft(kind, str(decision.id), store.now, decision.proposed_by, about=about(decision), prompt=False)
    await store.outbox.write([draft])
    await refresh(decision, store, but=but)


@router.notification(
    "confirm", Cost(45, Worth.OWED), about=_l("a proposal that waits for a lead"), listed_as=_l("a proposal")
)
async def confirm_notification(notification: Notification, store: YearStore) -> Card | None:
    """A proposal for a lead; not sent any more once it is settled or replaced."""
    view = await _of(notification, store)
    if view is None or not (view.open or notification.sent_at):
        return None
    return confirm_card(view, today_of(notification.reader, store))


@router.notification("decided", READ, about=_l("word of what a lead decided"))
@router.notification("confirmed", READ, about=_l("word that a lead confirmed a proposal"))
async def decided_notification(notification: Notification, store: YearStore) -> Card | None:
    """Whoever it concerns hears what a lead decided, and the proposer that a lead confirmed."""
    view, proposer = await _of(notification, store), notification.kind == "confirmed"
    return decided_card(view, today_of(notification.reader, store), proposer=proposer) if view else None


@router.notification("handed-back", READ, about=_l("word that a lead handed a proposal back"))
async def handed_back_notification(notification: Notification, store: YearStore) -> Card | None:
    """The proposer hears that a lead handed it back."""
    view = await _of(notification, store)
    return handed_back_card(view) if view else None


async def _of(notification: Notification, store: YearStore) -> DecisionView | None:
    decision = await store.learning.decision(int(notification.occasion))
    if decision is None:
        return None
    topic = await find(decision.subject, decision.strategy, store)
    return await told(await _as_read(decision, notification.reader, topic, store), store)


def about(decision: Decision) -> tuple[str, ...]:
    """What a notification about a decision speaks of: a strategy's code, nothing where it is a goal's."""
    return (decision.strategy,) if decision.subject is Subject.STRATEGY else ()


@router.notification(PROPOSALS, Cost(30, Worth.OWED), about=_l("the proposals of a full day, in one letter"))
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
        *(buttons(*looks[start : start + A_ROW]) for start in range(0, min(len(looks), MOST_SHOWN), A_ROW)),
        Text(say(_("And {n} more: `decide` has them all."), n=len(looks) - MOST_SHOWN))
        if len(looks) > MOST_SHOWN
        else None,
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
