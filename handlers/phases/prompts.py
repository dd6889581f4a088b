"""What each phase asks of whom, what is still open, and how the prompts look."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.words import Words, count, say, when
from handlers.wording.earlier_years import remembered_parts
from handlers.wording.strategy import few, outcome_words, tally_words
from handlers.wording.waiting import missing_words
from pdsa.calendar import local_day
from pdsa.checkin import Tally
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Strategy
from pdsa.parking import asked_about, resting
from pdsa.people import LEADING, Member
from pdsa.phase_questions import PromptFacts
from pdsa.text import _
from storage.notifications import Notification
from storage.store import YearStore

AT_ONCE = 5
"""So many strategies a message shows; the others wait behind the word."""


@dataclass(frozen=True)
class Prompt:
    """A phase's prompt. `kind` is its notification's; `route` is where its buttons lead, `word` what lists them all.

    `needs` says whether a strategy is still to be asked about on a day.
    """

    kind: str
    phase: Phase
    route: str
    word: str
    needs: Callable[[PromptFacts, Strategy, date], bool]

    @property
    def nudge(self) -> str:
        return f"{self.kind}-nudge"


PLAN = Prompt("plan", Phase.PLAN, "plan.strategy", "plan", PromptFacts.incomplete)
REFLECT = Prompt("reflect", Phase.STUDY, "reflect", "reflect", PromptFacts.not_reflected)
DECIDE = Prompt("decide", Phase.ACT, "decide", "decide", PromptFacts.undecided)
PROMPTS = (PLAN, REFLECT, DECIDE)


async def facts(store: YearStore, cycle: Cycle) -> PromptFacts:
    """Reads what the prompts need, a few queries."""
    people = await store.people.all()
    rest = resting(await store.parked.all(), cycle, local_day(store.now, cycle.zone))
    return PromptFacts(
        cycle=cycle,
        strategies=tuple(asked_about(await store.plans.strategies(), rest)),
        owners={person.email.casefold(): person for person in people if person.prompted},
        leading=tuple(person for person in people if person.role in LEADING),
        reflections=await store.learning.latest_reflections(),
        decisions={each.strategy: each for each in await store.learning.decisions()},
    )


@dataclass(frozen=True)
class OpenPrompt:
    """What one notification asks as things stand: strategies still open, and those that were answered since.

    `early` says that they had ended before the phase began.
    """

    prompt: Prompt
    facts: PromptFacts
    tallies: Mapping[str, Tally]
    reader: Member
    open: tuple[Strategy, ...]
    done: tuple[Strategy, ...]
    early: bool = False


def prompt_card(
    prompt: Prompt,
    notification: Notification,
    prompt_facts: PromptFacts,
    tallies: Mapping[str, Tally],
    now: datetime,
    *,
    nudge: bool,
) -> Card | None:
    """The notification's card; None where nothing is open any more and it was never sent."""
    today = local_day(now, notification.reader.zone or prompt_facts.cycle.zone)
    about = [each for each in prompt_facts.strategies if each.code in notification.about]
    reader, cycle = notification.reader, prompt_facts.cycle
    open_ = tuple(s for s in about if prompt.needs(prompt_facts, s, today) and prompt_facts.asks(s, reader))
    if not open_ and notification.sent_at is None:
        return None
    early = prompt is REFLECT and local_day(notification.at, cycle.zone) < cycle.phases.study
    done = tuple(s for s in about if s not in open_)
    prompted = OpenPrompt(prompt, prompt_facts, tallies, reader, open_, done, early)
    if not open_:
        return card(Text(_("Thank you: nothing here waits for you now.")), _said(prompted))
    intro = _nudge_words(prompted) if nudge else _intro(prompted)
    parts = (part for strategy in open_[:AT_ONCE] for part in _question(prompted, strategy))
    title = () if nudge else (_title(prompted),)
    return card(*title, Text(intro), *parts, *_rest(prompted, nudge=nudge), _said(prompted))


def sample_card(prompt: Prompt, prompt_facts: PromptFacts, reader: Member) -> Card:
    """How a prompt looks, with the plan's first strategy in it."""
    shown = prompt_facts.strategies[:1]
    if prompt is PLAN:
        shown = tuple(replace(each, prediction="") for each in shown)
    prompted = OpenPrompt(prompt, prompt_facts, {}, reader, shown, ())
    parts = (part for strategy in prompted.open for part in _question(prompted, strategy))
    return card(_title(prompted), Text(_intro(prompted)), *parts, *_rest(prompted, nudge=False))


def _title(asked: OpenPrompt) -> Title:
    return Title(
        {
            PLAN.kind: _("What the plan still needs"),
            REFLECT.kind: _("Time to look back"),
            DECIDE.kind: _("What becomes of it?"),
        }[asked.prompt.kind]
    )


def _intro(prompted: OpenPrompt) -> Words:
    if prompted.early:
        return say(_("This has just ended. What it did and taught us is remembered best now: five minutes will do."))
    told = {
        PLAN.kind: _(
            "Until *{last}* we settle who does what, when, and what we expect of it. Here something is missing:"
        ),
        REFLECT.kind: _(
            "Until *{last}* we look at what each strategy did and taught us. Five minutes for each will do."
        ),
        DECIDE.kind: _("Until *{last}* we decide how each strategy goes on: keep it, change it, or let it go."),
    }[prompted.prompt.kind]
    return say(told, last=when(prompted.facts.cycle.school_span_of(prompted.prompt.phase)[1]))


def _nudge_words(prompted: OpenPrompt) -> str:
    n = len(prompted.open)
    return {
        PLAN.kind: count(
            "No rush: one strategy still needs a word from you before it can begin.",
            "No rush: {n} strategies still need a word from you before they can begin.",
            n,
        ),
        REFLECT.kind: count(
            "No rush: one strategy has no reflection yet.", "No rush: {n} strategies have no reflection yet.", n
        ),
        DECIDE.kind: count(
            "No rush: one strategy has no decision yet.", "No rush: {n} strategies have no decision yet.", n
        ),
    }[prompted.prompt.kind]


def _question(prompted: OpenPrompt, strategy: Strategy) -> Iterator[Part | None]:
    """One strategy: what is asked of it, in the person's own words where there are some, and its button."""
    if prompted.prompt is PLAN:
        needs = missing_words(strategy)
        yield Text(say(_("*{strategy}* needs {missing}."), strategy=strategy.title, missing=needs))
        earlier = prompted.facts.learned.get(strategy.carried_from)
        yield from remembered_parts((earlier,) if earlier else ())
    elif prompted.prompt is REFLECT:
        hoped, open_ = _("*{strategy}*: did it turn out this way?"), _("*{strategy}*: what came of it?")
        yield Text(say(hoped if strategy.prediction else open_, strategy=strategy.title))
        yield Quote(strategy.prediction) if strategy.prediction else None
    else:
        tally, held = tally_words(prompted.tallies.get(strategy.code, Tally())), _held(prompted, strategy)
        yield Text(say(_("*{strategy}*: {tally} {held}"), strategy=strategy.title, tally=tally, held=held))
    yield buttons(Button(_label(prompted.prompt), prompted.prompt.route, strategy.code))


def _held(asked: OpenPrompt, strategy: Strategy) -> str:
    reflection = asked.facts.reflections.get(strategy.code)
    if reflection is None:
        return _("Nobody has looked back at it yet.")
    return outcome_words(strategy, reflection.held)


def _label(prompt: Prompt) -> str:
    return {PLAN.kind: _("Fill in"), REFLECT.kind: _("Reflect"), DECIDE.kind: _("Decide")}[prompt.kind]


def _rest(prompted: OpenPrompt, *, nudge: bool) -> Iterator[Part | None]:
    """What does not fit, with the way to it; why it is asked; a reminder can be put off."""
    left = len(prompted.open) - AT_ONCE
    if left > 0:
        yield Text(count("{n} more strategy waits.", "{n} more strategies wait.", left))
    yield buttons(
        Button(_("See all"), prompted.prompt.word) if left > 0 else None,
        Button(_("Later"), "snooze") if nudge else Button(_("Why?"), "why", prompted.prompt.word),
    )


def _said(prompted: OpenPrompt) -> Items | None:
    """What was answered since the notification was written."""
    if not prompted.done:
        return None
    lines = [say(_("*{strategy}*: {said}"), strategy=s.title, said=_done(prompted, s)) for s in prompted.done]
    return Items(few(lines, AT_ONCE))


def _done(prompted: OpenPrompt, strategy: Strategy) -> str:
    code, zone = strategy.code, prompted.reader.zone or prompted.facts.cycle.zone
    if prompted.prompt is REFLECT and (reflection := prompted.facts.reflections.get(code)):
        return _("looked back at on {day}").format(day=when(local_day(reflection.at, zone)))
    if prompted.prompt is not PLAN and (decision := prompted.facts.decisions.get(code)):
        day = when(local_day(decision.at, zone))
        return (_("decided on {day}") if decision.stands else _("proposed on {day}")).format(day=day)
    return _("nothing is open")
