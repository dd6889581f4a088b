"""Where the year stands, and its charts: for anybody of the plan, as much as each may see."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Chart, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, Then, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say
from handlers.status import unsent
from handlers.status.overview import board, overview, strategies_page
from handlers.status.strategy import history_card, measured, story, strategy_card
from handlers.wording.measure_chart import OverTime, over_time
from handlers.wording.measures import beside_words
from handlers.wording.notifications import minutes_asked
from handlers.wording.record_quality import documentation_of, documentation_parts
from handlers.wording.strategy import FIELD, choose, choose_form, matching
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.measure_lookup import YearMeasures, key_of
from pdsa.people import EVERYONE, LEADS, PROMPTED
from pdsa.permissions import carries_out, enters, enters_all, works_on
from pdsa.text import _, _l
from storage.figures_of_year import known_measures
from storage.store import YearStore

feature = Feature("status", ahead=True)
feature.include(unsent.router)


@feature.command(
    "status",
    help=_l("Where the year stands, and what waits for you"),
    who=EVERYONE,
    example="S3",
    label=_l("Status"),
    group=Group.THE_PLAN,
    always=1,
    synonyms="progress estado overview where due",
    why=Reasons(
        what=_l("Where the year stands, strategy by strategy, and what waits for you."),
        why=_l("Help comes in time where everybody can see the same."),
        when=_l("Any day."),
        who=_l("Everybody; observers and supervisors see counts."),
        resource="document",
    ),
)
async def status(turn: Turn, store: YearStore) -> Replies:
    """The year at a glance, or one strategy where one is meant."""
    words = (turn.value or turn.words).strip()
    if not words:
        return Say(await overview(turn, store))
    return await choose_one(turn, store)


@feature.button("status.choose", who=EVERYONE, writes=False)
async def choose_one(turn: Turn, store: YearStore) -> Replies:
    """The strategy that is meant, or the choice of one; a goal's code leads to the plan, which shows goals."""
    choice = choose(turn, (await board(turn, store)).strategies)
    meant = (turn.value or turn.words).strip().casefold()
    if choice.one is None and any(goal.code.casefold() == meant for goal in await store.plans.goals()):
        return Then("plan", turn.value or turn.words)
    if choice.one is not None:
        return Say(await strategy_card(choice.one, turn, store))
    if not choice.several:
        raise Refusal(_("The plan has no strategies yet. `plan` adds one."))
    return Ask(
        choose_form("status.one", _("Status"), _("Which strategy?"), choice, lambda _strategy: "", send=_("Show"))
    )


@feature.form("status.one", who=EVERYONE, writes=False)
async def one_strategy(turn: Turn, store: YearStore) -> Replies:
    """The strategy that was chosen."""
    code = turn.required(FIELD, _("Please choose a strategy."))
    return Say(await strategy_card(await _in_sight(code, turn, store), turn, store))


@feature.button("status.more", who=EVERYONE, writes=False)
async def more(turn: Turn, store: YearStore) -> Replies:
    """The next strategies."""
    start = whole(turn.value) or 0
    found = await board(turn, store, start)
    if start >= len(found.strategies):
        start, found = 0, await board(turn, store)
    return say_card(*strategies_page(found, turn, start))


@feature.button("status.written", who=PROMPTED, writes=False)
async def written(turn: Turn, store: YearStore) -> Replies:
    """How well the year is written down, and what would make it stronger."""
    found = await documentation_of(turn.person, turn.cycle, turn.today, store)
    start = whole(turn.value)
    shown = card(Title(_("How the year is written down")), *documentation_parts(found, start or 0))
    return Say(shown) if start is None else Replace(shown)


@feature.button("status.minutes", who=LEADS, writes=False)
async def minutes(turn: Turn, store: YearStore) -> Replies:
    """How many minutes the bot asked of each person, month by month."""
    told = _(
        "By what each message usually takes. Nobody’s week asks for more than {n} minutes: `setup` has that number."
    )
    title, why = Title(_("Minutes asked of each person")), Text(told.format(n=turn.cycle.attention // 60))
    asked, start = await minutes_asked(turn, store), whole(turn.value)
    page = page_at(asked, start or 0, word_count, LONGEST - words_on((title, why)))
    shown = card(
        title,
        Items(tuple(page.items)) if asked else Text(_("Nothing has been asked so far.")),
        why,
        *page.ways("status.minutes"),
    )
    return Say(shown) if start is None else Replace(shown)


@feature.button("status.history", who=PROMPTED, writes=False)
async def history(turn: Turn, store: YearStore) -> Replies:
    """What was said before."""
    code, colon, place = turn.value.partition(":")
    shown = await history_card(await _in_sight(code, turn, store), turn, store, whole(place) or 0)
    return Replace(shown) if colon else Say(shown)


async def _in_sight(code: str, turn: Turn, store: YearStore) -> Strategy:
    strategy = next((each for each in (await board(turn, store)).strategies if each.code == code), None)
    if strategy is None:
        raise Refusal(_("That strategy is not open to you here. `status` lists those that are."))
    return strategy


# Numbers are entered in the year that runs: its charts are shown until the next one is started.
@feature.command(
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
    names = year_measures.seen_by(turn.person)
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


@feature.form("chart.one", who=EVERYONE, writes=False, running=True)
async def chosen_to_draw(turn: Turn, store: YearStore) -> Replies:
    """What was chosen to be drawn."""
    kind, _colon, which = turn.required("which", _("Please choose one.")).partition(":")
    if kind == "strategy":
        strategy = next((each for each in (await board(turn, store)).strategies if each.code == which), None)
        if strategy is not None:
            return Say(await _strategy_charts(strategy, turn, store))
    year_measures = await _known(turn, store)
    measure = year_measures.by_key(which)
    if measure is None or measure not in year_measures.seen_by(turn.person):
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
        *_drawn_parts(seen),
        Button(_("Small cycles"), "cycle", strategy.code) if carries_out(turn.person, strategy) else None,
        Button(_("In detail"), "status", strategy.code),
    )


async def _measure_chart(measure: str, year_measures: YearMeasures, turn: Turn, store: YearStore) -> Card:
    seen = await over_time(measure, turn, store)
    if seen.picture is None:
        nothing = _("{measure}: there is no number in {year} yet that could be shown.")
        nothing = nothing.format(measure=measure, year=turn.cycle.label)
        enter = _("`log` enters one.") if measure in year_measures.open_to(turn.person) else ""
        raise Refusal(" ".join(told for told in (nothing, seen.kept_back or enter) if told))
    goal = year_measures.goal_of(measure)
    return card(Text(say("*{title}*", title=goal.statement if goal else measure)), *_drawn_parts(seen),
                _ways_on(measure, year_measures, turn))  # fmt: skip


def _drawn_parts(seen: OverTime) -> list[Part]:
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
