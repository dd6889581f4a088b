"""What a strategy did and what was learned: the STUDY of one strategy."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Held(StrEnum):
    """Whether a prediction turned out."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "can't tell yet"


@dataclass(frozen=True)
class Reflection:
    """One reflection on one strategy; a later one supersedes it and both stay.

    `people`, `partners` and `tools` say what made it work; `in_way` what did not let it.
    """

    strategy: str
    member: int
    at: datetime
    happened: str
    held: Held
    learned: str
    people: str = ""
    partners: str = ""
    tools: str = ""
    in_way: str = ""
    quotable: bool = False
