"""How each strategy fares in a sample year, and what its people say of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sample_sentences
from bot.rehearse.drawn_year import How, drawn
from bot.rehearse.sample_sentences import Arc
from bot.rehearse.student_family_themes import ANYTHING, theme_of
from bot.rehearse.themes import Theme
from bot.rehearse.unsaid_sentences import Spoken
from pdsa.checkin import Went
from pdsa.decision_interview import NO, YES, InterviewQuestion, way_to
from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.obstacles import Obstacle
from pdsa.plan import Plan
from pdsa.reflection import Held

Json = dict[str, Any]
NOTED, HELP = 0.4, 0.12
"""How often an answer gets a sentence, and how often the sentence of a week that failed asks for help."""
RELEASED_WEEK, RELEASED_YEAR = 0.3, 0.6
"""How often a sentence of a week, and a reflection, may be quoted."""
AS_PLANNED = (0.88, 0.58, 0.25)
"""The share of weeks that go as planned, for a year that goes well, in part, and hardly."""
HEARD = 0.5
"""How often something is said of students' and families' voice."""
SUMMER, A_YEAR, FALL = timedelta(days=80), timedelta(days=364), timedelta(days=144)
ENDS_LATE = timedelta(days=8)
"""What ends earlier before the last day is over when it is decided on."""
SPREAD = 6
"""Over so many weeks next steps and second looks are spread."""
AT_ONCE = ("before summer", "this month", " now ", "before the first dates")
"""What says of a next step that it does not wait for the next year."""
FRIDAY = 4
MORE_OF_IT = {
    InterviewQuestion.IMPLEMENTATION: YES,
    InterviewQuestion.OUTCOMES: NO,
    InterviewQuestion.ALIGNED: YES,
    InterviewQuestion.REALISTIC: YES,
}
"""What leads to going on with it: its verdict is known, so that it is not too early to say."""
STAYS = frozenset({Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.EXTEND})
WORKED_ON = STAYS | {Path.OTHER_STRATEGY}
"""Where one of a goal's strategies ends, the goal is worked on next year."""


@dataclass(frozen=True)
class Fortune:
    """One strategy's or goal's year: `how` it goes decides its weeks, its verdict and what is said of it; `drawn`, from
    0 to below 1, how it goes on, unless it is `bound` for a path. `turn` goes up by one each year: what was said in one
    year is not said again in the next. `again` is true where it was carried from a year before. Its sentences are
    `spoken` in the name of `speaker`, the strategy's title or the goal's words.
    """

    how: How
    theme: Theme
    spoken: Spoken = field(compare=False)
    speaker: str = ""
    partners: str = ""
    tools: str = ""
    drawn: float = 0.0
    turn: int = 0
    again: bool = False
    bound: Path | None = None
    about_goal: bool = False

    @property
    def path(self) -> Path:
        """How it goes on: one of its arc's paths, the same on every screen that asks."""
        return self.bound or self.arc.paths[int(self.drawn * len(self.arc.paths))]

    @property
    def arc(self) -> Arc:
        return (sample_sentences.GOOD, sample_sentences.MIXED, sample_sentences.HARD)[self.how]

    @property
    def ease(self) -> float:
        """The share of weeks that go as planned."""
        return AS_PLANNED[self.how]

    @property
    def held(self) -> Held:
        """Whether its prediction turned out."""
        return (Held.YES, Held.PARTLY, Held.NO)[self.how]

    @property
    def obstacle(self) -> Obstacle:
        """What stood in its way most."""
        known = tuple(sample_sentences.BECAUSE)
        return known[int(self.drawn * len(known))]

    @property
    def lesson(self) -> str:
        """What was learned this year, the same wherever it is asked."""
        if self.about_goal:
            return sample_sentences.GOAL_LEARNED
        learned = self.theme.learned[self.turn % len(self.theme.learned)]
        chance = Random(self.turn)
        return self._own((learned,), chance) or self._said((*self.theme.learned, *sample_sentences.LEARNED), chance)

    @property
    def instead(self) -> str:
        """What takes its place where it ends."""
        known = self.theme.instead
        return f"{self.speaker}, in a smaller form" if known == self.speaker else known

    @property
    def prediction(self) -> str:
        """What is expected: more where it was tried before."""
        return self.theme.predictions[self.again]

    def went(self, chance: Random) -> Went:
        drawn = chance.random()
        if drawn < self.ease:
            return Went.AS_PLANNED
        return Went.PARTLY if drawn < self.ease + (1 - self.ease) * 0.6 else Went.NOT

    def week(self, went: Went, chance: Random) -> Json:
        """What is said of one week, as the fields of the form, long or short."""
        said: Json = {"went": went.value, "quotable": ticked(chance.random() < RELEASED_WEEK)}
        well = went is Went.AS_PLANNED
        words = self.spoken.fresh(self.theme.well if well else self.theme.in_way, self.speaker, chance)
        return said | {"well" if well else "in_way": words, "note": words}

    def call(self, chance: Random) -> Json:
        """A call for help, as the form's field."""
        return {"help": self._own(self.theme.help, chance)}

    def happened(self, offered: list[str], chance: Random) -> Json:
        """What is said first when the strategy is looked back at; `offered` is what can be chosen as evidence."""
        return {
            "happened": self._own((self.theme.happened[self.how],), chance) or self._said(self.arc.happened, chance),
            "held": self.held.value,
            "evidence": offered[: chance.randint(1, 3)],
            "missing": self.spoken.fresh(sample_sentences.MISSING, self.speaker, chance)
            or sample_sentences.NOBODY_MISSING,
        }

    def learned(self, chance: Random) -> Json:
        """What is said then."""
        went_well = self.how is How.WELL
        return {
            "learned": self.lesson,
            "people": self._own(self.theme.people, chance) if self.how is not How.HARDLY else "",
            "partners": self.partners if went_well else "",
            "tools": self.tools if went_well else "",
            "obstacles": [] if went_well else [self.obstacle.value],
            "in_way": "" if went_well else self._own((sample_sentences.BECAUSE[self.obstacle],), chance),
            "voice": self.spoken.fresh(sample_sentences.VOICES, self.speaker, chance)
            if chance.random() < HEARD
            else "",
            "quotable": ticked(chance.random() < RELEASED_YEAR),
        }

    def way(self) -> Json:
        """The answers to the interview's questions on the way to this strategy's path; a screen takes those it asks."""
        way = MORE_OF_IT if self.path is Path.KEEP else way_to(self.path, self.obstacle)
        return {f"answer_{question}": str(answer) for question, answer in way.items()}

    def details(self, chance: Random, last_day: date) -> Json:
        """What the end of the interview asks for, whichever end it is."""
        return {
            "people": self._own(self.theme.people, chance) or sample_sentences.NONE,
            "partners": self.partners or sample_sentences.NONE,
            "tools": self.tools or sample_sentences.NONE,
            "keeps_going": self._own(sample_sentences.KEEPS_GOING, chance) or sample_sentences.NONE,
            "where_to": self.theme.where_to,
            "new_due": (last_day + A_YEAR).isoformat(),
            "look_again": _some_weeks_later(last_day + FALL, chance).isoformat(),
            "until": (last_day + A_YEAR / 2).isoformat(),
            "new_strategy_title": self.instead,
            "learned": self.lesson,
            "instead": self.instead,
        }

    def decision(self, chance: Random, last_day: date) -> Json:
        """Why, and what comes next."""
        go_on, otherwise = reversed(sample_sentences.GOAL_STEPS) if self.about_goal else self.theme.steps
        leaving = {Path.STOP: sample_sentences.FAREWELL, Path.CHANGE_FOCUS: sample_sentences.WAITS}
        meant = leaving.get(self.path, (go_on if self.path in STAYS else otherwise,))
        step = self._own(meant, chance) or self._own(sample_sentences.STEPS, chance) or meant[0]
        about_goal = f"{sample_sentences.GOAL_CAME[self.how]} {sample_sentences.GOAL_REASON.get(self.path, '')}"
        reason = about_goal if self.about_goal else self._reason(chance)
        soon = any(words in step for words in AT_ONCE)
        due = last_day if soon else _some_weeks_later(last_day + SUMMER, chance)
        return {"reason": reason, "step": step, "due": due.isoformat()}

    def _reason(self, chance: Random) -> str:
        """Another one where the decision was handed back."""
        first = self.theme.reasons[self.how]
        return self.spoken.fresh((first,), self.speaker, chance) or self._said((first, *self.arc.reason), chance)

    def _said(self, sentences: Sequence[str], chance: Random) -> str:
        """One that may still be said or, where others have said them all, a plain word of one's own."""
        did = ("what we had hoped", "a part of what we had hoped", "little of what we had hoped")[self.how]
        return self._own(sentences, chance) or f"“{self.speaker}” did {did}."

    def _own(self, sentences: Sequence[str], chance: Random) -> str:
        return self.spoken.own(sentences, self.speaker, chance)


def _some_weeks_later(day: date, chance: Random) -> date:
    """A weekday in the weeks from a day on."""
    found = day + timedelta(days=chance.randrange(7 * SPREAD))
    return found - timedelta(days=max(0, found.weekday() - FRIDAY))


def fortunes(plan: Plan, seed: int, spoken: Spoken) -> dict[str, Fortune]:
    """Each strategy's year by its code, and each goal's as "goal:G2"; the same for the same seed."""
    year, hows = plan.first_day.year, drawn(plan, seed)
    fortunes_by_code = {
        strategy.code: _fortune(strategy, hows[strategy.code], year, Random(f"{seed}:way:{strategy.code}"), spoken)
        for strategy in plan.strategies
    }
    decided = goal_to_decide(plan)
    extended = {decided.code} if decided else set[str]()
    for strategy in plan.strategies:
        bound = _bound(strategy, fortunes_by_code, hows, plan, extended)
        fortunes_by_code[strategy.code] = replace(fortunes_by_code[strategy.code], bound=bound)
        extended |= _moved(strategy, plan) if bound is Path.EXTEND else set()
    for strategy in plan.strategies:
        others = {
            fortunes_by_code[other.code].path
            for other in plan.strategies
            if other.goal == strategy.goal and other is not strategy
        }
        if fortunes_by_code[strategy.code].path is Path.CHANGE_FOCUS and others & WORKED_ON:
            fortunes_by_code[strategy.code] = replace(
                fortunes_by_code[strategy.code], bound=Path.OTHER_STRATEGY
            )  # its goal is not put aside
    return fortunes_by_code | {
        code: _of_goal(goal, hows[code], spoken) for goal in plan.goals for code in [f"goal:{goal.code}"]
    }


def _bound(
    strategy: Strategy, fortunes_by_code: Mapping[str, Fortune], hows: Mapping[str, How], plan: Plan, extended: Set[str]
) -> Path | None:
    """How a strategy that went in part goes on, where facts leave no choice: one whose goal is there is taken to more;
    what is over when it is decided on does not go on, but its goal gets more time, once.
    """
    path, goals = fortunes_by_code[strategy.code].path, _moved(strategy, plan)
    if fortunes_by_code[strategy.code].how is not How.IN_PART:
        return None
    if any(hows.get(f"goal:{code}") is How.WELL for code in goals | {strategy.goal}):
        return Path.EXPAND
    if path not in (Path.KEEP, Path.EXTEND):
        return None
    if strategy.end is not None and strategy.end >= plan.last_day - ENDS_LATE:
        return Path.KEEP
    return Path.OTHER_STRATEGY if goals & extended else Path.EXTEND


def _moved(strategy: Strategy, plan: Plan) -> set[str]:
    """The goals that get more time with a strategy: those to which its own leads, else its own."""
    return {link.outcome for link in plan.links if link.implementation == strategy.goal} or {strategy.goal}


def nobody_knows(spoken: Spoken) -> Fortune:
    """For a strategy that came into the plan later."""
    return Fortune(How.IN_PART, ANYTHING, spoken)


def goal_to_decide(plan: Plan) -> Goal | None:
    """The goal of which the sample lead says how it goes on: an outcome that no strategy serves by itself, if any."""
    served = {each.goal for each in plan.strategies}

    def rank(goal: Goal) -> tuple[bool, bool]:
        return goal.code in served, goal.kind is not GoalKind.OUTCOME

    return min((each for each in plan.goals if each.kind is not GoalKind.LONG_TERM), key=rank, default=None)


def runs(strategy: Strategy, day: date) -> bool:
    """Whether a day lies between its start and its end, whatever is still missing."""
    return strategy.start is not None and strategy.end is not None and strategy.start <= day <= strategy.end


def ticked(on: bool) -> list[str]:
    """A box to tick, as a form takes it."""
    return ["on"] if on else []


def _fortune(strategy: Strategy, how: How, year: int, chance: Random, spoken: Spoken) -> Fortune:
    number = int("".join(each for each in strategy.code if each.isdigit()) or 0)
    return Fortune(
        how=how,
        theme=theme_of(strategy.title),
        spoken=spoken,
        speaker=strategy.title,
        partners=_sentence(strategy.partners),
        tools=_sentence(strategy.resources),
        drawn=chance.random(),
        turn=number + year,
        again=bool(strategy.carried_from),
    )


def _of_goal(goal: Goal, how: How, spoken: Spoken) -> Fortune:
    """A goal that was not reached waits for what changed around it, and is given more time when that year is over."""
    bound = Path.SUSTAIN if how is How.WELL else Path.EXTEND if goal.carried_from else Path.PREPARE
    return Fortune(how, ANYTHING, spoken, goal.statement, again=bool(goal.carried_from), bound=bound, about_goal=True)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
