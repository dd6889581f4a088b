"""Two people, one form: whoever sends second sees what the first changed, field by field, and chooses.

A form that changes something carries a short mark of what each field showed. When it comes back, the form is made anew
from what stands by then. A field that only one of the two touched is theirs; where both did, the second is asked.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeGuard

from handlers.kit.card import Text
from handlers.kit.form import (
    CARRY,
    LONGEST,
    Day,
    Field,
    Form,
    InputField,
    Line,
    Note,
    Number,
    Option,
    Pick,
    PickMany,
    Saying,
    Tick,
    carried,
    form,
)
from handlers.kit.reply import Ask, Replies, Reply, ask_form, say_card
from handlers.kit.turn import Answer, Turn
from handlers.kit.words import Words, clip, clock, count, plain, say, when
from handlers.kit.words import number as number_words
from pdsa.text import _
from pdsa.written_numbers import NotANumber, read_number, written
from storage.store import YearStore

SHOWN = "shown"
"""What a form carries: a mark of what each field showed when it was opened."""
WHOLE, WHOSE = ".", "whose-"
MINE, THEIRS = "mine", "theirs"
MARK = 6
"""So many hexadecimal digits tell whether a field still shows what it did."""
HOUR = timedelta(hours=1)
Open = Callable[[Turn, YearStore], Awaitable[Replies]]


def reopened(opens: Open, name: str) -> Open:
    """The route that opens a form, for the thing that the form carries under this name; nothing for a new one."""

    async def again(turn: Turn, store: YearStore) -> Replies:
        meant = turn.carry.get(name, "")
        return () if meant in ("", "0") else await opens(replace(turn, value=meant, words=""), store)

    return again


@dataclass(frozen=True)
class Meanwhile:
    """Who changed something last, and when."""

    name: str
    at: datetime | None = None

    def ago(self, turn: Turn) -> str:
        """ "2 min ago"; empty where nobody knows."""
        if self.at is None:
            return ""
        since = turn.now - self.at
        if since >= HOUR:
            return clock(self.at, turn.zone)
        minutes = int(since.total_seconds() // 60)
        return count("{n} min ago", "{n} min ago", minutes) if minutes else _("just now")


@dataclass(frozen=True)
class Merged:
    """The turn with what others changed meanwhile set in; `told` says what that was."""

    turn: Turn
    told: Words = ()

    def replies(self, replies: list[Reply]) -> list[Reply]:
        """The replies, after what was taken over."""
        return [say_card(Text(self.told)), *replies] if self.told else replies


def marked(form: Form) -> Form:
    """The form with a mark of what each field shows. One that is marked already speaks of an earlier look."""
    marks = {each.name: _mark(value_of(each)) for each in _asked(form)}
    if form.gives_way is not None:
        marks = {WHOLE: _mark(plain(form.gives_way))}
    carry = {**form.carry, SHOWN: _joined(marks)}
    return form if SHOWN in form.carry or len(carried(carry)) > CARRY else replace(form, carry=carry)


def filled(form: Form, answers: Mapping[str, Answer]) -> Form:
    """The form with what somebody has written already; its mark is that of what stands."""
    fields = (_with(each, answers[each.name]) if _is_in(each, answers) else each for each in form.fields)
    return replace(marked(form), fields=tuple(fields))


def _is_in(field: Field, answers: Mapping[str, Answer]) -> TypeGuard[InputField]:
    return isinstance(field, InputField) and field.name in answers


async def merge(opens: Open, route: str, turn: Turn, store: YearStore) -> Ask | Merged:
    """What was sent, joined with what stands by now; or the form that asks where both changed the same."""
    if SHOWN not in turn.carry:
        return Merged(turn)
    now = await as_now(opens, route, turn, store)
    if now is None:
        return Merged(turn)
    if now.gives_way is not None:
        return await _as_a_whole(turn, now, store)
    merger = _Merger(turn, now)
    if not (merger.taken or merger.both):
        return Merged(merger.turn)
    meanwhile = await _meanwhile(now, turn, store)
    if merger.both:
        return Ask(merger.asks(meanwhile))
    return Merged(merger.turn, merger.tells(meanwhile))


async def as_now(opens: Open, route: str, turn: Turn, store: YearStore) -> Form | None:
    """A route's form as it reads now, for the thing that the turn carries; None for something new, or gone."""
    replies = await opens(turn, store)
    found = replies if isinstance(replies, (list, tuple)) else [replies]
    return next((each.form for each in found if isinstance(each, Ask) and each.form.route == route), None)


async def _as_a_whole(turn: Turn, now: Form, store: YearStore) -> Ask | Merged:
    """Where an answer takes another's place: what would give way is shown once before it does."""
    gives_way, shown = now.gives_way or "", dict(_pairs(turn.carry[SHOWN]))
    mark = _mark(plain(gives_way))
    if not gives_way or shown.get(WHOLE, mark) == mark:
        return Merged(turn)
    meanwhile = await _meanwhile(now, turn, store)
    head = _(
        "{who} answered this while you had it open. Nothing of yours is kept yet: send it once more if it shall take "
        "the place of this:"
    )
    sent = [_with(each, turn.answers[each.name]) if each.name in turn.answers else each for each in _asked(now)]
    carry = {**turn.carry, SHOWN: _joined({WHOLE: mark})}
    notes = Note(say(head, who=_who(meanwhile, turn))), Note(gives_way)
    return ask_form(now.route, now.title, *notes, *sent, send=now.send, carry=carry)


async def _meanwhile(now: Form, turn: Turn, store: YearStore) -> Meanwhile:
    if now.own:
        return Meanwhile(_("You"))
    change = await store.last_changed(*now.about) if now.about else None
    if change is None:
        return Meanwhile(_("Somebody else"))
    at, actor = change
    if actor == turn.person.id:
        return Meanwhile(_("You"), at)
    people = await store.people.by_ids({actor}) if actor else {}
    return Meanwhile(people[actor].name if actor in people else _("Somebody else"), at)


class _Merger:
    """Compares three states of each field: as it was shown, as it was sent, as it stands."""

    def __init__(self, turn: Turn, now: Form) -> None:
        self._turn = turn
        self._form = now
        self._now = {each.name: each for each in _asked(now)}
        self._shown = dict(_pairs(turn.carry[SHOWN]))
        self._answers: dict[str, Answer] = {n: a for n, a in turn.answers.items() if not n.startswith(WHOSE)}
        self.taken: list[str] = []
        self.both: list[str] = []
        self._mine: list[str] = []
        for name in self._shown:
            self._compare(name)

    def _compare(self, name: str) -> None:
        field, shown = self._now.get(name), self._shown[name]
        if field is None:
            if name in self._answers and _mark(_folded(self._answers[name])) != shown:
                self._mine.append(name)
            return
        stands = value_of(field)
        moved = _mark(stands) != shown
        if name not in self._answers or (
            self._turn.answers.get(f"{WHOSE}{name}") == THEIRS and not moved
        ):  # the form did not ask for it again: it stays as it stands
            self._answers[name] = answer_of(field)
        else:
            self._judge(name, _folded(self._answers[name], field), stands, moved)

    def _judge(self, name: str, sent: str, stands: str, moved: bool) -> None:
        changed = _mark(sent) != self._shown[name]
        if moved and not changed:
            self._answers[name] = answer_of(self._now[name])
            self.taken.append(name)
        elif moved and sent != stands:
            self.both.append(name)
        elif changed and sent != stands:
            self._mine.append(name)

    @property
    def turn(self) -> Turn:
        return replace(self._turn, answers=self._answers)

    def tells(self, meanwhile: Meanwhile) -> Words:
        """What somebody else changed and stays so."""
        told = say(_("{who} changed this while you had it open. It stays:"), who=_who(meanwhile, self._turn))
        for name in self.taken:
            told += say(_("\n*{label}*: {value}"), label=_label(self._now[name]), value=_told(self._now[name]))
        return told

    def asks(self, meanwhile: Meanwhile) -> Form:
        """The form again with what both changed, and with what only this person did."""
        head = say(
            _("{who} changed this while you had it open. Nothing of yours is kept yet: what shall stand?"),
            who=_who(meanwhile, self._turn),
        )
        fields: list[Field | None] = [Note(head)]
        for name in self.both:
            fields += self._choice(name, meanwhile)
        if self._mine:
            fields += [Note(_("And what else you changed:")), *(self._sent(name) for name in self._mine)]
        if self.taken:
            fields.append(Note(self.tells(meanwhile)))
        carry = {**self._turn.carry, SHOWN: _joined(self._marks())}
        return form(self._form.route, self._form.title, *fields, send=self._form.send, carry=carry)

    def _marks(self) -> dict[str, str]:
        """The marks for the next time: where both changed it, what stands has been shown by then."""
        seen = {name: _mark(value_of(self._now[name])) for name in self.both}
        return {**self._shown, **seen}

    def _choice(self, name: str, meanwhile: Meanwhile) -> list[Field | None]:
        field = self._now[name]
        label, theirs = _label(field), _told(field)
        options = (
            Option(MINE, _("Mine, as it stands below")),
            Option(THEIRS, f"{clip(meanwhile.name, 30)}: {clip(theirs, 40)}"),
        )
        return [
            Note(say(_("*{label}*: {who} wrote"), label=label, who=meanwhile.name)),
            Saying(theirs),
            Pick(f"{WHOSE}{name}", _("{label}: which one stands?").format(label=label), options, few=True),
            self._sent(name),
        ]

    def _sent(self, name: str) -> InputField | None:
        """The field as it was sent."""
        answer, field = self._answers[name], self._now.get(name)
        if field is not None:
            return _with(field, answer)
        # Not asked any more, and said all the same: it comes back as text, so that nothing is lost.
        return (
            Line(name, _("What else you wrote"), answer, long=True, most=LONGEST) if isinstance(answer, str) else None
        )


def _asked(asked: Form) -> list[InputField]:
    return [each for each in asked.fields if isinstance(each, InputField)]


def _label(field: InputField) -> str:
    return clip(field.text if isinstance(field, Tick) else field.label, 120)


def _pairs(text: str) -> list[tuple[str, str]]:
    found = (each.rpartition("=") for each in text.split(";"))
    return [(name, mark) for name, equals, mark in found if equals]


def _joined(marks: Mapping[str, str]) -> str:
    return ";".join(f"{name}={mark}" for name, mark in marks.items())


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]


def answer_of(field: InputField) -> Answer:
    """What a field gives back that nobody touches."""
    match field:
        case Pick(chosen=chosen):
            return chosen
        case PickMany(chosen=chosen):
            return chosen
        case Line(text=text):
            return text or None
        case Number(value=value):
            return None if value is None else written(value)
        case Day(day=day):
            return day.isoformat() if day else None
        case Tick(on=on):
            return on


def value_of(field: InputField) -> str:
    """What a field shows, so that two of them can be compared."""
    return _folded(answer_of(field), field)


def _folded(answer: Answer, field: InputField | None = None) -> str:
    """An answer without what makes no difference: spaces, the order of ticks, how a number is written."""
    if isinstance(answer, tuple):
        return "\n".join(sorted(answer))
    if not isinstance(answer, str):
        return "on" if answer else ""
    if isinstance(field, Number):
        try:
            return written(read_number(answer))
        except NotANumber:
            pass
    return " ".join(answer.split())


def _with(field: InputField, answer: Answer) -> InputField:
    """The field, showing an answer."""
    text = answer if isinstance(answer, str) else ""
    match field:
        case Pick():
            return replace(field, chosen=text or None)
        case PickMany():
            return replace(field, chosen=answer if isinstance(answer, tuple) else ())
        case Line():
            return replace(field, text=text)
        case Number() if text and _number(text) is None:  # as it was written: it must not become another number
            return Line(field.name, field.label, text, optional=field.optional, hint=field.hint)
        case Number():
            return replace(field, value=_number(text))
        case Day():
            return replace(field, day=_day(text))
        case Tick():
            return replace(field, on=answer is True)


def _number(text: str) -> float | None:
    try:
        return read_number(text)
    except NotANumber:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _told(field: InputField) -> str:
    """What a field shows, as people read it."""
    match field:
        case Pick(options=options, chosen=chosen):
            told = next((each.label for each in options if each.value == chosen), "")
        case PickMany(options=options, chosen=several):
            told = "; ".join(each.label for each in options if each.value in several)
        case Line(text=text):
            told = text
        case Number(value=value):
            told = "" if value is None else number_words(value)
        case Day(day=day):
            told = when(day) if day else ""
        case Tick(on=on):
            told = _("yes") if on else _("no")
    return told.strip() or _("nothing (it was left empty)")


def _who(meanwhile: Meanwhile, turn: Turn) -> str:
    ago = meanwhile.ago(turn)
    return f"{meanwhile.name} ({ago})" if ago else meanwhile.name
