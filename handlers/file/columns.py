"""The form that asks which column of a table holds what, and its answers."""

from collections.abc import Sequence

from handlers.kit.form import Form, Line, Note, Option, Pick, PickMany, form
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, say, when
from pdsa.column_guess import Guess, commas, guess, identifiers, questions
from pdsa.errors import Refusal
from pdsa.figure_table import Columns, Table
from pdsa.table_cells import counted_day, shown
from pdsa.text import _
from storage.uploads import Upload

ONE, HEADERS, NONE = "one", "headers", "none"
"""Where the measure's name stands when it is in no column; and no column at all."""
DAY_FIRST, MONTH_FIRST = "day", "month"
COMMA, POINT = "comma", "point"
DAYS = "days"
SAMPLES = 3
MOST_CARRIED = 2500


def columns_form(upload: Upload, table: Table, measure_names: Sequence[str], *, anything: bool) -> Form:
    """The questions, with what the headers let suppose filled in. `anything` says that a new measure may be named."""
    measure_names = _fitting(measure_names)
    columns = _chosen(upload, table)
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
        Pick("day", _("Date"), tuple(places), chosen=_place(columns.day), optional=False),
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
        Pick("n", _("How many people the number comes from"), (none, *figures), chosen=_place(columns.n)),
        Pick("group", _("Group or school"), (none, *places), chosen=_place(columns.group)),
        _order(table, columns),
        _serial(table, columns),
        _sign(table, columns),
        send=_("Show me the rows"),
        carry={"file": str(upload.id), "known": "\n".join(measure_names)},
    )


def _fitting(known: Sequence[str]) -> list[str]:
    """As many of the measures as a form can carry; the others can be typed."""
    names: list[str] = []
    for measure in known:
        if sum(len(name) + 2 for name in names) + len(measure) > MOST_CARRIED:
            break
        names.append(" ".join(measure.split()))
    return names


def _chosen(upload: Upload, table: Table) -> Guess:
    """What was chosen before, else what can be supposed."""
    supposed = guess(table)
    before = upload.columns
    if before is None:
        return supposed
    return Guess(before.day, before.values, before.measure, before.n, before.group, before.day_first,
                 supposed.order_unknown, before.comma, before.serials)  # fmt: skip


def _place(number: int | None) -> str:
    return NONE if number is None else str(number)


def _measure(table: Table, columns: Guess, known: Sequence[str]) -> str | None:
    """Where the measure's name is supposed; nowhere where a question is a header: somebody has to say."""
    if questions(table) and not columns.values:
        return None
    if columns.measure is not None:
        return str(columns.measure)
    return HEADERS if len(columns.values) > 1 or not known else ONE


def _samples(table: Table, column: int) -> str:
    """The first few things that stand in a column."""
    said = [shown(cell) for cell in table.column(column) if cell is not None][:SAMPLES]
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
    told = _("What is {number} in “{header}”?").format(number=shown(cell), header=clip(table.headers[columns.day], 40))
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
    day = _column(turn, "day", table)
    values = tuple(dict.fromkeys(n for each in turn.many("values") if (n := _within(each, table)) is not None))
    if day is None:
        raise Refusal(_("Choose the column with the date."), field="day")
    if not values:
        raise Refusal(_("Choose the column with the number."), field="values")
    if day in values:
        raise Refusal(_("The date's column cannot be the value as well."), field="values")
    n = _column(turn, "n", table)
    for name, places in (("values", values), ("n", (n,))):
        if apart := identifiers(table) & set(places):
            told = _("“{header}” tells the rows apart: it is no measure.")
            raise Refusal(told.format(header=clip(table.headers[min(apart)], 60)), field=name)
    where = turn.text("measure")
    if where in ("", NONE) and questions(table) & set(values):
        raise Refusal(_("Which measure is it? Choose one below, or name a new one."), field="measure")
    measure = _within(where, table)
    supposed = guess(table)
    return Columns(
        day,
        values,
        measure,
        _one_measure(turn, values) if where == ONE else "",
        n,
        _column(turn, "group", table),
        day_first=turn.text("order") == DAY_FIRST or ("order" not in turn.answers and supposed.day_first),
        comma=turn.text("sign") == COMMA or ("sign" not in turn.answers and supposed.comma),
        serials=turn.text("serial") == DAYS or ("serial" not in turn.answers and supposed.serials),
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


def _column(turn: Turn, name: str, table: Table) -> int | None:
    return _within(turn.text(name), table)


def _within(text: str, table: Table) -> int | None:
    place = whole(text)
    return place if place is not None and place < len(table.headers) else None
