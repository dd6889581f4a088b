"""What a file can be that is no plan's workbook, and the look at its outside, before anything is unpacked.

Nothing is inflated here, so this may run in the bot itself.
"""

import zipfile
import zlib
from enum import Enum
from io import BytesIO
from pathlib import PurePosixPath

from pdsa.plan import Problem
from pdsa.text import _, ngettext, noted

MEGABYTE = 1024 * 1024
MAX_FILE = 5 * MEGABYTE
MAX_INFLATED = 16 * MEGABYTE
MAX_ENTRIES = 1_000
MAX_RATIO = 200
RATIO_MATTERS_FROM = 2 * MEGABYTE
ENTRY = b"PK\x01\x02"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError)


class FileProblem(Enum):
    """What is found in place of a plan's workbook, and what would do."""

    TOO_BIG = (
        noted("a file of {size:.1f} MB"),
        noted("A plan's workbook may have {most:.0f} MB: take out pictures and what is not the plan."),
    )
    NO_FILE = noted("no file at {path}"), noted("Check the path; the plan's workbook ends in .xlsx.")
    UNREADABLE = noted("{path}, which I may not read"), noted("Choose a file, and one that you may open.")
    EMPTY = noted("an empty file"), noted("Choose the plan's workbook, a file that ends in .xlsx.")
    ENCRYPTED = (
        noted("a file that is locked with a password"),
        noted("Open it, take the password off, and save it as .xlsx."),
    )
    OLD_EXCEL = (
        noted("a file in an old format (.xls)"),
        noted("Open it in your spreadsheet program and save it as .xlsx."),
    )
    BINARY = (
        noted("a workbook in a binary format (.xlsb)"),
        noted("Open it in your spreadsheet program and save it as .xlsx."),
    )
    STRICT = (
        noted("a workbook saved as “Strict Open XML”, which I cannot read"),
        noted("Open it in Excel and save as Excel Workbook (.xlsx), the usual kind."),
    )
    NO_WORKBOOK = (
        noted("a file that is no Excel workbook"),
        noted("Save the plan as an Excel workbook (.xlsx), or start from the empty template."),
    )
    MANY_PARTS = (
        noted("a workbook made of more than {most} parts"),
        noted("Copy the plan's sheets into the empty template, without pictures, and import that."),
    )
    ODD_PARTS = (
        noted("a workbook that is packed in a way no spreadsheet program uses"),
        noted("Copy the plan's sheets into the empty template and import that."),
    )
    SWELLS = (
        noted("a workbook that unpacks to far more than a plan needs"),
        noted("Up to {most:.0f} MB unpacked will do: copy the rows with the plan into the empty template."),
    )
    MACROS = noted("a workbook with macros"), noted("Save it as .xlsx, which leaves the macros out, and import that.")
    EXTERNAL_LINKS = (
        noted("a workbook that takes values from other workbooks"),
        noted("Copy the cells, paste them as values, break the links, save, and import again."),
    )
    DAMAGED = (
        noted("a file that is damaged, or no workbook at all"),
        noted("Open it in your spreadsheet program, save it again as .xlsx, and import that."),
    )
    ENTITIES = (
        noted("a workbook with hidden instructions that no spreadsheet program writes"),
        noted("Copy the plan's sheets into the empty template and import that."),
    )
    TOO_HEAVY = (
        noted("more in this workbook than I can read ({said})"),
        noted("Copy the rows with the plan into the empty template and import that."),
    )

    def problem(self, **facts: str | float) -> Problem:
        """The problem in words, with these facts set in."""
        found, wanted = self.value
        return Problem(_(found).format(**facts), _(wanted).format(**facts))


def too_big(size: int) -> Problem:
    return FileProblem.TOO_BIG.problem(size=size / MEGABYTE, most=MAX_FILE / MEGABYTE)


def more_problems(count: int) -> Problem:
    found = ngettext("{count} more problem", "{count} more problems", count).format(count=count)
    return Problem(found, _("Mend the ones above first, then import again to see what is left."))


def outside(data: bytes) -> Problem | None:
    """What is wrong with the file as a file, or None. `data` is the whole file."""
    if len(data) > MAX_FILE:
        return too_big(len(data))
    if not data.strip(b"\0\r\n\t "):
        return FileProblem.EMPTY.problem()
    if data.startswith(OLD_OFFICE):
        return (FileProblem.ENCRYPTED if ENCRYPTED_PART in data else FileProblem.OLD_EXCEL).problem()
    if not data.startswith(b"PK"):
        return FileProblem.NO_WORKBOOK.problem()
    # Counting the mark that begins each entry of the directory bounds the work of reading it, whatever it claims.
    if data.count(ENTRY) > MAX_ENTRIES:
        return FileProblem.MANY_PARTS.problem(most=MAX_ENTRIES)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            trouble = _directory(archive.infolist())
    except BROKEN:
        trouble = FileProblem.DAMAGED
    return trouble.problem(most=MAX_INFLATED / MEGABYTE) if trouble else None


def _directory(entries: list[zipfile.ZipInfo]) -> FileProblem | None:
    names = [entry.filename.lower() for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        return FileProblem.ENCRYPTED
    if len(set(names)) != len(names) or any(_escapes(entry) for entry in entries):
        return FileProblem.ODD_PARTS
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        return FileProblem.ODD_PARTS
    if sum(entry.file_size for entry in entries) > MAX_INFLATED or any(_swells(entry) for entry in entries):
        return FileProblem.SWELLS
    return _contents(names)


def _contents(names: list[str]) -> FileProblem | None:
    if any(PurePosixPath(name).name == "vbaproject.bin" or name.startswith("xl/macrosheets/") for name in names):
        return FileProblem.MACROS
    if any(name.startswith("xl/externallinks/") for name in names):
        return FileProblem.EXTERNAL_LINKS
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return FileProblem.NO_WORKBOOK
    return FileProblem.BINARY if "xl/workbook.bin" in names else None


def _escapes(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    return "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in name.split("/")


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
