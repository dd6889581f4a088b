"""What a kind of notification declares of itself: what it is, how lists name it, and what it costs its reader."""

from dataclasses import dataclass

from handlers.kit.command import Message
from pdsa.attention_budget import USUAL, Cost
from pdsa.text import _


@dataclass(frozen=True)
class NotificationKind:
    """`about` says in a few words what it is, to whoever plans a year; `listed_as` what its reader is told that it is
    about, where it waits or could not be sent. `cost` is what it asks of its reader. A `reminder` can be switched off.
    """

    about: Message
    listed_as: Message = ""
    cost: Cost = USUAL
    reminder: bool = False

    def name(self) -> str:
        """How a list names it to its reader."""
        return str(self.listed_as) or (_("a reminder") if self.reminder else _("a message"))


UNKNOWN = NotificationKind("")
"""A kind that an earlier version wrote."""
