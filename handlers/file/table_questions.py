"""What has to be asked of a table once its columns are known, and is never supposed.

Whose the rows without a group are, and by which day a longer time goes ("Q1 2026").
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.kit.form import Day, Field, Form, Note, Option, Pick, form
from handlers.kit.turn import Turn
from handlers.kit.words import clip, say
from pdsa.cells import names_nobody
from pdsa.errors import Refusal
from pdsa.figure_table import Blanks, Columns, Table, some_blank, undated
from pdsa.text import _, ngettext
from storage.uploads import Upload

MOST_ASKED = 20


def open_questions(table: Table, columns: Columns) -> bool:
    """Whether anything has to be asked before the rows can be shown."""
    return _lacks_group(table, columns) or bool(undated(table, columns))


def questions_form(upload: Upload, table: Table, columns: Columns) -> Form:
    """What has to be asked, all on one screen."""
    fields: list[Field] = []
    if columns.group is not None and _lacks_group(table, columns):
        fields.append(_blanks(table, columns.group))
    times = undated(table, columns)
    if times:
        fields.append(Note(_("These are longer than a day, or lack a year. By which day does each go?")))
    fields += [Day(f"day{n}", clip(text, 70), hint=_("Empty: its rows are left out.") if not n else "")
              for n, text in enumerate(times[:MOST_ASKED])]  # fmt: skip
    if len(times) > MOST_ASKED:
        told = _("And {n} more, whose rows are left out: write days in the file for those.")
        fields.append(Note(say(told, n=len(times) - MOST_ASKED)))
    return form(
        "file.questions.keep", _("Before I show the rows"), *fields, send=_("Show me the rows"),
        carry={"file": str(upload.id)},
    )  # fmt: skip


def answered(turn: Turn, table: Table, columns: Columns) -> Columns:
    """The columns with what was answered. Raises Refusal under the field that lacks something."""
    blanks = columns.blanks
    if _lacks_group(table, columns):
        choice = turn.text("blanks")
        if choice not in set(Blanks):
            raise Refusal(_("Whose numbers are these rows?"), field="blanks")
        blanks = Blanks(choice)
    days = [(text, turn.day(f"day{n}")) for n, text in enumerate(undated(table, columns)[:MOST_ASKED])]
    return replace(columns, blanks=blanks, dated=tuple((text, day) for text, day in days if day is not None))


def _lacks_group(table: Table, columns: Columns) -> bool:
    return columns.blanks is None and columns.group is not None and some_blank(table, columns.group)


def _blanks(table: Table, group: int) -> Pick:
    blank = [number for number, cell in zip(table.numbers, table.column(group), strict=True) if names_nobody(cell)]
    told = ngettext(
        "{n} row has nothing in “{header}”. Whose number is it?",
        "{n} rows have nothing in “{header}”. Whose numbers are they?",
        len(blank),
    )
    label = told.format(n=len(blank), header=clip(table.headers[group], 40))
    options = (
        Option(Blanks.ABOVE, _("The group named above")),
        Option(Blanks.EVERYBODY, _("Everybody together")),
        Option(Blanks.LEFT_OUT, _("Nobody's: leave it out")),
    )
    return Pick("blanks", label, options, few=True, hint=_("Row {rows}").format(rows=_listed(blank)))


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown}…" if len(numbers) > 10 else shown
