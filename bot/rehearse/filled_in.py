"""What the sample cast fills in where a form asks for something of the method: levels, numbers, voices, cycles.

Forms of which nothing is said here get plain answers where they need one.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sayings
from bot.rehearse.fortune import Fortune, ticked
from bot.rehearse.hands import choices, preset
from bot.workspace.records import View
from pdsa.decisions import Triad
from pdsa.plan import Plan
from pdsa.reflection import Held

Json = dict[str, Any]
LEVELS = {"start": (1, 2, 2, 3), "goal": (2, 3, 3), "mid-year": (1, 2, 2, 3), "year-end": (1, 2, 3, 3)}
"""Which levels are drawn from at which moment of the year; a goal is never below 2."""
SAID = 0.8
"""How often an item of the rubric gets a level at all: people skip what they cannot judge."""
RELEASED = 0.7
FAR = timedelta(days=14)
AUDIENCES = ("families", "board", "staff", "partners")


def answers(view: View, plan: Plan, fortune: Fortune, chance: Random, today: date) -> Json:
    """The answers to the form that is open."""
    known: dict[str, Callable[[], Json]] = {
        "rate.own.keep": lambda: _levels(view, chance, SAID),
        "rate.agree.keep": lambda: _levels(view, chance, 1.0),
        "log.keep": lambda: _number(view, plan, chance),
        "voices.keep": lambda: _voice(view, fortune, chance),
        "context.keep": lambda: _change(view, chance),
        "cycle.keep": lambda: {
            "objective": chance.choice(sayings.TRIES),
            "question": sayings.QUESTION,
            "prediction": fortune.theme.prediction,
        },
        "cycle.end.keep": lambda: _ended(view, fortune, chance),
        "share.keep": lambda: _audience(view, chance, today),
        "share.reviewed": lambda: {"worked": _any(view, "worked", chance), "review": sayings.NEXT_TIME},
        "school.asked": lambda: {"text": chance.choice(sayings.ASKED)},
        "school.answered": lambda: {"text": chance.choice(fortune.theme.learned)},
    }
    found = known.get(view.callback_id)
    return found() if found else {}


def _levels(view: View, chance: Random, said: float) -> Json:
    """A level for most items; what stands there already stays."""
    found: Json = {}
    for block in view.blocks:
        name = str(block.get("block_id", ""))
        moment = next((each for each in LEVELS if name.startswith(f"{each}-")), None)
        if moment is not None and not preset(view, name) and chance.random() < said:
            found[name] = str(chance.choice(LEVELS[moment]))
        if name.startswith("evidence-") and not preset(view, name):
            found[name] = chance.choice(sayings.EVIDENCE)
    return found


def _number(view: View, plan: Plan, chance: Random) -> Json:
    """A number near the last one that the plan has of this measure."""
    named = view.body.get("private_metadata", "")
    last = next((each for each in reversed(plan.observations) if each.measure in named), None)
    goal = next((each for each in plan.goals if each.measure and each.measure in named), None)
    near = last.value if last else (goal.baseline if goal and goal.baseline is not None else 40.0)
    value = max(0.0, near * chance.uniform(0.95, 1.06))
    people = last.n if last and last.n else chance.randint(30, 400)
    return {"value": f"{value:.1f}", "n": str(people), "source": sayings.SOURCE}


def _voice(view: View, fortune: Fortune, chance: Random) -> Json:
    codes = [each for each in choices(view, "strategy") if each != "-"]
    said: Json = {"quotable": ticked(chance.random() < RELEASED)}
    if codes:
        said["strategy"] = chance.choice(codes)
    if choices(view, "who"):
        return said | {"who": _any(view, "who", chance), "text": chance.choice(sayings.HEARD)}
    return said | {"text": chance.choice(fortune.theme.well)}


def _change(view: View, chance: Random) -> Json:
    what, effect = chance.choice(sayings.CHANGES)
    return {"kind": _any(view, "kind", chance), "what": what, "effect": effect}


def _ended(view: View, fortune: Fortune, chance: Random) -> Json:
    """The first try is adapted, the next one adopted, so that there is a ramp to see."""
    again = "follows" in str(view.body.get("private_metadata", ""))
    return {
        "result": chance.choice(sayings.RESULTS),
        "held": chance.choice((Held.YES, Held.PARTLY)).value,
        "learned": chance.choice(fortune.theme.learned),
        "act": (Triad.ADOPT if again else Triad.ADAPT).value,
    }


def _audience(view: View, chance: Random, today: date) -> Json:
    senders = [each for each in choices(view, "sender") if each != "-"]
    said: Json = {
        "audience": _any(view, "audience", chance),
        "influence": str(chance.choice((1, 2, 3))),
        "interest": str(chance.choice((2, 3))),
        "statement": chance.choice(sayings.STATEMENTS),
        "point1": sayings.POINT,
        "format": "A short letter",
        "channel": "The family app",
        "day": (today + FAR).isoformat(),
        "answer": "A line to the office, or at the door",
    }
    return said | ({"sender": senders[0]} if senders else {})


def _any(view: View, name: str, chance: Random) -> str:
    offered = choices(view, name)
    return chance.choice(offered) if offered else ""
