"""Where the year stands: for anybody of the plan, as much as each may see."""

from handlers.kit.card import Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Ask, Replace, Replies, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.status import charts, unsent
from handlers.status.overview import board, overview, strategies_page
from handlers.status.strategy import history_card, strategy_card
from handlers.wording.notifications import minutes_asked
from handlers.wording.record_quality import documentation_of, documentation_parts
from handlers.wording.strategy import FIELD, choose, choose_form
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import EVERYONE, LEADS, PROMPTED
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("status", ahead=True)
feature.include(charts.router, unsent.router)


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
    return await _one_of(turn, store)


@feature.button("status.choose", who=EVERYONE, writes=False)
async def choose_one(turn: Turn, store: YearStore) -> Replies:
    """The choice of a strategy to see in detail."""
    return await _one_of(turn, store)


async def _one_of(turn: Turn, store: YearStore) -> Replies:
    """The strategy that is meant, or the choice of one; a goal's code leads to the plan, which shows goals."""
    choice = choose(turn, (await board(turn, store)).strategies)
    meant = (turn.value or turn.words).strip().casefold()
    if choice.one is None and any(goal.code.casefold() == meant for goal in await store.plans.goals()):
        return Then("plan", turn.value or turn.words)
    if choice.one is not None:
        return Say(await strategy_card(choice.one, turn, store))
    if not choice.several:
        raise Refusal(_("The plan has no strategies yet. `plan` adds one."))
    return Ask(choose_form("status.one", _("Status"), _("Which strategy?"), choice, _no_mark, send=_("Show")))


@feature.form("status.one", who=EVERYONE, writes=False)
async def one(turn: Turn, store: YearStore) -> Replies:
    """The strategy that was chosen."""
    code = turn.required(FIELD, _("Please choose a strategy."))
    return Say(await strategy_card(await _in_sight(code, turn, store), turn, store))


@feature.button("status.more", who=EVERYONE, writes=False)
async def more(turn: Turn, store: YearStore) -> Replies:
    """The next strategies."""
    start = whole(turn.value) or 0
    found = await board(turn, store)
    return Say(card(*strategies_page(found, turn, start if start < len(found.strategies) else 0)))


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
        buttons(*page.ways("status.minutes")),
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


def _no_mark(_strategy: Strategy) -> str:
    return ""
