"""What the plan still lacks, and one tap that asks those who can be asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, join, say, when
from handlers.plan.goal_and_strategy_cards import whole_plan
from handlers.plan.reader_view import lead_names
from handlers.wording.strategy import listed
from pdsa.calendar import local_day
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, Strategy
from pdsa.names import same
from pdsa.people import LEADING, PROMPTED, Member
from pdsa.permissions import leads_part, owns, plan_of
from pdsa.readiness import Incomplete, Lack, incomplete
from pdsa.text import _
from storage.notification_states import Draft, Notification, State
from storage.store import YearStore

FILL_IN = "fill-in"
HELD_UP = "held-up"
ASKS = ("plan", "plan-nudge", FILL_IN, HELD_UP)
"""The notifications that ask for what a strategy lacks, by whatever reason they were written."""
LATELY = timedelta(days=5)
"""Whoever was asked in these days is not asked again by a tap."""
GOOD_FOR = timedelta(days=14)


router = Router()
NAMED = 3
NOT_ASKED = 60
"""So many words have those who are not asked."""


@dataclass(frozen=True)
class AskRound:
    """Who would be asked about which strategies, by code, and who not, with the reason in a sentence; `own` are those
    that wait for the lead.
    """

    asks: tuple[tuple[Member, tuple[str, ...]], ...]
    left: tuple[Words, ...]
    own: tuple[str, ...]


async def whom_to_ask(found: Sequence[Incomplete], turn: Turn, store: YearStore) -> AskRound:
    """Sorts strategies that lack something by whether their owner can be asked now."""
    people = {each.email.casefold(): each for each in await store.people.all()}
    lately = _lately(await store.outbox.of_kind(*ASKS), turn)
    theirs: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for lacking in found:
        if isinstance(lacking.part, Strategy):
            theirs.setdefault(lacking.owner, []).append(lacking.code)
            titles[lacking.code] = clip(lacking.part.title, 60)
    asks: list[tuple[Member, tuple[str, ...]]] = []
    left: list[Words] = []
    own: list[str] = []
    for email, codes in theirs.items():
        person = people.get(email)
        if person is not None and person.id == turn.person.id:
            own += codes
        elif reason := _reason(person, email, turn, lately):
            left.append(say(_("{titles}: {reason}"), titles=listed([titles[code] for code in codes]), reason=reason))
            own += codes if person is None or not person.prompted else ()
        elif person is not None:
            asks.append((person, tuple(codes)))
    return AskRound(tuple(asks), tuple(left), tuple(own))


def _lately(notifications: Iterable[Notification], turn: Turn) -> dict[int, Notification]:
    """The newest notification of the last days that asked somebody, or is about to, by member's id."""
    since = turn.now - LATELY
    asked = (each for each in notifications if each.state is not State.RESTING and (each.sent_at or each.at) >= since)
    return {each.member.id: each for each in asked if each.member is not None}


def _reason(person: Member | None, email: str, turn: Turn, lately: dict[int, Notification]) -> str:
    """Why somebody cannot be asked now; empty where they can."""
    if not email:
        return _("nobody owns it yet")
    if person is None or not person.active:
        return _("its owner has left the plan")
    if not person.prompted:
        return _("{name} reads only, and is never asked").format(name=person.name)
    back = person.back_on(turn.today)
    if back is not None:
        return _("{name} is away until {day}").format(name=person.name, day=when(back, turn.today))
    if person.id in lately:
        notification = lately[person.id]
        day = when(local_day(notification.sent_at or notification.at, turn.zone), turn.today)
        return _("{name} was asked on {day}").format(name=person.name, day=day)
    return ""


async def send(round_: AskRound, turn: Turn, store: YearStore) -> None:
    """One notification to each person, and a note of who asked."""
    occasion = turn.today.isoformat()
    drafts = [
        Draft(FILL_IN, occasion, turn.now, person.id, about=codes, expires=turn.now + GOOD_FOR, asked_by=turn.person.id)
        for person, codes in round_.asks
    ]
    await store.outbox.write(drafts)
    for draft in drafts:
        await store.record("asked to fill in", draft.key, after=list(draft.about))


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
    return Replace(_asked(incomplete_parts, round_))


def _asked(found: Sequence[Incomplete], round_: AskRound) -> Card:
    names = listed([person.name for person, _codes in round_.asks], NAMED)
    told = _("Asked: {names}. Each gets one message with their strategies, on a school day, by day.")
    return card(
        Text(say(told, names=names)),
        *_left(round_),
        *_own(found, round_),
        Button(_("What is missing"), "plan.missing"),
    )


async def _found(turn: Turn, store: YearStore) -> list[Incomplete]:
    """What lacks something in the plan that somebody leads: the district's, or their school's; else what they own."""
    seen = await whole_plan(store, turn)
    everything = incomplete(seen.model, seen.strategies, turn.today)
    if turn.person.role not in LEADING:
        return [each for each in everything if isinstance(each.part, Strategy) and owns(turn.person, each.part)]
    return [each for each in everything if _leads(turn.person, each.part)]


def _leads(person: Member, part: Goal | Strategy) -> bool:
    return (not part.school or same(part.school, plan_of(person))) and leads_part(person, part)


async def _card(turn: Turn, store: YearStore, place: int) -> Card:
    incomplete_parts = await _found(turn, store)
    if not incomplete_parts:
        nothing = _("Nothing: each strategy has an owner, dates, a goal and a prediction, and each goal its figures.")
        if turn.person.role not in LEADING:
            nothing = _("Nothing: each strategy that you own has dates, a goal and a prediction.")
        way = buttons(Button(_("The whole plan"), "plan"))
        return card(Title(_("What is missing")), Text(nothing), way)
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


def _line(incomplete_part: Incomplete, names: dict[str, str]) -> Words:
    part = incomplete_part.part
    who = names.get(incomplete_part.owner, "") if isinstance(part, Strategy) else ""
    lacks = join([lack_words(each) for each in incomplete_part.lacks])
    told = _("*{title}* ({who}): {lacks}.") if who else _("*{title}*: {lacks}.")
    return say(told, title=clip(part.title, 90), who=clip(who, 60), lacks=lacks)


def _would_ask(round_: AskRound, turn: Turn) -> Iterator[Part]:
    if round_.asks:
        names = listed([person.name for person, _codes in round_.asks], NAMED)
        told = _("One tap asks them, with one message each: {names}.")
        if turn.cycle.started_at is None:
            told = _("Once Start has been pressed, one tap asks them: {names}.")
        yield Text(say(told, names=names))
    yield from _left(round_)


def _left(round_: AskRound) -> Iterator[Part]:
    if round_.left:
        yield Text(_("Not asked:"))
        yield Items(at_first(round_.left, NOT_ASKED, _("and {n} more")))


def _own(incomplete_parts: Sequence[Incomplete], round_: AskRound) -> Iterator[Button]:
    """The first few that wait for whoever reads this: their own, nobody's, and the goals."""
    goals = [each.code for each in incomplete_parts if isinstance(each.part, Goal)]
    names = {each.code: each.part.title for each in incomplete_parts}
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
