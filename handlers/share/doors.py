"""`/sel share`: whom a team tells, what, who sends it and when; and what the clock asks about it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.kit.card import Card
from handlers.kit.form import Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature, Span
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, _, say
from handlers.kit.zones import today_of, zone_of
from handlers.share.cards import line_card, plan_card, reminder_card, review_card
from handlers.share.forms import line_form, line_from, review_form
from pdsa.calendar import ONE_DAY, local_day, midnight_after
from pdsa.cycle import Cycle
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED, SCHOOL_ROLES, SENDERS, Member
from pdsa.prompting import may_prompt, prompt_at
from pdsa.sharing import Audience, Worked, by_weight, reminder_day, review_day
from storage.letters import Draft, Letter
from storage.store import Store

feature = Feature("share")
LATE_WORK = timedelta(days=7)
"""A look back that could not be asked on its day, as on the weekly question's own, is asked within these days."""


@feature.command(
    "share", help=_("Plan whom your team tells what, and see whether it worked"), who=PROMPTED, example="families"
)
async def show(turn: Turn, store: Store) -> Replies:
    """The team's communication plan, or the one line that is meant."""
    wanted = (turn.words or turn.value).strip().casefold()
    lines = await store.sharing.of_team(turn.person.team)
    named = [each for each in lines if wanted and wanted in each.audience.casefold()]
    return Say(await _line(named[0], turn, store) if len(named) == 1 else await _plan(lines, turn, store))


def may_edit(person: Member, team: str) -> bool:
    """A school's team writes its own plan; the district's is for the leads and communications."""
    return person.team == team and (person.role in SCHOOL_ROLES or person.role in SENDERS)


async def _plan(
    lines: Sequence[Audience], turn: Turn, store: Store, *, start: int = 0, first: Words | None = None
) -> Card:
    team = turn.person.team
    edits = may_edit(turn.person, team)
    names = await store.people.names()
    return plan_card(team, lines, names, turn.today, turn.zone, edits=edits, start=start, first=first)


async def _line(audience: Audience, turn: Turn, store: Store, first: Words | str | None = None) -> Card:
    edits = may_edit(turn.person, audience.team)
    names = await store.people.names()
    return line_card(audience, names, turn.today, turn.zone, edits=edits, first=first)


@feature.button("share.page", who=PROMPTED, writes=False)
async def page(turn: Turn, store: Store) -> Replies:
    lines = await store.sharing.of_team(turn.person.team)
    return Replace(await _plan(lines, turn, store, start=whole(turn.value) or 0))


@feature.button("share.pick", who=PROMPTED, writes=False)
async def pick(turn: Turn, store: Store) -> Replies:
    lines = by_weight(await store.sharing.of_team(turn.person.team))
    if not lines:
        raise Refusal(_("Nothing is planned yet. `share` lets you begin."))
    options = tuple(Option(str(each.id), each.audience) for each in lines)
    return Ask(form("share.picked", _("Open one"), Pick("id", _("Which one?"), options), send=_("Open")))


@feature.form("share.picked", who=PROMPTED, writes=False)
async def picked(turn: Turn, store: Store) -> Replies:
    return Say(await _line(await _seen(turn.required("id", _("Choose one.")), turn, store), turn, store))


@feature.button("share.new", who=PROMPTED, writes=False)
async def new(turn: Turn, store: Store) -> Replies:
    _check(turn.person, turn.person.team)
    blank = Audience(0, turn.person.team, "", influence=2, interest=2, sender=turn.person.email)
    return Ask(line_form(blank, await _team(turn, store), turn.today))


@feature.button("share.line", who=PROMPTED, writes=False)
async def change(turn: Turn, store: Store) -> Replies:
    audience = await _mine(turn.value, turn, store)
    return Ask(line_form(audience, await _team(turn, store), turn.today))


@feature.form("share.keep", who=PROMPTED)
async def keep(turn: Turn, store: Store) -> Replies:
    """Keeps a line, with what stood before in the history."""
    number = turn.carry.get("id", "0")
    if number == "0":
        _check(turn.person, turn.person.team)
        old = Audience(0, turn.person.team, "", 2, 2)
    else:
        old = await _mine(number, turn, store)
    kept = await store.sharing.put(line_from(turn, old, await _team(turn, store)))
    await _refresh(kept, store)
    return Say(await _line(kept, turn, store, say(_("Kept."))))


@feature.button("share.sent", who=PROMPTED)
async def sent(turn: Turn, store: Store) -> Replies:
    """It went out; in two weeks its sender is asked whether it worked."""
    audience = await _mine(turn.value, turn, store)
    if audience.sent_at is None:
        audience = await store.sharing.put(replace(audience, sent_at=turn.now, sent_by=turn.person.id))
        await _refresh(audience, store)
    told = _("Kept as sent. In two weeks I ask its sender whether it worked.")
    return Replace(await _line(audience, turn, store, told))


@feature.button("share.unsent", who=PROMPTED)
async def unsent(turn: Turn, store: Store) -> Replies:
    audience = await _mine(turn.value, turn, store)
    audience = await store.sharing.put(replace(audience, sent_at=None, sent_by=None, worked=None))
    await _refresh(audience, store)
    return Replace(await _line(audience, turn, store, _("Kept as not sent.")))


@feature.button("share.review", who=PROMPTED, writes=False)
async def review(turn: Turn, store: Store) -> Replies:
    audience = await _mine(turn.value, turn, store)
    if audience.sent_at is None:
        raise Refusal(_("It was not sent yet. Once it is, say so in `share`; then we look back at it."))
    return Ask(review_form(audience))


@feature.form("share.reviewed", who=PROMPTED)
async def reviewed(turn: Turn, store: Store) -> Replies:
    audience = await _mine(turn.carry.get("id", ""), turn, store)
    said = turn.required("worked", _("Choose one of the three."))
    if said not in set(Worked):
        raise Refusal(_("Choose one of the three."), field="worked")
    kept = await store.sharing.put(replace(audience, worked=Worked(said), review=turn.text("review")))
    await _refresh(kept, store)
    return Say(await _line(kept, turn, store, say(_("Kept: what you learned stands beside it for the next time."))))


@feature.button("share.aside", who=PROMPTED)
async def set_aside(turn: Turn, store: Store) -> Replies:
    audience = await store.sharing.put(replace(await _mine(turn.value, turn, store), dropped=True))
    await _refresh(audience, store)
    return Replace(await _line(audience, turn, store))


@feature.button("share.back", who=PROMPTED)
async def take_up(turn: Turn, store: Store) -> Replies:
    audience = await store.sharing.put(replace(await _mine(turn.value, turn, store), dropped=False))
    await _refresh(audience, store)
    return Replace(await _line(audience, turn, store, _("It is part of the plan again.")))


async def _seen(number: str, turn: Turn, store: Store) -> Audience:
    """A line of one's own team. Raises Refusal."""
    known = whole(number)
    found = await store.sharing.one(known) if known is not None else None
    if found is None or found.team != turn.person.team:
        raise Refusal(_("I do not find that in your team's communication plan. `share` shows what is there."))
    return found


async def _mine(number: str, turn: Turn, store: Store) -> Audience:
    """A line that the person may change: their team writes it, or they are its sender. Raises Refusal."""
    found = await _seen(number, turn, store)
    if found.sender != turn.person.email:
        _check(turn.person, found.team)
    return found


def _check(person: Member, team: str) -> None:
    if not may_edit(person, team):
        raise NotAllowed(_("The leads and communications write what the district's team tells. Ask one of them."))


async def _team(turn: Turn, store: Store) -> list[Member]:
    """Those who can send: the active people of the person's team who may be asked."""
    people = await store.people.all()
    return sorted(
        (each for each in people if each.team == turn.person.team and each.prompted), key=lambda each: each.name
    )


async def _refresh(audience: Audience, store: Store) -> None:
    letters = await store.outbox.of_kind("share", "share-review")
    number = _number(audience)
    await store.outbox.refresh(*(each.key for each in letters if number in each.about))


def _number(audience: Audience) -> str:
    return f"audience:{audience.id}"


@feature.tick
async def due(span: Span, store: Store) -> Iterable[Draft]:
    """On the day: a reminder to the sender. Two weeks after it was sent: whether it worked."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    lines = [each for each in await store.sharing.all() if each.sender]
    if not lines:
        return ()
    people = {each.email: each for each in await store.people.all() if each.prompted}
    drafts: list[Draft] = []
    for each in lines:
        sender = people.get(each.sender)
        if sender is not None:
            drafts += [*_reminder(each, sender, cycle), *_review(each, sender, cycle)]
    return [each for each in drafts if span.holds(each.at)]


def _reminder(audience: Audience, sender: Member, cycle: Cycle) -> Iterable[Draft]:
    day = reminder_day(audience.day, cycle.year) if audience.day and audience.sent_at is None else None
    if day is None or sender.is_away(day):
        return
    at = prompt_at(cycle, day, sender)
    if cycle.started_at is None or at < cycle.started_at:
        return
    occasion = f"{audience.id}:{day.isoformat()}"
    ends = midnight_after(day, sender.zone or cycle.zone)
    yield Draft("share", occasion, at, sender.id, about=(_number(audience),), expires=ends)


def _review(audience: Audience, sender: Member, cycle: Cycle) -> Iterable[Draft]:
    if audience.sent_at is None or audience.worked is not None:
        return
    zone = sender.zone or cycle.zone
    first = review_day(local_day(audience.sent_at, zone), cycle.year)
    for day in cycle.year.working_days(first, first + LATE_WORK) if first else ():
        if may_prompt(cycle, day, sender):
            at = prompt_at(cycle, day, sender)
            ends = midnight_after(day + LATE_WORK - ONE_DAY, zone)
            yield Draft("share-review", str(audience.id), at, sender.id, about=(_number(audience),), expires=ends)
            return


@feature.letter("share")
async def remind(letter: Letter, store: Store) -> Card | None:
    """The reminder, unless it was sent, moved or set aside meanwhile."""
    audience = await store.sharing.one(int(letter.occasion.partition(":")[0]))
    if audience is None or (letter.sent_at is None and not _wanted(audience, letter, store)):
        return None
    return reminder_card(audience, today_of(letter.reader, store))


def _wanted(audience: Audience, letter: Letter, store: Store) -> bool:
    day = reminder_day(audience.day, store.cycle.year) if audience.day and store.cycle else None
    as_planned = day is not None and day.isoformat() == letter.occasion.partition(":")[2]
    return as_planned and not audience.dropped and audience.sent_at is None and audience.sender == letter.reader.email


@feature.letter("share-review")
async def look_back(letter: Letter, store: Store) -> Card | None:
    """Whether it worked, unless that is known already."""
    audience = await store.sharing.one(int(letter.occasion))
    if audience is None or audience.sent_at is None:
        return None
    if letter.sent_at is None and (audience.worked is not None or audience.dropped):
        return None
    return review_card(audience, today_of(letter.reader, store), zone_of(letter.reader, store))
