"""`/sel school`: a school team sees its own year; leads and supervisors see schools side by side, in counts."""

from handlers.kit.card import Card
from handlers.kit.command import Group, Reasons
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.school import lessons, people, questions, supervisors
from handlers.school.board import board_card
from handlers.school.own import Own, own_card
from handlers.wording.earlier_years import still_before
from handlers.wording.waiting import waiting_for
from pdsa.checkin import latest_week
from pdsa.errors import Refusal
from pdsa.names import folded
from pdsa.people import LEADS, SCHOOL_ROLES, Role
from pdsa.permissions import sees_schools
from pdsa.school_rollup import SchoolSoFar, roll_up, school_of, school_teams, with_goals
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("school")
feature.include(lessons.router, people.router, questions.router, supervisors.router)
BOARD = LEADS | {Role.SUPERVISOR}
"""Who sees schools side by side."""


@feature.command(
    "school",
    help=_l("Your school's year; for leads and supervisors, schools side by side"),
    who=BOARD | SCHOOL_ROLES,
    example="team",
    label=_l("Schools"),
    group=Group.SCHOOLS,
    roles={Role.SCHOOL_LEAD: 1, Role.SCHOOL_MEMBER: 1, Role.SUPERVISOR: 1},
    followed_by="team",
    synonyms="schools colleagues elsewhere",
    why=Reasons(
        what=_l("Your school's own year: its goals, what it learned, and what other schools found out."),
        why=_l("A school need not solve alone what another school has solved already."),
        when=_l("All year."),
        who=_l("School teams; leads and supervisors see counts, not what people wrote."),
        resource="school-plan",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """A school team's own page, else the board."""
    if turn.person.role not in SCHOOL_ROLES:
        return Say(await _board(turn, store, 0))
    if turn.words.strip().casefold() == "team":
        return Say(await people.team_card(turn, store))
    return Say(await _own(turn, store))


@feature.button("school.page", who=BOARD, writes=False)
async def page(turn: Turn, store: YearStore) -> Replies:
    return Replace(await _board(turn, store, whole(turn.value) or 0))


async def so_far(turn: Turn, store: YearStore, schools: tuple[str, ...]) -> tuple[SchoolSoFar, ...]:
    """These schools in counts: a handful of queries however many there are."""
    return roll_up(
        schools,
        await store.people.all(),
        await store.plans.goals(),
        await store.plans.strategies(),
        tallies=await store.checkins.tallies(last=latest_week(turn.today, turn.cycle.rhythm)),
        studied=await store.schools.studied(),
        decided=await store.schools.settled(),
        audiences=await store.sharing.counts(),
    )


async def _board(turn: Turn, store: YearStore, start: int) -> Card:
    every = with_goals(school_teams(await store.people.all()), await store.plans.goals())
    schools = sees_schools(turn.person, every)
    if not every:
        raise Refusal(_("No school has a team yet. A lead adds its people in `setup`, each with a school role."))
    if not schools:
        told = _("I cannot tell which schools are yours: a lead can tick them for you in `setup`.")
        raise Refusal(told)
    said = await store.schools.helps() if turn.person.is_lead else ()
    return board_card(await so_far(turn, store, schools), turn, said, start, await still_before(store))


async def _own(turn: Turn, store: YearStore) -> Card:
    school = turn.person.team
    (found,) = await so_far(turn, store, (school,))
    names = {folded(school): school}
    strategies = [each for each in await store.plans.strategies() if school_of(each, names)]
    codes = [each.code for each in strategies]
    own = Own(
        found,
        goals=tuple(each for each in await store.plans.goals() if folded(each.school) == folded(school)),
        strategies=tuple(strategies),
        waiting=await waiting_for(store, turn.person, turn.today),
        lessons=tuple(await store.schools.lessons(codes)),
        latest=await store.checkins.latest(),
        questions=len(await store.schools.questions()),
    )
    return own_card(own, turn, await still_before(store))
