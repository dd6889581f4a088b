"""The ways on from a strategy or goal, in plain words: a name, what it means in a line, and a sentence to tell it."""

from pdsa.decisions import Path
from pdsa.text import _


def path_name(path: Path) -> str:
    """A path as people name it: "sustain"."""
    return {
        Path.SUSTAIN: _("sustain"),
        Path.EXPAND: _("expand"),
        Path.REALIGN: _("realign"),
        Path.EXTEND: _("extend the time"),
        Path.REVISE: _("revise the goal"),
        Path.KEEP: _("keep it and look again"),
        Path.SHIFT: _("shift the focus"),
        Path.PREPARE: _("prepare first"),
        Path.OTHER_STRATEGY: _("try another way"),
        Path.CHANGE_FOCUS: _("change focus"),
        Path.STOP: _("stop"),
    }[path]


def path_meaning(path: Path) -> str:
    """What a path means, in a few words."""
    return {
        Path.SUSTAIN: _("go on as it is, and secure what it needs"),
        Path.EXPAND: _("take it to more people or places"),
        Path.REALIGN: _("add what leads from it to the outcome"),
        Path.EXTEND: _("the same goal, with a later date"),
        Path.REVISE: _("the same work, with another target"),
        Path.KEEP: _("no change yet, another look on a date"),
        Path.SHIFT: _("aim elsewhere, since things changed around it"),
        Path.PREPARE: _("another key activity has to come before"),
        Path.OTHER_STRATEGY: _("the goal stays, the way changes"),
        Path.CHANGE_FOCUS: _("park this goal, another one first"),
        Path.STOP: _("it did not work; we keep the learning"),
    }[path]


def path_told(path: Path) -> str:
    """What becomes of something, as it is told to others: "*Peer visits*: we go on with it as it is"."""
    return {
        Path.SUSTAIN: _("we go on with it as it is"),
        Path.EXPAND: _("we take it to more people or places"),
        Path.REALIGN: _("we add what leads from it to the outcome"),
        Path.EXTEND: _("we give its goal more time"),
        Path.REVISE: _("we go on, with another target"),
        Path.KEEP: _("we go on for now, and look at it again"),
        Path.SHIFT: _("we aim elsewhere, since things changed around it"),
        Path.PREPARE: _("it waits, since something else has to come first"),
        Path.OTHER_STRATEGY: _("we try another way to the same goal"),
        Path.CHANGE_FOCUS: _("we put it aside, and another goal comes first"),
        Path.STOP: _("we stop it, and keep what we learned"),
    }[path]
