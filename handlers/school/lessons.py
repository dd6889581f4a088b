"""What a school learned: shared with other schools or taken back, and what others shared about the same obstacle."""

from handlers.kit.card import Button, Card, FactSet, Part, Quote, Text, Title, card
from handlers.kit.form import Note, Option, Pick, PickMany
from handlers.kit.reply import Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say, when
from handlers.school.people import TEAMS
from handlers.wording.measure_chart import obstacle_name, obstacle_names
from handlers.wording.strategy import path_meaning, path_name
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.names import folded
from pdsa.obstacles import Obstacle, obstacles
from pdsa.people import SCHOOL_ROLES
from pdsa.permissions import confirms, plan_of, works_on
from pdsa.school_rollup import LessonSource, SchoolLesson, elsewhere, school_of
from pdsa.text import _
from pdsa.visible import SCHOOLS, visible
from storage.between_schools import trail_of
from storage.store import YearStore

router = Router()
SHOWN = 5
ACTIVITY = "activity:"


async def _own(turn: Turn, store: YearStore) -> tuple[dict[str, Strategy], list[SchoolLesson]]:
    """The strategies of the person's school by code, and what was learned of them."""
    names = {folded(turn.person.team): turn.person.team}
    theirs = {each.code: each for each in await store.plans.strategies(dropped=True) if school_of(each, names)}
    return theirs, await store.schools.lessons(theirs)


def may_change(turn: Turn, lesson: SchoolLesson, strategy: Strategy) -> bool:
    """Words are shared by whoever wrote them, a decision also by the lead of the school's own plan who confirms it;
    and taken back by these, and by any lead of the school.
    """
    own_lead = lesson.source is LessonSource.DECISION and not turn.person.is_lead
    leads = confirms(turn.person, strategy) and (lesson.shared or own_lead)
    return leads or lesson.member == turn.person.id


@router.button("school.lessons", who=SCHOOL_ROLES, writes=False)
async def choose_shared(turn: Turn, store: YearStore) -> Replies:
    """What of one's school's learning other schools may see: what somebody may decide about, as boxes to tick."""
    theirs, lessons = await _own(turn, store)
    newest = [each for each in lessons if may_change(turn, each, theirs[each.strategy])][-50:]
    if not newest:
        told = _("There is nothing of yours to share yet: whoever wrote a reflection or decision can share it here.")
        raise Refusal(told)
    return ask_form(
        "school.lessons.keep",
        _("Share with schools"),
        Note(
            _(
                "Other schools see what you tick: the strategy, what got in the way, what you learned or decided, "
                "and your school's name. No person's name."
            )
        ),
        PickMany(
            "shared",
            _("Other schools may see"),
            tuple(Option(_value(each), _label(each)) for each in newest),
            chosen=tuple(_value(each) for each in newest if each.shared),
        ),
        about=tuple(trail_of(each) for each in lessons),
    )


def _value(lesson: SchoolLesson) -> str:
    return f"{lesson.source}:{lesson.id}"


def _label(lesson: SchoolLesson) -> str:
    kind = _("decided") if lesson.source is LessonSource.DECISION else _("learned")
    return _("{strategy} · {kind}").format(strategy=clip(lesson.title, 60), kind=kind)


@router.form("school.lessons.keep", who=SCHOOL_ROLES, now=choose_shared)
async def keep_shared(turn: Turn, store: YearStore) -> Replies:
    theirs, lessons = await _own(turn, store)
    ticked = set(turn.many("shared"))
    newest = [each for each in lessons if may_change(turn, each, theirs[each.strategy])][-50:]
    changed = [each for each in newest if each.shared != (_value(each) in ticked)]
    for lesson in changed:
        await store.schools.share(lesson, not lesson.shared)
    shared = sum(_value(each) in ticked for each in newest)
    told = _("Kept. Other schools see nothing of it now.") if changed else _("Nothing was changed.")
    if changed and shared:
        told = _("Kept. Other schools that meet the same obstacle, or work on the same key activity, see it now.")
    return say_card(Text(told), Button(_("Our school"), "school"))


@router.button("school.elsewhere", who=TEAMS, writes=False)
async def offer(turn: Turn, store: YearStore) -> Replies:
    """What other schools made of the same obstacle: of one strategy where one is meant, else of what is chosen."""
    if turn.value:
        return Say(await _offered_for(turn.value, turn, store))
    found = [Option(each.value, obstacle_name(each).capitalize()) for each in Obstacle if each is not Obstacle.OTHER]
    activities = dict.fromkeys(clip(each.activity, 150) for each in await store.plans.goals() if each.activity)
    found += [Option(f"{ACTIVITY}{each}"[:150], each) for each in activities]
    return ask_form(
        "school.elsewhere.shown",
        _("What worked elsewhere"),
        Pick("about", _("What gets in your way, or what do you work on?"), tuple(found)),
        send=_("Show"),
    )


@router.form("school.elsewhere.shown", who=TEAMS, writes=False)
async def shown(turn: Turn, store: YearStore) -> Replies:
    about = turn.required("about", _("Choose one."))
    return Say(await _about(about, turn, store))


async def _about(about: str, turn: Turn, store: YearStore) -> Card:
    activity = about.removeprefix(ACTIVITY) if about.startswith(ACTIVITY) else ""
    wanted = () if activity else obstacles([about])
    if not activity and not wanted:
        raise Refusal(_("Choose one of the list."), field="about")
    lessons = elsewhere(await store.schools.shared(), plan_of(turn.person), wanted, activity)
    return offer_card(lessons, activity or obstacle_names(wanted), about, turn)


async def _offered_for(code: str, turn: Turn, store: YearStore) -> Card:
    strategy = await store.plans.strategy(code)
    if strategy is None or not works_on(turn.person, strategy):
        raise Refusal(_("That strategy is not open to you here. `school` shows yours."))
    goal = next((each for each in await store.plans.goals(dropped=True) if each.code == strategy.goal), None)
    own = [obstacle for lesson in await store.schools.lessons([code]) for obstacle in lesson.obstacles]
    wanted = obstacles(own)
    activity = goal.activity if goal else ""
    lessons = elsewhere(await store.schools.shared(), plan_of(turn.person) or strategy.where, wanted, activity)
    about = wanted[0].value if wanted else f"{ACTIVITY}{activity}" if activity else ""
    return offer_card(lessons, obstacle_names(wanted) or activity or strategy.title, about, turn)


def offer_card(lessons: tuple[SchoolLesson, ...], about: str, value: str, turn: Turn) -> Card:
    """What others shared, the closest first, and the way to ask them."""
    asks = turn.person.role in SCHOOL_ROLES
    parts: list[Part | None] = []
    for each in lessons[:SHOWN]:
        parts += _lesson(each, turn)
    left = len(lessons) - SHOWN
    nothing = say(_("No other school has shared anything about this yet: *{about}*."), about=clip(about, 200))
    return card(
        Title(_("What worked elsewhere")),
        Text(say(_("About: *{about}*"), about=clip(about, 300))) if lessons else Text(nothing),
        *parts,
        Text(say(_("And {n} more."), n=left)) if left > 0 else None,
        Button(_("Ask the other schools"), "school.ask", value[:150], main=not lessons) if asks else None,
        Button(_("Questions between schools"), "school.questions"),
    )


def _lesson(lesson: SchoolLesson, turn: Turn) -> list[Part | None]:
    """One lesson of another school: its strategy, obstacle, what it made of it, and the words. No person's name."""
    lesson = visible(lesson, SCHOOLS)
    day = when(local_day(lesson.at, turn.zone), turn.today)
    head = say(
        _("*{school}*, {title} ({day})"), school=clip(lesson.school, 100), title=clip(lesson.title, 150), day=day
    )
    rows: list[tuple[str, Words | str]] = []
    if lesson.obstacles:
        rows.append((_("In the way"), obstacle_names(lesson.obstacles)))
    if lesson.path is not None:
        rows.append((_("They decided"), f"{path_name(lesson.path)}: {path_meaning(lesson.path)}"))
    if lesson.next_step:
        rows.append((_("First step"), clip(lesson.next_step, 300)))
    return [
        Text(head),
        FactSet(tuple(rows)) if rows else None,
        Quote(clip(lesson.words, 500)) if lesson.words else None,
    ]
