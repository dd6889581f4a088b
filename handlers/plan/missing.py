"""What the plan still lacks before its strategies can begin, and one tap that asks their owners."""

from collections.abc import Iterator, Sequence

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, join, say
from handlers.plan.allowed import lead_names
from handlers.plan.ask_owners import AskRound, send, whom_to_ask
from handlers.plan.find_part import whole_plan
from handlers.wording.strategy import listed
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, Strategy
from pdsa.names import same
from pdsa.people import LEADING, PROMPTED, Member
from pdsa.permissions import edits_goal, leads, owns, plan_of
from pdsa.readiness import Incomplete, Lack, incomplete
from pdsa.text import _
from storage.store import YearStore

router = Router()
NAMED = 3
NOT_ASKED = 60
"""So many words have those who are not asked."""


@router.button("plan.missing", who=PROMPTED, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    """One page of all that lacks something, and for leads the tap that asks; for others what they own."""
    page = whole(turn.value) or 0
    shown = await _card(turn, store, page)
    return Replace(shown) if turn.value else Say(shown)


@router.button("plan.ask", who=LEADING)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """One notification to each owner who can be asked now."""
    if turn.person.role not in LEADING:
        raise NotAllowed(
            _("Only a lead can ask for that. Ask {leads}.").format(leads=await lead_names(store)), leads=True
        )
    cycle = turn.cycle
    if cycle.started_at is None:
        raise Refusal(_("Nobody is messaged before Start is pressed. `setup` has the button."))
    if turn.today > cycle.year.last_day:
        raise Refusal(_("The school year is over, so nobody is asked any more. With the next plan I ask again."))
    incomplete_parts = await _found(turn, store)
    round_ = await whom_to_ask(incomplete_parts, turn, store)
    if not round_.asks:
        raise Refusal(_("There is nobody whom I could ask just now. `plan missing` shows what is missing, and why."))
    await send(round_, turn, store)
    return Replace(await _asked(incomplete_parts, round_, store))


async def _asked(found: Sequence[Incomplete], round_: AskRound, store: YearStore) -> Card:
    names = listed([each.person.name for each in round_.asks], NAMED)
    told = _("Asked: {names}. Each gets one message with their strategies, on a school day, by day.")
    return card(
        Text(say(told, names=names)),
        *_left(round_),
        buttons(*_own(found, round_), Button(_("What is missing"), "plan.missing")),
    )


async def _found(turn: Turn, store: YearStore) -> list[Incomplete]:
    """What lacks something in the plan that somebody leads: the district's, or their school's; else what they own."""
    seen = await whole_plan(store, turn)
    everything = incomplete(seen.model, seen.strategies, turn.today)
    if turn.person.role not in LEADING:
        return [each for each in everything if isinstance(each.part, Strategy) and owns(turn.person, each.part)]
    return [each for each in everything if _leads(turn.person, each.part)]


def _leads(person: Member, part: Goal | Strategy) -> bool:
    if part.school and not same(part.school, plan_of(person)):
        return False
    return edits_goal(person, part) if isinstance(part, Goal) else leads(person, part)


async def _card(turn: Turn, store: YearStore, place: int) -> Card:
    incomplete_parts = await _found(turn, store)
    if not incomplete_parts:
        return card(
            Title(_("What is missing")),
            Text(_nothing(turn)),
            buttons(Button(_("The whole plan"), "plan")),
        )
    round_ = await whom_to_ask(incomplete_parts, turn, store)
    names = await store.people.names()
    why = _("Nothing begins before it has an owner, a start and a prediction: until then nobody is asked about it.")
    above = (Title(_("What is missing")), Text(why))
    asked = tuple(_would_ask(round_, turn))
    lines = [_line(each, names) for each in incomplete_parts]
    shown = page_at(lines, place, word_count, LONGEST - words_on((*above, *asked)))
    return card(
        *above,
        Items(tuple(shown.items)),
        *(asked if not shown.start else ()),
        buttons(
            Button(_("Ask the owners"), "plan.ask", main=True) if round_.asks and turn.cycle.started_at else None,
            *_own(incomplete_parts, round_),
        ),
        buttons(
            *shown.ways("plan.missing"),
            Button(_("The whole plan"), "plan"),
            Button(_("Why?"), "why", "plan"),
        ),
    )


def _nothing(turn: Turn) -> str:
    if turn.person.role not in LEADING:
        return _("Nothing: each strategy that you own has dates, a goal and a prediction.")
    return _("Nothing: each strategy has an owner, dates, a goal and a prediction, and each goal its figures.")


def _line(incomplete_part: Incomplete, names: dict[str, str]) -> Words:
    part = incomplete_part.part
    title = part.title if isinstance(part, Strategy) else part.statement
    who = names.get(incomplete_part.owner, "") if isinstance(part, Strategy) else ""
    lacks = join([lack_words(each) for each in incomplete_part.lacks])
    told = _("*{title}* ({who}): {lacks}.") if who else _("*{title}*: {lacks}.")
    return say(told, title=clip(title, 90), who=clip(who, 60), lacks=lacks)


def _would_ask(round_: AskRound, turn: Turn) -> Iterator[Part]:
    if round_.asks:
        names = listed([each.person.name for each in round_.asks], NAMED)
        told = _("One tap asks them, with one message each: {names}.")
        if turn.cycle.started_at is None:
            told = _("Once Start has been pressed, one tap asks them: {names}.")
        yield Text(say(told, names=names))
    yield from _left(round_)


def _left(round_: AskRound) -> Iterator[Part]:
    """Who cannot be asked, and why."""
    if round_.left:
        yield Text(_("Not asked:"))
        yield Items(at_first(round_.left, NOT_ASKED, _("and {n} more")))


def _own(incomplete_parts: Sequence[Incomplete], round_: AskRound) -> Iterator[Button]:
    """The first few that wait for whoever reads this: their own, nobody's, and the goals."""
    goals = [each.code for each in incomplete_parts if isinstance(each.part, Goal)]
    names = {
        each.code: each.part.statement if isinstance(each.part, Goal) else each.part.title for each in incomplete_parts
    }
    for code in (*round_.own, *goals)[:3]:
        route = "plan.goal" if code in goals else "plan.strategy"
        yield Button(_("Fill in: {title}").format(title=clip(names[code], 50)), route, code)


def lack_words(lack: Lack) -> str:
    """What is lacking, as people say it after a colon."""
    return {
        Lack.GOAL: _("a goal of the plan"),
        Lack.OWNER: _("an owner"),
        Lack.START: _("a start date"),
        Lack.END: _("an end date"),
        Lack.PREDICTION: _("a prediction"),
        Lack.STRATEGY: _("a strategy that serves it"),
        Lack.ITEM: _("a rubric item"),
        Lack.MEASURE: _("a measure"),
        Lack.BASELINE: _("where we are"),
        Lack.TARGET: _("where we want to be"),
        Lack.LEADS_NOWHERE: _("an outcome goal that it leads to"),
        Lack.NOTHING_LEADS: _("an implementation goal that leads to it"),
    }[lack]
