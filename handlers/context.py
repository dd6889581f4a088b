"""Changed circumstances: said once by anybody on the team, shown on charts and in the interview of `decide`."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Text, Title, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Day, Form, Line, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, as_written, capital, clip, join, say, when
from handlers.wording.measure_chart import change_words, kind_name
from pdsa.calendar import local_day
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.cycle import Phase
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import PROMPTED
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("context")
LONG = 1000
SHOWN = 10


@feature.command(
    "context",
    help=_l("Say what changed around the work: leadership, budget, structure"),
    who=PROMPTED,
    example=_l("The grant ended"),
    own=True,
    label=_l("What changed"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.DO: 5, Phase.ACT: 5},
    synonyms="circumstances changed leadership budget restructuring contexto superintendent layoffs grant",
    why=Reasons(
        what=_l("What changed around you: leadership, budget, restructuring, or something else."),
        why=_l("A goal that was missed in a year of cuts is another story. In June nobody remembers the date."),
        when=_l("When it happens."),
        who=_l("Anybody on a team."),
        resource="act",
    ),
)
async def begin(turn: Turn, store: YearStore) -> Replies:
    """What is written down, or the form at once where there is nothing yet or words are given."""
    words = turn.words.strip()
    changes = await store.context.all()
    if words or not changes:
        return Ask(_form(turn, words))
    return Say(await list_card(changes, turn, store))


@feature.button("context.new", who=PROMPTED, writes=False)
async def new(turn: Turn, store: YearStore) -> Replies:
    return Ask(_form(turn, ""))


def _form(turn: Turn, said: str) -> Form:
    kinds = tuple(Option(each.value, capital(kind_name(each))) for each in Circumstance)
    return form(
        "context.keep",
        _("What changed?"),
        Note(_("What seemed right in the fall can look different in spring. It helps to write it down.")),
        Pick("kind", _("What kind of change is it?"), kinds, few=True),
        Day("day", _("Since when?"), turn.today, optional=False),
        Line("what", _("What changed?"), said, long=True, optional=False, most=LONG),
        Line("effect", _("What does it do to the work?"), long=True, most=LONG),
        send=_("Keep it"),
    )


@feature.form("context.keep", who=PROMPTED)
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a change; one that is still to come is no fact yet."""
    kind = turn.required("kind", _("Please choose one; “something else” is fine, too."))
    if kind not in set(Circumstance):
        raise Refusal(_("Please choose one of the kinds."), field="kind")
    day = turn.day("day") or turn.today
    if day > turn.today:
        raise Refusal(_("That day is still to come. Please write it down once it has happened."), field="day")
    what = turn.required("what", _("A sentence will do: what changed?"))
    change = await store.context.add(Circumstance(kind), day, what, turn.text("effect"), turn.person.id)
    return say_card(
        Text(_("Kept. Charts mark its day, and `decide` asks about it.")),
        Items((as_written(change_words(change, turn.today)),)),
        Button(_("Take it back"), "context.back", str(change.id)),
        Button(_("All changes"), "context"),
        Button(_("Decide what next"), "decide"),
    )


async def list_card(changes: Sequence[ContextChange], turn: Turn, store: YearStore) -> Card:
    """What is written down, the newest last; what was taken back stays in sight as such."""
    people = await store.people.by_ids({each.member for each in changes})
    names = {number: person.name for number, person in people.items()}
    shown = changes[-SHOWN:]
    open_ = [each for each in shown if not each.withdrawn and _may_withdraw(each, turn)]
    return card(
        Title(_("What changed around the work")),
        Items(tuple(_line(each, names, turn) for each in shown)) if shown else None,
        None if shown else Text(_("Nothing is written down yet.")),
        Button(_("Something changed"), "context.new", main=True),
        Button(_("Take one back"), "context.pick") if open_ else None,
    )


def _line(change: ContextChange, names: dict[int, str], turn: Turn) -> Words:
    by = say(
        _(" (written down by {name} on {day})"),
        name=names.get(change.member, _("somebody")),
        day=when(local_day(change.at, turn.zone), turn.today),
    )
    told = as_written(change_words(change, turn.today))
    return (*say(_("Taken back: ")), *told, *by) if change.withdrawn else (*told, *by)


def _may_withdraw(change: ContextChange, turn: Turn) -> bool:
    return turn.person.is_lead or change.member == turn.person.id


@feature.button("context.pick", who=PROMPTED, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    """The choice of a change to take back."""
    open_ = [each for each in await store.context.all() if not each.withdrawn and _may_withdraw(each, turn)]
    if not open_:
        raise Refusal(_("There is nothing you can take back. `context` shows what is written down."))
    options = tuple(Option(str(each.id), clip(change_words(each, turn.today), 75)) for each in open_)
    return ask_form(
        "context.picked",
        _("Take one back"),
        Note(_("It stays in the history; charts and decisions leave it out from now on.")),
        Pick("id", _("Which one?"), options),
        send=_("Take it back"),
    )


@feature.form("context.picked", who=PROMPTED)
async def picked(turn: Turn, store: YearStore) -> Replies:
    await _withdraw(turn.required("id", _("Please choose one.")), turn, store)
    return Say(await list_card(await store.context.all(), turn, store))


@feature.button("context.back", who=PROMPTED)
async def back(turn: Turn, store: YearStore) -> Replies:
    """Takes back what was just kept."""
    await _withdraw(turn.value, turn, store)
    return Replace(await list_card(await store.context.all(), turn, store))


async def _withdraw(number: str, turn: Turn, store: YearStore) -> None:
    """Raises Refusal where there is no such change, NotAllowed where it is somebody else's."""
    known = whole(number)
    change = next((each for each in await store.context.all() if each.id == known), None)
    if change is None:
        raise Refusal(_("I cannot find that change any more. `context` shows what is written down."))
    if not _may_withdraw(change, turn):
        people = await store.people.by_ids({change.member})
        who = join([*(each.name for each in people.values()), *(lead.name for lead in await store.people.leads())])
        raise NotAllowed(_("Only whoever wrote it down, or a lead, can take it back: {who}.").format(who=who))
    await store.context.withdraw(change.id)
