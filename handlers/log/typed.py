"""What somebody typed after `log`: "referrals 4.2", perhaps with a day and how many people it comes from."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.kit.measured import Known
from pdsa.cells import Unfit, read_day

FIGURE = re.compile(r"-?\d+(?:[.,]\d+)*%?")
PEOPLE = re.compile(r"n\s*[=:]\s*(\d{1,8})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """What was understood. `measures` are those that the words can mean; none where they mean no known one."""

    words: str = ""
    measures: tuple[str, ...] = ()
    value: str = ""
    day: date | None = None
    n: int | None = None


def read(said: str, known: Known) -> Typed:
    """The words taken apart. A name that is known as it stands wins, whatever numbers are in it."""
    words = said.strip()
    if whole := known.matching(words):
        return Typed(words, whole)
    people = PEOPLE.search(words)
    if people:
        words = words[: people.start()] + words[people.end() :]
    parts = words.split()
    day = next((found for part in parts if (found := _day(part))), None)
    parts = [part for part in parts if _day(part) is None]
    at = next((nth for nth in reversed(range(len(parts))) if FIGURE.fullmatch(parts[nth])), None)
    value = parts.pop(at) if at is not None else ""
    name = " ".join(parts)
    return Typed(name, known.matching(name), value, day, int(people[1]) if people else None)


def _day(part: str) -> date | None:
    """The whole date that a word is: "2026-11-02", or "11/2/2026" with the month first."""
    if not part[:1].isdecimal():
        return None
    try:
        return read_day(part)
    except Unfit:
        return None
