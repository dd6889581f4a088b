"""`/sel share`: whom a team tells, what, who sends it and when; last year's lines taken along."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers.edit_conflicts import reopened
from handlers.kit.card import Button, Card, Text
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Option, Pick
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form, replace_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, count, join, say, when
from handlers.share import notifications
from handlers.share.communication_plan import line_card, line_form, line_from, plan_card, review_form
from handlers.share.notifications import refresh
from handlers.wording.earlier_years import still_before
from pdsa.communication_plan import Audience, SharingTeam, Worked, by_weight, of_plan, review_day, writes_plan
from pdsa.cycle import Cycle, Phase
from pdsa.errors import NotAllowed, Refusal
from pdsa.names import folded
from pdsa.people import PROMPTED, Member, Role
from pdsa.text import _, _l
from storage.store import YearStore
from storage.year_launch import carry_audiences

feature = Feature("share")


async def team_of(person: Member, store: YearStore) -> SharingTeam:
    """The people with whom somebody shares a plan."""
    people = await store.people.all(gone=True)
    return SharingTeam.of(person, people, store.cycle.district if store.cycle else "")


async def lines_of(person: Member, team: SharingTeam, store: YearStore) -> list[Audience]:
    """The lines of somebody's plan, without those that were set aside."""
    return [team.current(each) for each in await store.sharing.all() if of_plan(each, person, team.schools)]


async def seen(number: str, person: Member, store: YearStore) -> Audience:
    """A line of one's own team, set aside or not. Raises Refusal."""
    known, team = whole(number), await team_of(person, store)
    audience = await store.sharing.one(known) if known is not None else None
    if audience is None or not of_plan(audience, person, team.schools):
        raise Refusal(_("I do not find that in your team's communication plan. `share` shows what is there."))
    return team.current(audience)


async def own(number: str, turn: Turn, store: YearStore) -> Audience:
    """A line that the person may change: their team writes it, or they are its sender. Raises Refusal."""
    audience = await seen(number, turn.person, store)
    if audience.sender != turn.person.email:
        await only_writers(turn.person, store)
    return audience


async def only_writers(person: Member, store: YearStore) -> None:
    """Raises NotAllowed, with the names of those who can, for everybody who does not write the plan."""
    if person.role not in PROMPTED or not writes_plan(person):
        names = [each.name for each in (await team_of(person, store)).senders if writes_plan(each)]
        told = _("The leads and communications write what the district's team tells. Ask {names}.")
        raise NotAllowed(told.format(names=join([*names[:5], *([_("others")] if names[5:] else [])]) or _("a lead")))


async def offered(person: Member, store: YearStore) -> str:
    """The label of the year into which somebody's team could take its lines along; empty where there is nothing to."""
    years = await _years(store) if writes_plan(person) else None
    if years is None or await _lines(person, store.year(years[1])):
        return ""
    return years[1].label if await _lines(person, store.year(years[0])) else ""


async def _years(store: YearStore) -> tuple[Cycle, Cycle] | None:
    """From which year into which: into the one that is laid out, else into the one that runs."""
    cycle = store.cycle
    if cycle is None:
        return None
    if (new := await store.cycles.after(cycle)) is not None:
        return cycle, new
    before = await store.cycles.before(cycle)
    return (before, cycle) if before is not None else None


async def _lines(person: Member, year: YearStore) -> list[Audience]:
    schools = (await team_of(person, year)).schools
    return [each for each in await year.sharing.all() if of_plan(each, person, schools)]


@feature.button("share.along", who=PROMPTED)
async def take_along(turn: Turn, store: YearStore) -> Replies:
    """The lines of one's own team alone. Raises Refusal where there is none, or where the new year has some already."""
    await only_writers(turn.person, store)
    years = await _years(store)
    label = await offered(turn.person, store)
    if years is None or not label:
        raise Refusal(_("Nothing to take along: your team's plan is there already, or there was none last year."))
    old, new = years
    taken = await carry_audiences(store, old, new, await _lines(turn.person, store.year(old)))
    told = _("Taken along into *{year}*: {n}, unsent, their days moved on by 52 weeks.")
    if store.cycle is not None and new.id != store.cycle.id:
        told += _(" You can change them here once a lead has started that year.")
    words = say(told, year=label, n=count("{n} line", "{n} lines", taken))
    return replace_card(Text(words), Button(_("Whom we tell"), "share", main=True))


feature.include(notifications.router)


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


async def _plan(lines: Sequence[Audience], team: SharingTeam, turn: Turn, store: YearStore, start: int = 0) -> Card:
    return plan_card(
        team.name,
        lines,
        await store.people.names(),
        turn,
        edits=writes_plan(turn.person),
        start=start,
        before=await still_before(store),
        along=await offered(turn.person, store),
    )


async def _line(audience: Audience, turn: Turn, store: YearStore, first: Words | str | None = None) -> Card:
    edits = writes_plan(turn.person) or audience.sender == turn.person.email
    return line_card(audience, await store.people.names(), turn, edits=edits, first=first)


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
    return ask_form("share.picked", _("Open one"), Pick("id", _("Which one?"), options), send=_("Open"))


@feature.form("share.picked", who=PROMPTED, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    number = turn.required("id", _("Choose one."))
    return Say(await _line(await seen(number, turn.person, store), turn, store))


@feature.button("share.new", who=PROMPTED, writes=False)
async def new(turn: Turn, store: YearStore) -> Replies:
    await only_writers(turn.person, store)
    blank = Audience(0, turn.person.team, "", influence=2, interest=2, sender=turn.person.email)
    return Ask(line_form(blank, (await team_of(turn.person, store)).senders))


@feature.button("share.line", who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    return Ask(line_form(await own(turn.value, turn, store), (await team_of(turn.person, store)).senders))


@feature.form("share.keep", who=PROMPTED, now=reopened(change, "id"))
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps a line, with what stood before in the history."""
    number, old = turn.carry.get("id", "0"), Audience(0, turn.person.team, "", 2, 2)
    if number == "0":
        await only_writers(turn.person, store)
    else:
        old = await own(number, turn, store)
    line = line_from(turn, old, (await team_of(turn.person, store)).senders)
    return Say(await _kept(line, _("Kept."), turn, store))


async def _kept(audience: Audience, told: str, turn: Turn, store: YearStore) -> Card:
    """Keep a line, bring the messages about it up to date, and show it."""
    saved = await store.sharing.put(audience)
    await refresh(saved, store)
    return await _line(saved, turn, store, say(told) if told else None)


@feature.button("share.sent", who=PROMPTED)
async def sent(turn: Turn, store: YearStore) -> Replies:
    """It went out; in two weeks its sender is asked whether it worked. Without a sender it is whoever says so."""
    audience = await own(turn.value, turn, store)
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
    audience = await own(turn.value, turn, store)
    audience = replace(audience, sent_at=None, sent_by=None, worked=None)
    return Replace(await _kept(audience, _("Kept as not sent."), turn, store))


@feature.button("share.review", who=PROMPTED, writes=False)
async def review(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, store)
    if audience.sent_at is None:
        raise Refusal(_("It was not sent yet. Once it is, say so in `share`; then we look back at it."))
    return Ask(review_form(audience))


@feature.form("share.reviewed", who=PROMPTED, now=reopened(review, "id"))
async def reviewed(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.carry.get("id", ""), turn, store)
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
    audience = await own(turn.value, turn, store)
    return Replace(await _kept(replace(audience, dropped=True), "", turn, store))


@feature.button("share.back", who=PROMPTED)
async def take_up(turn: Turn, store: YearStore) -> Replies:
    audience = await own(turn.value, turn, store)
    return Replace(await _kept(replace(audience, dropped=False), _("It is part of the plan again."), turn, store))
