"""What importing a plan says of what it passed over, or read in a way that somebody should know of: sentences."""

from datetime import date

from pdsa.text import _, ngettext
from storage.files.sheets.cell_problems import plain, quoted


def note_column(sheet: str, header: str) -> str:
    return _("Sheet “{sheet}”: I passed over the column {header}, which a plan does not have.").format(
        sheet=sheet, header=quoted(header)
    )


def note_sheet(name: str) -> str:
    return _("I passed over the sheet {name}, which a plan does not have.").format(name=quoted(name))


def note_field(row: int, field: str) -> str:
    return _("Sheet “District”, row {row}: I passed over {field}, which a plan does not have.").format(
        row=row, field=quoted(field)
    )


def note_empty(sheet: str) -> str:
    return _("Sheet “{sheet}” has no rows yet.").format(sheet=sheet)


def note_end(sheet: str, row: int, empty: int) -> str:
    return _("Sheet “{sheet}”: I stopped at row {row}, after {empty} empty rows.").format(
        sheet=sheet, row=f"{row:,}", empty=f"{empty:,}"
    )


def note_example(sheet: str, row: int) -> str:
    return _("Sheet “{sheet}”, row {row}: I passed over the example.").format(sheet=sheet, row=row)


def note_order(written: str, day: date) -> str:
    told = _("I read {said} as {day}: other dates in the file have {first} first.")
    first = _("the month") if written.strip().startswith((str(day.month), f"0{day.month}")) else _("the day")
    return told.format(said=quoted(written), day=day.isoformat(), first=first)


def note_serial(sheet: str, header: str, said: str, day: date) -> str:
    told = _("Sheet “{sheet}”, “{header}”: I read numbers as the days behind them: {said} is {day}.")
    return told.format(sheet=sheet, header=header, said=said, day=day.isoformat())


def note_hidden_number(sheet: str, row: int, said: str) -> str:
    told = _("Sheet “{sheet}”, row {row}: {said} hides the number of a small group, so I left the row out.")
    return told.format(sheet=sheet, row=row, said=quoted(said))


def note_turned(row: int, written: str, spoken: str) -> str:
    told = _("Sheet “Team”, row {row}: I turned {written} into {spoken}, as people are greeted.")
    return told.format(row=row, written=quoted(written), spoken=quoted(spoken))


def note_helping(row: int, owner: str, others: list[str]) -> str:
    told = _(
        "Sheet “Action plan”, row {row}: a strategy has one owner, who is asked about it. I took the first, {owner}, "
        "and wrote under Partners who helps: {others}."
    )
    return told.format(row=row, owner=owner, others=", ".join(plain(each) for each in others))


def note_not_back(counts: list[str]) -> str:
    told = _(
        "Not brought in, since I take only the plan of a file: {counts}. What of it was kept here before stays as it "
        "is."
    )
    return told.format(counts=listed_all(counts))


def listed_all(things: list[str]) -> str:
    """“a, b and c”, all of them."""
    if len(things) < 2:
        return "".join(things)
    return _("{others} and {last}").format(others=", ".join(things[:-1]), last=things[-1])


def note_computed(sheet: str, header: str) -> str:
    told = _("Sheet “{sheet}”, “{header}”: for formulas I took the values that the file keeps, as last worked out.")
    return told.format(sheet=sheet, header=header)


def note_hidden_rows(sheet: str, count: int) -> str:
    told = ngettext(
        "Sheet “{sheet}”: {n} row is hidden, perhaps by a filter; I read it, too.",
        "Sheet “{sheet}”: {n} rows are hidden, perhaps by a filter; I read them, too.",
        count,
    )
    return told.format(sheet=sheet, n=count)


def note_hidden_sheet(name: str) -> str:
    return _("The sheet {name} is hidden in the file; I read it like the others.").format(name=quoted(name))


def note_repeated(sheet: str, row: int) -> str:
    return _("Sheet “{sheet}”, row {row}: the same as a row above, so I counted it once.").format(sheet=sheet, row=row)


def note_percent(sheet: str, header: str) -> str:
    return _("Sheet “{sheet}”, “{header}”: I read cells shown as a percentage as you see them: 54% is 54.").format(
        sheet=sheet, header=header
    )


def note_language(row: int, said: str) -> str:
    told = _("Sheet “Team”, row {row}: I do not speak {language} yet, so they read English.")
    return told.format(row=row, language=quoted(said))


def note_tag(row: int, tag: str) -> str:
    return _("Sheet “Action plan”, row {row}: I passed over the tag {tag}, which I do not know.").format(
        row=row, tag=quoted(tag)
    )


def note_year(label: str, first_day: date) -> str:
    return _("The school year says {label}, and its first day is {day}: please check that both are right.").format(
        label=label, day=first_day.isoformat()
    )
