"""`digest`: what is drafted, waits, was posted or left; a look at any of them; and the routes of all the others."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from handlers.digest import approval, choosing_lessons, correcting, failed_posts, notifications, weekly
from handlers.digest.copies import channel_names, copies_of, glance, name
from handlers.digest.draft_card import choices, fate, settled, settlers
from handlers.digest.facts import drafted, month_so_far, today_of, weekly_note, year_so_far
from handlers.digest.failed_posts import FAILED
from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Replies, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, clock, count, say, when
from pdsa import digest_days
from pdsa.calendar import ONE_DAY
from pdsa.cycle import Cycle
from pdsa.digest_days import DRAFTS, MONTHLY, WEEKLY, YEARLY, Due
from pdsa.digest_readers import Readers
from pdsa.people import DRAFT_READERS, SENDERS, Member, Role
from pdsa.text import _, _l, kept_words
from storage.digests import Digest, DigestState
from storage.notification_states import Notification, State
from storage.store import YearStore

feature = Feature("digest")

FEW = 3
FEW_LEFT = 2


@feature.command(
    "digest",
    help=_l("See, edit and approve what others get to read"),
    who=DRAFT_READERS,
    writes=True,
    label=_l("Digests"),
    group=Group.SCHOOLS,
    roles={Role.COMMUNICATIONS: 1},
    always=5,
    followed_by="",
    synonyms="report newsletter summary digests",
    why=Reasons(
        what=_l("What the team, stakeholders and leadership get to read."),
        why=_l("Leaders who hear regularly how it goes find time and money for it more easily."),
        when=_l("Weekly for the team, monthly for stakeholders, in June for leadership."),
        who=_l("Leads and communications approve; nothing goes out by itself but the team's note."),
        resource="communication",
    ),
)
async def overview(turn: Turn, store: YearStore) -> Replies:
    """Everything about digests in one place. What should have been drafted by now and was not, is drafted."""
    digests = await _with_overdue(turn, store)
    posts = await store.outbox.of_kind(WEEKLY, MONTHLY, YEARLY)
    gone = {each.key for each in await store.posts.all() if each.taken_back_at is not None}
    before = await store.cycles.before(turn.cycle)  # what stands of last year's can still be taken back or corrected
    last_years = await store.year(before).digests.all() if before else []
    people = await settlers(store, *last_years, *digests)
    above = [Title(_("Digests")), *_open(turn, digests), *_troubles(posts, turn)]
    coming = Text(_coming(turn.cycle, store))
    settled_ones = _settled(turn, people, digests, last_years, LONGEST - words_on((*above, coming)))
    parts = [
        *above,
        *settled_ones,
        *_posted(posts, gone, turn, LONGEST - words_on((*above, *settled_ones, coming))),
        coming,
        buttons(
            Button(_("Preview the weekly note"), "digest.preview", WEEKLY),
            Button(_("Preview this month"), "digest.preview", MONTHLY),
            Button(_("Preview the year"), "digest.preview", YEARLY),
        ),
    ]
    return say_card(*parts)


async def _with_overdue(turn: Turn, store: YearStore) -> list[Digest]:
    """The year's digests, drafted now those whose day passed while nobody could be written to."""
    cycle, digests = turn.cycle, await store.digests.all()
    if cycle.started_at is None:
        return digests
    there = {(digest.kind, digest.occasion) for digest in digests}
    due = digest_days.drafts(cycle, cycle.year.first_day, today_of(store))
    overdue = [
        draft
        for draft in due
        if (draft.kind, draft.occasion) not in there and cycle.started_at < draft.at(cycle, cycle.zone) <= store.now
    ]
    for draft in overdue:
        await drafted(store, draft.kind, draft.occasion)
    return await store.digests.all() if overdue else digests


def _open(turn: Turn, digests: Sequence[Digest]) -> list[Part | None]:
    """The drafts that wait, newest first, each with what can be done."""
    waiting = [each for each in reversed(digests) if each.state is DigestState.DRAFT]
    if not waiting:
        return [Text(_("No draft waits for anybody."))]
    parts: list[Part | None] = []
    template, channels = _("*{name}* waits to be approved; it is for {channels}."), channel_names(turn.cycle)
    for digest in waiting[:FEW]:
        parts.append(Text(say(template, name=_headline(digest.kind, digest.occasion), channels=channels)))
        parts += _at_hand(digest, turn)
    if len(waiting) > FEW:
        more = _("{n} older drafts wait as well; they come up here as you settle these.")
        parts.append(Text(more.format(n=len(waiting) - FEW)))
    return parts


def _at_hand(digest: Digest, turn: Turn) -> list[Part | None]:
    """The draft opens in full before it is approved: nobody approves from a list."""
    if turn.person.role not in SENDERS:
        return choices(digest, turn.cycle, turn.person, "")
    see = Button(_("See it, then approve"), "digest.show", digest.slot, main=True)
    return [buttons(see, Button(_("Edit"), "digest.edit", digest.slot))]


def _settled(
    turn: Turn, people: Mapping[int, Member], digests: Sequence[Digest], earlier: Sequence[Digest], room: int
) -> list[Part | None]:
    """What was left, and can be brought back; what was approved, the newest in these words."""
    parts: list[Part | None] = []
    left = [each for each in reversed(digests) if each.state in (DigestState.DECLINED, DigestState.TAKEN_BACK)]
    for digest in left[:FEW_LEFT]:
        told = fate(people, digest, turn.cycle, turn.zone)
        line = Text(say("*{name}*: {fate}", name=_headline(digest.kind, digest.occasion), fate=told))
        if parts and words_on((*parts, line)) > room:
            break
        parts += [line, *choices(digest, turn.cycle, turn.person, "")]
    approved = [each for each in reversed([*earlier, *digests]) if each.state is DigestState.APPROVED]
    if approved:
        title = Text(say(_("*Approved*")))
        lines = [_line(each, turn, people) for each in approved[:FEW]]
        shown = Items(at_first(lines, (room - words_on(parts)) * 2 // 3))
        parts += [title, shown] if words_on((*parts, title, shown)) <= room else []
        open_ = [Button(clip(_headline(each.kind, each.occasion), 60), "digest.show", each.slot)
                 for each in approved[:FEW]]  # fmt: skip
        parts.append(buttons(*open_))
    return parts


def _line(digest: Digest, turn: Turn, people: Mapping[int, Member]) -> Words:
    who, at = settled(people, digest, turn.zone)
    return say(_("{name}: by {who}, {at}"), name=_headline(digest.kind, digest.occasion), who=who, at=at)


def _posted(posts: Sequence[Notification], gone: Collection[str], turn: Turn, room: int) -> Iterator[Part]:
    """What stands where, newest first, in these words."""
    sent = [each for each in reversed(posts) if each.state is State.SENT and each.sent_at is not None]
    if sent:
        title = Text(say(_("*Posted last*")))
        lines = [say("{line}", line=_post_line(each, each.key in gone, turn)) for each in sent[:5]]
        shown = Items(at_first(lines, room - words_on((title,))))
        yield from (title, shown) if words_on((title, shown)) <= room else ()
        if turn.person.role in SENDERS and (back := buttons(Button(_("Take a post back"), "digest.takeback"))):
            yield back


def _post_line(post: Notification, taken_back: bool, turn: Turn) -> str:
    at = clock(post.sent_at, turn.zone) if post.sent_at else ""
    told = _("{name} in {channel}, {at}: taken back since") if taken_back else _("{name} in {channel}, {at}")
    return told.format(name=_headline(post.kind, post.occasion), channel=post.channel, at=at)


def _troubles(posts: Sequence[Notification], turn: Turn) -> Iterator[Part | None]:
    """Approved digests that did not arrive, with the way to send them."""
    stuck = [each for each in reversed(posts) if each.state is State.RESTING and each.kind in DRAFTS]
    for post in stuck[:FEW]:
        template = _("*Not posted:* {name} in {channel}: {reason}.")
        what, reason = name(post.kind, post.occasion), kept_words(post.reason).rstrip(".")
        yield Text(say(template, name=what, channel=post.channel, reason=reason))
        if turn.person.role in SENDERS:
            yield buttons(Button(_("Send again"), "digest.again", f"{FAILED} {post.key}"))


def _coming(cycle: Cycle, store: YearStore) -> Words:
    """What comes next by itself, and where it goes."""
    today = today_of(store)
    if cycle.started_at is None:
        return say(_("Nothing is posted before a lead starts the year with `setup`."))
    said = [_next_note(cycle, store), _next_draft(cycle, store)]
    told = " ".join(each for each in said if each)
    last = cycle.year.last_day
    ends, ended = _("The year ends on {day}: nothing more comes by itself."), _("The year ended on {day}.")
    return say("{told}", told=told or (ended if last < today else ends).format(day=when(last, today)))


def _next_note(cycle: Cycle, store: YearStore) -> str:
    if not cycle.channels.team:
        return _("The plan names no team channel, so there is no weekly note.")
    if not digest_days.note_channel(cycle):
        template = _("There is no weekly note: {channel} is for others as well, and a note is posted without approval.")
        return template.format(channel=cycle.channels.team)
    days = digest_days.note_days(cycle, today_of(store), cycle.year.last_day)
    at = next((at for day in days if (at := digest_days.note_at(cycle, day)) > store.now), None)
    if at is None:
        return ""
    template = _("The next weekly note goes to {channel} {at} if there is news, without approval.")
    return template.format(channel=cycle.channels.team, at=clock(at, cycle.zone))


def _next_draft(cycle: Cycle, store: YearStore) -> str:
    """The next of the drafts, if the year still has one."""
    coming: list[Due] = digest_days.drafts(cycle, today_of(store), cycle.year.last_day + 31 * ONE_DAY)
    left = [each for each in coming if each.at(cycle, cycle.zone) > store.now]
    if not left:
        return ""
    template = _("The next draft comes {day}: {name}, for {channels}.")
    first = left[0]
    return template.format(day=when(first.day), name=name(first.kind, first.occasion), channels=channel_names(cycle))


@feature.button("digest.preview", who=DRAFT_READERS, writes=False)
async def preview(turn: Turn, store: YearStore) -> Replies:
    """How a digest would read now. Nothing is kept or posted by this."""
    shown = await _preview(turn, store)
    note = Text(_("A preview, with what is known today. Nothing is posted by this."))
    if turn.private:
        return say_card(note, *shown.parts, details=shown.details)
    more = count("One more part is shown in private.", "{n} more parts are shown in private.", len(shown.details))
    return say_card(note, *shown.parts, Text(more) if shown.details else None)


async def _preview(turn: Turn, store: YearStore) -> Card:
    cycle, today = turn.cycle, today_of(store)
    if turn.value == WEEKLY:
        following = next(iter(digest_days.note_days(cycle, today + ONE_DAY, cycle.year.last_day)), today)
        week = await weekly_note(store, following)
        shown = weekly.note(week)
        calm = Text(_("There is no news in it: as it stands it is not sent. A month's quiet weeks get one line."))
        return shown if week.has_news else card(calm, *shown.parts, details=shown.details)
    if turn.value == MONTHLY:
        return glance(await month_so_far(store, today), MONTHLY, cycle)
    open_year = await store.digests.find(YEARLY, cycle.label)
    if open_year is not None and open_year.state is DigestState.APPROVED:
        copies = await copies_of(store, open_year)
        return copies.get(Readers.LEADERSHIP) or next(iter(copies.values()))
    return glance(await year_so_far(store), YEARLY, cycle)


def _headline(kind: str, occasion: str) -> str:
    return capital(name(kind, occasion))


feature.include(notifications.router, approval.router, choosing_lessons.router, correcting.router, failed_posts.router)
