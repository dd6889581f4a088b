"""What the team agrees on: one level for each item, with what it rests on; recorded by a lead or whom a lead named."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.kit.card import Button, Card, Items, Text, card
from handlers.kit.form import Field, Form, Line, Note, Pick, form
from handlers.kit.reply import Ask, Replies, Say, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, join, say
from handlers.rate.item import gap_words, item_card, line_of
from handlers.rate.own import (
    about_words,
    answered_level,
    carried_lines,
    field_name,
    level_options,
    refresh,
    scale_words,
)
from handlers.wording.levels import level_words, moment_name, moment_question, sheet_for, spread_words
from handlers.wording.strategy import tally_words
from pdsa.checkin import Tally
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED
from pdsa.rubric_progress import IN_ORDER, RubricSheet, key_of
from pdsa.rubric_ratings import Moment, OwnRating, Round
from pdsa.rubric_ratings import RubricLine as Row
from pdsa.text import _
from storage.store import YearStore

router = Router()
EVIDENCE = "evidence"
LONGEST_EVIDENCE = 1000
LISTED = 12


@router.button("rate.agree", who=PROMPTED, writes=False)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """The next section without agreed levels, or the one item that is meant."""
    sheet = await sheet_for(turn, store)
    await _only_recorders(sheet, turn, store)
    if turn.value:
        return Ask(await _form([line_of(sheet, turn.value)], sheet, store, one=True))
    section = sheet.section(sheet.open)
    if not section:
        told = _("Every item that is asked about now has an agreed level. Open one to correct it.")
        return say_card(Text(told), Button(_("One item"), "rate.pick"), Button(_("The whole rubric"), "rate"))
    return Ask(await _form(section, sheet, store))


async def _only_recorders(sheet: RubricSheet, turn: Turn, store: YearStore) -> None:
    if sheet.records(turn.person):
        return
    names = [lead.name for lead in await store.people.leads()]
    named = next((each.name for each in await store.people.all() if each.id == sheet.recorder), "")
    who = join([*([named] if named else []), *names]) or _("a lead")
    raise NotAllowed(
        _("What the team agrees on is recorded by {who}. Tell them; your own levels stay.").format(who=who)
    )


async def _form(lines: Sequence[Row], sheet: RubricSheet, store: YearStore, *, one: bool = False) -> Form:
    """The form of a section, or of `one` item, whose levels of all moments that have come can be agreed on."""
    votes, tallies = await store.rubric.votes(), await _weeks(lines, sheet, store)
    come = [each for each in IN_ORDER if sheet.may_rate(each)]
    head = _("*{area}*: on which level does the team agree? What you leave empty stays open.")
    after = {} if one else {"after": key_of(lines[-1])}
    return form(
        "rate.agree.keep",
        _("Agree on a level") if one else _("Agree on levels"),
        None if one else Note(say(head, area=lines[0].area or _("The rubric"))),
        Note(scale_words(sheet)),
        *(
            field
            for line in lines
            for field in _fields(line, come if one else sheet.wants(line), sheet, votes, tallies)
        ),
        send=_("Keep") if one else _("Keep, go on"),
        carry={**after, "items": ",".join(map(key_of, lines)), **({"one": "yes"} if one else {})},
        about=tuple(line.text for line in lines),
    )


async def _weeks(section: Sequence[Row], found: RubricSheet, store: YearStore) -> dict[str, list[tuple[str, Tally]]]:
    """The check-ins on each item's strategies, counted: what the year itself says, to rest a level on."""
    if found.part in (None, Round.START):
        return {}
    tallies, strategies = await store.checkins.tallies(), await store.plans.strategies()
    return {
        line.text: [(s.title, tallies[s.code]) for s in strategies if s.goal in line.goals and s.code in tallies]
        for line in section
    }


def _fields(
    line: Row,
    moments: Sequence[Moment],
    found: RubricSheet,
    votes: Sequence[OwnRating],
    tallies: Mapping[str, Sequence[tuple[str, Tally]]],
) -> Iterator[Field]:
    key = key_of(line)
    yield Note(about_words(line))
    for title, tally in tallies.get(line.text, ())[:3]:
        yield Note(say(_("*{title}*: {weeks}"), title=clip(title, 120), weeks=tally_words(tally)))
    for moment in moments:
        own = [vote for vote in votes if (vote.activity, vote.moment) == (line.text, moment)]
        level = line.level(moment)
        yield Pick(
            field_name(moment, key),
            moment_question(moment),
            level_options(),
            chosen=None if level is None else str(level),
            optional=True,
            hint=spread_words(own),
        )
    rated = [moment for moment in moments if line.level(moment) is not None]
    yield Line(
        f"{EVIDENCE}-{key}",
        _("What is the evidence?"),
        _known(line, _about(rated), found) if rated else "",
        long=True,
        most=LONGEST_EVIDENCE,
        hint=_("What somebody else could look up: numbers, minutes, a document. Everybody in the plan can read it."),
    )


def _about(moments: Sequence[Moment]) -> Moment:
    """Which of several levels the words on one screen are about: the latest, and a goal only where it stands alone."""
    levels = [moment for moment in moments if moment is not Moment.GOAL]
    return levels[-1] if levels else moments[-1]


def _known(line: Row, moment: Moment, found: RubricSheet) -> str:
    """What a level rests on; a year-end level that came with the plan has its words there."""
    agreed = found.agreed.get((line.text, moment))
    return agreed.evidence if agreed else line.rating.evidence if moment is Moment.YEAR_END else ""


async def _as_agreed(turn: Turn, store: YearStore) -> Replies:
    """The form of the items that a form carries, as it reads now."""
    sheet = await sheet_for(turn, store)
    lines = carried_lines(sheet, turn)
    return Ask(await _form(lines, sheet, store, one=bool(turn.carry.get("one")))) if lines else ()


@router.form("rate.agree.keep", who=PROMPTED, now=_as_agreed)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps what was agreed, and goes on to the next section."""
    sheet = await sheet_for(turn, store)
    await _only_recorders(sheet, turn, store)
    agreed = [each for line in carried_lines(sheet, turn) for each in await _keep(line, sheet, turn, store)]
    if agreed:
        await refresh(sheet, store)
    now = await sheet_for(turn, store)
    if turn.carry.get("one"):
        line = line_of(now, turn.carry.get("items", ""))
        first = _("Kept.") if agreed else _("Nothing was changed.")
        return Say(await item_card(line, now, turn, store, first))
    section = now.section(now.open, turn.carry.get("after", ""))
    replies = [Say(_kept_card(agreed, now))] if agreed else []
    if section:
        return [*replies, Ask(await _form(section, now, store))]
    return replies or Say(_kept_card(agreed, now))


async def _keep(line: Row, sheet: RubricSheet, turn: Turn, store: YearStore) -> list[tuple[str, Moment]]:
    """Keep one item's levels where they or what they rest on changed."""
    key, agreed = key_of(line), []
    evidence = turn.text(f"{EVIDENCE}-{key}")
    given = {
        moment: level
        for moment in IN_ORDER
        if sheet.may_rate(moment) and (level := answered_level(turn, field_name(moment, key))) is not None
    }
    if evidence and not given:
        raise Refusal(_("Choose the level that this is evidence for, or leave both empty."), field=f"{EVIDENCE}-{key}")
    about = _about(list(given)) if given else None
    for moment, level in given.items():
        earlier = _known(line, moment, sheet)
        words = evidence if moment is about else earlier
        if level != line.level(moment) or words != earlier:
            await store.rubric.agree(line.text, moment, level, words, turn.person.id)
            agreed.append((line.text, moment))
    return agreed


def _kept_card(agreed: Sequence[tuple[str, Moment]], sheet: RubricSheet) -> Card:
    """What was agreed, with a way on for what ended short of its goal."""
    lines = {line.text: line for line in sheet.lines}
    sentences = [_kept_words(lines[text], moment) for text, moment in agreed if text in lines]
    short = [lines[text] for text, moment in agreed if text in lines and moment is Moment.YEAR_END]
    short = [line for line in short if gap_words(line)]
    more = len(sentences) - LISTED
    left = len(sheet.open)
    return card(
        Text(_("Kept.") if agreed else _("Nothing was changed.")),
        Items((*sentences[:LISTED], *([say(_("and {n} more"), n=more)] if more > 0 else []))) if sentences else None,
        Text(count("{n} item has no agreed level yet.", "{n} items have no agreed level yet.", left)) if left else None,
        *(Button(_("Open {item}").format(item=clip(each.text, 50)), "rate.item", key_of(each)) for each in short[:3]),
        Button(_("Go on"), "rate.agree") if left else None,
        Button(_("The whole rubric"), "rate"),
    )


def _kept_words(line: Row, moment: Moment) -> Words:
    level = line.level(moment)
    told = say(
        _("*{item}*, {moment}: {level}"),
        item=clip(line.text, 150),
        moment=moment_name(moment).lower(),
        level=level_words(level) if level else "",
    )
    gap = gap_words(line) if moment is Moment.YEAR_END else None
    return (*told, *say(". "), *gap) if gap else told
