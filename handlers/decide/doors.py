"""Deciding what becomes of a strategy: a lead decides, others propose and a lead confirms."""

from datetime import date

from handlers.decide.cards import Told, confirm_card, confirmed_card, decided_card, handed_back_card, kept_card, told
from handlers.decide.screen import answers, decide_form, known_of
from handlers.kit.asked import refresh_asked
from handlers.kit.card import Card, Text, card
from handlers.kit.choose import FIELD, choose, choose_form, sorted_for
from handlers.kit.form import Form, Line, Note, form
from handlers.kit.paths import path_name
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import _, join, say
from pdsa.calendar import local_day
from pdsa.decisions import Decision
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.people import LEADING, PROMPTED, Member
from pdsa.reach import confirmers, confirms, owns, works_on
from storage.letters import Draft, Letter
from storage.store import Store

feature = Feature("decide")


@feature.command("decide", help=_("Say how a strategy goes on; a lead confirms"), who=PROMPTED, example="S3")
async def begin(turn: Turn, store: Store) -> Replies:
    """The form of the strategy that is meant, or the choice of one."""
    strategies = [each for each in await store.plans.strategies() if works_on(turn.person, each)]
    if not strategies:
        raise Refusal(_("There is no strategy here to decide on yet. `plan` shows the plan."))
    newest = {each.strategy: each for each in await store.learning.decisions()}
    ordered = sorted_for(
        strategies, lambda s: owns(turn.person, s), lambda s: s.code in newest and newest[s.code].stands
    )
    choice = choose(turn, ordered)
    if choice.one is not None:
        return Ask(await _form(choice.one, turn, store))

    def mark(strategy: Strategy) -> str:
        found = newest.get(strategy.code)
        if found is None:
            return ""
        return path_name(found.path) if found.stands else _("proposed")

    return Ask(choose_form("decide.choose", _("Decide"), _("Which strategy?"), choice, mark, send=_("Next")))


@feature.form("decide.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: Store) -> Replies:
    """The form of the strategy that was chosen."""
    code = turn.required(FIELD, _("Please choose a strategy."))
    return Ask(await _form(await _strategy(code, turn, store, field=FIELD), turn, store))


async def _form(strategy: Strategy, turn: Turn, store: Store) -> Form:
    return decide_form(await known_of(strategy, turn, store), turn, await store.people.names())


async def _strategy(code: str, turn: Turn, store: Store, *, field: str | None = None) -> Strategy:
    """A strategy that the person may decide on. Raises Refusal."""
    found = await store.plans.strategy(code)
    if found is None or found.dropped:
        raise Refusal(_("That strategy is no longer in the plan. `decide` lists those that are."), field=field)
    if not works_on(turn.person, found):
        raise Refusal(_("Its own team decides on that strategy. `decide` lists yours."), field=field)
    return found


@feature.form("decide.keep", who=PROMPTED)
async def keep(turn: Turn, store: Store) -> Replies:
    """Keeps a decision: a lead's stands at once, another's goes to the leads."""
    strategy = await _strategy(turn.carry.get(FIELD, ""), turn, store)
    said = answers(turn, (await known_of(strategy, turn, store)).people)
    replaced = [each for each in await store.learning.waiting() if each.strategy == strategy.code]
    decision = await store.learning.propose(
        strategy=strategy.code,
        path=said.path,
        reason=said.reason,
        next_step=said.next_step,
        owner=said.owner,
        due=said.due,
        evidence=turn.carry.get("evidence", ""),
        by=turn.person.id,
        confirmed=confirms(turn.person, strategy),
    )
    leads = confirmers(strategy, await store.people.with_roles(LEADING))
    if decision.stands:
        await _say_decided(decision, strategy, replaced, store)
    else:
        await _ask_leads(decision, leads, store)
    for each in replaced:
        await _refresh(each, store)
    await _refresh(decision, store)
    return Say(kept_card(await told(decision, store), turn.today, [lead.name for lead in leads]))


async def _ask_leads(decision: Decision, leads: list[Member], store: Store) -> None:
    await store.outbox.write(
        Draft("confirm", str(decision.id), store.now, lead.id, about=(decision.strategy,), prompt=False)
        for lead in leads
    )


async def _say_decided(decision: Decision, strategy: Strategy, replaced: list[Decision], store: Store) -> None:
    """Whose strategy it is, and whose proposal it replaces, hear what a lead decided."""
    owner = await store.people.by_email(strategy.owner) if strategy.owner else None
    readers = {each.proposed_by for each in replaced} | ({owner.id} if owner and owner.active else set())
    await store.outbox.write(
        Draft("decided", str(decision.id), store.now, reader, about=(strategy.code,), prompt=False)
        for reader in sorted(readers - {decision.proposed_by})
    )


async def _refresh(decision: Decision, store: Store, *, but: int = 0) -> None:
    """Bring the messages that show this decision up to date; `but` is a lead whose message was just replaced."""
    letters = await store.outbox.of_kind("confirm", occasion=str(decision.id))
    await store.outbox.refresh(*(each.key for each in letters if each.member is None or each.member.id != but))
    await refresh_asked(store, decision.strategy, "decide", "decide-nudge")


@feature.button("decide.confirm", who=LEADING)
async def confirm(turn: Turn, store: Store) -> Replies:
    """A lead confirms a proposal; who comes second sees who was first."""
    found = await _proposal(turn.value, turn, store)
    if found.open and await store.learning.confirm(found.decision.id, turn.person.id):
        await _tell(found.decision, "confirmed", store, but=turn.person.id)
    return Replace(confirm_card(await _proposal(turn.value, turn, store), turn.today))


@feature.button("decide.back", who=LEADING, writes=False)
async def hand_back(turn: Turn, store: Store) -> Replies:
    """Asks for the word that goes with a proposal that is handed back."""
    found = await _proposal(turn.value, turn, store)
    if not found.open:
        return Replace(confirm_card(found, turn.today))
    return Ask(
        form(
            "decide.returned",
            _("Hand back"),
            Note(say(_("*{strategy}*: {name} reads this."), strategy=found.title, name=found.proposer)),
            Line("why", _("What should they look at again?"), long=True, optional=False),
            send=_("Hand back"),
            carry={"decision": str(found.decision.id)},
        )
    )


@feature.form("decide.returned", who=LEADING)
async def returned(turn: Turn, store: Store) -> Replies:
    """A proposal goes back to whoever made it, with a word."""
    why = turn.required("why", _("A word is needed, so that they know how to go on."))
    found = await _proposal(turn.carry.get("decision", ""), turn, store)
    if not found.open or not await store.learning.hand_back(found.decision.id, why):
        return Say(confirm_card(await _proposal(turn.carry.get("decision", ""), turn, store), turn.today))
    await _tell(found.decision, "handed-back", store)
    words = _("Handed back with your word: *{strategy}*. {name} will see it.")
    return Say(card(Text(say(words, strategy=found.title, name=found.proposer))))


async def _proposal(number: str, turn: Turn, store: Store) -> Told:
    """A proposal that the person may settle. Raises Refusal."""
    known = whole(number)
    decision = await store.learning.decision(known) if known is not None else None
    if decision is None:
        raise Refusal(_("I cannot find that proposal any more. `decide` shows what stands."))
    strategy = await store.plans.strategy(decision.strategy)
    if not (confirms(turn.person, strategy) if strategy else turn.person.is_lead):
        leads = confirmers(strategy, await store.people.with_roles(LEADING)) if strategy else await store.people.leads()
        names = join([lead.name for lead in leads]) or _("a lead")
        raise NotAllowed(_("That is for the leads of its plan to settle: {names}.").format(names=names))
    return await told(decision, store)


async def _tell(decision: Decision, kind: str, store: Store, *, but: int = 0) -> None:
    """The proposer hears of it, and the other leads see it."""
    draft = Draft(kind, str(decision.id), store.now, decision.proposed_by, about=(decision.strategy,), prompt=False)
    await store.outbox.write([draft])
    await _refresh(decision, store, but=but)


@feature.letter("confirm")
async def ask_lead(letter: Letter, store: Store) -> Card | None:
    """A proposal for a lead; not sent any more once it is settled or replaced."""
    found = await _of(letter, store)
    if found is None or not (found.open or letter.sent_at):
        return None
    return confirm_card(found, _today(letter, store))


@feature.letter("decided")
async def say_decided(letter: Letter, store: Store) -> Card | None:
    """The strategy's owner hears what a lead decided."""
    found = await _of(letter, store)
    return decided_card(found, _today(letter, store)) if found else None


@feature.letter("confirmed")
async def say_confirmed(letter: Letter, store: Store) -> Card | None:
    """The proposer hears that a lead confirmed."""
    found = await _of(letter, store)
    return confirmed_card(found, _today(letter, store)) if found else None


@feature.letter("handed-back")
async def say_handed_back(letter: Letter, store: Store) -> Card | None:
    """The proposer hears that a lead handed it back."""
    found = await _of(letter, store)
    return handed_back_card(found) if found else None


async def _of(letter: Letter, store: Store) -> Told | None:
    decision = await store.learning.decision(int(letter.occasion))
    return await told(decision, store) if decision else None


def _today(letter: Letter, store: Store) -> date:
    zone = letter.reader.zone or (store.cycle.zone if store.cycle else "UTC")
    return local_day(store.now, zone)
