"""What somebody sent as a file, read into a value: a plan, a table of figures, a text, or why it cannot be used."""

from dataclasses import dataclass
from pathlib import PurePath

from pdsa.errors import Refusal
from pdsa.figure_table import SheetTables, Table
from pdsa.text import _
from storage.files.child import Child, TooHeavy
from storage.files.outgoing_file import safe_name
from storage.files.sheets import file_problems
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.file_problems import FileProblem
from storage.files.sheets.workbook_contents import WorkbookReading

MOST_BYTES = file_problems.MAX_FILE
SECONDS = 20.0
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


@dataclass(frozen=True)
class PlainText:
    """A text that is no table, by its file's ending: "toml"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Unread:
    """A file that is of no use here; the sentence says why, and what would be."""

    sentence: str


@dataclass(frozen=True)
class Sent:
    """One file, by a name that is safe to show."""

    name: str
    content: WorkbookReading | Table | SheetTables | PlainText | Unread


async def read_sent(name: str, data: bytes, child: Child, *, seconds: float = SECONDS) -> Sent:
    """What the file holds. Never raises for what is in it: what is wrong becomes a sentence."""
    name = safe_name(name)
    if sentence := outside(name, data):
        return Sent(name, Unread(sentence))
    try:
        return Sent(name, await child.run(read_inside, name, data, seconds=seconds))
    except TooHeavy as error:
        told = _("{said} Send a smaller file: only the rows that matter.")
        return Sent(name, Unread(told.format(said=error.sentence)))


def outside(name: str, data: bytes) -> str:
    """Why a file is not worth opening, in a sentence; empty where it is. Nothing is unpacked here."""
    ending = PurePath(name).suffix.lower()
    if not data:
        return _("That file is empty.")
    if len(data) > MOST_BYTES:
        return too_big(len(data))
    if data.startswith(PICTURES) or data.startswith(b"%PDF") or ending in (".docx", ".pptx", ".heic", ".zip", ".mp4"):
        return not_for_me()
    if data.startswith((b"PK", file_problems.OLD_OFFICE)):
        problem = file_problems.outside(data)
        return sentence(problem) if problem else ""
    return ""


def too_big(size: int) -> str:
    told = _("That file has {size:.1f} MB, and I read up to {most:.0f}. Send only the rows or sheets that matter.")
    return told.format(size=size / 1024**2, most=MOST_BYTES / 1024**2)


def not_for_me() -> str:
    return _("I read plan workbooks (.xlsx) and tables of numbers (.csv or .xlsx), nothing else, and I kept nothing.")


def read_inside(name: str, data: bytes) -> WorkbookReading | Table | SheetTables | PlainText | Unread:
    """In the child: what the file holds. `outside` has found nothing against it."""
    # Put off: openpyxl takes time and memory that the chatting process does not need.
    from storage.files import figure_table_reading  # noqa: PLC0415
    from storage.files.sheets import plan_reading  # noqa: PLC0415

    try:
        if data.startswith(b"PK") and plan_reading.is_strict(data):
            return Unread(sentence(FileProblem.STRICT.problem()))
        if data.startswith(b"PK"):
            return plan_reading.read(data) if plan_reading.is_plan(data) else figure_table_reading.from_workbook(data)
        if PurePath(name).suffix.lower() == ".toml":
            return PlainText("toml", figure_table_reading.decoded(data))
        return figure_table_reading.from_text(data)
    except Refusal as refusal:
        return Unread(refusal.sentence)
    except plan_reading.DAMAGED as error:
        return Unread(sentence(plan_reading.broken(error)))
