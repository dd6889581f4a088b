"""The screen at the end of the questions: what the path that was reached cannot do without."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers.decide.topic import DecisionContext
from handlers.kit.form import Day, Field, Line, Note, Number, Option, Pick, PickMany, Tick
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, number, say, when
from handlers.wording.measure_chart import change_words, kind_name
from handlers.wording.strategy import path_meaning, path_name
from pdsa.circumstances import Circumstance
from pdsa.decision_interview import Answers, Ending, InterviewQuestion, lacks, on_the_way
from pdsa.decisions import Details, Path
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.retention import still_said
from pdsa.text import _
from pdsa.visible import may_read, reader_of, visible

LONG = 3000
MOST_ACTIVITIES = 25
TOP = 4
"""The rubric's highest level."""
CHANGE, KIND, NONE = "change", "kind", "none-"
"""Fields for a change of circumstances that nobody has written down yet; and for a tap in place of words."""
ENDS = frozenset({Path.STOP, Path.OTHER_STRATEGY, Path.SHIFT})
"""Paths on which a strategy under way can be ended at once."""


def ending_fields(ending: Ending, known: DecisionContext, kept: Details, turn: Turn) -> list[Field | None]:
    """What the path asks for. What was said before is filled in."""
    return [*FIELDS[ending.path](ending, known, kept, turn), _end_now(ending, known, kept, turn)]


def path_words(path: Path) -> Words:
    """A path with what it means."""
    return say(_("This leads to *{path}*: {meaning}."), path=path_name(path), meaning=path_meaning(path))


def said_before(ending: Ending, context: DecisionContext, turn: Turn) -> Details:
    """The details as they were said before: in this interview, in the last decision of this path, else when it was
    looked back at; other people's words only for those who may read them.
    """
    if context.begun and context.begun.details != Details():
        return context.begun.details
    before, looked = context.decision, context.reflection
    reader = reader_of(turn.person, context.topic.strategy)
    if before and before.path is ending.path and may_read(before, "reason", reader):
        return before.details
    if looked:
        looked = visible(looked, reader)
        return Details(
            people=still_said(looked.people), partners=still_said(looked.partners), tools=still_said(looked.tools),
            learned=still_said(looked.learned),
        )  # fmt: skip
    return Details()


def _line(name: str, label: str, text: str, hint: str = "", *, optional: bool = False, long: bool = True) -> Line:
    return Line(name, label, text, long=long, optional=optional, most=LONG, hint=hint)


def _sustain(_ending: Ending, _known: DecisionContext, details: Details, _turn: Turn) -> list[Field]:
    return [
        *_or_none("people", _("What made it work: people or teams?"), details.people),
        *_or_none("partners", _("What made it work: partners?"), details.partners),
        *_or_none("tools", _("What made it work: tools and resources?"), details.tools),
        _line("keeps_going", _("What has to happen so that it keeps going?"), details.keeps_going),
    ]


def _or_none(name: str, label: str, text: str) -> list[Field]:
    """A line that a tap can answer, too; where something stands in it already, there is nothing to tap."""
    line = _line(name, label, text, optional=True)
    return [line] if text else [line, Tick(f"{NONE}{name}", _("None that we know of"))]


def _text_or_none(turn: Turn, name: str) -> str:
    return turn.text(name) or (_("None") if turn.ticked(f"{NONE}{name}") else "")


def _expand(ending: Ending, known: DecisionContext, details: Details, turn: Turn) -> list[Field]:
    where = _line("where_to", _("Where to: which people, schools or places next?"), details.where_to, long=False)
    return [where, *_sustain(ending, known, details, turn)]


def _realign(ending: Ending, _known: DecisionContext, details: Details, _turn: Turn) -> list[Field]:
    """What can be added to reach an outcome are inputs and activities; outputs and outcomes are what comes of them."""
    return [
        _activities(ending, details),
        _line("additions", _("Which other activities have to be added? One on each line."),
              "\n".join(details.additions), _("One of the three will do."), optional=True),
        _line("inputs", _("Which inputs: people, time, money, materials? One on each line."), "\n".join(details.inputs),
              _("What comes of them, outputs and outcomes, is drawn in `plan logic`."), optional=True),
    ]  # fmt: skip


def _activities(ending: Ending, kept: Details) -> PickMany | Note:
    """Key activities that the plan does not work on yet, those that the guidance names first."""
    if not ending.suggested:
        return Note(_("The plan works on every key activity already."))
    options = tuple(Option(each, each) for each in ending.suggested[:MOST_ACTIVITIES])
    label = _("Key activities that are not in the plan yet: which to add?")
    return PickMany("activities", label, options, kept.activities)


def _extend(_ending: Ending, known: DecisionContext, details: Details, turn: Turn) -> list[Field]:
    return [
        _goal(known, details, lambda goal: when(goal.due, turn.today) if goal.due else _("no date yet")),
        Day(
            "new_due", _("Until when?"), details.new_due, optional=False, hint=_("The earlier date is kept beside it.")
        ),
    ]


def _revise(_ending: Ending, known: DecisionContext, details: Details, _turn: Turn) -> list[Field]:
    return [
        _goal(known, details, lambda goal: number(goal.target) if goal.target is not None else _("no target yet")),
        Number("new_target", _("What is the new target?"), details.new_target, optional=False,
               hint=_("The earlier target is kept beside it.")),
    ]  # fmt: skip


def _goal(context: DecisionContext, kept: Details, mark: Callable[[Goal], str]) -> Pick | Note:
    """Which goal is meant: an outcome goal that was missed first, each with its date or target as it stands."""
    missed = [each.goal.code for each in context.facts.results if each.reached is False]
    ordered = sorted(context.goals, key=lambda goal: goal.code not in missed)
    if not ordered:
        return Note(_("It serves no goal of the plan; the new one is kept with this decision."))
    options = tuple(
        Option(each.code, f"{clip(each.statement, 70 - len(mark(each)))} ({mark(each)})") for each in ordered[:50]
    )
    return Pick("goal", _("Which goal?"), options, kept.goal or ordered[0].code)


def _keep(_ending: Ending, _known: DecisionContext, kept: Details, _turn: Turn) -> list[Field]:
    hint = _("I'll remind whoever takes the next step on that day.")
    return [Day("look_again", _("When do you look again?"), kept.look_again, optional=False, hint=hint)]


def _shift(ending: Ending, known: DecisionContext, details: Details, turn: Turn) -> list[Field]:
    return [
        *_circumstances(known, details, turn),
        _line("learned", _("What was learned so far?"), details.learned),
        _first(ending, details, _("Where does the focus go: which key activity?")),
        Day("until", _("When do you want to look at this goal again?"), details.until),
    ]


def _prepare(ending: Ending, context: DecisionContext, details: Details, turn: Turn) -> list[Field]:
    first, *rest = _change_focus(ending, context, details, turn)
    learned = _line("learned", _("What was learned so far?"), details.learned)
    return [*_circumstances(context, details, turn), learned, first, *rest]


def _circumstances(known: DecisionContext, kept: Details, turn: Turn) -> list[Field]:
    """What changed: chosen among what is written down, or written down now."""
    options = tuple(Option(str(each.id), change_words(each, turn.today)) for each in known.facts.changes[-50:])
    fields: list[Field] = []
    if options:
        chosen = tuple(str(each) for each in kept.contexts) or tuple(option.value for option in options)
        fields.append(PickMany("contexts", _("What changed?"), options, chosen))
    kinds = tuple(Option(each.value, capital(kind_name(each))) for each in Circumstance)
    return [
        *fields,
        Line(CHANGE, _("Something else that changed?") if options else _("What changed?"), most=LONG,
             optional=bool(options)),
        Pick(KIND, _("What kind of change is that?"), kinds, Circumstance.OTHER.value, optional=True),
    ]  # fmt: skip


def _first(ending: Ending, details: Details, label: str) -> Pick | Line:
    """Which key activity: those that fit come first."""
    if not ending.suggested:
        return _line("first_activity", label, details.first_activity, long=False)
    options = tuple(Option(each, each) for each in ending.suggested[:100])
    return Pick("first_activity", label, options, details.first_activity or ending.suggested[0])


def _change_focus(ending: Ending, _known: DecisionContext, details: Details, _turn: Turn) -> list[Field]:
    return [
        _first(ending, details, _("Which key activity comes first?")),
        Day(
            "until", _("Until when does the goal wait?"), details.until, hint=_("I'll ask the leads again on that day.")
        ),
        _line(
            "condition",
            _("Or until which condition holds?"),
            details.condition,
            _("A day, a condition, or both."),
            optional=True,
            long=False,
        ),
    ]


def _other_strategy(_ending: Ending, _known: DecisionContext, kept: Details, _turn: Turn) -> list[Field]:
    return [
        _line("new_strategy_title", _("What do you want to do instead, for the same goal?"), kept.new_strategy_title,
              _("It follows this one in the plan; owner, dates and prediction come there."), long=False),
    ]  # fmt: skip


def _stop(_ending: Ending, _known: DecisionContext, details: Details, _turn: Turn) -> list[Field]:
    return [
        _line("learned", _("What was learned?"), details.learned, _("So that nobody has to start from nothing.")),
        _line("instead", _("What could be tried instead?"), details.instead, optional=True, long=False),
    ]


FIELDS: dict[Path, Callable[[Ending, DecisionContext, Details, Turn], list[Field]]] = {
    Path.SUSTAIN: _sustain,
    Path.EXPAND: _expand,
    Path.REALIGN: _realign,
    Path.EXTEND: _extend,
    Path.REVISE: _revise,
    Path.KEEP: _keep,
    Path.SHIFT: _shift,
    Path.PREPARE: _prepare,
    Path.OTHER_STRATEGY: _other_strategy,
    Path.CHANGE_FOCUS: _change_focus,
    Path.STOP: _stop,
}


def _end_now(ending: Ending, known: DecisionContext, kept: Details, turn: Turn) -> Tick | None:
    """A strategy that still runs is ended only where somebody says so."""
    if ending.path not in ENDS or not known.topic.strategy.under_way(turn.today):
        return None
    return Tick("end_now", _("End it on the day this is confirmed: no weekly question after it"), on=kept.end_now)


def details_from_form(ending: Ending, answers: Answers, context: DecisionContext, turn: Turn) -> Details:
    """What the screen was given, checked. Raises Refusal under the field that lacks something."""
    goals = {each.code for each in context.goals}
    chosen = turn.text("goal")
    goal = chosen if chosen in goals else context.topic.goal.code if context.topic.goal else ""
    contexts = {each.id for each in context.facts.changes}
    details = Details(
        goal=goal,
        new_due=coming_day(turn, "new_due"),
        new_target=turn.figure("new_target"),
        new_strategy_title=turn.text("new_strategy_title"),
        first_activity=turn.text("first_activity"),
        until=coming_day(turn, "until"),
        condition=turn.text("condition"),
        where_to=turn.text("where_to"),
        keeps_going=turn.text("keeps_going"),
        people=_text_or_none(turn, "people"),
        partners=_text_or_none(turn, "partners"),
        tools=_text_or_none(turn, "tools"),
        learned=turn.text("learned"),
        instead=turn.text("instead"),
        obstacle=dict(on_the_way(answers)).get(InterviewQuestion.OBSTACLE, ""),
        inputs=_lines(turn, "inputs"),
        additions=_lines(turn, "additions"),
        activities=tuple(each for each in turn.many("activities") if each in context.facts.activities),
        look_again=coming_day(turn, "look_again"),
        contexts=tuple(int(each) for each in turn.many("contexts") if each.isdecimal() and int(each) in contexts),
        asked=tuple((question.value, answer) for question, answer in on_the_way(answers)),
        end_now=turn.ticked("end_now"),
    )
    if missing := lacks(ending.path, details):
        raise Refusal(_complaint(missing[0]), field=missing[0])
    if ending.path in (Path.EXTEND, Path.REVISE):
        _check(details, next((each for each in context.goals if each.code == goal), None), turn.today)
    if ending.path in (Path.SHIFT, Path.PREPARE) and not details.contexts and not turn.text(CHANGE):
        raise Refusal(_("A sentence will do: what changed?"), field=CHANGE)
    return replace(details, goal="") if ending.path in (Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.STOP) else details


def _check(details: Details, goal: Goal | None, today: date) -> None:
    """A later date is later, and a level of the rubric is one. Raises Refusal."""
    if goal is None:
        return
    if details.new_due and goal.due and details.new_due <= goal.due:
        told = _("It is due {day} already: more time needs a later day.").format(day=when(goal.due, today))
        raise Refusal(told, field="new_due")
    rubric = goal.kind is GoalKind.IMPLEMENTATION
    if details.new_target is not None and rubric and not 1 <= details.new_target <= TOP:
        raise Refusal(_("A level on the rubric is from 1 to 4."), field="new_target")


def _lines(turn: Turn, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in turn.text(name).splitlines() if line.strip())


def coming_day(turn: Turn, name: str) -> date | None:
    """A day that is not past."""
    day = turn.day(name)
    if day is not None and day < turn.today:
        raise Refusal(_("That day is past. Today or later will do."), field=name)
    return day


def _complaint(need: str) -> str:
    none = _("A few words will do. Where there was nothing, the box below says so.")
    return {
        "people": none,
        "partners": none,
        "tools": none,
        "keeps_going": _("What has to happen so that it keeps going? A sentence will do."),
        "where_to": _("Where to? A few words will do."),
        "additions": _("Choose a key activity, or write what has to be added."),
        "new_due": _("This path needs a date: until when?"),
        "new_target": _("This path needs the new target, a number."),
        "look_again": _("This path needs the day on which you look again."),
        "learned": _("Please say what was learned, so that nobody has to start from nothing."),
        "first_activity": _("Please choose the key activity that comes first."),
        "until": _("Until when does it wait, or until which condition holds? One of the two."),
        "new_strategy_title": _("What do you want to do instead? A few words will do."),
    }[need]
