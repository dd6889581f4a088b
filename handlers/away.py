"""`away`: typed ("until 14 Jan", "2 weeks") or by form, for oneself, and by a lead for others."""

from datetime import date, timedelta

from handlers.kit.card import Button, Buttons, Card, Text, card
from handlers.kit.declared import Group
from handlers.kit.form import Day, Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, join, say, when
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import EVERYONE, Away, Member
from pdsa.text import _, _l
from pdsa.typed_absences import TypedDays, days_away
from pdsa.written_dates import DayTrouble
from storage.store import YearStore

feature = Feature("away")
LONGEST = timedelta(days=400)


@feature.command(
    "away",
    help=_l("Be left in peace until a day you name"),
    who=EVERYONE,
    writes=True,
    example="until 14 Jan",
    own=True,
    label=_l("Away"),
    group=Group.FOR_YOU,
    always=4,
    synonyms="pause vacation holiday sick leave break vacaciones out ooo absent",
)
async def away(turn: Turn, store: YearStore) -> Replies:
    """Typed words that are clear are kept at once; anything else opens the form."""
    words = turn.words or turn.value
    typed_days = days_away(words, turn.today) if words.strip() else TypedDays(clear=False)
    if typed_days.over:
        return Say(await _end(turn.person, turn, store))
    if typed_days.clear and typed_days.back is not None:
        return Say(await _keep(turn.person, typed_days.since, typed_days.back, turn, store))
    return Ask(await _form(typed_days, turn, store))


async def _form(typed_days: TypedDays, turn: Turn, store: YearStore) -> Form:
    person = turn.person
    running = _running(person, turn.today)
    people = [each for each in await store.people.all() if each.prompted] if person.is_lead else []
    listed = [person, *(each for each in people if each.id != person.id)]
    who = Pick(
        "who",
        _("Who is away?"),
        tuple(Option(str(each.id), each.name) for each in listed),
        chosen=str(person.id),
    )
    already = _("You are away until {day} already. A new day takes its place.")
    return form(
        "away.set",
        _("Away"),
        Note(already.format(day=when(running.back, turn.today))) if running else None,
        Note(_unclear(typed_days, turn.words or turn.value, turn.today))
        if (turn.words or turn.value).strip()
        else None,
        who if people else None,
        Day("back", _("First day back"), typed_days.back, optional=False),
        Day("since", _("First day away"), typed_days.since, hint=_("Leave it empty for today.")),
        send=_("Set"),
    )


def _unclear(typed_days: TypedDays, words: str, today: date) -> str:
    """What was not understood of somebody's words, so that it is asked and never passed over."""
    typed = clip(words, 80)
    if typed_days.doubt and typed_days.doubt.trouble is DayTrouble.NO_SUCH_DAY:
        return _("The calendar has no day like “{typed}”. Which day do you mean?").format(typed=typed)
    if typed_days.doubt and typed_days.doubt.trouble is DayTrouble.TWO_WAYS:
        first, second = (when(day, today) for day in typed_days.doubt.readings[:2])
        told = _("“{typed}” can be {first} or {second}. I filled in {first}: please check.")
        return told.format(typed=typed, first=first, second=second)
    if typed_days.back:
        return _("I filled in {day} for “{typed}”: please check.").format(day=when(typed_days.back, today), typed=typed)
    return _("I could not read a day in “{typed}”. Which day do you mean?").format(typed=typed)


@feature.form("away.set", who=EVERYONE)
async def set_away(turn: Turn, store: YearStore) -> Replies:
    """What the form said."""
    person = await _whom(turn.text("who"), turn, store)
    back = turn.day("back")
    if back is None:
        raise Refusal(_("Which is the first day back?"), field="back")
    return Say(await _keep(person, turn.day("since"), back, turn, store))


@feature.button("away.back", who=EVERYONE)
async def come_back(turn: Turn, store: YearStore) -> Replies:
    """Here again."""
    return Replace(await _end(await _whom(turn.value, turn, store), turn, store))


async def _whom(number: str, turn: Turn, store: YearStore) -> Member:
    """The member that is meant: oneself, or for a lead anybody."""
    if number in ("", str(turn.person.id)):
        return turn.person
    member = await store.people.by_id(whole(number) or 0)
    if member is None or not member.active:
        raise Refusal(_("I do not find that person in the plan any more."), field="who")
    if not turn.person.is_lead:
        leads = join([lead.name for lead in await store.people.leads()])
        raise NotAllowed(_("Only {name} or a lead can change that. Ask {leads}.").format(name=member.name, leads=leads))
    return member


def _running(person: Member, today: date) -> Away | None:
    return next((each for each in person.away if each.covers(today)), None)


def _first_day(person: Member, since: date | None, back: date, today: date) -> date:
    """The first day away, once both days are checked. An absence that runs already keeps its own. Raises Refusal."""
    if back <= today:
        raise Refusal(
            _("{day} has come already. Name the first day back, from {tomorrow} on; `away off` says that you are back.")
            .format(day=when(back, today), tomorrow=when(today + timedelta(days=1), today)),
            field="back",
        )  # fmt: skip
    if back - today > LONGEST:
        raise Refusal(
            _("{day} is more than a year away. Name a nearer day; a lead can take somebody off the team for good.")
            .format(day=when(back, today)),
            field="back",
        )  # fmt: skip
    running = _running(person, today)
    first = since or today
    if running and first <= running.back:
        first = min(first, running.since)
    if first >= back:
        raise Refusal(
            _("The first day away, {since}, has to come before the first day back, {back}.").format(
                since=when(first, today), back=when(back, today)
            ),
            field="since",
        )
    return first


async def _keep(person: Member, since: date | None, back: date, turn: Turn, store: YearStore) -> Card:
    """Keep it, and say what it means. Raises Refusal."""
    today = turn.today
    first = _first_day(person, since, back, today)
    await store.people.set_away(person, first, back)
    values = {"name": person.name, "since": when(first, today), "back": when(back, today)}
    own = person.id == turn.person.id
    if own and first <= today:
        words = say(_("I won't ask you anything until *{back}*. You don't count as missing."), **values)
    elif own:
        words = say(_("I won't ask you anything from *{since}* until *{back}*. You don't count as missing."), **values)
    elif first <= today:
        words = say(_("I won't ask {name} anything until *{back}*. {name} doesn't count as missing."), **values)
    else:
        words = say(
            _("I won't ask {name} anything from *{since}* until *{back}*. {name} doesn't count as missing."), **values
        )
    label = _("I'm back") if own else _("{name} is back").format(name=person.first_name)
    return card(Text(words), Buttons((Button(label, "away.back", str(person.id)),)))


async def _end(person: Member, turn: Turn, store: YearStore) -> Card:
    """End running and coming absences."""
    own = person.id == turn.person.id
    if not any(each.back > turn.today for each in person.away):
        here = _("You are not away, as far as I know. `away` takes the day until which you will be.")
        return card(Text(here if own else _("{name} is not away.").format(name=person.name)))
    await store.people.set_back(person, turn.today)
    if own:
        return card(Text(_("Good to have you back. The next question comes when it is due.")))
    return card(Text(_("{name} is back: the next question comes when it is due.").format(name=person.name)))
