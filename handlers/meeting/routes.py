"""`/sel meeting` and its routes: days, documents and conclusions; and several schools that make meaning together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.card import Button, Card, Text, Title, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Day, Note, Option, PickMany, Tick
from handlers.kit.reply import Attach, Replies, Say, ask_form
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import capital, clip, count, language_tag, say, when
from handlers.meeting import notifications
from handlers.meeting.cards import agenda, meeting_card, purpose, steps
from handlers.meeting.facts import conclusions_for, school_names, year_of
from handlers.meeting.notifications import concluded_page, invite_late, let_proposals_wait, refresh_invitations
from handlers.meeting.paper import agenda_parts, meeting_paper
from handlers.wording.days_and_hours import day_off
from handlers.wording.measure_chart import obstacle_name, obstacle_names
from handlers.wording.strategy import outcome_words, tally_words
from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.errors import NotAllowed, Refusal
from pdsa.findings_from_records import total
from pdsa.goals import Strategy
from pdsa.meetings import SUMMER, Meeting, Meetings, usual_day
from pdsa.names import same
from pdsa.obstacles import Obstacle
from pdsa.paper_parts import Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph, Part
from pdsa.people import LEADS, PROMPTED, Role
from pdsa.reflection import Reflection
from pdsa.text import _, _l
from pdsa.visible import SCHOOLS, visible
from storage.files.outgoing_file import Document
from storage.store import YearStore

feature = Feature("meeting")
MOST_SHARED = 12
"""So many shared lessons of one school stand in the document."""


@dataclass(frozen=True)
class School:
    """A school's year as others may see it: its strategies, their weeks counted, and reflections by strategy."""

    name: str
    strategies: tuple[Strategy, ...]
    tallies: Mapping[str, Tally]
    reflections: Mapping[str, Reflection]

    @property
    def shared(self) -> list[tuple[Strategy, Reflection]]:
        """What the school agreed to share."""
        found = [(each, self.reflections[each.code]) for each in self.strategies if each.code in self.reflections]
        return [each for each in found if each[1].shared]

    @property
    def tally(self) -> Tally:
        return total(self.tallies.get(strategy.code, Tally()) for strategy in self.strategies)


async def schools_of(names: Sequence[str], turn: Turn, store: YearStore) -> list[School]:
    """Reads these schools' years."""
    strategies = await store.plans.strategies()
    tallies = await store.checkins.tallies(last=turn.today)
    reflections = await store.learning.latest_reflections()
    return [
        School(name, tuple(each for each in strategies if same(each.school or each.where, name)), tallies, reflections)
        for name in names
    ]


def together_paper(schools: Sequence[School], turn: Turn) -> Paper:
    """The document for a session of several schools: no raw answer of any of them."""
    return Paper(
        _("Schools make meaning together: {label}").format(label=turn.cycle.label),
        (
            Paragraph(_("What stands here is of {day}.").format(day=when(turn.today))),
            Paragraph(purpose()),
            Paragraph(_("A school's words stand here only where it agreed to share them; else there are counts.")),
            *agenda_parts(agenda(), steps()),
            *_at_a_glance(schools, counted=turn.person.is_lead),
            *_obstacles(schools),
            *(part for each in schools for part in _school(each)),
            Heading(_("For all schools")),
            Listing(_questions()),
        ),
        language_tag(),
    )


def _at_a_glance(schools: Sequence[School], *, counted: bool) -> Iterator[Part]:
    """Each school in a line; how its weeks went where the district's leads prepare the session (`counted`)."""
    yield Heading(_("At a glance"))
    weeks, width = ((_("Weeks"),), (5,)) if counted else ((), ())
    headers = (_("School"), _("Strategies"), *weeks, _("Conclusions"), _("Shared"))
    rows = tuple(
        (
            clip(school.name, 80),
            str(len(school.strategies)),
            *((tally_words(school.tally),) if counted else ()),
            str(sum(s.code in school.reflections for s in school.strategies)),
            str(len(school.shared)),
        )
        for school in schools
    )
    yield PaperTable(headers, rows, (4, 3, *width, 3, 2))


def _obstacles(schools: Sequence[School]) -> Iterator[Part]:
    """Which obstacles several schools met: where they have most to tell each other. From shared reflections alone."""
    met: Counter[Obstacle] = Counter()
    for school in schools:
        met.update({obstacle for _strategy, kept in school.shared for obstacle in kept.obstacles})
    common = [(obstacle, n) for obstacle, n in met.most_common() if n > 1]
    if common:
        yield Heading(_("What got in the way at more than one school"))
        yield Listing(
            tuple(
                f"{capital(obstacle_name(obstacle))}: {count('{n} school', '{n} schools', n)}" for obstacle, n in common
            )
        )


def _school(school: School) -> Iterator[Part]:
    yield Heading(clip(school.name, 200))
    if not school.shared:
        yield Paragraph(_("This school has shared nothing yet. Its people can tell what they choose to tell."))
    for strategy, reflection in school.shared[:MOST_SHARED]:
        yield Heading(clip(strategy.title, 300), 2)
        told = outcome_words(strategy, reflection.held)
        if reflection.obstacles:
            told += " " + _("What got in the way: {obstacles}.").format(obstacles=obstacle_names(reflection.obstacles))
        yield Paragraph(told)
        yield PaperQuote(visible(reflection, SCHOOLS).learned)
    yield PaperTable((_("What we ask this school"), _("What we take from it")), (("\n\n\n", "\n\n\n"),))


def _questions() -> tuple[str, ...]:
    return (
        _("Where did the same thing go differently, and what was different there?"),
        _("What would you try that another school has tried?"),
        _("Whom do we not hear from at any of our schools?"),
        _("Who visits whom before winter?"),
    )


HOSTS = LEADS | {Role.SUPERVISOR}
"""Who may bring several schools together."""


@feature.button("meeting.days", who=LEADS, writes=False)
async def open_days(turn: Turn, store: YearStore) -> Replies:
    """The form with what is set, or with a day that suits most."""
    days = await store.meetings.days()
    cycle = turn.cycle
    usual = usual_day(cycle)
    told = _("The last school day is {day}. Two weeks before it, data are in and people are still there.")
    suggested = days.reflection or (usual if usual >= turn.today else None)
    return ask_form(
        "meeting.days.keep",
        _("The meetings"),
        Note(say(told, day=when(cycle.year.last_day, turn.today))),
        Day("reflection", _("The team looks back on"), suggested, optional=False),
        Tick("separate", _("Planning is a meeting of its own"), on=days.separate),
        Day(
            "planning",
            _("If so, the team plans on"),
            days.planning,
            hint=_("On the working day before it everybody gets the conclusions again."),
        ),
        about=Meeting.REFLECTION.value,
    )


@feature.form("meeting.days.keep", who=LEADS, now=open_days)
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


feature.include(notifications.router)


@feature.command(
    "meeting",
    help=_l("Prepare the data-reflection meeting: days, document, conclusions"),
    who=PROMPTED | HOSTS,
    label=_l("The meeting"),
    group=Group.LOOKING_BACK,
    phases={Phase.STUDY: 2},
    followed_by="",
    synonyms="meetings agenda norms protocol conclusions",
    why=Reasons(
        what=_l("An hour and a quarter in which the team looks at the year's data together."),
        why=_l("Steps and norms keep the talk on the work: first what we see, then what it means, then what follows."),
        when=_l("In STUDY, while the year is still in people's heads."),
        who=_l("The team and its schools. A lead sets the day; the document comes from me."),
        resource="data-lead",
    ),
)
async def meeting(turn: Turn, store: YearStore) -> Replies:
    """The meeting as it stands; for a supervisor, the session of their schools."""
    schools = turn.person.role in HOSTS and bool(await school_names(turn.person, store))
    if turn.person.role not in PROMPTED:
        return Say(_for_supervisors(schools=schools))
    return Say(meeting_card(await year_of(turn, store), turn.person, schools=schools))


def _for_supervisors(*, schools: bool) -> Card:
    if not schools:
        raise Refusal(_("No school is named for you yet, so there is no session to prepare. A lead can name them."))
    words = _("You can bring your schools together: the document has what they agreed to share, and counts.")
    return card(
        Title(_("Schools together")),
        Text(words),
        Text(purpose()),
        Button(_("Choose the schools"), "meeting.schools", main=True),
    )


@feature.button("meeting.paper", who=PROMPTED, writes=False)
async def paper(turn: Turn, store: YearStore) -> Replies:
    """The meeting's document, with what the whole team may read."""
    year = await year_of(turn, store)
    name = _("{team} data-reflection meeting {day}.docx").format(team=clip(year.team, 50), day=turn.today.isoformat())
    words = _("For the meeting: agenda, norms, steps, and a page for each strategy. Print it, or share it on a screen.")
    return Attach(Document(name, meeting_paper(year)), words)


@feature.button("meeting.concluded", who=PROMPTED, writes=False)
async def concluded(turn: Turn, store: YearStore) -> Replies:
    """What was concluded, a page at a time."""
    year = await conclusions_for(turn.person, turn.today, turn.zone, turn.cycle, store)
    return Say(concluded_page(year, turn.person, whole(turn.value) or 0))


@feature.button("meeting.schools", who=HOSTS, writes=False)
async def choose_schools(turn: Turn, store: YearStore) -> Replies:
    """Which schools come together."""
    names = await school_names(turn.person, store)
    if not names:
        raise Refusal(_("There is no school here yet. `setup people` adds a school's team."))
    options = tuple(Option(name[:150], name) for name in names)
    note = _("The document has what each school agreed to share, counts for the rest, and the steps for the session.")
    chosen = tuple(each.value for each in options) if len(options) <= 12 else ()
    return ask_form(
        "meeting.schools.paper",
        _("Schools together"),
        Note(say(note)),
        PickMany("schools", _("Which schools?"), options, chosen, optional=False),
        send=_("Get the document"),
    )


@feature.form("meeting.schools.paper", who=HOSTS, writes=False)
async def schools_paper(turn: Turn, store: YearStore) -> Replies:
    """The document of these schools' session."""
    names = await school_names(turn.person, store)
    chosen = [name for name in names if name[:150] in turn.many("schools")]
    if not names:
        raise NotAllowed(_("No school is named for you. A lead can name them."))
    if not chosen:
        raise Refusal(_("Choose at least one school."), field="schools")
    name = _("schools together {day}.docx").format(day=turn.today.isoformat())
    document = Document(name, together_paper(await schools_of(chosen, turn, store), turn))
    return Attach(document, _("For a session of several schools: shared lessons, counts, and the steps."))
