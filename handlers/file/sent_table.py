"""A table of numbers that came as a file: its columns are asked for, its rows shown, and only then is it kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.file.columns import columns_form, columns_from
from handlers.file.preview import (
    Preview,
    answered,
    first_card,
    open_questions,
    preview_card,
    questions_form,
    single_people,
)
from handlers.file.sent_plan_or_framework import waiting
from handlers.kit.card import Button, Card, Items, Text, buttons, card
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, join, number, say
from handlers.wording.over_time import hidden_words
from pdsa.column_guess import about_people
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import (
    MOST_FIGURES,
    Columns,
    NewFigures,
    Table,
    TooManyFigures,
    gather,
    new_figures,
    spelled_alike,
)
from pdsa.names import folded
from pdsa.people import PROMPTED
from pdsa.permissions import enters, enters_all
from pdsa.small_groups import shown
from pdsa.text import _
from pdsa.year_measures import key_of
from storage.measured import named_measures
from storage.store import YearStore
from storage.uploads import Upload

router = Router()
NAMED = 5


async def offered(name: str, table: Table, turn: Turn, store: YearStore) -> Card:
    """What was read, with the question which column is which. Raises Refusal for those who may bring in no numbers."""
    if turn.setting is None:
        raise Refusal(_("Numbers belong to a year's plan, and there is none yet. A lead can send me one first."))
    await check_may(turn, store)
    if headers := about_people(table):
        raise Refusal(single_people(headers))
    number = await store.uploads.keep(turn.person.id, name, table)
    return first_card(name, table, number)


@router.button("file.columns", who=PROMPTED, writes=False)
async def ask_columns(turn: Turn, store: YearStore) -> Replies:
    upload, table = await _table(turn, store)
    allowed = await check_may(turn, store)
    known = [each for each in await named_measures(store) if allowed is None or folded(each) in allowed]
    return Ask(columns_form(upload, table, known, anything=allowed is None))


@router.form("file.columns.keep", who=PROMPTED)
async def keep_columns(turn: Turn, store: YearStore) -> Replies:
    """The columns are kept beside the table, and what follows from them is shown."""
    upload, table = await _table(turn, store)
    columns = columns_from(turn, table)
    await store.uploads.choose(upload, columns)
    if open_questions(table, columns):
        return Ask(questions_form(upload, table, columns))
    return Say(await _previewed(upload, table, columns, turn, store))


@router.form("file.questions.keep", who=PROMPTED)
async def answer_questions(turn: Turn, store: YearStore) -> Replies:
    """What the columns left open is kept beside them, and what follows from them is shown."""
    upload, table = await _table(turn, store)
    if upload.columns is None:
        raise Refusal(_("First I need to know which column is which: press “Choose the columns”."))
    columns = answered(turn, table, upload.columns)
    await store.uploads.choose(upload, columns)
    return Say(await _previewed(upload, table, columns, turn, store))


async def _previewed(upload: Upload, table: Table, columns: Columns, turn: Turn, store: YearStore) -> Card:
    return preview_card(upload.name, await _preview(upload, table, columns, turn, store), upload.id, turn.today)


@router.button("file.table.keep", who=PROMPTED)
async def keep_table(turn: Turn, store: YearStore) -> Replies:
    upload, table = await _table(turn, store)
    if upload.columns is None:
        raise Refusal(_("First I need to know which column is which: press “Choose the columns”."))
    figures = (await _preview(upload, table, upload.columns, turn, store)).figures
    await store.plans.put_observations(figures.changed)
    await store.uploads.settle(upload.id)
    await store.record(
        "figures brought in", upload.name, after=[len(figures.new), len(figures.corrected), figures.same]
    )
    return Replace(_kept(upload.name, figures, await _kept_back(figures, turn, store)))


@router.button("file.drop", who=PROMPTED, early=True)
async def drop(turn: Turn, store: YearStore) -> Replies:
    upload = await waiting(turn, store)
    await store.uploads.settle(upload.id)
    return Replace(card(Text(say(_("I put *{name}* away and changed nothing."), name=upload.name))))


async def check_may(turn: Turn, store: YearStore) -> frozenset[str] | None:
    """The measures, as names are compared, whose numbers somebody may bring in; None where all. Raises NotAllowed."""
    if enters_all(turn.person):
        return None
    goals, strategies = await store.plans.goals(), await store.plans.strategies()
    named = {each.measure for each in goals} | {each.measure for each in strategies}
    measures = frozenset(folded(each) for each in named - {""} if enters(turn.person, each, goals, strategies))
    if not measures:
        people = await store.people.all()
        names = join([each.name for each in people if enters_all(each)][:5])
        told = _("Numbers come in from research, from leads, and from owners for what they measure. Ask {names}.")
        raise NotAllowed(told.format(names=names or _("a lead")))
    return measures


async def _table(turn: Turn, store: YearStore) -> tuple[Upload, Table]:
    upload = await waiting(turn, store)
    if upload.table is None:
        raise Refusal(_("That file holds no table. Please send it again."))
    return upload, upload.table


async def _preview(upload: Upload, table: Table, columns: Columns, turn: Turn, store: YearStore) -> Preview:
    allowed = await check_may(turn, store)
    try:
        gathered = gather(
            table, columns, upload.name, None if allowed is None else lambda measure: folded(measure) in allowed
        )
    except TooManyFigures:
        told = _("These columns hold more than {most} numbers, which is more than I take at once: choose fewer.")
        raise Refusal(told.format(most=number(MOST_FIGURES)), field="values") from None
    kept = await store.plans.observations(date.max)
    groups = [observation.group for observation in kept if observation.group]
    good = spelled_alike(gathered.good, await named_measures(store), groups)
    return Preview(table, columns, replace(gathered, good=good), new_figures(good, kept))


def _kept(name: str, figures: NewFigures, kept_back: Sequence[Words]) -> Card:
    told = [
        count("{n} new number", "{n} new numbers", len(figures.new)) if figures.new else "",
        count("{n} corrected", "{n} corrected", len(figures.corrected)) if figures.corrected else "",
        count("{n} the same as before", "{n} the same as before", figures.same) if figures.same else "",
    ]
    return card(
        Text(say(_("Kept from *{name}*: {told}."), name=name, told=", ".join(filter(None, told)))),
        Text(_("What a corrected number was before stays in the history.")) if figures.corrected else None,
        Items(tuple(kept_back)) if kept_back else None,
        buttons(
            *(Button(_("Chart"), "chart", key_of(each)) for each in figures.measures[:1]),
            Button(_("Where the year stands"), "status"),
        ),
    )


async def _kept_back(figures: NewFigures, turn: Turn, store: YearStore) -> list[Words]:
    """Of which measures not everything can be shown now, and why: one school without a number of people is enough."""
    cycle, sentences = turn.cycle, []
    observations = await store.plans.observations(until=turn.today)
    for measure in figures.measures[:NAMED]:
        hidden = shown(
            observations, measure, minimum=cycle.minimum_group, today=turn.today, district=cycle.district
        ).hidden
        if hidden:
            words = hidden_words(hidden, cycle.minimum_group)
            sentences.append(say(_("*{measure}*: {words}"), measure=clip(measure, 100), words=words))
    return sentences
