"""What has to be asked of a table, and the cards that show what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.form import Day, Field, Form, Note, Option, Pick, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, join, number, say, when
from pdsa.cell_reading import UNKEPT, Flaw, names_nobody
from pdsa.column_guess import identifiers, questions
from pdsa.errors import Refusal
from pdsa.figure_table import BadRow, Blanks, Columns, Gathered, NewFigures, Table, lacks_groups, undated
from pdsa.id_columns import tells_of_students
from pdsa.measures import Observation
from pdsa.students import names_a_student
from pdsa.text import _, ngettext
from storage.uploads import Upload

MOST_ASKED = 20


SHOWN = 5
LEFT_NAMED = 8
MOST_LISTED = 30
COMPLAINTS = 8


def open_questions(table: Table, columns: Columns) -> bool:
    """Whether anything has to be asked before the rows can be shown."""
    return lacks_groups(table, columns) or bool(undated(table, columns))


def questions_form(upload: Upload, table: Table, columns: Columns) -> Form:
    """What has to be asked, all on one screen."""
    fields: list[Field] = []
    if columns.group is not None and lacks_groups(table, columns):
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
    if lacks_groups(table, columns):
        choice = turn.text("blanks")
        if choice not in set(Blanks):
            raise Refusal(_("Whose numbers are these rows?"), field="blanks")
        blanks = Blanks(choice)
    days = [(text, turn.day(f"day{n}")) for n, text in enumerate(undated(table, columns)[:MOST_ASKED])]
    return replace(columns, blanks=blanks, dated=tuple((text, day) for text, day in days if day is not None))


def _blanks(table: Table, group: int) -> Pick:
    blank = [number for number, cell in zip(table.numbers, table.column(group), strict=True) if names_nobody(cell)]
    told = ngettext(
        "{n} row has nothing in “{header}”. Whose number is it?",
        "{n} rows have nothing in “{header}”. Whose numbers are they?",
        len(blank),
    )
    label = told.format(n=len(blank), header=clip(table.headers[group], 40))
    rows = ", ".join(map(str, blank[:10])) + ("…" if len(blank) > 10 else "")
    options = (
        Option(Blanks.ABOVE, _("The group named above")),
        Option(Blanks.EVERYBODY, _("Everybody together")),
        Option(Blanks.LEFT_OUT, _("Nobody's: leave it out")),
    )
    return Pick("blanks", label, options, few=True, hint=_("Row {rows}").format(rows=rows))


@dataclass(frozen=True)
class Preview:
    """A table, its columns, what they give, and what that would change."""

    table: Table
    columns: Columns
    gathered: Gathered
    figures: NewFigures

    @property
    def student(self) -> str:
        """What looks as if a row were about one student; empty where nothing does."""
        place = self.columns.group
        header = self.table.headers[place] if place is not None else ""
        found = (names_a_student(f"{header} {each.group}") for each in self.gathered.good if each.group)
        return next((each for each in found if each), "")


def first_card(name: str, table: Table, number_: int) -> Card:
    """What was read of a file, before anybody has said what it means."""
    lead_in = count("I read {n} row", "I read {n} rows", len(table.rows))
    where = say(_("{told} from the sheet *{sheet}*, with these columns:"), told=lead_in, sheet=table.sheet)
    others = join([clip(each, 40) for each in table.others[:5]])
    notes: list[Words | str] = [*table.notes, *_column_notes(table)]
    return card(
        Title(name),
        Text(where if table.sheet else say(_("{told} with these columns:"), told=lead_in)),
        Text(_listed(table.headers)),
        Items(tuple(notes)) if notes else None,
        Text(say(_("I left the other sheets alone: {others}."), others=others)) if others else None,
        Text(_("Nothing is kept yet. First tell me which column is which.")),
        Button(_("Choose the columns"), "file.columns", str(number_), main=True),
        Button(_("Not now"), "file.drop", str(number_)),
    )


def _listed(headers: Sequence[str]) -> str:
    """The headers; where they are many, the first ones, and how many more can be chosen."""
    shown = [clip(each, 40) for each in headers[:MOST_LISTED]]
    if len(headers) <= MOST_LISTED:
        return ", ".join(shown)
    more = count("and {n} more, which the menus list", "and {n} more, which the menus list",
                 len(headers) - len(shown))  # fmt: skip
    return f"{', '.join(shown)}, {more}"


def _column_notes(table: Table) -> list[Words]:
    """What is no measure, and what is one only if somebody says so."""
    apart = [clip(table.headers[place], 60) for place in sorted(identifiers(table))]
    headers = [clip(table.headers[place], 60) for place in sorted(questions(table))]
    notes = []
    if apart:
        notes.append(say(_("*{names}*: this tells the rows apart and is no measure, so I do not offer it as a value."),
                         names=join(apart)))  # fmt: skip
    if headers:
        notes.append(say(_("*{names}*: what was asked is a measure only if you choose it."), names=join(headers)))
    return notes


def single_people(headers: Sequence[str]) -> str:
    """Why rows about single people are not taken, and what to send instead."""
    told = _(
        "“{header}” says that each row is about one {whom}. I keep numbers about groups only, and I kept nothing of "
        "this file. Send one row for each date and school instead: a count, an average or a percentage, and n, how "
        "many it comes from."
    )
    whom = _("student") if any(tells_of_students(each) for each in headers) else _("person")
    return told.format(header=clip(headers[0], 60), whom=whom)


def preview_card(name: str, preview: Preview, number_: int, today: date) -> Card:
    """The first rows as they are understood, what they would change, and what cannot be used."""
    figures, bad = preview.figures, preview.gathered.bad
    wanted = len(figures.new) + len(figures.corrected)
    told = _("“{found}” looks as if a row were about one student. I keep numbers about groups: please look again.")
    return card(
        Title(_("How I read {name}").format(name=name)),
        Items(tuple(_row(each, today) for each in preview.gathered.good[:SHOWN])) if preview.gathered.good else None,
        Text(_counts(preview)),
        *_corrections(figures, today),
        _later(preview.gathered.good, today),
        _unused(preview.table, preview.columns),
        *_hidden(bad),
        *_complaints([row for row in bad if row.why is not Flaw.HIDDEN]),
        Text(say(told, found=clip(preview.student, 60))) if preview.student else None,
        _keep(wanted, preview, number_) if wanted else None,
        Button(_("Choose columns again"), "file.columns", str(number_), main=not wanted),
        Button(_("Not now"), "file.drop", str(number_)),
    )


def _keep(wanted: int, preview: Preview, number_: int) -> Button:
    label = count("Keep {n} number", "Keep {n} numbers", wanted)
    guard = _("This may be about single students. I am for groups. Is each of these rows about a group?")
    return Button(label, "file.table.keep", str(number_), main=True, ask_first=guard if preview.student else "")


def _row(observation: Observation, today: date) -> Words:
    told = say(_("{day}: *{value}* {measure}"), day=when(observation.day, today), value=number(observation.value),
               measure=clip(observation.measure, 80))  # fmt: skip
    more = [clip(observation.group, 60), _("n {n}").format(n=observation.n) if observation.n is not None else ""]
    said = ", ".join(part for part in more if part)
    return (*told, *say(" ({said})", said=said)) if said else told


def _counts(preview: Preview) -> str:
    figures = preview.figures
    unusable = [row for row in preview.gathered.bad if row.why is not Flaw.HIDDEN]
    told = [
        count("{n} number is new", "{n} numbers are new", len(figures.new)) if figures.new else "",
        count("{n} corrects one that I have", "{n} correct ones that I have", len(figures.corrected))
        if figures.corrected
        else "",
        count("{n} says what I have already", "{n} say what I have already", figures.same) if figures.same else "",
        count("{n} row cannot be used", "{n} rows cannot be used", len(unusable)) if unusable else "",
        count("{n} stands there twice", "{n} stand there twice", preview.gathered.repeated)
        if preview.gathered.repeated
        else "",
    ]
    return f"{join([each for each in told if each]) or _('There is no row of figures in it')}."


def _corrections(figures: NewFigures, today: date) -> list[Text | Items]:
    if not figures.corrected:
        return []
    told = _("{day}, {measure}: was *{old}*, becomes *{new}*")
    lines = [
        say(
            told,
            day=when(new.day, today),
            measure=clip(new.measure, 60),
            old=number(old.value),
            new=number(new.value),
        )
        for old, new in figures.corrected[:SHOWN]
    ]
    return [Text(_("Corrections (what stood there stays in the history):")), Items(tuple(lines))]


def _later(good: Sequence[Observation], today: date) -> Text | None:
    later = sum(each.day > today for each in good)
    if not later:
        return None
    return Text(count("{n} is dated after today: it counts from its day on.",
                      "{n} are dated after today: each counts from its day on.", later))  # fmt: skip


def _unused(table: Table, columns: Columns) -> Text | None:
    """Which columns nothing is taken from."""
    used = {columns.day, *columns.values, columns.measure, columns.n, columns.group}
    names = [clip(header, 40) for place, header in enumerate(table.headers) if place not in used]
    if not names:
        return None
    more = [_("{n} more").format(n=len(names) - LEFT_NAMED)] if len(names) > LEFT_NAMED else []
    return Text(_("Columns that I leave out: {names}.").format(names=join([*names[:LEFT_NAMED], *more])))


def _hidden(bad: Sequence[BadRow]) -> list[Text]:
    """How many numbers are hidden in the file itself: they stay so."""
    rows = [row for row in bad if row.why is Flaw.HIDDEN]
    if not rows:
        return []
    told = ngettext(
        "{n} number is hidden in the file for a small group ({signs}). It stays hidden: I keep no number in its place.",
        "{n} numbers are hidden in the file for small groups ({signs}). They stay hidden: I keep none in their place.",
        len(rows),
    )
    signs = join([f"“{clip(sign, 30)}”" for sign in list(dict.fromkeys(row.found for row in rows))[:4]])
    return [Text(told.format(n=len(rows), signs=signs))]


def _complaints(bad: Sequence[BadRow]) -> list[Text | Items]:
    if not bad:
        return []
    more = len(bad) - COMPLAINTS
    return [
        Text(_("These rows are left out; fix them and send the file again, or go on without them:")),
        Items(tuple(_complaint(each) for each in bad[:COMPLAINTS])),
        *([Text(count("And {n} more.", "And {n} more.", more))] if more > 0 else []),
    ]


def _complaint(row: BadRow) -> str:
    templates = {
        Flaw.NO_DAY: _("Row {row}: “{header}” has no date."),
        Flaw.BAD_DAY: _("Row {row}: “{found}” in “{header}” is not a date like 2026-09-14."),
        Flaw.NO_SUCH_DAY: _("Row {row}: the calendar has no “{found}”."),
        Flaw.STRETCH: _("Row {row}: “{found}” in “{header}” is longer than a day. Write one day, like 2026-09-14."),
        Flaw.NO_YEAR: _("Row {row}: “{found}” in “{header}” has no year. Write it like 2026-09-14."),
        Flaw.NO_VALUE: _("Row {row}: “{header}” has no number."),
        Flaw.BAD_VALUE: _("Row {row}: “{found}” in “{header}” is not a number."),
        Flaw.UNCLEAR: _("Row {row}: I cannot tell which number “{found}” in “{header}” is. Write it like 1234.5."),
        Flaw.MARKED: _("Row {row}: “{found}” in “{header}” has a mark beside the number. Take the mark out."),
        Flaw.HIDDEN: _(
            "Row {row}: “{found}” in “{header}” is hidden for a small group, and stays hidden: I keep no number."
        ),
        Flaw.FORMULA: _("Row {row}: “{header}” holds a formula. Copy the column and paste it as values."),
        Flaw.ERROR: _("Row {row}: “{header}” shows the error {found}."),
        Flaw.NO_MEASURE: _("Row {row}: no measure is named."),
        Flaw.NO_GROUP: _("Row {row}: “{header}” says of no group whose number it is, so I leave it out."),
        Flaw.LONG_NAME: _("Row {row}: a name has more than 200 characters."),
        Flaw.BAD_N: _("Row {row}: “{found}” in “{header}” is not a number of people."),
        Flaw.OTHER_VALUE: _(
            "Row {row}: another row has a different number for the same measure, day and group. I keep none of them: "
            "if a column tells them apart, choose it as the group."
        ),
        Flaw.NOT_THEIRS: _("Row {row}: “{found}” is measured by somebody else. Research and leads can bring it in."),
    }
    if row.why is Flaw.FORMULA and row.found.startswith(UNKEPT):
        told = _("Cell {cell} (“{header}”) is a formula, and the file keeps no value of it.")
        return told.format(cell=row.found.removeprefix(UNKEPT), header=clip(row.header, 60))
    return templates[row.why].format(row=number(row.number), header=clip(row.header, 60), found=clip(row.found, 60))
