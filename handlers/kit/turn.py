"""One turn: somebody says or presses something, at some place and time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.kit.words import _
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import Address, Member
from storage.files.sent import Sent

Answer = str | tuple[str, ...] | bool | None
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Days that a plan can mean; a workbook takes the same ones."""
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")


def whole(text: str) -> int | None:
    """The number that a button or form carries; None where it carries something else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def a_day(text: str) -> date | None:
    """The day that a button or form carries; None where it carries something else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


@dataclass(frozen=True)
class OpenWord:
    """A word that the person may type, what it is for, and what to type after it."""

    name: str
    help: str
    example: str = ""


@dataclass(frozen=True)
class Turn:
    """What a handler gets to know.

    `words` are what follows the command's word; `value` is the pressed button's; `answers` a form's, by field name;
    `carry` what the form was given to carry. `place` is the conversation it happened in, `message` the message that
    held the button, both opaque; `private` tells a talk with the bot from a room with others. `open_words` are the
    words that this person may use; `chat_zone` is the time zone that their chat is set to, where the door asks for it.
    `sent` are the files that came with the words, read into values.
    """

    person: Member
    now: datetime
    words: str = ""
    value: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    carry: Mapping[str, str] = field(default_factory=dict)
    place: Address | None = None
    message: str | None = None
    private: bool = True
    chat_zone: str = ""
    setting: Cycle | None = None
    open_words: tuple[OpenWord, ...] = ()
    sent: tuple[Sent, ...] = ()

    @property
    def cycle(self) -> Cycle:
        """The current cycle. Doors that can be entered before there is one look at `setting`."""
        if self.setting is None:
            raise Refusal(_("There is no plan yet. A lead can bring one with `setup` or `plan`."))
        return self.setting

    @property
    def zone(self) -> str:
        """The person's own zone, else the district's, else UTC."""
        return self.person.zone or (self.setting.zone if self.setting else "UTC")

    @property
    def today(self) -> date:
        """The date where the person is."""
        return local_day(self.now, self.zone)

    def text(self, name: str) -> str:
        """An answer as trimmed text; empty where nothing was answered."""
        answer = self.answers.get(name)
        return answer.strip() if isinstance(answer, str) else ""

    def required(self, name: str, complaint: str) -> str:
        """An answer that must not be empty; the complaint stands under its field otherwise."""
        text = self.text(name)
        if not text:
            raise Refusal(complaint, field=name)
        return text

    def many(self, name: str) -> tuple[str, ...]:
        answer = self.answers.get(name)
        return answer if isinstance(answer, tuple) else ()

    def ticked(self, name: str) -> bool:
        return self.answers.get(name) is True

    def day(self, name: str) -> date | None:
        """An answered date, or None."""
        text = self.text(name)
        if not text:
            return None
        found = a_day(text)
        if found is None:
            raise Refusal(_("I need a date here, like 2027-01-14."), field=name)
        return found

    def figure(self, name: str) -> float | None:
        """An answered number, or None. A decimal comma is understood; "1,200" is read as it is written around here."""
        text = self.text(name).replace("%", "").strip()
        if not text:
            return None
        decimal = text.count(",") == 1 and "." not in text and not THOUSANDS.fullmatch(text)
        try:
            value = float(text.replace(",", "." if decimal else ""))
        except ValueError:
            value = float("nan")
        if not abs(value) < 1e12:
            raise Refusal(_("I need a number here, like 38 or 4.2."), field=name)
        return value
