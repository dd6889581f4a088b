"""The conclusions, told again: to each member as much as they may read, to the team's channel what was released."""

from collections.abc import Collection, Iterator, Sequence

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.card_pages import pages, words_on
from handlers.kit.words import Words, clip, count, say, when
from handlers.meeting.facts import Conclusions, YearConclusions
from handlers.wording.over_time import obstacle_names
from handlers.wording.record_quality import hits_words
from handlers.wording.strategy import listed, outcome_words
from pdsa.digest_quotes import same
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.reflection import Reflection
from pdsa.text import _
from pdsa.visible import ANYBODY, reader_of, visible

PAGE = 85
"""So many words have the strategies in one message."""
QUOTED = 3
LONG = 250


def concluded_page(year: Conclusions, reader: Member, start: int = 0) -> Card:
    """Some strategies with what was concluded, and the way to the next ones."""
    concluded = _concluded(year)
    if not concluded:
        return card(Text(_("Nobody has looked back at a strategy yet. `reflect` begins it.")))
    start = start if 0 <= start < len(concluded) else 0
    parts = [tuple(_one(strategy, kept, reader)) for strategy, kept in concluded[start:]]
    shown = concluded[start : start + len(pages(parts, words_on, PAGE)[0])]
    left = len(concluded) - start - len(shown)
    return card(
        Title(_("What we concluded")),
        *(part for each in parts[: len(shown)] for part in each),
        Text(_none_yet(year)) if year.open and not left else None,
        buttons(
            Button(_("{n} more").format(n=left), "meeting.concluded", str(start + len(shown))) if left > 0 else None,
            Button(_("The meeting"), "meeting"),
        ),
    )


def _concluded(year: Conclusions) -> list[tuple[Strategy, Reflection]]:
    return [(each, year.reflections[each.code]) for each in year.strategies if each.code in year.reflections]


def _one(strategy: Strategy, reflection: Reflection, reader: Member) -> Iterator[Part]:
    """A strategy: whether its prediction held and what got in the way; its words where this reader may read them."""
    held = outcome_words(strategy, reflection.held)
    told = say(_("*{strategy}*. {held}"), strategy=clip(strategy.title, 150), held=held)
    if reflection.obstacles:
        told += say(_(" In the way: {obstacles}."), obstacles=obstacle_names(reflection.obstacles))
    yield Text(told)
    seen = visible(reflection, reader_of(reader, strategy))
    if not seen.learned:
        return
    yield Quote(clip(seen.learned, LONG))
    if seen.missing:
        yield Text(say(_("Missing from the data: {text}"), text=clip(seen.missing, LONG)))


def _none_yet(year: Conclusions) -> Words:
    return say(_("No conclusion yet: {names}."), names=listed([clip(each.title, 80) for each in year.open], QUOTED))


def conclusions_notification(year: Conclusions, reader: Member) -> Card:
    """For a member, on the working day before planning: the first page, and the day."""
    page = concluded_page(year, reader)
    day = year.days.planning
    assert day is not None  # the notification is made only where planning has a day
    return card(Text(say(_("We plan on *{day}*. This is what we concluded."), day=when(day, year.today))), *page.parts)


def conclusions_note(year: YearConclusions, told: Collection[str] = ()) -> tuple[Card, list[str]]:
    """For the team's own channel: counts and released words alone, none `told` there before; and these words."""
    concluded = _concluded(year)
    released = [(strategy, visible(kept, ANYBODY)) for strategy, kept in concluded]
    fresh = [each for each in released if each[1].learned and same(each[1].learned) not in told][:QUOTED]
    counted = count("{n} strategy has its conclusion.", "{n} strategies have their conclusions.", len(concluded))
    hits = hits_words(year.written)
    note = card(
        Title(_("Before we plan: what we concluded")),
        Items((counted, *([hits] if hits else []))),
        *_released(fresh),
        Text(_("Everybody on the team has the conclusions in their talk with me, as far as they may read them.")),
    )
    return note, [kept.learned for _strategy, kept in fresh]


def _released(found: Sequence[tuple[Strategy, Reflection]]) -> Iterator[Part]:
    for strategy, kept in found:
        yield Text(say("*{strategy}*", strategy=clip(strategy.title, 75)))
        yield Quote(clip(kept.learned, LONG))
