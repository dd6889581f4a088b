"""Whose a chat account is, where only people can say: a guest with somebody's e-mail, or a second account of theirs."""

from dataclasses import replace

from handlers.kit.card import Button, Card, Text, card
from handlers.kit.reply import Replace, Replies
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, say
from handlers.wording.notifications import GUEST_WAITS
from pdsa.account_claims import AccountClaim
from pdsa.attention_budget import READ
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, LEADS, Member
from pdsa.text import _, _l
from storage.notification_states import Notification
from storage.store import YearStore

feature = Feature("account")
ASKS_LEADS, ASKS_PERSON = "guest-account", "other-account"


@feature.notification(
    ASKS_LEADS, READ, about=_l("the question whether a guest with somebody's e-mail is them, to leads")
)
@feature.notification(
    ASKS_PERSON, READ, about=_l("the question whether another account with one's e-mail is one's own")
)
async def asked(notification: Notification, store: YearStore) -> Card | None:
    """Asks the leads whether a guest is the one in the plan; or somebody, at the account that they use, whether another
    one with their e-mail is theirs, too. None where it was answered before anybody was asked.
    """
    claim = await store.claims.by_id(whole(notification.occasion) or 0)
    member = await store.people.by_id(claim.member) if claim else None
    if claim is None or member is None or (claim.granted is not None and not notification.message):
        return None
    return _card(claim, member)


def _card(claim: AccountClaim, member: Member) -> Card:
    if claim.granted is not None:
        return card(Text(_question(claim, member)), Text(_answer(claim)))
    if claim.guest:
        told = _("Until a lead has said so, I neither answer nor write there.")
        yes, no = Button(_("Yes, let them in"), "account.let-in", str(claim.id), main=True), "account.keep-out"
    else:
        told = _("Until you say so, I write to you here and do not answer there.")
        yes, no = Button(_("Yes, that is me"), "account.mine", str(claim.id), main=True), "account.not-mine"
    return card(Text(_question(claim, member)), Text(told), yes, Button(_("No"), no, str(claim.id)))


def _question(claim: AccountClaim, member: Member) -> Words:
    if claim.guest:
        template = _("*{name}* is a guest in this workspace and has the e-mail of *{member}* ({email}). Is it them?")
        return say(template, name=claim.name, member=member.name, email=member.email)
    template = _("*{name}* wrote to me from another account, with your e-mail ({email}). Is that you, too?")
    return say(template, name=claim.name, email=member.email)


def _answer(claim: AccountClaim) -> str:
    if claim.guest:
        return _("Yes: I write to them there.") if claim.granted else _("No: I do not answer there.")
    if claim.granted:
        return _("Yes: from now on I write to you there. This talk is over.")
    return _("No: I write to you here, as before, and do not answer there. If somebody uses your e-mail, tell a lead.")


@feature.button("account.let-in", who=LEADS)
async def let_in(turn: Turn, store: YearStore) -> Replies:
    """A lead says that a guest is the one in the plan."""
    return await _settle(turn, store, guest=True, granted=True)


@feature.button("account.keep-out", who=LEADS)
async def keep_out(turn: Turn, store: YearStore) -> Replies:
    """A lead says that it is somebody else."""
    return await _settle(turn, store, guest=True, granted=False)


@feature.button("account.mine", who=EVERYONE)
async def mine(turn: Turn, store: YearStore) -> Replies:
    """The other account is theirs, too: they are written to there."""
    return await _settle(turn, store, guest=False, granted=True)


@feature.button("account.not-mine", who=EVERYONE)
async def not_mine(turn: Turn, store: YearStore) -> Replies:
    """The other account is somebody else's."""
    return await _settle(turn, store, guest=False, granted=False)


async def _settle(turn: Turn, store: YearStore, *, guest: bool, granted: bool) -> Replies:
    claim = await store.claims.by_id(whole(turn.value) or 0)
    member = await store.people.by_id(claim.member) if claim else None
    if claim is None or member is None or claim.guest is not guest or not (guest or member.id == turn.person.id):
        raise Refusal(_("That was asked of somebody else, or is settled by now."))
    if await store.claims.settle(claim, granted=granted):
        claim = replace(claim, granted=granted)
        await store.record("chat account" if granted else "chat account refused", member.email)
        if granted and (not guest or member.address is None):
            await store.people.meet(member, claim.address)
        if granted and guest:
            await _send_what_waited(member, store)
    now = await store.claims.by_id(claim.id) or claim
    kind = ASKS_LEADS if guest else ASKS_PERSON
    asked = await store.outbox.of_kind(kind, occasion=str(claim.id))
    await store.outbox.refresh(*(notification.key for notification in asked if notification.message != turn.message))
    return Replace(_card(now, member))


async def _send_what_waited(member: Member, store: YearStore) -> None:
    """What rests because nobody had let them in goes out, unless its time has passed."""
    for notification in await store.outbox.all():
        theirs = (
            notification.member is not None
            and notification.member.id == member.id
            and notification.reason == GUEST_WAITS
        )
        if theirs and (notification.expires is None or notification.expires > store.now):
            await store.outbox.wake(notification.key)
