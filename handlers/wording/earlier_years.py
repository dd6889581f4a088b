"""What earlier years learned, and where one year turns into the next: which two are meant, and what is owed."""

from handlers.kit.card import Buttons, Card, Part, Quote, Text
from handlers.kit.words import Words, capital, clip, join, say, when
from handlers.wording.strategy import held_words, path_name
from pdsa.alike_strategies import Remembered
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.old_year_promises import Promise, PromiseState, Turning
from pdsa.people import Member
from pdsa.text import _
from storage.store import YearStore
from storage.year_launch import PLAN_SHARED

LONGEST = 600


async def memories(strategy: Strategy, reader: Member, store: YearStore, most: int = 2) -> tuple[Remembered, ...]:
    """What became of the strategy that this one was carried from; else of those like it."""
    if strategy.carried_from:
        remembered = await store.memory.of([strategy.carried_from], reader)
        if remembered:
            return tuple(remembered.values())
    return await store.memory.like(strategy.title, reader, most)


def remembered_words(remembered: Remembered) -> Words:
    """An earlier strategy in a sentence or two: what was tried, whether it turned out, how it was decided."""
    told = say(_("In {year} you tried *{title}*."), year=remembered.year, title=clip(remembered.title, 150))
    if remembered.held and remembered.prediction:
        words = _(" The prediction was “{prediction}”. Did it hold? {held}.")
        told += say(words, prediction=clip(remembered.prediction, 300), held=capital(held_words(remembered.held)))
    if remembered.path:
        told += say(_(" Decided: {path}."), path=path_name(remembered.path))
    if remembered.learned:
        told += say(_(" You learned:"))
    elif remembered.private:
        told += say(_(" What was learned is written down; its author and the leads can read it."))
    elif not remembered.held:
        told += say(_(" Nobody looked back at it."))
    return told


def remembered_parts(found: tuple[Remembered, ...]) -> list[Part]:
    """The sentences, each with the learning in its author's words where it may be read."""
    parts: list[Part] = []
    for remembered in found:
        parts.append(Text(remembered_words(remembered)))
        if remembered.learned:
            parts.append(Quote(clip(remembered.learned, LONGEST)))
    return parts


def beside(shown: Card, found: tuple[Remembered, ...]) -> Card:
    """A card with what earlier years learned, above its buttons."""
    at = next((n for n, part in enumerate(shown.parts) if isinstance(part, Buttons)), len(shown.parts))
    return Card((*shown.parts[:at], *remembered_parts(found), *shown.parts[at:]), shown.details)


def promise_words(promise: Promise) -> str:
    """A promise, as people say it."""
    return {
        Promise.CONCLUSIONS: _("conclusions shared after the reflection"),
        Promise.PLAN: _("the new plan shared before the first school day"),
    }[promise]


async def promise_line(promise_state: PromiseState, year_turn: Turning, store: YearStore) -> Words:
    """How one promise stands, in a sentence."""
    what = capital(promise_words(promise_state.promise))
    if promise_state.kept_at is not None:
        day = local_day(promise_state.kept_at, year_turn.old.zone)
        late = (
            promise_state.promise is Promise.PLAN and year_turn.new is not None and day >= year_turn.new.year.first_day
        )
        template = _("*{what}:* yes, on {day}, after school had begun.") if late else _("*{what}:* yes, on {day}.")
        return say(template, what=what, day=when(day))
    if promise_state.waived_by is not None:
        who = await store.people.by_id(promise_state.waived_by)
        template = _("*{what}:* given up by {who}. The reason: “{reason}”")
        return say(template, what=what, who=who.name if who else _("a lead"), reason=clip(promise_state.reason, 300))
    if promise_state.promise is Promise.PLAN and await on_its_way(year_turn, store):
        return say(_("*{what}:* approved, and on its way. It counts once it has arrived."), what=what)
    if year_turn.new is None:  # while the draft of the next year stands beside it
        return say(_("*{what}:* not yet."), what=what)
    return say(_("*{what}:* not yet. {hint}"), what=what, hint=_hint(promise_state.promise, year_turn.new))


async def on_its_way(found: Turning, store: YearStore) -> bool:
    """Whether a lead has approved the new plan: from then on it goes out, once."""
    return found.new is not None and bool(await store.year(found.new).outbox.of_kind(PLAN_SHARED))


def _hint(promise: Promise, new: Cycle) -> str:
    if promise is Promise.CONCLUSIONS:
        return _("It counts once the year's digest was posted, after the team has looked back.")
    return _("School begins {day}.").format(day=when(new.year.first_day))


def owed_words(year_turn: Turning) -> Words:
    """What keeps the older year from being closed, for those who can do something about it."""
    if not year_turn.open_promises:
        return say(_("*{year}* can be closed: both promises are settled."), year=year_turn.old.label)
    owed = join([promise_words(each) for each in year_turn.open_promises])
    return say(_("*{year}* is not closed yet. Still open: {owed}."), year=year_turn.old.label, owed=owed)


async def still_before(store: YearStore) -> Text | None:
    """Where a page speaks of the year that runs while the next one is laid out: which is which."""
    cycle = store.cycle
    new = await store.cycles.after(cycle) if cycle else None
    if cycle is None or new is None:
        return None
    told = _("This is *{old}*. *{new}* is laid out: `plan` and `status` show it, and this page once it is started.")
    return Text(say(told, old=cycle.label, new=new.label))
