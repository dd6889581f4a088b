"""Several schools make meaning together: what they agreed to share, counts for the rest, and the same steps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.kit.turn import Turn
from handlers.kit.words import capital, clip, count, language_tag, when
from handlers.meeting.cards import agenda, purpose, steps
from handlers.meeting.paper import agenda_parts
from handlers.wording.over_time import obstacle_name, obstacle_names
from handlers.wording.strategy import outcome_words, tally_words
from pdsa.checkin import Tally
from pdsa.document import Heading, Listing, Paper, PaperQuote, PaperTable, Paragraph, Part
from pdsa.goals import Strategy
from pdsa.names import same
from pdsa.obstacles import Obstacle
from pdsa.people import SCHOOL_ROLES, Member
from pdsa.permissions import sees_schools
from pdsa.reflection import Reflection
from pdsa.text import _
from pdsa.visible import SCHOOLS, visible
from storage.store import YearStore

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
        each = [self.tallies.get(strategy.code, Tally()) for strategy in self.strategies]
        return Tally(sum(t.as_planned for t in each), sum(t.partly for t in each), sum(t.not_done for t in each))


async def school_names(reader: Member, store: YearStore) -> tuple[str, ...]:
    """The schools whose session this person may prepare: a lead's all, a supervisor's own."""
    teams = {each.team for each in await store.people.all() if each.role in SCHOOL_ROLES and each.team.strip()}
    return sees_schools(reader, sorted(teams, key=str.casefold))


async def schools_of(names: Sequence[str], turn: Turn, store: YearStore) -> list[School]:
    """Reads these schools' years."""
    strategies = await store.plans.strategies()
    tallies = await store.checkins.tallies(last=turn.today)
    reflections = await store.learning.latest_reflections()

    def belongs(strategy: Strategy, name: str) -> bool:
        return same(strategy.school or strategy.where, name)

    return [
        School(name, tuple(each for each in strategies if belongs(each, name)), tallies, reflections) for name in names
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
