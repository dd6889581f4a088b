"""The first message ever: who the bot is, why it comes, what it is not for, and how to pause it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.kit.card import Button, Buttons, Card, Items, Text, buttons, card
from handlers.kit.reply import Replace, Replies, Say, replace_card, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import Words, at_time, clip, join, say
from handlers.wording.days_and_hours import weekday
from handlers.wording.notifications import as_test, for_each
from handlers.wording.role_and_team_names import team_words
from handlers.wording.strategy import listed
from pdsa.attention_budget import Cost, Worth
from pdsa.cadence import Often, cadence
from pdsa.calendar import midnight_after
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import EVERYONE, LEADS, Member
from pdsa.permissions import owns
from pdsa.prompting import first_met_at
from pdsa.text import _, _l, ngettext
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

feature = Feature("welcome")
NEXT = timedelta(microseconds=1)
CHANGED = "typed-words"
NAMED = 3
"""So many strategies are named; the rest is counted."""


@feature.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The first message to everybody who has not had one: in their daytime once the cycle has been started.

    Somebody who joins later has no such time of their own any more: theirs is due at once, before anything else
    that the span brings, and the post keeps it for their daytime.
    """
    new = await store.people.by_ids(await store.outbox.never_got("welcome", "first"))

    def of(member: Member) -> Iterable[Draft]:
        at = first_met_at(member, cycle)
        if member.prompted and at is not None:
            at = max(at, span.since + NEXT)
            if span.holds(at):
                yield Draft("welcome", "first", at, member.id, expires=_over(member, cycle))

    return for_each(new.values(), of)


def _over(member: Member, cycle: Cycle) -> datetime:
    return midnight_after(cycle.year.last_day, member.zone or cycle.zone)


@feature.year_tick
async def due_again(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """Word to everybody who was welcomed when typed words were never kept, once: by now an answer is."""
    people = [each for each in await store.people.all() if each.promised and each.prompted]
    at = span.since + NEXT
    return [Draft(CHANGED, "first", at, each.id, expires=_over(each, cycle)) for each in people]


@feature.notification(
    CHANGED,
    Cost(30, Worth.ALWAYS),
    about=_l("word that typed answers are kept from now on, to whom was told otherwise"),
)
async def changed(notification: Notification, store: YearStore) -> Card | None:
    """What has changed about typed words; nothing where somebody was told in the talk meanwhile."""
    if not notification.reader.promised and notification.sent_at is None:
        return None
    told = _(
        "One thing has changed, {name}. So far I said that what you type is answered and not kept. From now on, what "
        "you type after a question of mine is kept as your answer. I show it to you each time, and *Not meant for "
        "this* forgets it everywhere. All else that you type is answered and not kept, as before."
    )
    known = Button(_("Sounds good"), "welcome.known", main=True) if notification.reader.promised else None
    row = buttons(known, Button(_("What do you keep about me?"), "welcome.kept"))
    return card(Text(say(told, name=notification.reader.first_name)), row)


@feature.button("welcome.known", who=EVERYONE)
async def known(turn: Turn, store: YearStore) -> Replies:
    """Somebody knows that typed answers are kept."""
    if turn.person.promised:
        await store.people.release(turn.person)
    return replace_card(Text(_("Good. `history` shows what is kept of what you said, any time.")))


@feature.notification("welcome", Cost(30, Worth.ALWAYS), about=_l("the first message to each person"))
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """The message, with what this person owns or does."""
    member, cycle = notification.reader, store.cycle
    if cycle is None or not member.prompted:
        return None
    return welcome_card(member, await _owned(member, store), cycle)


async def _owned(member: Member, store: YearStore) -> list[Strategy]:
    return [strategy for strategy in await store.plans.strategies() if owns(member, strategy)]


def welcome_card(member: Member, owned: list[Strategy], cycle: Cycle, *, agreed: str = "") -> Card:
    """Who writes, why, what for and what not for. `agreed` stands in place of the first button."""
    seldom = _("I write seldom: when something waits for you, on school days only. `status` shows where the team is.")
    return card(
        Text(
            say(
                _("Hi {name}. I'm the SEL cycle bot for *{district}*. SEL is social and emotional learning."),
                name=member.first_name,
                district=cycle.district,
            )
        ),
        Text(_because(member, owned)),
        Text(_asks(member, owned, cycle) if owned else seldom),
        Text(_("Your answers help the team learn. They are never used to judge you, a school or a student.")),
        Text(_("Of what you type, only what follows a question of mine is kept.")),
        Text(_("Please leave out students' names: this may be a public record.")),
        Text(agreed) if agreed else None,
        Buttons(
            (
                *(() if agreed else (Button(_("Sounds good"), "welcome.agreed", main=True),)),
                Button(_("Pause until..."), "away"),
                Button(_("What do you keep about me?"), "welcome.kept"),
            )
        ),
    )


def _because(member: Member, owned: list[Strategy]) -> Words:
    titles = [clip(strategy.title, 120 if len(owned) == 1 else 80) for strategy in owned]
    if len(titles) > NAMED:
        rest = len(titles) - NAMED + 1
        titles = [*titles[: NAMED - 1], ngettext("{n} more", "{n} more", rest).format(n=rest)]
    if titles:
        because = say(_("You hear from me because you own *{strategies}*."), strategies=join(titles))
    elif member.is_lead:
        because = say(_("You hear from me because you lead *{team}*."), team=team_words(member.team))
    else:
        because = say(_("You hear from me because you are part of *{team}*."), team=team_words(member.team))
    if member.is_lead:
        because += say(_(" You also hear what waits for leads."))
    return because


def _asks(member: Member, owned: list[Strategy], cycle: Cycle) -> Words:
    """When the question comes: each week while the work is under way, or only when something was due."""
    rhythm, times = cycle.rhythm, member.times
    day = weekday(rhythm.checkin_weekday if times.day is None else times.day)
    if all(cadence(each.rhythm).often is Often.WEEKLY for each in owned):
        told = ngettext(
            "On {weekday}s at {time} your time, while it is under way, I'll ask how it went: two minutes, "
            "on school days only.",
            "On {weekday}s at {time} your time, while they are under way, I'll ask how they went: two minutes, "
            "on school days only.",
            len(owned),
        )
    else:
        told = ngettext(
            "In weeks when it is due, I'll ask on {weekday} at {time} your time how it went: two minutes, "
            "on school days only.",
            "In weeks when one of them is due, I'll ask on {weekday} at {time} your time how it went: two minutes, "
            "on school days only.",
            len(owned),
        )
    return say(told, weekday=day, time=at_time(times.at or rhythm.checkin_time))


@feature.button("welcome.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """The first message, as the first owner will get it; for a lead to try before Start."""
    strategies = await store.plans.strategies()
    owner = await store.people.by_email(strategies[0].owner) if strategies else None
    reader = owner or turn.person
    return Say(as_test(welcome_card(reader, await _owned(reader, store), turn.cycle)))


@feature.button("welcome.agreed", who=EVERYONE, writes=False)
async def agreed(turn: Turn, store: YearStore) -> Replies:
    """Somebody is fine with it."""
    thanks = _("Good to have you here. `help` shows what you can do any time.")
    return Replace(welcome_card(turn.person, await _owned(turn.person, store), turn.cycle, agreed=thanks))


async def _reading(person: Member, store: YearStore) -> str:
    """Who reads somebody's sentences; to a lead, the leads are the others."""
    names = [lead.name for lead in await store.people.leads() if lead.id != person.id]
    if not names:
        return _("you alone, as long as there is no other lead") if person.is_lead else _("you and the leads")
    told = _("you and the other leads ({leads})") if person.is_lead else _("you and the leads ({leads})")
    return told.format(leads=listed(names, 2))


@feature.button("welcome.kept", who=EVERYONE, writes=False)
async def kept(turn: Turn, store: YearStore) -> Replies:
    """What is kept about somebody, and who sees what of it."""
    who = await _reading(turn.person, store)
    of_school = _("Those about your school's own goals: your school's leads, not the district's.")
    return say_card(
        Text(say(_("*What I keep about you, and who sees it*"))),
        Items(
            (
                _("Your place in the plan, your taps and numbers: the team."),
                say(
                    _(
                        "Your sentences and typed answers: {who}, others if you tick “may be quoted”. “Not meant "
                        "for this” forgets an answer, “Delete my words” all."
                    ),
                    who=who,
                ),
                *(() if turn.person.district_team else (of_school,)),
                _("Your calls for help: the leads alone, the same day."),
                _("When you are away; who changed what, and when."),
            )
        ),
        Text(
            _(
                "What else you type is not kept, and I read no other conversation. Nothing serves to evaluate "
                "anybody. The law often lets people ask for a district's records: write as if it could be read."
            )
        ),
        Button(_("Delete my words"), "forget.mine"),
    )
