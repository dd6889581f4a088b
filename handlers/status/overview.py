"""The year at a glance: the phase, what waits for whom, every strategy's last word, how well it is written down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.card import Button, Buttons, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import pages, word_count, words_on
from handlers.kit.turn import Turn
from handlers.kit.words import Words, capital, clip, count, say, when
from handlers.status.unsent import by_reader, not_reached
from handlers.wording.notifications import held_back, held_back_parts
from handlers.wording.record_quality import documentation_of, score_words
from handlers.wording.role_and_team_names import phase_label
from handlers.wording.strategy import drift_words, listed, went_words
from handlers.wording.waiting import Waiting, waiting_of_all, waiting_of_one
from pdsa.calendar import ONE_WEEK
from pdsa.checkin import CheckIn, latest_week
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Strategy
from pdsa.how_weeks_went import Drift, drift
from pdsa.people import PROMPTED, Member, Role
from pdsa.permissions import follows, works_on
from pdsa.record_quality import Sign
from pdsa.reflection import unconcluded
from pdsa.text import _, ngettext
from storage.notification_states import Notification
from storage.open_tasks import backlog
from storage.store import YearStore

NAMED = 1


LONGEST, LEAST = 158, 26
"""So many words has a status, and so many its strategies at least; the rest of them are a button away."""
PAGE = 110
"""So many words have the strategies on the pages that follow."""
COUNTED = 400
"""How well so many strategies are written down is counted in `status`; of more, which takes seconds, once it is asked
for.
"""
ON_A_PAGE = 60
"""More strategies than a page can show: a line has at least three words."""
MOST = 4
READERS = frozenset({Role.OBSERVER, Role.SUPERVISOR})
"""Who reads what stands in the plan and what came of it, and no single answer."""


async def _written(turn: Turn, store: YearStore) -> list[Part | None]:
    """For the team: the score in a sentence with the way to more; from STUDY on, what has no conclusion yet."""
    if turn.person.role not in PROMPTED:
        return []
    strategies, reflections = await store.plans.strategies(), await store.learning.latest_reflections()
    mine = [each for each in strategies if works_on(turn.person, each)]
    parts: list[Part | None] = []
    if len(mine) <= COUNTED:
        documentation = await documentation_of(turn.person, turn.cycle, turn.today, store)
        if any(each.begun for each in documentation.signs if each.sign is not Sign.LINKED):
            parts.append(Text(score_words(documentation)))
    studied = turn.cycle.phase_on(turn.today) in (Phase.STUDY, Phase.ACT)
    if studied:
        open_ones = unconcluded(mine, reflections, turn.today)
        parts.append(Text(_conclusions(open_ones)))
    more = Button(_("What makes it stronger"), "status.written") if parts or len(mine) > COUNTED else None
    return [*parts, buttons(more, Button(_("The meeting"), "meeting") if studied else None)]


def _conclusions(open_ones: Sequence[Strategy]) -> Words:
    """Reporting and reflecting on data is done once each strategy that was tried has its conclusion."""
    if not open_ones:
        return say(_("*Reflecting on data:* every strategy that was tried has its conclusion."))
    told = ngettext(
        "*Reflecting on data* is done once each strategy has its conclusion. {n} has none yet: {names}.",
        "*Reflecting on data* is done once each strategy has its conclusion. {n} have none yet: {names}.",
        len(open_ones),
    )
    return say(told, n=len(open_ones), names=listed([clip(each.title, 30) for each in open_ones], NAMED))


@dataclass(frozen=True)
class Board:
    """Every strategy, and of those that are shown the newest week and where their weeks lead."""

    strategies: tuple[Strategy, ...]
    latest: Mapping[str, CheckIn]
    drifts: Mapping[str, Drift]


async def board(turn: Turn, store: YearStore, start: int = 0) -> Board:
    """The strategies that this person's status speaks of: a school's team reads its own and the district's. Of those
    that a page from `start` on can show, also their weeks.
    """
    planned = await store.plans.strategies()
    last = latest_week(turn.today, turn.cycle.rhythm)
    strategies = [each for each in planned if follows(turn.person, each)]
    near = [each.code for each in strategies[start : start + ON_A_PAGE]]
    weeks: dict[str, list[CheckIn]] = {}
    for checkin in await store.checkins.between(turn.cycle.year.first_day - ONE_WEEK, last, near):
        weeks.setdefault(checkin.strategy, []).append(checkin)
    return Board(
        strategies=tuple(strategies),
        latest={code: of_strategy[-1] for code, of_strategy in weeks.items()},
        drifts={code: drift(of_strategy) for code, of_strategy in weeks.items()},
    )


async def overview(turn: Turn, store: YearStore) -> Card:
    """The whole status, its first strategies included."""
    people, parked = await store.people.all(), await store.parked.waiting()
    undelivered = await not_reached(turn, store) if turn.person.is_lead else []
    held = await held_back(turn, store)
    open_tasks = await backlog(store, turn.today, None if turn.person.is_lead else turn.person)
    found = await board(turn, store)
    waiting = waiting_of_all(open_tasks) if turn.person.is_lead else waiting_of_one(open_tasks, turn.person)
    mine = () if turn.person.role is Role.OBSERVER else waiting.get(turn.person.id, ())
    above: list[Part | None] = [
        Title(f"{turn.cycle.district}, {turn.cycle.label}"),
        Text(phase_words(turn.cycle, turn.today)),
        *_mine(mine, turn),
        *held_back_parts(held, turn),
        *(_for_leads(waiting, people, undelivered, turn) if turn.person.is_lead else ()),
        *await _written(turn, store),
    ]
    return card(
        *above,
        *strategies_page(found, turn, 0, max(LONGEST - words_on(above), LEAST)),
        Button(_("Something changed"), "context") if turn.person.role in PROMPTED else None,
        Button(_("Goals that wait"), "decide.parked") if parked else None,
        Button(_("Minutes asked"), "status.minutes") if turn.person.is_lead and turn.cycle.started_at else None,
        Button(_("Then and now"), "newyear.compare") if turn.cycle.follows is not None else None,
    )


def phase_words(cycle: Cycle, today: date) -> Words:
    """The phase in words, and how long it lasts."""
    if today > cycle.year.last_day:
        return say(_("The school year ended on *{day}*."), day=when(cycle.year.last_day))
    if today < cycle.year.first_day:
        return say(_("The school year begins on *{day}*."), day=when(cycle.year.first_day))
    phase = cycle.phase_on(today)
    meaning = {
        Phase.PLAN: _("we settle goals, strategies and what we expect of them"),
        Phase.DO: _("we do what we planned, and say as we go how it went"),
        Phase.STUDY: _("we look at what happened, and learn from it"),
        Phase.ACT: _("we decide how each strategy goes on"),
    }[phase]
    last_day = max(cycle.school_span_of(phase)[1], today)
    left = cycle.days_left(today)
    days = count("{n} day left", "{n} days left", left) if left else _("today is its last day")
    told = _("We are in *{phase}*: {meaning}. Until {last}, {days}.")
    return say(told, phase=phase_label(phase), meaning=meaning, last=when(last_day), days=days)


def _mine(waiting: Sequence[Waiting], turn: Turn) -> Iterator[Part | None]:
    if turn.person.role in READERS and not waiting:
        return
    if not waiting:
        yield Text(_("Nothing waits for you."))
        return
    yield Text(say(_("*Waiting for you*")))
    more = [_("and {n} more").format(n=len(waiting) - MOST)] if len(waiting) > MOST else []
    yield Items((*(each.words for each in waiting[:MOST]), *more))
    labelled = [each for each in waiting if each.label][:5]
    yield buttons(*(Button(each.label, each.route, each.value, main=n == 0) for n, each in enumerate(labelled)))


def _for_leads(
    waiting: Mapping[int, Sequence[Waiting]],
    people: Iterable[Member],
    undelivered: Sequence[Notification],
    turn: Turn,
) -> tuple[Part, ...]:
    """What waits for others, and what could not be delivered."""
    by_id = {member.id: member for member in people}
    others = [(by_id[who], theirs) for who, theirs in waiting.items() if who != turn.person.id and who in by_id]
    lines = [line for kind in ("checkin", "plan", "reflect", "decide") if (line := _waits(kind, others, turn))]
    parts: list[Part] = []
    if lines:
        parts += [Text(say(_("*Waiting for others*"))), Items(tuple(lines))]
        if any(each.kind == "plan" for _who, theirs in others for each in theirs):
            parts += [Buttons((Button(_("What is missing"), "plan.missing"),))]
    troubles = by_reader(undelivered)
    if turn.cycle.started_at is not None:
        unmet = [each.name for each in by_id.values() if each.prompted and each.address is None]
        if unmet:
            troubles.append(_("Not met in chat yet: {names}.").format(names=listed(unmet, 3)))
    if troubles:
        parts += [Text(say(_("*Not reached*"))), Items(tuple(troubles[:MOST]))]
    if undelivered:
        parts += [Buttons((Button(_("Send again"), "status.unsent"),))]
    return tuple(parts)


def _waits(kind: str, others: Iterable[tuple[Member, Sequence[Waiting]]], turn: Turn) -> str:
    """One kind of what waits, with the names of those who can see to it; never how many each has."""
    found = [(who, each) for who, theirs in others for each in theirs if each.kind == kind]
    there = [(who, each) for who, each in found if not who.is_away(turn.today)]
    if not there:
        return ""
    names = listed(list(dict.fromkeys(who.name for who, _each in there)), 3)
    n = len({each.value for _who, each in there})
    if kind == "checkin":
        words = _("Some strategies have no word yet: those of {names}.")
    elif kind == "plan":
        words = ngettext(
            "One strategy is not fully planned: {names}.", "{n} strategies are not fully planned: {names}.", n
        )
    elif kind == "reflect":
        words = ngettext(
            "One strategy has no reflection yet: {names}.", "{n} strategies have no reflection yet: {names}.", n
        )
    else:
        words = ngettext(
            "One strategy has no decision yet: {names}.", "{n} strategies have no decision yet: {names}.", n
        )
    return words.format(n=n, names=names)


def strategies_page(status_board: Board, turn: Turn, start: int, most: int = PAGE) -> Iterator[Part | None]:
    """Strategies, each with its last word and trend, as many as have these words, and the way to the next."""
    if not status_board.strategies:
        yield Text(_("The plan has no strategies yet. `plan` adds one."))
        return
    near = status_board.strategies[start : start + ON_A_PAGE]
    shown = pages(near, lambda each: word_count(_line(each, status_board, turn)), most)[0]
    yield Text(say(_("*Strategies*")))
    yield Items(tuple(_line(each, status_board, turn) for each in shown))
    left = len(status_board.strategies) - start - len(shown)
    yield buttons(
        Button(_("One strategy in detail"), "status.choose"),
        Button(_("{n} more").format(n=left), "status.more", str(start + len(shown))) if left > 0 else None,
    )


def _line(strategy: Strategy, status_board: Board, turn: Turn) -> Words:
    """A strategy in a line: its last word and where it leads; who does not work on it reads its dates alone."""
    last, inside = status_board.latest.get(strategy.code), works_on(turn.person, strategy)
    if last is None or not inside:
        state = _state(strategy, turn.today, inside=inside)
        return say(_("*{strategy}*: {state}"), strategy=clip(strategy.title, 60), state=state)
    line = say(_("*{strategy}*: {went} ({week})."), strategy=clip(strategy.title, 60), went=went_words(last.went),
               week=when(last.week))  # fmt: skip
    if strategy.end and strategy.end < turn.today:
        return line + say(_(" It ended {day}."), day=when(strategy.end))
    return line + say(_(" {drift}."), drift=capital(drift_words(status_board.drifts[strategy.code])))


def _state(strategy: Strategy, today: date, *, inside: bool) -> str:
    """What can be said of a strategy without any word; to others (not `inside`) what its dates say, in which nothing
    moves when somebody answers.
    """
    if strategy.missing:
        return _("not fully planned yet")
    if strategy.start and today < strategy.start:
        return _("begins {day}").format(day=when(strategy.start))
    if strategy.end and strategy.end < today:
        told = _("ended {day} without a word") if inside else _("ended {day}")
        return told.format(day=when(strategy.end))
    return _("no word yet") if inside else _("under way")
