"""The words that importing a plan says about the file as a whole: what it is, and what would do."""

from pdsa.plan import Problem
from pdsa.text import _, ngettext


def too_big(size: int, most: int) -> Problem:
    return Problem(
        _("a file of {size:.1f} MB").format(size=size / 1024**2),
        _("A plan's workbook may have {most:.0f} MB: take out pictures and what is not the plan.").format(
            most=most / 1024**2
        ),
    )


def no_file(path: str) -> Problem:
    return Problem(_("no file at {path}").format(path=path), _("Check the path; the plan's workbook ends in .xlsx."))


def unreadable_file(path: str) -> Problem:
    return Problem(_("{path}, which I may not read").format(path=path), _("Choose a file, and one that you may open."))


def empty_file() -> Problem:
    return Problem(_("an empty file"), _("Choose the plan's workbook, a file that ends in .xlsx."))


def encrypted() -> Problem:
    return Problem(
        _("a file that is locked with a password"), _("Open it, take the password off, and save it as .xlsx.")
    )


def old_excel() -> Problem:
    return Problem(_("a file in an old format (.xls)"), _("Open it in your spreadsheet program and save it as .xlsx."))


def binary_workbook() -> Problem:
    return Problem(
        _("a workbook in a binary format (.xlsb)"), _("Open it in your spreadsheet program and save it as .xlsx.")
    )


def strict() -> Problem:
    return Problem(
        _("a workbook saved as “Strict Open XML”, which I cannot read"),
        _("Open it in Excel and save as Excel Workbook (.xlsx), the usual kind."),
    )


def not_a_workbook() -> Problem:
    return Problem(
        _("a file that is no Excel workbook"),
        _("Save the plan as an Excel workbook (.xlsx), or start from the empty template."),
    )


def too_many_parts(most: int) -> Problem:
    return Problem(
        _("a workbook made of more than {most} parts").format(most=most),
        _("Copy the plan's sheets into the empty template, without pictures, and import that."),
    )


def odd_parts() -> Problem:
    return Problem(
        _("a workbook that is packed in a way no spreadsheet program uses"),
        _("Copy the plan's sheets into the empty template and import that."),
    )


def swells(most: int) -> Problem:
    return Problem(
        _("a workbook that unpacks to far more than a plan needs"),
        _("Up to {most:.0f} MB unpacked will do: copy the rows with the plan into the empty template.").format(
            most=most / 1024**2
        ),
    )


def macros() -> Problem:
    return Problem(_("a workbook with macros"), _("Save it as .xlsx, which leaves the macros out, and import that."))


def external_links() -> Problem:
    return Problem(
        _("a workbook that takes values from other workbooks"),
        _("Copy the cells, paste them as values, break the links, save, and import again."),
    )


def damaged() -> Problem:
    return Problem(
        _("a file that is damaged, or no workbook at all"),
        _("Open it in your spreadsheet program, save it again as .xlsx, and import that."),
    )


def entities() -> Problem:
    return Problem(
        _("a workbook with hidden instructions that no spreadsheet program writes"),
        _("Copy the plan's sheets into the empty template and import that."),
    )


def too_heavy(said: str) -> Problem:
    return Problem(
        _("more in this workbook than I can read ({said})").format(said=said.rstrip(".")),
        _("Copy the rows with the plan into the empty template and import that."),
    )


def more_problems(count: int) -> Problem:
    found = ngettext("{count} more problem", "{count} more problems", count).format(count=count)
    return Problem(found, _("Mend the ones above first, then import again to see what is left."))
