"""A lived year in the pseudo-language: its notifications, what every role is shown, its document and its charts."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlmodel import SQLModel

from handlers.digest.copies import bare_copies
from handlers.digest.facts import month_so_far
from handlers.digest.phrases import NOTHING
from handlers.digest.routes import feature as digest
from handlers.features import FEATURES
from handlers.kit.card import Card, Text, card
from handlers.kit.card_pages import as_text
from handlers.kit.form import Form
from handlers.kit.reply import Ask, Replace, Say
from handlers.kit.routes import RouteTable
from handlers.kit.words import Span, plain
from handlers.meeting.facts import year_for
from handlers.meeting.paper import meeting_paper
from handlers.wording.days_and_hours import day_off
from pdsa.decisions import Path as Way
from pdsa.digest_readers import Readers
from pdsa.errors import Refusal
from pdsa.field_privacy import sentences
from pdsa.paper_parts import Figure
from pdsa.plan import Plan
from pdsa.pseudo_language import OPENS, PSEUDO
from pdsa.text import languages, speak, speaking
from pdsa.time_span import TimeSpan
from storage.exporting import take_out
from storage.files.sheets.columns import SHEETS
from storage.files.sheets.template import template
from storage.files.sheets.writing import written
from storage.language_names import own_name
from storage.public_holidays import public_days
from tests.handlers.decide.interviews import decide, to_the_end
from tests.handlers.desk import Desk, buttons_of, moment
from tests.handlers.everywhere.planted import Planted, plant, plant_beside
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, BERNADETTE, HANNAH, KOFI, MARIBEL
from tests.pseudo_reading import Known, as_far_as_spanish_goes

ROUTES = RouteTable.of(FEATURES)
OURS = {"notifications", "audit", "posts", "published", "alembic_version"}
"""Tables that keep words of the bot's own."""
NO_WORDS = {"route", "value", "name", "carry", "about", "code", "focus", "options", "chosen", "language"}
"""Fields of cards and forms that nobody reads."""


@pytest.fixture
async def desk(tmp_path: Path, year: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, digest, at="2027-05-21 09:00") as made:
        made.routes |= ROUTES.by_name
        async with made.store(writes=True) as store:
            for channel in (plan.channels.team, plan.channels.stakeholders, plan.channels.leadership):
                await store.cycles.set_channel_language(channel, PSEUDO)
        speak(PSEUDO)
        yield made
    speak(None)


async def peoples_words(desk: Desk, plan: Plan) -> Known:
    """What people wrote, wherever it is kept."""
    rows = []
    async with desk.engine.connect() as connection:
        for name, table in SQLModel.metadata.tables.items():
            if name not in OURS:
                rows += [dict(row) for row in (await connection.execute(select(table))).mappings()]
    return Known(plan, rows, [own_name(language) for language in languages()], [*ROUTES.by_name], "Sam")


def shown(value: object) -> Iterator[str]:
    """Every text of a card, a form or a picture, as somebody reads it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(part, Span) for part in value):
        yield plain(value)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from shown(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in NO_WORDS:
                yield from shown(getattr(value, field.name))
        yield from (option.label for option in getattr(value, "options", ()))


def left_in_english(known: Known, value: object) -> dict[str, str]:
    return {phrase: text for text in shown(value) for phrase in known.plain(text)}


async def walked(desk: Desk, email: str, each_route: int = 1) -> AsyncIterator[tuple[str, Card | Form]]:
    """What somebody is shown who types every word and presses whatever only shows something."""
    ways = [(route.name, "") for route in ROUTES.commands((await desk.person(email)).role)]
    ways_by_route: Counter[str] = Counter()
    while ways:
        name, value = ways.pop(0)
        ways_by_route[name] += 1
        if ways_by_route[name] > each_route:
            continue
        try:
            replies = await desk.enter(email, name, value, value=value)
        except Refusal as refusal:
            yield name, card(Text(refusal.sentence))
            continue
        for reply in replies:
            if isinstance(reply, Say | Replace):
                yield name, reply.card
                ways += [(button.route, button.value) for button in buttons_of(reply.card) if only_shows(button.route)]
            elif isinstance(reply, Ask):
                yield name, reply.form


async def test_each_way_on_is_proposed_and_read_in_spanish(desk: Desk, plan: Plan) -> None:
    """A member proposes it, a lead reads it; nothing of it has no Spanish."""
    screens: list[object] = []
    with as_far_as_spanish_goes():
        for way in Way:
            screens.append(await to_the_end(desk, ANA_LUCIA, "S1", way))
            screens.append(await decide(desk, ANA_LUCIA, "S1", way))
            async with desk.store() as store:
                number = max(decision.id for decision in await store.learning.all_decisions())
            for route in ("decide.see", "decide.rests", "decide.back"):
                screens += await desk.enter(MARIBEL, route, value=str(number))
    assert not left_in_english(await peoples_words(desk, plan), screens)


def only_shows(name: str) -> bool:
    return name in ROUTES.by_name and not ROUTES.by_name[name].writes


@pytest.mark.parametrize("email", [MARIBEL, HANNAH, KOFI, BERNADETTE])
async def test_what_a_role_is_shown(desk: Desk, plan: Plan, email: str) -> None:
    known, left = await peoples_words(desk, plan), {}
    async for name, screen in walked(desk, email):
        left |= {phrase: (name, text) for phrase, text in left_in_english(known, screen).items()}
    assert not left


@pytest.mark.parametrize("at", ["2026-09-18 09:00", "2026-11-02 09:00", "2027-01-15 09:00", "2027-05-21 09:00"])
async def test_what_falls_due(desk: Desk, plan: Plan, at: str) -> None:
    known, left = await peoples_words(desk, plan), {}
    desk.at = moment(at)
    async with desk.store(writes=True) as opened:
        store = await opened.running_year()
        for tick in ROUTES.ticks:
            await store.outbox.write(await tick(TimeSpan(desk.at - timedelta(days=21), desk.at), store))
        due = await store.outbox.of_kind(*ROUTES.notifications)
        for notification in {each.kind: each for each in due}.values():
            left |= left_in_english(known, await ROUTES.notifications[notification.kind](notification, store))
    assert due
    assert not left


async def test_the_document_and_its_charts(desk: Desk, plan: Plan) -> None:
    known = await peoples_words(desk, plan)
    async with desk.store() as store:
        assert store.cycle is not None
        lead = await store.people.by_email(MARIBEL)
        assert lead is not None
        paper = meeting_paper(await year_for(lead, date(2027, 5, 21), store.cycle.zone, store.cycle, store))
    assert any(isinstance(part, Figure) for part in paper.parts)
    assert not left_in_english(known, paper)


async def test_a_copy_is_in_the_language_of_its_channel_whoever_drafts_it(desk: Desk) -> None:
    speak("es")
    async with desk.store(writes=True) as opened:
        store = await opened.running_year()
        assert store.cycle is not None
        await store.cycles.set_channel_language(store.cycle.channels.leadership, None)
        figures = await month_so_far(store, date(2027, 5, 1))
        copies = await bare_copies(store, figures, NOTHING)
    assert as_text(copies[Readers.STAKEHOLDERS]).startswith(OPENS)
    assert OPENS not in as_text(copies[Readers.LEADERSHIP])


async def test_what_happened_as_a_workbook(desk: Desk, plan: Plan) -> None:
    """What it says of each value. Sheets and columns keep their names, and the plan's own sheets are read in again."""
    planted = Planted()
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await plant(store, planted, "S1", ana.id, quotable=True)
        await plant_beside(store, planted, "S1", ana.id, ana.team)
        planned, happened = await take_out(store)
    kept = [value for values in vars(happened).values() if isinstance(values, tuple) for value in values]
    said = [sentences(value) for value in kept if is_dataclass(value)]
    known = Known(planned, said, planted.needles, happened.members, "needle", "Families of S")
    book = load_workbook(BytesIO(written(planned, happened)))
    sheets = [sheet for sheet in book if sheet.title not in {layout.name for layout in SHEETS}]
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows(min_row=2) for cell in row]
    assert len(sheets) > 6
    assert not [phrase for cell in set(cells) for phrase in known.plain(cell) if cell != "None"]


def test_public_holidays_that_are_proposed() -> None:
    proposed = {off.name for off in public_days("America/Denver", date(2026, 1, 1), date(2036, 12, 31))}
    with speaking(PSEUDO):
        assert [name for name in proposed if not day_off(name).startswith(OPENS)] == []


def test_the_empty_template(plan: Plan) -> None:
    """What explains it; sheets and columns have their names in every language, as a reader of files needs them."""
    known = Known(plan, [sheet.name for sheet in SHEETS])
    with speaking(PSEUDO):
        book = load_workbook(BytesIO(template()))
    told = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    told += [cell.value for row in book["Read me"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert len(told) > 50
    assert not [phrase for text in told for phrase in known.plain(text)]
