"""Where the turn of the years stands: what would go on, what is still asked, what is promised, what comes next."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.earlier_years import on_its_way, owed_words, promise_line
from handlers.wording.strategy import listed, to_take_up_parts
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.goals import Goal, Strategy
from pdsa.names import folded
from pdsa.newyear import GoalNote, NextYear
from pdsa.old_year_promises import Turning
from pdsa.people import LEADS
from pdsa.text import _, _l, ngettext
from storage.store import YearStore
from storage.year_launch import draft_next, to_take_up, turning

router = Router()


@router.command(
    "newyear",
    help=_l("Prepare and launch the next year, share its plan, close the old one"),
    who=LEADS,
    label=_l("The next year"),
    group=Group.SETTING_UP,
    phases={Phase.ACT: 2},
    synonyms="next close launch renew rollover",
    why=Reasons(
        what=_l("Closing the year and starting the next one with what was learned."),
        why=_l("Without it each September starts from zero."),
        when=_l("In June, and before the first school day."),
        who=_l("Leads."),
        resource="improve",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    return Say(await overview_card(turn, store))


@router.button("newyear.page", who=LEADS, writes=False)
async def turn_page(turn: Turn, store: YearStore) -> Replies:
    """More of what would go on."""
    return Replace(await overview_card(turn, store, start=whole(turn.value) or 0))


async def the_turn(turn: Turn, store: YearStore) -> Turning:
    """The two years that are meant. Raises Refusal before the first is started."""
    year_turn = await turning(store, turn.today)
    if year_turn is None or year_turn.old.started_at is None:
        raise Refusal(_("The year has not been started yet. `setup` has the button; the next year comes after it."))
    return year_turn


async def preparing(turn: Turn, store: YearStore) -> Turning:
    """The turn while it is prepared. Raises Refusal once the next year is there."""
    turning = await the_turn(turn, store)
    if turning.new is not None:
        told = _("{year} is laid out already: change its plan with `plan`.")
        raise Refusal(told.format(year=turning.new.label))
    return turning


async def overview_card(turn: Turn, store: YearStore, first: Words | None = None, start: int = 0) -> Card:
    """The whole card; `first` is a sentence that comes before, `start` where its lines on the draft begin."""
    year_turn = await the_turn(turn, store)
    if year_turn.new is None:
        draft = await draft_next(store, year_turn.old, turn.today)
        return await _preparing(year_turn, draft, turn, store, first, start)
    return await _launched(year_turn, year_turn.new, turn, store, first)


async def _preparing(
    year_turn: Turning, draft: NextYear, turn: Turn, store: YearStore, first: Words | None, start: int
) -> Card:
    above = (
        Text(first) if first else None,
        Title(_("From {old} to {new}").format(old=year_turn.old.label, new=draft.cycle.label)),
        Text(_when_words(year_turn, turn)),
    )
    checks, promised = _to_check(draft), await _promised(year_turn, turn, store)
    room = LONGEST - words_on((*above, *checks, *promised))
    page = page_at(counted(draft), start, word_count, room)
    return card(
        *above,
        Items(tuple(page.items)),
        buttons(*page.ways("newyear.page")),
        *checks,
        buttons(
            Button(_("Undecided ({n})").format(n=len(draft.asked)), "newyear.choose", "open:0", main=True)
            if draft.asked
            else None,
            Button(_("All strategies"), "newyear.strategies", "0") if draft.strategies else None,
            Button(_("Goals"), "newyear.goals", "0") if draft.goals else None,
            Button(_("Change one"), "newyear.pick") if draft.strategies or draft.goals else None,
            Button(_("Why?"), "why", "newyear"),
        ),
        *promised,
        buttons(
            Button(_("Launch {year}").format(year=draft.cycle.label), "newyear.launch", main=not draft.asked)
            if turn.today >= year_turn.launches_from()
            else None,
            *(_close_buttons(year_turn) if year_turn.old.phase_on(turn.today) is Phase.ACT else ()),
        ),
    )


def _when_words(year_turn: Turning, turn: Turn) -> Words:
    day = year_turn.launches_from()
    if turn.today >= day:
        return say(_("This is what would go on if you launched the next year now. Nobody is messaged by that."))
    if year_turn.old.phase_on(turn.today) is Phase.ACT:
        template = _("This is what would go on as things stand. From *{day}*, the last school day, you can launch it.")
        return say(template, day=when(day, turn.today))
    template = _(
        "It is early: decisions come in ACT, from {act} on. As things stand, this would go on. The launch: {day}."
    )
    return say(template, act=when(year_turn.old.school_span_of(Phase.ACT)[0], turn.today), day=when(day, turn.today))


def counted(draft: NextYear) -> list[Words]:
    """The draft in numbers, with the first names of what is an exception."""
    new = [each for each in draft.strategies if each.new is not None and each.new.code != each.old.code]
    left = [each.old for each in draft.strategies if each.new is None]
    goals_left = [each.old for each in draft.goals if each.new is None and each.old is not None]
    parked = [each.new for each in draft.goals if each.new is not None and each.parked is not None]
    undecided = [each.old for each in draft.asked if each.decision is None]
    both = [each.old for each in draft.asked if each.decision is not None]
    goals = sum(each.new is not None and each.old is not None for each in draft.goals)
    first = [each.new.statement for each in draft.goals if each.new is not None and each.first]
    added, additions = [each.title for each in draft.added], [each.words for each in draft.additions]
    lines = [
        say(_("*Strategies:* {n} go on. *Goals:* {goals} go on."), n=len(draft.carried) - len(new), goals=goals),
        say(_("New, decided on for a goal: {strategies}."), strategies=_first(added)) if added else (),
        say(_("Decided both to end and to be part of the next year: {which}. Please say which counts."),
            which=_names(both)) if both else (),
        say(_("Nobody has decided on {which}: unless you say otherwise, they go on."),
            which=_names(undecided)) if undecided else (),
        say(ngettext("A new one takes the place of {which}.", "New ones take the place of {which}.", len(new)),
            which=_names([each.old for each in new])) if new else (),
        say(_("Left behind, with what was learned: {which}."), which=_names(left)) if left else (),
        say(_("Reached or left: {which}."), which=_names(goals_left)) if goals_left else (),
        say(ngettext("It waits for its day or condition: {which}.", "They wait for their day or condition: {which}.",
                     len(parked)), which=_names(parked)) if parked else (),
        say(_("New, because a decision puts it first: {goals}."), goals=_first(first)) if first else (),
        say(_("Added to the logic model: {words}."), words=_first(additions)) if additions else (),
    ]  # fmt: skip
    return [each for each in lines if each]


def _names(parts: Sequence[Strategy | Goal]) -> str:
    """The first parts of a plan, and how many more there are; the pages list them all."""
    return _first([each.title for each in parts], 60)


def _first(words: Sequence[str], most: int = 100) -> str:
    return listed([clip(told, most) for told in words], 1)


def _to_check(draft: NextYear) -> list[Part | None]:
    """What starts from last year's beginning because nobody rated or measured it, and what needs a target."""
    aimless = [each for each in draft.goals if each.lacks_target]
    unrated = [each.new for each in draft.goals if each.new is not None and GoalNote.NOT_RATED in each.notes]
    unmeasured = [each.new for each in draft.goals if each.new is not None and GoalNote.NO_NUMBER in each.notes]
    rated = _("*No level at the year's end:* {which} keep the level they began with. `rate` can add it.")
    measured = _("*No number that can be shown:* {which} keep last year's baseline.")
    aimed = _("*No target yet:* {goals}.")
    named = ((rated, unrated), (measured, unmeasured), (aimed, [each.new for each in aimless if each.new]))
    lines = [say(words, which=_names(goals), goals=_names(goals)) for words, goals in named if goals]
    ways = [Button(_("Set a target: {goal}").format(goal=next_goal.new.statement), "newyear.change", next_goal.part)
            for next_goal in aimless[:3] if next_goal.new]  # fmt: skip
    return [Text(_joined(lines)) if lines else None, buttons(*ways)]


def _joined(told: Sequence[Words]) -> Words:
    spans: Words = ()
    for each in told:
        spans += each if not spans else (*say(" "), *each)
    return spans


async def _launched(year_turn: Turning, new: Cycle, turn: Turn, store: YearStore, first: Words | None) -> Card:
    begun = new.started_at is not None
    told = _("*{new}* is laid out. School begins {day}; nobody is messaged before a lead presses Start.")
    if begun:
        told = _("*{new}* has been started.")
    return card(
        Text(first) if first else None,
        Title(_("From {old} to {new}").format(old=year_turn.old.label, new=new.label)),
        Text(say(told, new=new.label, day=when(new.year.first_day, turn.today))),
        buttons(
            Button(_("Check the dates"), "setup") if not begun else None,
            Button(_("The plan"), "plan"),
            Button(_("Then and now"), "newyear.compare"),
        ),
        *audiences_parts(year_turn.old, await _left_behind(year_turn.old, new, store)),
        *to_take_up_parts(await to_take_up(store, year_turn.old, new)),
        *await _promised(year_turn, turn, store),
        buttons(*_close_buttons(year_turn, shared=await on_its_way(year_turn, store))),
    )


async def _left_behind(old: Cycle, new: Cycle, store: YearStore) -> int:
    """How many lines of communication plans could be taken along: those of teams that have none in the new year."""
    there = {folded(team) for team in await store.year(new).sharing.counts()}
    made = await store.year(old).sharing.counts()
    return sum(lines for team, (lines, _sent) in made.items() if folded(team) not in there)


def audiences_parts(old: Cycle, lines: int) -> list[Part]:
    """The offer to take communication plans along."""
    row = buttons(Button(_("Take them along"), "newyear.audiences")) if lines else None
    if row is None:
        return []
    told = _("*Communication plans of {year}:* {n} can go on, unsent, their days moved on by 52 weeks.")
    return [Text(say(told, year=old.label, n=count("{n} line", "{n} lines", lines))), row]


async def _promised(year_turn: Turning, turn: Turn, store: YearStore) -> list[Part]:
    """The two promises, and what keeps the year from being closed."""
    if year_turn.new is None and year_turn.old.phase_on(turn.today) is not Phase.ACT:
        return []
    lines = [await promise_line(each, year_turn, store) for each in year_turn.promises]
    parts: list[Part] = [Text(say(_("*Two promises close a year*"))), Items(tuple(lines))]
    if year_turn.closed:
        who = await store.people.by_id(await store.year(year_turn.old).years.closed_by() or 0)
        told = _("*{year}* was closed by {who}.")
        return [*parts, Text(say(told, year=year_turn.old.label, who=who.name if who else _("a lead")))]
    if year_turn.open_promises:  # the lines above say which
        return [*parts, Text(say(_("*{year}* is not closed yet."), year=year_turn.old.label))]
    return [*parts, Text(owed_words(year_turn))]


def _close_buttons(year_turn: Turning, *, shared: bool = False) -> list[Button | None]:
    from_now = year_turn.old.label
    if year_turn.closed:
        return [Button(_("Open {year} again").format(year=from_now), "newyear.reopen")]
    return [
        Button(_("Share the new plan"), "newyear.share") if year_turn.new is not None and not shared else None,
        Button(_("Give a promise up"), "newyear.waive") if year_turn.open_promises else None,
        Button(
            _("Close {year}").format(year=from_now),
            "newyear.close",
            main=True,
            ask_first=_("Nothing of {year} is lost, and a lead can open it again. Close it?").format(year=from_now),
        )
        if year_turn.may_close
        else None,
    ]
