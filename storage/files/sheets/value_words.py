"""What a workbook says of kept values, in words: nobody who opens it should meet the names by which they are kept.

Chat has its own sentences for them; a test sees to it that both say the same.
"""

from collections.abc import Mapping

from pdsa.decisions import Details, Path, plain_details
from pdsa.obstacles import Obstacle
from pdsa.text import _, _l, kept_words, noted
from storage.files.sheets.workbook_contents import PostedDigest, PostState

PATHS = {
    Path.SUSTAIN: noted("sustain"),
    Path.EXPAND: noted("expand"),
    Path.REALIGN: noted("realign"),
    Path.EXTEND: noted("extend the time"),
    Path.REVISE: noted("revise the goal"),
    Path.KEEP: noted("keep it and look again"),
    Path.SHIFT: noted("shift the focus"),
    Path.PREPARE: noted("prepare first"),
    Path.OTHER_STRATEGY: noted("try another way"),
    Path.CHANGE_FOCUS: noted("change focus"),
    Path.STOP: noted("stop"),
}
OBSTACLES = {
    Obstacle.TIME: noted("no time in the day"),
    Obstacle.PEOPLE: noted("people missing or changed"),
    Obstacle.REQUESTS: noted("too many requests at once"),
    Obstacle.MONEY: noted("money or materials"),
    Obstacle.SKILL: noted("training or know-how"),
    Obstacle.BUY_IN: noted("not everybody agreed"),
    Obstacle.ACCESS: noted("it did not reach those it is for (time, place, language)"),
    Obstacle.CLASH: noted("it clashed with something else"),
    Obstacle.OTHER: noted("something else"),
}
DETAILS = {
    "goal": noted("Goal"),
    "new_due": noted("New due date"),
    "was_due": noted("Due date before"),
    "new_target": noted("New target"),
    "was_target": noted("Target before"),
    "new_strategy_title": noted("New strategy"),
    "new_strategy": noted("It stands in the plan as"),
    "first_activity": noted("Key activity that comes first"),
    "until": noted("Waits until"),
    "condition": noted("Waits until this holds"),
    "where_to": noted("Where it is taken"),
    "keeps_going": noted("What keeps it going"),
    "people": noted("People who made it work"),
    "partners": noted("Partners who made it work"),
    "tools": noted("Tools that made it work"),
    "learned": noted("What we learned"),
    "instead": noted("What we do instead"),
    "obstacle": noted("What got in the way"),
    "inputs": noted("Inputs to add"),
    "additions": noted("Activities to add"),
    "activities": noted("Key activities to take up"),
    "look_again": noted("Look again on"),
    "ended": noted("Ended on"),
    "done": noted("Next step taken on"),
    "looked": noted("Looked at again on"),
}
"""The details of a decision that people read, in the order in which they are kept."""
INSIDE = frozenset({"asked", "contexts", "end_now", "applied"})
"""Details that are of use to the bot alone."""


VALUES = (
    noted("as planned"), noted("partly"), noted("not this week"), noted("nothing was due"),
    noted("yes"), noted("no"), noted("can't tell yet"), noted("no data"), noted("adopt"), noted("adapt"),
    noted("abandon"), noted("strategy"), noted("goal"), noted("leadership"), noted("budget"), noted("restructuring"),
    noted("other"), noted("win"), noted("voice"), noted("students"), noted("families"), noted("partners"),
    noted("staff"), noted("met"), noted("not met"),
)  # fmt: skip
"""The kept values that stand in a cell as they are called."""
YES = noted("yes")
DIGEST_KINDS = {
    "digest-weekly": _l("weekly note"),
    "digest-monthly": _l("monthly summary"),
    "digest-year": _l("end of the year"),
}
"""A digest's kind -> what it is called."""


def value_word(value: str | None) -> str:
    """A kept value, such as an answer or a kind; empty where there is none."""
    return _(value) if value else ""


def post_words(digest: PostedDigest) -> str:
    """What became of a digest."""
    return {
        PostState.DRAFT: _("waits for approval"),
        PostState.DECLINED: _("not this time"),
        PostState.ON_ITS_WAY: _("on its way"),
        PostState.POSTED: _("posted"),
        PostState.NOT_POSTED: _("not posted: {reason}").format(reason=kept_words(digest.reason)),
        PostState.TAKEN_BACK: _("posted, and taken back"),
    }[digest.state]


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
        text = ", ".join(str(each) for each in value) if isinstance(value, list | tuple) else value
        if name == "goal":
            text = goals.get(details.goal, text)
        if name == "obstacle" and text in set(Obstacle):
            text = obstacle_words(Obstacle(text))
        if isinstance(text, float) and text.is_integer():
            text = int(text)
        lines.append(_("{what}: {said}").format(what=_(DETAILS[name]), said=text))
    return "\n".join(lines)
