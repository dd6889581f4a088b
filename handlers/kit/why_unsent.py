"""Why a notification rests, in words: what is settled, what somebody can mend, and what may have arrived all the
same.
"""

from handlers.kit.attention_budget import week_was_full
from pdsa.text import noted


def not_wanted() -> str:
    """What it speaks of was answered, or taken out."""
    return noted("no longer wanted")


def too_late() -> str:
    """It made no sense any more."""
    return noted("its time had passed")


def is_away() -> str:
    """Its reader was not there until its time had passed."""
    return noted("away")


def left_the_plan() -> str:
    """Its reader takes no part any more."""
    return noted("no longer in the plan")


def unknown_fate() -> str:
    """It may have arrived, and nobody can look."""
    return noted("nobody knows whether it arrived")


def guest_waits() -> str:
    """Its reader's account is a guest's, and no lead has said yet that it is theirs."""
    return noted("is a guest in the chat: a lead has to say that it is them")


def guest_refused() -> str:
    """A lead has said that the guest with this e-mail is not them."""
    return noted("is a guest in the chat, and a lead said not to write there")


def is_settled(reason: str) -> bool:
    """Whether nobody has to do anything about a notification that rests for this reason."""
    return reason in ("", not_wanted(), too_late(), is_away(), left_the_plan(), week_was_full())
