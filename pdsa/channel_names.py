"""Channels by their names, as people see them in chat: what is a name, and what is a link or an id.

A link or an id says nothing to whoever reads the plan, and whether it leads anywhere would only show with the first
message: so it is refused where it is written.
"""

import re
from enum import StrEnum

from pdsa.look_alike_signs import plain

LONGEST = 80
MARKED_UP = re.compile(r"<#[A-Z0-9]+\|([^>|]+)>")
"""How chat itself writes a channel in a text, with its name."""
POINTED = re.compile(r"<#[A-Z0-9]+\|?>|[a-z]+://.*|.*/archives/.*|.*/client/.*|www\..*", re.IGNORECASE)
IDENTIFIER = re.compile(r"(?=.*\d)[CGD][A-Z0-9]{6,14}")


class ChannelTrouble(StrEnum):
    """Why a text is no channel's name."""

    LINK = "a link"
    IDENTIFIER = "an id"
    NO_NAME = "no name"


class NotAChannel(Exception):
    """A text that is no channel's name."""

    def __init__(self, trouble: ChannelTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def channel_name(text: str) -> str:
    """The channel's name with its "#", in small letters as chat has it; empty for no text. Raises NotAChannel."""
    written = plain(text)
    if marked := MARKED_UP.fullmatch(written):
        written = marked[1]
    if POINTED.fullmatch(written.strip("<>")) or POINTED.fullmatch(written):
        raise NotAChannel(ChannelTrouble.LINK)
    bare = written.lstrip("#")
    if IDENTIFIER.fullmatch(bare):
        raise NotAChannel(ChannelTrouble.IDENTIFIER)
    if (written and not bare) or len(bare) > LONGEST or any(sign.isspace() or sign in "#@<>&|/\\,;:" for sign in bare):
        raise NotAChannel(ChannelTrouble.NO_NAME)
    return f"#{bare.lower()}" if bare else ""
