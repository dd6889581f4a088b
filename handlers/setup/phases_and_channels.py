"""When and where the bot speaks up: the phases, the day of the check-in and of the note, the channels."""

from dataclasses import replace
from datetime import date, time

from handlers.kit.form import Day, Line, Note, Pick, Tick
from handlers.kit.reply import Replies, Say, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import join, say, when
from handlers.setup.checklist import checklist
from handlers.wording.days_and_hours import days_of_year, minute_options, time_options, weekday_options
from handlers.wording.role_and_team_names import language_options
from pdsa.cadence import term_ends, terms_known
from pdsa.channel_names import ChannelTrouble, NotAChannel, channel_name
from pdsa.cycle import Channels, Cycle, Phases
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.text import ENGLISH, _, languages
from storage.store import YearStore

router = Router()


@router.button("setup.phases", who=LEADS, writes=False)
async def open_phases(turn: Turn, store: YearStore) -> Replies:
    cycle = turn.cycle
    year = say(
        _("PLAN begins with the school year on {first}, ACT ends with it on {last}."),
        first=when(cycle.year.first_day, turn.today),
        last=when(cycle.year.last_day, turn.today),
    )
    return ask_form(
        "setup.phases.keep",
        _("Phases"),
        Note(year),
        Day(
            "do",
            _("DO begins"),
            cycle.phases.do,
            optional=False,
            hint=_("Strategies run, and are checked each week."),
        ),
        Day(
            "study",
            _("STUDY begins"),
            cycle.phases.study,
            optional=False,
            hint=_("What happened, what was learned?"),
        ),
        Day("act", _("ACT begins"), cycle.phases.act, optional=False, hint=_("What becomes of each strategy?")),
        Tick("usual", _("Back to the usual dates: six weeks, 30 April, 21 May")),
        about=turn.cycle.label,
    )


@router.form("setup.phases.keep", who=LEADS, now=open_phases)
async def keep_phases(turn: Turn, store: YearStore) -> Replies:
    cycle = turn.cycle
    usual = turn.ticked("usual")
    phases = Phases.usual(cycle.year.first_day, cycle.year.last_day) if usual else _phases(turn, cycle)
    midyear = cycle.midyear if cycle.midyear and phases.do <= cycle.midyear < phases.study else None
    changed = store.year(await store.cycles.put(replace(cycle, phases=phases, midyear=midyear)))
    return Say(await checklist(changed, turn.today, _("Kept.")))


def _phases(turn: Turn, cycle: Cycle) -> Phases:
    """The three dates, each after the one before."""
    before = cycle.year.first_day
    days: list[date] = []
    for name in ("do", "study", "act"):
        day = turn.day(name)
        if day is None:
            raise Refusal(_("Choose a day."), field=name)
        if day <= before:
            template = _("The phases follow each other: choose a day after {day}.")
            raise Refusal(template.format(day=when(before, turn.today)), field=name)
        if day > cycle.year.last_day:
            template = _("The school year ends on {day}: choose an earlier day.")
            raise Refusal(template.format(day=when(cycle.year.last_day, turn.today)), field=name)
        before = day
        days.append(day)
    return Phases(*days)


@router.button("setup.rhythm", who=LEADS, writes=False)
async def open_rhythm(turn: Turn, store: YearStore) -> Replies:
    rhythm = turn.cycle.rhythm
    days = weekday_options()
    return ask_form(
        "setup.rhythm.keep",
        _("Rhythm"),
        Note(_("Hours are everybody's own: 2:00 pm is 2:00 pm wherever somebody works.")),
        Pick("day", _("The weekly check-in comes on"), days, chosen=str(rhythm.checkin_weekday)),
        Pick("at", _("at"), time_options(rhythm.checkin_time), chosen=rhythm.checkin_time.isoformat("minutes")),
        Pick("note_day", _("The weekly note to the team's channel comes on"), days, chosen=str(rhythm.note_weekday)),
        Pick(
            "note_at",
            _("at this hour"),
            time_options(rhythm.note_time),
            chosen=rhythm.note_time.isoformat("minutes"),
        ),
        Pick(
            "minutes",
            _("A week may ask of anybody at most"),
            minute_options(turn.cycle.attention),
            chosen=str(turn.cycle.attention // 60),
            hint=_("What is least useful waits or is left out; `status` says what."),
        ),
        Line(
            "terms",
            _("Terms end on"),
            ", ".join(day.isoformat() for day in turn.cycle.term_ends),
            most=200,
            hint=_terms_hint(turn),
        ),
        about=turn.cycle.label,
    )


@router.form("setup.rhythm.keep", who=LEADS, now=open_rhythm)
async def keep_rhythm(turn: Turn, store: YearStore) -> Replies:
    rhythm = replace(
        turn.cycle.rhythm,
        checkin_weekday=_weekday(turn, "day"),
        checkin_time=_time(turn, "at"),
        note_weekday=_weekday(turn, "note_day"),
        note_time=_time(turn, "note_at"),
    )
    ends = _terms(turn) if "terms" in turn.answers else turn.cycle.term_ends
    changed = store.year(
        await store.cycles.put(replace(turn.cycle, rhythm=rhythm, term_ends=ends, attention=_attention(turn)))
    )
    return Say(await checklist(changed, turn.today, _("Kept.")))


def _terms_hint(turn: Turn) -> str:
    """What counts while the line is empty."""
    if turn.cycle.term_ends:
        return _("Like 2026-12-18, 2027-03-19. The last term ends with the year.")
    if terms_known(turn.cycle):
        days = join([when(day, turn.today) for day in term_ends(turn.cycle)])
        return _("By your calendar: {days}. Write other days if that is wrong.").format(days=days)
    return _("Your calendar does not say. Like 2026-12-18; the last term ends with the year.")


def _terms(turn: Turn) -> tuple[date, ...]:
    """The days on which terms end, each within the year."""
    year, days = turn.cycle.year, days_of_year(turn, "terms")
    outside = next((day for day in days if not year.first_day < day <= year.last_day), None)
    if outside is not None:
        told = _("“{day}” is no day of this school year. Write it like 2026-12-18.")
        raise Refusal(told.format(day=outside.isoformat()), field="terms")
    return tuple(sorted(set(days)))


def _attention(turn: Turn) -> int:
    """The cap of a week in seconds; a form from before has no such field."""
    minutes = whole(turn.text("minutes")) if turn.text("minutes") else turn.cycle.attention // 60
    if minutes is None or not 1 <= minutes <= 60:
        raise Refusal(_("Choose how many minutes."), field="minutes")
    return minutes * 60


def _weekday(turn: Turn, name: str) -> int:
    text = turn.required(name, _("Choose a day."))
    if text not in {"0", "1", "2", "3", "4"}:
        raise Refusal(_("Choose a day from Monday to Friday."), field=name)
    return int(text)


def _time(turn: Turn, name: str) -> time:
    try:
        at = time.fromisoformat(turn.required(name, _("Choose an hour.")))
    except ValueError:
        raise Refusal(_("Choose an hour."), field=name) from None
    if not time(7) <= at < time(19):
        raise Refusal(_("Nobody is asked before 7 in the morning or after 7 in the evening."), field=name)
    return at


@router.button("setup.rooms", who=LEADS, writes=False)
async def open_channels(turn: Turn, store: YearStore) -> Replies:
    channels = turn.cycle.channels
    return ask_form(
        "setup.rooms.keep",
        _("Channels"),
        Note(_("Invite me to each of them first: I can only post where I am.")),
        Line(
            "team",
            _("The team's own channel"),
            channels.team,
            hint=_("The weekly note goes there, without approval."),
        ),
        Line("stakeholders", _("Stakeholders"), channels.stakeholders, hint=_("Approved digests only, like #staff")),
        await _language(channels.stakeholders, store),
        Line("leadership", _("Leadership"), channels.leadership, hint=_("Approved digests only, like #leadership")),
        about=turn.cycle.label,
    )


async def _language(channel: str, store: YearStore) -> Pick | None:
    """What stakeholders read, where there is something to choose."""
    if len(languages()) < 2:
        return None
    now = await store.cycles.channel_language(channel) or ENGLISH
    return Pick("language", _("Language of the stakeholders' channel"), language_options(), now)


@router.form("setup.rooms.keep", who=LEADS, now=open_channels)
async def keep_channels(turn: Turn, store: YearStore) -> Replies:
    channels = Channels(_channel(turn, "team"), _channel(turn, "stakeholders"), _channel(turn, "leadership"))
    if channels.team and channels.team in (channels.stakeholders, channels.leadership):
        told = _("The weekly note goes there without approval, so it must be a channel of the team's own.")
        raise Refusal(told, field="team")
    changed = store.year(await store.cycles.put(replace(turn.cycle, channels=channels)))
    if channels.stakeholders and turn.text("language") in languages():
        await store.cycles.set_channel_language(channels.stakeholders, turn.text("language"))
    return Say(await checklist(changed, turn.today, _("Kept.")))


def _channel(turn: Turn, name: str) -> str:
    """A channel's name with its "#", or nothing."""
    try:
        return channel_name(turn.text(name))
    except NotAChannel as trouble:
        told = {
            ChannelTrouble.LINK: _("That is a link. Write the channel's name as it stands in chat, such as #sel-team."),
            ChannelTrouble.IDENTIFIER: _(
                "That looks like a channel's id. Write its name as it stands in chat, such as #sel-team."
            ),
        }
        usual = _("Write the channel's name without spaces, such as #sel-team.")
        raise Refusal(told.get(trouble.trouble, usual), field=name) from None
