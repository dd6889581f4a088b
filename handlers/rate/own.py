"""One's own levels: the rubric section by section, or one item; nobody else reads them."""

from collections.abc import Iterator, Sequence

from handlers.answers.open_questions import keep_note, note_on
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.declared import Question
from handlers.kit.form import Field, Form, Line, Note, Option, Pick, Saying, form
from handlers.kit.reply import Ask, Replies, Say, Then
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say, when
from handlers.rate.item import item_card, line_of
from handlers.wording.levels import definition_words, level_names, moment_question, sheet_for
from pdsa.cycle import Phase
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED
from pdsa.rubric_progress import RubricSheet, is_rater, key_of
from pdsa.rubric_ratings import LEVELS, Moment, OwnRating
from pdsa.rubric_ratings import RubricLine as Row
from pdsa.text import _, ngettext
from pdsa.typed_words import Short, understood
from storage.notification_states import Notification
from storage.store import YearStore

router = Router()
NONE = "-"
NOTE = "note"
LONGEST_NOTE = 500


@router.button("rate.own", who=PROMPTED, writes=False)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """The next section that waits for one's own levels, or the one item that is meant."""
    _only_raters(turn)
    sheet = await sheet_for(turn, store)
    votes = await store.rubric.votes(member=turn.person.id)
    if turn.value:
        line = line_of(sheet, turn.value)
        if not sheet.may_vote(line):
            raise Refusal(_settled(line, sheet, turn))
        return Ask(_form([line], sheet, votes, one=True))
    section = sheet.section(sheet.open_for(votes, turn.person.id))
    if not section:
        return Say(_nothing_open(sheet, turn))
    note = await note_on("rate", sheet.part.value, turn, store) if sheet.part else None
    return Ask(_form(section, sheet, votes, note=note.text if note else ""))


def _only_raters(turn: Turn) -> None:
    if not is_rater(turn.person):
        raise NotAllowed(_("The district's own team rates this rubric. `rate` shows what it agreed on."))


def _nothing_open(sheet: RubricSheet, turn: Turn) -> Card:
    told = _("No item waits for your level now.")
    if sheet.part is None and turn.today < sheet.cycle.phases.study:
        told = _("No item waits for a level now. Year-end levels are asked from {day} on.").format(
            day=when(sheet.cycle.school_span_of(Phase.STUDY)[0], turn.today)
        )
    return card(Text(told), Button(_("The whole rubric"), "rate"))


def _form(
    lines: Sequence[Row], sheet: RubricSheet, votes: Sequence[OwnRating], *, note: str = "", one: bool = False
) -> Form:
    """The form of a section, or of `one` item, whose levels of all moments that are open can be given."""
    head = _("*{area}*: what do you think? Skip what you cannot judge. Only you see your own levels.")
    after = {} if one else {"after": key_of(lines[-1])}
    return form(
        "rate.own.keep",
        _("My own level") if one else _("Rate the rubric"),
        Note(_("Only you see your own levels.") if one else say(head, area=lines[0].area or _("The rubric"))),
        Note(scale_words(sheet)),
        Note(_("Your note:")) if note else None,
        Saying(note) if note else None,
        *(
            field
            for line in lines
            for field in _fields(line, sheet.may_vote(line) if one else sheet.wants(line), sheet, votes)
        ),
        send=_("Keep") if one else _("Keep, go on"),
        carry={**after, "items": ",".join(map(key_of, lines)), **({"one": "yes"} if one else {})},
    )


def _settled(line: Row, sheet: RubricSheet, turn: Turn) -> str:
    told = _("The team has agreed on every level of *{item}* that can be given now; a lead can correct them.")
    words = told.format(item=clip(line.text, 100)).replace("*", "")
    if not sheet.may_rate(Moment.YEAR_END):
        day = when(sheet.cycle.school_span_of(Phase.STUDY)[0], turn.today)
        words += " " + _("Year-end levels can be given from {day} on.").format(day=day)
    return words


def scale_words(found: RubricSheet) -> Words:
    """What the four levels mean, where an item says nothing of its own."""
    words: Words = ()
    for level, name in zip(LEVELS, level_names(), strict=True):
        told = say(_("*{level}* {name}: {meaning}"), level=level, name=name, meaning=found.framework.levels[level - 1])
        words = (*words, *(say("\n") if words else ()), *told)
    return words


def about_words(line: Row) -> Words:
    """An item's name, when it is a 4, and its own words for the levels where it has some."""
    words = say(_("*{item}*\n{definition}"), item=line.text, definition=definition_words(line.item))
    own = line.item.levels if line.item else ()
    for level, text in zip(LEVELS, own, strict=False):
        words = (*words, *say("\n{level}: {text}", level=level, text=clip(text, 300)))
    return words


def level_options() -> tuple[Option, ...]:
    return tuple(Option(str(n), f"{n} {name}") for n, name in zip(LEVELS, level_names(), strict=True))


def _fields(line: Row, moments: Sequence[Moment], found: RubricSheet, votes: Sequence[OwnRating]) -> Iterator[Field]:
    mine = {vote.moment: vote for vote in votes if vote.activity == line.text}
    key = key_of(line)
    yield Note(about_words(line))
    for moment in moments:
        chosen = str(mine[moment].level) if moment in mine else None
        options = (*level_options(), Option(NONE, _("I can't say")))
        yield Pick(field_name(moment, key), moment_question(moment), options, chosen=chosen, optional=True)
    note = next((mine[moment].note for moment in moments if moment in mine), "")
    hint = _("To bring to the talk in which the team agrees. Only you read it.")
    yield Line(f"{NOTE}-{key}", _("A note for yourself"), note, most=LONGEST_NOTE, hint=hint)


def carried_lines(sheet: RubricSheet, turn: Turn) -> list[Row]:
    """The items that a form is about, as far as the rubric has them still."""
    return [line for key in turn.carry.get("items", "").split(",") if (line := sheet.line(key)) is not None]


def field_name(moment: Moment, key: str) -> str:
    return f"{moment.value}-{key}"


def answered_level(turn: Turn, name: str) -> int | None:
    """A level as it was answered, None where it was skipped. Raises Refusal for anything else."""
    chosen = turn.text(name)
    if chosen in ("", NONE):
        return None
    if chosen not in {str(level) for level in LEVELS}:
        raise Refusal(_("Choose a level from 1 to 4."), field=name)
    return int(chosen)


@router.form("rate.own.keep", who=PROMPTED)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps one's own levels and goes on to the next section."""
    _only_raters(turn)
    sheet = await sheet_for(turn, store)
    lines = carried_lines(sheet, turn)
    for line in lines:
        await _keep(line, sheet, turn, store)
    await refresh(sheet, store, member=turn.person.id)
    votes = await store.rubric.votes(member=turn.person.id)
    if turn.carry.get("one"):
        shown = await item_card(lines[0], sheet, turn, store, _("Kept.")) if lines else _nothing_open(sheet, turn)
        return Say(shown)
    section = sheet.section(sheet.open_for(votes, turn.person.id), turn.carry.get("after", ""))
    return Ask(_form(section, sheet, votes)) if section else Say(_done(sheet, votes, turn))


async def _keep(line: Row, found: RubricSheet, turn: Turn, store: YearStore) -> None:
    """Keep what was said of one item; what the team has agreed on meanwhile is settled."""
    key = key_of(line)
    note, moments = turn.text(f"{NOTE}-{key}"), found.may_vote(line)
    levels = {moment: answered_level(turn, field_name(moment, key)) for moment in moments}
    if note and moments and not any(levels.values()):
        raise Refusal(_("Choose a level to go with the note, or leave both empty."), field=f"{NOTE}-{key}")
    for moment, level in levels.items():
        if level is not None:
            await store.rubric.vote(OwnRating(line.text, moment, turn.person.id, level, note))
        elif turn.text(field_name(moment, key)) == NONE:
            await store.rubric.withdraw(line.text, moment, turn.person.id)


async def refresh(sheet: RubricSheet, store: YearStore, *, member: int | None = None) -> None:
    """The messages that asked show what is left, everybody's or one member's."""
    if sheet.part is not None:
        asked = await store.outbox.of_kind("rate", "rate-nudge", occasion=sheet.part.value)
        theirs = (each for each in asked if member is None or (each.member and each.member.id == member))
        await store.outbox.refresh(*(each.key for each in theirs))


def _done(sheet: RubricSheet, votes: Sequence[OwnRating], turn: Turn) -> Card:
    """What was kept, and how it goes on."""
    given = {(vote.activity, vote.moment) for vote in votes}
    n = sum(any((line.text, moment) in given for moment in sheet.wants(line)) for line in sheet.open)
    left = len(sheet.open_for(votes, turn.person.id))
    told = ngettext("Kept: your levels of {n} item.", "Kept: your levels of {n} items.", n)
    if not n:
        told = _("You skipped all of it, and nothing is kept.")
    rest = ngettext("{n} item has no level of yours.", "{n} items have no level of yours.", left)
    return card(
        Text(told.format(n=n)),
        Text(rest.format(n=left)) if left and n else None,
        Text(
            _("Only you see them. The team now talks about where they differ, and agrees on one level for each item.")
        ),
        Button(_("Rate the rest"), "rate.own") if left else None,
        Button(_("The whole rubric"), "rate"),
    )


KIND = "rate"


@router.typed(KIND, f"{KIND}-nudge")
async def open_(notification: Notification, turn: Turn, store: YearStore) -> list[Question]:
    """The round that the notification asked about, while something of it waits for this person's level."""
    sheet = await sheet_for(turn, store)
    votes = await store.rubric.votes(member=turn.person.id)
    here = sheet.part is not None and sheet.part.value == notification.occasion and is_rater(turn.person)
    return [_question(notification.occasion)] if here and sheet.open_for(votes, turn.person.id) else []


def _question(part: str) -> Question:
    return Question(KIND, "rate.typed", part, _("The rubric"), private=True)


@router.button("rate.typed", who=PROMPTED)
async def take(turn: Turn, store: YearStore) -> Replies:
    """Keep a sentence for oneself; a level needs the item that it belongs to."""
    typed_answer = understood(turn.words)
    if typed_answer.short in (Short.SKIP, Short.NO, Short.NOT):
        return Then("snooze")
    if not typed_answer.sentence:
        return Then("rate.own")
    told = _(
        "Kept as a note of your own on the rubric: nobody else reads it. It stands beside the items when you rate."
    )
    rate_it = Button(_("Rate it"), "rate.own", main=True)
    return await keep_note(_question(turn.value), typed_answer, told, [rate_it], turn, store)
