"""The words that importing a plan says about sheets, rows and cells: what was found there, and what would do.

A problem's `found` follows "I found", and its `wanted` is a sentence of its own.
"""

from datetime import date

from pdsa.channel_names import ChannelTrouble
from pdsa.plan import Problem
from pdsa.text import _
from pdsa.written_dates import DayTrouble
from pdsa.written_numbers import NumberTrouble
from pdsa.zones import USUAL_ZONES

SHOWN = 80


def sentence(problem: Problem) -> str:
    """A problem in plain words: where it is, what was found there, and what would do."""
    said = _("I found {found}. {wanted}").format(found=problem.found, wanted=problem.wanted)
    place = where(problem)
    return f"{place}: {said}" if place else said


def where(problem: Problem) -> str:
    """The place of a problem as people find it in the spreadsheet; empty where it concerns the whole file."""
    if problem.sheet is None:
        return ""
    if problem.row is None:
        template = _("Sheet “{sheet}”, column “{column}”") if problem.column else _("Sheet “{sheet}”")
    else:
        template = _("Sheet “{sheet}”, row {row}, “{column}”") if problem.column else _("Sheet “{sheet}”, row {row}")
    return template.format(sheet=problem.sheet, row=problem.row, column=problem.column)


def plain(text: str) -> str:
    """Somebody's text as it may stand in a sentence: on one line, without control characters, cut where it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * SHOWN]).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def quoted(text: str) -> str:
    return f"“{plain(text)}”"


def listed(things: list[str], most: int = 5) -> str:
    """“a, b or c”, with only the first few of many."""
    shown = things[:most]
    if len(shown) < 2:
        return "".join(shown)
    return _("{others} or {last}").format(others=", ".join(shown[:-1]), last=shown[-1])


# Sheets, headers, rows


def no_sheet(name: str) -> Problem:
    return Problem(_("no such sheet"), _("Add a sheet of this name, or copy it from the empty template."), name)


def two_sheets(name: str) -> Problem:
    return Problem(_("two sheets of this name"), _("Keep one of them, or rename the other."), name)


def no_headers(sheet: str, headers: list[str]) -> Problem:
    return Problem(
        _("no row with the column headers"),
        _("The first row should say: {headers}.").format(headers=", ".join(headers)),
        sheet,
    )


def no_column(sheet: str, row: int, header: str) -> Problem:
    return Problem(_("no column with this header"), _("Add it to the row with the headers."), sheet, row, header)


def two_columns(sheet: str, row: int, header: str) -> Problem:
    return Problem(_("two columns with this header"), _("Keep the one that counts."), sheet, row, header)


def too_many_rows(sheet: str, most: int) -> Problem:
    return Problem(
        _("more than {most} filled rows").format(most=f"{most:,}"),
        _("Take out the rows that are not part of this year's plan."),
        sheet,
    )


def no_field(field: str, row: int | None) -> Problem:
    if row is not None:
        return Problem(nothing(), _("Fill it in, under Value."), "District", row, field)
    found = _("no row for {field}").format(field=quoted(field))
    return Problem(found, _("Add the row, and fill it in under Value."), "District", None, "Field")


def two_fields(field: str) -> tuple[str, str]:
    return _("{field} a second time").format(field=quoted(field)), _("Keep one of the two rows.")


def nobody() -> Problem:
    return Problem(_("nobody"), _("List everybody who takes part, one row each, with at least one Lead."), "Team")


def no_lead() -> Problem:
    return Problem(
        _("nobody with the role Lead"),
        _("Give at least one person the role Lead; two are better, so that one can be ill."),
        "Team",
        None,
        "Role",
    )


# Cells: what was found there, and what would do


def nothing() -> str:
    return _("nothing")


def formula() -> tuple[str, str]:
    return _("a formula"), _("We read values, not formulas: copy the cell and paste it as a value.")


def error_value(text: str) -> tuple[str, str]:
    return _("the error {text}").format(text=quoted(text)), _("Write the value itself.")


def too_long(length: int, most: int) -> tuple[str, str]:
    found = _("a text of {length} characters").format(length=f"{length:,}")
    return found, _("Up to {most} will do: say it more briefly.").format(most=f"{most:,}")


def want_date() -> str:
    return _("Write a date such as 2026-09-14.")


def ambiguous_date(text: str, first: date, second: date) -> tuple[str, str]:
    wanted = _("That could be {first} or {second}: write the one that you mean in this way.")
    return quoted(text), wanted.format(first=first.isoformat(), second=second.isoformat())


def want_day(trouble: DayTrouble) -> str:
    told = {
        DayTrouble.NO_SUCH_DAY: _("The calendar has no such day: write the one that you mean as 2026-09-14."),
        DayTrouble.STRETCH: _("That is longer than a day: write one day of it, such as 2026-09-14."),
        DayTrouble.NO_YEAR: _("Write the year, too, such as 2026-09-14."),
    }
    return told.get(trouble, want_date())


def want_number(trouble: NumberTrouble = NumberTrouble.NO_NUMBER) -> str:
    told = {
        NumberTrouble.UNCLEAR: _("That can be read as more than one number: write it as 1234.5."),
        NumberTrouble.MARKED: _("That is a number with a mark beside it, as for a footnote: write the number alone."),
        NumberTrouble.HIDDEN: _("That hides the number of a small group: leave the cell empty."),
    }
    return told.get(trouble, _("Write a plain number such as 54 or 4.2."))


def want_between(low: int, high: int) -> str:
    return _("Write a whole number from {low} to {high}.").format(low=low, high=f"{high:,}")


def want_people() -> str:
    return _("Write how many people the number comes from, as a whole number, or leave it empty.")


def want_group() -> str:
    return _("Other rows of this measure name a group. Write in each row whose number it is, or “everybody”.")


def want_level() -> str:
    return _("For an implementation goal, write a level from 1 to 4, or leave it empty.")


def want_rhythm() -> str:
    return _(
        "Write weekly, every second week, monthly, each term or paused, or the days themselves: 2026-10-15, 2027-01-21."
    )


def want_choice(choices: list[str]) -> str:
    return _("Choose {choices}.").format(choices=listed(choices, most=10))


def want_zone(close: list[str]) -> str:
    if close:
        return _("Did you mean {close}?").format(close=listed(close))
    return _("Name the region by its official zone (IANA): {usual}.").format(usual=listed(list(USUAL_ZONES), most=10))


def want_channel(trouble: ChannelTrouble) -> str:
    told = {
        ChannelTrouble.LINK: _("That is a link: write the channel's name as it stands in chat, such as #sel-team."),
        ChannelTrouble.IDENTIFIER: _(
            "That looks like a channel's id: write its name as it stands in chat, such as #sel-team."
        ),
    }
    return told.get(trouble, _("Write the channel's name without spaces, such as #sel-team."))


def before(other: date, header: str) -> str:
    return _("It should not be before “{header}”, {other}.").format(header=header, other=other.isoformat())


def year_too_long(most: int) -> str:
    return _("A school year should end within {most} days of its first day.").format(most=most)


def outside_year(first: date, last: date) -> str:
    return _("Days off should lie between {first} and {last}: check the year.").format(
        first=first.isoformat(), last=last.isoformat()
    )


def break_too_long(most: int) -> str:
    return _("A stretch of days off may have {most} days at most: check both dates.").format(most=most)


def taken(text: str, row: int) -> tuple[str, str]:
    wanted = _("Row {row} has it already: each may stand there once.")
    return _("{text} again").format(text=quoted(text)), wanted.format(row=row)


def unknown_goal(codes: list[str]) -> str:
    if not codes:
        return _("List the goal on the sheet Goals first.")
    return _("No goal has that code: use one of the sheet Goals, such as {codes}.").format(codes=listed(codes))


def unknown_part() -> str:
    return _("Name a part of this sheet or a goal of the sheet Goals by its code.")


def wrong_goal_kind(found: str, kind: str, wanted: str, codes: list[str]) -> tuple[str, str]:
    problem = _("{found}, which is a goal of the kind “{kind}”").format(found=quoted(found), kind=kind)
    if not codes:
        return problem, _("This column takes goals of the kind “{wanted}”; there is none yet.").format(wanted=wanted)
    way_on = _("This column takes goals of the kind “{wanted}”, such as {codes}.")
    return problem, way_on.format(wanted=wanted, codes=listed(codes))


def unknown_owner() -> str:
    return _(
        "Nobody on the sheet Team has that name or e-mail address: add the person there, or choose somebody who is."
    )


def one_owner() -> str:
    return _("A goal has one owner: write the e-mail address or the name of one person.")


def two_of_that_name() -> str:
    return _("More than one person on the sheet Team has that name: write the e-mail address.")


def never_asked(text: str, name: str, role: str, could: list[str]) -> tuple[str, str]:
    label = _("{text} ({name}, {role})").format(text=quoted(text), name=name, role=role.lower())
    if not could:
        return label, _("Somebody in this role only reads along: add a lead or a member who can own this.")
    way_on = _("Somebody in this role only reads along and is never asked. {could} could own this.")
    return label, way_on.format(could=listed(could, most=3))


def same_observation(row: int) -> str:
    return _("Row {row} has another value for this measure, date and group: keep the right one.").format(row=row)
