"""The form of a decision: what is known, the paths by the interview's questions, and what a decision needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.decide.cards import name_of
from handlers.kit.choose import FIELD
from handlers.kit.form import CARRY, Day, Field, Form, Line, Note, Option, Pick, Saying, form
from handlers.kit.paths import path_groups, path_meaning, path_name
from handlers.kit.sofar import held_words, prediction_words, sentence, so_far
from handlers.kit.turn import Turn
from handlers.kit.words import Words, _, as_written, clip, say, when
from pdsa.calendar import local_day
from pdsa.checkin import latest_week
from pdsa.decisions import Decision, Path
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.measures import rated
from pdsa.people import PROMPTED, Member
from pdsa.reach import confirms, reads
from pdsa.reflection import Reflection
from storage.store import Store

LONG = 3000
STEP = 1000
EVIDENCE = CARRY // 2
NOTHING_NEXT = frozenset({Path.SUSTAIN, Path.KEEP, Path.STOP})
"""Paths on which no next step is needed."""
DATED = frozenset({Path.KEEP, Path.EXTEND})
"""Paths that mean nothing without a date."""


@dataclass(frozen=True)
class Known:
    """What is known of a strategy when it is decided on."""

    strategy: Strategy
    evidence: tuple[str, ...]
    reflection: Reflection | None
    decision: Decision | None
    people: Sequence[Member]


async def known_of(strategy: Strategy, turn: Turn, store: Store) -> Known:
    """Reads what the form shows."""
    last = latest_week(turn.today, turn.cycle.rhythm)
    checkins = [each for each in await store.checkins.of_strategy(strategy.code) if each.week <= last]
    reflection = (await store.learning.latest_reflections()).get(strategy.code)
    decisions = [each for each in await store.learning.decisions() if each.strategy == strategy.code]
    told = [so_far(strategy, checkins)]
    if reflection:
        told.append(_("Did the prediction hold? {held}.").format(held=sentence(held_words(reflection.held))))
    told += await _rubric(strategy, turn, store)
    return Known(
        strategy=strategy,
        evidence=tuple(told),
        reflection=reflection,
        decision=decisions[-1] if decisions else None,
        people=[each for each in await store.people.all() if each.role in PROMPTED],
    )


async def _rubric(strategy: Strategy, turn: Turn, store: Store) -> list[str]:
    """The rubric item of the strategy's goal; its year-end level counts from STUDY's first day."""
    goal = next((each for each in await store.plans.goals(dropped=True) if each.code == strategy.goal), None)
    if goal is None or not goal.activity:
        return []
    ratings = rated(await store.plans.ratings(), turn.today, turn.cycle.phases.study)
    found = next((each for each in ratings if each.activity == goal.activity), None)
    if found is None:
        return []
    levels = [
        (found.initial, _("{n} at the start")),
        (found.goal, _("goal {n}")),
        (found.year_end, _("{n} at the end of the year")),
    ]
    told = ", ".join(words.format(n=n) for n, words in levels if n is not None)
    return [_("{activity} (rubric, 1 to 4): {levels}.").format(activity=found.activity, levels=told)] if told else []


def decide_form(known: Known, turn: Turn, names: dict[str, str]) -> Form:
    """One screen. What stands or waits already is filled in."""
    strategy, before = known.strategy, known.decision
    reason = before.reason if before and reads(turn.person, before.proposed_by, False, strategy) else ""
    options = tuple(
        Option(path.value, f"{sentence(path_name(path))}: {path_meaning(path)}")
        for _group, paths in path_groups()
        for path in paths
    )
    return form(
        "decide.keep",
        _("Decide"),
        *_seen(known, turn),
        _before(before, turn, names) if before else None,
        Note(_guide()),
        Pick("path", _("How does it go on?"), options, before.path.value if before else None),
        Line(
            "reason",
            _("Why? What did you see and learn?"),
            reason,
            long=True,
            optional=False,
            most=LONG,
            hint=_("If you stop it, this is where the learning stays."),
        ),
        Line("step", _("What is the next step?"), before.next_step if before else "", long=True, most=STEP),
        _owner(known, before),
        Day(
            "due",
            _("By when?"),
            before.due if before else None,
            hint=_("For “extend”, the new date; for “keep”, the day to look again."),
        ),
        send=_("Decide") if confirms(turn.person, strategy) else _("Propose"),
        carry={FIELD: strategy.code, "evidence": clip(" ".join(known.evidence), EVIDENCE // 2)},
    )


def _seen(known: Known, turn: Turn) -> list[Field]:
    """The prediction word for word, the evidence, and the learning where this person may read it."""
    strategy, reflection = known.strategy, known.reflection
    fields: list[Field] = []
    if strategy.prediction:
        fields += [Note(prediction_words(strategy)), Saying(strategy.prediction)]
    else:
        fields.append(Note(say("*{strategy}*", strategy=strategy.title)))
    fields.append(Note(as_written(" ".join(known.evidence))))
    if reflection and reads(turn.person, reflection.member, reflection.quotable, strategy):
        fields += [Note(_("What was learned:")), Saying(reflection.learned)]
    return fields


def _before(before: Decision, turn: Turn, names: dict[str, str]) -> Note:
    day = when(local_day(before.at, turn.zone), turn.today)
    who = name_of(before.owner, names)
    if before.stands:
        words = _("Decided on {day}: *{path}* ({who}). A new decision takes its place; this one stays in the history.")
    else:
        words = _("Proposed on {day}: *{path}* ({who}). It waits for a lead; a new proposal takes its place.")
    return Note(say(words, day=day, path=path_name(before.path), who=who))


def _guide() -> Words:
    """The paths by what happened: which belong to which answer."""
    lines = [
        _("{group}: {paths}.").format(group=group, paths=", ".join(path_name(path) for path in paths))
        for group, paths in path_groups()
    ]
    return say("{lines}", lines="\n".join(lines))


def _owner(known: Known, before: Decision | None) -> Pick:
    """Who takes the next step: the strategy's owner unless somebody else is chosen."""
    wanted = before.owner if before else known.strategy.owner
    options = tuple(Option(each.email, each.name) for each in known.people)
    return Pick("owner", _("Who takes it?"), options, wanted.lower() or None)


@dataclass(frozen=True)
class Answers:
    """A decision as it was filled in, checked."""

    path: Path
    reason: str
    next_step: str
    owner: str
    due: date | None


def answers(turn: Turn, people: Sequence[Member]) -> Answers:
    """The form's answers. Raises Refusal under the field that lacks something."""
    chosen = turn.required("path", _("Please choose how it goes on."))
    if chosen not in set(Path):
        raise Refusal(_("Please choose one of the ways on."), field="path")
    path = Path(chosen)
    lacks = _("Stopping is fine. Please say what was learned, so that nobody has to start from nothing.")
    reason = turn.required("reason", lacks if path is Path.STOP else _("A sentence will do: why this way?"))
    step, due = turn.text("step"), turn.day("due")
    if not step and path not in NOTHING_NEXT:
        raise Refusal(_("What is the first thing that somebody does? A sentence will do."), field="step")
    if due is None and path in DATED:
        raise Refusal(_("This way on needs a date: until when, or when to look again."), field="due")
    if due is not None and due < turn.today:
        raise Refusal(_("That day is past. Today or later will do."), field="due")
    owner = turn.required("owner", _("Please choose who takes it."))
    if owner not in {each.email for each in people}:
        raise Refusal(_("I cannot find that person in the team. Please choose somebody else."), field="owner")
    return Answers(path, reason, step, owner, due)
