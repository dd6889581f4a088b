"""Two short screens: what happened, beside what is known; then what was learned."""

from dataclasses import dataclass, replace

from handlers.kit.card import Chart
from handlers.kit.choose import FIELD
from handlers.kit.evidence import Measured, measured_words, measures_of, offered
from handlers.kit.form import Field, Form, Line, Note, Option, Pick, PickMany, Saying, Tick, form
from handlers.kit.obstacles import obstacle_name
from handlers.kit.question import note_on
from handlers.kit.strategy_text import held_words, prediction_words, sentence, so_far, weeks_picture
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clock, say, when
from handlers.reflect.typed import held_of
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, WeekNote, latest_week
from pdsa.goals import Strategy
from pdsa.measures import Better
from pdsa.obstacles import Obstacle
from pdsa.people import Member
from pdsa.reflection import BegunReflection, Evidence, Reflection, verdicts
from pdsa.silence import Heard
from pdsa.text import _
from pdsa.visible import may_read, reader_of, visible
from storage.measured import figures_of
from storage.store import Store
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


async def context_of(strategy: Strategy, turn: Turn, store: Store) -> ReflectContext:
    """Reads what both screens show."""
    last = latest_week(turn.today, turn.cycle.rhythm)
    checkins = tuple(each for each in await store.checkins.of_strategy(strategy.code) if each.week <= last)
    measured = measures_of(strategy, await figures_of(store, turn.cycle, turn.today))
    return ReflectContext(
        strategy=strategy,
        checkins=checkins,
        owner=await store.people.by_email(strategy.owner) if strategy.owner else None,
        heard=await store.checkins.heard(),
        offered=offered(strategy, checkins, measured, turn.person)[:MOST_OFFERED],
        measured=tuple(measured_words(each) for each in measured),
        at_goal=tuple(_at_goal(each, turn) for each in measured),
        begun=await store.learning.begun(strategy.code, turn.person.id),
        note=await note_on("reflect", strategy.code, turn, store),
        earlier=(await store.learning.latest_reflections()).get(strategy.code),
        week_notes=tuple(await store.checkins.notes_on(strategy.code)),
    )


def _at_goal(found: Measured, turn: Turn) -> bool | None:
    """Whether a measure is at its goal. Short of it says something once the year is studied, or where it did not move
    its way at all; before that, it is on its way.
    """
    series, finding = found.series, found.finding
    if series.reached is not False:
        return series.reached
    first = series.first.value if finding.baseline is None else finding.baseline
    moved = series.latest.value - first
    on_its_way = moved > 0 if finding.way is Better.HIGHER else moved < 0
    studied = turn.today >= turn.cycle.phases.study
    return False if studied or not on_its_way else None


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
        Pick("held", _asked(strategy), _verdicts(strategy, turn), begun.held.value, few=True),
        send=_("Next"),
        carry={FIELD: strategy.code},
        about=strategy.code,
    )


def _verdicts(strategy: Strategy, turn: Turn) -> tuple[Option, ...]:
    return tuple(
        Option(each.value, sentence(held_words(each))) for each in verdicts(strategy, turn.today, turn.cycle.year)
    )


def _asked(strategy: Strategy) -> str:
    return _("Did it turn out as predicted?") if strategy.prediction else _("Did it turn out as you had hoped?")


def happened_form(context: ReflectContext, turn: Turn) -> Form:
    """The first screen: what is known, then what happened."""
    strategy = context.strategy
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
        *_what_happened(context, turn),
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


def _what_happened(context: ReflectContext, turn: Turn) -> list[Field | None]:
    before: BegunReflection | Reflection | None = context.begun or _mine(context, turn)
    note = context.note
    held = held_of(note.short) if note else None
    chosen = tuple(each.ref for each in before.evidence) if before else ()
    options = tuple(Option(each.ref, each.text) for each in context.offered)
    return [
        Line(
            "happened",
            _("What happened?"),
            before.happened if before else note.text if note else "",
            long=True,
            optional=False,
            most=LONG,
        ),
        Pick(
            "held",
            _asked(context.strategy),
            _verdicts(context.strategy, turn),
            before.held.value if before else held.value if held else None,
            few=True,
        ),
        PickMany("evidence", _("What shows it?"), options, chosen, hint=_("Choose what supports it; none is fine."))
        if options
        else None,
        Line(
            "missing",
            _("Who is missing from these data?"),
            before.missing if before else "",
            long=True,
            most=SHORT,
            hint=_("Whom did we not ask, or not reach?"),
        ),
        None if before and before.missing else Tick(NOBODY, _("Nobody that we know of")),
    ]


def learned_form(context: ReflectContext, turn: Turn) -> Form:
    """The second screen: what was learned, what helped, what got in the way."""
    mine = _mine(context, turn)
    return form(
        "reflect.keep",
        _("What was learned"),
        Note(_half_kept(context.strategy)),
        Line(
            "learned",
            _("What was learned?"),
            mine.learned if mine else "",
            long=True,
            optional=False,
            most=LONG,
            hint=_("What would you tell somebody who starts with this tomorrow?"),
        ),
        *_why(context.strategy, mine),
        *_in_way(mine),
        Line(
            "voice",
            _("Students and families: were they heard, and how?"),
            mine.voice if mine else "",
            long=True,
            most=SHORT,
            hint=_("In sum, in your words. Please leave names out."),
        ),
        Tick("quotable", _("These words may be quoted in notes and reports"), on=bool(mine and mine.quotable)),
        _shared(mine, turn),
        send=_("Keep and go on"),
        carry={FIELD: context.strategy.code},
        about=context.strategy.code,
        gives_way=_earlier_words(context, turn),
    )


def _half_kept(strategy: Strategy) -> Words:
    told = _("*{strategy}*: what happened is kept. If you stop here, `reflect` goes on from it.")
    return say(told, strategy=strategy.title)


def _why(strategy: Strategy, mine: Reflection | None) -> list[Field]:
    """What made it work, asked one by one, with what the plan says as a hint."""
    people, partners, tools = (mine.people, mine.partners, mine.tools) if mine else ("", "", "")
    hints = _in_plan(strategy.partners), _in_plan(strategy.resources)
    return [
        Line("people", _("What made it work: people or teams?"), people, long=True, most=SHORT),
        Line("partners", _("What made it work: partners?"), partners, long=True, most=SHORT, hint=hints[0]),
        Line("tools", _("What made it work: tools and resources?"), tools, long=True, most=SHORT, hint=hints[1]),
    ]


def _in_way(mine: Reflection | None) -> list[Field]:
    """What got in the way: in kinds, so that others find it, and in words."""
    kinds = tuple(Option(each.value, sentence(obstacle_name(each))) for each in Obstacle)
    chosen = tuple(each.value for each in mine.obstacles) if mine else ()
    return [
        PickMany("obstacles", _("What got in the way?"), kinds, chosen),
        Line("in_way", _("And in words?"), mine.in_way if mine else "", long=True, most=SHORT),
    ]


def _shared(mine: Reflection | None, turn: Turn) -> Tick | None:
    """Only a school says whether other schools see what it learned."""
    if turn.person.district_team:
        return None
    return Tick("shared", _("Other schools may see what we learned"), on=bool(mine and mine.shared))


def _in_plan(text: str) -> str:
    return _("In the plan: {text}").format(text=text) if text else ""
