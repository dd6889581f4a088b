"""What a year still owes at its turn into the next, in words."""

from handlers.kit.card import Text
from handlers.kit.words import Words, clip, join, say, when
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.text import _
from pdsa.turn_of_year import Promise, PromiseState, Turning
from storage.launching import PLAN_SHARED
from storage.store import YearStore


def promise_words(promise: Promise) -> str:
    """A promise, as people say it."""
    return {
        Promise.CONCLUSIONS: _("conclusions shared after the reflection"),
        Promise.PLAN: _("the new plan shared before the first school day"),
    }[promise]


async def promise_line(promise_state: PromiseState, year_turn: Turning, store: YearStore) -> Words:
    """How one promise stands, in a sentence."""
    what = promise_words(promise_state.promise)
    what = what[:1].upper() + what[1:]
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
    new = next((each for each in await store.cycles.all() if cycle and each.follows == cycle.id), None)
    if cycle is None or new is None:
        return None
    told = _("This is *{old}*. *{new}* is laid out: `plan` and `status` show it, and this page once it is started.")
    return Text(say(told, old=cycle.label, new=new.label))
