"""How a measure is read: which way is better, how often a number is due, and whether its trend is worth telling."""

from dataclasses import replace

from handlers.kit.card import Button, FactSet, Text, buttons, card
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say
from handlers.log.forms import setting_form
from handlers.wording.figures import can_show_words
from pdsa.errors import NotAllowed, Refusal
from pdsa.measures import Better, Every, Setting, better
from pdsa.names import among
from pdsa.people import PROMPTED, Role
from pdsa.permissions import enters_all
from pdsa.text import _
from pdsa.year_measures import YearMeasures, key_of
from storage.measured import known_measures
from storage.store import YearStore

router = Router()


@router.button("log.measure", who=PROMPTED, writes=False)
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


@router.form("log.measure.keep", who=PROMPTED, now=as_read)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps how a measure is read."""
    await _only_research(turn, store)
    year_measures = await _known(turn, store)
    measure = turn.carry.get("measure", "")
    if not among(measure, year_measures.names):
        raise Refusal(_("That measure is not there any more. `chart` shows those that are."))
    setting = Setting(measure, _better(turn), _every(turn), turn.ticked("worth"), turn.text("note"))
    await store.measures.put(setting, turn.person.id)
    way = setting.better if setting.better is not Better.UNKNOWN else _goals_way(measure, year_measures)
    rows = [
        (_("Better is"), {Better.HIGHER: _("higher"), Better.LOWER: _("lower")}.get(way, _("not said"))),
        (_("A number is due"), often_words(setting.every)),
        (_("Worth telling"), (setting.note or _("yes")) if setting.worth_telling else _("not marked")),
    ]
    key = key_of(measure)
    ways = buttons(Button(_("Chart"), "chart", key), Button(_("Change it"), "log.measure", key),
                   Button(_("Log a number"), "log.number", key))  # fmt: skip
    shows = await can_show_words(measure, turn.cycle, turn.today, store)
    kept = say(_("Kept: how *{measure}* is read."), measure=measure)
    return Say(card(Text(kept), FactSet(tuple(rows)), Text(shows), ways))


def often_words(every: Every | None) -> str:
    """How often a number is due, as people say it."""
    if every is None:
        return _("when it comes")
    return {
        Every.WEEK: _("every week"),
        Every.MONTH: _("every month"),
        Every.TERM: _("every term"),
    }[every]


async def _known(turn: Turn, store: YearStore) -> YearMeasures:
    return await known_measures(store, await store.plans.observations(until=turn.today))


async def _only_research(turn: Turn, store: YearStore) -> None:
    if not enters_all(turn.person):
        people = await store.people.with_roles({Role.RESEARCH}) or await store.people.leads()
        told = _("Research and the leads say how a measure is read. Ask {name}.")
        raise NotAllowed(told.format(name=people[0].name if people else _("a lead")))


def _goals_way(measure: str, known: YearMeasures) -> Better:
    """Which way the measure's goal wants it to go."""
    goal = known.goal_of(measure)
    return better(goal.baseline, goal.target) if goal else Better.UNKNOWN


def _better(turn: Turn) -> Better:
    said = turn.text("better")
    return Better(said) if said in (Better.HIGHER, Better.LOWER) else Better.UNKNOWN


def _every(turn: Turn) -> Every | None:
    said = turn.text("every")
    return Every(said) if said in set(Every) else None
