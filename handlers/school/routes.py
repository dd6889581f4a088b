"""`/sel school`: a school team's own year; for leads and supervisors schools side by side, in counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, page_at, word_count, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, say, when
from handlers.school import lessons, people, school_questions
from handlers.wording.earlier_years import still_before
from handlers.wording.strategy import path_name, tally_words, went_words
from handlers.wording.waiting import Waiting, missing_words, waiting_for
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, latest_week
from pdsa.errors import Refusal
from pdsa.goals import Goal, Strategy
from pdsa.names import folded
from pdsa.people import LEADS, SCHOOL_ROLES, Member, Role
from pdsa.permissions import sees_schools
from pdsa.school_rollup import (
    LessonSource,
    SchoolLesson,
    SchoolSoFar,
    SupervisorAnswer,
    roll_up,
    school_of,
    school_teams,
    with_goals,
)
from pdsa.text import _, _l
from pdsa.visible import Reader, reader_of, visible
from storage.store import YearStore

feature = Feature("school")
HEARD = 5


MORE = 7
"""So many words say that there are more."""
WAITING = 4
LEARNED = 4
BOARD = LEADS | {Role.SUPERVISOR}
"""Who sees schools side by side."""


def board_card(
    schools: Sequence[SchoolSoFar], turn: Turn, said: Sequence[SupervisorAnswer], start: int, before: Text | None = None
) -> Card:
    """One page of the schools; on the first, what they add up to and what their supervisors asked for. `before` says
    which year it is where the next one is laid out.
    """
    above = (Title(_("Schools, {year}").format(year=turn.cycle.label)), before, Text(_together(schools)))
    told = _("How a school's weeks go, and what people wrote, stays with the school, unless it released it.")
    if turn.person.is_lead:
        told = _("These are counts. What people wrote stays with their school, unless they released it.")
    readers = Text(told)
    lines = [_school_line(each, turn) for each in schools]
    shown = page_at(lines, start, word_count, LONGEST - words_on((*above, readers)))
    return card(
        *above,
        Items(tuple(shown.items)),
        *(_heard(said, turn) if not shown.start else ()),
        readers,
        *shown.ways("school.page"),
        Button(_("Questions between schools"), "school.questions")
        if turn.person.is_lead
        else Button(_("Say what would help"), "school.helps"),
    )


def _together(schools: Sequence[SchoolSoFar]) -> Words:
    return say(
        _("{schools}: {plans} with a plan, {learns} that looked back at something, {shares} that plan whom they tell."),
        schools=count("{n} school", "{n} schools", len(schools)),
        plans=sum(each.plans for each in schools),
        learns=sum(each.learns for each in schools),
        shares=sum(each.shares for each in schools),
    )


def _school_line(school: SchoolSoFar, turn: Turn) -> Words:
    """A school in a line: has it a plan, does it learn, does it share."""
    leads = join([clip(each, 40) for each in school.leads[:3]]) or _("no lead yet")
    return say(
        _("*{school}* ({leads}). Plan: {plan}. Learning: {learning}. Sharing: {sharing}."),
        school=clip(school.name, 100),
        leads=leads,
        plan=_plan_words(school),
        learning=_learning(school) if turn.person.is_lead else _conclusions(school),
        sharing=_sharing(school),
    )


def _plan_words(school: SchoolSoFar) -> str:
    if not school.plans:
        return _("none yet")
    strategies = count("{n} strategy", "{n} strategies", school.strategies)
    words = _("{strategies}, {ready} fully planned").format(strategies=strategies, ready=school.ready)
    if school.goals:
        goals = count("{n} goal of its own", "{n} goals of its own", school.goals)
        words = _("{goals}, {rest}").format(goals=goals, rest=words)
    return words


def _conclusions(school: SchoolSoFar) -> str:
    """For a supervisor: what was concluded. A count of weeks beside a lead's name would tell one person's taps."""
    if not school.studied and not school.decided:
        return _("nothing looked back at yet")
    return _("{studied} looked back at, {decided} decided").format(studied=school.studied, decided=school.decided)


def _learning(school: SchoolSoFar) -> str:
    words = tally_words(school.tally).rstrip(".").lower() if not school.tally.total else tally_words(school.tally)
    words = words.rstrip(".")
    if not school.studied and not school.decided:
        return _("{told}, nothing looked back at yet").format(told=words)
    return _("{told}, {studied} looked back at, {decided} decided").format(
        told=words, studied=school.studied, decided=school.decided
    )


def _sharing(school: SchoolSoFar) -> str:
    if not school.shares:
        return _("no communication plan yet")
    audiences = count("{n} audience", "{n} audiences", school.audiences)
    return _("{audiences}, {sent} sent").format(audiences=audiences, sent=school.sent)


def _heard(said: Sequence[SupervisorAnswer], turn: Turn) -> list[Part]:
    if not said:
        return []
    parts: list[Part] = [Text(say(_("*What would help, in supervisors' words*")))]
    for answer in said[-HEARD:]:
        day = when(local_day(answer.at, turn.zone), turn.today)
        parts.append(Quote(clip(answer.text, 600), by=_("{name}, {day}").format(name=answer.name, day=day)))
    return parts


@dataclass(frozen=True)
class Own:
    """What a school's page shows. `strategies` are those of its own goals, and the district's that are done there."""

    so_far: SchoolSoFar
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    waiting: tuple[Waiting, ...]
    lessons: tuple[SchoolLesson, ...]
    latest: Mapping[str, CheckIn]
    questions: int


def own_card(own: Own, turn: Turn, before: Text | None = None) -> Card:
    """The whole page. `before` says which year it is where the next one is laid out."""
    lead = turn.person.role is Role.SCHOOL_LEAD
    above: tuple[Part | None, ...] = (
        Title(_("{school}, {year}").format(school=own.so_far.name, year=turn.cycle.label)),
        before,
        *_waiting(own),
    )
    below = (
        Text(_told(own.so_far)),
        Text(_("You need not find everything out alone: see what other schools shared, or ask them.")),
    )
    room = LONGEST - words_on((*above, *below))
    plan = _plan(own, turn, lead, room * 2 // 3)
    return card(
        *above,
        *plan,
        *_learned(own, turn, room - words_on(plan)),
        *below,
        Button(_("What worked elsewhere"), "school.elsewhere"),
        Button(_("Questions between schools ({n})").format(n=own.questions), "school.questions"),
        Button(_("Whom we tell"), "share"),
        Button(_("Our team"), "school.team") if lead else None,
        Button(_("Why?"), "why", "school"),
    )


def _waiting(own: Own) -> list[Part | None]:
    if not own.waiting:
        return [Text(_("Nothing waits for you."))]
    row = buttons(*(Button(each.label, each.route, each.value) for each in own.waiting[:WAITING] if each.label))
    return [Text(say(_("*Waiting for you*"))), Items(tuple(each.words for each in own.waiting[:WAITING])), row]


def _plan(own: Own, turn: Turn, lead: bool, room: int) -> list[Part | None]:
    ways = buttons(
        Button(_("The plan"), "plan"),
        Button(_("Add a goal"), "plan.goal.new", main=not own.goals and not own.strategies) if lead else None,
        Button(_("Add a strategy"), "plan.strategy.new") if lead else None,
        Button(_("Check in"), "checkin") if own.strategies else None,
    )
    if not own.goals and not own.strategies:
        told = _("Your school has nothing in the plan yet: a goal of your own comes first, then what you will do.")
        if not lead:
            told = _("Your school has nothing in the plan yet. Its lead can add a goal and what you will do for it.")
        return [Text(told), ways]
    first = Text(say(_("*Our plan*: {tally}"), tally=tally_words(own.so_far.tally)))
    goals = [say("*{goal}*", goal=clip(each.statement, 100)) for each in own.goals]
    named = Items(at_first(goals, (room - words_on((first,))) // 3)) if goals else None
    all_lines = [_strategy_line(each, own, turn) for each in own.strategies]
    lines = at_first(all_lines, room - MORE - words_on((first, named)), _("and {n} more: `plan` has them all"))
    return [
        first,
        named,
        Items(lines) if lines else Text(_("No strategy serves these goals yet.")),
        ways,
    ]


def _strategy_line(strategy: Strategy, own: Own, turn: Turn) -> Words:
    """A strategy, its last word, and what it still needs."""
    last = own.latest.get(strategy.code)
    line = say("*{title}*: ", title=clip(strategy.title, 120))
    if strategy.missing:
        return line + say(_("still needs {missing}"), missing=missing_words(strategy))
    if last is not None:
        return line + say(_("{went} ({week})"), went=went_words(last.went), week=when(last.week, turn.today))
    if strategy.start and strategy.start > turn.today:
        return line + say(_("begins {day}"), day=when(strategy.start, turn.today))
    return line + say(_("no word yet"))


def _learned(own: Own, turn: Turn, room: int) -> list[Part | None]:
    """The newest of what was learned and decided, in words where this reader may have them."""
    if not own.lessons:
        return [Text(say(_("*What we learned*: nothing is written down yet. `reflect` takes one strategy at a time.")))]
    strategies = {each.code: each for each in own.strategies}
    found = [lesson_line(each, strategies, turn) for each in reversed(own.lessons[-LEARNED:])]
    title = Text(say(_("*What we learned*")))
    lines = at_first(found, room - words_on((title,)))
    ways = buttons(Button(_("Reflect"), "reflect"), Button(_("Share or take back"), "school.lessons"))
    return [title, Items(lines), ways]


def lesson_line(lesson: SchoolLesson, strategies: Mapping[str, Strategy], turn: Turn) -> Words:
    """A lesson of one's own school in a line, and whether other schools see it."""
    day = when(local_day(lesson.at, turn.zone), turn.today)
    if lesson.source is LessonSource.DECISION and lesson.path is not None:
        line = say(
            _("*{title}*: decided {day}, {path}"), title=clip(lesson.title, 60), day=day, path=path_name(lesson.path)
        )
    else:
        line = say(_("*{title}*: looked back {day}"), title=clip(lesson.title, 60), day=day)
    strategy = strategies.get(lesson.strategy)
    words = visible(lesson, reader_of(turn.person, strategy)).words if strategy is not None else ""
    if words:
        line += say(_(". “{words}”"), words=clip(words, 100))
    return line + say(_(" (other schools see it)")) if lesson.shared else line


def _told(so_far: SchoolSoFar) -> Words:
    if not so_far.audiences:
        return say(_("*Whom we tell*: nothing is planned yet. `share` plans who hears what."))
    audiences = count("{n} audience", "{n} audiences", so_far.audiences)
    return say(_("*Whom we tell*: {audiences}, {sent} sent. `share` has them."), audiences=audiences, sent=so_far.sent)


feature.include(lessons.router, people.router, school_questions.router)


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
    strategies, last = await store.plans.strategies(), latest_week(turn.today, turn.cycle.rhythm)
    names = {folded(school): school for school in schools}
    theirs = [each.code for each in strategies if school_of(each, names)]
    return roll_up(
        schools,
        await store.people.all(),
        await store.plans.goals(),
        strategies,
        tallies=await store.checkins.tallies(last=last, strategies=theirs),
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
    answers = await _supervisors_answers(turn.person, store) if turn.person.is_lead else ()
    return board_card(await so_far(turn, store, schools), turn, answers, start, await still_before(store))


async def _supervisors_answers(person: Member, store: YearStore) -> list[SupervisorAnswer]:
    """What supervisors said would help, as far as it is for this person."""
    answers = await store.schools.helps()
    reader = Reader(person, authors=await store.people.by_ids({answer.member for answer in answers}))
    return [seen for answer in answers if (seen := visible(answer, reader)).text]


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
        latest=await store.checkins.latest(codes),
        questions=len(await store.schools.questions()),
    )
    return own_card(own, turn, await still_before(store))
