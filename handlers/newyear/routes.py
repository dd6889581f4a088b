"""`/sel newyear` and its routes: then and now, closing the old year, and what the bot says of it by itself."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.form import Line, Note, Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form, replace_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, as_written, clip, say, when
from handlers.newyear import choosing, launch, overview, share_plan
from handlers.newyear.overview import overview_card, the_turn
from handlers.wording.earlier_years import owed_words, promise_words
from handlers.wording.measures import named
from handlers.wording.notifications import for_each
from handlers.wording.strategy import value_words
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import ONE_DAY, instant
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.findings_from_records import YearSoFar
from pdsa.framework import counterpart
from pdsa.framework_file import crosswalk
from pdsa.old_year_promises import Promise, Reminder, Turning, last_school_day, reminders
from pdsa.people import EVERYONE, LEADS, SENDERS, Member
from pdsa.prompting import Asking
from pdsa.text import _, _l, ngettext
from pdsa.time_span import TimeSpan
from pdsa.two_years import Levels, Numbers, PredictionCount, ThenAndNow, then_and_now
from storage.notification_states import Draft, Notification
from storage.store import YearStore
from storage.year_launch import PLAN_SHARED, turn_of

feature = Feature("newyear", ahead=True)

KEEPS = timedelta(days=3)


@feature.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The notifications of the year that runs, and of the one before it while that is not closed."""
    drafts: list[Draft] = []
    if span.until >= instant(cycle.phases.act, cycle.rhythm.prompt_time, cycle.zone) - ONE_DAY:
        drafts += await _of_year(await turn_of(store, cycle, await store.cycles.after(cycle)), span, store)
    near = span.since.date() <= cycle.year.first_day + ONE_DAY
    before = await store.cycles.before(cycle) if near else None
    if before is not None and before.closed_at is None:
        late = await turn_of(store, before, cycle)
        drafts += await store.year(before).outbox.missing(await _of_year(late, span, store))
    return drafts


async def _of_year(turning: Turning, span: TimeSpan, store: YearStore) -> list[Draft]:
    """What the end of one year asks for in a span."""
    people = [each for each in await store.people.with_roles(SENDERS) if each.active]

    def of(person: Member) -> Iterator[Draft]:
        for reminder, day in reminders(turning, person):
            at = Asking(turning.old, Phase.ACT).moment(day, person)
            if span.holds(at):
                yield Draft(reminder.value, turning.old.label, at, person.id, expires=at + KEEPS)

    return list(for_each(people, of))


# -- the cards -----------------------------------------------------------------------------------


@feature.notification(Reminder.PREPARE.value, Cost(60, Worth.OWED), about=_l("word that the next year can be prepared"))
async def prepare(notification: Notification, store: YearStore) -> Card | None:
    """To the leads, once: the next year can be prepared."""
    turning = await _turning(notification, store)
    if turning is None or (turning.new is not None and notification.sent_at is None):
        return None
    if turning.new is not None:
        return card(Text(say(_("*{year}* is laid out. Thank you."), year=turning.new.label)))
    told = _(
        "School ends on *{day}*. I can lay out the next year from this one: what was decided goes on, the last levels "
        "and numbers become baselines, and what was learned stands beside it."
    )
    return card(
        Title(_("The next year")),
        Text(say(told, day=when(last_school_day(turning.old)))),
        Text(_("You can look at it now, and launch it from the last school day on. Nobody is messaged by that.")),
        Button(_("Look at the next year"), "newyear", main=True),
    )


@feature.notification(
    Reminder.CONCLUSIONS.value, Cost(60, Worth.OWED), about=_l("a reminder to share what was learned")
)
async def conclusions(notification: Notification, store: YearStore) -> Card | None:
    """To those who can send digests: the conclusions are not shared yet."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if Promise.CONCLUSIONS not in turning.open_promises:
        return card(Text(_("The conclusions are shared. Thank you."))) if notification.sent_at else None
    lead = notification.reader.role in LEADS
    told = _("What we learned in *{year}* has not been shared yet. People who helped are glad to hear it soon.")
    return card(
        Text(say(told, year=turning.old.label)),
        Button(_("See the draft"), "digest", main=True),
        Button(_("It will not be shared"), "newyear.waive") if lead else None,
    )


@feature.notification(Reminder.PLAN.value, Cost(60, Worth.OWED), about=_l("a reminder to share the new plan"))
async def plan(notification: Notification, store: YearStore) -> Card | None:
    """To the leads: school begins soon, and the new plan is not shared."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if Promise.PLAN not in turning.open_promises:
        return card(Text(_("The new plan is shared. Thank you."))) if notification.sent_at else None
    if turning.new is None:
        words = _("The school year is near, and no plan for it is laid out yet. It takes a few minutes to begin.")
        return card(Text(words), Button(_("Look at the next year"), "newyear", main=True))
    if await store.year(turning.new).outbox.of_kind(PLAN_SHARED):
        return None
    told = _("School begins on *{day}*, and the plan for *{year}* has not been shared yet.")
    return card(
        Text(say(told, day=when(turning.new.year.first_day), year=turning.new.label)),
        Button(_("Read and share it"), "newyear.share", main=True),
        Button(_("It will not be shared"), "newyear.waive"),
    )


async def _turning(notification: Notification, store: YearStore) -> Turning | None:
    """The turn that a notification speaks of: its occasion is the older year's label."""
    old = next((each for each in await store.cycles.all() if each.label == notification.occasion), None)
    return await turn_of(store, old, await store.cycles.after(old)) if old else None


HEADS = 9
"""So many words have the headings."""


@feature.button("newyear.compare", who=EVERYONE, writes=False)
async def compare(turn: Turn, store: YearStore) -> Replies:
    """The card, or why there is none yet."""
    before = await store.cycles.before(turn.cycle)
    if before is None:
        raise Refusal(_("This is the first year that I know: there is nothing to compare it with yet."))
    found = await _both(before, turn.cycle, turn.today, store)
    start = whole(turn.value)
    shown = compare_card(found, turn.cycle, turn.today, start or 0)
    return Say(shown) if start is None else Replace(shown)


async def _both(before: Cycle, now: Cycle, today: date, store: YearStore) -> ThenAndNow:
    here, there = await store.frameworks.get(now.framework), await store.frameworks.get(before.framework)
    walk = crosswalk()

    def name_now(name: str) -> str | None:
        found = counterpart(name, there, here, walk).item
        return found.title if found else None

    return then_and_now(
        await _year(store.year(before), before, today), await _year(store.year(now), now, today), today, name_now
    )


async def _year(store: YearStore, cycle: Cycle, today: date) -> YearSoFar:
    return YearSoFar(
        cycle=cycle,
        members=(),
        goals=await store.plans.goals(),
        strategies=await store.plans.strategies(dropped=True),
        observations=await store.plans.observations(until=today),
        ratings=await store.plans.ratings(),
        reflections=await store.learning.reflections(),
        settings=await store.measures.settings(),
        links=await store.plans.links(),
    )


def compare_card(comparison: ThenAndNow, now: Cycle, today: date, start: int = 0) -> Card:
    """Levels, numbers and predictions, page by page; what cannot be compared yet is said."""
    rows = _rows(comparison)
    told = _("{year} begins on {day}: what is known of it so far is where it starts.")
    begins = Text(told.format(year=comparison.now, day=when(now.year.first_day, today)))
    above = (
        Title(_("{then} and {now}").format(then=comparison.then, now=comparison.now)),
        begins if rows and today < now.year.first_day else None,
    )
    points = Text(_("Two years are two points: a difference is worth talking about, and no proof."))
    page = page_at(rows, start, lambda row: word_count(row[1]), LONGEST - HEADS - words_on((*above, points)))
    return card(
        *above,
        *(
            part
            for name, some in groupby(page.items, key=itemgetter(0))
            for part in (Text(say(name)), Items(tuple(words for _name, words in some)))
        ),
        None if rows else Text(_("Nothing of the two years can be set side by side yet.")),
        points,
        *page.ways("newyear.compare"),
        Button(_("Where the year stands"), "status"),
    )


def _rows(comparison: ThenAndNow) -> list[tuple[str, Words]]:
    """All that can be set side by side: what it is about, and a line."""
    rows = [(_("*Levels on the rubric (1 to 4)*"), _level(each)) for each in comparison.levels]
    rows += [(_("*Numbers*"), _number(each, comparison)) for each in comparison.numbers]
    if any(each.looked for each in comparison.predictions):
        labelled = zip((comparison.then, comparison.now), comparison.predictions, strict=True)
        rows += [(_("*Predictions*"), as_written(_predictions(label, each))) for label, each in labelled]
    return rows


def _level(levels: Levels) -> Words:
    unknown = _("not rated")
    began, ended, now = (unknown if level is None else str(level) for level in (levels.began, levels.ended, levels.now))
    told = _("*{name}*: {began} → {ended} then; {now} now")
    if levels.now is None:
        told = _("*{name}*: {began} → {ended} then; no newer level yet")
    line = say(told, name=clip(levels.name, 100), began=began, ended=ended, now=now)
    if levels.then_name:
        line += say(_(" (called “{name}” then)"), name=clip(levels.then_name, 100))
    return line


def _number(numbers: Numbers, found: ThenAndNow) -> Words:
    values = {
        "then": value_words(numbers.measure, numbers.then.value), "day": when(numbers.then.day),
        "now": value_words(numbers.measure, numbers.now.value), "today": when(numbers.now.day),
    }  # fmt: skip
    told = _("*{name}*: latest {then} in {year} ({day}); latest {now} now ({today})")
    return say(told, name=clip(named(numbers.measure, numbers.group), 150), year=found.then, **values)


def _predictions(label: str, counted: PredictionCount) -> str:
    if not counted.looked:
        return _("{year}: nobody has looked back yet").format(year=label)
    told = ngettext("{year}: {held} of {n} held", "{year}: {held} of {n} held", counted.looked)
    return told.format(year=label, held=counted.held, n=counted.looked)


@feature.button("newyear.waive", who=LEADS, writes=False)
async def waive(turn: Turn, store: YearStore) -> Replies:
    """Which promise is given up, and why."""
    turning = await the_turn(turn, store)
    if not turning.open_promises:
        raise Refusal(_("Both promises are settled: nothing has to be given up."))
    options = tuple(Option(each.value, promise_words(each)) for each in turning.open_promises)
    return ask_form(
        "newyear.waive.keep",
        _("Give a promise up"),
        Note(_("Sometimes a promise cannot be kept. The reason stays with the year, for those who come after you.")),
        Pick("promise", _("Which one?"), options, options[0].value if len(options) == 1 else None, few=True),
        Line("reason", _("Why?"), long=True, optional=False, most=1000),
        send=_("Give it up"),
    )


@feature.form("newyear.waive.keep", who=LEADS)
async def keep_waiver(turn: Turn, store: YearStore) -> Replies:
    reason = turn.required("reason", _("A sentence is needed: why can it not be kept?"))
    chosen = turn.required("promise", _("Please choose one."))
    turning = await the_turn(turn, store)
    if chosen not in {each.value for each in turning.open_promises}:
        raise Refusal(_("That promise is settled already. `newyear` shows how."), field="promise")
    await store.year(turning.old).years.waive(Promise(chosen), turn.person.id, reason)
    return Say(await overview_card(turn, store, say(_("Kept, with your name and the reason."))))


@feature.button("newyear.close", who=LEADS)
async def close(turn: Turn, store: YearStore) -> Replies:
    """Closes the year once both promises are settled; what was kept by posting is written down by it."""
    turning = await the_turn(turn, store)
    if not turning.may_close:
        closed = say(_("It was closed before. Pressing again changes nothing."))
        return Replace(await overview_card(turn, store, closed if turning.closed else owed_words(turning)))
    here = store.year(turning.old).years
    for promise_state in turning.promises:
        if promise_state.kept_at is not None:
            await here.keep(promise_state.promise, promise_state.kept_at)
    await here.close(turn.person.id)
    thanks = _(
        "Thank you for bringing it to its end. Everything that was said, measured and decided stays, and what was "
        "learned comes up again when somebody plans something like it."
    )
    return replace_card(
        Title(_("{year} is closed").format(year=turning.old.label)),
        Text(thanks),
        Button(_("Then and now"), "newyear.compare") if turning.new is not None else None,
        Button(_("Open {year} again").format(year=turning.old.label), "newyear.reopen"),
    )


@feature.button("newyear.reopen", who=LEADS, writes=False)
async def ask_why(turn: Turn, store: YearStore) -> Replies:
    turning = await the_turn(turn, store)
    if not turning.closed:
        raise Refusal(_("{year} is open. `newyear` shows how it stands.").format(year=turning.old.label))
    return ask_form(
        "newyear.reopen.keep",
        _("Open it again"),
        Note(say(_("*{year}* was closed. Opening it changes nothing that was said in it."), year=turning.old.label)),
        Line("reason", _("Why?"), long=True, optional=False, most=1000),
        send=_("Open it again"),
    )


@feature.form("newyear.reopen.keep", who=LEADS)
async def reopen(turn: Turn, store: YearStore) -> Replies:
    reason = turn.required("reason", _("A sentence is needed: why is it opened again?"))
    turning = await the_turn(turn, store)
    told = say(_("It was open before."))
    if await store.year(turning.old).years.reopen(reason):
        told = say(_("*{year}* is open again. The reason is kept."), year=turning.old.label)
    return Say(await overview_card(turn, store, told))


feature.include(choosing.router, launch.router, overview.router, share_plan.router)
