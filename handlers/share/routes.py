"""`/sel share` and its routes: whom a team tells, what, who sends it and when."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.kit.card import Card
from handlers.kit.command import Group, Reasons
from handlers.kit.conflicts import reopened
from handlers.kit.form import Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, say, when
from handlers.share import last_years_lines, notifications
from handlers.share.communication_plan import line_card, plan_card
from handlers.share.forms import line_form, line_from, review_form
from handlers.share.notifications import refresh
from handlers.share.own_lines import Team, lines_of, may_write, only_writers, own, seen, team_of
from handlers.wording.earlier_years import still_before
from pdsa.communication_plan import Audience, Worked, by_weight, review_day
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.names import folded
from pdsa.people import PROMPTED, Role
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("share")
feature.include(last_years_lines.router, notifications.router)


@feature.command(
    "share",
    help=_l("Plan whom your team tells what, and see whether it worked"),
    who=PROMPTED,
    example="families",
    label=_l("Whom we tell"),
    group=Group.SCHOOLS,
    phases={Phase.ACT: 3},
    roles={Role.COMMUNICATIONS: 2},
    synonyms="communication communicate audience audiences stakeholders",
    why=Reasons(
        what=_l("Who has to hear what, from whom, how, when, and how they can answer."),
        why=_l("People support what they understand and can answer to."),
        when=_l("In ACT, and whenever there is something to tell."),
        who=_l("School teams, and the district's team for its own audiences."),
        resource="school-communication",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """The team's communication plan, or the one line that is meant."""
    wanted = folded(turn.words or turn.value)
    team = await team_of(turn.person, store)
    lines = await lines_of(turn.person, team, store)
    named = [each for each in lines if wanted and wanted in folded(each.audience)]
    return Say(await _line(named[0], turn, store) if len(named) == 1 else await _plan(lines, team, turn, store))


async def _plan(lines: Sequence[Audience], team: Team, turn: Turn, store: YearStore, start: int = 0) -> Card:
    edits, names = may_write(turn.person), await store.people.names()
    before, into = await still_before(store), await last_years_lines.offered(turn.person, store)
    zone = turn.zone
    return plan_card(team.name, lines, names, turn.today, zone, edits=edits, start=start, before=before, along=into)


async def _line(audience: Audience, turn: Turn, store: YearStore, first: Words | str | None = None) -> Card:
    edits = may_write(turn.person) or audience.sender == turn.person.email
    names = await store.people.names()
    return line_card(audience, names, turn.today, turn.zone, edits=edits, first=first)


@feature.button("share.page", who=PROMPTED, writes=False)
async def page(turn: Turn, store: YearStore) -> Replies:
    team = await team_of(turn.person, store)
    lines = await lines_of(turn.person, team, store)
    return Replace(await _plan(lines, team, turn, store, start=whole(turn.value) or 0))


@feature.button("share.pick", who=PROMPTED, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    lines = by_weight(await lines_of(turn.person, await team_of(turn.person, store), store))
    if not lines:
        raise Refusal(_("Nothing is planned yet. `share` lets you begin."))
    options = tuple(Option(str(each.id), each.audience) for each in lines)
    return Ask(form("share.picked", _("Open one"), Pick("id", _("Which one?"), options), send=_("Open")))


@feature.form("share.picked", who=PROMPTED, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    number, team = turn.required("id", _("Choose one.")), await team_of(turn.person, store)
    return Say(await _line(await seen(number, turn.person, team, store), turn, store))


@feature.button("share.new", who=PROMPTED, writes=False)
async def new(turn: Turn, store: YearStore) -> Replies:
    team = await team_of(turn.person, store)
    only_writers(turn.person, team.senders)
    blank = Audience(0, turn.person.team, "", influence=2, interest=2, sender=turn.person.email)
    return Ask(line_form(blank, team.senders, turn.today))


@feature.button("share.line", who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    team = await team_of(turn.person, store)
    return Ask(line_form(await own(turn.value, turn, team, store), team.senders, turn.today))


@feature.form("share.keep", who=PROMPTED, now=reopened(change, "id"))
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a line, with what stood before in the history."""
    team, number = await team_of(turn.person, store), turn.carry.get("id", "0")
    if number == "0":
        only_writers(turn.person, team.senders)
        old = Audience(0, turn.person.team, "", 2, 2)
    else:
        old = await own(number, turn, team, store)
    return Say(await _kept(line_from(turn, old, team.senders), _("Kept."), turn, store))


async def _kept(audience: Audience, told: str, turn: Turn, store: YearStore) -> Card:
    """Keep a line, bring the messages about it up to date, and show it."""
    saved = await store.sharing.put(audience)
    await refresh(saved, store)
    return await _line(saved, turn, store, say(told) if told else None)


@feature.button("share.sent", who=PROMPTED)
async def sent(turn: Turn, store: YearStore) -> Replies:
    """It went out; in two weeks its sender is asked whether it worked. Without a sender it is whoever says so."""
    audience = await own(turn.value, turn, await team_of(turn.person, store), store)
    if audience.sent_at is None:
        sender = audience.sender or turn.person.email
        audience = replace(audience, sent_at=turn.now, sent_by=turn.person.id, sender=sender)
    told = _("Kept as sent. “Did it work?” is there for the day on which you know.")
    day = review_day(turn.today, turn.cycle.year)
    if day is not None and audience.worked is None and not audience.dropped:
        told = _("Kept as sent. On {day} I ask its sender whether it worked.").format(day=when(day, turn.today))
    return Replace(await _kept(audience, told, turn, store))


@feature.button("share.unsent", who=PROMPTED)
async def unsent(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, await team_of(turn.person, store), store)
    audience = replace(audience, sent_at=None, sent_by=None, worked=None)
    return Replace(await _kept(audience, _("Kept as not sent."), turn, store))


@feature.button("share.review", who=PROMPTED, writes=False)
async def review(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, await team_of(turn.person, store), store)
    if audience.sent_at is None:
        raise Refusal(_("It was not sent yet. Once it is, say so in `share`; then we look back at it."))
    return Ask(review_form(audience))


@feature.form("share.reviewed", who=PROMPTED, now=reopened(review, "id"))
async def reviewed(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.carry.get("id", ""), turn, await team_of(turn.person, store), store)
    said = turn.required("worked", _("Choose one of the three."))
    if said not in set(Worked):
        raise Refusal(_("Choose one of the three."), field="worked")
    audience = replace(audience, worked=Worked(said), review=turn.text("review"))
    told = _("Kept.")
    if audience.review:
        told = _("Kept: what you learned stands beside it for the next time.")
    return Say(await _kept(audience, told, turn, store))


@feature.button("share.aside", who=PROMPTED)
async def set_aside(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, await team_of(turn.person, store), store)
    return Replace(await _kept(replace(audience, dropped=True), "", turn, store))


@feature.button("share.back", who=PROMPTED)
async def take_up(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, await team_of(turn.person, store), store)
    return Replace(await _kept(replace(audience, dropped=False), _("It is part of the plan again."), turn, store))
