"""Two short screens: what happened, beside what is known; then what was learned; and their answers."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

from handlers.answers.open_questions import note_on
from handlers.kit.card import Chart
from handlers.kit.form import Field, Form, Line, Note, Option, Pick, PickMany, Saying, Tick, form
from handlers.kit.form_values import opened, read
from handlers.kit.turn import Turn
from handlers.kit.words import capital, clock, say, when
from handlers.wording.measure_chart import measured_words, measures_of, obstacle_name, offered
from handlers.wording.strategy import FIELD, held_words, prediction_words, so_far, weeks_picture
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, WeekNote, latest_week
from pdsa.errors import Refusal
from pdsa.goal_progress import at_goal
from pdsa.goals import Strategy
from pdsa.obstacles import Obstacle
from pdsa.people import Member
from pdsa.reflection import TYPED, BegunReflection, Evidence, Reflection, verdicts
from pdsa.silence import Heard
from pdsa.text import _
from pdsa.visible import may_read, reader_of, visible
from storage.figures_of_year import figures_of
from storage.store import YearStore
from storage.typed_answers import TypedWord

SENTENCES = 5
"""So many sentences from check-ins stand in the form, the newest; more would bury the questions."""
MOST_OFFERED = 60
NOBODY = "nobody"
"""The box that says that nobody is missing."""
LONG = 3000
SHORT = 1000


@dataclass(frozen=True)
class ReflectContext:
    """What is known of a strategy when somebody looks back at it.

    `offered` is what this person may choose as evidence; `measured` says its measures in a sentence each, `at_goal`
    whether each is at its goal as far as that can be said by now; `begun` is the first half that they left before;
    `earlier` the reflection that stands; `note` what they typed about it; `week_notes` what was typed about weeks that
    have no check-in.
    """

    strategy: Strategy
    checkins: tuple[CheckIn, ...]
    owner: Member | None
    heard: Heard
    offered: tuple[Evidence, ...]
    measured: tuple[str, ...]
    at_goal: tuple[bool | None, ...]
    begun: BegunReflection | None
    earlier: Reflection | None
    note: TypedWord | None = None
    week_notes: tuple[WeekNote, ...] = ()


async def context_of(strategy: Strategy, turn: Turn, store: YearStore) -> ReflectContext:
    """Reads what both screens show."""
    answers = await store.checkins.of_strategy(strategy.code)
    figures = await figures_of(store, turn.cycle, turn.today)
    owner = await store.people.by_email(strategy.owner) if strategy.owner else None
    heard = await store.checkins.heard(frozenset({strategy.code}))
    begun = await store.learning.begun(strategy.code, turn.person.id)
    note = await note_on("reflect", strategy.code, turn, store)
    reflections = await store.learning.latest_reflections()
    week_notes = await store.checkins.notes_on(strategy.code)
    last = latest_week(turn.today, turn.cycle.rhythm)
    checkins = tuple(each for each in answers if each.week <= last)
    measured, studied = measures_of(strategy, figures), turn.today >= turn.cycle.phases.study
    return ReflectContext(
        strategy=strategy,
        checkins=checkins,
        owner=owner,
        heard=heard,
        offered=offered(strategy, checkins, measured, turn.person)[:MOST_OFFERED],
        measured=tuple(measured_words(each) for each in measured),
        at_goal=tuple(at_goal(each.finding, each.series, studied=studied) for each in measured),
        begun=begun,
        note=note,
        earlier=reflections.get(strategy.code),
        week_notes=tuple(week_notes),
    )


def verdict_form(context: ReflectContext, begun: BegunReflection, turn: Turn) -> Form:
    """The numbers first, where they say otherwise; the verdict as it was given stands chosen, and may stay."""
    strategy = context.strategy
    told = _("Before that is kept: the numbers read otherwise than “{held}”. Your answer may be right all the same.")
    return form(
        "reflect.verdict",
        _("Look at the numbers"),
        Note(told.format(held=held_words(begun.held))),
        *(Note(words) for words in context.measured),
        *_prediction(strategy, turn),
        *opened([verdict_field(strategy, turn)], begun),
        send=_("Next"),
        carry={FIELD: strategy.code},
        about=strategy.code,
    )


def verdict_field(strategy: Strategy, turn: Turn) -> Pick:
    """Whether it turned out."""
    offered = verdicts(strategy, turn.today, turn.cycle.year)
    return Pick(
        "held",
        _("Did it turn out as predicted?") if strategy.prediction else _("Did it turn out as you had hoped?"),
        tuple(Option(each.value, capital(held_words(each)), each) for each in offered),
        few=True,
        needed=_("Please choose one; “{unsure}” is an answer, too.").format(unsure=held_words(offered[-1])),
    )


def happened_form(context: ReflectContext, turn: Turn) -> Form:
    """The first screen: what is known, then what happened."""
    strategy = context.strategy
    before = context.begun or _mine(context, turn) or _noted(context)
    picture = weeks_picture(strategy, context.checkins, turn.cycle, context.owner, turn.today, context.heard)
    return form(
        "reflect.begin",
        _("Look back"),
        *_prediction(strategy, turn),
        Note(so_far(strategy, context.checkins)),
        *(Note(words) for words in context.measured),
        *_sentences(context, turn),
        Chart(picture) if picture else None,
        _before_its_start(strategy, turn),
        *_stands(context, turn),
        *opened(happened_fields(context, turn), before),
        None if getattr(before, "missing", "") else Tick(NOBODY, _("Nobody that we know of")),
        send=_("Next"),
        carry={FIELD: strategy.code},
        about=strategy.code,
        gives_way=_earlier_words(context, turn),
    )


def _before_its_start(strategy: Strategy, turn: Turn) -> Note | None:
    if strategy.start is None or strategy.start <= turn.today:
        return None
    told = _("It begins on {day}. What you say now is kept; once it has run, look back again.")
    return Note(told.format(day=when(strategy.start, turn.today)))


def _prediction(strategy: Strategy, turn: Turn) -> list[Field]:
    """The prediction word for word, with later wordings and their dates beside it."""
    if not strategy.prediction:
        return [Note(say(_("*{strategy}*: nobody wrote a prediction down."), strategy=strategy.title))]
    fields: list[Field] = [Note(prediction_words(strategy, turn.today)), Saying(strategy.prediction)]
    for later in strategy.amendments:
        day = when(local_day(later.at, turn.zone))
        fields += [Note(_("A later wording, of {day}:").format(day=day)), Saying(later.text)]
    return fields


def _sentences(context: ReflectContext, turn: Turn) -> list[Field]:
    """The newest sentences about its weeks that this person may read, from check-ins and beside them."""
    reader = reader_of(turn.person, context.strategy)
    checkins = [visible(each, reader) for each in context.checkins]
    said = [(each.week, text) for each in checkins for text in (each.well, each.in_way)]
    said += [(note.week, visible(note, reader).text) for note in context.week_notes]
    newest = sorted(((week, text) for week, text in said if text), key=lambda each: each[0])[-SENTENCES:]
    sentences = [Saying(f"{when(week)}: {text}") for week, text in newest]
    return [Note(_("From the check-ins:")), *sentences] if sentences else []


def _stands(context: ReflectContext, turn: Turn) -> list[Field]:
    """What was said before: kept, or begun and left."""
    if context.begun is not None:
        day = when(local_day(context.begun.at, turn.zone))
        return [Note(_("You began this on {day}. What you said then is filled in.").format(day=day))]
    if context.earlier is None:
        return []
    return [Note(_takes_its_place(context.earlier, turn))]


def _takes_its_place(earlier: Reflection, turn: Turn) -> str:
    told = _("Kept on {day}. A new one takes its place; the earlier one stays in the history.")
    return told.format(day=when(local_day(earlier.at, turn.zone)))


def _earlier_words(known: ReflectContext, turn: Turn) -> str:
    """The reflection that gives way to a new one, in its own words for those who may read them."""
    earlier, mine = known.earlier, _mine(known, turn)
    if earlier is None:
        return ""
    text = _takes_its_place(earlier, turn)
    if mine is None:
        return _("{told} (looked back at {time})").format(told=text, time=clock(earlier.at, turn.zone))
    said = _("“{happened}” As predicted: {held}. Learned: “{learned}”")
    held = held_words(mine.held)
    return text + "\n" + said.format(happened=mine.happened, held=held, learned=mine.learned)


def _mine(context: ReflectContext, turn: Turn) -> Reflection | None:
    """The reflection that stands, where this person may read its words."""
    earlier = context.earlier
    if earlier is None:
        return None
    unreleased = replace(earlier, quotable=False)  # whoever is quoted is not taken at their word by others
    return earlier if may_read(unreleased, "happened", reader_of(turn.person, context.strategy)) else None


def _noted(context: ReflectContext) -> SimpleNamespace | None:
    """What they typed about it, as the first screen's answers."""
    note = context.note
    return SimpleNamespace(happened=note.text, held=TYPED.get(note.short)) if note else None


def happened_fields(context: ReflectContext, turn: Turn) -> list[Field | None]:
    """What the first screen asks."""
    shows = tuple(Option(each.ref, each.text, each) for each in context.offered)
    return [
        Line(
            "happened",
            _("What happened?"),
            long=True,
            most=LONG,
            needed=_("A sentence will do: what happened?"),
        ),
        verdict_field(context.strategy, turn),
        PickMany("evidence", _("What shows it?"), shows, hint=_("Choose what supports it; none is fine."))
        if shows
        else None,
        Line(
            "missing",
            _("Who is missing from these data?"),
            long=True,
            most=SHORT,
            hint=_("Whom did we not ask, or not reach?"),
        ),
    ]


def learned_form(context: ReflectContext, turn: Turn) -> Form:
    """The second screen: what was learned, what helped, what got in the way."""
    told = _("*{strategy}*: what happened is kept. If you stop here, `reflect` goes on from it.")
    return form(
        "reflect.keep",
        _("What was learned"),
        Note(say(told, strategy=context.strategy.title)),
        *opened(learned_fields(context.strategy, turn), _mine(context, turn)),
        send=_("Keep and go on"),
        carry={FIELD: context.strategy.code},
        about=context.strategy.code,
        gives_way=_earlier_words(context, turn),
    )


def learned_fields(strategy: Strategy, turn: Turn) -> list[Field | None]:
    """What the second screen asks. What made it work has what the plan says as a hint; what got in the way is asked in
    kinds, so that others find it, and in words. Only a school says whether other schools see what it learned.
    """
    kinds = tuple(Option(each.value, capital(obstacle_name(each)), each) for each in Obstacle)
    partners, tools = _in_plan(strategy.partners), _in_plan(strategy.resources)
    return [
        Line(
            "learned",
            _("What was learned?"),
            long=True,
            most=LONG,
            hint=_("What would you tell somebody who starts with this tomorrow?"),
            needed=_("A sentence will do: what would you tell somebody who starts with this?"),
        ),
        Line("people", _("What made it work: people or teams?"), long=True, most=SHORT),
        Line("partners", _("What made it work: partners?"), long=True, most=SHORT, hint=partners),
        Line("tools", _("What made it work: tools and resources?"), long=True, most=SHORT, hint=tools),
        PickMany("obstacles", _("What got in the way?"), kinds),
        Line("in_way", _("And in words?"), long=True, most=SHORT),
        Line(
            "voice",
            _("Students and families: were they heard, and how?"),
            long=True,
            most=SHORT,
            hint=_("In sum, in your words. Please leave names out."),
        ),
        Tick("quotable", _("These words may be quoted in notes and reports")),
        None if turn.person.district_team else Tick("shared", _("Other schools may see what we learned")),
    ]


def _in_plan(text: str) -> str:
    return _("In the plan: {text}").format(text=text) if text else ""


def begun_with(context: ReflectContext, turn: Turn) -> BegunReflection:
    """The first screen's answers. Raises Refusal under the field that lacks something."""
    answers = read(happened_fields(context, turn), turn)
    if not answers["missing"] and not turn.ticked(NOBODY):
        told = _("Please think of it once. If nobody is missing, the box below says so.")
        raise Refusal(told, field="missing")
    answers["missing"] = answers["missing"] or _("Nobody that we know of")
    return BegunReflection(strategy=context.strategy.code, member=turn.person.id, at=turn.now, **answers)


def reflection_of(context: ReflectContext, begun: BegunReflection, turn: Turn) -> Reflection:
    """Both halves as one. Raises Refusal where nothing was learned."""
    answers = read(learned_fields(context.strategy, turn), turn)
    return Reflection(**vars(begun) | {"at": turn.now} | answers)
