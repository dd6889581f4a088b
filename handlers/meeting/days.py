"""Setting the days: the reflection meeting's, and planning's where that is a meeting of its own."""

from datetime import date

from handlers.kit.form import Day, Note, Tick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say, when
from handlers.meeting.cards import meeting_card
from handlers.meeting.facts import year_of
from handlers.meeting.joint_meeting import school_names
from handlers.meeting.notifications import invite_late, let_proposals_wait, refresh_invitations
from handlers.wording.rhythms import day_off
from pdsa.errors import Refusal
from pdsa.meetings import SUMMER, Meeting, Meetings, usual_day
from pdsa.people import LEADS
from pdsa.text import _
from storage.store import YearStore

router = Router()


@router.button("meeting.days", who=LEADS, writes=False)
async def open_days(turn: Turn, store: YearStore) -> Replies:
    """The form with what is set, or with a day that suits most."""
    days = await store.meetings.days()
    cycle = turn.cycle
    usual = usual_day(cycle)
    suggested = days.reflection or (usual if usual >= turn.today else None)
    return Ask(
        form(
            "meeting.days.keep",
            _("The meetings"),
            Note(
                say(
                    _("The last school day is {day}. Two weeks before it, data are in and people are still there."),
                    day=when(cycle.year.last_day, turn.today),
                )
            ),
            Day("reflection", _("The team looks back on"), suggested, optional=False),
            Tick("separate", _("Planning is a meeting of its own"), on=days.separate),
            Day(
                "planning",
                _("If so, the team plans on"),
                days.planning,
                hint=_("On the working day before it everybody gets the conclusions again."),
            ),
            send=_("Keep"),
            about=Meeting.REFLECTION.value,
        )
    )


@router.form("meeting.days.keep", who=LEADS, now=open_days)
async def keep_days(turn: Turn, store: YearStore) -> Replies:
    """Keeps the days; who was told of another day sees that it moved."""
    before = await store.meetings.days()
    days = _days(turn, before)
    await store.meetings.set(days, turn.person.id)
    await refresh_invitations(store)
    await let_proposals_wait(days, turn.cycle, store)
    await store.outbox.write(await invite_late(days, turn.cycle, store))
    schools = bool(await school_names(turn.person, store))
    return Say(meeting_card(await year_of(turn, store), turn.person, _("Kept."), schools=schools))


def _days(turn: Turn, before: Meetings) -> Meetings:
    reflection = turn.day("reflection")
    if reflection is None:
        raise Refusal(_("Choose a day."), field="reflection")
    _check(turn, reflection, "reflection", known=before.reflection)
    if not turn.ticked("separate"):
        return Meetings(reflection)
    planning = turn.day("planning")
    if planning is None:
        raise Refusal(_("Choose the day on which the team plans, or take the tick out."), field="planning")
    if planning <= reflection:
        told = _("Planning comes after looking back: choose a day after {day}.")
        raise Refusal(told.format(day=when(reflection, turn.today)), field="planning")
    _check(turn, planning, "planning", known=before.planning)
    return Meetings(reflection, planning)


def _check(turn: Turn, day: date, field: str, *, known: date | None) -> None:
    """A day on which the team can meet. One that was set before may stay, whenever it is."""
    year = turn.cycle.year
    if day == known:
        return
    if day < turn.today:
        raise Refusal(_("That day is past. Today or later will do."), field=field)
    if not year.first_day <= day <= year.last_day + SUMMER:
        told = _("That is outside of this school year and its summer: choose a day until {day}.")
        raise Refusal(told.format(day=when(year.last_day + SUMMER, turn.today)), field=field)
    off = year.off(day)
    if off is not None:
        told = _("Everybody is off on that day ({name}). Choose another.")
        raise Refusal(told.format(name=day_off(off.name)), field=field)
    if day.weekday() not in year.work_days:
        raise Refusal(_("That is no working day. Choose another."), field=field)
