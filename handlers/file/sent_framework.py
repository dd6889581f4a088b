"""A framework that came as a file: a table of rubric items, or our own .toml; it is rated with from then on."""

import json
import tomllib
from dataclasses import replace

from handlers.file.sent_plan import waiting
from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.reply import Replace, Replies
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import clip, count, join, say
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import Table
from pdsa.framework import Framework, name_key
from pdsa.framework_file import COLUMNS, MOST_ITEMS, NEEDED, content_of, framework_from, framework_kept
from pdsa.framework_file import framework_from_table as from_table
from pdsa.framework_shape import Misshapen
from pdsa.people import LEADS
from pdsa.text import _
from storage.store import YearStore

router = Router()
LONGEST_FILE = 300_000
"""Characters of a .toml that are read; our own have a tenth of it."""
NAMED = 8


def is_framework(table: Table) -> bool:
    """Whether a table names rubric items instead of figures."""
    said = {name_key(header) for header in table.headers}
    return all(said & {name_key(name) for name in COLUMNS[column]} for column in NEEDED)


async def offered_table(name: str, table: Table, turn: Turn, store: YearStore) -> Card:
    """What a table's framework holds, with the question whether it shall be rated with. Raises Refusal."""
    await _only_leads(turn, store)
    now = await _now(turn, store)
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    reading = from_table(table.headers, rows, name=now.name, like=now)
    if reading.framework is not None and _titles(reading.framework) != _titles(now):
        reading = from_table(table.headers, rows, name=_own_name(turn, now), like=now)
    if reading.framework is None:
        told = [clip(each, 300) for each in reading.problems[:NAMED]]
        return card(Text(say(_("*{name}* is no framework that I can use:"), name=name)), Items(tuple(told)))
    return await _offered(name, reading.framework, now, turn, store)


async def offered_text(name: str, text: str, turn: Turn, store: YearStore) -> Card:
    """The same for a .toml in the shape of ours. Raises Refusal."""
    await _only_leads(turn, store)
    try:
        framework = framework_from(tomllib.loads(text)) if len(text) <= LONGEST_FILE else None
    except Misshapen as error:
        told = _("This file is no framework in the shape of ours, and I kept nothing of it. {why}")
        raise Refusal(told.format(why=clip(error.sentence, 300))) from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        framework = None
    if framework is None or not _sound(framework):
        raise Refusal(
            _("This file is no framework in the shape of ours. A table with one rubric item a row does, too.")
        )
    return await _offered(name, framework, await _now(turn, store), turn, store)


def _titles(framework: Framework) -> set[str]:
    return {name_key(each.title) for each in framework.items}


def _own_name(turn: Turn, now: Framework) -> str:
    """What a rubric with other items is called: earlier years keep the one that they were rated with."""
    if turn.setting is None:
        return now.name
    told = _("{district}: our own rubric, {year}")
    return told.format(district=clip(turn.setting.district, 100), year=turn.setting.label)


def _sound(framework: Framework) -> bool:
    return 1 <= len(framework.items) <= MOST_ITEMS and len(_titles(framework)) == len(framework.items)


async def _now(turn: Turn, store: YearStore) -> Framework:
    return await store.frameworks.get(turn.setting.framework if turn.setting else "")


async def _only_leads(turn: Turn, store: YearStore) -> None:
    if not turn.person.is_lead:
        leads = join([lead.name for lead in await store.people.leads()])
        raise NotAllowed(_("Only a lead can bring in a framework: {leads} can send me this file.").format(leads=leads))


async def _offered(name: str, framework: Framework, now: Framework, turn: Turn, store: YearStore) -> Card:
    if framework == now:
        return card(Text(say(_("*{name}* says what you rate with already: there is nothing to change."), name=name)))
    number = await store.uploads.keep(turn.person.id, name, json.dumps(content_of(framework), ensure_ascii=False))
    before, after = {each.title for each in now.items}, {each.title for each in framework.items}
    areas = count("{n} focus area", "{n} focus areas", len(framework.areas))
    items = count("{n} rubric item", "{n} rubric items", len(framework.items))
    told, year = _("It has {areas} and {items}, and is kept as *{framework}*."), ""
    if turn.setting is not None:
        told = _("It has {areas} and {items}. Kept as *{framework}*, it is what {year} is rated with.")
        year = turn.setting.label
    return card(
        Title(_("Rate with {name}?").format(name=name)),
        Text(say(told, areas=areas, items=items, framework=framework.name, year=year)),
        _listed(_("New:"), [each.title for each in framework.items if each.title not in before]),
        _listed(_("Not in it any more:"), [each.title for each in now.items if each.title not in after]),
        Text(_("Ratings that were given stay. A column “Formerly” says which item another one takes the place of.")),
        buttons(
            Button(_("Keep it"), "file.framework.keep", str(number), main=True),
            Button(_("Not now"), "file.drop", str(number)),
        ),
    )


def _listed(what: str, titles: list[str]) -> Text | None:
    if not titles:
        return None
    more = [_("others")] if len(titles) > NAMED else []
    return Text(
        say(_("{what} {titles}."), what=what, titles=join([*(clip(each, 80) for each in titles[:NAMED]), *more]))
    )


@router.button("file.framework.keep", who=LEADS, early=True)
async def keep(turn: Turn, store: YearStore) -> Replies:
    upload = await waiting(turn, store)
    if not upload.text:
        raise Refusal(_("That file holds no framework. Please send it again."))
    framework = framework_kept(json.loads(upload.text))
    if framework is None:
        raise Refusal(_("That file holds no framework. Please send it again."))
    await store.frameworks.put(framework)
    if turn.setting is not None and (await _now(turn, store)).name != framework.name:
        await store.cycles.put(replace(turn.setting, framework=framework.name))
    await store.uploads.settle(upload.id)
    return Replace(
        card(
            Text(
                say(_("*{framework}* is kept, with what stood there before in the history."), framework=framework.name)
            ),
            buttons(Button(_("The rubric"), "rate")),
        )
    )
