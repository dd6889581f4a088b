"""A table of numbers that came as a file: its columns are asked for, its rows shown, and only then is it kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

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
from handlers.kit.card import Button, Card, Items, Text, card
from handlers.kit.form import Form, Line, Note, Option, Pick, PickMany, form
from handlers.kit.reply import Ask, Replace, Replies, Say, replace_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, number, say, when
from handlers.wording.measure_chart import hidden_words
from pdsa.cell_reading import counted_day
from pdsa.cell_reading import shown as cell_text
from pdsa.column_guess import Guess, about_people, commas, fitting, guess, identifiers, questions, supposed
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
from pdsa.measure_lookup import key_of
from pdsa.names import folded
from pdsa.people import PROMPTED
from pdsa.permissions import enters, enters_all
from pdsa.small_groups import shown
from pdsa.text import _
from storage.figures_of_year import named_measures
from storage.store import YearStore
from storage.uploads import Upload

router = Router()
NAMED = 5
ONE, HEADERS, NONE = "one", "headers", "none"
"""Where the measure's name stands when it is in no column; and no column at all."""
DAY_FIRST, MONTH_FIRST = "day", "month"
COMMA, POINT = "comma", "point"
DAYS = "days"
SAMPLES = 3


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
    upload, table, before = await _table_with_columns(turn, store)
    columns = answered(turn, table, before)
    await store.uploads.choose(upload, columns)
    return Say(await _previewed(upload, table, columns, turn, store))


async def _previewed(upload: Upload, table: Table, columns: Columns, turn: Turn, store: YearStore) -> Card:
    return preview_card(upload.name, await _preview(upload, table, columns, turn, store), upload.id, turn.today)


@router.button("file.table.keep", who=PROMPTED)
async def keep_table(turn: Turn, store: YearStore) -> Replies:
    upload, table, columns = await _table_with_columns(turn, store)
    figures = (await _preview(upload, table, columns, turn, store)).figures
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
    return replace_card(Text(say(_("I put *{name}* away and changed nothing."), name=upload.name)))


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


async def _table_with_columns(turn: Turn, store: YearStore) -> tuple[Upload, Table, Columns]:
    upload, table = await _table(turn, store)
    if upload.columns is None:
        raise Refusal(_("First I need to know which column is which: press “Choose the columns”."))
    return upload, table, upload.columns


async def _preview(upload: Upload, table: Table, columns: Columns, turn: Turn, store: YearStore) -> Preview:
    allowed = await check_may(turn, store)
    try:
        gathered = gather(
            table, columns, upload.name, None if allowed is None else lambda measure: folded(measure) in allowed
        )
    except TooManyFigures:
        told = _("These columns hold more than {most} numbers, which is more than I take at once: choose fewer.")
        raise Refusal(told.format(most=number(MOST_FIGURES)), field="values") from None
    observations = await store.plans.observations(date.max)
    groups = [observation.group for observation in observations if observation.group]
    good = spelled_alike(gathered.good, await named_measures(store), groups)
    return Preview(table, columns, replace(gathered, good=good), new_figures(good, observations))


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
        *(Button(_("Chart"), "chart", key_of(each)) for each in figures.measures[:1]),
        Button(_("Where the year stands"), "status"),
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


def columns_form(upload: Upload, table: Table, measure_names: Sequence[str], *, anything: bool) -> Form:
    """The questions, with what the headers let suppose filled in. `anything` says that a new measure may be named."""
    measure_names, columns = fitting(measure_names), supposed(table, upload.columns)
    places = [Option(str(n), f"{header}: {_samples(table, n)}") for n, header in enumerate(table.headers)]
    apart = identifiers(table)
    figures = tuple(option for n, option in enumerate(places) if n not in apart)
    none = Option(NONE, _("No column"))
    measures = [
        Option(HEADERS, _("The header of each value column")),
        *([Option(ONE, _("One measure for all rows"))] if measure_names or anything else []),
        *places,
    ]
    return form(
        "file.columns.keep",
        _("Which column is which"),
        Note(say(_("*{name}*: I filled in what the headers suggest. Please check."), name=upload.name)),
        Pick("day", _("Date"), tuple(places), chosen=_option(columns.day), optional=False),
        PickMany(
            "values",
            _("Value (several, if each is a measure of its own)"),
            figures,
            chosen=tuple(str(n) for n in columns.values),
            optional=False,
        ),
        Pick(
            "measure",
            _("Where is the measure's name?"),
            tuple(measures),
            chosen=_measure(table, columns, measure_names),
        ),
        Pick(
            "known",
            _("If it is one measure: which?"),
            tuple(Option(str(n), name) for n, name in enumerate(measure_names)),
            chosen="0" if len(measure_names) == 1 else None,
            optional=True,
        )
        if measure_names
        else None,
        Line("new", _("Or a new measure, in a few words"), most=200) if anything else None,
        Pick("n", _("How many people the number comes from"), (none, *figures), chosen=_option(columns.n)),
        Pick("group", _("Group or school"), (none, *places), chosen=_option(columns.group)),
        _order(table, columns),
        _serial(table, columns),
        _sign(table, columns),
        send=_("Show me the rows"),
        carry={"file": str(upload.id), "known": "\n".join(measure_names)},
    )


def _option(column: int | None) -> str:
    return NONE if column is None else str(column)


def _measure(table: Table, columns: Guess, known: Sequence[str]) -> str | None:
    """Where the measure's name is supposed; nowhere where a question is a header: somebody has to say."""
    if questions(table) and not columns.values:
        return None
    if columns.measure is not None:
        return str(columns.measure)
    return HEADERS if len(columns.values) > 1 or not known else ONE


def _samples(table: Table, column: int) -> str:
    """The first few things that stand in a column."""
    said = [cell_text(cell) for cell in table.column(column) if cell is not None][:SAMPLES]
    return clip(", ".join(said), 40) or _("empty")


def _order(table: Table, columns: Guess) -> Pick | None:
    """Asked only where every date of the guessed column can be read both ways."""
    if not columns.order_unknown or columns.day is None:
        return None
    sample = next(str(cell) for cell in table.column(columns.day) if cell is not None)
    return Pick(
        "order",
        _("How are dates like {sample} written?").format(sample=clip(sample, 40)),
        (Option(MONTH_FIRST, _("Month first")), Option(DAY_FIRST, _("Day first"))),
        chosen=DAY_FIRST if columns.day_first else None,
        few=True,
    )


def _serial(table: Table, columns: Guess) -> Pick | None:
    """Asked where the date's column holds numbers, as spreadsheets count days."""
    if not columns.serials or columns.day is None:
        return None
    cell, day = next((cell, day) for cell in table.column(columns.day) if (day := counted_day(cell)))
    told = _("What is {number} in “{header}”?").format(
        number=cell_text(cell), header=clip(table.headers[columns.day], 40)
    )
    options = (Option(DAYS, _("The day {day}").format(day=f"{when(day)} {day.year}")), Option(NONE, _("No date")))
    return Pick("serial", told, options, chosen=DAYS, few=True)


def _sign(table: Table, columns: Guess) -> Pick | None:
    if not commas(table, columns.values):
        return None
    return Pick(
        "sign",
        _("What does a comma in a number mean?"),
        (Option(COMMA, _("4,2 is four point two")), Option(POINT, _("1,200 is one thousand two hundred"))),
        chosen=COMMA if columns.comma else POINT,
        few=True,
    )


def columns_from(turn: Turn, table: Table) -> Columns:
    """The columns as they were answered. Raises Refusal under the field that lacks something."""
    day = _within(turn.text("day"), table)
    values = tuple(dict.fromkeys(n for each in turn.many("values") if (n := _within(each, table)) is not None))
    if day is None:
        raise Refusal(_("Choose the column with the date."), field="day")
    if not values:
        raise Refusal(_("Choose the column with the number."), field="values")
    if day in values:
        raise Refusal(_("The date's column cannot be the value as well."), field="values")
    n = _within(turn.text("n"), table)
    for name, places in (("values", values), ("n", (n,))):
        if apart := identifiers(table) & set(places):
            told = _("“{header}” tells the rows apart: it is no measure.")
            raise Refusal(told.format(header=clip(table.headers[min(apart)], 60)), field=name)
    where = turn.text("measure")
    if where in ("", NONE) and questions(table) & set(values):
        raise Refusal(_("Which measure is it? Choose one below, or name a new one."), field="measure")
    measure = _within(where, table)
    guessed = guess(table)
    return Columns(
        day,
        values,
        measure,
        _one_measure(turn, values) if where == ONE else "",
        n,
        _within(turn.text("group"), table),
        day_first=turn.text("order") == DAY_FIRST or ("order" not in turn.answers and guessed.day_first),
        comma=turn.text("sign") == COMMA or ("sign" not in turn.answers and guessed.comma),
        serials=turn.text("serial") == DAYS or ("serial" not in turn.answers and guessed.serials),
    )


def _one_measure(turn: Turn, values: Sequence[int]) -> str:
    if len(values) > 1:
        raise Refusal(_("With several value columns, the measure is the header of each: choose that."), field="measure")
    if said := " ".join(turn.text("new").split()):
        return said
    measure_names = turn.carry.get("known", "").split("\n")
    place = whole(turn.text("known"))
    if place is None or place >= len(measure_names) or not measure_names[place]:
        raise Refusal(_("Which measure is it? Choose one below, or name a new one."), field="measure")
    return measure_names[place]


def _within(text: str, table: Table) -> int | None:
    place = whole(text)
    return place if place is not None and place < len(table.headers) else None
