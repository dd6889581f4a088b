"""What the sample cast fills in where a form asks for something of the method: levels, numbers, voices, cycles.

Forms of which nothing is said here get plain answers where they need one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sayings
from bot.rehearse.fortune import Fortune, nobody_knows, runs, ticked
from bot.rehearse.hands import carried, choices, labelled, preset
from bot.rehearse.spoken import Spoken
from bot.workspace.records import View
from pdsa.decisions import Triad
from pdsa.measures import Every, Observation
from pdsa.plan import Plan
from pdsa.reflection import Held
from pdsa.rubric import Moment
from pdsa.sharing import Worked

Json = dict[str, Any]
SAID = 0.8
"""How often an item of the rubric gets a level at all: people skip what they cannot judge."""
RELEASED = 0.7
FAR = timedelta(days=14)
RISES = {Moment.START: (0, 0), Moment.GOAL: (1, 1), Moment.MID_YEAR: (0, 0, 1), Moment.YEAR_END: (0, 1, 1)}
"""By how many levels an item lies over where it began, for each moment of the year."""
AT_FIRST = (1, 2, 2, 3)
"""The levels of which an item has one that nobody rated before."""
MIDYEAR = 0.51
MOST = 4


@dataclass(frozen=True)
class Sheet:
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


def answers(sheet: Sheet, fortune: Fortune) -> Json:
    """The answers to the form that is open."""
    known: dict[str, Callable[[], Json]] = {
        "rate.own.keep": lambda: _levels(sheet, SAID),
        "rate.agree.keep": lambda: _levels(sheet, 1.0),
        "rate.midyear.keep": lambda: _midyear(sheet),
        "log.keep": lambda: _number(sheet),
        "log.measure.keep": lambda: {"every": Every.MONTH.value, "worth": ticked(True), "note": sayings.WORTH},
        "voices.keep": lambda: _voice(sheet),
        "context.keep": lambda: _change(sheet),
        "cycle.keep": lambda: _tried(sheet, fortune),
        "cycle.end.keep": lambda: _ended(sheet, fortune),
        "share.keep": lambda: _audience(sheet),
        "share.reviewed": lambda: _reviewed(sheet),
        "school.asked": lambda: {"text": sayings.ASKED[sheet.year % len(sayings.ASKED)][0]},
        "school.answered": lambda: _answer(sheet),
    }
    found = known.get(sheet.view.callback_id)
    return found() if found else {}


def _levels(sheet: Sheet, said: float) -> Json:
    """A level for most items, from where each began; what stands there already stays."""
    found: Json = {}
    view, chance = sheet.view, sheet.chance
    began = _began(sheet)
    for block in view.blocks:
        name = str(block.get("block_id", ""))
        moment = next((each for each in RISES if name.startswith(f"{each.value}-")), None)
        if moment is not None and not preset(view, name) and chance.random() < said:
            level = began.get(name.removeprefix(f"{moment.value}-")) or chance.choice(AT_FIRST)
            found[name] = str(min(MOST, level + chance.choice(RISES[moment])))
        if name.startswith("evidence-") and not preset(view, name):
            found[name] = sheet.spoken.own(sayings.EVIDENCE, sheet.who, chance)
    return found


def _began(sheet: Sheet) -> dict[str, int]:
    """Where the items on a screen began, by their keys: an item's name stands over its fields."""
    found: dict[str, int] = {}
    words, over = "", False
    for block in sheet.view.blocks:
        name = str(block.get("block_id", ""))
        moment = next((each for each in RISES if name.startswith(f"{each.value}-")), None)
        if moment is None:
            said = str(block.get("elements") or block.get("text") or "")
            words, over = (said, False) if over else (words + said, False)
            continue
        over = True
        known = (each.initial for each in sheet.plan.ratings if each.initial and each.activity in words)
        found[name.removeprefix(f"{moment.value}-")] = next(known, 0)
    return found


def _midyear(sheet: Sheet) -> Json:
    """A Tuesday in the middle of the year."""
    day = sheet.plan.first_day + (sheet.plan.last_day - sheet.plan.first_day) * MIDYEAR
    return {"midyear": (day - timedelta(days=day.weekday() - 1)).isoformat()}


def _number(sheet: Sheet) -> Json:
    """A number of this measure that the plan does not contradict: between those that it has, else on its way from where
    it was to where it shall be, never quite there.
    """
    plan, chance = sheet.plan, sheet.chance
    named = sheet.view.body.get("private_metadata", "")
    taken = sorted((each for each in plan.observations if each.measure in named), key=lambda each: each.day)
    whole = max((each.n or 0 for each in taken), default=0)
    taken = [each for each in taken if (each.n or 0) * 2 >= whole]
    goal = next((each for each in plan.goals if each.measure and each.measure in named), None)
    begun = goal.baseline if goal and goal.baseline is not None else taken[-1].value if taken else 40.0
    aimed = goal.target if goal and goal.target is not None else begun
    value = max(0.0, begun + (aimed - begun) * sheet.passed * 0.8) * chance.uniform(0.98, 1.02)
    known = _between(taken, sheet.today)
    measure = goal.measure if goal else taken[-1].measure if taken else named
    people = sheet.spoken.people(measure, whole, chance.randint(120, 400))
    return {"value": f"{value if known is None else known:.1f}", "n": str(people), "source": sayings.SOURCE}


def _between(taken: Sequence[Observation], day: date) -> float | None:
    """What a measure stood at on a day by the numbers before and after it; None before the first of them."""
    earlier = [each for each in taken if each.day <= day]
    later = [each for each in taken if each.day > day]
    if not earlier or not later:
        return earlier[-1].value if earlier else None
    before, after = earlier[-1], later[0]
    return before.value + (after.value - before.value) * ((day - before.day) / (after.day - before.day))


def _voice(sheet: Sheet) -> Json:
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


def _change(sheet: Sheet) -> Json:
    kind, what, effect = sayings.CHANGES[sheet.year % len(sayings.CHANGES)]
    return {"kind": kind.value, "what": what, "effect": effect}


def _tried(sheet: Sheet, fortune: Fortune) -> Json:
    """The first try, or the next one, which builds on it."""
    each = fortune.theme.tries[bool(carried(sheet.view).get("follows"))]
    return {"objective": each.objective, "question": each.question, "prediction": each.prediction}


def _ended(sheet: Sheet, fortune: Fortune) -> Json:
    """The first try is adapted, the next one adopted, so that there is a ramp to see."""
    again = not carried(sheet.view).get("code", "").endswith(".1")
    return {
        "result": fortune.theme.tries[again].result,
        "held": (Held.YES if again else Held.PARTLY).value,
        "learned": sheet.spoken.own((*fortune.theme.learned, *sayings.LEARNED), fortune.speaker, sheet.chance),
        "act": (Triad.ADOPT if again else Triad.ADAPT).value,
    }


def _audience(sheet: Sheet) -> Json:
    """A line of a school's plan of whom it tells; the school decides where in the list it begins."""
    senders = [each for each in choices(sheet.view, "sender") if each != "-"]
    known = [each for each in choices(sheet.view, "audience") if each in sayings.TELLINGS]
    if not known:
        return {}
    audience = sheet.spoken.own(known, sheet.who, sheet.chance) or sheet.chance.choice(known)
    told = sayings.TELLINGS[audience]
    said: Json = {
        "audience": audience,
        "influence": str(sheet.chance.choice((1, 2, 3))),
        "interest": str(sheet.chance.choice((2, 3))),
        "statement": told.statement,
        "point1": told.point,
        "format": told.form,
        "channel": told.channel,
        "day": (sheet.today + FAR).isoformat(),
        "answer": told.answer,
    }
    return said | ({"sender": senders[0]} if senders else {})


def _reviewed(sheet: Sheet) -> Json:
    worked = sheet.chance.choice((Worked.YES, Worked.YES, Worked.PARTLY, Worked.NO))
    return {"worked": worked.value, "review": sayings.NEXT_TIME[worked]}


def _answer(sheet: Sheet) -> Json:
    """Something that fits the question that stands on the form."""
    shown = labelled(sheet.view)
    found = next((answered for asked, answered in sayings.ASKED if asked in shown), sayings.ASKED[0][1])
    return {"text": sheet.spoken.own(found, sheet.who, sheet.chance)}
