"""What waits for somebody: worked out here once, for everything that shows it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from handlers.kit.rhythms import for_occasion, for_occasions
from handlers.kit.strategy_or_goal import shape_of, value_of
from handlers.kit.turn_of_year import owed_words
from handlers.kit.words import Words, clip, join, say
from pdsa.cadence import Often, cadence, occasion, terms_known
from pdsa.calendar import ONE_WEEK, local_day
from pdsa.checkin import asked_at, question_day
from pdsa.cycle import Cycle, Phase
from pdsa.decisions import Decision, Subject
from pdsa.goals import Strategy
from pdsa.meetings import waits_until
from pdsa.numbers_due import Missing, asked_for_numbers
from pdsa.parking import asked_about, resting
from pdsa.people import LEADING, SENDERS, Member
from pdsa.permissions import confirmers
from pdsa.rubric import OwnRating
from pdsa.rubric_sheet import RubricSheet, by_rater, is_rater
from pdsa.silence import Heard, is_asked
from pdsa.text import _, ngettext
from pdsa.turn_of_year import Turning, nears_its_end
from storage.digests import Digest, DigestState
from storage.launching import turning
from storage.measured import numbers_due, rubric_sheet
from storage.store import YearStore

LABEL = 40
TITLE = 80
"""So much of a title stands in what waits; several of them stand in one card."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person.

    `kind` is `start`, `terms`, `checkin`, `plan`, `owner`, `reflect`, `decide`, `rate`, `agree`, `confirm`, `data`,
    `digest` or `newyear`; `words` say it in a sentence; `route` and `value` are what a button with `label` leads to.
    """

    kind: str
    words: Words
    route: str
    value: str = ""
    label: str = ""


@dataclass(frozen=True)
class Open:
    """What is open in the whole cycle on one day, read once however many people are looked at.

    `answered` and `skipped` are of the week whose question is the newest: a code, a member's id. `owned` are
    strategies by their owner's e-mail; `orphans` those of which nobody can be asked but their plan's leads, by a lead's
    id; `confirmers` are the ids of those leads by a strategy's code. `numbers` are due from those in `researching`.
    `turning` is the turn of the years, where it is near or the older year is still open.
    """

    cycle: Cycle | None
    today: date
    strategies: tuple[Strategy, ...] = ()
    week: date = date.min
    answered: frozenset[str] = frozenset()
    heard: Heard | None = None
    skipped: frozenset[int] = frozenset()
    reflected: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    proposals: tuple[Decision, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    drafts: tuple[Digest, ...] = ()
    owned: dict[str, tuple[Strategy, ...]] = field(default_factory=dict)
    orphans: dict[int, tuple[Strategy, ...]] = field(default_factory=dict)
    confirmers: dict[str, frozenset[int]] = field(default_factory=dict)
    numbers: tuple[Missing, ...] = ()
    researching: frozenset[int] = frozenset()
    turning: Turning | None = None
    rubric: RubricSheet | None = None
    votes: tuple[OwnRating, ...] = ()

    @cached_property
    def levels(self) -> dict[int, list[OwnRating]]:
        """Everybody's own levels, by member's id."""
        return by_rater(self.votes)


async def what_is_open(store: YearStore, today: date) -> Open:
    """Reads what `waits` needs: a handful of queries."""
    cycle = store.cycle
    if cycle is None:
        return Open(None, today)
    strategies = tuple(await store.plans.strategies())
    owned: dict[str, list[Strategy]] = {}
    people = await store.people.all()
    able = {member.email.lower() for member in people if member.prompted}
    leading = [member for member in people if member.role in LEADING]
    orphans: dict[int, list[Strategy]] = {}
    asked = {strategy.code: frozenset(each.id for each in confirmers(strategy, leading)) for strategy in strategies}
    for strategy in asked_about(strategies, resting(await store.parked.all(), cycle, today)):
        if strategy.owner.lower() in able:
            owned.setdefault(strategy.owner.lower(), []).append(strategy)
        else:
            for lead in asked[strategy.code]:
                orphans.setdefault(lead, []).append(strategy)
    proposals = tuple(await store.learning.waiting())
    goals = await _proposed_goals(proposals, store)
    if waits_until(await store.meetings.days(), cycle, today):  # the district's wait for the meeting
        of_schools = {each.code for each in (*strategies, *goals.values()) if each.school}
        of_schools |= {code for code, goal in goals.items() if goal.school}
        proposals = tuple(
            each for each in proposals if {each.strategy, value_of(each.subject, each.strategy)} & of_schools
        )
    asked |= {code: frozenset(each.id for each in confirmers(goal, leading)) for code, goal in goals.items()}
    week = newest_question(cycle, today)
    reflections = await store.learning.latest_reflections()
    rubric = await rubric_sheet(store, cycle, today)
    return Open(
        cycle=cycle,
        today=today,
        strategies=strategies,
        week=week,
        answered=frozenset(await store.checkins.of_week(week)),
        heard=await store.checkins.heard(),
        skipped=frozenset(await store.checkins.skipped(week)),
        reflected=frozenset(reflections),
        decided=frozenset(each.strategy for each in await store.learning.decisions()),
        proposals=proposals,
        titles={**{each.code: each.title for each in strategies}, **{code: g.title for code, g in goals.items()}},
        drafts=tuple(each for each in await store.digests.all() if each.state is DigestState.DRAFT),
        owned={owner: tuple(theirs) for owner, theirs in owned.items()},
        orphans={lead: tuple(theirs) for lead, theirs in orphans.items()},
        confirmers=asked,
        numbers=await numbers_due(store, cycle, today) if cycle.started_at else (),
        researching=frozenset(each.id for each in asked_for_numbers(people)),
        turning=await _turning(cycle, store, today),
        rubric=rubric,
        votes=tuple(await store.rubric.votes()) if rubric.open else (),
    )


async def _turning(cycle: Cycle, store: YearStore, today: date) -> Turning | None:
    """The turn of the years where somebody has to do something about it; nothing is asked of the store in between."""
    if not nears_its_end(cycle, today):
        before = await store.cycles.before(cycle)
        if before is None or before.closed_at is not None:
            return None
    found = await turning(store, today)
    return None if found is None or found.closed else found


async def _proposed_goals(proposals: tuple[Decision, ...], store: YearStore) -> dict[str, Strategy]:
    """The goals that a decision is proposed on, in a strategy's shape, by how buttons name them."""
    wanted = {each.strategy for each in proposals if each.subject is Subject.GOAL}
    found = [each for each in await store.plans.goals() if each.code in wanted] if wanted else []
    return {value_of(Subject.GOAL, each.code): shape_of(each) for each in found}


async def waiting_for(store: YearStore, member: Member, today: date) -> tuple[Waiting, ...]:
    """What waits for one person, the most pressing first."""
    return waits(await what_is_open(store, today), member, store)


async def waiting_for_all(store: YearStore, today: date) -> dict[int, tuple[Waiting, ...]]:
    """What waits for whom, by member's id, in the order of the plan; who has nothing waiting is left out."""
    found = await what_is_open(store, today)
    everybody = {member.id: waits(found, member, store) for member in await store.people.all()}
    return {member: theirs for member, theirs in everybody.items() if theirs}


def newest_question(cycle: Cycle, today: date) -> date:
    """The day of the newest weekly question on or before `today`."""
    day = question_day(today, cycle.rhythm)
    return day if day <= today else day - ONE_WEEK


def waits(facts: Open, member: Member, store: YearStore) -> tuple[Waiting, ...]:
    """What waits for one person, from facts that were read before."""
    if facts.cycle is None or not member.active:
        return ()
    if facts.cycle.started_at is None:
        return (*_to_start(member), *_plan(facts, member), *_next_year(facts, member))
    mine = (
        *_terms(facts, facts.cycle, member),
        *_checkin(facts, facts.cycle, member, store),
        *_plan(facts, member),
        *_learning(facts, facts.cycle, member),
    )
    rest = (*_rubric(facts, member), *_data(facts, member), *_drafts(facts, member), *_next_year(facts, member))
    return (*_confirm(facts, member), *mine, *rest)


def _to_start(member: Member) -> tuple[Waiting, ...]:
    if not member.is_lead:
        return ()
    words = say(_("Start waits to be pressed: nobody is messaged before."))
    return (Waiting("start", words, "setup.start", label=_("See what Start does")),)


def _terms(found: Open, cycle: Cycle, member: Member) -> tuple[Waiting, ...]:
    """For leads: when the terms end, where a strategy is asked about each term and the calendar does not say."""
    termly = [each for each in found.strategies if cadence(each.rhythm).often is Often.TERMLY]
    if not member.is_lead or not termly or terms_known(cycle):
        return ()
    words = say(_("*{strategy}* is asked about each term: when do terms end?"), strategy=termly[0].title)
    return (Waiting("terms", words, "setup.rhythm", label=_("Say when terms end")),)


def _mine(found: Open, member: Member) -> tuple[Strategy, ...]:
    return found.owned.get(member.email.lower(), ()) if member.prompted else ()


def _checkin(facts: Open, cycle: Cycle, member: Member, store: YearStore) -> tuple[Waiting, ...]:
    week = facts.week
    at = asked_at(week, cycle, member)
    if cycle.started_at is None or not cycle.started_at < at <= store.now or not cycle.year.is_working(week):
        return ()
    if member.is_away(week) or member.id in facts.skipped:
        return ()
    silent = [s for s in _mine(facts, member) if s.code not in facts.answered]
    unsaid = [s for s in silent if is_asked(s, week, cycle, member, facts.heard)]
    if not unsaid:
        return ()
    today = local_day(store.now, member.zone or cycle.zone)
    if len(unsaid) == 1:
        which = for_occasion(occasion(unsaid[0], week, cycle), week, today)
        words = say(_("*{strategy}* has no word yet {week}."), strategy=unsaid[0].title, week=which)
    else:
        which = for_occasions((occasion(each, week, cycle) for each in unsaid), week, today)
        words = say(_("{n} strategies of yours have no word yet{week}."), n=len(unsaid), week=which and f" {which}")
    return (Waiting("checkin", words, "checkin", label=_("Check in")),)


def _plan(facts: Open, member: Member) -> tuple[Waiting, ...]:
    mine = [
        Waiting(
            "plan",
            say(_("*{strategy}* still needs: {missing}."), strategy=clip(s.title, TITLE), missing=missing_words(s)),
            "plan.strategy",
            s.code,
            _label(_("Fill in: {title}"), s.title),
        )
        for s in _mine(facts, member)
        if s.missing and not _over(s, facts.today)
    ]
    return (*mine, *(_orphan(s) for s in facts.orphans.get(member.id, ()) if not _over(s, facts.today)))


def _orphan(strategy: Strategy) -> Waiting:
    template = (
        _("The owner of *{strategy}* has left the plan.") if strategy.owner else _("Nobody owns *{strategy}* yet.")
    )
    words = say(template, strategy=clip(strategy.title, TITLE))
    return Waiting("owner", words, "plan.strategy", strategy.code, _label(_("Fill in: {title}"), strategy.title))


def _label(template: str, title: str) -> str:
    """A button by what it is about, short enough that a few stand side by side."""
    return clip(template.format(title=clip(title, LABEL)), LABEL)


def _over(strategy: Strategy, today: date) -> bool:
    return strategy.end is not None and strategy.end < today


def missing_words(strategy: Strategy) -> str:
    """What a strategy still lacks, as people say it: "an end date and a prediction"."""
    names = {
        "goal": _("a goal"),
        "owner": _("an owner"),
        "start": _("a start date"),
        "end": _("an end date"),
        "prediction": _("a prediction"),
    }
    return join([names[each] for each in strategy.missing])


def _learning(facts: Open, cycle: Cycle, member: Member) -> tuple[Waiting, ...]:
    phase = cycle.phase_on(facts.today)
    if phase not in (Phase.STUDY, Phase.ACT):
        return ()
    waiting: list[Waiting] = []
    for strategy in (*_mine(facts, member), *facts.orphans.get(member.id, ())):
        tried = strategy.start is not None and strategy.start <= facts.today
        if tried and strategy.code not in facts.reflected and strategy.code not in facts.decided:
            words = say(_("*{strategy}*: what happened, and what was learned?"), strategy=clip(strategy.title, TITLE))
            label = _label(_("Reflect: {title}"), strategy.title)
            waiting.append(Waiting("reflect", words, "reflect", strategy.code, label))
        elif tried and phase is Phase.ACT and strategy.code not in facts.decided:
            words = say(_("*{strategy}*: what becomes of it?"), strategy=clip(strategy.title, TITLE))
            label = _label(_("Decide: {title}"), strategy.title)
            waiting.append(Waiting("decide", words, "decide", strategy.code, label))
    return tuple(waiting)


def _confirm(facts: Open, member: Member) -> tuple[Waiting, ...]:
    if member.role not in LEADING:
        return ()
    named = [(each, value_of(each.subject, each.strategy)) for each in facts.proposals]
    return tuple(
        Waiting(
            "confirm",
            say(
                _("A decision on *{strategy}* waits for a lead."),
                strategy=clip(facts.titles.get(value, proposal.strategy), TITLE),
            ),
            "decide",
            value,
            _label(_("See: {title}"), facts.titles.get(value, proposal.strategy)),
        )
        for proposal, value in named
        if member.id in facts.confirmers.get(value, ()) or (member.is_lead and value not in facts.titles)
    )


def _data(facts: Open, member: Member) -> tuple[Waiting, ...]:
    if not facts.numbers or member.id not in facts.researching:
        return ()
    words = say(_("A number of *{measure}* is due."), measure=facts.numbers[0].measure)
    if len(facts.numbers) > 1:
        words = say(_("{n} numbers are due."), n=len(facts.numbers))
    return (Waiting("data", words, "log.due", label=_("See what is due")),)


def _rubric(facts: Open, member: Member) -> tuple[Waiting, ...]:
    """The items that wait for somebody's own level, and those whose shared level this person records."""
    sheet = facts.rubric
    if sheet is None or not sheet.open or not is_rater(member):
        return ()
    waiting: list[Waiting] = []
    if n := len(sheet.open_for(facts.levels.get(member.id, ()), member.id)):
        words = ngettext(
            "One item of the rubric waits for your level.", "{n} items of the rubric wait for your level.", n
        )
        waiting.append(Waiting("rate", say(words, n=n), "rate.own", label=_("Rate it")))
    if sheet.records(member) and (n := len(sheet.rated(facts.votes))):
        words = ngettext(
            "One item of the rubric waits for the level on which the team agrees.",
            "{n} items of the rubric wait for the level on which the team agrees.",
            n,
        )
        waiting.append(Waiting("agree", say(words, n=n), "rate.agree", label=_("Agree on levels")))
    return tuple(waiting)


def _drafts(facts: Open, member: Member) -> tuple[Waiting, ...]:
    if member.role not in SENDERS or not facts.drafts:
        return ()
    words = say(_("A digest waits to be read and approved."))
    if len(facts.drafts) > 1:
        words = say(_("{n} digests wait to be read and approved."), n=len(facts.drafts))
    return (Waiting("digest", words, "digest", label=_("See the drafts")),)


def _next_year(facts: Open, member: Member) -> tuple[Waiting, ...]:
    """For leads: the next year can be prepared, or the last one still owes something."""
    turn = facts.turning
    if turn is None or not member.is_lead:
        return ()
    if turn.new is not None:
        label = _("Close {year}").format(year=turn.old.label)
        return (Waiting("newyear", owed_words(turn), "newyear", label=label),)
    if not nears_its_end(turn.old, facts.today):
        return ()
    words = say(_("The next year can be prepared from what was learned and decided."))
    return (Waiting("newyear", words, "newyear", label=_("Look at the next year")),)
