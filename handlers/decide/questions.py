"""The screens of the interview: one question at a time, and the last one: why, what comes next, who takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.decide.effects_on_plan import ahead_words, goal_named
from handlers.decide.path_details import coming_day, ending_fields, path_words, said_before
from handlers.decide.topic import (
    ABOUT,
    DecisionContext,
    answer_words,
    asked,
    following_words,
    way_words,
    what_is_known,
)
from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, Saying, Tick, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, clock, say, when
from handlers.wording.earlier_years import LONGEST, remembered_words
from handlers.wording.strategy import path_name, prediction_words
from pdsa.calendar import local_day
from pdsa.decision_interview import (
    Answers,
    Ending,
    InterviewQuestion,
    SuggestedAnswer,
    on_the_way,
    one_screen_back,
    read_answers,
    waits_for,
    written_answers,
)
from pdsa.decisions import AT_ONCE, GOES_ON, NOTHING_NEXT, PUTS_FIRST, Decision, Details, Path, Subject
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import SCHOOL_ROLES, Member
from pdsa.permissions import confirms
from pdsa.retention import still_said
from pdsa.text import _
from pdsa.visible import may_read, reader_of, visible
from storage.reflections_and_decisions import BegunInterview

ANSWER, BACK = "answer", "back"
SAID, ASKED = "said", "question"
"""What the forms carry: the answers so far, and the question that is answered now."""
ON, ANEW = "on", "anew"


LONG = 3000
STEP = 1000


def field_of(question: str) -> str:
    """The field of a question's answer: its own, or the screen would go on showing what the last question got."""
    return f"{ANSWER}_{question}"


def question_form(
    screen: Sequence[SuggestedAnswer], answers: Answers, context: DecisionContext, turn: Turn, names: Mapping[str, str]
) -> Form:
    """The questions of one screen. What was answered before is filled in, else what the facts suggest."""
    trail = on_the_way(answers)
    return form(
        "decide.answer",
        _("Decide"),
        *_opening(context, turn, names, first=not trail),
        Note(as_written(_("So far: {way}").format(way=way_words(trail)))) if trail else None,
        *(field for asked in screen for field in _asked(asked, screen[0], context, turn, back=bool(trail))),
        send=_("Next"),
        carry={ABOUT: context.topic.value, SAID: written_answers(answers), ASKED: screen[0].question.value},
    )


def _asked(
    answer_field: SuggestedAnswer, first: SuggestedAnswer, context: DecisionContext, turn: Turn, *, back: bool
) -> list[Field | None]:
    """One question with what is known of it. Those after the first say when they count."""
    before = answer_field.given(context.answers_before)
    leads = answer_field is first
    options = [Option(each, answer_words(answer_field.question, each)) for each in answer_field.answers]
    ways = [Option(BACK, _("One screen back"))] if back and leads else []
    facts = what_is_known(answer_field.question, context, turn.today)
    words = asked(answer_field.question)[0] if leads else following_words(answer_field.question)
    return [
        Note(as_written(" ".join(facts))) if facts else None,
        _elsewhere(answer_field.question, turn),
        Pick(field_of(answer_field.question.value), words, (*options, *ways), before or answer_field.suggested,
             few=True, optional=not leads, hint=_hint(answer_field, before) if leads else ""),
    ]  # fmt: skip


def _elsewhere(question: InterviewQuestion, turn: Turn) -> Note | None:
    """Where a way around an obstacle is looked for, a school's team hears that others may have found one."""
    if question is not InterviewQuestion.WAY or turn.person.role not in SCHOOL_ROLES:
        return None
    return Note(
        _("Another school may have met the same: `school` shows what worked there. What you said here is kept.")
    )


def _hint(asked: SuggestedAnswer, before: str | None) -> str:
    if before is not None:
        return _("Filled in as it was answered before. Change it where you know better.")
    if asked.suggested is not None and asked.question not in (InterviewQuestion.BUILD, InterviewQuestion.LONGER):
        return _("I filled in what follows from this. Change it where you know better.")
    return ""


def _opening(context: DecisionContext, turn: Turn, names: Mapping[str, str], *, first: bool) -> list[Field]:
    """What it is about. On the first screen also the prediction, the learning, earlier years, what was decided."""
    topic, reflection = context.topic, context.reflection
    if not first:
        return [Note(say("*{topic}*", topic=topic.title))]
    fields: list[Field] = []
    if topic.strategy.prediction:
        fields += [Note(prediction_words(topic.strategy, turn.today)), Saying(topic.strategy.prediction)]
    else:
        fields.append(Note(say("*{topic}*", topic=topic.title)))
    learned = visible(reflection, reader_of(turn.person, topic.strategy)).learned if reflection else ""
    if learned:
        fields += [Note(_("What was learned:")), Saying(learned)]
    for remembered in context.remembered:
        fields.append(Note(remembered_words(remembered)))
        if remembered.learned:
            fields.append(Saying(clip(remembered.learned, LONGEST)))
    if context.decision:
        fields.append(Note(before_words(context.decision, turn, names)))
    return fields


def before_words(before: Decision, turn: Turn, names: Mapping[str, str]) -> Words:
    """What stands or waits already, and that it is not lost."""
    day = when(local_day(before.at, turn.zone), turn.today)
    who = names.get(before.owner, before.owner)
    if before.stands:
        words = _("Decided on {day}: *{path}* ({who}). A new decision takes its place; this one stays in the history.")
    else:
        words = _("Proposed on {day}: *{path}* ({who}). It waits for a lead; a new proposal takes its place.")
    return say(words, day=day, path=path_name(before.path), who=who)


def resume_form(context: DecisionContext, begun: BegunInterview) -> Form:
    """An interview that was broken off: go on, one screen back, or begin anew."""
    options = (
        Option(ON, _("Go on from there")),
        Option(BACK, _("One screen back")),
        Option(ANEW, _("Begin anew")),
    )
    return form(
        "decide.resume",
        _("Decide"),
        Note(say(_("You had begun with *{topic}*. What you said is kept:"), topic=context.topic.title)),
        Note(as_written(way_words(begun.answers))),
        Pick(ANSWER, _("How do you want to go on?"), options, ON, few=True),
        send=_("Next"),
        carry={ABOUT: context.topic.value},
    )


def answered(turn: Turn) -> dict[InterviewQuestion, str]:
    """The answers so far with those of the screen that was sent; without the last screen's where somebody goes back.

    Raises Refusal where nothing was chosen, or where a question that follows was left open.
    """
    answers = read_answers(turn.carry.get(SAID, ""))
    first = turn.carry.get(ASKED, "")
    if first not in set(InterviewQuestion):
        raise Refusal(_("I lost the thread of that question. `decide` takes it up where you were."))
    if turn.required(field_of(first), _("Please choose one. You can change it later.")) == BACK:
        return one_screen_back(answers)
    here = {each: turn.text(field_of(each.value)) for each in InterviewQuestion if field_of(each.value) in turn.answers}
    answers |= {question: answer for question, answer in here.items() if answer}
    waits = waits_for(answers)
    if waits in here:
        raise Refusal(_("This one counts, too, after what you chose: please choose one."), field=field_of(waits))
    return answers


def closing_form(
    ending: Ending,
    answers: Answers,
    context: DecisionContext,
    turn: Turn,
    names: Mapping[str, str],
    others: Sequence[Strategy] = (),
) -> Form:
    """What the path asks for, why, and what comes next. What stands, waits or was said before is filled in.

    `others` are the goal's other strategies, `names` people's, by their e-mail.
    """
    before = context.decision if context.decision and context.decision.path is ending.path else None
    mine = before if before and may_read(before, "reason", reader_of(turn.person, context.topic.strategy)) else None
    details = said_before(ending, context, turn)
    studied = turn.cycle.phase_on(turn.today) not in AT_ONCE
    gives_way: Words | str = ""
    if context.decision:
        gives_way = before_words(context.decision, turn, names) + say(
            " ({at})", at=clock(context.decision.at, turn.zone)
        )
    usually = ending.path in GOES_ON or ending.path is Path.OTHER_STRATEGY
    changes = ahead_words(ending.path, goal_named(meant(details, context), context.goals), others, studied=studied)
    return form(
        "decide.keep",
        _("Decide"),
        Note(say("*{topic}*", topic=context.topic.title)),
        Note(as_written(way_words(on_the_way(answers)))),
        Note(path_words(ending.path)),
        Note(as_written(changes)) if changes else None,
        *ending_fields(ending, context, details, turn),
        Line("reason", _("Why? What did you see and learn?"), _reason(context, mine, turn), long=True,
             optional=False, most=LONG),
        Line("step", _("What is the next step?"), mine.next_step if mine else "", long=True,
             optional=ending.path in NOTHING_NEXT, most=STEP),
        _owner(context, mine.owner if mine else ""),
        Day("due", _("By when?"), mine.due if mine else None),
        None
        if context.topic.subject is Subject.GOAL and ending.path in PUTS_FIRST  # it waits in next year's plan
        else Tick("carries", _("It is part of next year's plan"), on=mine.carries if mine else usually),
        send=_("Decide") if confirms(turn.person, context.topic.strategy) else _("Propose"),
        carry={ABOUT: context.topic.value, SAID: written_answers(answers)},
        about=context.topic.code,
        gives_way=gives_way,
    )  # fmt: skip


def meant(kept: Details, known: DecisionContext) -> Details:
    """The details with the goal that they mean, unless somebody chooses another one."""
    return kept if kept.goal or known.topic.goal is None else replace(kept, goal=known.topic.goal.code)


def _reason(context: DecisionContext, mine: Decision | None, turn: Turn) -> str:
    """What was said before: as the reason, in answer to the notification, or when it was looked back at."""
    looked = context.reflection
    if mine or context.note:
        return mine.reason if mine else context.note
    return still_said(visible(looked, reader_of(turn.person, context.topic.strategy)).learned) if looked else ""


def _owner(context: DecisionContext, wanted: str) -> Pick:
    """Who takes the next step: the owner unless somebody else is chosen."""
    options = tuple(Option(each.email, each.name) for each in context.people)
    return Pick("owner", _("Who takes it?"), options, (wanted or context.topic.strategy.owner).lower() or None)


@dataclass(frozen=True)
class Closing:
    """The last screen's answers, checked."""

    reason: str
    next_step: str
    owner: str
    due: date | None
    carries: bool


def closing_from_form(path: Path, people: Sequence[Member], turn: Turn) -> Closing:
    """The form's answers. Raises Refusal under the field that lacks something."""
    reason = turn.required("reason", _("A sentence will do: why this way?"))
    step = turn.text("step")
    if not step and path not in NOTHING_NEXT:
        raise Refusal(_("What is the first thing that somebody does? A sentence will do."), field="step")
    due = coming_day(turn, "due")
    owner = turn.required("owner", _("Please choose who takes it."))
    if owner not in {each.email for each in people}:
        raise Refusal(_("I cannot find that person in the team. Please choose somebody else."), field="owner")
    return Closing(reason, step, owner, due, turn.ticked("carries"))
