"""What the bot does with a file that somebody sends."""

from handlers.file import sent_framework, sent_plan, sent_table, which_sheet
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.command import Group
from handlers.kit.question import open_questions
from handlers.kit.reply import Attach, Replies, Reply, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import Words, join, say
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import SheetTables, Table
from pdsa.people import EVERYONE, LEADS
from pdsa.text import _, _l
from storage.files.outgoing_file import Document, EmptyBook
from storage.files.sent import PlainText as SentText
from storage.files.sent import Sent, Unread
from storage.files.sheets.values import WorkbookReading
from storage.store import YearStore

feature = Feature("file", ahead=True)
feature.include(sent_framework.router, sent_plan.router, sent_table.router, which_sheet.router)
ILLUSTRATING = (
    ".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".pdf", ".mp4", ".mov", ".m4a", ".mp3", ".docx", ".pptx",
)  # fmt: skip
"""Files that can be no plan and no table: words beside them answer the question that is open."""


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
                return Say(await sent_plan.offered(sent.name, reading, turn, store))
            case Table() as table:
                return Say(await which_sheet.offered_one(sent.name, table, turn, store))
            case SheetTables() as found:
                return Say(await which_sheet.offered(sent.name, found, turn, store))
            case Unread(sentence=sentence):
                return Say(card(Text(_named(sent.name)), Text(sentence)))
            case SentText(text=text):
                return Say(await sent_framework.offered_text(sent.name, text, turn, store))
    except Refusal as refusal:
        return Say(card(Text(_named(sent.name)), Text(refusal.sentence)))


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
                    buttons(Button(_("My data as a file"), "export")))  # fmt: skip
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
