"""What decisions look like: decided, proposed, waiting for a lead, confirmed, handed back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.kit.card import Button, Card, Facts, Quote, Text, buttons, card
from handlers.kit.paths import path_meaning, path_name
from handlers.kit.words import Words, _, join, say, when
from pdsa.decisions import Decision
from storage.store import Store


@dataclass(frozen=True)
class Told:
    """A decision and the names that it is told with. `settler` confirmed it or handed it back with the word `back`.

    `newer` says that a later proposal on the same strategy has taken its place.
    """

    decision: Decision
    title: str
    proposer: str
    owner: str
    settler: str = ""
    back: str = ""
    newer: bool = False

    @property
    def open(self) -> bool:
        return not (self.decision.stands or self.back or self.newer)


async def told(decision: Decision, store: Store) -> Told:
    """Reads what a decision's cards say."""
    strategy = await store.plans.strategy(decision.strategy)
    back = await store.learning.returned(decision.id)
    settler = decision.confirmed_by
    if back:
        trail = await store.trail(str(decision.id))
        settler = next((actor for _at, actor, deed, *_facts in trail if deed == "decision handed back"), None)
    newest = max(
        (each.id for each in await store.learning.decisions() if each.strategy == decision.strategy), default=0
    )
    people = await store.people.by_ids({decision.proposed_by, *({settler} if settler else ())})
    proposer, by = people.get(decision.proposed_by), people.get(settler or 0)
    return Told(
        decision=decision,
        title=strategy.title if strategy else decision.strategy,
        proposer=proposer.name if proposer else _("somebody"),
        owner=name_of(decision.owner, await store.people.names()),
        settler=by.name if by else _("a lead") if settler or back else "",
        back=back,
        newer=newest > decision.id,
    )


def name_of(email: str, names: Mapping[str, str]) -> str:
    return names.get(email, email)


def decision_facts(found: Told, today: date) -> Facts:
    """The decision itself, as rows."""
    decision = found.decision
    rows: list[tuple[str, Words | str]] = [
        (_("Path"), say(_("*{name}* ({meaning})"), name=path_name(decision.path), meaning=path_meaning(decision.path)))
    ]
    if decision.next_step:
        rows.append((_("Next step"), decision.next_step))
    rows.append((_("Who"), found.owner))
    if decision.due:
        rows.append((_("By"), when(decision.due, today)))
    return Facts(tuple(rows))


def kept_card(found: Told, today: date, leads: list[str]) -> Card:
    """For whoever decided or proposed: what was kept, and what happens now."""
    decision = found.decision
    if decision.stands:
        first = say(_("Decided on *{strategy}*."), strategy=found.title)
    elif leads:
        first = say(
            _("Proposed for *{strategy}*. {leads} will see it; one of them confirms."),
            strategy=found.title,
            leads=join(leads),
        )
    else:
        first = say(_("Proposed for *{strategy}*. It waits until the plan has a lead."), strategy=found.title)
    return card(
        Text(first),
        decision_facts(found, today),
        Quote(decision.reason),
        buttons(Button(_("Change it"), "decide", decision.strategy)),
    )


def confirm_card(found: Told, today: date) -> Card:
    """For a lead: a proposal, or what became of it."""
    decision = found.decision
    asked = say(_("{name} proposes for *{strategy}*:"), name=found.proposer, strategy=found.title)
    return card(
        Text(asked),
        decision_facts(found, today),
        Quote(decision.reason),
        Text(say(_("Seen at the time: {evidence}"), evidence=decision.evidence)) if decision.evidence else None,
        Text(settled) if (settled := _settled(found)) else None,
        Quote(found.back) if found.back else None,
        buttons(
            Button(_("Confirm"), "decide.confirm", str(decision.id), main=True),
            Button(_("Hand back with a word"), "decide.back", str(decision.id)),
        )
        if found.open
        else buttons(Button(_("Look at it again"), "decide", decision.strategy)),
    )


def _settled(found: Told) -> Words | None:
    if found.decision.stands:
        return say(_("*{name}* confirmed it."), name=found.settler)
    if found.back:
        return say(_("*{name}* handed it back:"), name=found.settler)
    return say(_("A newer proposal has taken its place.")) if found.newer else None


def decided_card(found: Told, today: date) -> Card:
    """For whoever it concerns: what a lead decided."""
    return card(
        Text(say(_("*{lead}* decided on *{strategy}*."), lead=found.settler, strategy=found.title)),
        decision_facts(found, today),
        Quote(found.decision.reason),
        buttons(Button(_("Propose something else"), "decide", found.decision.strategy)),
    )


def confirmed_card(found: Told, today: date) -> Card:
    """For the proposer: it stands."""
    words = say(_("*{lead}* confirmed your proposal for *{strategy}*."), lead=found.settler, strategy=found.title)
    return card(
        Text(words), decision_facts(found, today), buttons(Button(_("Change it"), "decide", found.decision.strategy))
    )


def handed_back_card(found: Told) -> Card:
    """For the proposer: a lead asks for another look, with the word why."""
    words = say(
        _("*{lead}* handed your proposal for *{strategy}* back. What you wrote is kept."),
        lead=found.settler,
        strategy=found.title,
    )
    return card(
        Text(words),
        Quote(found.back),
        buttons(Button(_("Propose again"), "decide", found.decision.strategy, main=True)),
    )
