"""`/sel log`: a number for a measure, its correction and history, and how the measure is read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.answers.edit_conflicts import reopened
from handlers.kit.card import Button, FactSet, Text, buttons
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Form
from handlers.kit.reply import Ask, Replace, Replies, Say, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, a_day, whole
from handlers.kit.words import clip, join, say
from handlers.log import notifications
from handlers.log.number_screens import (
    Start,
    change_form,
    choose_form,
    doubt_words,
    entries_form,
    entry_card,
    groups_of,
    kept_card,
    number_form,
    out_card,
    setting_form,
)
from handlers.wording.measures import can_show_words
from pdsa.errors import NotAllowed, Refusal
from pdsa.measure_lookup import YearMeasures, entry_key, key_of
from pdsa.measures import Better, Every, Observation, Setting, better
from pdsa.names import among, same
from pdsa.people import PROMPTED, Role
from pdsa.permissions import enters, enters_all
from pdsa.small_groups import MOST_PEOPLE, shown
from pdsa.text import _, _l
from pdsa.typed_figures import read_figure
from storage.figures_of_year import figures_of, known_measures
from storage.plans import trail_of
from storage.store import YearStore

feature = Feature("log")


LONGEST = 200
"""So many characters has a new measure's name at most, as its field says."""
LISTED = 100


@feature.button("log.measure", who=PROMPTED, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """The form of one measure."""
    await _only_research(turn, store)
    year_measures = await _known(turn, store)
    measure = year_measures.by_key(turn.value)
    if measure is None:
        raise Refusal(_("That measure is not there any more. `chart` shows those that are."))
    return Ask(
        setting_form(measure, year_measures.settings.get(measure, Setting(measure)), _goals_way(measure, year_measures))
    )


async def as_read(turn: Turn, store: YearStore) -> Replies:
    """The form of the measure that a form carries, as it reads now."""
    return await ask(replace(turn, value=key_of(turn.carry.get("measure", ""))), store)


@feature.form("log.measure.keep", who=PROMPTED, now=as_read)
async def keep_settings(turn: Turn, store: YearStore) -> Replies:
    """Keeps how a measure is read."""
    await _only_research(turn, store)
    year_measures = await _known(turn, store)
    measure = turn.carry.get("measure", "")
    if not among(measure, year_measures.names):
        raise Refusal(_("That measure is not there any more. `chart` shows those that are."))
    way, often = turn.text("better"), turn.text("every")
    better_is = Better(way) if way in (Better.HIGHER, Better.LOWER) else Better.UNKNOWN
    every = Every(often) if often in set(Every) else None
    setting = Setting(measure, better_is, every, turn.ticked("worth"), turn.text("note"))
    await store.measures.put(setting, turn.person.id)
    if better_is is Better.UNKNOWN:
        better_is = _goals_way(measure, year_measures)
    rows = [
        (_("Better is"), {Better.HIGHER: _("higher"), Better.LOWER: _("lower")}.get(better_is, _("not said"))),
        (_("A number is due"), often_words(setting.every)),
        (_("Worth telling"), (setting.note or _("yes")) if setting.worth_telling else _("not marked")),
    ]
    key = key_of(measure)
    ways = buttons(Button(_("Chart"), "chart", key), Button(_("Change it"), "log.measure", key),
                   Button(_("Log a number"), "log.number", key))  # fmt: skip
    shows = await can_show_words(measure, turn.cycle, turn.today, store)
    kept = say(_("Kept: how *{measure}* is read."), measure=measure)
    return say_card(Text(kept), FactSet(tuple(rows)), Text(shows), ways)


def often_words(every: Every | None) -> str:
    """How often a number is due, as people say it."""
    return {
        None: _("when it comes"),
        Every.WEEK: _("every week"),
        Every.MONTH: _("every month"),
        Every.TERM: _("every term"),
    }[every]


async def _known(turn: Turn, store: YearStore) -> YearMeasures:
    return await known_measures(store, await _observations(turn, store))


async def _only_research(turn: Turn, store: YearStore) -> None:
    if not enters_all(turn.person):
        people = await store.people.with_roles({Role.RESEARCH}) or await store.people.leads()
        told = _("Research and the leads say how a measure is read. Ask {name}.")
        raise NotAllowed(told.format(name=people[0].name if people else _("a lead")))


def _goals_way(measure: str, known: YearMeasures) -> Better:
    """Which way the measure's goal wants it to go."""
    goal = known.goal_of(measure)
    return better(goal.baseline, goal.target) if goal else Better.UNKNOWN


feature.include(notifications.router)


@feature.command(
    "log",
    help=_l("Enter a number of a measure, or correct one"),
    who=PROMPTED,
    example="referrals 4.2",
    own=True,
    label=_l("Log a number"),
    group=Group.WEEK_BY_WEEK,
    roles={Role.LEAD: 2, Role.RESEARCH: 1, Role.SCHOOL_LEAD: 2},
    synonyms="data measure measures numbers figure figures observation enter observations datos",
    why=Reasons(
        what=_l("A number on a day: how many came, how many agreed, how often it happened."),
        why=_l("A line over time shows whether something changed by more than chance. Two numbers cannot."),
        when=_l("Each week or month, whenever the number is there."),
        who=_l("Research, and the owners of strategies."),
        resource="use-data",
    ),
)
async def log(turn: Turn, store: YearStore) -> Replies:
    """The form, filled in as far as the words say; or first the choice of a measure."""
    year_measures = await _known(turn, store)
    mine, may_add = year_measures.open_to(turn.person), enters_all(turn.person)
    if not mine and not may_add:
        raise await _refused(store)
    typed = read_figure(turn.value or turn.words, year_measures, turn.today)
    doubts = tuple(doubt_words(doubt, turn.today) for doubt in typed.doubts)
    start = Start(typed.value, typed.day, typed.n, doubts=doubts, ask_day=typed.ask_day)
    measures = [each for each in typed.measures if each in mine]
    if len(measures) == 1:
        return Ask(await _number_form(measures[0], start, turn, store))
    if typed.measures and not measures:
        raise await _refused(store)
    told = say(_("“{words}” fits more than one measure."), words=clip(typed.words, 80)) if measures else ""
    if not typed.words and len(mine) == 1 and not may_add:
        return Ask(await _number_form(mine[0], start, turn, store))
    if typed.words and not measures:
        told = say(_("I know no measure like “{words}”."), words=clip(typed.words, 80))
    new = typed.words if may_add and typed.words and not measures else ""
    return Ask(choose_form(measures or mine, start, told, new=new, may_add=may_add))


@feature.form("log.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    """The form of the measure that was chosen or named."""
    year_measures = await _known(turn, store)
    new = " ".join(turn.text("new").split())
    spelled = next((each for each in year_measures.names if same(each, new)), "") if new else ""
    measure = spelled or new or year_measures.by_key(turn.text("measure")) or ""
    if not measure:
        raise Refusal(_("Choose a measure, or name a new one."), field="measure" if year_measures.names else "new")
    if len(measure) > LONGEST:
        raise Refusal(_("That name is long. A few words will do, with the unit: “Families who came (%)”."), field="new")
    await _may_enter(measure, year_measures, turn, store)
    start = Start(
        turn.carry.get("value", ""),
        a_day(turn.carry.get("day", "")),
        whole(turn.carry.get("n", "")),
        doubts=tuple(filter(None, turn.carry.get("doubts", "").split("\n"))),
        ask_day=bool(turn.carry.get("ask")),
    )
    return Ask(await _number_form(measure, start, turn, store))


@feature.button("log.number", who=PROMPTED, writes=False)
async def number_of(turn: Turn, store: YearStore) -> Replies:
    """The form of one measure, from a button that names it, and the time that the number is for."""
    known = await _known(turn, store)
    key, _for, last = turn.value.partition(notifications.FOR)
    day = a_day(last)
    if day is not None:
        day = turn.cycle.year.last_working(day - timedelta(days=6), day) or day
    return Ask(await _number_form(await _named(key, known, turn, store), Start(day=day), turn, store))


async def _number_form(measure: str, start: Start, turn: Turn, store: YearStore) -> Form:
    """The form of one number, with the newest one before it and the groups that there are."""
    entries = [each.observation for each in await store.measures.entries(measure, turn.today)]
    groups = await groups_of(measure, entries, turn, store)
    visible = await _visible(entries, turn, store)
    last = visible[0] if visible else None
    likely = last.group if last else next(iter(groups), None) if not entries else None
    return number_form(measure, replace(start, group=likely), [each for each in groups if each], last, turn.today)


@feature.form("log.keep", who=PROMPTED)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a number; where one stood for the same day and group, that one stays in the history."""
    observations = await _observations(turn, store)
    known = await known_measures(store, observations)
    measure = turn.carry.get("measure", "")
    await _may_enter(measure, known, turn, store)
    observation = _answered(measure, await groups_of(measure, observations, turn, store), turn)
    before = next((old for old in observations if entry_key(old) == entry_key(observation)), None)
    return await _kept(observation, before, turn, store)


async def _kept(observation: Observation, before: Observation | None, turn: Turn, store: YearStore) -> Replies:
    await store.plans.put_observations([observation])
    await notifications.refresh(observation.measure, store)
    finding, _hidden = (await figures_of(store, turn.cycle, turn.today)).of(observation.measure)
    return Say(kept_card(observation, before, finding, turn))


def _answered(measure: str, groups: Sequence[str], turn: Turn) -> Observation:
    """The number as answered; raises Refusal under the field that will not do."""
    day = turn.day("day")
    if day is None:
        raise Refusal(_("On which day was it measured?"), field="day")
    if day > turn.today:
        raise Refusal(_("That day is still to come: a number counts from the day it was measured."), field="day")
    new = " ".join(turn.text("new_group").split())
    spelled = next((each for each in groups if same(each, new)), new) if new else ""
    group = spelled or next((each for each in groups if key_of(each) == turn.text("group")), "")
    return Observation(measure, day, _value(turn), _people(turn), group, turn.text("source"))


def _value(turn: Turn) -> float:
    value = turn.figure("value")
    if value is None:
        raise Refusal(_("I need a number here, like 38 or 4.2."), field="value")
    return value


def _people(turn: Turn) -> int | None:
    """How many people a number comes from."""
    figure = turn.figure("n")
    if figure is None:
        return None
    if figure < 0 or figure != int(figure) or figure > MOST_PEOPLE:
        raise Refusal(_("How many people? A whole number, like 120."), field="n")
    return int(figure)


@feature.button("log.entries", who=PROMPTED, writes=False)
async def entries(turn: Turn, store: YearStore) -> Replies:
    """The numbers of a measure, to look at one of them."""
    known = await _known(turn, store)
    measure = await _named(turn.value, known, turn, store)
    found = [each.observation for each in await store.measures.entries(measure, turn.today)]
    visible = await _visible(found, turn, store)
    if not visible:
        raise Refusal(_("There is no number of that measure yet. `log` enters one."))
    return Ask(entries_form(measure, visible[:LISTED], turn.today))


@feature.form("log.entry", who=PROMPTED, writes=False)
async def entry(turn: Turn, store: YearStore) -> Replies:
    """One number with its history."""
    each = await _entry(turn.required("entry", _("Choose a number.")), turn, store, field="entry")
    return Say(entry_card(each, await store.trail(trail_of(each)), await store.people.names_by_id(), turn))


@feature.button("log.change", who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    """The form that corrects a number."""
    return Ask(change_form(await _entry(turn.value, turn, store), turn.today))


@feature.form("log.change.keep", who=PROMPTED, now=reopened(change, "entry"))
async def changed(turn: Turn, store: YearStore) -> Replies:
    """Keeps a correction; what stood before stays in the history."""
    before = await _entry(turn.carry.get("entry", ""), turn, store)
    each = replace(before, value=_value(turn), n=_people(turn), source=turn.text("source"))
    return await _kept(each, before, turn, store)


@feature.button("log.out", who=PROMPTED)
async def take_out(turn: Turn, store: YearStore) -> Replies:
    """Takes a number out that was entered by mistake."""
    observation = await _entry(turn.value, turn, store)
    await store.measures.take_out(observation)
    return Replace(out_card(observation, turn))


async def _observations(turn: Turn, store: YearStore) -> list[Observation]:
    return await store.plans.observations(until=turn.today)


async def _visible(observations: list[Observation], turn: Turn, store: YearStore) -> list[Observation]:
    """The numbers that this person may read: research and leads all, others those that anybody may see."""
    if enters_all(turn.person) or not observations:
        return observations
    cycle, everything = turn.cycle, await _observations(turn, store)
    others_see = shown(everything, observations[0].measure, minimum=cycle.minimum_group, today=turn.today,
                       district=cycle.district)  # fmt: skip
    open_ = {series.group for series in others_see.series}
    return [each for each in observations if each.group in open_]


async def _entry(key: str, turn: Turn, store: YearStore, *, field: str | None = None) -> Observation:
    """The number that a button or option means, if this person may change it. Raises Refusal."""
    observations = await _observations(turn, store)
    observation = next((each for each in observations if entry_key(each) == key), None)
    if observation is None:
        raise Refusal(_("That number is not there any more. `log` enters one."), field=field)
    await _may_enter(observation.measure, await known_measures(store, observations), turn, store)
    if observation not in await _visible(
        [e for e in observations if same(e.measure, observation.measure)], turn, store
    ):
        raise await _refused(store)
    return observation


async def _named(value: str, year_measures: YearMeasures, turn: Turn, store: YearStore) -> str:
    """The measure that a button means, if this person may enter its numbers. Raises Refusal."""
    measure = year_measures.by_key(value)
    if measure is None:
        raise Refusal(_("That measure is not there any more. `log` shows those that are."))
    await _may_enter(measure, year_measures, turn, store)
    return measure


async def _may_enter(measure: str, known: YearMeasures, turn: Turn, store: YearStore) -> None:
    """Raises NotAllowed, with the names of those who can."""
    if not measure or not enters(turn.person, measure, known.goals, known.strategies):
        raise await _refused(store)


async def _refused(store: YearStore) -> NotAllowed:
    people = await store.people.with_roles({Role.RESEARCH}) or await store.people.leads()
    told = _(
        "You can enter the numbers of what you own: of a goal's measure, or the number that a strategy of yours asks "
        "for each week (`plan` sets it). Research and the leads enter all others. Ask {names}."
    )
    return NotAllowed(told.format(names=join([each.name for each in people[:5]]) or _("a lead")))
