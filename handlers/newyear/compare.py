"""Then and now: the year before and this one on one card, for anybody of the plan."""

from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.figures import named
from handlers.kit.reply import Replies, Say
from handlers.kit.sofar import value_words
from handlers.kit.turn import Turn
from handlers.kit.words import Words, _, clip, ngettext, say, when
from handlers.newyear.route import feature
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.framework import counterpart
from pdsa.framework_file import crosswalk
from pdsa.people import EVERYONE
from pdsa.records import YearSoFar
from pdsa.then_and_now import Counted, Levels, Numbers, ThenAndNow, then_and_now
from storage.store import Store

MOST = 16


@feature.button("newyear.compare", who=EVERYONE, writes=False)
async def compare(turn: Turn, store: Store) -> Replies:
    """The card, or why there is none yet."""
    before = await store.cycles.before(turn.cycle)
    if before is None:
        raise Refusal(_("This is the first year that I know: there is nothing to compare it with yet."))
    found = await _both(before, turn.cycle, turn.today, store)
    return Say(compare_card(found, turn.cycle, turn.today))


async def _both(before: Cycle, now: Cycle, today: date, store: Store) -> ThenAndNow:
    here, there = await store.frameworks.get(now.framework), await store.frameworks.get(before.framework)
    walk = crosswalk()

    def name_now(name: str) -> str | None:
        found = counterpart(name, there, here, walk).item
        return found.title if found else None

    return then_and_now(
        await _year(store.at(before), before, today), await _year(store.at(now), now, today), today, name_now
    )


async def _year(store: Store, cycle: Cycle, today: date) -> YearSoFar:
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


def compare_card(found: ThenAndNow, now: Cycle, today: date) -> Card:
    """Levels, numbers and predictions; what cannot be compared yet is said."""
    parts: list[Part] = []
    if found.levels:
        parts += [Text(say(_("*Levels on the rubric (1 to 4)*"))), Items(tuple(map(_level, found.levels[:MOST])))]
        if left := len(found.levels) - MOST:
            parts += [Text(say(_("And {n} more."), n=left))] if left > 0 else []
    if found.numbers:
        lines = tuple(_number(each, found) for each in found.numbers[:MOST])
        parts += [Text(say(_("*Numbers*"))), Items(lines)]
    if found.predictions[0].looked or found.predictions[1].looked:
        told = tuple(
            _predictions(label, each) for label, each in zip((found.then, found.now), found.predictions, strict=True)
        )
        parts += [Text(say(_("*Predictions*"))), Items(told)]
    if not parts:
        parts = [Text(_("Nothing of the two years can be set side by side yet."))]
    elif today < now.year.first_day:
        told_start = _("{year} begins on {day}: what is known of it so far is where it starts.")
        parts.insert(0, Text(told_start.format(year=found.now, day=when(now.year.first_day, today))))
    return card(
        Title(_("{then} and {now}").format(then=found.then, now=found.now)),
        *parts,
        Text(_("Two years are two points: a difference is worth talking about, and no proof.")),
        buttons(Button(_("Where the year stands"), "status")),
    )


def _level(each: Levels) -> Words:
    unknown = _("not rated")
    began, ended, now = (unknown if level is None else str(level) for level in (each.began, each.ended, each.now))
    told = _("*{name}*: {began} → {ended} then; {now} now")
    if each.now is None:
        told = _("*{name}*: {began} → {ended} then; no newer level yet")
    line = say(told, name=clip(each.name, 100), began=began, ended=ended, now=now)
    if each.then_name:
        line += say(_(" (called “{name}” then)"), name=clip(each.then_name, 100))
    return line


def _number(each: Numbers, found: ThenAndNow) -> Words:
    values = {
        "then": value_words(each.measure, each.then.value), "day": when(each.then.day),
        "now": value_words(each.measure, each.now.value), "today": when(each.now.day),
    }  # fmt: skip
    told = _("*{name}*: latest {then} in {year} ({day}); latest {now} now ({today})")
    return say(told, name=clip(named(each.measure, each.group), 150), year=found.then, **values)


def _predictions(label: str, each: Counted) -> str:
    if not each.looked:
        return _("{year}: nobody has looked back yet").format(year=label)
    told = ngettext("{year}: {held} of {n} held", "{year}: {held} of {n} held", each.looked)
    return told.format(year=label, held=each.held, n=each.looked)
