"""`/sel setup`: what is set and what is missing, with a button for each part."""

from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Replies, Say, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, at_time, clip, count, say, when
from handlers.wording.days_and_hours import weekday
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.people import LEADS, Member, Role
from pdsa.text import _, _l
from storage.store import YearStore

router = Router()
PARTS = {
    "year": "setup.year",
    "school year": "setup.year",
    "days off": "setup.daysoff",
    "breaks": "setup.daysoff",
    "phases": "setup.phases",
    "rhythm": "setup.rhythm",
    "channels": "setup.rooms",
    "people": "setup.people",
    "members": "setup.people",
    "start": "setup.start",
}
"""What may stand after `setup`, and where it leads."""


@router.command(
    "setup",
    help=_l("Set the school year, days off, phases, rhythm, channels and people; press Start"),
    who=LEADS,
    early=True,
    example="people",
    label=_l("Setup"),
    group=Group.SETTING_UP,
    roles={Role.LEAD: 1},
    synonyms="configure configuration members channels roles",
    why=Reasons(
        what=_l("The school year, days off, phases, channels, people, and how often I ask."),
        why=_l("I ask at the right time only if I know when that is. Nobody hears from me before Start."),
        when=_l("Before the year begins; all of it can be changed later."),
        who=_l("Leads."),
        resource="improve",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    part = turn.words.strip().lower().removeprefix("the ").rstrip(".!?")
    if part in PARTS:
        return Then(PARTS[part])
    return Say(await checklist(store, turn.today))


async def checklist(store: YearStore, today: date, first: Words | str | None = None) -> Card:
    """The checklist as it stands; `first` is a sentence that comes before."""
    people = await store.people.all()
    cycle = store.cycle
    opening = Text(first) if first else None
    if cycle is None:
        return card(opening, *_from_nothing())
    goals, strategies = await store.plans.goals(), await store.plans.strategies()
    lines = (
        _year(cycle, today),
        _days_off(cycle, today),
        _phases(cycle, today),
        _rhythm(cycle),
        _channels(cycle),
        _people(people),
        say(_("*Plan:* {goals} goals, {strategies} strategies."), goals=len(goals), strategies=len(strategies)),
        _started(cycle, today),
    )
    return card(
        opening or Title(_("Setting up {district}").format(district=cycle.district or _("your district"))),
        Items(lines),
        buttons(
            Button(_("School year"), "setup.year"),
            Button(_("Days off"), "setup.daysoff"),
            Button(_("Phases"), "setup.phases"),
            Button(_("Rhythm"), "setup.rhythm"),
            Button(_("Channels"), "setup.rooms"),
        ),
        buttons(
            Button(_("People"), "setup.people"),
            Button(_("The plan"), "plan"),
            Button(_("Meetings"), "meeting.days"),
            Button(_("Left out by an import"), "setup.left") if (await store.imports.left_out()).people else None,
            Button(_("Start"), "setup.start", main=True) if cycle.started_at is None else None,
        ),
        buttons(
            Button(_("The rubric"), "rate"),
            Button(_("Mid-year rating"), "rate.midyear"),
            Button(_("How long words stay"), "forget.keeping"),
        ),
    )


def _from_nothing() -> tuple[Part | None, ...]:
    return (
        Title(_("Setting up")),
        Text(_("There is no plan yet, and nobody is messaged. There are two ways to begin:")),
        Items(
            (
                _("Here in chat: the school year comes first, then people, goals and strategies."),
                _("With a workbook: send it to me here as a file, and I say what is in it before I keep anything."),
            )
        ),
        buttons(
            Button(_("School year"), "setup.year", main=True),
            Button(_("People"), "setup.people"),
            Button(_("By file"), "file"),
        ),
    )


def _year(cycle: Cycle, today: date) -> Words:
    told = _("*School year:* {label}, {first} to {last}, {zone} time. Groups under {n} people are not shown.")
    first, last = when(cycle.year.first_day, today), when(cycle.year.last_day, today)
    zone = cycle.zone.replace("_", " ")
    return say(told, label=cycle.label, first=first, last=last, zone=zone, n=cycle.minimum_group)


def _days_off(cycle: Cycle, today: date) -> Words:
    coming = [off for off in cycle.year.days_off if off.last >= today]
    if not cycle.year.days_off:
        return say(_("*Days off:* none yet. On a day off nobody is asked."))
    counted = count("{n} stretch", "{n} stretches", len(cycle.year.days_off))
    proposed = sum(off.proposed for off in cycle.year.days_off)
    if proposed:
        template = _("*Days off:* {counted}, {n} of them only proposed: please confirm them.")
        if proposed == len(cycle.year.days_off):
            template = _("*Days off:* {counted}, so far only proposed: please confirm.")
        return say(template, counted=counted, n=proposed)
    if not coming:
        return say(_("*Days off:* {counted}, all over."), counted=counted)
    template = _("*Days off:* {counted}; next is {name} on {day}.")
    return say(template, counted=counted, name=clip(coming[0].name, 60), day=when(coming[0].first, today))


def _phases(cycle: Cycle, today: date) -> Words:
    told = _("*Phases:* PLAN, then DO from {do}, STUDY from {study}, ACT from {act}.")
    year, phases = cycle.year, cycle.phases
    begins = [year.first_working(day, year.last_day) or day for day in (phases.do, phases.study, phases.act)]
    do, study, act = (when(day, today) for day in begins)
    words = say(told, do=do, study=study, act=act)
    if cycle.midyear:
        words += say(_(" The rubric in between, from {day}."), day=when(cycle.midyear, today))
    return words


def _rhythm(cycle: Cycle) -> Words:
    told = _("*Rhythm:* check-in on {day} at {at}, in everybody's own time; weekly note on {note_day} at {note_at}.")
    rhythm = cycle.rhythm
    return say(
        told,
        day=weekday(rhythm.checkin_weekday),
        at=at_time(rhythm.checkin_time),
        note_day=weekday(rhythm.note_weekday),
        note_at=at_time(rhythm.note_time),
    )


def _channels(cycle: Cycle) -> Words:
    missing = _("none yet")
    channels = cycle.channels
    return say(
        _("*Channels:* team {team}, stakeholders {stakeholders}, leadership {leadership}."),
        team=channels.team or missing,
        stakeholders=channels.stakeholders or missing,
        leadership=channels.leadership or missing,
    )


def _people(people: list[Member]) -> Words:
    leads = sum(member.is_lead for member in people)
    unseen = sum(member.address is None for member in people)
    found = say(_("*People:* {n}, {leads}."), n=len(people), leads=count("{n} lead", "{n} leads", leads))
    if leads < 2:
        found += say(_(" Two leads are better, so that one can be ill."))
    if unseen:
        found += say(
            " {unseen}", unseen=count("{n} has not written to me yet.", "{n} have not written to me yet.", unseen)
        )
    return found


def _started(cycle: Cycle, today: date) -> Words:
    if cycle.started_at is None:
        return say(_("*Start:* not pressed. Nobody is messaged until a lead presses it."))
    return say(_("*Start:* pressed on {day}."), day=when(local_day(cycle.started_at, cycle.zone), today))
