"""The interview of ACT: which question comes next, what the facts say to it, and what its end asks for.

The tree is that of the guidance "Make Improvements to the Action Plan", steps 1 and 2 (domain.md 8(a), rows 12-23).
The facts only suggest: people answer. What a suggestion rests on is said at each rule; where it says "ours", no source
gives a number or a name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pdsa.circumstances import Circumstance
from pdsa.decision_facts import InterviewFacts
from pdsa.decisions import TRIAD, Details, Path, Triad
from pdsa.obstacles import Obstacle

YES, NO, UNSURE = "yes", "no", "too early"
ENOUGH_WEEKS = 4
"""Fewer check-ins say nothing of the implementation (ours)."""
AS_EXPECTED = 0.75
"""From this share of weeks as planned on, a week done partly counting half, it went as expected (ours)."""
MOST_OF_THE_WAY = 0.5
"""Who came so far and was not there had set the target too far for one year (ours; the text: "great progress")."""


class InterviewQuestion(StrEnum):
    """The questions, by what they ask about."""

    IMPLEMENTATION = "implementation"
    OUTCOMES = "outcomes"
    BUILD = "build"
    ALIGNED = "aligned"
    REALISTIC = "realistic"
    LONGER = "longer"
    CIRCUMSTANCES = "circumstances"
    CHANGED = "changed"
    OBSTACLE = "obstacle"
    WAY = "way"


TREE: Mapping[InterviewQuestion, Mapping[str, InterviewQuestion | Path]] = {
    InterviewQuestion.IMPLEMENTATION: {YES: InterviewQuestion.OUTCOMES, NO: InterviewQuestion.CIRCUMSTANCES},
    InterviewQuestion.OUTCOMES: {YES: InterviewQuestion.BUILD, NO: InterviewQuestion.ALIGNED, UNSURE: Path.KEEP},
    InterviewQuestion.BUILD: {Path.SUSTAIN: Path.SUSTAIN, Path.EXPAND: Path.EXPAND},
    InterviewQuestion.ALIGNED: {YES: InterviewQuestion.REALISTIC, NO: Path.REALIGN},
    InterviewQuestion.REALISTIC: {YES: Path.KEEP, NO: InterviewQuestion.LONGER},
    InterviewQuestion.LONGER: {Path.EXTEND: Path.EXTEND, Path.REVISE: Path.REVISE},
    InterviewQuestion.CIRCUMSTANCES: {YES: InterviewQuestion.CHANGED, NO: InterviewQuestion.OBSTACLE},
    InterviewQuestion.CHANGED: {Path.SHIFT: Path.SHIFT, Path.PREPARE: Path.PREPARE},
    InterviewQuestion.OBSTACLE: {each.value: InterviewQuestion.WAY for each in Obstacle},
    InterviewQuestion.WAY: {each: each for each in (Path.OTHER_STRATEGY, Path.CHANGE_FOCUS, Path.STOP)},
}
"""Each question's answers and where they lead. UNSURE is ours: whoever has no numbers yet looks again on a date."""
SCREENS: tuple[tuple[InterviewQuestion, ...], ...] = (
    (InterviewQuestion.IMPLEMENTATION, InterviewQuestion.OUTCOMES, InterviewQuestion.CIRCUMSTANCES),
    (InterviewQuestion.BUILD,),
    (InterviewQuestion.ALIGNED, InterviewQuestion.REALISTIC, InterviewQuestion.LONGER),
    (InterviewQuestion.CHANGED,),
    (InterviewQuestion.OBSTACLE, InterviewQuestion.WAY),
)
"""What is asked together (ours): two screens lead to every path. Which of their questions count, answers decide."""
NEEDS: Mapping[Path, tuple[str, ...]] = {
    Path.SUSTAIN: ("people", "partners", "tools", "keeps_going"),
    Path.EXPAND: ("where_to", "people", "partners", "tools", "keeps_going"),
    Path.REALIGN: ("additions",),
    Path.EXTEND: ("new_due",),
    Path.REVISE: ("new_target",),
    Path.KEEP: ("look_again",),
    Path.SHIFT: ("learned", "first_activity"),
    Path.PREPARE: ("learned", "first_activity", "until"),
    Path.OTHER_STRATEGY: ("new_strategy_title",),
    Path.CHANGE_FOCUS: ("first_activity", "until"),
    Path.STOP: ("learned",),
}
"""What each path cannot do without, by the names of `Details`."""
EITHER = {"additions": ("inputs", "activities"), "until": ("condition",)}
"""Needs that other fields can fill, too."""
FIRST_FOR = {Obstacle.REQUESTS: "Collaboration", Obstacle.BUY_IN: "Shared Vision and Plan"}
"""Which key activity comes first (REQUESTS: the text's own example; BUY_IN: ours)."""
READY_AFTER = {
    Circumstance.LEADERSHIP: "Shared Vision and Plan",
    Circumstance.BUDGET: "Aligned Resources",
    Circumstance.RESTRUCTURING: "Collaboration",
}
"""Which key activity prepares for which change (ours: the text names the changes, not the activities)."""
NAMED_FIRST = ("Professional Learning", "SEL Standards", "Evidence-Based Programs and Practices")
"""What the text names as activities that may have been missing on the way to an outcome."""
ALSO_CALLED = {"Collaboration": "Organizational Structure"}
"""The 14-activity framework's name for what the text calls by the older one (domain.md 1)."""

Answers = Mapping[InterviewQuestion, str]


@dataclass(frozen=True)
class SuggestedAnswer:
    """A question, its possible answers, and the one that the facts suggest; None where they say nothing."""

    question: InterviewQuestion
    answers: tuple[str, ...]
    suggested: str | None

    def given(self, before: Iterable[tuple[str, str]]) -> str | None:
        """The one of its answers that was given before, of pairs of a question and an answer."""
        answer = dict(before).get(self.question.value)
        return answer if answer in self.answers else None


@dataclass(frozen=True)
class Ending:
    """Where an interview ends. `suggested` are key activities that fit, the likeliest first."""

    path: Path
    suggested: tuple[str, ...]

    @property
    def triad(self) -> Triad:
        return TRIAD[self.path]

    @property
    def needs(self) -> tuple[str, ...]:
        return NEEDS[self.path]


def next_question(facts: InterviewFacts, answers: Answers) -> SuggestedAnswer | Ending:
    """The first question on the way that has no answer yet, or the ending that the answers lead to.

    An answer that its question does not know counts as none; answers off the way count nowhere.
    """
    place = _walk(answers)[1]
    if isinstance(place, Path):
        return Ending(place, _activities(place, facts, answers))
    return SuggestedAnswer(place, tuple(TREE[place]), _suggested(place, facts, answers))


def next_screen(facts: InterviewFacts, answers: Answers) -> tuple[SuggestedAnswer, ...] | Ending:
    """The questions that come next: the first without an answer, and those of its screen that can follow from it.

    What is suggested for one rests on what is suggested for those before it.
    """
    step = next_question(facts, answers)
    if isinstance(step, Ending):
        return step
    suggested_answers: list[SuggestedAnswer] = []
    supposed = dict(answers)
    for question in _from_here(step.question):
        answer = SuggestedAnswer(question, tuple(TREE[question]), _suggested(question, facts, supposed))
        supposed[question] = answer.suggested or ""
        suggested_answers.append(answer)
    return tuple(suggested_answers)


def _from_here(first: InterviewQuestion) -> tuple[InterviewQuestion, ...]:
    """A question, and the others of its screen that its answers can lead to, at once or by way of each other."""
    screen = next(each for each in SCREENS if first in each)
    questions = [first]
    for question in screen[screen.index(first) + 1 :]:
        if any(question in TREE[each].values() for each in questions):
            questions.append(question)
    return tuple(questions)


def one_screen_back(answers: Answers) -> dict[InterviewQuestion, str]:
    """The answers without those of the screen that was answered last."""
    trail = on_the_way(answers)
    last = next((each for each in SCREENS if trail and trail[-1][0] in each), ())
    return {question: answer for question, answer in trail if question not in last}


def on_the_way(answers: Answers) -> tuple[tuple[InterviewQuestion, str], ...]:
    """Those answers that lead somewhere, in the order of their questions."""
    return _walk(answers)[0]


def known_answers(pairs: Iterable[Sequence[str]]) -> dict[InterviewQuestion, str]:
    """The answers on the way among pairs of a question and an answer; what no version of ours asks is left out."""
    return dict(on_the_way({InterviewQuestion(q): answer for q, answer in pairs if q in set(InterviewQuestion)}))


def written_answers(answers: Answers) -> str:
    """Answers as a form carries them: short, whatever people wrote elsewhere."""
    return ";".join(f"{question}={answer}" for question, answer in on_the_way(answers))


def read_answers(text: str) -> dict[InterviewQuestion, str]:
    """The answers that a form carries."""
    return known_answers(each.split("=", 1) for each in text.split(";") if "=" in each)


def waits_for(answers: Answers) -> InterviewQuestion | None:
    """The question that has no answer yet; None where a path is reached."""
    place = _walk(answers)[1]
    return place if isinstance(place, InterviewQuestion) else None


def way_to(path: Path, obstacle: Obstacle = Obstacle.OTHER) -> dict[InterviewQuestion, str]:
    """Answers that lead to a path; where the way passes the obstacle, this one."""
    for question, answers in TREE.items():
        for answer, place in answers.items():
            if place is path:
                return {**_way_to_question(question, obstacle), question: str(answer)}
    raise LookupError(path)


def _way_to_question(wanted: InterviewQuestion, obstacle: Obstacle) -> dict[InterviewQuestion, str]:
    for question, answers in TREE.items():
        if wanted in answers.values():
            answer = next(str(each) for each, place in answers.items() if place is wanted)
            chosen = obstacle.value if question is InterviewQuestion.OBSTACLE else answer
            return {**_way_to_question(question, obstacle), question: chosen}
    return {}


def lacks(path: Path, details: Details) -> tuple[str, ...]:
    """What a path still needs, by the names of `Details`."""
    return tuple(
        need for need in NEEDS[path] if not any(_filled(details, name) for name in (need, *EITHER.get(need, ())))
    )


def _filled(details: Details, name: str) -> bool:
    value = getattr(details, name)
    return value is not None and value not in ("", ())


def _walk(answers: Answers) -> tuple[tuple[tuple[InterviewQuestion, str], ...], InterviewQuestion | Path]:
    trail: list[tuple[InterviewQuestion, str]] = []
    place: InterviewQuestion | Path = InterviewQuestion.IMPLEMENTATION
    while isinstance(place, InterviewQuestion) and answers.get(place) in TREE[place]:
        trail.append((place, answers[place]))
        place = TREE[place][answers[place]]
    return tuple(trail), place


def _suggested(question: InterviewQuestion, facts: InterviewFacts, answers: Answers) -> str | None:
    match question:
        case InterviewQuestion.IMPLEMENTATION:
            return _yes_no(_implemented(facts))
        case InterviewQuestion.OUTCOMES:
            return _yes_no(_reached(facts))
        case InterviewQuestion.BUILD:
            return Path.SUSTAIN
        case InterviewQuestion.ALIGNED:
            return _yes_no(any(each.goal not in facts.unled for each in facts.results))
        case InterviewQuestion.REALISTIC:
            return NO if _came_far(facts) else None
        case InterviewQuestion.LONGER:
            return Path.EXTEND if _came_far(facts) else Path.REVISE
        case InterviewQuestion.CIRCUMSTANCES:
            return _yes_no(bool(facts.changes))
        case InterviewQuestion.CHANGED:
            return None
        case InterviewQuestion.OBSTACLE:
            return facts.obstacles[0].value if facts.obstacles else None
        case InterviewQuestion.WAY:
            return _way(answers.get(InterviewQuestion.OBSTACLE, ""))


def _yes_no(found: bool | None) -> str | None:
    return None if found is None else YES if found else NO


def _implemented(facts: InterviewFacts) -> bool | None:
    """The rubric's year-end against its goal decides (the text's own comparison); without one, the weeks do."""
    rated = [each for each in facts.ratings if each.year_end is not None and each.goal is not None]
    if rated:
        return all(each.status == "met" for each in rated)
    weeks = facts.tally
    if weeks.total < ENOUGH_WEEKS:
        return None
    return (weeks.as_planned + weeks.partly / 2) / weeks.total >= AS_EXPECTED


def _reached(facts: InterviewFacts) -> bool | None:
    """Whether the outcome goals were reached, all that can be told of."""
    told = [each.reached for each in facts.results if each.reached is not None]
    return all(told) if told else None


def _came_far(facts: InterviewFacts) -> bool:
    """Whether an outcome goal that was missed came most of its way."""
    missed = [each.share for each in facts.results if each.reached is False and each.share is not None]
    return any(share >= MOST_OF_THE_WAY for share in missed)


def _way(obstacle: str) -> str | None:
    """Requests and a team not yet agreed want another focus first; what only stood in this way wants another way
    (the text's two examples: workshops in the school day, schools inundated with requests).
    """
    if obstacle in FIRST_FOR:
        return Path.CHANGE_FOCUS
    return None if obstacle == Obstacle.OTHER else Path.OTHER_STRATEGY


def _activities(path: Path, facts: InterviewFacts, answers: Answers) -> tuple[str, ...]:
    """Key activities that fit a path: those named first, then the others that the plan does not work on."""
    named: Iterable[str] = ()
    if path is Path.REALIGN:
        return _named_first(NAMED_FIRST, facts.unplanned)
    if path is Path.CHANGE_FOCUS:
        named = (name for obstacle, name in FIRST_FOR.items() if obstacle == answers.get(InterviewQuestion.OBSTACLE))
    elif path in (Path.SHIFT, Path.PREPARE):
        named = (READY_AFTER[each.kind] for each in reversed(facts.changes) if each.kind in READY_AFTER)
    else:
        return ()
    return _named_first(tuple(named), facts.activities)


def _named_first(named: Sequence[str], activities: Sequence[str]) -> tuple[str, ...]:
    """The known activities, those with these names (or the names that came later) before the others."""
    wanted = dict.fromkeys(name for each in named for name in (each, ALSO_CALLED.get(each, each)))
    first = [name for name in wanted if name in activities]
    return tuple(dict.fromkeys([*first, *activities]))
