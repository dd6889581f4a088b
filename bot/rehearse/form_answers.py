"""What the sample cast fills in where a form asks for something of the method: levels, numbers, voices, cycles.

Forms of which nothing is said here get plain answers where they need one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sample_sentences
from bot.rehearse.drawn_year import How, begins, mostly, rise
from bot.rehearse.strategy_fortunes import Fortune, nobody_knows, runs, ticked
from bot.rehearse.ui_driver import carried, choices, labelled, preset
from bot.rehearse.unsaid_sentences import Spoken
from bot.workspace.records import View
from pdsa.communication_plan import Worked
from pdsa.decisions import Triad
from pdsa.framework_file import framework_of
from pdsa.goals import Goal
from pdsa.measures import Every, Observation, Rating
from pdsa.plan import Plan
from pdsa.reflection import Held
from pdsa.rubric_progress import key_of
from pdsa.rubric_ratings import Moment, RubricLine

Json = dict[str, Any]
SAID = 0.8
"""How often an item of the rubric gets a level at all: people skip what they cannot judge."""
RELEASED = 0.7
FAR = timedelta(days=14)
LOWER = 0.25
"""How often somebody sees an item a level lower than the team will."""
EARLY = 0.3
"""How often an item that rises has risen by the middle of the year."""
AT_FIRST = (2, 2, 3)
"""The levels of which an item has one that nobody rated before."""
REACH = {How.WELL: 1.25, How.IN_PART: 0.6, How.HARDLY: 0.1}
"""Which share of its goal's way a number comes in a whole year, give or take `WOBBLE`."""
WOBBLE = 0.05
MIDYEAR = 0.51
MOST, PERCENT = 4, 100.0


@dataclass(frozen=True)
class OpenForm:
    """A form that lies open, in front of whom, and on which day; and what the cast has `spoken` so far."""

    view: View
    who: str
    today: date
    plan: Plan
    fortunes: Mapping[str, Fortune]
    chance: Random
    spoken: Spoken

    @property
    def year(self) -> int:
        return self.plan.first_day.year

    @property
    def passed(self) -> float:
        """The share of the year that has passed."""
        return (self.today - self.plan.first_day) / max(self.plan.last_day - self.plan.first_day, timedelta(days=1))


def answers(sheet: OpenForm, fortune: Fortune) -> Json:
    """The answers to the form that is open."""
    known: dict[str, Callable[[], Json]] = {
        "rate.own.keep": lambda: _levels(sheet, SAID, LOWER),
        "rate.agree.keep": lambda: _levels(sheet, 1.0, 0.0),
        "rate.midyear.keep": lambda: _midyear(sheet),
        "log.keep": lambda: _number(sheet),
        "log.measure.keep": lambda: {"every": Every.MONTH.value, "worth": ticked(True), "note": sample_sentences.WORTH},
        "voices.keep": lambda: _voice(sheet),
        "context.keep": lambda: _change(sheet),
        "cycle.keep": lambda: _tried(sheet, fortune),
        "cycle.end.keep": lambda: _ended(sheet, fortune),
        "share.keep": lambda: _audience(sheet),
        "share.reviewed": lambda: _reviewed(sheet),
        "school.asked": lambda: {"text": sample_sentences.ASKED[sheet.year % len(sample_sentences.ASKED)][0]},
        "school.answered": lambda: _answer(sheet),
    }
    found = known.get(sheet.view.callback_id)
    return found() if found else {}


def _levels(sheet: OpenForm, said: float, lower: float) -> Json:
    """A level for most items, as their year went; what stands there already stays."""
    filled: Json = {}
    names = _names(sheet.plan)
    for block in sheet.view.blocks:
        kind, _dash, key = str(block.get("block_id", "")).rpartition("-")
        name = names.get(key, "")
        field = f"{kind}-{key}"
        if preset(sheet.view, field):
            continue
        if kind in tuple(Moment) and sheet.chance.random() < said:
            level = level_of(name, Moment(kind), sheet.plan, sheet.fortunes)
            filled[field] = str(max(1, level - (sheet.chance.random() < lower)))
        if kind == "evidence":
            filled[field] = _rests_on(name, sheet)
    return filled


def _names(plan: Plan) -> dict[str, str]:
    """The names of what can be rated, by what stands for them in a form."""
    framework = framework_of(plan.framework)
    planned = [*(each.activity for each in plan.ratings), *(each.activity for each in plan.goals)]
    named = [*planned, *(each.title for each in framework.items), *(each.name for each in framework.activities)]
    return {key_of(RubricLine(name, None, Rating(name))): name for name in named if name}


def level_of(name: str, moment: Moment, plan: Plan, fortunes: Mapping[str, Fortune]) -> int:
    """The level of an item of the rubric, as its year goes; where nobody says at which it began, always the same."""
    known = begins(plan, name)
    began = Random(name).choice(AT_FIRST) if known is None else known
    rises = rise(plan, {code: each.how for code, each in fortunes.items()}, name)
    early = Random(f"{name}:{plan.school_year}").random() < EARLY
    up = {Moment.START: 0, Moment.GOAL: 1, Moment.MID_YEAR: rises if early else 0, Moment.YEAR_END: rises}[moment]
    return min(MOST, began + up)


def _rests_on(name: str, sheet: OpenForm) -> str:
    """What the level of an item rests on: something that shows it, unless it is not begun or hardly took place."""
    item = framework_of(sheet.plan.framework).item(name)
    goals = {each.code for each in sheet.plan.goals if each.activity == name}
    went = {sheet.fortunes[each.code].how for each in sheet.plan.strategies if each.goal in goals}
    begun = level_of(name, Moment.YEAR_END, sheet.plan, sheet.fortunes) > 1
    if went == {How.HARDLY} or not begun:
        return sample_sentences.NO_EVIDENCE
    return shows(f"{name} {item.title if item else ''}")


def shows(words: str) -> str:
    """What could show how an item of the rubric with these words in its name went."""
    known = (told for word, told in sample_sentences.EVIDENCE.items() if word in words.casefold())
    return next(known, sample_sentences.NO_EVIDENCE)


def _midyear(sheet: OpenForm) -> Json:
    """A Tuesday in the middle of the year."""
    day = sheet.plan.first_day + (sheet.plan.last_day - sheet.plan.first_day) * MIDYEAR
    return {"midyear": (day - timedelta(days=day.weekday() - 1)).isoformat()}


def _number(sheet: OpenForm) -> Json:
    """A number of this measure that the plan does not contradict: between those that it has, else on its way from where
    it was to where it shall be, as far as its goal comes.
    """
    plan, chance = sheet.plan, sheet.chance
    named = sheet.view.body.get("private_metadata", "")
    taken = mostly((each for each in plan.observations if each.measure in named), _measure(sheet))
    goal = next((each for each in plan.goals if each.measure and each.measure in named), None)
    known = _between(taken, sheet.today)
    value = known if known is not None else _on_its_way(goal, sheet) if goal else taken[-1].value if taken else 40.0
    whole = max((each.n or 0 for each in taken), default=0)
    people = sheet.spoken.people(_measure(sheet), whole, chance.randint(120, 400))
    return {"value": f"{value:.1f}", "n": str(people), "source": sample_sentences.SOURCE}


def _measure(sheet: OpenForm) -> str:
    """The measure of which a form asks for a number."""
    named = sheet.view.body.get("private_metadata", "")
    known = [*(each.measure for each in sheet.plan.goals), *(each.measure for each in sheet.plan.observations)]
    return next((each for each in known if each and each in named), named)


def _on_its_way(goal: Goal, sheet: OpenForm) -> float:
    """Where a goal's number stands on this day."""
    begun = 40.0 if goal.baseline is None else goal.baseline
    aimed = begun if goal.target is None else goal.target
    share = REACH[sheet.fortunes[f"goal:{goal.code}"].how] * sheet.passed + sheet.chance.uniform(-WOBBLE, WOBBLE)
    value = max(0.0, begun + (aimed - begun) * share)
    return min(PERCENT, value) if "%" in goal.measure else value


def _between(taken: Sequence[Observation], day: date) -> float | None:
    """What a measure stood at on a day by the numbers before and after it; None before the first of them."""
    earlier = [each for each in taken if each.day <= day]
    later = [each for each in taken if each.day > day]
    if not earlier or not later:
        return earlier[-1].value if earlier else None
    before, after = earlier[-1], later[0]
    return before.value + (after.value - before.value) * ((day - before.day) / (after.day - before.day))


def _voice(sheet: OpenForm) -> Json:
    """Of a strategy that is under way, one's own before others: what went well, or what somebody said of it."""
    offered = set(choices(sheet.view, "strategy"))
    under_way = [each for each in sheet.plan.strategies if each.code in offered and runs(each, sheet.today)]
    own = [each for each in under_way if each.owner == sheet.who]
    chosen = sheet.chance.choice(own or under_way) if under_way else None
    unknown = nobody_knows(sheet.spoken)
    fortune = sheet.fortunes.get(chosen.code, unknown) if chosen else unknown
    said: Json = {"quotable": ticked(sheet.chance.random() < RELEASED)} | ({"strategy": chosen.code} if chosen else {})
    if not choices(sheet.view, "who"):
        return said | {"text": sheet.spoken.fresh(fortune.theme.well, fortune.speaker, sheet.chance)}
    text = sheet.spoken.fresh([words for _who, words in fortune.theme.heard], fortune.speaker, sheet.chance)
    return said | {"who": next((who for who, words in fortune.theme.heard if words == text), "staff"), "text": text}


def _change(sheet: OpenForm) -> Json:
    kind, what, effect = sample_sentences.CHANGES[sheet.year % len(sample_sentences.CHANGES)]
    return {"kind": kind.value, "what": what, "effect": effect}


def _tried(sheet: OpenForm, fortune: Fortune) -> Json:
    """The first try, or the next one, which builds on it."""
    each = fortune.theme.tries[bool(carried(sheet.view).get("follows"))]
    return {"objective": each.objective, "question": each.question, "prediction": each.prediction}


def _ended(sheet: OpenForm, fortune: Fortune) -> Json:
    """The first try is adapted, the next one adopted, so that there is a ramp to see."""
    again = not carried(sheet.view).get("code", "").endswith(".1")
    return {
        "result": fortune.theme.tries[again].result,
        "held": (Held.YES if again else Held.PARTLY).value,
        "learned": sheet.spoken.own((*fortune.theme.learned, *sample_sentences.LEARNED), fortune.speaker, sheet.chance),
        "act": (Triad.ADOPT if again else Triad.ADAPT).value,
    }


def _audience(sheet: OpenForm) -> Json:
    """A line of a school's plan of whom it tells; the school decides where in the list it begins."""
    senders = [each for each in choices(sheet.view, "sender") if each != "-"]
    audiences = [each for each in choices(sheet.view, "audience") if each in sample_sentences.TELLINGS]
    if not audiences:
        return {}
    audience = sheet.spoken.own(audiences, sheet.who, sheet.chance) or sheet.chance.choice(audiences)
    telling = sample_sentences.TELLINGS[audience]
    said: Json = {
        "audience": audience,
        "influence": str(sheet.chance.choice((1, 2, 3))),
        "interest": str(sheet.chance.choice((2, 3))),
        "statement": telling.statement,
        "point1": telling.point,
        "format": telling.form,
        "channel": telling.channel,
        "day": (sheet.today + FAR).isoformat(),
        "answer": telling.answer,
    }
    return said | ({"sender": senders[0]} if senders else {})


def _reviewed(sheet: OpenForm) -> Json:
    worked = sheet.chance.choice((Worked.YES, Worked.YES, Worked.PARTLY, Worked.NO))
    return {"worked": worked.value, "review": sample_sentences.NEXT_TIME[worked]}


def _answer(sheet: OpenForm) -> Json:
    """Something that fits the question that stands on the form."""
    shown = labelled(sheet.view)
    found = next(
        (answered for asked, answered in sample_sentences.ASKED if asked in shown), sample_sentences.ASKED[0][1]
    )
    return {"text": sheet.spoken.own(found, sheet.who, sheet.chance)}
