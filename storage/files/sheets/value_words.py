"""What a workbook says of kept values, in words: nobody who opens it should meet the names by which they are kept.

Chat has its own sentences for them; a test sees to it that both say the same.
"""

from collections.abc import Mapping

from pdsa.decisions import Details, Path, plain_details
from pdsa.obstacles import Obstacle
from pdsa.text import _

PATHS = {
    Path.SUSTAIN: "sustain",
    Path.EXPAND: "expand",
    Path.REALIGN: "realign",
    Path.EXTEND: "extend the time",
    Path.REVISE: "revise the goal",
    Path.KEEP: "keep it and look again",
    Path.SHIFT: "shift the focus",
    Path.PREPARE: "prepare first",
    Path.OTHER_STRATEGY: "try another way",
    Path.CHANGE_FOCUS: "change focus",
    Path.STOP: "stop",
}
OBSTACLES = {
    Obstacle.TIME: "no time in the day",
    Obstacle.PEOPLE: "people missing or changed",
    Obstacle.REQUESTS: "too many requests at once",
    Obstacle.MONEY: "money or materials",
    Obstacle.SKILL: "training or know-how",
    Obstacle.BUY_IN: "not everybody agreed",
    Obstacle.ACCESS: "it did not reach those it is for (time, place, language)",
    Obstacle.CLASH: "it clashed with something else",
    Obstacle.OTHER: "something else",
}
DETAILS = {
    "goal": "Goal",
    "new_due": "New due date",
    "was_due": "Due date before",
    "new_target": "New target",
    "was_target": "Target before",
    "new_strategy_title": "New strategy",
    "new_strategy": "It stands in the plan as",
    "first_activity": "Key activity that comes first",
    "until": "Waits until",
    "condition": "Waits until this holds",
    "where_to": "Where it is taken",
    "keeps_going": "What keeps it going",
    "people": "People who made it work",
    "partners": "Partners who made it work",
    "tools": "Tools that made it work",
    "learned": "What we learned",
    "instead": "What we do instead",
    "obstacle": "What got in the way",
    "inputs": "Inputs to add",
    "additions": "Activities to add",
    "activities": "Key activities to take up",
    "look_again": "Look again on",
    "ended": "Ended on",
    "done": "Next step taken on",
    "looked": "Looked at again on",
}
"""The details of a decision that people read, in the order in which they are kept."""
INSIDE = frozenset({"asked", "contexts", "end_now", "applied"})
"""Details that are of use to the bot alone."""


def path_words(path: Path) -> str:
    return _(PATHS[path])


def obstacle_words(obstacle: Obstacle) -> str:
    return _(OBSTACLES[obstacle])


def details_words(details: Details, goals: Mapping[str, str]) -> str:
    """What a path asked for, a line each; `goals` are the goals' statements by code."""
    lines = []
    for name, value in plain_details(details).items():
        if name in INSIDE:
            continue
        said = ", ".join(str(each) for each in value) if isinstance(value, list | tuple) else value
        if name == "goal":
            said = goals.get(details.goal, said)
        if name == "obstacle" and said in set(Obstacle):
            said = obstacle_words(Obstacle(said))
        if isinstance(said, float) and said.is_integer():
            said = int(said)
        lines.append(_("{what}: {said}").format(what=_(DETAILS[name]), said=said))
    return "\n".join(lines)
