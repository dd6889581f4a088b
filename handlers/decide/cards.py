"""What decisions look like: decided, proposed, waiting for a lead, confirmed, handed back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.decide.effects_on_plan import changed_words, coming_words, goal_named
from handlers.decide.topic import find, way_words
from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, join, say, when
from handlers.wording.measure_chart import change_words
from handlers.wording.strategy import goal_buttons, path_meaning, path_name, value_of
from pdsa.calendar import local_day
from pdsa.decision_effects import wanted_goals
from pdsa.decisions import PUTS_FIRST, Decision, Subject
from pdsa.meetings import proposal_waits_until
from pdsa.people import SCHOOL_ROLES, Member
from pdsa.text import _
from storage.store import YearStore

HISTORY = 12
SEEN, REASON = 120, 400
"""So many characters of what was seen or said stand on a card; the whole of it is a button away, or in the form."""


@dataclass(frozen=True)
class DecisionView:
    """A decision and the names that it is told with. `settler` confirmed it or handed it back with the word `back`.

    `newer` says that a later proposal on the same strategy has taken its place. `changed` is what changed around it, in
    words; `goal` the goal that it means, `coming` what it would change in the plan, where it does not stand yet.
    `meeting` is the day of the meeting that it waits for. `studied` says that its year was looked back at already when
    it was confirmed.
    """

    decision: Decision
    title: str
    proposer: str
    owner: str
    settler: str = ""
    back: str = ""
    newer: bool = False
    changed: str = ""
    goal: str = ""
    coming: str = ""
    to_add: tuple[str, ...] = ()
    meeting: date | None = None
    studied: bool = False

    @property
    def value(self) -> str:
        """What a button that leads back to it carries."""
        return value_of(self.decision.subject, self.decision.strategy)

    @property
    def open(self) -> bool:
        return not (self.decision.stands or self.back or self.newer)


async def told(decision: Decision, store: YearStore) -> DecisionView:
    """Reads what a decision's cards say."""
    cycle, details = store.cycle, decision.details
    topic = await find(decision.subject, decision.strategy, store)
    back = await store.learning.returned(decision.id)
    settler = await store.learning.returned_by(decision.id) if back else decision.confirmed_by
    decisions = await store.learning.decisions(decision.subject)
    people = await store.people.by_ids({decision.proposed_by, *({settler} if settler else ())})
    names, changes = await store.people.names(), await store.context.all() if details.contexts else []
    goals, strategies = await store.plans.goals(dropped=True), await store.plans.strategies()
    here = await store.plans.goals()
    meetings, framework = await store.meetings.days(), await store.frameworks.get(cycle.framework) if cycle else None

    today = local_day(store.now, cycle.zone if cycle else "UTC")
    newest = max((each.id for each in decisions if each.strategy == decision.strategy), default=0)
    waits = topic is not None and cycle is not None and not decision.stands
    meeting = proposal_waits_until(topic.strategy.school, meetings, cycle, today) if waits and topic and cycle else None
    to_add = wanted_goals(details, here, framework, cycle.phase_on(today)) if cycle and framework else ()
    others = [each for each in strategies if each.goal == details.goal and each.code != decision.strategy]
    proposer, by = people.get(decision.proposed_by), people.get(settler or 0)
    goal = goal_named(details, goals)
    return DecisionView(
        decision=decision,
        title=topic.title if topic else decision.strategy,
        proposer=proposer.name if proposer else _("somebody"),
        owner=names.get(decision.owner, decision.owner),
        settler=by.name if by else _("a lead") if settler or back else "",
        back=back,
        newer=newest > decision.id,
        changed="; ".join(change_words(each, today) for each in changes if each.id in details.contexts),
        goal=goal,
        to_add=to_add,
        studied=cycle is not None and decision.after_study(cycle),
        coming=coming_words(decision.path, details, goal, cycle, today, others)
        if cycle and not decision.stands
        else "",
        meeting=meeting,
    )


def decision_facts(view: DecisionView, today: date, *, brief: bool = False, planned: bool = True) -> FactSet:
    """The decision itself, as rows; `brief` leaves out what has been so far, and without `planned` next year's plan is
    left out: it may be this year's by now.
    """
    decision = view.decision
    rows: list[tuple[str, Words | str]] = [
        (_("Path"), say(_("*{name}* ({meaning})"), name=path_name(decision.path), meaning=path_meaning(decision.path)))
    ]
    if decision.next_step:
        rows.append((_("Next step"), decision.next_step))
    rows.append((_("Who"), view.owner))
    if decision.due:
        rows.append((_("By"), when(decision.due, today)))
    known = [*_ahead(decision, today), *([] if brief else _behind(decision))]
    rows += [(name, clip(text, SEEN)) for name, text in known if text]
    rows += [(_("What changed"), clip(view.changed, SEEN))] if view.changed else []
    if planned and decision.part_of_next is not None:
        waits = decision.subject is Subject.GOAL and decision.path in PUTS_FIRST
        part = _("yes, waiting") if waits else _("yes") if decision.part_of_next else _("no")
        rows.append((_("In next year's plan"), part))
    return FactSet(tuple(rows))


def _ahead(decision: Decision, today: date) -> list[tuple[str, str]]:
    """What the path asked for of what comes, but for what `changed_words` says of the plan."""
    details = decision.details
    return [
        (_("Where to"), details.where_to),
        (_("First comes"), details.first_activity),
        (_("To take up"), ", ".join(details.activities)),
        (_("Look again"), when(details.look_again, today) if details.look_again else ""),
        (_("Done"), when(details.done, today) if details.done else ""),
        (_("Looked at again"), when(details.looked, today) if details.looked else ""),
    ]


def _behind(decision: Decision) -> list[tuple[str, str]]:
    """What the path asked for of what has been, and of what else could be."""
    details = decision.details
    return [
        (_("People who made it work"), details.people),
        (_("Partners"), details.partners),
        (_("Tools and resources"), details.tools),
        (_("So that it keeps going"), details.keeps_going),
        (_("Learned"), details.learned),
        (_("Instead"), details.instead),
    ]


def _changed(view: DecisionView, today: date) -> Text | None:
    """What it changed, once it stands; before that, what it would change."""
    if not view.decision.stands:
        return Text(as_written(view.coming)) if view.coming else None
    words = changed_words(view.decision, view.goal, today, studied=view.studied)
    return Text(words) if words else None


def _add_goals(found: DecisionView) -> list[Button]:
    """Key activities to take up, and what comes first in the year that runs, are offered as goals to add."""
    return goal_buttons(found.to_add) if found.decision.stands else []


def _confirm(view: DecisionView, label: str) -> Button:
    """The way to confirm a proposal: asks once where a meeting is still to look at it."""
    guard = ""
    if view.meeting:
        told = _("The team looks at this together on {day}. Confirmed now, it is decided before.")
        guard = told.format(day=when(view.meeting))
    return Button(label, "decide.confirm", str(view.decision.id), main=True, ask_first=guard)


def kept_card(view: DecisionView, turn: Turn, leads: list[str], *, may_confirm: bool) -> Card:
    """For whoever decided or proposed: what was kept, and what happens now."""
    decision = view.decision
    if decision.stands:
        first = say(_("Decided on *{strategy}*."), strategy=view.title)
    elif view.meeting:
        told = _("Proposed for *{strategy}*. It waits for the meeting on *{day}*, whose document shows it.")
        first = say(told, strategy=view.title, day=when(view.meeting, turn.today))
    elif leads:
        first = say(
            _("Proposed for *{strategy}*. {leads} will see it; a lead confirms."),
            strategy=view.title,
            leads=join(leads),
        )
    else:
        first = say(_("Proposed for *{strategy}*. It waits until the plan has a lead."), strategy=view.title)
    return card(
        Text(first),
        decision_facts(view, turn.today),
        Quote(decision.reason),
        _changed(view, turn.today),
        buttons(
            Button(_("Change it"), "decide", view.value),
            Button(_("History"), "decide.history", view.value),
            _elsewhere(view, turn.person),
            _confirm(view, _("Confirm it now")) if view.meeting and may_confirm else None,
        ),
        buttons(*_add_goals(view), Button(_("Next steps"), "decide.steps") if decision.open_step else None),
    )


def _elsewhere(view: DecisionView, person: Member) -> Button | None:
    """A school's team is offered what other schools made of the same obstacle or key activity."""
    if person.role not in SCHOOL_ROLES or view.decision.subject is not Subject.STRATEGY:
        return None
    return Button(_("What worked elsewhere"), "school.elsewhere", view.decision.strategy)


def confirm_card(view: DecisionView, today: date) -> Card:
    """For a lead: a proposal, or what became of it."""
    decision = view.decision
    asked = say(_("{name} proposes for *{strategy}*:"), name=view.proposer, strategy=view.title)
    return card(
        Text(asked),
        decision_facts(view, today, brief=True),
        Quote(clip(decision.reason, REASON)) if decision.reason else None,
        Text(say(_("Seen at the time: {evidence}"), evidence=clip(decision.evidence, SEEN)))
        if decision.evidence
        else None,
        _changed(view, today),
        Text(settled) if (settled := _settled(view)) else None,
        Quote(view.back) if view.back else None,
        buttons(
            _confirm(view, _("Confirm")),
            Button(_("Hand back with a word"), "decide.back", str(decision.id)),
            Button(_("What it rests on"), "decide.rests", str(decision.id)) if decision.evidence else None,
        )
        if view.open
        else buttons(
            Button(_("Look at it again"), "decide", view.value),
            Button(_("History"), "decide.history", view.value),
            *_add_goals(view),
        ),
    )


def rests_card(view: DecisionView) -> Card:
    """What was seen and answered on the way to a proposal."""
    decision = view.decision
    return card(
        Text(say(_("What the proposal for *{strategy}* rests on:"), strategy=view.title)),
        FactSet(tuple(rows)) if (rows := [(name, text) for name, text in _behind(decision) if text]) else None,
        Text(say(_("On the way: {way}"), way=way)) if (way := way_words(decision.details.asked)) else None,
        Text(say(_("Seen at the time: {evidence}"), evidence=decision.evidence)) if decision.evidence else None,
        Button(_("History"), "decide.history", view.value),
    )


def _settled(view: DecisionView) -> Words | None:
    if view.decision.stands:
        return say(_("*{name}* confirmed it."), name=view.settler)
    if view.back:
        return say(_("*{name}* handed it back:"), name=view.settler)
    return say(_("A newer proposal has taken its place.")) if view.newer else None


def decided_card(view: DecisionView, today: date, *, proposer: bool) -> Card:
    """What a lead decided: for whoever it concerns, or for the proposer, who knows the reason."""
    told = (
        _("*{lead}* confirmed your proposal for *{strategy}*.") if proposer else _("*{lead}* decided on *{strategy}*.")
    )
    reason = "" if proposer else view.decision.reason
    return card(
        Text(say(told, lead=view.settler, strategy=view.title)),
        decision_facts(view, today, brief=True),
        Quote(reason) if reason else None,
        _changed(view, today),
        Button(_("Change it") if proposer else _("Propose something else"), "decide", view.value),
    )


def handed_back_card(view: DecisionView) -> Card:
    """For the proposer: a lead asks for another look, with the word why."""
    words = say(
        _("*{lead}* handed back your proposal for *{strategy}*. What you wrote is kept."),
        lead=view.settler,
        strategy=view.title,
    )
    return card(
        Text(words),
        Quote(view.back),
        Button(_("Propose again"), "decide", view.value, main=True),
    )


def history_card(views: Sequence[DecisionView], turn: Turn) -> Card:
    """Every decision and proposal on a topic, oldest first; the reason where it is visible."""
    if not views:
        return card(Text(_("Nothing was decided on it yet. `decide` begins.")))
    lines = tuple(_once(view, turn) for view in views[-HISTORY:])
    parts: list[Part] = [Text(say(_("What was decided on *{topic}*"), topic=views[-1].title)), Items(lines)]
    return card(*parts, Button(_("Decide"), "decide", views[-1].value), Button(_("Next steps"), "decide.steps"))


def _once(view: DecisionView, turn: Turn) -> Words:
    decision = view.decision
    day = when(local_day(decision.at, turn.zone), turn.today)
    if decision.stands:
        words = _("{day}: *{path}*, proposed by {name}, confirmed by {lead}.")
    elif view.back:
        words = _("{day}: *{path}*, proposed by {name}, handed back by {lead}.")
    else:
        words = _("{day}: *{path}*, proposed by {name}.")
    told = say(words, day=day, path=path_name(decision.path), name=view.proposer, lead=view.settler)
    why = (*say(" "), *say("{reason}", reason=clip(decision.reason, 300))) if decision.reason else ()
    return (*told, *why)
