"""When a channel's post went wrong: nobody knows whether it arrived, or it could not be posted at all."""

from handlers.digest.approval import settled_now, too_late
from handlers.digest.copies import copies_of, cycle_of, digest_of, frozen, in_its_year, name, send, send_anew
from handlers.digest.notifications import channel_copy
from handlers.kit.card import Button, Card, Items, Text, card
from handlers.kit.reply import Replace, Replies
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clock, say
from handlers.wording.notifications import may_stand
from pdsa.attention_budget import READ
from pdsa.digest_days import DRAFTS, WEEKLY
from pdsa.errors import Refusal
from pdsa.people import SENDERS
from pdsa.text import _, _l, kept_words, noted
from storage.digests import DigestState
from storage.notification_states import Notification, State
from storage.posts import PostSaid
from storage.store import YearStore

router = Router()
UNSURE = "is-it-there"
FAILED = "undelivered"
UNCHANGED = "unchanged"


@router.notification(FAILED, READ, about=_l("word that something could not be posted"))
@router.notification(UNSURE, READ, about=_l("the question whether something was posted"))
async def not_arrived(notification: Notification, store: YearStore) -> Card | None:
    """Asks whoever can look whether it is there, or says why a channel did not get it and what would help; shows the
    answer once there is one. None where the trouble is over before anybody was told of it.
    """
    post = await store.outbox.by_key(notification.about[0]) if notification.about else None
    if post is None or (not notification.message and post.state is not State.RESTING):
        return None
    zone = notification.reader.zone or cycle_of(store).zone
    return await _card(notification.kind, post, store, zone)


@router.notification(UNCHANGED, READ, about=_l("word that a post could not be changed where it stands"))
async def unchanged(notification: Notification, store: YearStore) -> Card | None:
    """Says that a post could not be changed or taken away where it stands, and what helps."""
    post = await store.outbox.by_key(notification.about[0]) if notification.about else None
    if post is None:
        return None
    known = notification.about[1] if len(notification.about) > 1 else noted("the chat refused it")
    reason = kept_words(known).rstrip(".")
    told = _("I could not change {what} in *{channel}*: {reason}. It still stands there as it was.")
    return card(
        Text(say(told, what=_what(post), channel=post.channel, reason=reason)),
        Text(_("Somebody who may can delete it there by hand. `digest` shows how it should read.")),
    )


async def _card(kind: str, post: Notification, store: YearStore, zone: str) -> Card:
    answered = await _answer(post, store, zone)
    put_back = post.tried_at is None and await may_stand(post.at, store) is not None
    if post.state is not State.RESTING or answered is not None:
        asked = _question(kind, post, put_back=put_back)
        return card(Text(asked), Text(answered or _("It is on its way again.")))
    return _ask_about(post, put_back=put_back) if kind == UNSURE else _explain(post)


def _ask_about(post: Notification, *, put_back: bool) -> Card:
    """Is it there? The bot may not read the channel, so somebody has to look."""
    more = _("If it is there but its details are missing below it, delete it there and have me send it again.")
    return card(
        Text(_question(UNSURE, post, put_back=put_back)),
        Text(more),
        Button(_("Yes, it is there"), "digest.seen", post.key, main=True),
        Button(
            _("No, send it again"),
            "digest.again",
            f"{UNSURE} {post.key}",
            ask_first=_("If it is there after all, {channel} gets it twice.").format(channel=post.channel),
        ),
    )


def _explain(post: Notification) -> Card:
    ways = (
        say(_("If I am not in {channel}: open it and write */invite* with my name."), channel=post.channel),
        say(_("If it was archived, or has another name now: a lead can give me the right one with *setup*.")),
    )
    return card(
        Text(_question(FAILED, post)),
        Items(ways),
        Text(say(_("Then press *Send again*. Until then I keep it."))),
        Button(_("Send again"), "digest.again", f"{FAILED} {post.key}", main=True),
        Button(_("Leave it"), "digest.leave", post.key),
    )


def _question(kind: str, post: Notification, *, put_back: bool = False) -> Words:
    if kind == UNSURE:
        template = _(
            "I posted {what} to *{channel}*, but the chat did not confirm it, and I may not read there. Is it there?"
        )
        if put_back:
            template = _(
                "The database was put back. By it {what} has not been posted to *{channel}*, but it may have been, and "
                "I may not read there. Is it there?"
            )
        return say(template, what=_what(post), channel=post.channel)
    if not post.reason:
        return say(_("I could not post {what} to *{channel}* at first."), what=_what(post), channel=post.channel)
    template = _("I could not post {what} to *{channel}*: {reason}.")
    return say(template, what=_what(post), channel=post.channel, reason=kept_words(post.reason).rstrip("."))


def _what(post: Notification) -> str:
    """The digest in words; a detail of it is told as such."""
    kind = post.kind.removesuffix("-detail")
    if kind not in (*DRAFTS, WEEKLY):
        return _("a message")
    whole = name(kind, post.occasion.split("/")[0])
    return whole if kind == post.kind else _("a part of {whole}").format(whole=whole)


async def _answer(post: Notification, store: YearStore, zone: str) -> str | None:
    """What somebody said of this post since it rests, or None while nobody has."""
    answer = await store.posts.answered(post.key)
    if answer is None or (answer.answer is PostSaid.AGAIN and post.state is State.RESTING):
        return None
    at = clock(answer.at, zone)
    if answer.answer is PostSaid.AGAIN and answer.member is None:
        return _("I was let into {channel}, so it goes there by itself ({at}).").format(channel=post.channel, at=at)
    who = await store.people.by_id(answer.member) if answer.member is not None else None
    template = {
        PostSaid.SEEN: _("{who} has seen it there ({at})."),
        PostSaid.AGAIN: _("{who} had me send it again ({at})."),
        PostSaid.LEFT: _("{who} said to leave it ({at}). `digest` shows it, should you want it after all."),
    }[answer.answer]
    return template.format(who=who.name if who else _("Somebody"), at=at)


@router.button("digest.seen", who=SENDERS)
async def seen(turn: Turn, store: YearStore) -> Replies:
    """Somebody looked: it is there."""
    post = await _post(turn.value, store)
    if await store.outbox.declare_sent(post.key):
        await store.posts.answer(post.key, PostSaid.SEEN)
    return await _told(turn, store, UNSURE, post)


@router.button("digest.again", who=SENDERS)
async def again(turn: Turn, store: YearStore) -> Replies:
    """Send it after all: to its channel, or, where the plan names another one by now, to that."""
    kind, _space, key = turn.value.partition(" ")
    post = await _post(key, store)
    if post.state is State.RESTING:
        await store.posts.answer(post.key, PostSaid.AGAIN)
        await _send_again(turn, store, post, looked=kind == UNSURE)
    return await _told(turn, store, kind, post)


async def _send_again(turn: Turn, store: YearStore, post: Notification, *, looked: bool) -> None:
    cycle = turn.cycle
    if post.kind not in DRAFTS or post.channel in cycle.channels.approved:
        await store.outbox.wake(post.key, looked=looked)
        return
    digest = await store.digests.find(post.kind, post.occasion)
    if digest is None or digest.state is not DigestState.APPROVED:
        raise Refusal(_("That digest is not approved any more. `digest` shows where it stands."))
    if not cycle.channels.approved:
        raise Refusal(_("The plan names no channel for it any more. A lead can name one with `setup`."))
    await send(store, digest)


@router.button("digest.leave", who=SENDERS)
async def leave(turn: Turn, store: YearStore) -> Replies:
    """It stays unsent."""
    post = await _post(turn.value, store)
    if post.state is State.RESTING:
        await store.posts.answer(post.key, PostSaid.LEFT)
    return await _told(turn, store, FAILED, post)


async def _post(key: str, store: YearStore) -> Notification:
    post = await store.outbox.by_key(key)
    if post is None or not post.channel:
        raise Refusal(_("I do not find that post any more. `digest` shows what was posted where."))
    return post


async def _told(turn: Turn, store: YearStore, kind: str, post: Notification) -> Replace:
    """The pressed message says what was answered, and so do the others that ask the same."""
    asking = [each for each in await store.outbox.of_kind(UNSURE, FAILED) if post.key in each.about]
    await store.outbox.refresh(*(each.key for each in asking))
    now = await _post(post.key, store)
    return Replace(await _card(kind if kind in (UNSURE, FAILED) else FAILED, now, store, turn.zone))


@router.button("digest.there", who=SENDERS)
@in_its_year
async def there(turn: Turn, store: YearStore) -> Replies:
    """It counts as approved and posted; nothing is posted by this."""
    digest = await digest_of(turn.value, store)
    copies = await copies_of(store, digest)
    if not await store.digests.approve(digest.kind, digest.occasion, turn.person.id, frozen(copies)):
        return await too_late(turn, store, digest)
    await send_anew(store, await digest_of(turn.value, store))
    for notification in await store.outbox.of_kind(digest.kind, occasion=digest.occasion):
        await channel_copy(notification, store)
        if await store.outbox.declare_sent(notification.key):
            await store.posts.answer(notification.key, PostSaid.SEEN)
    return await settled_now(turn, store, digest)
