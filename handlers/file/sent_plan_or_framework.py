"""A plan or a framework that came as a file: what it would change is shown, and only then is it kept."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import replace

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.reply import Replies, replace_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, say
from handlers.wording.notifications import owners, tell_new_owners
from pdsa.errors import NotAllowed, Refusal
from pdsa.figure_table import Table
from pdsa.framework import Framework
from pdsa.framework_file import content_of, framework_from, framework_kept, is_usable
from pdsa.framework_file import framework_from_table as from_table
from pdsa.framework_shape import Misshapen
from pdsa.people import LEADS
from pdsa.text import _
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.importing import ImportOutcome, RowChanges, Trial, bring_in, try_in
from storage.store import YearStore
from storage.uploads import Upload

router = Router()
PROBLEMS = 12
NAMED = 8
"""How many problems, and how many names, a message lists."""
LONGEST_FILE = 300_000
"""Characters of a .toml that are read; our own have a tenth of it."""


async def offered_plan(name: str, reading: WorkbookReading, turn: Turn, store: YearStore) -> Card:
    """What a plan would change, with the question whether it shall. Raises Refusal for everybody but a lead."""
    if not turn.person.is_lead:
        leads = join([lead.name for lead in await store.people.leads()]) or _("A lead")
        told = _("Only a lead can bring in a plan. {leads} can send me this file; I kept nothing of it.")
        raise NotAllowed(told.format(leads=leads))
    if reading.plan is None:
        return _problems(name, reading)
    trial = await try_in(store, reading.plan)
    if trial.nothing:
        return card(
            Text(say(_("*{name}* says what the plan says already: there is nothing to bring in."), name=name)),
            _vanished(trial.outcome),
            _notes(reading),
            Button(_("The whole plan"), "plan"),
        )
    number = await store.uploads.keep(turn.person.id, name, reading.plan)
    return card(
        Title(_("Bring in {name}?").format(name=name)),
        Text(_opening(trial)),
        Items(tuple(_change(each) for each in trial.changes)) if trial.changes else None,
        _vanished(trial.outcome),
        _notes(reading),
        Text(_("Nothing is kept until you say so, and nobody gets a message because of it.")),
        Button(_("Bring it in"), "file.plan.keep", str(number), main=True),
        Button(_("Not now"), "file.drop", str(number)),
    )


def _notes(reading: WorkbookReading) -> Items | None:
    return Items(tuple(clip(note, 300) for note in reading.notes[:NAMED])) if reading.notes else None


def _problems(name: str, reading: WorkbookReading) -> Card:
    sentences = [clip(sentence(each), 400) for each in reading.problems]
    more = len(sentences) - PROBLEMS
    return card(
        Title(_("{name} cannot be used as it is").format(name=name)),
        Text(_("Nothing was changed. Fix what is listed below, save the file, and send it to me again.")),
        Items(tuple(sentences[:PROBLEMS])),
        Text(count("And {n} more.", "And {n} more.", more)) if more > 0 else None,
    )


def _opening(trial: Trial) -> Words:
    cycle = trial.outcome.cycle
    if trial.first:
        return say(_("It begins the plan of *{district}* for {year}, with:"), district=cycle.district, year=cycle.label)
    if trial.another_year:
        return say(_("It begins a new year, *{year}*, with:"), year=cycle.label)
    if not trial.changes:
        return say(_("It would change the settings of the year: days, channels or words about the district."))
    if trial.settings:
        return say(_("It would change settings of the year, and in the plan for *{year}*:"), year=cycle.label)
    return say(_("It would change in the plan for *{year}*:"), year=cycle.label)


def _change(change: RowChanges) -> str:
    """ "strategies: 2 new, 1 changed"."""
    what = {
        "people": _("People"),
        "goals": _("Goals"),
        "strategies": _("Strategies"),
        "observations": _("Numbers"),
        "ratings": _("Ratings on the rubric"),
        "days_off": _("Days off"),
        "links": _("Lines of the logic model"),
        "elements": _("Parts of the logic model"),
    }[change.what]
    new = count("{n} new", "{n} new", change.new) if change.new else ""
    changed = count("{n} changed", "{n} changed", change.changed) if change.changed else ""
    return _("{what}: {how}").format(what=what, how=", ".join(each for each in (new, changed) if each))


def _vanished(outcome: ImportOutcome) -> Text | None:
    """What stands here and not in the file; None where there is nothing."""
    gone = (
        (_("people"), outcome.vanished_people),
        (_("goals"), outcome.vanished_goals),
        (_("strategies"), outcome.vanished_strategies),
        (_("days off"), outcome.vanished_days),
    )
    named = [_("{what} {names}").format(what=what, names=_first_of(names)) for what, names in gone if names]
    if not named:
        return None
    return Text(
        say(_("Here and not in the file: {named}. They stay until a lead sets them aside."), named="; ".join(named))
    )


@router.button("file.plan.keep", who=LEADS, early=True)
async def keep_plan(turn: Turn, store: YearStore) -> Replies:
    """Brings the plan in, whole, or raises Refusal and changes nothing."""
    upload = await waiting(turn, store)
    if upload.plan is None:
        raise Refusal(_("That file holds no plan. Please send it again."))
    before = await owners(store)
    outcome = await bring_in(store, upload.plan)
    await tell_new_owners(before, store.year(outcome.cycle), turn.person.id)
    await store.uploads.settle(upload.id)
    started = outcome.cycle.started_at is not None
    told = _("The plan of *{district}* for {year} is in: {people} people, {goals} goals, {strategies} strategies.")
    return replace_card(
        Text(
            say(
                told,
                district=outcome.cycle.district,
                year=outcome.cycle.label,
                people=outcome.people,
                goals=outcome.goals,
                strategies=outcome.strategies,
            )
        ),
        _vanished(outcome),
        None if started else Text(_("Nobody is messaged until a lead presses Start, which `setup` offers.")),
        Button(_("The whole plan"), "plan", main=started),
        None if started else Button(_("Go on with setup"), "setup", main=True),
    )


async def waiting(turn: Turn, store: YearStore) -> Upload:
    """The file that a button or form is about. Raises Refusal where it is settled, gone, or somebody else's."""
    upload = await store.uploads.find(whole(turn.value or turn.carry.get("file", "")) or 0, turn.person.id)
    if upload is None:
        raise Refusal(_("I find no such file of yours. Please send it again."))
    if upload.settled:
        raise Refusal(
            _("{name} is settled already, or waited more than two weeks. To go on, send it again.").format(
                name=upload.name
            )
        )
    return upload


async def offered_framework_table(name: str, table: Table, turn: Turn, store: YearStore) -> Card:
    """What a table's framework holds, with the question whether it shall be rated with. Raises Refusal."""
    await _only_leads(turn, store)
    now = await _now(turn, store)
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    reading = from_table(table.headers, rows, name=now.name, like=now)
    if reading.framework is not None and reading.framework.titles != now.titles:
        reading = from_table(table.headers, rows, name=_own_name(turn, now), like=now)
    if reading.framework is None:
        told = [clip(each, 300) for each in reading.problems[:NAMED]]
        return card(Text(say(_("*{name}* is no framework that I can use:"), name=name)), Items(tuple(told)))
    return await _framework_offered(name, reading.framework, now, turn, store)


async def offered_framework_text(name: str, text: str, turn: Turn, store: YearStore) -> Card:
    """The same for a .toml in the shape of ours. Raises Refusal."""
    await _only_leads(turn, store)
    try:
        framework = framework_from(tomllib.loads(text)) if len(text) <= LONGEST_FILE else None
    except Misshapen as error:
        told = _("This file is no framework in the shape of ours, and I kept nothing of it. {why}")
        raise Refusal(told.format(why=clip(error.sentence, 300))) from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        framework = None
    if framework is None or not is_usable(framework):
        raise Refusal(
            _("This file is no framework in the shape of ours. A table with one rubric item a row does, too.")
        )
    return await _framework_offered(name, framework, await _now(turn, store), turn, store)


def _own_name(turn: Turn, now: Framework) -> str:
    """What a rubric with other items is called: earlier years keep the one that they were rated with."""
    if turn.setting is None:
        return now.name
    told = _("{district}: our own rubric, {year}")
    return told.format(district=clip(turn.setting.district, 100), year=turn.setting.label)


async def _now(turn: Turn, store: YearStore) -> Framework:
    return await store.frameworks.get(turn.setting.framework if turn.setting else "")


async def _only_leads(turn: Turn, store: YearStore) -> None:
    if not turn.person.is_lead:
        leads = join([lead.name for lead in await store.people.leads()])
        raise NotAllowed(_("Only a lead can bring in a framework: {leads} can send me this file.").format(leads=leads))


async def _framework_offered(name: str, framework: Framework, now: Framework, turn: Turn, store: YearStore) -> Card:
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
        Button(_("Keep it"), "file.framework.keep", str(number), main=True),
        Button(_("Not now"), "file.drop", str(number)),
    )


def _listed(what: str, titles: list[str]) -> Text | None:
    if not titles:
        return None
    return Text(say(_("{what} {titles}."), what=what, titles=_first_of([clip(each, 80) for each in titles])))


def _first_of(names: Sequence[str]) -> str:
    """Names as people list them, the first few of many."""
    return join([*names[:NAMED], *([_("others")] if len(names) > NAMED else [])])


@router.button("file.framework.keep", who=LEADS, early=True)
async def keep_framework(turn: Turn, store: YearStore) -> Replies:
    upload = await waiting(turn, store)
    framework = framework_kept(json.loads(upload.text)) if upload.text else None
    if framework is None:
        raise Refusal(_("That file holds no framework. Please send it again."))
    await store.frameworks.put(framework)
    if turn.setting is not None and (await _now(turn, store)).name != framework.name:
        await store.cycles.put(replace(turn.setting, framework=framework.name))
    await store.uploads.settle(upload.id)
    return replace_card(
        Text(say(_("*{framework}* is kept, with what stood there before in the history."), framework=framework.name)),
        Button(_("The rubric"), "rate"),
    )
