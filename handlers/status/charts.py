"""`/sel chart`: the weeks of a strategy, or a measure over time with its findings and what happened around it."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Chart, Part, Text, buttons, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from handlers.status.overview import board
from handlers.status.strategy import measured, story
from handlers.wording.figures import beside_words
from handlers.wording.over_time import OverTime, over_time
from handlers.wording.strategy import matching
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.names import folded
from pdsa.people import EVERYONE, PROMPTED
from pdsa.permissions import carries_out, enters, enters_all, in_sight, works_on
from pdsa.text import _, _l
from pdsa.year_measures import YearMeasures, key_of
from storage.measured import known_measures
from storage.store import YearStore

router = Router()


# Numbers are entered in the year that runs: its charts are shown until the next one is started.
@router.command(
    "chart",
    help=_l("A strategy's weeks, or a measure over time"),
    who=EVERYONE,
    example="S3",
    running=True,
    label=_l("Charts"),
    group=Group.THE_PLAN,
    synonyms="graph charts graphs trend median",
    why=Reasons(
        what=_l("A strategy's weeks, or a measure over time, as a picture."),
        why=_l("A picture shows a direction that a list of numbers hides, and says where it is too early to tell."),
        when=_l("Whenever you wonder how it goes."),
        who=_l("Everybody."),
        resource="use-data",
    ),
)
async def chart(turn: Turn, store: YearStore) -> Replies:
    """The pictures of one strategy or measure; the choice of one where several can be meant."""
    words = (turn.value or turn.words).strip()
    strategies = (await board(turn, store)).strategies
    year_measures = await _known(turn, store)
    names = _open_to(turn, year_measures)
    if not names and not strategies:
        raise Refusal(_("There is nothing to draw yet: the plan has no strategies and no measures."))
    if not words:
        return Ask(_choice(names, strategies))
    exact = year_measures.matching(words)
    matches = matching(words, strategies)
    meant = [each for each in exact if each in names]
    if len(matches) == 1 and (not meant or matches[0].code.casefold() == words.casefold()):
        return Say(await _strategy_charts(matches[0], turn, store))
    if len(meant) == 1 and not matches:
        return Say(await _measure_chart(meant[0], year_measures, turn, store))
    if meant or matches:
        sentence = say(_("“{words}” fits more than one."), words=clip(words, 80))
        return Ask(_choice(meant, matches, sentence))
    sentence = say(_("I cannot tell which one “{words}” means. These can be drawn:"), words=clip(words, 80))
    return Ask(_choice(names, strategies, sentence))


@router.form("chart.one", who=EVERYONE, writes=False, running=True)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    """What was chosen to be drawn."""
    kind, _colon, which = turn.required("which", _("Please choose one.")).partition(":")
    if kind == "strategy":
        strategy = next((each for each in (await board(turn, store)).strategies if each.code == which), None)
        if strategy is not None:
            return Say(await _strategy_charts(strategy, turn, store))
    year_measures = await _known(turn, store)
    measure = year_measures.by_key(which)
    if measure is None or measure not in _open_to(turn, year_measures):
        raise Refusal(_("That is not open to you, or gone by now. `chart` lists what can be drawn."), field="which")
    return Say(await _measure_chart(measure, year_measures, turn, store))


def _choice(names: Sequence[str], strategies: Sequence[Strategy], told: Words | None = None) -> Form:
    """What can be drawn: measures first, then strategies."""
    measures = (Option(f"measure:{key_of(each)}", each) for each in names)
    weeks = (Option(f"strategy:{each.code}", f"{each.code}: {each.title}") for each in strategies)
    picks = Pick("which", _("Which one?"), (*measures, *weeks))
    return form("chart.one", _("Charts"), Note(told) if told else None, picks, send=_("Draw it"))


async def _known(turn: Turn, store: YearStore) -> YearMeasures:
    return await known_measures(store, await store.plans.observations(until=turn.today))


def _open_to(turn: Turn, year_measures: YearMeasures) -> list[str]:
    """The measures that somebody may look at: those of a school's plan are for its team and the district's."""
    schools: dict[str, list[str]] = {}
    for each in year_measures.goals:
        schools.setdefault(folded(each.measure), []).append(each.school)
    return [
        name
        for name in year_measures.names
        if folded(name) not in schools or any(in_sight(turn.person, school) for school in schools[folded(name)])
    ]


async def _strategy_charts(strategy: Strategy, turn: Turn, store: YearStore) -> Card:
    strategy_story = await story(strategy, turn, store)
    inside = works_on(turn.person, strategy)
    weeks = strategy_story.weeks(turn) if inside else None
    seen = await measured(strategy_story, turn, store)
    if not weeks and not seen.picture:
        nothing = _("There is nothing to draw for {strategy} yet. `status` says how it stands.")
        raise Refusal(seen.kept_back or nothing.format(strategy=strategy.title))
    return card(
        Text(say("*{title}*", title=strategy.title)),
        Chart(weeks) if weeks else None,
        *_parts(seen),
        buttons(
            Button(_("Small cycles"), "cycle", strategy.code) if carries_out(turn.person, strategy) else None,
            Button(_("In detail"), "status", strategy.code),
        ),
    )


async def _measure_chart(measure: str, year_measures: YearMeasures, turn: Turn, store: YearStore) -> Card:
    seen = await over_time(measure, turn, store)
    if seen.picture is None:
        nothing = _("{measure}: there is no number in {year} yet that could be shown.")
        nothing = nothing.format(measure=measure, year=turn.cycle.label)
        enter = _("`log` enters one.") if measure in year_measures.open_to(turn.person) else ""
        raise Refusal(" ".join(told for told in (nothing, seen.kept_back or enter) if told))
    goal = year_measures.goal_of(measure)
    return card(Text(say("*{title}*", title=goal.statement if goal else measure)), *_parts(seen),
                _ways_on(measure, year_measures, turn))  # fmt: skip


def _parts(seen: OverTime) -> list[Part]:
    """The chart, what the rules say of it, and what is kept back or not drawn."""
    drawn = [Chart(beside_words(seen.picture))] if seen.picture else []
    kept_back = (Text(told) for told in (seen.kept_back, seen.undrawn) if told)
    return [*drawn, *map(Text, seen.says), *kept_back]


def _ways_on(measure: str, known: YearMeasures, turn: Turn) -> Part | None:
    key, person = key_of(measure), turn.person
    may = person.role in PROMPTED and enters(person, measure, known.goals, known.strategies)
    return buttons(
        Button(_("Log a number"), "log.number", key) if may else None,
        Button(_("Earlier numbers"), "log.entries", key) if may else None,
        Button(_("How it is read"), "log.measure", key) if enters_all(person) else None,
    )
