"""One strategy in detail: its prediction, its weeks, what was learned and decided, and its history."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from handlers.kit.card import Button, Card, Chart, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, say, when
from handlers.wording.measure_chart import OverTime, around_for, drawn, obstacle_names, over_time
from handlers.wording.measures import bare_name
from handlers.wording.strategy import (
    drift_words,
    held_words,
    outcome_words,
    path_name,
    prediction_words,
    so_far,
    weeks_picture,
    went_words,
)
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, Went, latest_week
from pdsa.decisions import Decision
from pdsa.findings import MeasureFinding
from pdsa.goals import Goal, Strategy
from pdsa.how_weeks_went import drift, numbers
from pdsa.measures import Better, Series
from pdsa.people import Member
from pdsa.permissions import carries_out, owns, works_on
from pdsa.picture import Weeks
from pdsa.reflection import Reflection
from pdsa.silence import Heard
from pdsa.small_groups import shown
from pdsa.text import _
from pdsa.visible import Reader, may_read, reader_of, visible
from storage.figures_of_year import figures_of
from storage.store import YearStore

SENTENCES = 5
EDITED = 8
Said = TypeVar("Said", CheckIn, Reflection, Decision)


@dataclass(frozen=True)
class Story:
    """All that is known of one strategy by today."""

    strategy: Strategy
    goal: Goal | None
    owner: Member | None
    heard: Heard
    checkins: tuple[CheckIn, ...]
    reflection: Reflection | None
    decision: Decision | None
    next_owner: str

    def weeks(self, turn: Turn) -> Weeks | None:
        return weeks_picture(self.strategy, self.checkins, turn.cycle, self.owner, turn.today, self.heard)


async def story(strategy: Strategy, turn: Turn, store: YearStore) -> Story:
    decisions = [each for each in await store.learning.decisions() if each.strategy == strategy.code]
    decision = decisions[-1] if decisions else None
    last = latest_week(turn.today, turn.cycle.rhythm)
    names = await store.people.names()
    return Story(
        strategy=strategy,
        goal=next((each for each in await store.plans.goals(dropped=True) if each.code == strategy.goal), None),
        owner=await store.people.by_email(strategy.owner) if strategy.owner else None,
        heard=await store.checkins.heard(frozenset({strategy.code})),
        checkins=tuple(c for c in await store.checkins.of_strategy(strategy.code) if c.week <= last),
        reflection=(await store.learning.latest_reflections()).get(strategy.code),
        decision=decision,
        next_owner=names.get(decision.owner, decision.owner) if decision else "",
    )


async def strategy_card(strategy: Strategy, turn: Turn, store: YearStore) -> Card:
    """The strategy as this person may see it."""
    strategy_story = await story(strategy, turn, store)
    inside = works_on(turn.person, strategy)
    weeks = strategy_story.weeks(turn) if inside else None
    numbers_so_far = await measured(strategy_story, turn, store)
    return card(
        Title(strategy.title),
        _facts(strategy_story),
        *_prediction(strategy, turn),
        Text(_weeks(strategy_story, inside)),
        *(Chart(picture) for picture in (weeks, numbers_so_far.picture) if picture),
        *_sentences(strategy_story, turn),
        *_learned(strategy_story, turn),
        *_decided(strategy_story, turn),
        _ways_on(strategy_story, turn, inside),
    )


def _facts(strategy_story: Story) -> FactSet:
    strategy = strategy_story.strategy
    rows: list[tuple[str, Words | str]] = []
    if strategy_story.goal:
        rows.append((_("Goal"), clip(strategy_story.goal.statement, 120)))
    rows.append((_("Owner"), strategy_story.owner.name if strategy_story.owner else _("nobody yet")))
    if strategy.start:
        end = when(strategy.end) if strategy.end else _("open")
        rows.append((_("Dates"), _("{start} to {end}").format(start=when(strategy.start), end=end)))
    if strategy.where:
        rows.append((_("Where"), strategy.where))
    return FactSet(tuple(rows))


def _prediction(strategy: Strategy, turn: Turn) -> list[Part]:
    if not strategy.prediction:
        return [Text(_("Nobody wrote a prediction down."))]
    parts: list[Part] = [Text(prediction_words(strategy, turn.today)), Quote(strategy.prediction)]
    for later in strategy.amendments[-3:]:
        day = when(local_day(later.at, turn.zone))
        parts += [Text(_("A later wording, of {day}:").format(day=day)), Quote(later.text)]
    return parts


def _weeks(strategy_story: Story, inside: bool) -> str:
    """How its weeks went, for those who work on it. A count that moves with each look would tell one person's taps."""
    if not inside:
        return _(
            "How its weeks go is for those who work on it. Once they have looked back, what came of it stands here."
        )
    if not strategy_story.checkins:
        return _("No check-ins yet.")
    told = so_far(strategy_story.strategy, strategy_story.checkins)
    return _("{told} {direction}.").format(told=told, direction=capital(drift_words(drift(strategy_story.checkins))))


async def measured(strategy_story: Story, turn: Turn, store: YearStore) -> OverTime:
    """The numbers of the strategy's own weeks for its team; else its goal's measure, if that may be shown."""
    own = await _own_numbers(strategy_story, turn, store) if works_on(turn.person, strategy_story.strategy) else None
    if own is not None and len(own.points) > 1:
        measure = strategy_story.strategy.measure
        told = (await figures_of(store, turn.cycle, turn.today)).told(own, None, Better.UNKNOWN)
        finding = MeasureFinding(measure, (), (told,))
        title = bare_name(measure) or strategy_story.strategy.title
        return drawn(finding, title, [strategy_story.strategy], await around_for(turn, store))
    goal = strategy_story.goal
    return await over_time(goal.measure, turn, store) if goal and goal.measure else OverTime(None)


async def _own_numbers(strategy_story: Story, turn: Turn, store: YearStore) -> Series | None:
    """What the weekly question brought, with what was logged of the same measure; of one day the logged number."""
    asked = numbers(strategy_story.strategy, strategy_story.checkins)
    if not strategy_story.strategy.measure:
        return asked
    entries = [each.observation for each in await store.measures.entries(strategy_story.strategy.measure, turn.today)]
    seen = shown(entries, strategy_story.strategy.measure, minimum=turn.cycle.minimum_group, today=turn.today)
    logged = [point for each in seen.series if not each.group for point in each.points]
    by_day = {point.day: point for point in (*(asked.points if asked else ()), *logged)}
    return Series(strategy_story.strategy.measure, "", tuple(by_day[day] for day in sorted(by_day))) if by_day else None


def _sentences(strategy_story: Story, turn: Turn) -> list[Part]:
    """The newest sentences from its weeks that this person may read."""
    seen = (_seen(checkin, strategy_story, turn) for checkin in strategy_story.checkins)
    said = [
        Quote(text, by=when(checkin.week))
        for checkin in seen
        if checkin is not None
        for text in (checkin.well, checkin.in_way)
        if text
    ]
    return [Text(say(_("*In their own words*"))), *said[-SENTENCES:]] if said else []


def _seen(said: Said, found: Story, turn: Turn) -> Said | None:
    """What of it this person may read here; None where they do not work on it: released words are for the team here,
    observers read them in the digests that somebody approved.
    """
    return visible(said, reader_of(turn.person, found.strategy)) if works_on(turn.person, found.strategy) else None


def _learned(strategy_story: Story, turn: Turn) -> list[Part]:
    reflection = strategy_story.reflection
    if reflection is None:
        return []
    day = when(local_day(reflection.at, turn.zone))
    words = say(
        _("*Looked back at* on {day}. {held}"), day=day, held=outcome_words(strategy_story.strategy, reflection.held)
    )
    if reflection.obstacles and works_on(turn.person, strategy_story.strategy):
        words += say(_(" In the way: {obstacles}."), obstacles=obstacle_names(reflection.obstacles))
    parts: list[Part] = [Text(words)]
    seen = _seen(reflection, strategy_story, turn)
    if seen is not None and seen.learned:
        parts += [Quote(clip(text, 1000)) for text in (seen.happened, seen.learned)]
        if seen.missing:
            parts += [Text(_("Missing from the data:")), Quote(clip(seen.missing, 500))]
    return parts


def _decided(strategy_story: Story, turn: Turn) -> list[Part]:
    decision = strategy_story.decision
    if decision is None:
        return []
    day = when(local_day(decision.at, turn.zone))
    words = (
        _("*Decided* on {day}: {path}.") if decision.stands else _("*Proposed* on {day}: {path}. A lead confirms it.")
    )
    parts: list[Part] = [Text(say(words, day=day, path=path_name(decision.path)))]
    seen = _seen(decision, strategy_story, turn)
    if seen is not None and seen.reason:
        parts.append(Quote(clip(seen.reason, 1000)))
    if seen is not None and seen.next_step:
        due = when(decision.due) if decision.due else _("no date yet")
        step = _("Next: {step} ({who}, {due})")
        parts.append(Text(say(step, step=clip(seen.next_step, 160), who=strategy_story.next_owner, due=due)))
    return parts


def _ways_on(found: Story, turn: Turn, inside: bool) -> Part | None:
    if not inside:
        return buttons(Button(_("The whole year"), "status"))
    strategy = found.strategy
    asked = owns(turn.person, strategy) and strategy.under_way(turn.today)
    return buttons(
        Button(_("Check in"), "checkin", strategy.code) if asked else None,
        Button(_("Reflect"), "reflect", strategy.code),
        Button(_("Decide"), "decide", strategy.code),
        Button(_("Small cycles"), "cycle", strategy.code) if carries_out(turn.person, strategy) else None,
        Button(_("History"), "status.history", strategy.code),
    )


async def history_card(strategy: Strategy, turn: Turn, store: YearStore, start: int = 0) -> Card:
    """What was changed, by whoever may read it: edited weeks with what stood before, reflections, decisions."""
    title = Text(say(_("What was said before of *{strategy}*"), strategy=strategy.title))
    checkins = await store.checkins.of_strategy(strategy.code)
    reader = reader_of(turn.person, strategy)
    edited = [each for each in checkins if each.edited_at and _has_before(each, reader)]
    lines: list[Words] = []
    for checkin in edited[-EDITED:]:
        trail = await store.trail(f"{strategy.code} {checkin.week}")
        lines += [
            _before(checkin, at, before, turn)
            for at, _who, action, before, _after in trail
            if action == "checkin" and before
        ]
    reflections = [each for each in await store.learning.reflections() if each.strategy == strategy.code]
    for reflection in reflections[:-1]:
        if _has_before(reflection, reader):
            lines.append(_kept(reflection, turn))
    decisions = [each for each in await store.learning.decisions() if each.strategy == strategy.code]
    lines += [_once_decided(each, turn) for each in decisions[:-1]]
    if not lines:
        return card(title, Text(_("Nothing was changed that you may read.")))
    page = page_at(lines, start, word_count, LONGEST - words_on((title,)))
    return card(title, Items(tuple(page.items)), *page.ways("status.history", f"{strategy.code}:"))


def _has_before(said: CheckIn | Reflection, reader: Reader) -> bool:
    """Whether somebody may read what stood there before: what is released is what stands."""
    return may_read(replace(said, quotable=False), "in_way", reader)


def _before(checkin: CheckIn, at: datetime, before: Any, turn: Turn) -> Words:
    told = [
        went_words(Went(before["went"])),
        *(before[name] for name in ("well", "in_way", "help") if before.get(name)),
    ]
    return say(
        _("Week of {week}, changed {day}. Before: {before}"),
        week=when(checkin.week),
        day=when(local_day(at, turn.zone)),
        before=clip("; ".join(told), 400),
    )


def _kept(reflection: Reflection, turn: Turn) -> Words:
    day = when(local_day(reflection.at, turn.zone))
    return say(
        _("Looked back at on {day}: {held}. {learned}"),
        day=day,
        held=held_words(reflection.held),
        learned=clip(reflection.learned, 400),
    )


def _once_decided(decision: Decision, turn: Turn) -> Words:
    day = when(local_day(decision.at, turn.zone))
    words = _("Decided on {day}: {path}") if decision.stands else _("Proposed on {day}: {path}")
    return say(words, day=day, path=path_name(decision.path))
