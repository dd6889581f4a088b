"""`history`: one's own by day; for a lead anybody's, by person and dates."""

from datetime import date, time

from handlers.history.audit_text import PRIVATE, AuditNames, HistoryEntry, entries
from handlers.kit.card import Button, Card, Part, Quote, Text, Title, card
from handlers.kit.card_pages import LONGEST, pages, words_on
from handlers.kit.declared import Group
from handlers.kit.form import Day, Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, a_day, whole
from handlers.kit.words import clip, clock, say
from handlers.wording.days_and_hours import stretch_words
from pdsa.calendar import ONE_DAY, instant
from pdsa.errors import NotAllowed, Refusal
from pdsa.names import folded
from pdsa.people import EVERYONE, Member
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("history")
SHOWN = 10
MOST_ENTRIES = 100_000
TURNED = 200
"""So many pages can be turned back; older ones can be reached by their dates."""
LONG = 500


@feature.command(
    "history",
    help=_l("What you said and did this year"),
    who=EVERYONE,
    own=True,
    label=_l("My history"),
    group=Group.FOR_YOU,
    always=9,
    synonyms="audit trail",
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """One's own year; a lead can name somebody."""
    said = turn.words.strip()
    person = await _named(said, turn, store) if said and not turn.value else turn.person
    return Say(await history_card(person, turn.cycle.year.first_day, turn.today, (0,), turn, store))


async def _named(typed: str, turn: Turn, store: YearStore) -> Member:
    """The one person whose name or e-mail has these words. Raises Refusal."""
    if not turn.person.is_lead:
        return turn.person
    words = folded(typed).split()
    members = [member for member in await store.people.all(gone=True)
             if all(word in folded(f"{member.name} {member.email}") for word in words)]  # fmt: skip
    if len(members) != 1:
        told = _("“{words}” fits nobody here.") if not members else _("“{words}” fits more than one person.")
        raise Refusal(
            told.format(words=clip(typed, 60)) + " " + _("`history` has a form to choose somebody and dates.")
        )
    return members[0]


@feature.button("history.choose", who=EVERYONE, writes=False)
async def choose(turn: Turn, store: YearStore) -> Replies:
    """Other dates; for a lead also somebody else."""
    people = await store.people.all(gone=True) if turn.person.is_lead else []
    options = tuple(Option(str(each.id), each.name or each.email) for each in people)
    return ask_form(
        "history.chosen",
        _("History"),
        Pick("who", _("Whose history?"), options, str(turn.person.id)) if options else None,
        Day("first", _("From"), turn.cycle.year.first_day),
        Day("last", _("Until"), turn.today),
        send=_("Show"),
    )


@feature.form("history.chosen", who=EVERYONE, writes=False)
async def chosen(turn: Turn, store: YearStore) -> Replies:
    person = await _allowed(turn.text("who"), turn, store)
    first, last = turn.day("first") or turn.cycle.year.first_day, turn.day("last") or turn.today
    if last < first:
        raise Refusal(_("“Until” has to come after “From”."), field="last")
    return Say(await history_card(person, first, last, (0,), turn, store))


@feature.button("history.page", who=EVERYONE, writes=False)
async def turn_page(turn: Turn, store: YearStore) -> Replies:
    """Older or newer actions of the same span."""
    who, first, last, places = (*turn.value.split(":"), "", "", "", "")[:4]
    person = await _allowed(who, turn, store)
    span = a_day(first) or turn.cycle.year.first_day, a_day(last) or turn.today
    begins = tuple(place for each in places.split("-") if (place := whole(each)) is not None and place <= MOST_ENTRIES)
    return Replace(await history_card(person, *span, begins or (0,), turn, store))


async def _allowed(number: str, turn: Turn, store: YearStore) -> Member:
    """Oneself, or for a lead anybody. Raises NotAllowed, Refusal."""
    member_id = whole(number)
    if member_id in (None, turn.person.id):
        return turn.person
    if not turn.person.is_lead:
        raise NotAllowed(_("Everybody sees their own history; the leads see the team's."))
    member = await store.people.by_id(member_id)
    if member is None:
        raise Refusal(_("I do not find that person any more."), field="who")
    return member


async def history_card(
    person: Member, first: date, last: date, begins: tuple[int, ...], turn: Turn, store: YearStore
) -> Card:
    """One page, the newest first; `begins` says where the pages up to this one begin."""
    own = person.id == turn.person.id
    since, until = instant(first, time(), turn.zone), instant(last + ONE_DAY, time(), turn.zone)
    audit_entries = await store.audit_entries_of(
        person.id, since, until, without=() if own else PRIVATE, most=SHOWN + 1, skip=begins[-1]
    )
    names = AuditNames(
        {each.code: each for each in await store.plans.strategies(dropped=True)},
        {each.code: each.statement for each in await store.plans.goals(dropped=True)},
        {str(each.id): each.strategy for each in await store.learning.all_decisions(returned=True)},
    )
    title = _("Your history") if own else _("What {name} said and did").format(name=person.name)
    span = f"{person.id}:{first.isoformat()}:{last.isoformat()}:"
    above = (Title(title), Text(stretch_words(first, last, turn.today)))
    found = entries(audit_entries[:SHOWN], person, turn.person, names)
    shown = pages(found, lambda each: words_on(_parts(each, turn)), LONGEST - words_on(above))[0]
    after = begins[-1] + sum(each.actions for each in shown)
    return card(
        *above,
        *(part for each in shown for part in _parts(each, turn)),
        None if shown else Text(_("Nothing was kept in these days.")),
        Button(_("Newer"), "history.page", span + "-".join(map(str, begins[:-1]))) if begins[1:] else None,
        Button(_("Older"), "history.page", span + "-".join(map(str, (*begins[-TURNED:], after))))
        if begins[-1] + len(audit_entries) > after
        else None,
        Button(_("Other dates, or somebody else") if turn.person.is_lead else _("Other dates"), "history.choose"),
    )


def _parts(entry: HistoryEntry, turn: Turn) -> list[Part]:
    line = Text(say("{when}: ", when=clock(entry.at, turn.zone)) + entry.words)
    return [line, *(Quote(clip(sentence, LONG)) for sentence in entry.sentences)]
