"""One turn: somebody says or presses something, at some place and time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.kit.declared import Asks, Command, NotificationKind
from handlers.kit.unclear_date_or_number import day_words, number_words
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.people import Address, Member
from pdsa.text import _
from pdsa.written_dates import EARLIEST, LATEST, DayTrouble, NotADay, read_day
from pdsa.written_numbers import NotANumber, NumberTrouble, read_number
from storage.files.incoming_file import Sent


class Chosen(str):
    """An answer out of a menu or a calendar: what it says was typed by nobody."""

    __slots__ = ()


Answer = str | tuple[str, ...] | bool | None


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
class Turn:
    """What a handler gets to know.

    `words` are what follows the command's word; `value` is the pressed button's; `answers` a form's, by field name;
    `carry` what the form was given to carry. `place` is the conversation it happened in, `message` the message that
    held the button, `thread` the one in whose thread it was, all opaque; `private` tells a talk with the bot from a
    channel with others. `open_words` are the words that this person may use, `all_words` those of everybody, `asks`
    what is asked by notification; `chat_zone` and `chat_language` are what their chat is set to, where the route asks
    for it. `sent` are the files that came with the words, read into values; `kinds` the kinds of
    notification by their names.
    """

    person: Member
    now: datetime
    words: str = ""
    value: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    carry: Mapping[str, str] = field(default_factory=dict)
    place: Address | None = None
    message: str | None = None
    thread: str = ""
    private: bool = True
    chat_zone: str = ""
    chat_language: str = ""
    setting: Cycle | None = None
    open_words: tuple[Command, ...] = ()
    all_words: tuple[Command, ...] = ()
    asks: tuple[Asks, ...] = ()
    sent: tuple[Sent, ...] = ()
    kinds: Mapping[str, NotificationKind] = field(default_factory=dict)

    @property
    def cycle(self) -> Cycle:
        """The current cycle. RouteTable that can be entered before there is one look at `setting`."""
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
        """An answered date, or None. Raises Refusal under the field for what is no day."""
        try:
            return read_day(self.text(name))
        except NotADay as trouble:
            if trouble.trouble is DayTrouble.NOTHING:
                return None
            raise Refusal(day_words(trouble, self.today), field=name) from None

    def figure(self, name: str) -> float | None:
        """An answered number, or None. Raises Refusal under the field for what is no number, or not surely one."""
        try:
            return read_number(self.text(name))
        except NotANumber as trouble:
            if trouble.trouble is NumberTrouble.NOTHING:
                return None
            raise Refusal(number_words(trouble), field=name) from None
