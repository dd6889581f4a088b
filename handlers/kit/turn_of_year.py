"""Where one year turns into the next: which two years are meant, and what the older one still owes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.kit.card import Text
from handlers.kit.words import Words, clip, join, say, when
from pdsa.calendar import ONE_DAY, local_day
from pdsa.cycle import Cycle, Phase
from pdsa.text import _
from storage.store import YearStore
from storage.turn_of_year import Promise, PromiseState

YEARLY = "digest-year"
PLAN_SHARED = "plan-shared"
LAST_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Turning:
    """The year that ends and, once it was launched, the one that follows; and how the older one's promises stand."""

    old: Cycle
    new: Cycle | None
    promises: tuple[PromiseState, ...]

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        return tuple(each.promise for each in self.promises if not each.settled)

    @property
    def closed(self) -> bool:
        return self.old.closed_at is not None

    @property
    def may_close(self) -> bool:
        return not self.closed and not self.open_promises

    def launches_from(self) -> date:
        """The first day on which the next year can be launched: earlier, what is still asked this year would stop."""
        return last_school_day(self.old)


def last_school_day(cycle: Cycle) -> date:
    """The year's last working day; its last day where it has none."""
    day = cycle.year.last_day
    while not cycle.year.is_working(day) and day > cycle.year.first_day:
        day -= ONE_DAY
    return day if cycle.year.is_working(day) else cycle.year.last_day


async def turning(store: YearStore, today: date) -> Turning | None:
    """The turn of the years that matters now: last year's until it is closed and the new one is in ACT itself."""
    current = store.cycle
    if current is None:
        return None
    before = await store.cycles.before(current)
    over = before is None or (before.closed_at is not None and current.phase_on(today) is Phase.ACT)
    if before is None or over:
        return Turning(current, None, await promises_of(store, current, None))
    return Turning(before, current, await promises_of(store, before, current))


async def promises_of(store: YearStore, old: Cycle, new: Cycle | None) -> tuple[PromiseState, ...]:
    """Both promises as they stand: what was posted since counts, whether or not anybody wrote that down."""
    here = store.year(old).years
    kept = {each.promise: each for each in await here.promises()}
    posted_at = {Promise.CONCLUSIONS: await _concluded(store, old)}
    posted_at[Promise.PLAN] = await store.year(new).years.told_at(PLAN_SHARED) if new is not None else None
    return tuple(
        replace(each, kept_at=posted_at[each.promise], waived_by=None)
        if posted_at[each.promise] and not each.kept_at
        else each
        for each in kept.values()
    )


async def _concluded(store: YearStore, old: Cycle) -> datetime | None:
    """When the year's digest was posted, if that came after the reflection meeting and after the first reflection."""
    here = store.year(old).years
    at = await here.told_at(YEARLY)
    if at is None:
        return None
    meeting = (await store.year(old).meetings.days()).reflection
    if meeting is not None and meeting <= store_day(store, old) and local_day(at, old.zone) < meeting:
        return None
    return at if await here.reflections_between(None, at) else None


def store_day(store: YearStore, cycle: Cycle) -> date:
    """The district's date."""
    return local_day(store.now, cycle.zone)


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


def nears_its_end(cycle: Cycle, today: date) -> bool:
    """Whether a year is in its last week, or over: time to prepare the next."""
    return cycle.started_at is not None and today > last_school_day(cycle) - LAST_WEEK


async def still_before(store: YearStore) -> Text | None:
    """Where a page speaks of the year that runs while the next one is laid out: which is which."""
    cycle = store.cycle
    new = next((each for each in await store.cycles.all() if cycle and each.follows == cycle.id), None)
    if cycle is None or new is None:
        return None
    told = _("This is *{old}*. *{new}* is laid out: `plan` and `status` show it, and this page once it is started.")
    return Text(say(told, old=cycle.label, new=new.label))
