"""What is kept of people: taken along as a file, and deleted, by themselves, by a lead, or once it is old."""

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.declared import Group
from handlers.kit.form import MOST_OPTIONS, Note, Option, Pick
from handlers.kit.reply import Attach, Replies, Say, ask_form, replace_card, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, say, when
from handlers.wording.released_sentences import counted, posted_words, standing, stays
from pdsa.attention_budget import READ
from pdsa.calendar import instant, local_day
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, LEADS, SENDERS, Member
from pdsa.permissions import owns
from pdsa.retention import GOES_AT, NOTICE, going_days, months_before
from pdsa.text import _, _l, ngettext, noted
from pdsa.time_span import TimeSpan
from storage.deletion_sweep import Deletion, Whose
from storage.exporting import take_out
from storage.files.outgoing_file import Book, Document
from storage.notification_states import Draft, Notification
from storage.store import YearStore

taking_along = Feature("export")
feature = Feature("forget", ahead=True)
MOST = 20_000
LONG_AGO = timedelta(days=365 * 20)
FOR_GOOD = "-"
CHOICES = (12, 24, 36, 48, 60, 84, 120)
"""Months that words can be kept."""
NOTICE_AT = time(9)
MOST_POSTS = 5
KIND = "retention"


@taking_along.command(
    "export",
    help=_l("Get your own data as a file; leads also the whole plan"),
    who=EVERYONE,
    label=_l("My data"),
    group=Group.FOR_YOU,
    synonyms="download json",
)
async def export(turn: Turn, store: YearStore) -> Replies:
    """One's own data at once; a lead is offered the workbook besides."""
    told, more = _("Here is what I keep about you, as a file that any text editor opens."), None
    if turn.person.is_lead:
        told += " " + _("As a lead you can have the plan, too.")
        more = buttons(Button(_("The plan as a workbook"), "export.plan"))
    return [say_card(Text(told), more), Attach(await own_data(turn, store), _("Your data"))]


async def own_data(turn: Turn, store: YearStore) -> Document:
    """Everything that is kept about one person, as JSON."""
    person = turn.person
    put_off = await store.snoozes.of(person.id)
    audit_entries = await store.audit_entries_of(person.id, turn.now - LONG_AGO, turn.now, most=MOST)
    kept: dict[str, Any] = {
        "person": {
            "name": person.name,
            "e-mail": person.email,
            "role": person.role.value,
            "team": person.team,
            "time zone": turn.zone,
            "reminders": person.nudged,
            "other schools' questions": person.consulted,
            "schools": list(person.schools),
            "put off until": put_off.isoformat(timespec="minutes") if put_off else None,
            "owns": [f"{each.code} {each.title}" for each in await store.plans.strategies() if owns(person, each)],
            "away": [{"from": each.since.isoformat(), "back": each.back.isoformat()} for each in person.away],
        },
        "made at": turn.now.isoformat(timespec="seconds"),
        "what you typed in answer": [
            {"to": each.kind, "about": each.subject, "words": each.text, "short": each.short}
            for each in await store.typed.of(person.id)
        ],
        "what you said and did": [
            {
                "at": entry.at.isoformat(timespec="seconds"),
                "what": entry.action,
                "about": entry.about,
                "before": entry.before,
                "after": entry.after,
            }
            for entry in audit_entries
        ],
    }
    return Document(f"{person.name} {turn.today.isoformat()}.json", json.dumps(kept, ensure_ascii=False, indent=2))


@taking_along.button("export.plan", who=LEADS, writes=False)
async def whole_plan(turn: Turn, store: YearStore) -> Replies:
    """The plan with what happened, as `sel-bot export` writes it, but for sentences that are not for this lead."""
    plan, happened = await take_out(store, turn.person)
    name = f"{plan.district} {plan.school_year}.xlsx"
    return Attach(Document(name, Book(plan, happened)), _("The plan, and what happened since"))


@feature.button("forget.mine", who=EVERYONE, writes=False)
async def look_at_own(turn: Turn, store: YearStore) -> Replies:
    """What of one's own words would go."""
    return Say(await _asked(turn.person, turn, store))


@feature.button("forget.whose", who=LEADS, writes=False, early=True)
async def choose(turn: Turn, store: YearStore) -> Replies:
    people = await store.people.all(gone=True)
    options = tuple(Option(str(each.id), clip(f"{each.name} ({each.email})", 75)) for each in people[-MOST_OPTIONS:])
    return ask_form(
        "forget.chosen",
        _("Delete words"),
        Note(_("What somebody wrote, of every year. You see what would go before anything does.")),
        Pick("person", _("Whose?"), options),
        send=_("Show me"),
    )


@feature.form("forget.chosen", who=LEADS, writes=False, early=True)
async def look_at_anothers(turn: Turn, store: YearStore) -> Replies:
    member = await store.people.by_id(whole(turn.required("person", _("Choose somebody."))) or 0)
    if member is None:
        raise Refusal(_("Choose somebody."), field="person")
    return Say(await _asked(member, turn, store))


async def _asked(member: Member, turn: Turn, store: YearStore) -> Card:
    """What would go, what stays, where it was posted; and the button that does it."""
    deletion = await store.removals.look(Whose(member.id, store.now))
    own = member.id == turn.person.id
    whose = _("your words") if own else _("the words of {name}").format(name=member.name)
    if not deletion.total:
        return card(Text(_("There is nothing to delete: I keep no sentences among {whose}.").format(whose=whose)))
    sure = _("This deletes {whose} for good. Nobody can bring them back.").format(whose=whose)
    return card(
        Title(_("Delete {whose}?").format(whose=clip(whose, 100))),
        Text(say(_("*These lose their sentences:*"))),
        Items(counted(deletion)),
        Text(stays()),
        *_posted(deletion),
        Button(_("Delete them for good"), "forget.go", str(member.id), ask_first=sure),
        Button(_("Take a post back"), "digest.takeback") if _takes_back(deletion, turn) else None,
    )


def _posted(deletion: Deletion) -> tuple[Text | Items | None, ...]:
    if not deletion.posted:
        return (Text(_("No channel has them.")),)
    return Text(posted_words()), Items(standing(deletion.posted, MOST_POSTS))


def _takes_back(found: Deletion, turn: Turn) -> bool:
    return bool(found.posted) and turn.person.role in SENDERS


@feature.button("forget.go", who=EVERYONE)
async def delete(turn: Turn, store: YearStore) -> Replies:
    """Somebody's words go: their own, or anybody's where a lead says so."""
    member = await store.people.by_id(whole(turn.value) or 0)
    if member is None or (member.id != turn.person.id and not turn.person.is_lead):
        raise Refusal(_("You can delete your own words. Those of somebody else a lead can delete."))
    deletion = await store.removals.delete(Whose(member.id, store.now))
    await _ask_for_hands(deletion, store)
    own = member.id == turn.person.id
    told = _("Your words are deleted.") if own else _("The words of *{name}* are deleted.")
    return replace_card(
        Text(say(told, name=member.name)),
        Items(counted(deletion)) if deletion.total else None,
        *(_posted(deletion) if deletion.posted else ()),
        Text(_("What stands in our talk itself, you can delete here. Files exported before stay as they are."))
        if own
        else None,
        Button(_("Take a post back"), "digest.takeback") if _takes_back(deletion, turn) else None,
    )


async def _ask_for_hands(found: Deletion, store: YearStore) -> None:
    """Posts that repeat the words and that the bot cannot change: whoever may delete them there hears of it."""
    senders = [each for each in await store.people.with_roles(SENDERS) if each.active]
    why = noted("somebody had words in it deleted, and I do not know which message it is")
    for post in found.posted:
        year = None if post.reached else await store.cycles.by_id(post.cycle)
        if year is not None:
            occasion = f"{post.key}@{store.now.isoformat(timespec='minutes')}"
            await store.year(year).outbox.write(
                Draft("unchanged", occasion, store.now, sender.id, about=(post.key, why), prompt=False)
                for sender in senders
            )


# -- everybody's old ones ------------------------------------------------------------------------


@feature.button("forget.keeping", who=LEADS, writes=False)
async def ask_months(turn: Turn, store: YearStore) -> Replies:
    months = await store.removals.keep_months()
    known = sorted({*CHOICES, *([months] if months else [])})
    options = (Option(FOR_GOOD, _("For good")), *(Option(str(each), months_words(each)) for each in known))
    return ask_form(
        "forget.keeping.keep",
        _("How long words stay"),
        Note(
            _(
                "Older sentences are deleted by themselves, once a month; counts stay. A week before, leads hear "
                "what will go."
            )
        ),
        Pick("months", _("How long are people's words kept?"), options, str(months) if months else FOR_GOOD),
        send=_("Keep it"),
        about="district",
    )


@feature.form("forget.keeping.keep", who=LEADS, now=ask_months)
async def keep_months(turn: Turn, store: YearStore) -> Replies:
    choice = turn.required("months", _("Choose how long."))
    months = None if choice == FOR_GOOD else whole(choice)
    if choice != FOR_GOOD and (months is None or not 1 <= months <= max(CHOICES)):
        raise Refusal(_("Choose how long."), field="months")
    await store.removals.set_keep_months(months)
    if months is None:
        return say_card(Text(_("Kept: people's words stay for good.")))
    day = next(each for each in going_days(turn.today, turn.today + timedelta(days=70)) if each - NOTICE > turn.today)
    told = _(
        "Kept: people's words stay for {age}. The first that are older go on {day}; a week before, leads hear what it "
        "will be."
    )
    deletion = await store.removals.look(Whose(None, instant(months_before(day, months), GOES_AT, turn.zone)))
    return say_card(
        Text(told.format(age=months_words(months), day=when(day, turn.today))),
        Text(_("By what is here today, these would lose their sentences:")) if deletion.total else None,
        Items(counted(deletion)) if deletion.total else Text(_("By what is here today, none would go.")),
    )


def months_words(months: int) -> str:
    years, rest = divmod(months, 12)
    if not rest:
        return ngettext("{n} year", "{n} years", years).format(n=years)
    return ngettext("{n} month", "{n} months", months).format(n=months)


@feature.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """Word to each lead, a week before old words go."""
    cycle, months = store.cycle, await store.removals.keep_months()
    if cycle is None or not months:
        return ()
    days = going_days(local_day(span.since, cycle.zone), local_day(span.until, cycle.zone) + NOTICE)
    drafts = []
    for lead in await store.people.leads():
        for day in days:
            at = instant(day - NOTICE, NOTICE_AT, lead.zone or cycle.zone)
            if span.holds(at):
                drafts.append(Draft(KIND, day.isoformat(), at, lead.id))
    return drafts


@feature.notification(KIND, READ, about=_l("which old words will be deleted in a week, to leads"))
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """What will go; nothing where nothing will."""
    months, cycle = await store.removals.keep_months(), store.cycle
    if not months or cycle is None:
        return None
    day = datetime.fromisoformat(notification.occasion).date()
    today = local_day(store.now, notification.reader.zone or cycle.zone)
    deletion = await store.removals.look(Whose(None, instant(months_before(day, months), GOES_AT, cycle.zone)))
    if not deletion.total:
        return None
    told = _("On {day} I delete sentences that are older than {age}, as this district has set. These lose them:")
    words = told.format(day=when(max(day, today + NOTICE), today), age=months_words(months))
    return card(
        Text(words),
        Items(counted(deletion)),
        Text(stays()),
        *_posted(deletion),
        Button(_("How long words stay"), "forget.keeping"),
        Button(_("Export first"), "export"),
        Button(_("Take a post back"), "digest.takeback") if deletion.posted else None,
    )
