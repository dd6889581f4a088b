"""What the bot does with a file that somebody sends; which sheet of a workbook is meant."""

from handlers.answers.open_questions import open_questions
from handlers.file import sent_plan_or_framework, sent_table
from handlers.file.sent_plan_or_framework import offered_framework_table, offered_framework_text, offered_plan, waiting
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.declared import Group
from handlers.kit.form import Option, Pick
from handlers.kit.reply import Attach, Replies, Reply, Say, Then, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, say
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import SheetTables, Table
from pdsa.framework_file import names_items
from pdsa.people import EVERYONE, LEADS, PROMPTED
from pdsa.text import _, _l
from storage.files.incoming_file import PlainText as SentText
from storage.files.incoming_file import Sent, Unread
from storage.files.outgoing_file import Document, EmptyBook
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.store import YearStore
from storage.uploads import Upload

feature = Feature("file", ahead=True)

LISTED = 12


ILLUSTRATING = (
    ".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".pdf", ".mp4", ".mov", ".m4a", ".mp3", ".docx", ".pptx",
)  # fmt: skip
"""Files that can be no plan and no table: words beside them answer the question that is open."""


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
        Button(_("Choose the sheet"), "file.sheets", str(number), main=True),
                Button(_("Not now"), "file.drop", str(number)),
    )  # fmt: skip


async def offered_one(name: str, table: Table, turn: Turn, store: YearStore) -> Card:
    """What becomes of one table: a framework, or figures."""
    if names_items(table.headers):
        return await offered_framework_table(name, table, turn, store)
    return await sent_table.offered(name, table, turn, store)


@feature.button("file.sheets", who=PROMPTED, writes=False)
async def ask_sheet(turn: Turn, store: YearStore) -> Replies:
    upload, sheets = await _sheets(turn, store)
    options = tuple(Option(str(n), _option_words(each)) for n, each in enumerate(sheets.tables))
    which = Pick("sheet", _("Which sheet do you mean?"), options, few=True)
    title, carry = _("Which sheet?"), {"file": str(upload.id)}
    return ask_form("file.sheets.keep", title, which, send=_("Read it"), carry=carry)


@feature.form("file.sheets.keep", who=PROMPTED)
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


def _sheet_words(table: Table) -> Words:
    told = _("*{sheet}* (hidden): {rows}") if table.hidden else _("*{sheet}*: {rows}")
    return say(told, sheet=clip(table.sheet, 60), rows=_rows_words(table))


def _option_words(table: Table) -> str:
    told = _("{sheet} (hidden): {rows}") if table.hidden else _("{sheet}: {rows}")
    return told.format(sheet=clip(table.sheet, 40), rows=_rows_words(table))


def _rows_words(table: Table) -> str:
    return count("{n} row", "{n} rows", len(table.rows))


feature.include(sent_plan_or_framework.router, sent_table.router)


@feature.command(
    "file",
    help=_l("Send me a plan or a table of numbers as a file; get an empty plan"),
    who=EVERYONE,
    writes=True,
    early=True,
    own=True,
    label=_l("By file"),
    group=Group.SETTING_UP,
    followed_by="",
    synonyms="upload spreadsheet workbook excel csv xlsx template import files",
)
async def receive(turn: Turn, store: YearStore) -> Replies:
    """Each file that came, by what it holds; without one, what may be sent."""
    if not turn.person.id:
        names = join([lead.name for lead in await store.people.leads()])
        told = _("I take files from people in the plan, and I do not find you there. {leads} can add you with `setup`.")
        raise NotAllowed(told.format(leads=names or _("Whoever installed me")))
    if not turn.private:
        raise Refusal(_("Send me files in our private talk, please: there I read them, here I leave them alone."))
    if not turn.sent:
        return Say(_what_to_send(turn))
    answers = [await _answer(each, turn, store) for each in turn.sent]
    beside = turn.words.strip() and all(each.name.lower().endswith(ILLUSTRATING) for each in turn.sent)
    if beside and await open_questions(turn, store):
        return [*answers, Then("words", words=turn.words)]
    return answers


async def _answer(sent: Sent, turn: Turn, store: YearStore) -> Reply:
    try:
        match sent.content:
            case WorkbookReading() as reading:
                return Say(await offered_plan(sent.name, reading, turn, store))
            case Table() as table:
                return Say(await offered_one(sent.name, table, turn, store))
            case SheetTables() as found:
                return Say(await offered(sent.name, found, turn, store))
            case Unread(sentence=sentence):
                return say_card(Text(_named(sent.name)), Text(sentence))
            case SentText(text=text):
                return Say(await offered_framework_text(sent.name, text, turn, store))
    except Refusal as refusal:
        return say_card(Text(_named(sent.name)), Text(refusal.sentence))


def _named(name: str) -> Words:
    return say(_("About *{name}*:"), name=name)


def _what_to_send(turn: Turn) -> Card:
    """What this person may send, and what they can have to fill in."""
    plan = _("A plan as a workbook (.xlsx): I say what it would change before I change anything.")
    numbers = _(
        "A table of numbers (.csv or .xlsx) with dates and values: I ask which column is which, and show the first "
        "rows before I keep any."
    )
    rubric = _(
        "A framework of your own: a table with one rubric item a row, in columns called Focus area and Item; a column "
        "Formerly says which item it takes the place of."
    )
    lead = turn.person.is_lead
    if not turn.person.prompted:
        return card(Text(_("Files come in through others: a plan with a lead, numbers with research.")),
                    Button(_("My data as a file"), "export"))  # fmt: skip
    return card(
        Title(_("Files that I can read")),
        Items((plan, numbers, rubric) if lead else (numbers,)),
        Text(_("Send the file here, in our private talk.")),
        buttons(
            Button(_("An empty plan to fill in"), "file.template"),
            Button(_("The plan as a workbook"), "export.plan") if turn.setting else None,
        )
        if lead
        else Text(_("A lead can bring a plan in, and get it as a workbook.")),
    )


@feature.button("file.template", who=LEADS, writes=False, early=True)
async def template(turn: Turn, store: YearStore) -> Replies:
    told = _("An empty plan, with a note on each column. Fill it in and send it back to me here.")
    return Attach(Document(_("sel-plan.xlsx"), EmptyBook()), told)
