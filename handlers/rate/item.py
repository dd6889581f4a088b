"""One item of the rubric: when it is a 4, its levels with what they rest on, and what can be done with it."""

from collections.abc import Iterator, Sequence

from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, capital, clip, say, when
from handlers.wording.levels import (
    definition_words,
    level_names,
    level_words,
    link_words,
    moment_name,
    outcome_words,
    spread_words,
    status_words,
)
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.framework import name_key
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.permissions import works_on
from pdsa.rubric_progress import IN_ORDER, RubricSheet, is_rater, key_of
from pdsa.rubric_ratings import Moment, OwnRating, RubricLine, spread
from pdsa.text import _
from storage.store import YearStore

MOST_DECISIONS = 3


def line_of(sheet: RubricSheet, key: str, *, field: str | None = None) -> RubricLine:
    """The item that a button or form means. Raises Refusal where the rubric has it no more."""
    line = sheet.line(key)
    if line is None:
        raise Refusal(gone(), field=field)
    return line


def gone() -> str:
    return _("That item is no longer in the rubric. `rate` shows those that are.")


async def item_card(
    line: RubricLine, sheet: RubricSheet, turn: Turn, store: YearStore, first: Words | str = ""
) -> Card:
    """All that is known of an item. `first` is a sentence that comes before."""
    names = await store.people.names_by_id()
    everybodys = await store.rubric.votes() if is_rater(turn.person) else []
    votes = [each for each in everybodys if each.member == turn.person.id]
    strategies = await strategies_of(line, turn, store)
    rater, key = is_rater(turn.person), key_of(line)
    link, gap = link_words(line.item), gap_words(line)
    return card(
        Text(first) if first else None,
        Title(line.text),
        _part_of(line),
        Text(as_written(definition_words(line.item))),
        Text(link) if link else None,
        *_levels(line, sheet, names),
        Text((*gap, *say(_(" What got in the way, and what next?")))) if gap else None,
        *_own(line, votes),
        *_spread(line, everybodys),
        buttons(
            Button(_("My own level"), "rate.own", key) if rater and sheet.may_vote(line) else None,
            Button(_("Agree on a level"), "rate.agree", key) if sheet.records(turn.person) else None,
            *_decide(line, strategies, turn),
        ),
        buttons(
            Button(_("Change its words"), "rate.item.change", key) if turn.person.is_lead and line.item else None,
            Button(_("The whole rubric"), "rate"),
        ),
    )


def _part_of(line: RubricLine) -> Text | None:
    """The key activity that an item of several belongs to; the item itself has one name everywhere."""
    if line.item is None or name_key(line.item.activity) in ("", name_key(line.text), name_key(line.item.title)):
        return None
    return Text(say(_("Part of *{activity}*"), activity=clip(line.item.activity, 120)))


async def strategies_of(line: RubricLine, turn: Turn, store: YearStore) -> list[Strategy]:
    """The strategies of the district's goals for the item that this person may look into."""
    if not line.goals:
        return []
    theirs = [each for each in await store.plans.strategies() if each.goal in line.goals and not each.school]
    return [each for each in theirs if works_on(turn.person, each)]


def _levels(line: RubricLine, sheet: RubricSheet, names: dict[int, str]) -> Iterator[Part]:
    rows: list[tuple[str, Words | str]] = []
    for moment in IN_ORDER:
        level = line.level(moment)
        if level is None:
            continue
        agreed = sheet.agreed.get((line.text, moment))
        words = level_words(level)
        if agreed and agreed.level == level:
            day = when(local_day(agreed.at, sheet.cycle.zone), sheet.today)
            by = names.get(agreed.member, _("somebody who has left"))
            words = _("{level}, agreed on {day}, recorded by {name}").format(level=words, day=day, name=clip(by, 80))
        rows.append((moment_name(moment), words))
    if not rows:
        yield Text(_("The team has not agreed on any level of it yet."))
        return
    if line.rating.year_end is not None and line.rating.goal is not None:
        rows.append((_("What became of the goal"), capital(status_words(line.rating.status))))
    if outcome := outcome_words(line.rating):
        rows.append((_("Over the year"), capital(outcome)))
    yield FactSet(tuple(rows))
    yield from _evidence(line, sheet)


def _evidence(line: RubricLine, found: RubricSheet) -> Iterator[Part]:
    """What the levels rest on: the newest of it."""
    said = [
        (moment, agreed.evidence)
        for moment in IN_ORDER
        if (agreed := found.agreed.get((line.text, moment))) and agreed.evidence and line.level(moment) is not None
    ]
    if line.rating.evidence and (Moment.YEAR_END, line.rating.evidence) not in said:
        said = [each for each in said if each[0] is not Moment.YEAR_END] + [(Moment.YEAR_END, line.rating.evidence)]
    for moment, text in said[-2:]:
        yield Text(say(_("*{moment}*: the evidence"), moment=moment_name(moment)))
        yield Quote(text)


def gap_words(line: RubricLine) -> Words | None:
    """The sentence that opens the interview: what was expected, and what was reached."""
    rating = line.rating
    if rating.goal is None or rating.year_end is None or rating.year_end >= rating.goal:
        return None
    return say(_("Expected a *{goal}*, reached a *{end}*."), goal=rating.goal, end=rating.year_end)


def _decide(line: RubricLine, strategies: Sequence[Strategy], turn: Turn) -> Iterator[Button]:
    """The way into the interview, for an item that ended short of its goal."""
    if gap_words(line) is None or turn.person.role not in PROMPTED:
        return
    for each in strategies[:MOST_DECISIONS]:
        yield Button(_("Decide on: {title}").format(title=clip(each.title, 50)), "decide", each.code)


def _own(line: RubricLine, votes: Sequence[OwnRating]) -> Iterator[Part]:
    """One's own levels, which nobody else reads."""
    mine = [vote for vote in votes if vote.activity == line.text]
    if not mine:
        return
    yield Text(say(_("*Your own levels* (only you see them)")))
    yield Items(tuple(_vote(vote) for vote in sorted(mine, key=lambda each: IN_ORDER.index(each.moment))))


def _spread(line: RubricLine, votes: Sequence[OwnRating]) -> Iterator[Part]:
    """How far apart the raters were the last time, for the team, once it has agreed: while levels still come in, one
    more would be read from the difference.
    """
    for moment in reversed(IN_ORDER):
        given = [each for each in votes if (each.activity, each.moment) == (line.text, moment)]
        if line.level(moment) is not None and spread(given) is not None:
            yield Text(say(_("*{moment}*. {spread}"), moment=moment_name(moment), spread=spread_words(given)))
            return


def _vote(vote: OwnRating) -> Words:
    words = say(
        _("{moment}: {level}, {name}"),
        moment=moment_name(vote.moment),
        level=vote.level,
        name=level_names()[vote.level - 1],
    )
    return (*words, *say(". {note}", note=clip(vote.note, 300))) if vote.note else words
