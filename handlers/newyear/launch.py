"""The launch: the next year is laid out from the draft. It is not started, and nobody is messaged by it."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.newyear.choosing import preparing
from handlers.newyear.overview import audiences_parts, counted, overview_card, the_turn
from handlers.wording.rhythms import day_off
from handlers.wording.strategy import to_take_up_parts
from pdsa.calendar import DayOff
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.newyear import NextYear
from pdsa.people import LEADS
from pdsa.text import _, ngettext
from storage.launching import carry_audiences, draft_next, launch, to_take_up
from storage.store import YearStore

router = Router()


@router.button("newyear.launch", who=LEADS, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """What the launch does, and the button that does it."""
    old, draft = await _ready(turn, store)
    told = _(
        "People, channels and rhythm go on as they are. Predictions are asked anew. {old} stays as it is, to be read. "
        "Nobody is messaged before a lead presses Start."
    )
    title, dates, stays = (
        Title(_("Launch {year}?").format(year=draft.cycle.label)),
        Text(_dates(draft.cycle, turn)),
        Text(say(told, old=old.label)),
    )
    counts = Items(at_first(counted(draft), LONGEST - words_on((title, dates, stays))))
    return Say(
        card(
            title,
            counts,
            dates,
            stays,
            buttons(
                Button(_("Launch now"), "newyear.launch.now", draft.cycle.label, main=True),
                Button(_("The days off"), "newyear.daysoff") if draft.cycle.year.days_off else None,
                Button(_("Not yet"), "newyear"),
            ),
        )
    )


@router.button("newyear.daysoff", who=LEADS, writes=False)
async def days_off(turn: Turn, store: YearStore) -> Replies:
    """The days off that the launch proposes."""
    _old, draft = await _ready(turn, store)
    title = Title(_("Days off proposed for {year}").format(year=draft.cycle.label))
    lines = [say("{name}: {day}", name=clip(day_off(off.name), 80), day=_stretch(off, turn))
             for off in draft.cycle.year.days_off]  # fmt: skip
    page = page_at(lines, whole(turn.value) or 0, word_count, LONGEST - words_on((title,)))
    back = Button(_("Launch {year}").format(year=draft.cycle.label), "newyear.launch", main=True)
    return Replace(card(title, Items(tuple(page.items)), buttons(*page.ways("newyear.daysoff"), back)))


async def _ready(turn: Turn, store: YearStore) -> tuple[Cycle, NextYear]:
    """The old year and the draft. Raises Refusal where it is too early, or where a plan for that year is there."""
    turning = await preparing(turn, store)
    if turn.today < turning.launches_from():
        template = _(
            "The launch waits for {day}, the last school day: what is still asked this year would stop before."
        )
        raise Refusal(template.format(day=when(turning.launches_from(), turn.today)))
    draft = await draft_next(store, turning.old, turn.today)
    if any(each.label == draft.cycle.label for each in await store.cycles.all()):
        template = _("There is a plan for {year} already. `plan` shows it.")
        raise Refusal(template.format(year=draft.cycle.label))
    return turning.old, draft


def _dates(cycle: Cycle, turn: Turn) -> Words:
    first, last = when(cycle.year.first_day, turn.today), when(cycle.year.last_day, turn.today)
    told = _(
        "*The dates are last year's, moved on by 52 weeks:* {first} to {last}. Please check them. The days off "
        "are proposals: nothing is told of them before a lead has said in `setup` that they are right."
    )
    return say(told, first=first, last=last)


def _stretch(off: DayOff, turn: Turn) -> str:
    first = when(off.first, turn.today)
    if off.last == off.first:
        return first
    return _("{first} to {last}").format(first=first, last=when(off.last, turn.today))


@router.button("newyear.launch.now", who=LEADS)
async def now(turn: Turn, store: YearStore) -> Replies:
    """Lays the year out; who presses second sees what the first one did."""
    old, draft = await _ready(turn, store)
    new = await launch(store, old, draft, turn.person.id)
    lines = len(await store.year(old).sharing.all())
    return Replace(launched_card(old, new, draft, turn, await to_take_up(store, old, new), lines))


def launched_card(
    old: Cycle, new: Cycle, draft: NextYear, turn: Turn, take_up: Sequence[str] = (), lines: int = 0
) -> Card:
    """What is there now, and what comes next. `lines` are those of communication plans that could be taken along."""
    strategies = [*(each.new for each in draft.strategies if each.new is not None), *draft.added]
    aimless = sum(each.lacks_target and each.new is not None for each in draft.goals)
    lacking = sum(bool(each.missing) for each in strategies)
    return card(
        Title(_("{year} is laid out").format(year=new.label)),
        Text(
            say(
                _("Its plan has {n} and begins at the last levels and numbers of {old}."),
                n=count("{n} strategy", "{n} strategies", len(strategies)),
                old=old.label,
            )
        ),
        Items(
            (
                say(
                    _("*Check the dates:* they were moved on by 52 weeks. *Confirm the days off:* they are proposals.")
                ),
                *([say(_("*Say anew* what the district committed itself to."))] if old.commitment else ()),
                say(_filled(lacking), n=lacking),
                *([say(_aimed(aimless), n=aimless)] if aimless else ()),
                say(_("*Share it* before {day}, the first school day."), day=when(new.year.first_day, turn.today)),
                say(_("*Press Start* when it is time: nobody is messaged before.")),
            )
        ),
        *to_take_up_parts(take_up),
        *audiences_parts(old, lines),
        buttons(
            Button(_("Check the days off"), "setup.daysoff"),
            Button(_("All of setup"), "setup"),
            Button(_("The plan"), "plan", main=True),
            Button(_("Share the new plan"), "newyear.share"),
            Button(_("Close {year}").format(year=old.label), "newyear"),
        ),
        buttons(Button(_("What is missing"), "plan.missing") if lacking or aimless else None),
    )


def _filled(lacking: int) -> str:
    if not lacking:
        return _("*Look at the plan:* it can be changed until school begins, and after.")
    return ngettext(
        "*Fill the plan:* {n} strategy still needs a word, above all a prediction.",
        "*Fill the plan:* {n} strategies still need a word, above all a prediction.",
        lacking,
    )


def _aimed(aimless: int) -> str:
    return ngettext("*Set a target:* {n} goal has none yet.", "*Set targets:* {n} goals have none yet.", aimless)


@router.button("newyear.audiences", who=LEADS)
async def audiences(turn: Turn, store: YearStore) -> Replies:
    """Last year's communication plans go on: unsent, their days moved on; teams that have lines keep their own."""
    turning = await the_turn(turn, store)
    if turning.new is None:
        raise Refusal(_("The next year has to be launched first: `newyear` shows from when on that is possible."))
    taken = await carry_audiences(store, turning.old, turning.new)
    told = _("Taken along: {n}. Their days were moved on by 52 weeks; nothing is sent by it. `share` shows them.")
    if turning.new.started_at is None:
        told = _("Taken along: {n}, their days moved on by 52 weeks. `share` shows them once the year is started.")
    none = _("Nothing to take along: each team that had a communication plan has one in the new year.")
    words = say(told, n=count("{n} line", "{n} lines", taken)) if taken else say(none)
    return Replace(await overview_card(turn, store, words))
