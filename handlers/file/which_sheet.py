"""A workbook with figures on several sheets, or on hidden ones only: somebody says which sheet is meant."""

from handlers.file import sent_framework, sent_table
from handlers.file.sent_plan import waiting
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.form import Form, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say
from pdsa.errors import Refusal
from pdsa.figure_table import SheetTables, Table
from pdsa.people import PROMPTED
from pdsa.text import _
from storage.store import YearStore
from storage.uploads import Upload

router = Router()
LISTED = 12


async def offered(name: str, sheets: SheetTables, turn: Turn, store: YearStore) -> Card:
    """What the sheets hold, with the question which one is meant."""
    await sent_table.check_may(turn, store)
    number = await store.uploads.keep(turn.person.id, name, sheets)
    hidden = all(each.hidden for each in sheets.tables)
    told = _("Only a hidden sheet holds figures. Shall I read it?") if hidden else _("Several sheets hold figures.")
    return card(
        Title(name),
        Text(told),
        Items(tuple(_sheet_words(each) for each in sheets.tables[:LISTED])),
        Text(_("Nothing is kept yet. First tell me which sheet you mean; the others can follow one by one.")),
        buttons(Button(_("Choose the sheet"), "file.sheets", str(number), main=True),
                Button(_("Not now"), "file.drop", str(number))),
    )  # fmt: skip


async def offered_one(name: str, table: Table, turn: Turn, store: YearStore) -> Card:
    """What becomes of one table: a framework, or figures."""
    if sent_framework.is_framework(table):
        return await sent_framework.offered_table(name, table, turn, store)
    return await sent_table.offered(name, table, turn, store)


@router.button("file.sheets", who=PROMPTED, writes=False)
async def ask_sheet(turn: Turn, store: YearStore) -> Replies:
    upload, sheets = await _sheets(turn, store)
    return Ask(_sheet_form(upload, sheets))


@router.form("file.sheets.keep", who=PROMPTED)
async def choose_sheet(turn: Turn, store: YearStore) -> Replies:
    upload, sheets = await _sheets(turn, store)
    place = whole(turn.text("sheet"))
    if place is None or place >= len(sheets.tables):
        raise Refusal(_("Choose a sheet."), field="sheet")
    return Say(await offered_one(upload.name, sheets.tables[place], turn, store))


async def _sheets(turn: Turn, store: YearStore) -> tuple[Upload, SheetTables]:
    upload = await waiting(turn, store)
    if upload.sheets is None:
        raise Refusal(_("That file holds no sheets to choose among. Please send it again."))
    return upload, upload.sheets


def _sheet_form(upload: Upload, sheets: SheetTables) -> Form:
    options = tuple(Option(str(n), _option_words(each)) for n, each in enumerate(sheets.tables))
    return form(
        "file.sheets.keep",
        _("Which sheet?"),
        Pick("sheet", _("Which sheet do you mean?"), options, few=True),
        send=_("Read it"),
        carry={"file": str(upload.id)},
    )


def _sheet_words(table: Table) -> Words:
    told = _("*{sheet}* (hidden): {rows}") if table.hidden else _("*{sheet}*: {rows}")
    return say(told, sheet=clip(table.sheet, 60), rows=_rows_words(table))


def _option_words(table: Table) -> str:
    told = _("{sheet} (hidden): {rows}") if table.hidden else _("{sheet}: {rows}")
    return told.format(sheet=clip(table.sheet, 40), rows=_rows_words(table))


def _rows_words(table: Table) -> str:
    return count("{n} row", "{n} rows", len(table.rows))
