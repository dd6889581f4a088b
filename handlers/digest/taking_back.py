"""Taking a posted digest back: its channels are told that it was, and by whom; what stood in its thread goes."""

from collections.abc import Sequence

from handlers.digest.copies import name, show_again
from handlers.digest.which_digest import in_its_year
from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.form import Line, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import clip, clock, join, say
from pdsa.digest_days import DRAFTS, MONTHLY, WEEKLY, YEARLY
from pdsa.errors import Refusal
from pdsa.people import SENDERS
from pdsa.text import _
from storage.notifications import Notification, State
from storage.store import YearStore

router = Router()
MOST = 20
WHICH = "slot"


@router.button("digest.takeback", who=SENDERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """Which post, where none is meant, and why."""
    standing = await _standing(store)
    if not standing:
        raise Refusal(_("Nothing stands in a channel that could be taken back."))
    slot = turn.value
    meant = slot in {_slot(each) for each in standing}
    return Ask(
        form(
            "digest.taken-back",
            _("Take a post back"),
            Note(
                _(
                    "Where it stands now, people will read that it was taken back, by whom and why. What is in its "
                    "thread goes. Who has read it has read it: it counts as published."
                )
            ),
            None if meant else Pick(WHICH, _("Which one?"), _options(standing, turn)),
            Line("why", _("Why? Readers see this"), optional=False, most=300, hint=_("A sentence will do.")),
            send=_("Take it back"),
            carry={WHICH: slot} if meant else {},
        )
    )


def _options(standing: Sequence[Notification], turn: Turn) -> tuple[Option, ...]:
    """The posts by their names, each once though it stands in two channels, the newest first."""
    newest = {_slot(each): each for each in standing}
    found = sorted(newest.values(), key=lambda each: each.sent_at or each.at, reverse=True)[:MOST]
    return tuple(
        Option(_slot(each), f"{_headline(each)}, {clock(each.sent_at or each.at, turn.zone)}") for each in found
    )


def _headline(post: Notification) -> str:
    text = clip(name(post.kind, post.occasion), 50)
    return text[:1].upper() + text[1:]


def _slot(post: Notification) -> str:
    return f"{post.kind}:{post.occasion}"


async def _standing(store: YearStore) -> list[Notification]:
    """The channels' posts that stand where they were sent."""
    gone = {each.key for each in await store.posts.all() if each.taken_back_at is not None}
    sent = await store.outbox.of_kind(WEEKLY, MONTHLY, YEARLY)
    return [each for each in sent if each.state is State.SENT and each.key not in gone]


@router.form("digest.taken-back", who=SENDERS)
@in_its_year
async def take_back(turn: Turn, store: YearStore) -> Replies:
    """It stands nowhere any more. Whoever comes second hears who was first."""
    slot = turn.carry.get(WHICH, "") or turn.required(WHICH, _("Please choose one."))
    why = turn.required("why", _("A sentence is needed: those who read it will ask."))
    kind, _colon, occasion = slot.partition(":")
    if kind in DRAFTS and not await store.digests.take_back(kind, occasion, turn.person.id, why):
        raise Refusal(_("It does not stand there any more. `digest` shows what became of it."))
    notifications = [each for each in await store.outbox.of_kind(kind, occasion=occasion) if each.channel]
    for notification in notifications:
        if (
            notification.state is State.SENT and await store.posts.of(notification.key) is None
        ):  # sent before posts were kept
            await store.posts.keep(
                notification.key, kind=kind, occasion=occasion, channel=notification.channel, card={}, quotes=()
            )
    found = await store.posts.take_back(kind, occasion, turn.person.id, why)
    if kind == WEEKLY:
        if not found:
            raise Refusal(_("It does not stand there any more. `digest` shows what became of it."))
        await store.record("digest taken back", f"{kind} {occasion}", after={"why": why})
    keys = [each.key for each in await store.outbox.with_details(*(each.key for each in notifications))]
    await store.outbox.refresh(*keys)
    digest = await store.digests.find(kind, occasion) if kind in DRAFTS else None
    if digest is not None:
        await show_again(store, digest)
    return Say(_told(slot, notifications))


def _told(slot: str, notifications: Sequence[Notification]) -> Card:
    kind, _colon, occasion = slot.partition(":")
    channels = join(list(dict.fromkeys(each.channel for each in notifications if each.state is State.SENT)))
    unreached = [each.channel for each in notifications if each.state is State.SENT and not each.message]
    back = Button(_("Make it a draft again"), "digest.back", slot) if kind in DRAFTS else None
    told = _("Taken back: {what}. In {channels} people now read that it was, and why.")
    if not channels:
        told = _("Taken back: {what}. No channel had it yet.")
    by_hand = _("Of {channels} I only know that somebody saw it there: please delete it by hand.")
    return card(
        Text(say(told, what=name(kind, occasion), channels=channels)),
        Text(by_hand.format(channels=join(unreached))) if unreached else None,
        buttons(back),
    )
